from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    """Find what one person did, and what happened on some days, without reading the journal."""

    dependencies = [("kernel", "0008_file_scans")]
    operations = [
        migrations.AddIndex(
            "journalentry", models.Index(fields=["person_id", "id"], name="journal_person")
        ),
        migrations.AddIndex("journalentry", BrinIndex(fields=["at"], name="journal_at")),
    ]
