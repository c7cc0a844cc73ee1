from django.db import migrations

FORWARD = """
ALTER TABLE portal_navigationversion ADD CONSTRAINT portal_navigation_four_eyes
    CHECK (published_by_id IS NULL OR NOT published_by_id = ANY (drafter_ids));
CREATE TRIGGER navigation_is_kept BEFORE UPDATE OR DELETE ON portal_navigationversion
    FOR EACH ROW EXECUTE FUNCTION directory_keep_published();
"""
REVERSE = """
DROP TRIGGER navigation_is_kept ON portal_navigationversion;
ALTER TABLE portal_navigationversion DROP CONSTRAINT portal_navigation_four_eyes;
"""


class Migration(migrations.Migration):
    """Keep what is public, and let nobody approve their own draft."""

    dependencies = [("portal", "0001_navigation"), ("directory", "0012_service_items_kept")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
