from django.db import migrations

# What of a card may follow what; a test holds this beside rules/flow.py.
PATHS = [
    "issued:appealed",
    "issued:ordered",
    "issued:directed",
    "issued:explained",
    "appealed:upheld",
    "appealed:withdrawn",
    "upheld:ordered",
    "upheld:directed",
    "upheld:explained",
    "ordered:directed",
    "ordered:explained",
    "directed:explained",
    "explained:ordered",
    "explained:directed",
    "explained:reported",
    "reported:returned",
    "reported:closed",
    "returned:ordered",
    "returned:directed",
    "returned:reported",
]
KEPT = ("finding", "cardstep")

FORWARD = f"""
CREATE FUNCTION supervision_keep_card() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paths CONSTANT text[] := ARRAY{PATHS};
    movable CONSTANT text[] :=
        ARRAY['severity', 'state', 'due_on', 'orders', 'escalated_at', 'ended_at'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'issued' THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'UPDATE'
        AND (NEW.state = OLD.state OR OLD.state || ':' || NEW.state = ANY (paths))
        AND NOT (OLD.severity = 'red' AND NEW.severity <> 'red')
        AND to_jsonb(NEW) - movable = to_jsonb(OLD) - movable
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'card % cannot do this: %', coalesce(NEW.number, OLD.number), TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER card_keeps_its_path BEFORE INSERT OR UPDATE OR DELETE ON supervision_card
    FOR EACH ROW EXECUTE FUNCTION supervision_keep_card();

CREATE FUNCTION supervision_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.enabled_at IS NOT NULL OR OLD.rejected_at IS NOT NULL THEN
        RAISE EXCEPTION 'version % of rule % never changes', OLD.number, OLD.rule_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule_version_is_kept BEFORE UPDATE OR DELETE ON supervision_ruleversion
    FOR EACH ROW EXECUTE FUNCTION supervision_keep_version();
CREATE TRIGGER card_is_never_emptied BEFORE TRUNCATE ON supervision_card
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER rule_versions_are_never_emptied BEFORE TRUNCATE ON supervision_ruleversion
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
""" + "".join(
    f"""
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON supervision_{table}
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON supervision_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
    for table in KEPT
)
REVERSE = (
    "".join(
        f"""
DROP TRIGGER {table}_is_never_emptied ON supervision_{table};
DROP TRIGGER {table}_is_append_only ON supervision_{table};
"""
        for table in KEPT
    )
    + """
DROP TRIGGER rule_versions_are_never_emptied ON supervision_ruleversion;
DROP TRIGGER card_is_never_emptied ON supervision_card;
DROP TRIGGER rule_version_is_kept ON supervision_ruleversion;
DROP FUNCTION supervision_keep_version();
DROP TRIGGER card_keeps_its_path ON supervision_card;
DROP FUNCTION supervision_keep_card();
"""
)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_start"), ("kernel", "0004_append_only")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
