"""Matters enter, change and leave the list of powers and services."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models.functions import Cast

from sunhall.directory.actions.dated import change, check_code, check_period, end
from sunhall.directory.actions.revision import advance_items
from sunhall.directory.errors import CodeTaken, NothingChanged, NotValidThen
from sunhall.directory.events import MatterClosed, MatterModified, MatterRegistered
from sunhall.directory.models import LegalBasis, Matter, Organization, ServiceItem
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.search import vector

BATCH = 500


@action(Permission.MATTER_MAINTAIN, law="关于推行地方各级政府工作部门权力清单制度的指导意见")
def register_matter(by: Actor, draft: MatterDraft) -> Matter:
    """Enter a matter with its legal bases; without a start, from today.

    Raises:
        CodeTaken: another matter has its code or its 31-digit code.
        InvalidCode: the 31-digit code breaks GB/T 39554.1.
        NotFound: no organization has the code.
        NotValidThen: the organization does not exist on the matter's first day.
        EndsBeforeStart: an end is not after its start.
    """
    return _register(by, [draft])[0]


@action(Permission.MATTER_MAINTAIN, law="关于推行地方各级政府工作部门权力清单制度的指导意见")
def register_matters(by: Actor, drafts: Sequence[MatterDraft]) -> list[Matter]:
    """Enter many matters at once, all or none; each has its own line in the journal.

    Raises:
        CodeTaken: a code is taken, or comes twice.
        InvalidCode: a 31-digit code breaks GB/T 39554.1.
        NotFound: no organization has a code.
        NotValidThen: an organization does not exist on a matter's first day.
        EndsBeforeStart: an end is not after its start.
    """
    return _register(by, drafts)


@action(Permission.MATTER_MAINTAIN, law="关于推行地方各级政府工作部门权力清单制度的指导意见")
def modify_matter(
    by: Actor, *, matter_id: int, draft: MatterDraft, on: date | None = None
) -> Matter:
    """Make a matter what the draft says; code and dates stay.

    Legal bases that are no longer named end on the day (today without one), new ones begin on it.

    Raises:
        NotFound: no such matter or organization.
        InvalidCode: the 31-digit code breaks GB/T 39554.1.
        NotValidThen: the organization does not exist on the day.
        NothingChanged: nothing is different.
    """
    matter = Matter.objects.lock(matter_id)
    day = on or by.today
    organization = _organizations([draft])[draft.organization_code]
    values = {
        "name": draft.name,
        "kind": draft.kind,
        "level": draft.level,
        "task_code": check_code("item-code", draft.task_code),
        "keywords": draft.keywords,
        "organization_id": organization.pk,
    }
    if organization.pk != matter.organization_id and not organization.is_valid_on(day):
        raise NotValidThen(name=organization.name, day=day)
    _check_task_code_free(matter, str(values["task_code"]))
    bases = _change_bases(matter, draft.bases, day)
    try:
        changes = change(matter, values)
    except NothingChanged:
        if not bases:
            raise
        changes = {}
    matter.search = _search(draft, organization)
    matter.save(update_fields=["search"])
    advance_items()
    announce(by, MatterModified(subject_id=matter.pk, changes=changes | bases))
    return matter


@action(Permission.MATTER_MAINTAIN, law="关于推行地方各级政府工作部门权力清单制度的指导意见")
def close_matter(by: Actor, *, matter_id: int, on: date) -> Matter:
    """End a matter; it stays readable, and cases opened under it keep it.

    Raises:
        NotFound: no such matter.
        AlreadyClosed: it has ended already.
        EndsBeforeStart: the day is not after its start.
    """
    matter = Matter.objects.lock(matter_id)
    end(matter, on)
    advance_items()
    announce(by, MatterClosed(subject_id=matter.pk, valid_to=on))
    return matter


def hand_over_matters(by: Actor, matters: Sequence[Matter], organization: Organization) -> None:
    """Let an organization have matters from now on, and be found by its name; part of an act."""
    told = []
    for matter in matters:
        if matter.organization_id != organization.pk:
            before, after = str(matter.organization_id), str(organization.pk)
            changes = {"organization_id": [before, after]}
            told.append(MatterModified(subject_id=matter.pk, changes=changes))
        matter.organization = organization
        matter.search = _search(matter, organization, matter.legal_bases.open())
    Matter.objects.bulk_update(matters, ["organization", "search"], batch_size=BATCH)
    ServiceItem.objects.filter(matter__in=matters, template=None).update(organization=organization)
    advance_items()
    announce(by, *told)


def _register(by: Actor, drafts: Sequence[MatterDraft]) -> list[Matter]:
    _check_codes(drafts)
    organizations = _organizations(drafts)
    matters = []
    for draft in drafts:
        organization = organizations[draft.organization_code]
        start = draft.valid_from or by.today
        check_period(start, draft.valid_to)
        if not organization.is_valid_on(start):
            raise NotValidThen(name=organization.name, day=start)
        matters.append(
            Matter(
                code=draft.code,
                task_code=check_code("item-code", draft.task_code),
                name=draft.name,
                kind=draft.kind,
                level=draft.level,
                organization=organization,
                keywords=draft.keywords,
                is_synthetic=draft.is_synthetic,
                valid_from=start,
                valid_to=draft.valid_to,
                search=_search(draft, organization),
            )
        )
    Matter.objects.bulk_create(matters, batch_size=BATCH)
    pairs = zip(matters, drafts, strict=True)
    bases = [_basis(matter, basis) for matter, draft in pairs for basis in draft.bases]
    LegalBasis.objects.bulk_create(bases, batch_size=BATCH)
    announce(
        by,
        *(
            MatterRegistered(subject_id=matter.pk, code=matter.code, title=matter.name)
            for matter in matters
        ),
    )
    return matters


def _check_codes(drafts: Sequence[MatterDraft]) -> None:
    for field in ("code", "task_code"):
        codes = [code for draft in drafts if (code := getattr(draft, field))]
        twice = [code for code, count in Counter(codes).items() if count > 1]
        taken = Matter.objects.filter(**{f"{field}__in": codes}).values_list(field, flat=True)
        for code in [*twice, *taken[:1]]:
            raise CodeTaken(code=code)


def _check_task_code_free(matter: Matter, task_code: str) -> None:
    others = Matter.objects.exclude(pk=matter.pk).exclude(task_code="")
    if others.filter(task_code=task_code).exists():
        raise CodeTaken(code=task_code)


def _organizations(drafts: Iterable[MatterDraft]) -> dict[str, Organization]:
    codes = {draft.organization_code for draft in drafts}
    found = {one.code: one for one in Organization.objects.filter(code__in=codes)}
    for code in sorted(codes - found.keys()):
        raise NotFound(str(Organization._meta.verbose_name), code)
    return found


def _search(
    matter: MatterDraft | Matter,
    organization: Organization,
    bases: Iterable[BasisDraft | LegalBasis] | None = None,
) -> Cast:
    cited = matter.bases if isinstance(matter, MatterDraft) else bases or ()
    laws = " ".join(f"{basis.law} {basis.gist}" for basis in cited)
    names = f"{organization.name} {organization.short_name}"
    return vector(A=f"{matter.code} {matter.name} {matter.keywords}", C=names, D=laws)


def _basis(matter: Matter, draft: BasisDraft, start: date | None = None) -> LegalBasis:
    valid_from = draft.valid_from or start or matter.valid_from
    check_period(valid_from, draft.valid_to)
    return LegalBasis(
        matter=matter,
        law=draft.law,
        year=draft.year,
        article=draft.article,
        role=draft.role,
        certainty=draft.certainty,
        source=draft.source,
        gist=draft.gist,
        valid_from=valid_from,
        valid_to=draft.valid_to,
    )


def _change_bases(matter: Matter, drafts: Sequence[BasisDraft], day: date) -> dict[str, list[str]]:
    """End, add and correct the bases; return what the journal notes of it."""
    current = {(one.law, one.article, one.role): one for one in matter.legal_bases.open()}
    wanted = {draft.key: draft for draft in drafts}
    before = sorted(map(str, current.values()))
    touched = False
    for key in current.keys() - wanted.keys():
        _end_basis(current[key], day)
        touched = True
    for key, draft in wanted.items():
        touched |= _keep_basis(matter, current.get(key), draft, day)
    if not touched:
        return {}
    return {
        "legal_bases": [
            "\n".join(before),
            "\n".join(sorted(f"《{d.law}》{d.article}" for d in drafts)),
        ]
    }


def _end_basis(basis: LegalBasis, day: date) -> None:
    """End a basis; one that was never in force is no history and goes."""
    if basis.valid_from is not None and basis.valid_from >= day:
        basis.delete()
    else:
        end(basis, day)


def _keep_basis(matter: Matter, basis: LegalBasis | None, draft: BasisDraft, day: date) -> bool:
    """Add or correct one basis; tell whether anything was written."""
    if basis is None:
        _basis(matter, draft, day).save()
        return True
    fields = ("year", "certainty", "source", "gist")
    changed = [field for field in fields if getattr(basis, field) != getattr(draft, field)]
    for field in changed:
        setattr(basis, field, getattr(draft, field))
    if changed:
        basis.save(update_fields=changed)
    return bool(changed)
