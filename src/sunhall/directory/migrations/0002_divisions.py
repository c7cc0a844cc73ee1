from django.db import migrations

from sunhall.kernel.identifiers import get_divisions


def add_divisions(apps, schema_editor):
    Division = apps.get_model("directory", "Division")
    known = get_divisions()
    rows = {
        code: Division.objects.create(
            code=code,
            name=one.name,
            kind=one.kind.value,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            source=one.source,
        )
        for code, one in known.items()
    }
    for code, one in known.items():
        if one.successor:
            rows[code].successor = rows[one.successor]
            rows[code].save(update_fields=["successor"])


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_start")]
    operations = [migrations.RunPython(add_divisions, migrations.RunPython.noop)]
