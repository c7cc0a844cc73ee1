from django.db import migrations

from sunhall.kernel.row_security import protect


class Migration(migrations.Migration):
    """Let a citizen be seen by themselves and by who keeps the accounts."""

    dependencies = [("access", "0002_citizens"), ("kernel", "0006_row_security")]
    operations = [
        protect(
            "access_citizen",
            seen="id = (SELECT sunhall_citizen()) "
            "OR (SELECT sunhall_may('access:account:maintain'))",
            own="id = (SELECT sunhall_citizen()) "
            "OR (SELECT sunhall_may('access:account:maintain'))",
        ),
    ]
