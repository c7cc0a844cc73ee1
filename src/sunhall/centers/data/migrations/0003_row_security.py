from django.db import migrations

from sunhall.kernel.row_security import narrow, protect, reaching, widen

OWN_HOLDERS = """
CREATE FUNCTION data_own_holders() RETURNS bigint[]
    STABLE SECURITY DEFINER SET search_path = public LANGUAGE sql AS $$
    SELECT ARRAY(
        SELECT holder.id FROM data_holder AS holder WHERE holder.identifier IN (
            SELECT resident_id FROM access_citizen WHERE id = sunhall_citizen()
            UNION ALL
            SELECT credit_code FROM access_enterprise WHERE id = sunhall_enterprise()
        )
    )
$$;
"""
OWN = "ANY ((SELECT data_own_holders())::bigint[])"
ISSUES, ENDS = "data:license:issue", "data:license:end"
OF_ORGAN = "organization_id = (SELECT sunhall_organization())"
OF_ISSUER = " OR ".join(
    f"((SELECT sunhall_may('{permission}')) AND ({OF_ORGAN} OR {reaching(permission)}))"
    for permission in (ISSUES, ENDS)
)
OF_LICENSE = "EXISTS (SELECT FROM data_license AS of_license WHERE of_license.id = license_id)"
OF_OWN_LICENSE = (
    "EXISTS (SELECT FROM data_license AS of_own WHERE of_own.id = license_id "
    f"AND of_own.holder_id = {OWN})"
)
OF_VERSION = "EXISTS (SELECT FROM data_licenseversion AS issued WHERE issued.id = version_id)"
OF_SUBJECT = "EXISTS (SELECT FROM data_license AS told WHERE told.id = subject_id)"
HELD = "EXISTS (SELECT FROM data_license AS held WHERE held.holder_id = data_holder.id)"
ANYBODYS, NOBODYS = "true", "false"


class Migration(migrations.Migration):
    """Let licenses be seen by who issues and who holds them; departments see answers only."""

    dependencies = [
        ("data", "0002_promises"),
        ("access", "0003_row_security"),
        ("kernel", "0007_reach"),
    ]
    operations = [
        migrations.RunSQL(OWN_HOLDERS, "DROP FUNCTION data_own_holders()"),
        protect("data_license", seen=f"{OF_ISSUER} OR holder_id = {OWN}", own=ANYBODYS),
        protect("data_holder", seen=f"id = {OWN} OR {HELD}", own=ANYBODYS),
        protect("data_licenseversion", seen=OF_LICENSE, own=NOBODYS),
        protect("data_licenseseal", seen=OF_VERSION, own=ANYBODYS),
        protect("data_inspection", seen=OF_LICENSE, own=NOBODYS),
        protect(
            "data_conductrecord",
            seen=f"(SELECT sunhall_may('data:conduct:view')) OR holder_id = {OWN}",
            own=ANYBODYS,
        ),
        protect("data_consent", seen=f"holder_id = {OWN}", own=f"holder_id = {OWN}"),
        protect("data_disclosure", seen=OF_OWN_LICENSE, own=OF_OWN_LICENSE),
        protect("data_licenseuse", seen=f"{OF_ORGAN} OR {OF_OWN_LICENSE}", own=NOBODYS),
        widen(
            "kernel_journalentry",
            "of_own_license",
            seen=f"subject = 'data.license' AND {OF_SUBJECT}",
        ),
        narrow(
            "kernel_journalentry",
            "of_licenses",
            seen=f"subject <> 'data.license' OR {OF_SUBJECT}",
        ),
    ]
