import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0007_delegations_and_scopes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reorganization",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rename", "更名"),
                            ("merge", "合并"),
                            ("split", "划转"),
                            ("division", "区划合并"),
                        ],
                        max_length=10,
                        verbose_name="改革方式",
                    ),
                ),
                ("effective_date", models.DateField(verbose_name="施行日期")),
                ("basis", models.CharField(max_length=200, verbose_name="改革依据")),
                ("carried_out_at", models.DateTimeField(verbose_name="办理时间")),
            ],
            options={
                "verbose_name": "机构改革",
                "verbose_name_plural": "机构改革",
            },
        ),
        migrations.AddField(
            model_name="post",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="directory.post",
                verbose_name="承接岗位",
            ),
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=30, verbose_name="简称")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="directory.organization",
                    ),
                ),
                (
                    "reorganization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="directory.reorganization",
                    ),
                ),
            ],
            options={
                "verbose_name": "曾用名",
                "verbose_name_plural": "曾用名",
                "ordering": ["valid_to"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="directory_formername_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_whole", models.BooleanField(verbose_name="全部职权")),
                ("post_count", models.PositiveIntegerField(verbose_name="岗位数")),
                ("matter_count", models.PositiveIntegerField(verbose_name="事项数")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="directory.organization",
                    ),
                ),
                (
                    "reorganization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="directory.reorganization",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessions",
                        to="directory.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "职权承接",
                "verbose_name_plural": "职权承接",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("organization", models.F("successor")), _negated=True),
                        name="directory_succession_of_another",
                    )
                ],
            },
        ),
    ]
