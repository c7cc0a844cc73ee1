from django.db import migrations

from sunhall.kernel.row_security import protect, widen

MINE = "account_id = (SELECT sunhall_account())"
ADMINISTERED = "(SELECT sunhall_may('access:certificate:administer'))"
OF_ORGAN = "organization_id = (SELECT sunhall_organization())"
OF_SEAL = "EXISTS (SELECT FROM access_seal AS of_seal WHERE of_seal.id = seal_id{})"
OF_OWN_SEAL = OF_SEAL.format(" AND of_seal.organization_id = (SELECT sunhall_organization())")


class Migration(migrations.Migration):
    """Let certificates be seen by their holders, and seals in their organ."""

    dependencies = [("access", "0004_certificates"), ("kernel", "0006_row_security")]
    operations = [
        protect(
            "access_certificate",
            seen=f"account_id IS NULL OR {MINE} OR {ADMINISTERED}",
            # The authority's own row is locked while it signs its list
            own=f"account_id IS NULL OR {MINE} OR {ADMINISTERED}",
        ),
        protect(
            "access_certificaterequest",
            seen=f"{MINE} OR {ADMINISTERED}",
            own=f"{MINE} OR {ADMINISTERED}",
        ),
        protect("access_seal", seen=OF_ORGAN, own=OF_ORGAN),
        protect("access_sealuse", seen=OF_OWN_SEAL, own=OF_OWN_SEAL),
        widen(
            "kernel_storedfile",
            "of_seal",
            seen="EXISTS (SELECT FROM access_seal WHERE picture_id = sha256)",
        ),
        widen(
            "kernel_storedfile",
            "of_seal_use",
            seen="EXISTS (SELECT FROM access_sealuse WHERE sha256 IN (document_id, sealed_id))",
        ),
    ]
