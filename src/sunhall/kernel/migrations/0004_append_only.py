from django.db import migrations

KEPT = ("storedfile", "ledgerleaf", "ledgernode", "ledgerhead")
FORWARD = (
    "".join(
        f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON kernel_{table}
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON kernel_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
        for table in KEPT
    )
    + """
CREATE TRIGGER privatefacts_are_kept BEFORE UPDATE ON kernel_privatefacts
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();

INSERT INTO kernel_ledgerpending (entry_id) SELECT id FROM kernel_journalentry;
CREATE FUNCTION kernel_queue_for_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kernel_ledgerpending (entry_id) SELECT id FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_is_queued AFTER INSERT ON kernel_journalentry
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_queue_for_ledger();
"""
)
REVERSE = (
    """
DROP TRIGGER journal_is_queued ON kernel_journalentry;
DROP FUNCTION kernel_queue_for_ledger();
DROP TRIGGER privatefacts_are_kept ON kernel_privatefacts;
"""
    + "".join(
        f"""
DROP TRIGGER {table}_is_never_emptied ON kernel_{table};
DROP TRIGGER {table}_is_kept ON kernel_{table};
"""
        for table in KEPT
    )
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_ledger_and_records")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
