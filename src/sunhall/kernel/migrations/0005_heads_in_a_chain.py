from django.db import migrations, models

KEEP_HEADS = """
CREATE TRIGGER ledgerhead_is_kept BEFORE UPDATE OR DELETE ON kernel_ledgerhead
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER ledgerhead_is_never_emptied BEFORE TRUNCATE ON kernel_ledgerhead
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
START_ANEW = migrations.RunSQL(
    """
ALTER TABLE kernel_ledgerleaf DISABLE TRIGGER USER;
ALTER TABLE kernel_ledgernode DISABLE TRIGGER USER;
DELETE FROM kernel_ledgerleaf;
DELETE FROM kernel_ledgernode;
ALTER TABLE kernel_ledgerleaf ENABLE TRIGGER USER;
ALTER TABLE kernel_ledgernode ENABLE TRIGGER USER;
INSERT INTO kernel_ledgerpending (entry_id) SELECT id FROM kernel_journalentry
    ON CONFLICT DO NOTHING;
""",
    KEEP_HEADS,
)


class Migration(migrations.Migration):
    """Number and chain the heads; what was folded before is folded anew."""

    dependencies = [("kernel", "0004_append_only")]
    operations = [
        START_ANEW,
        migrations.DeleteModel(name="LedgerHead"),
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("tree_size", models.BigIntegerField(unique=True, verbose_name="页数")),
                ("root", models.BinaryField(max_length=32)),
                ("previous", models.BinaryField(max_length=32)),
                ("signed_at", models.DateTimeField(verbose_name="签署时间")),
                ("key_id", models.CharField(max_length=64, verbose_name="密钥编号")),
                ("signature", models.BinaryField()),
            ],
            options={"verbose_name": "账本签名", "verbose_name_plural": "账本签名"},
        ),
        migrations.RunSQL(KEEP_HEADS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="TaskRun",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("task", models.CharField(max_length=100, verbose_name="任务")),
                ("start", models.DateTimeField(verbose_name="时段开始")),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="尝试次数")),
                ("due_at", models.DateTimeField(verbose_name="下次运行")),
                ("last_error", models.TextField(blank=True, default="", verbose_name="上次错误")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="办理件数")),
                ("done_at", models.DateTimeField(null=True, verbose_name="完成时间")),
            ],
            options={"verbose_name": "定时任务", "verbose_name_plural": "定时任务"},
        ),
        migrations.AddConstraint(
            model_name="taskrun",
            constraint=models.UniqueConstraint(
                fields=("task", "start"), name="task_run_once_a_period"
            ),
        ),
    ]
