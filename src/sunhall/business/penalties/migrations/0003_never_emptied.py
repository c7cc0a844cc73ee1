from django.db import migrations

FORWARD = """
CREATE TRIGGER benchmarks_are_never_emptied BEFORE TRUNCATE ON penalties_benchmark
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER determinations_are_never_emptied BEFORE TRUNCATE ON penalties_determination
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
REVERSE = """
DROP TRIGGER determinations_are_never_emptied ON penalties_determination;
DROP TRIGGER benchmarks_are_never_emptied ON penalties_benchmark;
"""


class Migration(migrations.Migration):
    dependencies = [("penalties", "0002_promises")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
