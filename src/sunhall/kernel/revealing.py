"""Looking at personal data: for a purpose, written down, and told to whose data they are.

Pages show a citizen masked. Whoever needs more says what for and sees it once; the journal keeps
who looked, at whom and why. Law: 个人信息保护法 第六条, 第三十四条, 第四十四条.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sunhall.kernel.actor import Actor
from sunhall.kernel.events import Event
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.paging import Page
from sunhall.kernel.row_security import whole_city

LISTED = 30
KEY_BYTES = 7
UNKNOWN = 0
"""The key of somebody whose identity number is not known."""


class Purpose(models.TextChoices):
    """What personal data are looked at for."""

    IDENTITY = "identity", _("核对本人身份")
    CONTACT = "contact", _("联系本人")
    CASE = "case", _("办理案件")
    SUPERVISION = "supervision", _("监督检查")
    COMPLAINT = "complaint", _("处理投诉、举报")
    REQUEST = "request", _("答复本人的查询")


class Standing(models.TextChoices):
    """How who looked stands to the matter."""

    HANDLES = "handles", _("经办人")
    COUNTER = "counter", _("窗口人员")
    COLLEAGUE = "colleague", _("本单位，不经办")
    WATCHES = "watches", _("监督人员")


@dataclass(frozen=True, kw_only=True)
class ResidentRevealed(Event):
    """Somebody looked at a citizen's personal data; `about` is the thing it was on.

    The subject is the citizen, by a keyed hash of their identity number: one index finds every look
    at one person, and nobody without the city's secret reads a number back.
    """

    name = "kernel.resident.revealed"
    words = _("查看个人信息")
    subject: ClassVar[str] = "kernel.resident"
    purpose: str
    standing: str
    about: str
    about_id: int


class RevealForm(forms.Form):
    """What somebody's data are looked at for."""

    purpose = forms.ChoiceField(label=_("查看的目的"), choices=[("", "—"), *Purpose.choices])


def resident_key(identifier: str) -> int:
    """Return the key under which the journal knows a citizen."""
    if not identifier:
        return UNKNOWN
    made = hmac.new(settings.SECRET_KEY.encode(), f"resident {identifier}".encode(), hashlib.sha256)
    return int.from_bytes(made.digest()[:KEY_BYTES], "big")


def has_looked_today(by: Actor, identifier: str, *, about: str, about_id: int) -> bool:
    """Tell whether it is written down already that somebody sees a citizen's data in a thing."""
    start = timezone.make_aware(datetime.combine(by.today, time.min))
    rows = JournalEntry.objects.filter(
        subject=ResidentRevealed.subject,
        subject_id=resident_key(identifier),
        at__gte=start,
        person_id=by.person_id,
        facts__contains={"about": about, "about_id": about_id},
    )
    with whole_city():
        return rows.exists()


def looks_at_resident(
    identifier: str, *, after: int | None = None, limit: int = LISTED
) -> Page[JournalEntry]:
    """Return who looked at a citizen's data, newest first; the caller shows it to them alone."""
    key = resident_key(identifier)
    if key == UNKNOWN:
        return Page([])
    rows = JournalEntry.objects.filter(subject=ResidentRevealed.subject, subject_id=key)
    with whole_city():
        found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")
