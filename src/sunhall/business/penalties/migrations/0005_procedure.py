from django.db import migrations

STEPS = (
    ("clue", "decided"),
    ("clue", "filed"),
    ("clue", "not_filed"),
    ("clue", "transferred"),
    ("closed", "archived"),
    ("decided", "served"),
    ("decided", "terminated"),
    ("enforcement", "closed"),
    ("enforcement", "executed"),
    ("enforcement", "terminated"),
    ("executed", "closed"),
    ("exempted", "closed"),
    ("filed", "investigated"),
    ("filed", "terminated"),
    ("filed", "transferred"),
    ("filed", "withdrawn"),
    ("informed", "decided"),
    ("informed", "exempted"),
    ("informed", "investigated"),
    ("informed", "terminated"),
    ("informed", "transferred"),
    ("informed", "withdrawn"),
    ("investigated", "exempted"),
    ("investigated", "filed"),
    ("investigated", "proposed"),
    ("investigated", "terminated"),
    ("investigated", "transferred"),
    ("investigated", "withdrawn"),
    ("not_filed", "clue"),
    ("proposed", "exempted"),
    ("proposed", "informed"),
    ("proposed", "investigated"),
    ("proposed", "terminated"),
    ("proposed", "transferred"),
    ("proposed", "withdrawn"),
    ("served", "closed"),
    ("served", "enforcement"),
    ("served", "executed"),
    ("served", "terminated"),
    ("terminated", "closed"),
    ("transferred", "closed"),
    ("withdrawn", "closed"),
)
APPEND_ONLY = (
    "evidence",
    "casefact",
    "legalreview",
    "deliberation",
    "document",
    "service",
    "installment",
    "firstviolation",
)


def pairs() -> str:
    """Write the permitted steps as a list of the database."""
    return ", ".join(f"'{before}>{after}'" for before, after in STEPS)


def keep(table: str) -> migrations.RunSQL:
    """Let the database refuse every change to a table."""
    return migrations.RunSQL(
        f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON penalties_{table}
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON penalties_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
""",
        f"""
DROP TRIGGER {table}_is_never_emptied ON penalties_{table};
DROP TRIGGER {table}_is_kept ON penalties_{table};
""",
    )


GUARD_STEPS = migrations.RunSQL(
    f"""
CREATE FUNCTION penalties_guard_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    steps CONSTANT text[] := ARRAY[{pairs()}];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'case % is never deleted', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'clue' THEN
            RAISE EXCEPTION 'a case begins as a clue, not as %', NEW.state
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY (steps) THEN
        RAISE EXCEPTION 'case % may not go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.organization_id <> OLD.organization_id OR NEW.clue_number <> OLD.clue_number
        OR NEW.registered_at <> OLD.registered_at OR NEW.source <> OLD.source
        OR (OLD.filed_at IS NOT NULL AND NEW.filed_at IS DISTINCT FROM OLD.filed_at)
        OR (OLD.case_number <> '' AND NEW.case_number <> OLD.case_number)
        OR (OLD.decided_at IS NOT NULL AND NEW.decided_at IS DISTINCT FROM OLD.decided_at)
    THEN
        RAISE EXCEPTION 'case % keeps its origin, its numbers and its instants', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER case_steps_are_guarded BEFORE INSERT OR UPDATE OR DELETE ON penalties_case
    FOR EACH ROW EXECUTE FUNCTION penalties_guard_steps();
CREATE TRIGGER cases_are_never_emptied BEFORE TRUNCATE ON penalties_case
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
""",
    """
DROP TRIGGER cases_are_never_emptied ON penalties_case;
DROP TRIGGER case_steps_are_guarded ON penalties_case;
DROP FUNCTION penalties_guard_steps();
""",
)
KEEP_DECISIONS = migrations.RunSQL(
    """
CREATE FUNCTION penalties_keep_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable CONSTANT text[] := ARRAY['status', 'served_at'];
BEGIN
    IF TG_OP = 'DELETE'
        OR to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable
        OR (OLD.served_at IS NOT NULL AND NEW.served_at IS DISTINCT FROM OLD.served_at)
        OR (OLD.status <> 'in_force' AND NEW.status <> OLD.status)
    THEN
        RAISE EXCEPTION 'decision % never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_is_kept BEFORE UPDATE OR DELETE ON penalties_penaltydecision
    FOR EACH ROW EXECUTE FUNCTION penalties_keep_decisions();
""",
    """
DROP TRIGGER decision_is_kept ON penalties_penaltydecision;
DROP FUNCTION penalties_keep_decisions();
""",
)


class Migration(migrations.Migration):
    dependencies = [("penalties", "0004_cases"), ("kernel", "0001_initial")]
    operations = [GUARD_STEPS, KEEP_DECISIONS, *(keep(table) for table in APPEND_ONLY)]
