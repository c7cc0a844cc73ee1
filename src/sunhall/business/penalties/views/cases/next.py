"""The panel on top of a case: what is next, who must do it, until when, and what else may be done.

All of it follows from the table of steps (`rules.next_steps`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import CaseStep, Doer
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.steps import may, subjects_of
from sunhall.business.penalties.rules.next_steps import Offer, Step, next_of, offers_of
from sunhall.business.penalties.rules.standing import Standing
from sunhall.business.penalties.views.cases.step_pages import PAGES

REACHABLE = {CaseStep.RECORD_FACTS, *PAGES}
"""The steps that have a page: facts have their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to a step: its address, what it is called, by what article, why not yet."""

    label: str
    url: str
    law: str = ""
    note: str = ""
    hindrance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNext:
    """What comes next; `main` is the button of whoever may do it.

    `others` may be done now, `barred` cannot be done yet and say why, `foreign` are somebody
    else's.
    """

    title: str
    doer: str
    names: str
    is_yours: bool
    hindrance: str = ""
    does: str = ""
    main: list[Link] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)
    barred: list[Link] = field(default_factory=list)
    foreign: list[Link] = field(default_factory=list)


def show_next(file: CaseFile, at: Standing) -> ShownNext:
    """Return what comes next in a case, as its reader sees it."""
    offers = [offer for offer in offers_of(at) if offer.step.key in REACHABLE]
    ahead = next_of(at)
    step = ahead.step if ahead else None
    if ahead and ahead.doer == Doer.HEAD and step is None:
        main = _answers(file)
    else:
        main = _links(
            file, [o for o in offers if o.step is step and o.is_open and may(file, o.step)]
        )
    main, more = (main, []) if step is None else (main[:1], main[1:])
    rest = [offer for offer in offers if offer.step is not step]
    return ShownNext(
        title=_title(file, step, has_next=ahead is not None),
        doer=str(ahead.doer.label) if ahead else "",
        names=_names(file, ahead.doer) if ahead else "",
        is_yours=bool(main),
        hindrance=str(ahead.hindrance) if ahead and ahead.hindrance else "",
        does=str(PAGES[step.key].does) if step and step.key in PAGES else "",
        main=main,
        others=more + _links(file, [o for o in rest if o.is_open and may(file, o.step)]),
        barred=_links(file, [o for o in offers if not o.is_open and may(file, o.step)]),
        foreign=_links(file, [o for o in rest if not may(file, o.step)])
        if file.is_of_own_organization
        else [],
    )


def address_of(file: CaseFile, step: CaseStep, subject_id: int | None = None) -> str:
    """Return the address of a step's page."""
    if step == CaseStep.RECORD_FACTS:
        return reverse("cases:facts", args=[file.case.pk])
    if step == CaseStep.ANSWER_APPROVAL:
        return reverse("cases:answer", args=[file.case.pk, subject_id])
    if subject_id is None:
        return reverse("cases:step", args=[file.case.pk, step.value])
    return reverse("cases:step", args=[file.case.pk, step.value, subject_id])


def _links(file: CaseFile, offers: Iterable[Offer]) -> list[Link]:
    links = []
    for offer in offers:
        step = offer.step
        hindrance = str(offer.hindrance) if offer.hindrance else ""
        if step.about is None:
            subjects: list[tuple[int | None, str]] = [(None, "")]
        else:
            subjects = list(subjects_of(file, step.about))
        links += [
            Link(
                label=capfirst(str(step.key.label)),
                url=address_of(file, step.key, key),
                law=step.law,
                note=note,
                hindrance=hindrance,
            )
            for key, note in subjects
        ]
    return links


def _answers(file: CaseFile) -> list[Link]:
    """Return the ways to what waits for the head, if the reader is one."""
    if not (file.is_of_own_organization and file.by.may(Permission.CASE_APPROVE)):
        return []
    return [
        Link(
            label=_("审批：%(kind)s") % {"kind": approval.get_kind_display()},
            url=address_of(file, CaseStep.ANSWER_APPROVAL, approval.pk),
        )
        for approval in file.waiting
    ]


def _title(file: CaseFile, step: Step | None, *, has_next: bool) -> str:
    if step is not None:
        return capfirst(str(step.key.label))
    if has_next:
        kinds = _("、").join(approval.get_kind_display() for approval in file.waiting)
        return _("审批：%(kind)s") % {"kind": kinds}
    return _("没有要办的事")


def _names(file: CaseFile, doer: Doer) -> str:
    if doer == Doer.OFFICER:
        return _("、").join(one.person.name for one in file.officers)
    return ""
