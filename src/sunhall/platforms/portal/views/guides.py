"""Service guides: by theme, by moment of life, by department, in everyday words; and one guide."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.directory import queries as directory
from sunhall.directory.choices import Handling, LifeEvent, Subject, Theme
from sunhall.directory.queries import items
from sunhall.kernel.actor import Actor
from sunhall.kernel.documents import render as make_pdf
from sunhall.kernel.hooks import address_in, apply_addresses
from sunhall.kernel.kept import kept_while
from sunhall.kernel.views import actor_of
from sunhall.platforms.portal import queries
from sunhall.platforms.portal.views import shown
from sunhall.platforms.portal.views.sheet import TEMPLATE, sheet_of

ROWS = 20
BEST_HITS = 30
QUERY_LENGTH = 100
OF_CITIZENS = ("born", "school", "job", "settle", "marry", "home", "ill", "retire")
OF_ENTERPRISES = ("open", "operate", "build", "change", "close")
PICTURES = {
    "born": "sun", "school": "book", "job": "file", "settle": "home", "marry": "users",
    "home": "building", "ill": "plus", "retire": "wave", "open": "flag", "operate": "check",
    "build": "building", "change": "pencil", "close": "arrow-right",
}  # fmt: skip
EVERYDAY = ("落户", "开饭店", "领证", "居住证", "开公司", "货车")
FILTERS = ("q", "subject", "theme", "event", "organization", "place")


@require_safe
@kept_while(items.item_revision)
def home(request: HttpRequest) -> HttpResponse:
    """Welcome people: search, guided navigation, moments of life, themes, departments."""
    by = actor_of(request)
    names = directory.list_organization_names(by)
    context = {
        "trees": queries.list_trees(by),
        "citizens": _facet(by, "event", LifeEvent, "life_events", OF_CITIZENS),
        "enterprises": _facet(by, "event", LifeEvent, "life_events", OF_ENTERPRISES),
        "themes": _facet(by, "theme", Theme, "themes"),
        "subjects": _facet(by, "subject", Subject, "subjects"),
        "organizations": [
            {"label": names.get(code, code), "count": count, "url": _address(organization=code)}
            for code, count in sorted(items.count_by(by, "organization").items())
        ],
        "everyday": [{"label": one, "url": _address(q=one)} for one in EVERYDAY],
    }
    return render(request, "portal/guides/home.html", context)


@require_safe
@kept_while(items.item_revision)
def list_guides(request: HttpRequest) -> HttpResponse:
    """List the services that a search or a filter leaves."""
    by = actor_of(request)
    given = {name: request.GET.get(name, "").strip()[:QUERY_LENGTH] for name in FILTERS}
    after = request.GET.get("after", "")
    page = items.find_items(
        by,
        query=given["q"],
        subject=given["subject"],
        theme=given["theme"],
        event=given["event"],
        organization=given["organization"],
        place=given["place"],
        after=after,
        limit=BEST_HITS if given["q"] else ROWS,
    )
    context = {
        "given": given,
        "page": page,
        "filters": _filters(by, given),
        "is_cut": bool(given["q"]) and len(page.items) == BEST_HITS,
        "next": _address(**given, after=page.next) if page.next else None,
        "first": _address(**given) if after else None,
        "subjects": Subject.choices,
        "themes": Theme.choices,
        "places": [(one.code, one.name) for one in directory.list_divisions(by) if _has_hall(one)],
    }
    return render(request, "portal/guides/list.html", context)


@require_safe
@kept_while(items.item_revision)
def show(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """Show one guide: can I, what do I bring, how long, where, on what basis."""
    by = actor_of(request)
    guide = items.get_guide(by, code, version)
    content = guide.content
    address = request.build_absolute_uri(reverse("portal:guide", args=[code]))
    context = {
        "guide": guide,
        "item": content,
        "is_in_force": guide.version.is_in_force_on(by.today),
        "subjects": shown.subjects_in_words(content),
        "handling": Handling(content.handling).label,
        "figures": shown.figures_of(content),
        "steps": shown.show_steps(content.steps),
        "materials": shown.show_materials(content),
        "bring": shown.what_to_bring(content),
        "materials_sure": shown.sure_of(content.materials_certainty),
        "statutory": shown.limit_in_words(content.statutory_limit),
        "committed": shown.limit_in_words(content.committed_limit),
        "office_sure": shown.sure_of(content.office.certainty),
        "sure": shown.sure_of(content.certainty),
        "versions": items.list_public_versions(by, guide.item.pk),
        "districts": items.districts_of(by, guide.item.pk),
        "apply_at": address_in(apply_addresses, code)
        if guide.version.is_in_force_on(by.today)
        else "",
        "address": address,
        "qr": shown.qr_of(address),
    }
    return render(request, "portal/guides/show.html", context)


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Return a guide on paper, with a QR that leads back to the page."""
    by = actor_of(request)
    guide = items.get_guide(by, code)
    address = request.build_absolute_uri(reverse("portal:guide", args=[code]))
    moment = guide.version.published_at or by.moment
    content = make_pdf(TEMPLATE, sheet_of(guide), moment, verify_at=address)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{guide.item.code}.pdf"'
    return response


def _has_hall(division: Any) -> bool:
    return division.kind in ("district", "county_level_city")


def _address(**given: str) -> str:
    parameters = {name: value for name, value in given.items() if value}
    address = reverse("portal:guide_list")
    return f"{address}?{urlencode(parameters)}" if parameters else address


def _facet(
    by: Actor, name: str, choices: Any, counted: str, wanted: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    counts = items.count_by(by, counted)
    return [
        {
            "label": label,
            "count": counts.get(value, 0),
            "url": _address(**{name: value}),
            "icon": PICTURES.get(value, "file"),
        }
        for value, label in choices.choices
        if counts.get(value) and (not wanted or value in wanted)
    ]


def _filters(by: Actor, given: dict[str, str]) -> list[dict[str, Any]]:
    """Return what narrows the list now, each with the address that lifts it."""
    names = directory.list_organization_names(by) if given["organization"] else {}
    places = {one.code: one.name for one in directory.list_divisions(by)} if given["place"] else {}
    labels = {
        "q": _("“%(words)s”") % {"words": given["q"]},
        "subject": dict(Subject.choices).get(given["subject"], given["subject"]),
        "theme": dict(Theme.choices).get(given["theme"], given["theme"]),
        "event": dict(LifeEvent.choices).get(given["event"], given["event"]),
        "organization": names.get(given["organization"], given["organization"]),
        "place": places.get(given["place"], given["place"]),
    }
    return [
        {"label": label, "url": _address(**{**given, name: ""}), "current": True}
        for name, label in labels.items()
        if given[name]
    ]
