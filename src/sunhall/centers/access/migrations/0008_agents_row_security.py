from django.db import migrations

from sunhall.kernel.row_security import protect, widen

OF_THEIRS = (
    "citizen_id = (SELECT sunhall_citizen()) OR enterprise_id = (SELECT sunhall_enterprise()) "
    "OR (SELECT sunhall_may('access:account:maintain'))"
)


class Migration(migrations.Migration):
    """Let agents be seen by themselves, by their enterprise, and by who keeps the accounts."""

    dependencies = [("access", "0007_applications")]
    operations = [
        protect("access_agent", seen=OF_THEIRS, own=OF_THEIRS),
        widen(
            "access_citizen",
            "of_agents",
            seen="(SELECT sunhall_enterprise()) <> 0 AND EXISTS (SELECT FROM access_agent "
            "WHERE citizen_id = access_citizen.id "
            "AND enterprise_id = (SELECT sunhall_enterprise()))",
        ),
    ]
