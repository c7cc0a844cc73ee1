from django.db import migrations

from sunhall.kernel.row_security import narrow, protect, widen

COUNTER = "(SELECT sunhall_may('citizencards:card:handle'))"
PRODUCER = "(SELECT sunhall_may('citizencards:card:produce'))"
WHOLE_CITY = f"({COUNTER} AND (SELECT sunhall_may('citizencards:card:city')))"
HERE = """(
    SELECT division.code FROM directory_organization AS organization
    JOIN directory_division AS division ON division.id = organization.division_id
    WHERE organization.id = (SELECT sunhall_organization())
)"""
OWN_ID = "(SELECT resident_id FROM access_citizen WHERE id = (SELECT sunhall_citizen()))"
OWN = f"ARRAY(SELECT id FROM citizencards_holder WHERE resident_id = {OWN_ID})"  # noqa: S608
OF_CARD = "EXISTS (SELECT FROM citizencards_card AS of_card WHERE of_card.id = card_id)"
OF_SUBJECT = "EXISTS (SELECT FROM citizencards_card AS told WHERE told.id = subject_id)"
OF_ORGAN = "organization_id = (SELECT sunhall_organization())"
ANYBODYS = "true"


class Migration(migrations.Migration):
    """Let cards be seen at their counter, by the producer, and by who holds them."""

    dependencies = [
        ("citizencards", "0002_promises"),
        ("access", "0003_row_security"),
        ("kernel", "0006_row_security"),
    ]
    operations = [
        protect(
            "citizencards_holder",
            seen=f"{COUNTER} OR {PRODUCER} OR resident_id = {OWN_ID}",
            own=ANYBODYS,
        ),
        protect(
            "citizencards_card",
            seen=f"{WHOLE_CITY} OR {PRODUCER} OR ({COUNTER} AND division_code = {HERE}) "
            f"OR holder_id = ANY ({OWN})",
            own=ANYBODYS,
        ),
        protect("citizencards_batch", seen=f"{COUNTER} OR {PRODUCER}", own=ANYBODYS),
        protect("citizencards_batchline", seen=f"{COUNTER} OR {PRODUCER}", own=ANYBODYS),
        protect("citizencards_functionswitch", seen=f"{OF_ORGAN} OR {OF_CARD}", own="false"),
        protect("citizencards_look", seen=f"{OF_ORGAN} OR {OF_CARD}", own="false"),
        widen(
            "kernel_journalentry",
            "of_own_card",
            seen=f"subject = 'citizencards.card' AND {OF_SUBJECT}",
        ),
        narrow(
            "kernel_journalentry",
            "of_cards",
            seen=f"subject <> 'citizencards.card' OR {OF_SUBJECT}",
        ),
    ]
