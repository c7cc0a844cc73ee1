"""Accounts and groups as other systems follow them. Standard: RFC 7643."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils.dateparse import parse_datetime

from sunhall.centers.access.models import Account
from sunhall.centers.access.rules.changes import ACCOUNT, ACCOUNT_EVENTS
from sunhall.centers.access.rules.scim.faults import ScimFault
from sunhall.centers.access.rules.scim.filters import (
    Combination,
    Comparison,
    Filter,
    Negation,
    Present,
    holds,
    split_path,
)
from sunhall.centers.access.rules.scim.schemas import ENTERPRISE, GROUP, USER
from sunhall.directory.models import Grant, Organization, PostHolding, Role
from sunhall.directory.models.dated import valid_on
from sunhall.kernel.actor import Actor
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.row_security import whole_city

Resource = dict[str, Any]
LOOKUPS = {
    "eq": "iexact",
    "co": "icontains",
    "sw": "istartswith",
    "ew": "iendswith",
    "gt": "gt",
    "ge": "gte",
    "lt": "lt",
    "le": "lte",
}
PATHS = {
    "username": "login",
    "displayname": "person__name",
    "name.formatted": "person__name",
    "externalid": "person__employee_number",
    "employeenumber": "person__employee_number",
    "title": "post__title",
    "organization": "post__organization__name",
    "department": "post__organization__code",
}
"""Where an attribute's value is kept, from the account, or from a holding of its person's."""


def find_users(
    by: Actor, condition: Filter | None, start: int, count: int
) -> tuple[int, list[Resource]]:
    """Return how many accounts a filter holds for, and some of them as users, by id.

    Raises:
        ScimFault: the filter asks for what cannot be asked (400, invalidFilter).
    """
    with whole_city():
        rows = _users()
        if condition is not None:
            rows = rows.filter(_where(condition, by.today))
        page = list(rows.order_by("pk")[start - 1 : start - 1 + count])
        return rows.count(), _as_users(page, by.today)


def find_user(by: Actor, key: str) -> Resource | None:
    """Return an account as a user; none if there is no such civil servant's account."""
    with whole_city():
        rows = _users().filter(pk=key) if _is_key(key) else Account.objects.none()
        users = _as_users(list(rows), by.today)
    return users[0] if users else None


def find_groups(by: Actor, condition: Filter | None) -> list[Resource]:
    """Return today's organizations and the roles as groups with their members."""
    with whole_city():
        groups = _groups(by.today)
    return [one for one in groups if condition is None or holds(condition, one)]


def find_group(by: Actor, key: str) -> Resource | None:
    """Return an organization or a role as a group."""
    return next((one for one in find_groups(by, None) if one["id"] == key), None)


def _users() -> QuerySet[Account]:
    def latest(subject: str, key: str, **which: Any) -> Subquery:
        entries = JournalEntry.objects.filter(subject=subject, subject_id=OuterRef(key), **which)
        return Subquery(
            entries.order_by("-pk").values("at")[:1], output_field=DateTimeField(null=True)
        )

    held = PostHolding.objects.filter(person_id=OuterRef(OuterRef("person_id")))
    of_posts = (
        JournalEntry.objects.filter(subject="directory.post", subject_id__in=held.values("post_id"))
        .order_by()
        .values("subject")
        .annotate(last=Max("at"))
        .values("last")
    )
    return (
        Account.objects.filter(person__isnull=False)
        .select_related("person")
        .annotate(
            # PostgreSQL's GREATEST passes over what is not there
            changed_at=Greatest(
                latest(ACCOUNT, "pk", event__in=ACCOUNT_EVENTS),
                latest("directory.person", "person_id"),
                Subquery(of_posts, output_field=DateTimeField(null=True)),
            )
        )
    )


def _as_users(accounts: Sequence[Account], today: date) -> list[Resource]:
    holdings = _holdings(today, [one.person_id for one in accounts])
    posts = {one.post_id for held in holdings.values() for one in held}
    roles: dict[int, list[Role]] = defaultdict(list)
    for grant in Grant.objects.on(today).filter(post_id__in=posts).select_related("role"):
        roles[grant.post_id].append(grant.role)
    return [_as_user(one, holdings[one.person_id or 0], roles) for one in accounts]


def _as_user(
    account: Account, held: Sequence[PostHolding], roles: dict[int, list[Role]]
) -> Resource:
    person = account.person
    if person is None:
        raise TypeError(account)
    groups = {
        **{f"o{one.post.organization_id}": one.post.organization.name for one in held},
        **{f"r{role.pk}": role.name for one in held for role in roles[one.post_id]},
    }
    user: Resource = {
        "schemas": [USER, ENTERPRISE],
        "id": str(account.pk),
        "externalId": person.employee_number,
        "userName": account.login,
        "name": {"formatted": person.name},
        "displayName": person.name,
        "active": account.is_active,
        "groups": [
            {"value": key, "display": name, "type": "direct"} for key, name in groups.items()
        ],
        ENTERPRISE: {"employeeNumber": person.employee_number},
        "meta": {"resourceType": "User"},
    }
    changed_at: datetime | None = getattr(account, "changed_at")  # noqa: B009
    if changed_at is not None:
        user["meta"]["lastModified"] = changed_at.isoformat()
    if held:
        organization = held[0].post.organization
        user["title"] = held[0].post.title
        user[ENTERPRISE] |= {"organization": organization.name, "department": organization.code}
    return user


