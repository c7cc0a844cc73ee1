from django.db import migrations

from sunhall.kernel.row_security import protect


class Migration(migrations.Migration):
    """Let only those who work for the city see who works for the city."""

    dependencies = [("directory", "0004_employment"), ("kernel", "0006_row_security")]
    operations = [
        protect("directory_person", seen="(SELECT sunhall_person()) <> 0", own="true"),
        protect(
            "directory_uploadedworkbook",
            seen="person_id = (SELECT sunhall_person())",
            own="person_id = (SELECT sunhall_person())",
        ),
    ]
