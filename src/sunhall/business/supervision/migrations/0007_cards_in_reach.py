from django.db import migrations

from sunhall.kernel.row_security import let_change, reaching

REACHED = reaching("supervision:card:answer")


class Migration(migrations.Migration):
    """Let cards be answered as far as somebody's grants reach, as they are seen."""

    dependencies = [("supervision", "0006_reach"), ("kernel", "0007_reach")]
    operations = [
        let_change(
            "supervision_card",
            "reached",
            own="EXISTS (SELECT FROM supervision_finding AS of_finding "
            f"WHERE of_finding.id = finding_id AND of_finding.{REACHED})",
        )
    ]
