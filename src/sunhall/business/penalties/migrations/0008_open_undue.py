"""Find the open cases of which nothing is due, few among all that have ended."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("penalties", "0007_publications")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["organization", "-id"],
                condition=Q(due_date__isnull=True)
                & ~Q(state__in=("not_filed", "closed", "archived")),
                name="case_undue",
            ),
        ),
    ]
