from django.db import migrations

from sunhall.kernel.row_security import narrow, protect, widen

OWN = "organization_id = (SELECT sunhall_organization())"
OF_CASE = "EXISTS (SELECT FROM penalties_case AS of_case WHERE of_case.id = case_id{})"
OF_OWN_CASE = OF_CASE.format(" AND of_case.organization_id = (SELECT sunhall_organization())")
PARTS_OF_A_CASE = (
    "approval",
    "casefact",
    "deliberation",
    "document",
    "enforcement",
    "evidence",
    "firstviolation",
    "hearing",
    "installment",
    "legalreview",
    "measure",
    "notice",
    "pause",
    "payment",
    "penaltydecision",
    "rectification",
    "recusal",
    "remedyproceeding",
    "service",
    "statement",
)


class Migration(migrations.Migration):
    """Let the cases of an organization be seen by it and by supervision, and be changed by it."""

    dependencies = [
        ("penalties", "0008_open_undue"),
        ("directory", "0005_row_security"),
        ("kernel", "0006_row_security"),
    ]
    operations = [
        protect(
            "penalties_case",
            seen="(SELECT sunhall_may('penalties:case:watch')) "
            f"OR ({OWN} AND (SELECT sunhall_may('penalties:case:view')))",
            own=OWN,
        ),
        *(
            protect(f"penalties_{part}", seen=OF_CASE.format(""), own=OF_OWN_CASE)
            for part in PARTS_OF_A_CASE
        ),
        # Who is on which case, and until when: queues join thousands of them, and they tell
        # nothing of party or facts, so no row of theirs asks for its case
        *(
            protect(f"penalties_{part}", seen="(SELECT sunhall_person()) <> 0", own=OF_OWN_CASE)
            for part in ("caseofficer", "obligation")
        ),
        protect(
            "penalties_party",
            seen="EXISTS (SELECT FROM penalties_case WHERE party_id = penalties_party.id)",
            own="true",
        ),
        protect(
            "penalties_determination",
            seen=f"{OWN} OR (SELECT sunhall_may('penalties:case:watch'))",
            own=OWN,
        ),
        protect(
            "penalties_interestdeclaration",
            seen="person_id = (SELECT sunhall_person())",
            own="person_id = (SELECT sunhall_person())",
        ),
        protect("penalties_benchmarkimport", seen=OWN, own=OWN),
        narrow(
            "kernel_journalentry",
            "of_cases",
            seen="subject <> 'penalties.case' "
            "OR EXISTS (SELECT FROM penalties_case WHERE penalties_case.id = subject_id)",
        ),
        widen(
            "kernel_storedfile",
            "of_evidence",
            seen="EXISTS (SELECT FROM penalties_evidence WHERE file_id = sha256)",
        ),
        widen(
            "kernel_storedfile",
            "of_service",
            seen="EXISTS (SELECT FROM penalties_service WHERE proof_id = sha256)",
        ),
    ]
