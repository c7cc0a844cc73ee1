from django.db import migrations

FOLLOW = """
CREATE FUNCTION penalties_may_belong(state text, before bigint, after bigint) RETURNS boolean
    STABLE LANGUAGE sql AS $$
    SELECT after = before OR (
        state NOT IN ('not_filed', 'closed', 'archived') AND EXISTS (
            SELECT FROM directory_succession
            WHERE organization_id = before AND successor_id = after
        )
    )
$$;
"""
REPLACE = """
DO $$ BEGIN
    EXECUTE replace(
        pg_get_functiondef('penalties_guard_steps()'::regprocedure), '{before}', '{after}'
    );
END $$;
"""
ANY_CHANGE = "NEW.organization_id <> OLD.organization_id"
NO_SUCCESSION = "NOT penalties_may_belong(OLD.state, OLD.organization_id, NEW.organization_id)"


class Migration(migrations.Migration):
    """Let an open case go on under whoever continues its organization's powers, nowhere else."""

    dependencies = [("penalties", "0011_reach"), ("directory", "0008_reorganizations")]
    operations = [
        migrations.RunSQL(
            FOLLOW + REPLACE.format(before=ANY_CHANGE, after=NO_SUCCESSION),
            REPLACE.format(before=NO_SUCCESSION, after=ANY_CHANGE)
            + "DROP FUNCTION penalties_may_belong;",
        )
    ]
