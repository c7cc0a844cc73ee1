"""Kinds and their templates are made by two: one drafts, another publishes."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Max, Q

from sunhall.centers.data.choices import HolderKind
from sunhall.centers.data.errors import (
    DayTooEarly,
    DraftOpen,
    KindTaken,
    PublishedAlready,
    PublishedByDrafter,
    TemplateRefused,
)
from sunhall.centers.data.events import TemplateDrafted, TemplateDropped, TemplatePublished
from sunhall.centers.data.models import LicenseKind, LicenseTemplate
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.words import element_fault_in_words
from sunhall.centers.data.rules.elements import Element, faults_of_elements
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.identifiers import IdentifierError, check

CREDIT_CODE, SERIAL_DIGITS = 18, 3
MOST_YEARS = 100


@action(Permission.KIND_DRAFT, law="国务院关于在线政务服务的若干规定 第十条")
def define_kind(
    by: Actor,
    *,
    code: str,
    name: str,
    holder_kinds: Sequence[HolderKind],
    elements: Sequence[Element],
    issuer_fields: Sequence[str] = (),
    aliases: Sequence[str] = (),
    validity_years: int | None = None,
    is_inspected: bool = False,
) -> LicenseTemplate:
    """Define a kind of license by drafting its first template.

    Raises:
        TemplateRefused: the code is none, or the elements have faults.
        KindTaken: another kind has the code or the name.
    """
    code, name = code.strip().upper(), name.strip()
    _check_code(code)
    if LicenseKind.objects.filter(Q(code=code) | Q(name=name) | Q(aliases__contains=[name])):
        raise KindTaken(name=name)
    kind = LicenseKind.objects.create(
        code=code,
        name=name,
        aliases=list(aliases),
        issuer_fields=list(issuer_fields),
        holder_kinds=[HolderKind(kind).value for kind in holder_kinds],
    )
    return _draft(by, kind, elements, validity_years, is_inspected)


@action(Permission.KIND_DRAFT, law="国务院关于在线政务服务的若干规定 第十条")
def draft_template(
    by: Actor,
    *,
    kind_id: int,
    elements: Sequence[Element],
    validity_years: int | None = None,
    is_inspected: bool = False,
) -> LicenseTemplate:
    """Draft the next template of a kind; licenses issued before keep theirs.

    Raises:
        NotFound: there is no such kind.
        DraftOpen: it has a draft.
        TemplateRefused: the elements have faults.
    """
    return _draft(by, LicenseKind.objects.lock(kind_id), elements, validity_years, is_inspected)


@action(Permission.KIND_DRAFT)
def drop_draft(by: Actor, *, template_id: int) -> None:
    """Drop a draft.

    Raises:
        NotFound: there is no such template.
        PublishedAlready: it has been published.
    """
    template = LicenseTemplate.objects.select_related("kind").lock(template_id)
    if template.is_published:
        raise PublishedAlready()
    kind = template.kind
    announce(by, TemplateDropped(subject_id=kind.pk, code=kind.code, version=template.version))
    template.delete()


@action(Permission.KIND_PUBLISH, law="国务院关于在线政务服务的若干规定 第十条")
def publish_template(by: Actor, *, template_id: int, valid_from: date) -> LicenseTemplate:
    """Let licenses be issued by a template from a day on; the one before ends with that day.

    Raises:
        NotFound: there is no such template.
        PublishedAlready: it has been published.
        PublishedByDrafter: the actor drafted it.
        DayTooEarly: the day is over, or not after the first day of the one before.
    """
    template = LicenseTemplate.objects.select_related("kind").lock(template_id)
    if template.is_published:
        raise PublishedAlready()
    if template.drafted_by_id == by.own_person_id:
        raise PublishedByDrafter()
    before = LicenseTemplate.objects.open().filter(kind=template.kind, published_at__isnull=False)
    last = before.first()
    earliest = by.today
    if last is not None and last.valid_from is not None:
        earliest = max(earliest, last.valid_from + timedelta(days=1))
    if valid_from < earliest:
        raise DayTooEarly(day=earliest.isoformat())
    before.update(valid_to=valid_from)
    template.valid_from, template.published_at = valid_from, by.moment
    template.published_by_id, template.published_by_name = by.own_person_id, by.name
    template.save(
        update_fields=["valid_from", "published_at", "published_by_id", "published_by_name"]
    )
    kind = template.kind
    announce(
        by,
        TemplatePublished(
            subject_id=kind.pk, code=kind.code, version=template.version, valid_from=valid_from
        ),
    )
    return template


def _draft(
    by: Actor,
    kind: LicenseKind,
    elements: Sequence[Element],
    validity_years: int | None,
    is_inspected: bool,
) -> LicenseTemplate:
    if LicenseTemplate.objects.filter(kind=kind, published_at__isnull=True).exists():
        raise DraftOpen(name=kind.name)
    faults = [element_fault_in_words(key, fault) for key, fault in faults_of_elements(elements)]
    if faults:
        raise TemplateRefused(what=" ".join(faults))
    last = LicenseTemplate.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    template = LicenseTemplate.objects.create(
        kind=kind,
        version=last + 1,
        elements=[one.as_json() for one in elements],
        validity_years=validity_years,
        is_inspected=is_inspected,
        drafted_by_id=by.own_person_id,
        drafted_by_name=by.name,
        drafted_at=by.moment,
    )
    announce(by, TemplateDrafted(subject_id=kind.pk, code=kind.code, version=template.version))
    return template


def _check_code(code: str) -> None:
    """Raise TemplateRefused unless a code is a credit code with a serial of three digits."""
    serial = code[CREDIT_CODE:]
    try:
        check("credit-code", code[:CREDIT_CODE])
    except IdentifierError as error:
        raise TemplateRefused(what=str(error)) from error
    if len(serial) != SERIAL_DIGITS or not (serial.isascii() and serial.isdigit()):
        raise TemplateRefused(what=code)
