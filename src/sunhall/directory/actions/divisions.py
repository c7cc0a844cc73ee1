"""Divisions come into being and end."""

from datetime import date

from django.utils.translation import gettext as _

from sunhall.directory.actions.dated import (
    change,
    check_free,
    check_period,
    check_valid,
    end,
)
from sunhall.directory.errors import CircularSuccession, InvalidCode
from sunhall.directory.events import DivisionAdded, DivisionClosed, DivisionModified
from sunhall.directory.models import Division
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.circles import find_circle
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.DIVISION_MAINTAIN, law="GB/T 2260")
def add_division(
    by: Actor,
    *,
    code: str,
    name: str,
    kind: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    source: str = "",
) -> Division:
    """Add an administrative division.

    Raises:
        CodeTaken: a division has this code, or had it; codes are never given twice.
        InvalidCode: not six digits.
        EndsBeforeStart: the end is not after the start.
    """
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise InvalidCode(field=_("区划码"), value=code, reason=_("应为 6 位数字"))
    check_free(Division, "code", code)
    check_period(valid_from, valid_to)
    division = Division.objects.create(
        code=code, name=name, kind=kind, valid_from=valid_from, valid_to=valid_to, source=source
    )
    announce(by, DivisionAdded(subject_id=division.pk, code=code, title=name))
    return division


@action(Permission.DIVISION_MAINTAIN, law="GB/T 2260")
def modify_division(by: Actor, *, division_id: int, name: str, kind: str) -> Division:
    """Correct a division's name or kind.

    Raises:
        NotFound: no such division.
        NothingChanged: nothing is different.
    """
    division = Division.objects.lock(division_id)
    changes = change(division, {"name": name, "kind": kind})
    announce(by, DivisionModified(subject_id=division.pk, changes=changes))
    return division


@action(Permission.DIVISION_MAINTAIN, law="行政区划管理条例 第七条")
def close_division(
    by: Actor, *, division_id: int, on: date, successor_id: int | None = None
) -> Division:
    """End a division; its successor, if it has one, takes over that day.

    Raises:
        NotFound: no such division or successor.
        AlreadyClosed: it has ended already.
        EndsBeforeStart: the day is not after its start.
        CircularSuccession: it would end up succeeding itself.
        NotValidThen: the successor does not exist on that day.
    """
    division = Division.objects.lock(division_id)
    if successor_id is not None:
        successor = Division.objects.lock(successor_id)
        _check_succession(division, successor)
        check_valid(successor, on)
        division.successor = successor
    end(division, on)
    division.save(update_fields=["successor"])
    successor_code = division.successor.code if division.successor else ""
    announce(by, DivisionClosed(subject_id=division.pk, valid_to=on, successor=successor_code))
    return division


def _check_succession(division: Division, successor: Division) -> None:
    pairs = Division.objects.exclude(successor=None).values_list("code", "successor__code")
    circle = find_circle({**dict(pairs), division.code: successor.code})
    if circle:
        raise CircularSuccession(path=" → ".join(circle))
