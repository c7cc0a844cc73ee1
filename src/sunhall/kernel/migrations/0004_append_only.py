from django.db import migrations


def keep(table: str) -> migrations.RunSQL:
    """Let the database refuse every change to a table."""
    return migrations.RunSQL(
        f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON kernel_{table}
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON kernel_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
""",
        f"""
DROP TRIGGER {table}_is_never_emptied ON kernel_{table};
DROP TRIGGER {table}_is_kept ON kernel_{table};
""",
    )


KEEP_PRIVATE_FACTS = migrations.RunSQL(
    """
CREATE TRIGGER privatefacts_are_kept BEFORE UPDATE ON kernel_privatefacts
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
""",
    "DROP TRIGGER privatefacts_are_kept ON kernel_privatefacts;",
)
QUEUE_THE_JOURNAL = migrations.RunSQL(
    """
INSERT INTO kernel_ledgerpending (entry_id) SELECT id FROM kernel_journalentry;
CREATE FUNCTION kernel_queue_for_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kernel_ledgerpending (entry_id) SELECT id FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_is_queued AFTER INSERT ON kernel_journalentry
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_queue_for_ledger();
""",
    """
DROP TRIGGER journal_is_queued ON kernel_journalentry;
DROP FUNCTION kernel_queue_for_ledger();
""",
)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_ledger_and_records")]
    operations = [
        *(keep(table) for table in ("storedfile", "ledgerleaf", "ledgernode", "ledgerhead")),
        KEEP_PRIVATE_FACTS,
        QUEUE_THE_JOURNAL,
    ]
