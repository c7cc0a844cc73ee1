"""Find the cards with something left to do, by color."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0003_rules")]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "issued",
                            "appealed",
                            "upheld",
                            "ordered",
                            "directed",
                            "explained",
                            "reported",
                            "returned",
                        ),
                    )
                ),
                fields=["severity", "-finding"],
                name="card_open",
            ),
        ),
    ]
