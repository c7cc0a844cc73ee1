"""Who follows the changes of the directory."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.choices import Topic
from sunhall.centers.access.models.applications import Application
from sunhall.directory.models import LockableQuerySet


class Subscription(models.Model):
    """An application follows changes of the directory (目录订阅).

    Changes go to its `address`, each signed under the name of `issuer`; without an address it
    comes and asks.
    """

    application = models.ForeignKey(
        Application,
        verbose_name=_("应用"),
        on_delete=models.PROTECT,
        related_name="subscriptions",
    )
    topics = ArrayField(
        models.CharField(max_length=20, choices=Topic), verbose_name=_("订阅的内容")
    )
    address = models.CharField(_("接收地址"), max_length=500, blank=True)
    issuer = models.CharField(max_length=200)
    subscribed_at = models.DateTimeField(_("订阅时间"))
    ended_at = models.DateTimeField(_("退订时间"), null=True)

    objects = LockableQuerySet["Subscription"].as_manager()

    class Meta:
        verbose_name = _("目录订阅")
        verbose_name_plural = _("目录订阅")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at__isnull=True),
                name="access_subscription_one_open",
            )
        ]
