"""Persons and their enforcement qualifications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.directory import actions, queries
from sunhall.directory.forms import NewPersonForm, PersonForm, QualificationForm
from sunhall.directory.permissions import Permission
from sunhall.directory.views.history import tell
from sunhall.directory.views.maintain import find, maintain, maintain_end
from sunhall.kernel.journal import history_of
from sunhall.kernel.views import actor_of, permission_required


@require_safe
@permission_required(Permission.PERSON_VIEW)
def list_persons(request: HttpRequest) -> HttpResponse:
    """List those who work for the city."""
    by = actor_of(request)
    query, after = request.GET.get("q", ""), request.GET.get("after", "")
    context = {
        "page": queries.list_persons(by, query=query, after=after),
        "query": query,
        "after": after,
        "may_maintain": by.may(Permission.PERSON_MAINTAIN),
    }
    return render(request, "directory/persons.html", context)


@require_safe
@permission_required(Permission.PERSON_VIEW)
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show one person."""
    by = actor_of(request)
    person = queries.get_person(by, number)
    context = {
        "person": person,
        "history": tell(history_of("directory.person", person.pk)),
        "may_maintain": by.may(Permission.PERSON_MAINTAIN),
        "may_qualify": by.may(Permission.QUALIFICATION_MAINTAIN),
        "may_look": by.may(Permission.AUTHORITY_VIEW),
        "given": queries.delegations_by(person.pk),
        "received": queries.delegations_to(person.pk, by.today),
    }
    return render(request, "directory/person.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def add(request: HttpRequest) -> HttpResponse:
    """Register a person."""
    by = actor_of(request)
    form = NewPersonForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.register_person(by, **values),
        title=_("登记人员"),
        back=reverse("directory:persons"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def modify(request: HttpRequest, number: str) -> HttpResponse:
    """Correct a person's entry."""
    by = actor_of(request)
    person = queries.get_person(by, number)
    form = PersonForm(request.POST or None, initial={"name": person.name})
    return maintain(
        request,
        form,
        lambda values: actions.modify_person(by, person_id=person.pk, **values),
        title=_("变更人员：%(name)s") % {"name": person.name},
        back=_page_of(number),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def close(request: HttpRequest, number: str) -> HttpResponse:
    """End a person's work for the city."""
    by = actor_of(request)
    person = queries.get_person(by, number)
    return maintain_end(
        request,
        lambda on: actions.close_person(by, person_id=person.pk, on=on),
        title=_("人员离任：%(name)s") % {"name": person.name},
        back=_page_of(number),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.QUALIFICATION_MAINTAIN)
def qualify(request: HttpRequest, number: str) -> HttpResponse:
    """Register a person's enforcement certificate."""
    by = actor_of(request)
    person = queries.get_person(by, number)
    form = QualificationForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.register_qualification(by, person_id=person.pk, **values),
        title=_("登记执法资格：%(name)s") % {"name": person.name},
        back=_page_of(number),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.QUALIFICATION_MAINTAIN)
def disqualify(request: HttpRequest, number: str, qualification_id: int) -> HttpResponse:
    """End an enforcement certificate."""
    by = actor_of(request)
    person = queries.get_person(by, number)
    held = find(person.qualifications.all(), qualification_id)
    return maintain_end(
        request,
        lambda on: actions.close_qualification(by, qualification_id=held.pk, on=on),
        title=_("注销执法资格：%(name)s %(number)s")
        % {"name": person.name, "number": held.certificate_number},
        back=_page_of(number),
    )


def _page_of(number: str) -> str:
    return reverse("directory:person", args=[number])
