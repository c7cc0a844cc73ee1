"""What has happened to the ways people are led to services."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class NavigationEvent(Event):
    """Something has happened to a version of a navigation."""

    subject = "portal.navigation"
    code: str
    version: int
    document_hash: str


@dataclass(frozen=True, kw_only=True)
class NavigationDrafted(NavigationEvent):
    """A version has been drafted."""

    name = "portal.navigation.drafted"
    words = _("起草办事导航")


@dataclass(frozen=True, kw_only=True)
class NavigationRevised(NavigationEvent):
    """A draft has been changed."""

    name = "portal.navigation.revised"
    words = _("修改办事导航草稿")


@dataclass(frozen=True, kw_only=True)
class NavigationDiscarded(NavigationEvent):
    """A draft has been thrown away."""

    name = "portal.navigation.discarded"
    words = _("放弃办事导航草稿")


@dataclass(frozen=True, kw_only=True)
class NavigationPublished(NavigationEvent):
    """A version has been approved by a second person and takes effect on a day."""

    name = "portal.navigation.published"
    words = _("公布办事导航")
    effective_date: date
