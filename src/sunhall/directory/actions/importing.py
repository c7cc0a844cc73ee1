"""A workbook is imported: many acts in one, all or none."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sunhall.directory.actions import divisions, organizations, people, posts, roles
from sunhall.directory.actions.importing_resources import (
    close_application,
    close_information,
    write_application,
    write_information,
)
from sunhall.directory.actions.matters import close_matter, modify_matter, register_matters
from sunhall.directory.errors import RowRefused, WorkbookFaulty
from sunhall.directory.events import DirectoryImported
from sunhall.directory.models import (
    Division,
    EnforcementQualification,
    Grant,
    LegalBasis,
    Matter,
    Organization,
    Person,
    Post,
    PostHolding,
    Role,
    UploadedWorkbook,
)
from sunhall.directory.permissions import Permission
from sunhall.directory.queries.workbook import plan_import
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.directory.rules.tables import MATTERS, TABLES
from sunhall.directory.rules.workbook import Change, ChangeKind, Parsed, in_order, parse
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Refusal
from sunhall.kernel.events import announce
from sunhall.kernel.sheets import read_workbook

Act = Callable[[Actor, Change], None]
DATES = ("valid_from", "valid_to")
MATTER_FIELDS = ("name", "kind", "level", "task_code", "keywords", "organization")


@action(Permission.WORKBOOK_IMPORT)
def keep_workbook(by: Actor, *, content: bytes) -> UploadedWorkbook:
    """Keep a workbook while its changes are looked at; it replaces the actor's last one.

    Raises:
        SheetFault: it cannot be opened.
    """
    read_workbook(content)
    UploadedWorkbook.objects.within(by).delete()
    return UploadedWorkbook.objects.create(content=content, person_id=by.person_id, at=by.moment)


@action(Permission.WORKBOOK_IMPORT)
def import_workbook(by: Actor, *, workbook_id: int) -> list[Change]:
    """Import the workbook the actor has looked at.

    Raises:
        NotFound: the actor has no such workbook.
        WorkbookFaulty: the workbook has faults.
        RowRefused: a row breaks a rule.
        Forbidden: the actor lacks the permission for one of the acts.
    """
    workbook = UploadedWorkbook.objects.within(by).lock(workbook_id)
    changes = import_directory(by, parse(read_workbook(bytes(workbook.content))))
    workbook.delete()
    return changes


@action(Permission.WORKBOOK_IMPORT)
def import_directory(by: Actor, parsed: Parsed) -> list[Change]:
    """Do what a workbook says, as it was compared with the directory of this moment.

    Each row is an act of its own, for which the actor needs its permission.

    Raises:
        WorkbookFaulty: the workbook has faults.
        RowRefused: a row breaks a rule.
        Forbidden: the actor lacks the permission for one of the acts.
    """
    changes = plan_import(by, parsed)
    if parsed.faults:
        first = parsed.faults[0]
        raise WorkbookFaulty(count=len(parsed.faults), first=f"{first.place} {first}")
    by_table: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_table[change.table.name].append(change)
    for name, write in WRITE.items():
        _each(by, in_order(by_table[name]), write)
    try:
        _write_matters(by, by_table["matters"], by_table["bases"])
    except Refusal as refusal:
        raise RowRefused(sheet=MATTERS.sheet, key="", reason=str(refusal)) from refusal
    for table in reversed(TABLES):
        ending = [one for one in by_table[table.name] if _ends(one)]
        if table.name in CLOSE:
            _each(by, ending, CLOSE[table.name])
    counts = dict(Counter(change.table.sheet for change in changes))
    announce(by, DirectoryImported(subject_id=0, counts=counts))
    return changes


def _each(by: Actor, changes: Sequence[Change], act: Act) -> None:
    for change in changes:
        try:
            act(by, change)
        except Refusal as refusal:
            key = " ".join(change.key)
            raise RowRefused(sheet=change.table.sheet, key=key, reason=str(refusal)) from refusal


def _ends(change: Change) -> bool:
    """Tell whether the row gets its end after everything else is written."""
    return change.after.get("valid_to") is not None


def _differs(change: Change, *fields: str) -> bool:
    return any(change.before[name] != change.after[name] for name in fields)


def _write_division(by: Actor, change: Change) -> None:
    after: dict[str, Any] = change.after
    if change.kind is ChangeKind.ADDED:
        names = ("code", "name", "kind", "valid_from")
        divisions.add_division(by, **{name: after[name] for name in names})
    elif _differs(change, "name", "kind"):
        division_id = _id(Division, code=after["code"])
        divisions.modify_division(
            by, division_id=division_id, name=after["name"], kind=after["kind"]
        )


def _close_division(by: Actor, change: Change) -> None:
    successor = str(change.after["successor"])
    divisions.close_division(
        by,
        division_id=_id(Division, code=change.key[0]),
        on=_end(change),
        successor_id=_id(Division, code=successor) if successor else None,
    )


def _write_organization(by: Actor, change: Change) -> None:
    after: dict[str, Any] = change.after
    names = ("name", "kind", "short_name", "domain_code", "credit_code")
    values = {name: after[name] for name in names}
    values["parent_id"] = _id(Organization, code=after["parent"]) if after["parent"] else None
    if change.kind is ChangeKind.ADDED:
        organizations.add_organization(
            by,
            code=after["code"],
            division_id=_id(Division, code=after["division"]),
            valid_from=after["valid_from"],
            **values,
        )
    elif _differs(change, *names, "parent"):
        organization_id = _id(Organization, code=after["code"])
        organizations.modify_organization(by, organization_id=organization_id, **values)


def _close_organization(by: Actor, change: Change) -> None:
    organization_id = _id(Organization, code=change.key[0])
    organizations.close_organization(by, organization_id=organization_id, on=_end(change))


def _write_person(by: Actor, change: Change) -> None:
    after: dict[str, Any] = change.after
    if change.kind is ChangeKind.ADDED:
        names = ("employee_number", "name", "valid_from")
        people.register_person(by, **{name: after[name] for name in names})
    elif _differs(change, "name"):
        people.modify_person(
            by, person_id=_id(Person, employee_number=change.key[0]), name=after["name"]
        )


def _close_person(by: Actor, change: Change) -> None:
    person_id = _id(Person, employee_number=change.key[0])
    people.close_person(by, person_id=person_id, on=_end(change))


def _write_post(by: Actor, change: Change) -> None:
    after: dict[str, Any] = change.after
    if change.kind is ChangeKind.ADDED:
        post = posts.add_post(
            by,
            organization_id=_id(Organization, code=after["organization"]),
            code=after["code"],
            title=after["title"],
            valid_from=after["valid_from"],
        )
        post_id = post.pk
    else:
        post_id = _id(Post, code=after["code"])
        if _differs(change, "title"):
            posts.modify_post(by, post_id=post_id, title=after["title"])
    if (change.before or {"holder": ""})["holder"] != after["holder"]:
        _change_holder(by, post_id, after)


def _change_holder(by: Actor, post_id: int, after: dict[str, Any]) -> None:
    start = after["held_from"] or by.today
    for holding in PostHolding.objects.open().filter(post_id=post_id):
        posts.relieve(by, holding_id=holding.pk, on=after["valid_to"] or start)
    if after["holder"]:
        person_id = _id(Person, employee_number=after["holder"])
        posts.appoint(by, person_id=person_id, post_id=post_id, valid_from=start)


def _close_post(by: Actor, change: Change) -> None:
    posts.close_post(by, post_id=_id(Post, code=change.key[0]), on=_end(change))


def _write_grant(by: Actor, change: Change) -> None:
    if change.kind is ChangeKind.ADDED:
        after: dict[str, Any] = change.after
        role, post = change.key
        dates = {name: after[name] for name in DATES}
        roles.grant_role(by, role_id=_id(Role, code=role), post_id=_id(Post, code=post), **dates)


def _close_grant(by: Actor, change: Change) -> None:
    if change.kind is not ChangeKind.ADDED:
        role, post = change.key
        grant = Grant.objects.open().get(role__code=role, post__code=post)
        roles.revoke_grant(by, grant_id=grant.pk, on=_end(change))


def _write_qualification(by: Actor, change: Change) -> None:
    if change.kind is ChangeKind.ADDED:
        after: dict[str, Any] = change.after
        people.register_qualification(
            by,
            person_id=_id(Person, employee_number=after["employee_number"]),
            certificate_number=after["certificate_number"],
            scope=after["scope"],
            **{name: after[name] for name in DATES},
        )


def _close_qualification(by: Actor, change: Change) -> None:
    if change.kind is not ChangeKind.ADDED:
        qualification_id = _id(EnforcementQualification, certificate_number=change.key[0])
        people.close_qualification(by, qualification_id=qualification_id, on=_end(change))


def _write_matters(by: Actor, changes: Sequence[Change], bases: Sequence[Change]) -> None:
    """Register the new matters at once; then change the others, each with its legal bases."""
    drafts: dict[str, list[BasisDraft]] = defaultdict(list)
    for change in bases:
        drafts[change.key[0]].append(_basis(change.after))
    added = {one.key[0]: one.after for one in changes if one.kind is ChangeKind.ADDED}
    register_matters(by, [_draft(entry, drafts[code]) for code, entry in added.items()])
    changed = {
        one.key[0]: one.after
        for one in changes
        if one.kind is not ChangeKind.ADDED and _differs(one, *MATTER_FIELDS)
    }
    for code in dict.fromkeys([*changed, *drafts]):
        if code not in added:
            _modify_matter(by, code, changed.get(code), drafts[code])


def _modify_matter(
    by: Actor, code: str, entry: dict[str, Any] | None, drafts: Sequence[BasisDraft]
) -> None:
    matter = Matter.objects.select_related("organization").get(code=code)
    now = {name: getattr(matter, name) for name in ("code", *MATTER_FIELDS)}
    new = {draft.key for draft in drafts}
    kept = [draft for draft in map(_basis_of, matter.legal_bases.open()) if draft.key not in new]
    draft = _draft(entry or now | {"organization": matter.organization.code}, [*kept, *drafts])
    modify_matter(by, matter_id=matter.pk, draft=draft)


def _close_matter(by: Actor, change: Change) -> None:
    if change.kind is not ChangeKind.ADDED:
        close_matter(by, matter_id=_id(Matter, code=change.key[0]), on=_end(change))


def _draft(entry: dict[str, Any], bases: Sequence[BasisDraft]) -> MatterDraft:
    names = ("code", "name", "kind", "level", "task_code", "keywords", "valid_from", "valid_to")
    values: dict[str, Any] = {name: entry.get(name) for name in names}
    return MatterDraft(**values, organization_code=entry["organization"], bases=tuple(bases))


def _basis(entry: dict[str, Any]) -> BasisDraft:
    return BasisDraft(**{name: value for name, value in entry.items() if name != "matter"})


def _basis_of(basis: LegalBasis) -> BasisDraft:
    names = ("law", "article", "year", "role", "certainty", "source", "gist")
    return BasisDraft(**{name: getattr(basis, name) for name in names})


def _id(model: Any, **key: str) -> int:
    found: int = model.objects.values_list("pk", flat=True).get(**key)
    return found


def _end(change: Change) -> date:
    end = change.after["valid_to"]
    if not isinstance(end, date):
        raise TypeError(end)
    return end


WRITE: dict[str, Act] = {
    "divisions": _write_division,
    "organizations": _write_organization,
    "persons": _write_person,
    "posts": _write_post,
    "grants": _write_grant,
    "qualifications": _write_qualification,
    "information": write_information,
    "applications": write_application,
}
CLOSE: dict[str, Act] = {
    "divisions": _close_division,
    "organizations": _close_organization,
    "persons": _close_person,
    "posts": _close_post,
    "grants": _close_grant,
    "qualifications": _close_qualification,
    "matters": _close_matter,
    "information": close_information,
    "applications": close_application,
}
