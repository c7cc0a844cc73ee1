"""Posts, who holds them, and which roles they have."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.directory import actions, queries
from sunhall.directory.choices import Scope
from sunhall.directory.forms import (
    AppointForm,
    GrantForm,
    NewPostForm,
    NewRoleForm,
    PostForm,
    RoleForm,
)
from sunhall.directory.permissions import Permission
from sunhall.directory.views.history import tell
from sunhall.directory.views.maintain import find, maintain, maintain_end
from sunhall.kernel.hooks import permission_names
from sunhall.kernel.journal import history_of
from sunhall.kernel.views import actor_of, confirmation_required, permission_required


@require_safe
@permission_required(Permission.PERSON_VIEW)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show one post."""
    by = actor_of(request)
    post = queries.get_post(by, code)
    context = {
        "post": post,
        "history": tell(history_of("directory.post", post.pk)),
        "may_maintain": by.may(Permission.PERSON_MAINTAIN),
        "may_grant": by.may(Permission.ROLE_GRANT),
    }
    return render(request, "directory/post.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Give an organization a post."""
    by = actor_of(request)
    organization = queries.get_organization(by, code)
    form = NewPostForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.add_post(by, organization_id=organization.pk, **values),
        title=_("增加岗位：%(name)s") % {"name": organization.name},
        back=reverse("directory:organization", args=[code]),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def modify(request: HttpRequest, code: str) -> HttpResponse:
    """Give a post another title."""
    by = actor_of(request)
    post = queries.get_post(by, code)
    form = PostForm(request.POST or None, initial={"title": post.title})
    return maintain(
        request,
        form,
        lambda values: actions.modify_post(by, post_id=post.pk, **values),
        title=_("变更岗位：%(name)s") % {"name": post.title},
        back=_page_of(code),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a post."""
    by = actor_of(request)
    post = queries.get_post(by, code)
    return maintain_end(
        request,
        lambda on: actions.close_post(by, post_id=post.pk, on=on),
        title=_("撤销岗位：%(name)s") % {"name": post.title},
        back=_page_of(code),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Appoint a person to a post."""
    by = actor_of(request)
    post = queries.get_post(by, code)
    form = AppointForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.appoint(
            by,
            post_id=post.pk,
            person_id=values["employee_number"].pk,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        ),
        title=_("任命：%(name)s") % {"name": post.title},
        back=_page_of(code),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.PERSON_MAINTAIN)
def relieve(request: HttpRequest, code: str, holding_id: int) -> HttpResponse:
    """Relieve a person of a post."""
    by = actor_of(request)
    post = queries.get_post(by, code)
    holding = find(post.holdings.all(), holding_id)
    return maintain_end(
        request,
        lambda on: actions.relieve(by, holding_id=holding.pk, on=on),
        title=_("免去职务：%(person)s（%(post)s）")
        % {"person": holding.person.name, "post": post.title},
        back=_page_of(code),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ROLE_GRANT)
@confirmation_required
def grant(request: HttpRequest, code: str) -> HttpResponse:
    """Grant a role to a post."""
    by = actor_of(request)
    post = queries.get_post(by, code)
    form = GrantForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.grant_role(
            by,
            post_id=post.pk,
            role_id=values["role"].pk,
            scope=Scope(values["scope"]),
            division_id=values["division"].pk if values["division"] else None,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        ),
        title=_("授予角色：%(name)s") % {"name": post.title},
        back=_page_of(code),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ROLE_GRANT)
@confirmation_required
def revoke(request: HttpRequest, code: str, grant_id: int) -> HttpResponse:
    """Take a role from a post."""
    by = actor_of(request)
    post = queries.get_post(by, code)
    held = find(post.grants.all(), grant_id)
    return maintain_end(
        request,
        lambda on: actions.revoke_grant(by, grant_id=held.pk, on=on),
        title=_("收回角色：%(role)s（%(post)s）") % {"role": held.role.name, "post": post.title},
        back=_page_of(code),
    )


@require_safe
@permission_required(Permission.ROLE_GRANT)
def list_roles(request: HttpRequest) -> HttpResponse:
    """Show every role, its permissions and the posts that have it."""
    roles = [
        (role, [permission_names.get(code, code) for code in role.permissions])
        for role in queries.list_roles(actor_of(request))
    ]
    return render(request, "directory/roles.html", {"roles": roles})


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ROLE_GRANT)
@confirmation_required
def define_role(request: HttpRequest) -> HttpResponse:
    """Define a role, or change one: `?code=` names it."""
    by = actor_of(request)
    code = request.GET.get("code", "")
    role = queries.get_role(by, code) if code else None
    if role:
        now = {
            "name": role.name,
            "permissions": role.permissions,
            "needs_second_factor": role.needs_second_factor,
        }
        form: RoleForm = RoleForm(request.POST or None, initial=now)
    else:
        form = NewRoleForm(request.POST or None)
    return maintain(
        request,
        form,
        lambda values: actions.define_role(by, **{"code": code, **values}),
        title=_("变更角色：%(name)s") % {"name": role.name} if role else _("定义角色"),
        back=reverse("directory:roles"),
    )


def _page_of(code: str) -> str:
    return reverse("directory:post", args=[code])
