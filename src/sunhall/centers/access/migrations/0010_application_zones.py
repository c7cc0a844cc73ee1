from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """Let an application be bound to networks."""

    dependencies = [("access", "0009_subscriptions")]
    operations = [
        migrations.AddField(
            "application",
            "zones",
            ArrayField(
                base_field=models.CharField(max_length=40),
                default=list,
                size=None,
                verbose_name="网络区域",
            ),
        ),
    ]
