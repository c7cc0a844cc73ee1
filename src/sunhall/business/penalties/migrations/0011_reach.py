from django.db import migrations

from sunhall.kernel.row_security import reaching, widen

SEEN = reaching("penalties:case:view")


class Migration(migrations.Migration):
    """Let cases also be seen as far as somebody's grants reach; they are changed at home alone."""

    dependencies = [("penalties", "0010_document_seal"), ("kernel", "0007_reach")]
    operations = [
        widen("penalties_case", "reached", seen=SEEN),
        widen("penalties_determination", "reached", seen=SEEN),
    ]
