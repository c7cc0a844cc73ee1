from django.db import migrations

FORWARD = """
ALTER TABLE penalties_benchmark ADD CONSTRAINT benchmark_four_eyes
    CHECK (published_by_id IS NULL OR NOT published_by_id = ANY (drafter_ids));

CREATE FUNCTION penalties_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    public CONSTANT text[] := ARRAY['published', 'superseded'];
    movable CONSTANT text[] := ARRAY['status', 'valid_to', 'search'];
BEGIN
    IF NOT OLD.status = ANY (public) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE'
        OR NOT NEW.status = ANY (public)
        OR (OLD.valid_to IS NOT NULL AND NEW.valid_to IS DISTINCT FROM OLD.valid_to)
        OR to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable
    THEN
        RAISE EXCEPTION 'benchmark % is published and never changes', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER benchmark_is_kept BEFORE UPDATE OR DELETE ON penalties_benchmark
    FOR EACH ROW EXECUTE FUNCTION penalties_keep_published();

CREATE TRIGGER determination_is_append_only BEFORE UPDATE OR DELETE ON penalties_determination
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""
REVERSE = """
DROP TRIGGER determination_is_append_only ON penalties_determination;
DROP TRIGGER benchmark_is_kept ON penalties_benchmark;
DROP FUNCTION penalties_keep_published();
ALTER TABLE penalties_benchmark DROP CONSTRAINT benchmark_four_eyes;
"""


class Migration(migrations.Migration):
    dependencies = [("penalties", "0001_start"), ("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
