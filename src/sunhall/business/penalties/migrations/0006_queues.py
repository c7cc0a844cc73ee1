"""Find what is due in the city, what waits for whom, and a party by name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_employment"),
        ("penalties", "0005_procedure"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("due_date__isnull", False)),
                fields=["due_date", "id"],
                name="case_due_in_city",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "due_date", "id"], name="case_state_in_city"),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("met_on__isnull", True)),
                fields=["concern", "case"],
                name="obligation_open",
            ),
        ),
        migrations.AddIndex(
            model_name="caseofficer",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True)),
                fields=["person", "case"],
                name="case_officer_now",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["name"], name="party_name"),
        ),
    ]
