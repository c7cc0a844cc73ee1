from django.db import migrations

from sunhall.kernel.row_security import reaching, widen

SEEN = reaching("supervision:card:answer")


class Migration(migrations.Migration):
    """Let findings also be seen as far as somebody's grants reach."""

    dependencies = [("supervision", "0005_row_security"), ("kernel", "0007_reach")]
    operations = [widen("supervision_finding", "reached", seen=SEEN)]
