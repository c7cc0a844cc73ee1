"""How an act takes a license, and moves it on."""

from typing import Any

from sunhall.centers.data.choices import LicenseState
from sunhall.centers.data.errors import LicenseStepNotAllowed, WordsMissing
from sunhall.centers.data.models import License
from sunhall.centers.data.rules.states import LIVE, may_follow
from sunhall.kernel.actor import Actor

LEAST_WORDS, MOST_WORDS = 4, 200
RELATED = ("kind", "template", "holder", "organization__division")


def take(by: Actor, license_id: int) -> License:
    """Take a license of the actor's organization, locked, with what it is about.

    Raises:
        NotFound: the actor's organization issued no such license.
    """
    own = License.objects.filter(organization_id=by.own_organization_id)
    return own.select_related(*RELATED).lock(license_id)


def require_live(taken: License, step: str) -> None:
    """Refuse a step on a license that has ended.

    Raises:
        LicenseStepNotAllowed: it has.
    """
    if taken.state not in LIVE:
        raise not_allowed(taken, step)


def move(by: Actor, taken: License, state: LicenseState, step: str, **changes: Any) -> None:
    """Put a license into its next state, and set what changes with it.

    Raises:
        LicenseStepNotAllowed: a license never goes this way.
    """
    if not may_follow(taken.state, state):
        raise not_allowed(taken, step)
    taken.state, taken.changed_at = state, by.moment
    for name, value in changes.items():
        setattr(taken, name, value)
    taken.save(update_fields=["state", "changed_at", *changes])


def not_allowed(taken: License, step: str) -> LicenseStepNotAllowed:
    """Return the refusal of a step where the license stands."""
    state = LicenseState(taken.state).label
    return LicenseStepNotAllowed(number=taken.number, state=state, step=step)


def needed(words: str) -> str:
    """Return words that say something, no longer than is kept.

    Raises:
        WordsMissing: they are fewer than say anything.
    """
    said = words.strip()[:MOST_WORDS]
    if len(said) < LEAST_WORDS:
        raise WordsMissing(least=LEAST_WORDS)
    return said
