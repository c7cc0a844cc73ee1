from django.db import migrations

REACHED = """
CREATE FUNCTION directory_reached(organization bigint, scope text, division bigint)
RETURNS bigint[] STABLE LANGUAGE sql AS $$
    WITH RECURSIVE reached AS (
        SELECT unnest(directory_reach(organization, scope, division)) AS id
        UNION
        SELECT taken_over.organization_id
        FROM directory_succession AS taken_over JOIN reached ON taken_over.successor_id = reached.id
        WHERE taken_over.is_whole
    )
    SELECT array_agg(id) FROM reached
$$;
"""


class Migration(migrations.Migration):
    """Let what an organization may do reach over those whose powers it has taken over whole."""

    dependencies = [("directory", "0009_resources")]
    operations = [migrations.RunSQL(REACHED, "DROP FUNCTION directory_reached")]