def _holdings(
    today: date, person_ids: Iterable[int | None] | None = None
) -> dict[int, list[PostHolding]]:
    rows = PostHolding.objects.on(today).filter(valid_on(today, "post__"))
    if person_ids is not None:
        rows = rows.filter(person_id__in=list(person_ids))
    found: dict[int, list[PostHolding]] = defaultdict(list)
    for one in rows.select_related("post__organization").order_by("valid_from", "pk"):
        found[one.person_id].append(one)
    return found


def _groups(today: date) -> list[Resource]:
    members: dict[str, dict[str, str]] = defaultdict(dict)
    holdings = _holdings(today)
    accounts = {
        one.person_id: one
        for one in Account.objects.filter(person__isnull=False).select_related("person")
    }
    by_post: dict[int, list[str]] = defaultdict(list)
    for post_id, role_id in Grant.objects.on(today).values_list("post_id", "role_id"):
        by_post[post_id].append(f"r{role_id}")
    for person_id, held in holdings.items():
        account = accounts.get(person_id)
        if account is None:
            continue
        for one in held:
            for key in (f"o{one.post.organization_id}", *by_post[one.post_id]):
                members[key][str(account.pk)] = str(account.person)
    named = [
        *((f"o{one.pk}", one.code, one.name) for one in Organization.objects.on(today)),
        *((f"r{one.pk}", one.code, one.name) for one in Role.objects.all()),
    ]
    return [_as_group(key, code, name, members[key]) for key, code, name in named]


def _as_group(key: str, code: str, name: str, members: dict[str, str]) -> Resource:
    return {
        "schemas": [GROUP],
        "id": key,
        "externalId": code,
        "displayName": name,
        "members": [
            {"value": pk, "display": who, "type": "User"} for pk, who in sorted(members.items())
        ],
        "meta": {"resourceType": "Group"},
    }


def _where(condition: Filter, today: date) -> Q:
    if isinstance(condition, Negation):
        return ~_where(condition.term, today)
    if isinstance(condition, Combination):
        found = [_where(term, today) for term in condition.terms]
        joined = found[0]
        for one in found[1:]:
            joined = joined & one if condition.is_all else joined | one
        return joined
    return _single(condition, today)


def _single(condition: Comparison | Present, today: date) -> Q:
    urn, name = split_path(condition.path)
    if urn not in ("", USER.lower(), ENTERPRISE.lower()):
        raise ScimFault(400, f"no attribute: {condition.path}", "invalidFilter")
    if name in ("active", "id", "groups", "groups.value", "meta.lastmodified"):
        return _special(condition, name, today)
    path = PATHS.get(name)
    if path is None:
        raise ScimFault(400, f"no attribute: {condition.path}", "invalidFilter")
    if isinstance(condition, Present):
        return _through(~Q((path, "")), path, today)
    if not isinstance(condition.value, str):
        raise ScimFault(400, f"{condition.path} is a string", "invalidFilter")
    value = condition.value.replace("\x00", "")
    if condition.operator == "ne":
        return ~_through(Q((f"{path}__iexact", value)), path, today)
    return _through(Q((f"{path}__{LOOKUPS[condition.operator]}", value)), path, today)


def _through(found: Q, path: str, today: date) -> Q:
    """Ask a condition of the posts held today, where it is about them."""
    if not path.startswith("post__"):
        return found
    held = PostHolding.objects.on(today).filter(valid_on(today, "post__")).filter(found)
    return Q(person_id__in=held.values("person_id"))


def _special(condition: Comparison | Present, name: str, today: date) -> Q:
    if isinstance(condition, Present):
        return Q(person_id__in=_holdings(today)) if name.startswith("groups") else Q()
    operator, value = condition.operator, condition.value
    if name == "meta.lastmodified":
        return _changed(operator, value)
    if operator not in ("eq", "ne"):
        raise ScimFault(400, f"{name} knows eq and ne", "invalidFilter")
    if name == "active":
        if not isinstance(value, bool):
            raise ScimFault(400, "active is true or false", "invalidFilter")
        found = Q(is_active=value)
    elif name == "id":
        found = Q(pk=value) if _is_key(str(value)) else Q(pk__in=[])
    else:
        found = _of_group(str(value), today)
    return found if operator == "eq" else ~found


def _of_group(key: str, today: date) -> Q:
    kind, number = key[:1], key[1:]
    held = PostHolding.objects.on(today).filter(valid_on(today, "post__"))
    if not _is_key(number) or kind not in ("o", "r"):
        return Q(pk__in=[])
    if kind == "o":
        held = held.filter(post__organization_id=number)
    else:
        granted = Grant.objects.on(today).filter(role_id=number)
        held = held.filter(post_id__in=granted.values("post_id"))
    return Q(person_id__in=held.values("person_id"))


def _changed(operator: str, value: object) -> Q:
    try:
        moment = parse_datetime(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or operator not in LOOKUPS:
        raise ScimFault(400, "lastModified is compared with an instant", "invalidFilter")
    lookup = "exact" if operator == "eq" else LOOKUPS[operator]
    return Q((f"changed_at__{lookup}", moment))


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
