"""Find published decisions by organization and by matter, the newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("penalties", "0006_queues")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("retracted_at__isnull", True)),
                fields=["organization_id", "-published_at", "-id"],
                name="publication_organization",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("retracted_at__isnull", True)),
                fields=["matter_code", "-published_at", "-id"],
                name="publication_matter",
            ),
        ),
    ]
