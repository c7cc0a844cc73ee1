from django.db import migrations

from sunhall.kernel.row_security import protect, widen

PUBLIC = (
    "('directory.calendar', 'directory.division', 'directory.matter', 'directory.organization')"
)


class Migration(migrations.Migration):
    """Let only those who work for the city see who works for the city."""

    dependencies = [("directory", "0004_employment"), ("kernel", "0006_row_security")]
    operations = [
        widen("kernel_journalentry", "of_directory", seen=f"subject IN {PUBLIC}"),
        protect("directory_person", seen="(SELECT sunhall_person()) <> 0", own="true"),
        protect(
            "directory_uploadedworkbook",
            seen="person_id = (SELECT sunhall_person())",
            own="person_id = (SELECT sunhall_person())",
        ),
    ]
