from django.db import migrations

from sunhall.kernel.row_security import narrow, protect

OWN = "{} = (SELECT sunhall_organization())"
WATCHES = "(SELECT sunhall_may('workflow:case:watch'))"
MINE = "{} = (SELECT sunhall_person())"
KEEP = """
CREATE TRIGGER definition_is_kept BEFORE UPDATE OR DELETE ON workflow_definition
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""
RELEASE = "DROP TRIGGER definition_is_kept ON workflow_definition"
STANDS_IN = (
    "EXISTS (SELECT FROM workflow_substitution AS s WHERE s.person_id = claimed_by_id "
    "AND s.substitute_id = (SELECT sunhall_person()))"
)
OF_CASE = "EXISTS (SELECT FROM workflow_instance AS i WHERE i.id = instance_id)"
HAD_A_TURN = "EXISTS (SELECT FROM workflow_task AS t WHERE t.instance_id = workflow_instance.id)"
IN_AN_ACT = "true"


class Migration(migrations.Migration):
    """Let a case be seen by whose it is and whose turn it is; several change it, each in an act."""

    dependencies = [
        ("workflow", "0001_start"),
        ("directory", "0005_row_security"),
        ("kernel", "0009_journal_by_person"),
    ]
    operations = [
        migrations.RunSQL(KEEP, RELEASE),
        protect(
            "workflow_substitution",
            seen=f"{MINE.format('person_id')} OR {MINE.format('substitute_id')}",
            own=MINE.format("person_id"),
        ),
        protect(
            "workflow_task",
            seen=f"{OWN.format('organization_id')} OR {OWN.format('host_id')} OR {WATCHES} "
            f"OR {MINE.format('claimed_by_id')} OR organization_id = ANY (sunhall_reach(permission))"
            f" OR {STANDS_IN}",
            own=IN_AN_ACT,
        ),
        protect(
            "workflow_instance",
            seen=f"{OWN.format('organization_id')} OR {WATCHES} OR {HAD_A_TURN}",
            own=IN_AN_ACT,
        ),
        protect("workflow_timer", seen=OF_CASE, own=IN_AN_ACT),
        protect(
            "workflow_draft",
            seen=OWN.format("organization_id"),
            own=OWN.format("organization_id"),
        ),
        # Days and articles alone, of things that are protected themselves
        *(
            protect(f"workflow_{table}", seen="(SELECT sunhall_person()) <> 0", own=IN_AN_ACT)
            for table in ("clock", "clockpause")
        ),
        narrow(
            "kernel_journalentry",
            "of_flows",
            seen="subject <> 'workflow.instance' "
            "OR EXISTS (SELECT FROM workflow_instance WHERE workflow_instance.id = subject_id)",
        ),
    ]
