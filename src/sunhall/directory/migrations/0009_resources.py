import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0008_reorganizations"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationResource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="应用编码")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("summary", models.CharField(blank=True, max_length=500, verbose_name="摘要")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                (
                    "client_id",
                    models.CharField(blank=True, max_length=100, verbose_name="登录用的应用编号"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organization",
                        verbose_name="所属单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "应用资源",
                "verbose_name_plural": "应用资源",
                "ordering": ["code"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organization", "code"], name="directory_application_owner"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="directory_applicationresource_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationResource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="资源编码")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("summary", models.CharField(blank=True, max_length=500, verbose_name="摘要")),
                (
                    "classification",
                    models.CharField(
                        choices=[
                            ("public", "公开"),
                            ("internal", "内部"),
                            ("personal", "个人信息"),
                            ("sensitive", "敏感个人信息"),
                        ],
                        max_length=20,
                        verbose_name="级别",
                    ),
                ),
                (
                    "update_cycle",
                    models.CharField(
                        choices=[
                            ("real_time", "实时"),
                            ("daily", "每日"),
                            ("weekly", "每周"),
                            ("monthly", "每月"),
                            ("quarterly", "每季度"),
                            ("yearly", "每年"),
                            ("as_needed", "不定期"),
                        ],
                        max_length=20,
                        verbose_name="更新周期",
                    ),
                ),
                (
                    "sharing",
                    models.CharField(
                        choices=[
                            ("unconditional", "无条件共享"),
                            ("conditional", "有条件共享"),
                            ("none", "不予共享"),
                        ],
                        max_length=20,
                        verbose_name="共享类型",
                    ),
                ),
                (
                    "sharing_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="共享条件或者依据"),
                ),
                ("items", models.JSONField(default=list, verbose_name="信息项")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organization",
                        verbose_name="提供单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "信息资源",
                "verbose_name_plural": "信息资源",
                "ordering": ["code"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organization", "code"], name="directory_information_owner"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="directory_informationresource_ends_after_it_starts",
                    )
                ],
            },
        ),
    ]
