from django.db import migrations, models

from sunhall.kernel.row_security import protect


class Migration(migrations.Migration):
    """Keep what the virus scanner said of each file; its word is added in an act, never changed."""

    dependencies = [("kernel", "0007_reach")]
    operations = [
        migrations.CreateModel(
            name="FileScan",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=models.deletion.PROTECT,
                        primary_key=True,
                        related_name="scan",
                        serialize=False,
                        to="kernel.storedfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "signature",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="病毒名称"
                    ),
                ),
                ("scanned_at", models.DateTimeField(verbose_name="扫描时间")),
            ],
            options={"verbose_name": "文件扫描", "verbose_name_plural": "文件扫描"},
        ),
        protect("kernel_filescan", seen="true", own="false"),
    ]
