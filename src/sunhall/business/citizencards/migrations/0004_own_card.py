from django.db import migrations

from sunhall.kernel.row_security import reprotect

# Functions in a language of their own are planned once and asked only when it comes to them;
# written out, they made every look at a card plan seventy parts that it never ran
FUNCTIONS = """
CREATE FUNCTION citizencards_own_resident_id() RETURNS text STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT resident_id FROM access_citizen WHERE id = sunhall_citizen());
END $$;
CREATE FUNCTION citizencards_own_holder() RETURNS integer STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (
        SELECT id FROM citizencards_holder WHERE resident_id = citizencards_own_resident_id()
    );
END $$;
CREATE FUNCTION citizencards_own_division() RETURNS text STABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (
        SELECT division.code FROM directory_organization AS organization
        JOIN directory_division AS division ON division.id = organization.division_id
        WHERE organization.id = sunhall_organization()
    );
END $$;
"""
DROP = """
DROP FUNCTION citizencards_own_division, citizencards_own_holder, citizencards_own_resident_id;
"""
COUNTER = "(SELECT sunhall_may('citizencards:card:handle'))"
PRODUCER = "(SELECT sunhall_may('citizencards:card:produce'))"
WHOLE_CITY = f"({COUNTER} AND (SELECT sunhall_may('citizencards:card:city')))"


class Migration(migrations.Migration):
    """Ask in functions which card is one's own, and which division."""

    dependencies = [("citizencards", "0003_row_security")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        reprotect(
            "citizencards_holder",
            seen=f"{COUNTER} OR {PRODUCER} "
            "OR resident_id = (SELECT citizencards_own_resident_id())",
        ),
        reprotect(
            "citizencards_card",
            seen=f"{WHOLE_CITY} OR {PRODUCER} "
            f"OR ({COUNTER} AND division_code = (SELECT citizencards_own_division())) "
            "OR holder_id = (SELECT citizencards_own_holder())",
        ),
    ]
