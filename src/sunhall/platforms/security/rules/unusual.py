"""What is unusual enough to be asked about: a few stated rules over who looked and who signed on.

A hit is a question to somebody, not a verdict on them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

MANY_PERSONS = 20
"""More different citizens than this within one hour."""

OUTSIDE_OWN_CASES = 5
"""More looks than this in one day at cases of one's organization that others handle."""

FAILURES = 3
OPENS, CLOSES = time(8, 0), time(18, 0)
HOUR_FORM = "%Y-%m-%d %H"


class Rule(StrEnum):
    """The rules, in the order they are shown."""

    MANY = "many"
    OUTSIDE = "outside"
    OFF_HOURS = "off-hours"
    GUESSED = "guessed"
    NEW_NETWORK = "new-network"


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a citizen's data, at a time of the city's clock."""

    at: datetime
    person_id: int
    person: str
    whom: int
    is_colleague: bool
    is_handler: bool = False


@dataclass(frozen=True, slots=True)
class SignOn:
    """A civil servant signed on."""

    at: datetime
    account_id: int
    login: str
    failures: int
    network: str
    is_new_network: bool


@dataclass(frozen=True, slots=True)
class Unusual:
    """What a rule has found: who (a person, for sign-ons an account), when, how often."""

    rule: Rule
    who_id: int
    who: str
    at: datetime
    count: int
    detail: str = ""


IsWorkingDay = Callable[[date], bool]


def find_unusual(
    looks: Sequence[Look], sign_ons: Iterable[SignOn], is_working_day: IsWorkingDay
) -> list[Unusual]:
    """Return everything unusual, the latest first."""
    found = [
        *_many_persons(looks),
        *_outside_own_cases(looks),
        *_off_hours(looks, is_working_day),
        *_unusual_sign_ons(sign_ons),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def is_off_hours(at: datetime, is_working_day: IsWorkingDay) -> bool:
    """Tell whether offices are closed then."""
    return not (is_working_day(at.date()) and OPENS <= at.time() < CLOSES)


def _many_persons(looks: Iterable[Look]) -> Iterator[Unusual]:
    for group in _grouped(looks, lambda look: look.at.strftime(HOUR_FORM)):
        whom = {look.whom for look in group}
        if len(whom) > MANY_PERSONS:
            yield _hit(Rule.MANY, group, len(whom))


def _outside_own_cases(looks: Iterable[Look]) -> Iterator[Unusual]:
    strangers = [look for look in looks if look.is_colleague]
    for group in _grouped(strangers, lambda look: look.at.date()):
        if len(group) > OUTSIDE_OWN_CASES:
            yield _hit(Rule.OUTSIDE, group, len(group))


def _off_hours(looks: Iterable[Look], is_working_day: IsWorkingDay) -> Iterator[Unusual]:
    late = [look for look in looks if not look.is_handler and is_off_hours(look.at, is_working_day)]
    for group in _grouped(late, lambda look: look.at.date()):
        yield _hit(Rule.OFF_HOURS, group, len(group))


def _unusual_sign_ons(sign_ons: Iterable[SignOn]) -> Iterator[Unusual]:
    for one in sign_ons:
        if one.failures >= FAILURES:
            yield Unusual(Rule.GUESSED, one.account_id, one.login, one.at, one.failures)
        if one.is_new_network:
            yield Unusual(Rule.NEW_NETWORK, one.account_id, one.login, one.at, 1, one.network)


def _grouped(looks: Iterable[Look], period: Callable[[Look], object]) -> list[list[Look]]:
    """Return looks by who looked and by period."""
    groups: dict[object, list[Look]] = defaultdict(list)
    for look in looks:
        groups[look.person_id, period(look)].append(look)
    return list(groups.values())


def _hit(rule: Rule, group: Sequence[Look], count: int) -> Unusual:
    last = max(group, key=lambda look: look.at)
    return Unusual(rule, last.person_id, last.person, last.at, count)
