import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_agents_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("organizations", "单位和区划"),
                                ("posts", "岗位、任职和授权"),
                                ("persons", "人员和账号"),
                                ("roles", "角色"),
                                ("resources", "信息资源和应用资源"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                        verbose_name="订阅的内容",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="接收地址")),
                ("issuer", models.CharField(max_length=200)),
                ("subscribed_at", models.DateTimeField(verbose_name="订阅时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="退订时间")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="access.application",
                        verbose_name="应用",
                    ),
                ),
            ],
            options={
                "verbose_name": "目录订阅",
                "verbose_name_plural": "目录订阅",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("application",),
                        name="access_subscription_one_open",
                    )
                ],
            },
        ),
    ]
