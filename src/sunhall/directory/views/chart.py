"""The organization chart as a picture: the whole city, or one organization with its posts."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.directory import queries
from sunhall.directory.choices import OrganizationKind
from sunhall.directory.models import Post
from sunhall.directory.queries.chart import branch_of, posts_in
from sunhall.directory.queries.organizations import Branch
from sunhall.directory.rules.chart import Unit, lay_out
from sunhall.directory.views.maintain import chosen_day
from sunhall.kernel.views import actor_of

TONES = {
    OrganizationKind.GOVERNMENT: "sun",
    OrganizationKind.GOVERNMENT_OFFICE: "sun",
    OrganizationKind.CITY_DEPARTMENT: "sea",
    OrganizationKind.DISTRICT_BUREAU: "jade",
    OrganizationKind.DETACHMENT: "violet",
    OrganizationKind.VERTICAL: "coral",
}


@require_safe
def show_city(request: HttpRequest) -> HttpResponse:
    """Draw every organization of a day."""
    form, day = chosen_day(request)
    units = [_unit(one, {}) for one in queries.organization_tree(actor_of(request), day)]
    return _draw(request, units, {"form": form, "day": day})


@require_safe
def show_one(request: HttpRequest, code: str) -> HttpResponse:
    """Draw one organization of a day: those below it, and its posts to who may see persons."""
    by = actor_of(request)
    form, day = chosen_day(request)
    organization = queries.get_organization(by, code)
    branch = branch_of(by, code, day)
    units = [_unit(branch, posts_in(by, branch, day))] if branch else []
    return _draw(request, units, {"form": form, "day": day, "organization": organization})


def _draw(request: HttpRequest, units: list[Unit], context: dict[str, Any]) -> HttpResponse:
    drawn = {"chart": lay_out(units), "units": units}
    return render(request, "directory/chart.html", {**context, **drawn})


def _unit(branch: Branch, posts: Mapping[int, list[Post]]) -> Unit:
    organization = branch.organization
    return Unit(
        name=organization.name,
        url=reverse("directory:organization", args=[organization.code]),
        tone=TONES.get(OrganizationKind(organization.kind), "stone"),
        below=[
            *map(_seat, posts.get(organization.pk, [])),
            *(_unit(child, posts) for group in branch.groups for child in group.branches),
        ],
    )


def _seat(post: Post) -> Unit:
    holders = [one.person.name for one in getattr(post, "holders")]  # noqa: B009
    return Unit(
        name=post.title,
        note=_("、").join(holders) or _("空缺"),
        url=reverse("directory:post", args=[post.code]),
    )
