from django.db import migrations

from sunhall.kernel.row_security import create_role, protect

NOBODYS = "false"


class Migration(migrations.Migration):
    """Make the role the city's programs act as, and let it see of the kernel's tables its part."""

    dependencies = [("kernel", "0005_heads_in_a_chain")]
    operations = [
        create_role(),
        protect("kernel_journalentry", seen="(SELECT sunhall_person()) <> 0", own=NOBODYS),
        protect(
            "kernel_privatefacts",
            seen="(SELECT sunhall_may('kernel:private_facts:erase'))",
            own="(SELECT sunhall_may('kernel:private_facts:erase'))",
        ),
        protect("kernel_storedfile", seen=NOBODYS, own=NOBODYS),
        protect("kernel_outboxmessage", seen=NOBODYS, own=NOBODYS),
    ]
