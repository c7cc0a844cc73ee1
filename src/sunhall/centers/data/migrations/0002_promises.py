from django.db import migrations

# What of a license may follow what; a test holds this beside rules/states.py.
PATHS = [
    "valid:suspended",
    "valid:expired",
    "valid:revoked",
    "valid:withdrawn",
    "valid:cancelled",
    "suspended:valid",
    "suspended:expired",
    "suspended:revoked",
    "suspended:withdrawn",
    "suspended:cancelled",
    "expired:cancelled",
    "revoked:valid",
    "revoked:cancelled",
    "withdrawn:cancelled",
]
APPEND_ONLY = ("licenseversion", "inspection", "licenseuse")
NEVER_EMPTIED = (
    *("licensekind", "licensetemplate", "holder", "license", "licenseseal", "conductrecord"),
    *("sharingpurpose", "consent", "disclosure"),
    *APPEND_ONLY,
)
MOVABLE = {
    "holder": ("name",),
    "licenseseal": ("state", "sealed_id"),
    "conductrecord": ("ended_on", "ended_reason"),
    "sharingpurpose": ("valid_to",),
    "consent": ("withdrawn_at",),
    "disclosure": ("ended_at",),
}
"""What of a row may change at all; the row itself stays."""

LICENSES = f"""
CREATE FUNCTION data_keep_license() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paths CONSTANT text[] := ARRAY{PATHS};
    movable CONSTANT text[] := ARRAY['template_id', 'version', 'identifier', 'code', 'data',
        'conditions', 'issued_on', 'valid_to', 'state', 'inspected_year', 'changed_at'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.is_synthetic OR (NEW.state = 'valid' AND NEW.version = 1) THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'UPDATE'
        AND (NEW.state = OLD.state OR OLD.state || ':' || NEW.state = ANY (paths))
        AND to_jsonb(NEW) - movable = to_jsonb(OLD) - movable
        AND NEW.version IN (OLD.version, OLD.version + 1)
        AND (NEW.version > OLD.version OR (NEW.data = OLD.data AND NEW.conditions = OLD.conditions
            AND NEW.identifier = OLD.identifier AND NEW.valid_to IS NOT DISTINCT FROM OLD.valid_to))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'license % cannot do this: %', coalesce(NEW.id, OLD.id), TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER license_keeps_its_path BEFORE INSERT OR UPDATE OR DELETE ON data_license
    FOR EACH ROW EXECUTE FUNCTION data_keep_license();

CREATE FUNCTION data_keep_template() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.published_at IS NULL THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' AND OLD.published_at IS NULL AND NEW.elements = OLD.elements THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.valid_to IS NULL
        AND to_jsonb(NEW) - 'valid_to' = to_jsonb(OLD) - 'valid_to'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'template % never does this: %', OLD.id, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER template_is_kept BEFORE UPDATE OR DELETE ON data_licensetemplate
    FOR EACH ROW EXECUTE FUNCTION data_keep_template();

CREATE FUNCTION data_keep_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% % never does this: %', TG_TABLE_NAME, OLD.id, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""
LICENSES_BACK = """
DROP FUNCTION data_keep_row();
DROP TRIGGER template_is_kept ON data_licensetemplate;
DROP FUNCTION data_keep_template();
DROP TRIGGER license_keeps_its_path ON data_license;
DROP FUNCTION data_keep_license();
"""


def keep(table: str, movable: tuple[str, ...]) -> migrations.RunSQL:
    """Let the database refuse every change to a row but of what is movable."""
    columns = ", ".join(f"'{name}'" for name in movable)
    return migrations.RunSQL(
        f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON data_{table}
    FOR EACH ROW EXECUTE FUNCTION data_keep_row({columns});
""",
        f"DROP TRIGGER {table}_is_kept ON data_{table};",
    )


def append_only(table: str) -> migrations.RunSQL:
    """Let the database refuse every change to a table."""
    return migrations.RunSQL(
        f"""
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON data_{table}
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
""",
        f"DROP TRIGGER {table}_is_append_only ON data_{table};",
    )


def never_empty(table: str) -> migrations.RunSQL:
    """Let the database refuse to empty a table."""
    return migrations.RunSQL(
        f"""
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON data_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
""",
        f"DROP TRIGGER {table}_is_never_emptied ON data_{table};",
    )


class Migration(migrations.Migration):
    """Hold in the database what the rules promise."""

    dependencies = [("data", "0001_start"), ("kernel", "0004_append_only")]
    operations = [
        migrations.RunSQL(LICENSES, LICENSES_BACK),
        *(keep(table, movable) for table, movable in MOVABLE.items()),
        *(append_only(table) for table in APPEND_ONLY),
        *(never_empty(table) for table in NEVER_EMPTIED),
    ]
