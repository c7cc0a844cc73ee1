from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION kernel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON kernel_journalentry
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON kernel_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change();
"""
REVERSE = """
DROP TRIGGER journal_is_never_emptied ON kernel_journalentry;
DROP TRIGGER journal_is_append_only ON kernel_journalentry;
DROP FUNCTION kernel_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("is_working", models.BooleanField(verbose_name="是否工作日")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ],
            options={"verbose_name": "日历特例", "verbose_name_plural": "日历特例"},
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("channel", models.CharField(max_length=10, verbose_name="渠道")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="人员编号")),
                ("person_name", models.CharField(blank=True, max_length=100, verbose_name="人员")),
                ("post_id", models.BigIntegerField(null=True, verbose_name="岗位编号")),
                ("organization_id", models.BigIntegerField(null=True, verbose_name="单位编号")),
                ("event", models.CharField(max_length=100, verbose_name="事件")),
                ("subject", models.CharField(max_length=50, verbose_name="对象")),
                ("subject_id", models.BigIntegerField(verbose_name="对象编号")),
                ("facts", models.JSONField(default=dict, verbose_name="事实")),
            ],
            options={
                "verbose_name": "日志",
                "verbose_name_plural": "日志",
                "indexes": [
                    models.Index(fields=["subject", "subject_id", "id"], name="journal_subject")
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, REVERSE),
    ]
