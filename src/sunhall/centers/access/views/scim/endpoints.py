"""The addresses of the SCIM server."""

from django.http import HttpRequest, HttpResponse

from sunhall.centers.access import actions
from sunhall.centers.access.queries import scim
from sunhall.centers.access.rules.scim import schemas, writing
from sunhall.centers.access.rules.scim.faults import ScimFault
from sunhall.centers.access.rules.scim.filters import Filter, parse
from sunhall.centers.access.views.scim.answers import (
    Resource,
    answered_in_scim,
    body_of,
    check_version,
    error,
    for_applications,
    place_all,
    refuse_method,
    show,
    show_document,
    show_list,
)
from sunhall.directory.models import Person
from sunhall.kernel.actions import all_or_nothing
from sunhall.kernel.actor import Actor
from sunhall.kernel.row_security import whole_city
from sunhall.kernel.views import actor_of

USUAL_COUNT = 100
REASON = "SCIM"


@answered_in_scim
def show_configuration(request: HttpRequest) -> HttpResponse:
    """Say what the server can do."""
    if request.method != "GET":
        return refuse_method("GET")
    return show_document(request, schemas.configuration(), "scim:configuration")


@answered_in_scim
def list_schemas(request: HttpRequest) -> HttpResponse:
    """List the schemas."""
    return _list_own(request, schemas.schemas(), "scim:schemas")


@answered_in_scim
def show_schema(request: HttpRequest, urn: str) -> HttpResponse:
    """Show one schema."""
    return _show_own(request, schemas.schemas(), "scim:schemas", urn)


@answered_in_scim
def list_resource_types(request: HttpRequest) -> HttpResponse:
    """List the kinds of resources."""
    return _list_own(request, schemas.resource_types(), "scim:resource_types")


@answered_in_scim
def show_resource_type(request: HttpRequest, name: str) -> HttpResponse:
    """Show one kind of resource."""
    return _show_own(request, schemas.resource_types(), "scim:resource_types", name)


@for_applications
def users(request: HttpRequest) -> HttpResponse:
    """List accounts, or open one."""
    by = actor_of(request)
    if request.method == "POST":
        return show(request, _open(by, writing.read_new(body_of(request))), 201)
    if request.method != "GET":
        return refuse_method("GET", "POST")
    start, count = _window(request)
    total, found = scim.find_users(by, _filter(request), start, count)
    return show_list(request, found, total, start)


@for_applications
def user(request: HttpRequest, key: str) -> HttpResponse:
    """Show an account, or let it sign on, or no more; accounts are disabled, never deleted."""
    by = actor_of(request)
    found = _existing(scim.find_user(by, key))
    if request.method == "GET":
        return show(request, found)
    if request.method not in ("PUT", "PATCH"):
        return refuse_method("GET", "PUT", "PATCH")
    check_version(request, found)
    body = body_of(request)
    if request.method == "PUT":
        wanted = writing.read_replaced(body, found["userName"], found["externalId"])
    else:
        wanted = writing.read_patched(body)
    if wanted is not None and wanted != found["active"]:
        _switch(by, int(key), is_active=wanted)
    return show(request, _existing(scim.find_user(by, key)))


@for_applications
def groups(request: HttpRequest) -> HttpResponse:
    """List organizations and roles; the directory maintains them, nobody here."""
    if request.method != "GET":
        return refuse_method("GET")
    found = scim.find_groups(actor_of(request), _filter(request))
    start, count = _window(request)
    return show_list(request, found[start - 1 : start - 1 + count], len(found), start)


@for_applications
def group(request: HttpRequest, key: str) -> HttpResponse:
    """Show an organization or a role with its members."""
    found = _existing(scim.find_group(actor_of(request), key))
    return show(request, found) if request.method == "GET" else refuse_method("GET")


@answered_in_scim
def nothing_there(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer for every other address."""
    return error(501 if rest in ("Me", "Bulk") else 404, rest)


def _open(by: Actor, new: writing.NewUser) -> Resource:
    with whole_city():
        person = Person.objects.on(by.today).filter(employee_number=new.employee_number).first()
    if person is None:
        raise ScimFault(400, "nobody has this employeeNumber", "invalidValue")
    with all_or_nothing(by):
        account = actions.open_account(by, login=new.login, person_id=person.pk)
        if not new.is_active:
            actions.disable_account(by, account_id=account.pk, reason=REASON)
    return _existing(scim.find_user(by, str(account.pk)))


def _switch(by: Actor, account_id: int, *, is_active: bool) -> None:
    if is_active:
        actions.enable_account(by, account_id=account_id)
    else:
        actions.disable_account(by, account_id=account_id, reason=REASON)


def _existing(found: Resource | None) -> Resource:
    if found is None:
        raise ScimFault(404, "no such resource")
    return found


def _filter(request: HttpRequest) -> Filter | None:
    text = request.GET.get("filter", "").strip()
    return parse(text) if text else None


def _window(request: HttpRequest) -> tuple[int, int]:
    """Return from which one on, and how many; RFC 7644 3.4.2.4 reads what is too low as least."""
    try:
        start = int(request.GET.get("startIndex") or 1)
        count = int(request.GET.get("count") or USUAL_COUNT)
    except ValueError:
        raise ScimFault(400, "startIndex and count are numbers", "invalidValue") from None
    count = 0 if request.GET.get("count") == "0" else count
    return min(max(start, 1), 10**9), min(max(count, 0), schemas.MOST_RESULTS)


def _list_own(request: HttpRequest, documents: list[Resource], name: str) -> HttpResponse:
    if request.method != "GET":
        return refuse_method("GET")
    if "filter" in request.GET:
        return error(403, "these are not filtered")
    return show_list(request, place_all(request, documents, name), len(documents), 1)


def _show_own(request: HttpRequest, documents: list[Resource], name: str, key: str) -> HttpResponse:
    if request.method != "GET":
        return refuse_method("GET")
    found = next((one for one in documents if one["id"] == key), None)
    return show_document(request, _existing(found), name)
