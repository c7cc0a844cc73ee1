"""Who could do what, on which day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sunhall.directory import queries
from sunhall.directory.forms import AuthorityForm
from sunhall.directory.permissions import Permission
from sunhall.directory.views.maintain import chosen_day
from sunhall.kernel.hooks import permission_names
from sunhall.kernel.views import actor_of, permission_required


@require_safe
@permission_required(Permission.AUTHORITY_VIEW)
def who_could(request: HttpRequest) -> HttpResponse:
    """Show who could do something on a day: in which post, by which role, granted by whom."""
    by = actor_of(request)
    form = AuthorityForm(request.GET if "what" in request.GET else None, initial={"on": by.today})
    holders = None
    if form.is_valid():
        values = form.cleaned_data
        holders = queries.who_could(
            by, form.permission, values["on"], organization=values["organization"].strip()
        )
    context = {"form": form, "holders": holders}
    status = 422 if form.errors else 200
    return render(request, "directory/authority.html", context, status=status)


@require_safe
@permission_required(Permission.AUTHORITY_VIEW)
def what_could(request: HttpRequest, number: str) -> HttpResponse:
    """Show what a person could do on a day."""
    by = actor_of(request)
    person = queries.get_person(by, number)
    form, day = chosen_day(request)
    holders = [
        (one, [permission_names.get(code, code) for code in one.grant.role.permissions])
        for one in queries.who_could(by, "", day, number=number)
    ]
    context = {"person": person, "form": form, "day": day, "holders": holders}
    return render(request, "directory/person_authority.html", context)
