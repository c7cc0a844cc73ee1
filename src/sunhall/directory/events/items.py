"""Service items: drafted, adopted, published, withdrawn; how the city is navigated to them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ServiceItemEvent(Event):
    """Something has happened to a version of a service item."""

    subject = "directory.service_item"
    code: str
    version: int
    document_hash: str


@dataclass(frozen=True, kw_only=True)
class ServiceItemDrafted(ServiceItemEvent):
    """A version has been drafted; `source` says from what."""

    name = "directory.service_item.drafted"
    words = _("起草服务事项")
    source: str


@dataclass(frozen=True, kw_only=True)
class ServiceItemRevised(ServiceItemEvent):
    """A draft has been changed; `elements` are those that differ now."""

    name = "directory.service_item.revised"
    words = _("修改服务事项草稿")
    elements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceItemDiscarded(ServiceItemEvent):
    """A draft has been thrown away."""

    name = "directory.service_item.discarded"
    words = _("放弃服务事项草稿")


@dataclass(frozen=True, kw_only=True)
class ServiceItemAdopted(ServiceItemEvent):
    """A district has taken over a city item; `elements` are those it has of its own."""

    name = "directory.service_item.adopted"
    words = _("领用全市统一事项")
    template: str
    elements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceItemPublished(ServiceItemEvent):
    """A version has been approved by a second person and takes effect on a day.

    `follows` is the version of the city's item that a district's version follows, 0 for none.
    """

    name = "directory.service_item.published"
    words = _("公布服务事项")
    effective_date: date
    follows: int = 0


@dataclass(frozen=True, kw_only=True)
class ServiceItemWithdrawn(ServiceItemEvent):
    """The service is no longer offered from a day on."""

    name = "directory.service_item.withdrawn"
    words = _("取消服务事项")
    valid_to: date
