"""The journal: what happened, and the personal part of it that may be erased."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One thing that happened: who, in which post, when, to what, with what facts.

    `facts` are what the event says, without personal data; `commitment` binds the entry to its
    private part (hex SHA-256, empty where it has none), so that the private part may be erased
    and every proof of the ledger still holds. A trigger of the database queues each new entry
    for the ledger. Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("时间"))
    channel = models.CharField(_("渠道"), max_length=10)
    person_id = models.BigIntegerField(_("人员编号"), null=True)
    person_name = models.CharField(_("人员"), max_length=100, blank=True)
    post_id = models.BigIntegerField(_("岗位编号"), null=True)
    organization_id = models.BigIntegerField(_("单位编号"), null=True)
    event = models.CharField(_("事件"), max_length=100)
    subject = models.CharField(_("对象"), max_length=50)
    subject_id = models.BigIntegerField(_("对象编号"))
    facts = models.JSONField(_("事实"), default=dict)
    commitment = models.CharField(_("隐私承诺"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("日志")
        verbose_name_plural = _("日志")
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="journal_subject"),
            models.Index(fields=["event", "id"], name="journal_event"),
            models.Index(fields=["person_id", "id"], name="journal_person"),
            BrinIndex(fields=["at"], name="journal_at"),
        ]

    @property
    def who(self) -> str:
        """Return who acted, in whose place if in another's; "" for the city itself."""
        principal = self.facts.get("in_place_of", {}).get("name")
        if not principal:
            return self.person_name
        return gettext("%(name)s（代%(principal)s）") % {
            "name": self.person_name,
            "principal": principal,
        }


class PrivateFacts(models.Model):
    """The personal part of one journal entry; it may be erased, never changed.

    The entry's commitment is SHA-256 over the 16-byte salt and the canonical JSON of the values.
    """

    entry = models.OneToOneField(
        JournalEntry, models.PROTECT, primary_key=True, related_name="private"
    )
    salt = models.BinaryField(_("盐"), max_length=16)
    values = models.JSONField(_("个人信息"))

    class Meta:
        verbose_name = _("日志个人信息")
        verbose_name_plural = _("日志个人信息")
