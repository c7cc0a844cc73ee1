"""Who may look at cards and what for, and who has looked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.citizencards.choices import Way
from sunhall.business.citizencards.models.cards import Card
from sunhall.directory.models import Organization
from sunhall.directory.models.dated import Dated, DatedQuerySet


class Purpose(Dated):
    """What a department may look at cards for, from a day until a day, by which article.

    Only where `shows_name` does an answer name the holder. Law: 个人信息保护法 第六条, 第三十四条.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    code = models.CharField(_("编码"), max_length=40)
    name = models.CharField(_("用途"), max_length=100)
    basis = models.CharField(_("依据"), max_length=200)
    shows_name = models.BooleanField(_("答复含姓名"), default=False)

    objects = DatedQuerySet["Purpose"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("核验用途")
        verbose_name_plural = _("核验用途")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "code"],
                condition=Q(valid_to__isnull=True),
                name="card_purpose_once",
            ),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Look(models.Model):
    """Somebody looked at a card: who, when, what for, and whether it was good; append-only.

    A look at a number that no card has names none. The table is partitioned by month, so that
    its indexes stay small and a month can be laid by; the database makes it (0002_promises).
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("时间"))
    card = models.ForeignKey(
        Card, models.DO_NOTHING, null=True, related_name="looks", db_constraint=False
    )
    purpose = models.ForeignKey(Purpose, models.DO_NOTHING, null=True, db_constraint=False)
    organization = models.ForeignKey(Organization, models.DO_NOTHING, null=True)
    person_id = models.BigIntegerField(_("人员编号"), null=True)
    way = models.CharField(_("方式"), max_length=10, choices=Way)
    is_valid = models.BooleanField(_("有效"))

    class Meta:
        verbose_name = _("核验记录")
        verbose_name_plural = _("核验记录")
        managed = False
        db_table = "citizencards_look"


class UsedQr(models.Model):
    """A QR that has been verified: it is good for one look. Forgotten once it would be too old."""

    nonce = models.CharField(max_length=20, primary_key=True)
    expires_at = models.DateTimeField(_("到期"))

    class Meta:
        verbose_name = _("已用二维码")
        verbose_name_plural = _("已用二维码")
