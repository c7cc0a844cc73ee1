from django.db import migrations

FORWARD = """
ALTER TABLE directory_serviceitemversion ADD CONSTRAINT directory_item_four_eyes
    CHECK (published_by_id IS NULL OR NOT published_by_id = ANY (drafter_ids));

CREATE FUNCTION directory_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
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
        RAISE EXCEPTION '% % is published and never changes', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER service_item_is_kept BEFORE UPDATE OR DELETE ON directory_serviceitemversion
    FOR EACH ROW EXECUTE FUNCTION directory_keep_published();
"""
REVERSE = """
DROP TRIGGER service_item_is_kept ON directory_serviceitemversion;
DROP FUNCTION directory_keep_published();
ALTER TABLE directory_serviceitemversion DROP CONSTRAINT directory_item_four_eyes;
"""


class Migration(migrations.Migration):
    """Keep what is public, and let nobody approve their own draft."""

    dependencies = [("directory", "0011_service_items")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
