from django.db import migrations

# What of a card may follow what; a test holds this beside rules/flow.py.
PATHS = [
    "applied:producing",
    "applied:cancelled",
    "producing:made",
    "producing:applied",
    "producing:cancelled",
    "made:at_counter",
    "made:cancelled",
    "made:expired",
    "at_counter:in_use",
    "at_counter:cancelled",
    "at_counter:expired",
    "in_use:lost_orally",
    "in_use:lost",
    "in_use:replaced",
    "in_use:cancelled",
    "in_use:expired",
    "lost_orally:lost",
    "lost_orally:in_use",
    "lost_orally:replaced",
    "lost_orally:cancelled",
    "lost_orally:expired",
    "lost:in_use",
    "lost:replaced",
    "lost:cancelled",
    "lost:expired",
]
NEVER_EMPTIED = ("card", "holder", "batch", "batchline", "functionswitch", "purpose", "look")
APPEND_ONLY = ("functionswitch", "look")

CARDS = f"""
CREATE FUNCTION citizencards_keep_card() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paths CONSTANT text[] := ARRAY{PATHS};
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'applied' AND NEW.functions = 0 THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'UPDATE'
        AND (NEW.state = OLD.state OR OLD.state || ':' || NEW.state = ANY (paths))
        AND NEW.id = OLD.id
        AND NEW.holder_id = OLD.holder_id
        AND NEW.replaces_id IS NOT DISTINCT FROM OLD.replaces_id
        AND NEW.applied_at = OLD.applied_at
        AND (OLD.activated_at IS NULL OR NEW.activated_at = OLD.activated_at)
        AND (OLD.state IN ('applied', 'producing')
            OR NEW.valid_until IS NOT DISTINCT FROM OLD.valid_until)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'card % cannot do this: %', coalesce(NEW.id, OLD.id), TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER card_keeps_its_path BEFORE INSERT OR UPDATE OR DELETE ON citizencards_card
    FOR EACH ROW EXECUTE FUNCTION citizencards_keep_card();
"""
QUEUE = """
CREATE FUNCTION citizencards_queue_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The row is locked also where it is there, lest whoever publishes it miss this change
    INSERT INTO citizencards_pendingstatus (card_id) VALUES (NEW.id)
        ON CONFLICT (card_id) DO UPDATE SET card_id = excluded.card_id;
    RETURN NULL;
END $$;
CREATE TRIGGER card_status_is_queued AFTER INSERT OR UPDATE OF state ON citizencards_card
    FOR EACH ROW EXECUTE FUNCTION citizencards_queue_status();
"""
QUEUE_BACK = """
DROP TRIGGER card_status_is_queued ON citizencards_card;
DROP FUNCTION citizencards_queue_status();
"""
CARDS_BACK = """
DROP TRIGGER card_keeps_its_path ON citizencards_card;
DROP FUNCTION citizencards_keep_card();
"""
BATCHES = """
CREATE FUNCTION citizencards_keep_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
        AND OLD.state || ':' || NEW.state IN ('sent:returned', 'returned:delivered')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'batch % never does this: %', OLD.id, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER batch_is_kept BEFORE UPDATE OR DELETE ON citizencards_batch
    FOR EACH ROW EXECUTE FUNCTION citizencards_keep_batch();

CREATE FUNCTION citizencards_keep_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable CONSTANT text[] := ARRAY['outcome', 'fault'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.outcome = 'waiting'
        AND to_jsonb(NEW) - movable = to_jsonb(OLD) - movable
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'line % of a batch never does this: %', OLD.id, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER batch_line_is_kept BEFORE UPDATE OR DELETE ON citizencards_batchline
    FOR EACH ROW EXECUTE FUNCTION citizencards_keep_line();

CREATE FUNCTION citizencards_keep_purpose() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.valid_to IS NULL
        AND to_jsonb(NEW) - 'valid_to' = to_jsonb(OLD) - 'valid_to'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'purpose % never does this: %', OLD.id, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER purpose_is_kept BEFORE UPDATE OR DELETE ON citizencards_purpose
    FOR EACH ROW EXECUTE FUNCTION citizencards_keep_purpose();
"""
BATCHES_BACK = """
DROP TRIGGER purpose_is_kept ON citizencards_purpose;
DROP FUNCTION citizencards_keep_purpose();
DROP TRIGGER batch_line_is_kept ON citizencards_batchline;
DROP FUNCTION citizencards_keep_line();
DROP TRIGGER batch_is_kept ON citizencards_batch;
DROP FUNCTION citizencards_keep_batch();
"""
LOOKS = """
CREATE SEQUENCE citizencards_look_id_seq;
CREATE TABLE citizencards_look (
    id bigint NOT NULL DEFAULT nextval('citizencards_look_id_seq'),
    at timestamptz NOT NULL,
    person_id bigint,
    purpose_id bigint,
    organization_id bigint,
    card_id integer,
    way varchar(10) NOT NULL,
    is_valid boolean NOT NULL
) PARTITION BY RANGE (at);
ALTER SEQUENCE citizencards_look_id_seq OWNED BY citizencards_look.id;
CREATE INDEX look_of_card ON citizencards_look (card_id, id);
CREATE TABLE citizencards_look_other PARTITION OF citizencards_look DEFAULT;

CREATE FUNCTION citizencards_add_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first CONSTANT date := date_trunc('month', day);
BEGIN
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS %I PARTITION OF citizencards_look FOR VALUES FROM (%L) TO (%L)',
        'citizencards_look_' || to_char(first, 'YYYY_MM'),
        first::timestamp AT TIME ZONE 'Asia/Shanghai',
        (first + interval '1 month')::timestamp AT TIME ZONE 'Asia/Shanghai'
    );
EXCEPTION WHEN check_violation THEN
    NULL; -- Looks of that month are in the default partition already, and stay there
END $$;
SELECT citizencards_add_month((CURRENT_DATE + make_interval(months => n))::date)
    FROM generate_series(0, 2) AS n;
"""
LOOKS_BACK = """
DROP FUNCTION citizencards_add_month(date);
DROP TABLE citizencards_look;
"""


def keep(table: str) -> migrations.RunSQL:
    """Let the database refuse every change to a table."""
    return migrations.RunSQL(
        f"""
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON citizencards_{table}
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
""",
        f"DROP TRIGGER {table}_is_append_only ON citizencards_{table};",
    )


def never_empty(table: str) -> migrations.RunSQL:
    """Let the database refuse to empty a table."""
    return migrations.RunSQL(
        f"""
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON citizencards_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
""",
        f"DROP TRIGGER {table}_is_never_emptied ON citizencards_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [("citizencards", "0001_start"), ("kernel", "0004_append_only")]
    operations = [
        migrations.RunSQL(CARDS, CARDS_BACK),
        migrations.RunSQL(QUEUE, QUEUE_BACK),
        migrations.RunSQL(BATCHES, BATCHES_BACK),
        migrations.RunSQL(LOOKS, LOOKS_BACK),
        *(keep(table) for table in APPEND_ONLY),
        *(never_empty(table) for table in NEVER_EMPTIED),
    ]
