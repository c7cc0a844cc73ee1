from django.db import migrations

from sunhall.kernel.row_security import create_reach


class Migration(migrations.Migration):
    """Let a permission extend to more organizations than one's own."""

    dependencies = [("kernel", "0006_row_security")]
    operations = [create_reach()]
