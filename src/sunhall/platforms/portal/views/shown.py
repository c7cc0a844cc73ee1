"""Service items in the words and pictures of a guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.directory.choices import ItemCertainty, LimitUnit, MaterialForm, Subject
from sunhall.directory.rules.items.document import Item, Limit, Material, Step
from sunhall.kernel.calendar import TimeLimit, Unit

UNITS = {LimitUnit.WORKING_DAY: Unit.WORKING_DAY, LimitUnit.CALENDAR_DAY: Unit.CALENDAR_DAY}
TONES = {
    ItemCertainty.VERIFIED: ("jade", "check"),
    ItemCertainty.PAGE_VERIFIED: ("sun", "alert"),
    ItemCertainty.SEED: ("sea", "info"),
    ItemCertainty.OWN_KNOWLEDGE: ("sun", "alert"),
    ItemCertainty.DESIGN: ("violet", "pencil"),
    ItemCertainty.MIXED: ("stone", "info"),
    ItemCertainty.SYNTHETIC: ("coral", "flask"),
}
WIDTH = 100
LEAST_WIDTH = 3
DAYS_A_WEEK, WORKING_DAYS_A_WEEK = 7, 5


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a record is, as a badge."""

    label: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with its limit in words, and the bar that pictures it against the longest."""

    step: Step
    limit: str
    width: int
    sure: Sure | None


@dataclass(frozen=True, slots=True)
class ShownMaterial:
    """A material with its form in words, and what the city already has instead of it."""

    material: Material
    form: str
    licenses: str
    sure: Sure | None


def sure_of(certainty: str) -> Sure | None:
    """Return the badge that says how sure a record is; none where nothing is said."""
    if certainty not in ItemCertainty.values:
        return None
    one = ItemCertainty(certainty)
    return Sure(str(one.label), *TONES[one])


def limit_in_words(limit: Limit | None) -> str:
    """Say a limit as a guide would."""
    if limit is None:
        return ""
    if limit.is_immediate:
        return _("当场办结")
    return TimeLimit(max(1, limit.value), UNITS[LimitUnit(limit.unit)]).in_words()


def subjects_in_words(item: Item) -> str:
    """Say who may apply."""
    return _("、").join(str(Subject(one).label) for one in item.subjects if one in Subject.values)


def show_steps(steps: Sequence[Step]) -> list[ShownStep]:
    """Return the steps with the bars of their days."""
    longest = max((_days(step.limit) for step in steps), default=0) or 1
    return [
        ShownStep(
            step,
            limit_in_words(step.limit),
            max(LEAST_WIDTH, round(WIDTH * _days(step.limit) / longest)) if step.limit else 0,
            sure_of(step.limit.certainty) if step.limit else None,
        )
        for step in steps
    ]


def show_materials(item: Item) -> list[ShownMaterial]:
    """Return the materials with what replaces them."""
    return [
        ShownMaterial(
            one,
            _("%(form)s %(count)s 份")
            % {"form": MaterialForm(one.form).label, "count": one.copies},
            _("、").join(one.licenses),
            sure_of(one.certainty),
        )
        for one in item.materials
    ]


def what_to_bring(item: Item) -> str:
    """Say how many materials there are, and how many the city already has."""
    held = sum(bool(material.licenses) for material in item.materials)
    total = ngettext("共 %(count)d 份材料", "共 %(count)d 份材料", len(item.materials)) % {
        "count": len(item.materials)
    }
    if not held:
        return total
    return _("%(total)s，其中 %(held)d 份有电子证照的不用带") % {"total": total, "held": held}


def figures_of(item: Item) -> list[dict[str, Any]]:
    """Return what people want to know first."""
    return [
        {
            "label": _("多久办好"),
            "value": limit_in_words(item.committed_limit),
            "note": _("法定 %(limit)s") % {"limit": limit_in_words(item.statutory_limit)},
        },
        {
            "label": _("多少钱"),
            "value": _("收费") if item.fee.is_charged else _("不收费"),
            "note": item.fee.standard or item.fee.note,
        },
        {
            "label": _("带什么"),
            "value": ngettext("%(count)d 份", "%(count)d 份", _to_bring(item))
            % {"count": _to_bring(item)},
            "note": what_to_bring(item),
        },
    ]


def qr_of(address: str) -> str:
    """Draw an address as a QR code; any mask can be read, the best one takes long to find."""
    drawn = segno.make_qr(address, error="m", mask=0).svg_inline(
        border=2, omitsize=True, dark="#12262f", light="#ffffff", svgclass="qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  drawn here, of an address of our own


def _to_bring(item: Item) -> int:
    return sum(not material.licenses for material in item.materials)


def _days(limit: Limit | None) -> float:
    """Return about how many calendar days a limit takes."""
    if limit is None or limit.is_immediate:
        return 0
    if limit.unit == LimitUnit.WORKING_DAY:
        return limit.value * DAYS_A_WEEK / WORKING_DAYS_A_WEEK
    return limit.value
