from dataclasses import asdict
from datetime import datetime, timedelta, timezone

from django.db import migrations

from sunhall.business.supervision.rules.source import read_rules

# The day on which the Administrative Penalty Law of 2021 took effect.
IN_FORCE = datetime(2021, 7, 15, tzinfo=timezone(timedelta(hours=8)))


def add_rules(apps, schema_editor):
    Rule = apps.get_model("supervision", "Rule")
    RuleVersion = apps.get_model("supervision", "RuleVersion")
    apps.get_model("supervision", "RuleSetRevision").objects.create(pk=1, number=1)
    for record in read_rules():
        rule = Rule.objects.create(
            code=record.code,
            domain=record.domain,
            stage=record.stage,
            key_point=record.key_point,
            name=record.name,
            condition=record.condition,
            basis=record.basis,
            certainty=record.certainty,
            source=dict(record.source),
        )
        draft = {**asdict(record.draft), "on": list(record.draft.on)}
        draft["notify"] = list(record.draft.notify)
        rule.version = RuleVersion.objects.create(rule=rule, number=1, enabled_at=IN_FORCE, **draft)
        rule.save(update_fields=["version"])


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_promises")]
    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
