"""What the data center announces. No event names a person: the holder is behind the license."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class KindEvent(Event):
    """Something happened to a kind of license."""

    subject: ClassVar[str] = "data.kind"
    code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class TemplateDrafted(KindEvent):
    """A template has been drafted; version 1 defines the kind."""

    name = "data.template.drafted"
    words = _("起草证照模板")


@dataclass(frozen=True, kw_only=True)
class TemplateDropped(KindEvent):
    """A draft has been dropped."""

    name = "data.template.dropped"
    words = _("放弃证照模板草稿")


@dataclass(frozen=True, kw_only=True)
class TemplatePublished(KindEvent):
    """A template holds from a day on; published by another than drafted it."""

    name = "data.template.published"
    words = _("发布证照模板")
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class LicenseEvent(Event):
    """Something happened to one license."""

    subject: ClassVar[str] = "data.license"
    number: str


@dataclass(frozen=True, kw_only=True)
class LicenseIssued(LicenseEvent):
    """A license has been issued. Heard by whoever waits for it; `source` is what it comes from."""

    name = "data.license.issued"
    words = _("颁发证照")
    kind: str
    identifier: str
    source: str
    source_id: int


@dataclass(frozen=True, kw_only=True)
class LicenseModified(LicenseEvent):
    """A license has been issued anew with other content; the old version is kept."""

    name = "data.license.modified"
    words = _("变更证照")
    identifier: str
    version: int


@dataclass(frozen=True, kw_only=True)
class LicenseExtended(LicenseEvent):
    """A license holds longer."""

    name = "data.license.extended"
    words = _("延续证照")
    identifier: str
    version: int
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class LicenseInspected(LicenseEvent):
    """A license has had its annual inspection of a year; `warnings` is how many records warned."""

    name = "data.license.inspected"
    words = _("年检")
    year: int
    result: str
    warnings: int


@dataclass(frozen=True, kw_only=True)
class LicenseSuspended(LicenseEvent):
    """A license is suspended."""

    name = "data.license.suspended"
    words = _("暂停证照")
    reason: str


@dataclass(frozen=True, kw_only=True)
class LicenseResumed(LicenseEvent):
    """A suspended license is good again."""

    name = "data.license.resumed"
    words = _("恢复证照")


@dataclass(frozen=True, kw_only=True)
class LicenseRevoked(LicenseEvent):
    """A license has been revoked; by a penalty, `decision` is its number."""

    name = "data.license.revoked"
    words = _("吊销、撤销证照")
    ground: str
    reason: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class LicenseRestored(LicenseEvent):
    """The revocation of a license has been overturned."""

    name = "data.license.restored"
    words = _("恢复被吊销、撤销的证照")
    decision: str


@dataclass(frozen=True, kw_only=True)
class LicenseWithdrawn(LicenseEvent):
    """A license has been withdrawn in the public interest; losses are compensated."""

    name = "data.license.withdrawn"
    words = _("撤回证照")
    ground: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LicenseCancelled(LicenseEvent):
    """A license has been struck off."""

    name = "data.license.cancelled"
    words = _("注销证照")
    reason: str


@dataclass(frozen=True, kw_only=True)
class LicenseExpired(LicenseEvent):
    """A license's last day is over."""

    name = "data.license.expired"
    words = _("证照到期")


@dataclass(frozen=True, kw_only=True)
class LicenseSealAsked(LicenseEvent):
    """A license is to bear its organ's seal."""

    name = "data.license.seal_asked"
    words = _("证照报请用印")


@dataclass(frozen=True, kw_only=True)
class LicenseSealed(LicenseEvent):
    """A license bears its organ's seal."""

    name = "data.license.sealed"
    words = _("证照已用印")
    sealed_sha256: str


@dataclass(frozen=True, kw_only=True)
class LicenseUsed(LicenseEvent):
    """A department has used a license; the holder sees it."""

    name = "data.license.used"
    words = _("调用证照")
    way: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class LicenseDisclosed(LicenseEvent):
    """A holder shows some of a license to whoever has the link."""

    name = "data.license.disclosed"
    words = _("出示证照")
    count: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class DisclosureEnded(LicenseEvent):
    """A holder shows it no longer."""

    name = "data.license.disclosure_ended"
    words = _("收回证照出示")


@dataclass(frozen=True, kw_only=True)
class ConsentEvent(Event):
    """Something happened to a holder's consent."""

    subject: ClassVar[str] = "data.consent"
    about: str
    about_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(ConsentEvent):
    """A holder lets their licenses be used for a matter."""

    name = "data.consent.given"
    words = _("同意使用证照")
    kinds: tuple[str, ...]
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(ConsentEvent):
    """A holder lets them be used no longer."""

    name = "data.consent.withdrawn"
    words = _("撤回使用同意")


@dataclass(frozen=True, kw_only=True)
class PurposeEvent(Event):
    """Something happened to a purpose for which a department may look licenses up."""

    subject: ClassVar[str] = "data.purpose"
    organization: str
    code: str


@dataclass(frozen=True, kw_only=True)
class PurposeGranted(PurposeEvent):
    """A department may look licenses up for a purpose; `basis` is the article."""

    name = "data.purpose.granted"
    words = _("登记证照调用用途")
    basis: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PurposeEnded(PurposeEvent):
    """A department may no longer look licenses up for a purpose."""

    name = "data.purpose.ended"
    words = _("终止证照调用用途")


@dataclass(frozen=True, kw_only=True)
class ConductEvent(Event):
    """Something happened to a conduct record."""

    subject: ClassVar[str] = "data.conduct"
    kind: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class ConductRecorded(ConductEvent):
    """A decision has been recorded for the departments that must heed it."""

    name = "data.conduct.recorded"
    words = _("写入行为记录")
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class ConductEnded(ConductEvent):
    """A later decision has ended a record."""

    name = "data.conduct.ended"
    words = _("终止行为记录")
    reason: str
