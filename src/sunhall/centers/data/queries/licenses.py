"""Reading licenses: an issuer's list, one and its history, one's own, and what they prove."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Q

from sunhall.centers.data.choices import LicenseState
from sunhall.centers.data.models import Holder, License
from sunhall.centers.data.models.holders import HolderQuerySet
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.kinds import OR
from sunhall.centers.data.queries.shown import ShownLicense, show_license
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.identifiers import IdentifierError, check
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.paging import Page
from sunhall.kernel.row_security import whole_city

LISTED, TOLD, OWN = 30, 100, 200
NAMESAKES = 1000
RELATED = ("kind", "template", "holder", "organization")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows a list: a kind, a state; a number, or the holder's number or whole name."""

    kind: str = ""
    state: str = ""
    text: str = ""


def get_license(by: Actor, license_id: int) -> License:
    """Return a license with what it is about.

    Raises:
        NotFound: there is none, or it is not in the actor's jurisdiction.
    """
    rows = License.objects.within(by).select_related(*RELATED)
    return rows.filter(pk=license_id).only_one(license_id)


def list_licenses(
    by: Actor, wanted: Wanted, *, after: int | None = None, limit: int = LISTED
) -> Page[License]:
    """Return licenses of the actor's organization, newest first; the next page begins below."""
    rows = License.objects.within(by)
    if wanted.kind:
        rows = rows.filter(kind__code=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        rows = rows.filter(_called(wanted.text))
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("kind", "holder").order_by("-pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def list_own_licenses(by: Actor) -> list[License]:
    """Return the licenses of the citizen or enterprise that acts, those that are good first."""
    rows = License.objects.own(by).select_related(*RELATED).order_by("-pk")[:OWN]
    return sorted(rows, key=lambda one: not one.is_good(by.today))


def get_own_license(by: Actor, license_id: int) -> License:
    """Return one's own license.

    Raises:
        NotFound: one holds no such license.
    """
    rows = License.objects.own(by).select_related(*RELATED)
    return rows.filter(pk=license_id).only_one(license_id)


def licenses_that_prove(by: Actor, kind_names: Iterable[str]) -> dict[str, list[License]]:
    """Return, by each name that guides use, the good licenses of whoever acts that prove it.

    A name may offer several kinds: 居民身份证/营业执照. Whoever acts for an enterprise proves with
    its licenses and with their own.
    """
    wanted = {name: {part.strip() for part in OR.split(name)} for name in kind_names}
    holders = list(Holder.objects.behind(by))
    rows = License.objects.good(by.today).filter(holder__in=holders).select_related(*RELATED)
    found = list(rows.order_by("-pk")[:OWN])
    return {
        name: [one for one in found if {one.kind.name, *one.kind.aliases} & parts]
        for name, parts in wanted.items()
    }


@whole_city()
def conditions_of(by: Actor, identifier: str) -> list[ShownLicense]:
    """Return the live licenses of whoever has a number, with their conditions and nothing else.

    Whoever goes beyond a condition may be penalized. Law: 行政许可法 第八十条第二项.

    Raises:
        Forbidden: the actor enforces nothing.
    """
    if not by.may(Permission.CONDITION_VIEW):
        raise Forbidden(Permission.CONDITION_VIEW)
    rows = License.objects.live().filter(holder__identifier=identifier)
    return [show_license(one, ()) for one in rows.select_related(*RELATED).order_by("-pk")[:OWN]]


def history_of(license: License) -> list[JournalEntry]:
    """Return what happened to a license, newest first."""
    rows = JournalEntry.objects.filter(subject="data.license", subject_id=license.pk)
    return list(rows.order_by("-pk")[:TOLD])


def count_in_state(by: Actor, state: LicenseState, most: int) -> int:
    """Count the licenses of the actor's organization in a state, up to a number."""
    return License.objects.within(by).filter(state=state)[:most].count()


def _called(text: str) -> Q:
    """Return the condition that a license, or who holds it, is called so."""
    written = text.strip()
    for kind in ("resident-id", "credit-code"):
        with suppress(IdentifierError):
            return _of(Holder.objects.filter(identifier=check(kind, written).value))
    named = Q(number=written.upper()) | Q(identifier=written.upper())
    return named | _of(Holder.objects.filter(name=written))


def _of(holders: HolderQuerySet) -> Q:
    return Q(holder_id__in=list(holders.values_list("pk", flat=True)[:NAMESAKES]))
