from django.db import migrations

from sunhall.kernel.row_security import protect

OWN = "organization_id = (SELECT sunhall_organization())"
OF_FINDING = "EXISTS (SELECT FROM supervision_finding AS of_finding WHERE {})"


class Migration(migrations.Migration):
    """Let findings be seen by supervision, by who answers for the organization, by who acted."""

    dependencies = [("supervision", "0004_open_cards"), ("kernel", "0006_row_security")]
    operations = [
        protect(
            "supervision_finding",
            seen="(SELECT sunhall_may('supervision:finding:view')) "
            "OR handler_id = (SELECT sunhall_person()) "
            f"OR ({OWN} AND (SELECT sunhall_may('supervision:card:answer')))",
            own="false",
        ),
        protect(
            "supervision_card",
            seen=OF_FINDING.format("of_finding.id = finding_id"),
            own="(SELECT sunhall_may('supervision:card:handle')) OR "
            + OF_FINDING.format(f"of_finding.id = finding_id AND of_finding.{OWN}"),
        ),
        protect(
            "supervision_cardstep",
            seen="EXISTS (SELECT FROM supervision_card WHERE finding_id = card_id)",
            own="false",
        ),
    ]
