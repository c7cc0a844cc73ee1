"""The front page, the city-wide search, and what the house promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.views import actor_of

HITS_PER_SOURCE = 10
QUERY_LENGTH = 100
TONES = ("sea", "jade", "violet", "sun", "coral")
ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /account/\nDisallow: /*/calculate\n"


@dataclass(frozen=True, slots=True)
class Door:
    """An everyday situation, and the words to search by."""

    icon: str
    label: str | Promise
    words: str

    @property
    def url(self) -> str:
        """Return the address of what is known about it."""
        return f"{reverse('portal:search')}?{urlencode({'q': self.words})}"


DOORS = (
    Door("building", _("我在路边摆了个摊"), "占道经营"),
    Door("clock", _("我开车超速了"), "超过规定时速"),
    Door("book", _("我想开一家小餐馆"), "食品经营许可"),
    Door("wave", _("楼下工地尘土飞扬"), "工地扬尘"),
    Door("users", _("公司没有给我办社保"), "社会保险登记"),
    Door("alert", _("消防通道被车堵住"), "占用消防车通道"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Welcome people: their own work, search, everyday doors, what the city's systems lend."""
    by = actor_of(request)
    context = {
        "work": _cards(by, [card for card in hooks.cards if by.may(card.permission)]),
        "cards": _cards(by, [card for card in hooks.cards if not card.permission]),
        "doors": DOORS,
    }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Ask everything the city knows, and show what it found by kind."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:QUERY_LENGTH]
    groups = _found(actor_of(request), query) if query else []
    context = {"search_query": query, "groups": groups, "doors": DOORS, "hide_search": True}
    return render(request, "portal/search.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the house promises and how to hold it to that."""
    return render(request, "portal/about.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what not to read."""
    return HttpResponse(ROBOTS, content_type="text/plain")


def _cards(by: Actor, cards: Sequence[hooks.Card]) -> list[dict[str, Any]]:
    """Return cards with their figures, each in a tone of its own."""
    return [
        {"card": card, "tone": tone, "figures": card.figures(by) if card.figures else ()}
        for card, tone in zip(cards, cycle(TONES), strict=False)
    ]


def _found(by: Actor, query: str) -> list[dict[str, Any]]:
    hits = [hit for source in hooks.search_sources for hit in source(by, query, HITS_PER_SOURCE)]
    by_kind = groupby(sorted(hits, key=attrgetter("kind")), key=attrgetter("kind"))
    return [{"kind": kind, "hits": list(group)} for kind, group in by_kind]
