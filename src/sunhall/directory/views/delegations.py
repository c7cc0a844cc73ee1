"""Acting in another's place: what one has delegated, what was delegated to one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.directory import actions, queries
from sunhall.directory.forms import DelegationForm
from sunhall.directory.permissions import Permission
from sunhall.directory.views.maintain import maintain
from sunhall.kernel.views import actor_of, confirmation_required, permission_required


@require_safe
@permission_required(Permission.GRANT_DELEGATE)
def list_delegations(request: HttpRequest) -> HttpResponse:
    """Show what one has delegated, and what was delegated to one."""
    by = actor_of(request)
    context = {
        "given": queries.delegations_by(by.own_person_id),
        "received": queries.delegations_to(by.own_person_id, by.today),
        "today": by.today,
    }
    return render(request, "directory/delegations.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.GRANT_DELEGATE)
@confirmation_required
def delegate(request: HttpRequest) -> HttpResponse:
    """Delegate roles of the post one acts in."""
    by = actor_of(request)
    form = DelegationForm(
        request.POST or None,
        grants=queries.list_delegable(by),
        posts=queries.list_deputy_posts(by),
        initial={"valid_from": by.today},
    )
    return maintain(
        request,
        form,
        lambda values: actions.delegate_roles(
            by,
            grant_ids=[int(key) for key in values["grants"]],
            post_id=int(values["post"]),
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            reason=values["reason"],
        ),
        title=_("委托他人代理"),
        back=reverse("directory:delegations"),
    )


@require_POST
@permission_required(Permission.GRANT_DELEGATE)
@confirmation_required
def withdraw(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Take back what was delegated, at once."""
    by = actor_of(request)
    grant = actions.withdraw_delegation(by, grant_id=grant_id)
    messages.success(request, _("委托已经收回，自即刻起无效。"))
    if grant.granted_by_id == by.own_person_id:
        return redirect("directory:delegations")
    return redirect("directory:post", grant.post.code)
