"""Where guided navigations are written: questions and answers, the gate, the second person."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.directory.queries import items
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.views import actor_of, permission_required
from sunhall.platforms.portal import actions, queries
from sunhall.platforms.portal.forms import (
    AnswerFormSet,
    NewTreeForm,
    PublishNavigationForm,
    QuestionForm,
    TreeForm,
    answers_initial,
    with_question,
)
from sunhall.platforms.portal.models import NavigationVersion
from sunhall.platforms.portal.permissions import Permission
from sunhall.platforms.portal.rules.navigation import Tree, read_tree, write_tree

FIRST = "q1"
TOTAL = "answers-TOTAL_FORMS"


@require_safe
@permission_required(Permission.NAVIGATION_VIEW)
def list_trees(request: HttpRequest) -> HttpResponse:
    """List the navigations with their versions."""
    by = actor_of(request)
    context = {
        "trees": [
            {"tree": tree, "versions": sorted(tree.versions.all(), key=lambda one: -one.version)}
            for tree in queries.list_all_trees(by)
        ],
        "may_draft": by.may(Permission.NAVIGATION_DRAFT),
    }
    return render(request, "portal/trees/list.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.NAVIGATION_DRAFT)
def add(request: HttpRequest) -> HttpResponse:
    """Begin a navigation with its first question."""
    form = NewTreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        first = {"key": FIRST, "text": _("我想…"), "answers": []}
        document = {**{name: values[name] for name in ("name", "summary")}, "questions": [first]}
        try:
            version = actions.draft_navigation(
                actor_of(request),
                code=values["code"],
                audience=values["audience"],
                document=document,
            )
            return redirect("portal:edit_question", version.pk, FIRST)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "portal/trees/add.html", {"form": form}, status=status)


@require_POST
@permission_required(Permission.NAVIGATION_DRAFT)
def draft_next(request: HttpRequest, tree_id: int) -> HttpResponse:
    """Draft the next version."""
    version = actions.draft_next_navigation(actor_of(request), tree_id=tree_id)
    return redirect("portal:navigation", version.pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.NAVIGATION_VIEW)
def show(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show a version as an outline, with what the gate finds; rename it."""
    by = actor_of(request)
    version = queries.get_draft(by, version_id)
    tree = read_tree(version.document)
    form = TreeForm(
        request.POST or None,
        initial={"name": tree.name, "summary": tree.summary, "seen": version.document_hash},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        named = replace(tree, name=values["name"], summary=values["summary"])
        if _revised(request, form, version, named):
            return redirect("portal:navigation", version.pk)
    context = {
        "version": version,
        "outline": _outline(tree, items.list_titles(by, tree.items)),
        "findings": queries.faults_of(by, tree),
        "form": form,
        "publish_form": PublishNavigationForm(initial={"effective_date": by.today}),
        "is_draft": not version.is_public,
        "may_draft": by.may(Permission.NAVIGATION_DRAFT) and not version.is_public,
        "may_publish": by.may(Permission.NAVIGATION_PUBLISH)
        and by.person_id not in version.drafter_ids,
    }
    status = 422 if form.errors else 200
    return render(request, "portal/trees/show.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.NAVIGATION_DRAFT)
def edit_question(request: HttpRequest, version_id: int, key: str) -> HttpResponse:
    """Write a question and its answers; rows grow with or without scripts."""
    version = queries.get_draft(actor_of(request), version_id)
    tree = read_tree(version.document)
    question = tree.by_key.get(key)
    if question is None:
        raise NotFound(_("问题"), key)
    is_more = request.method == "POST" and "more" in request.POST
    data: Any = _with_one_more(request) if request.method == "POST" else None
    initial = {"text": question.text, "hint": question.hint, "seen": version.document_hash}
    form = QuestionForm(data, initial=initial)
    others = [(one.key, one.text) for one in tree.questions if one.key != key]
    rows = AnswerFormSet(
        data,
        initial=answers_initial(question),
        prefix="answers",
        form_kwargs={"questions": others},
    )
    if data and not is_more and form.is_valid() and rows.is_valid():
        written = with_question(tree, key, form.cleaned_data, rows.cleaned_data)
        if "take_out" in request.POST:
            written = _without(tree, key)
        if _revised(request, form, version, written):
            return redirect("portal:navigation", version.pk)
    context = {
        "version": version,
        "question": question,
        "form": form,
        "rows": rows,
        "is_more": is_more,
        "is_first": tree.root == question,
    }
    status = 422 if data and not is_more else 200
    return render(request, "portal/trees/question.html", context, status=status)


@require_POST
@permission_required(Permission.NAVIGATION_PUBLISH)
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Approve a draft."""
    form = PublishNavigationForm(request.POST)
    try:
        if form.is_valid():
            actions.publish_navigation(
                actor_of(request),
                version_id=version_id,
                effective_date=form.cleaned_data["effective_date"],
            )
            messages.success(request, _("已审定公布"))
        else:
            messages.error(request, _("请填写施行日期"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:navigation", version_id)


@require_POST
@permission_required(Permission.NAVIGATION_DRAFT)
def discard(request: HttpRequest, version_id: int) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_navigation(actor_of(request), version_id=version_id)
    messages.success(request, _("草稿已放弃"))
    return redirect("portal:navigations")


def _revised(request: HttpRequest, form: Any, version: NavigationVersion, tree: Tree) -> bool:
    try:
        actions.revise_navigation(
            actor_of(request),
            version_id=version.pk,
            document=write_tree(tree),
            expected_hash=form.cleaned_data["seen"] or None,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _without(tree: Tree, key: str) -> Tree:
    return replace(tree, questions=tuple(one for one in tree.questions if one.key != key))


def _outline(tree: Tree, titles: Any) -> list[dict[str, Any]]:
    """Return the questions with their answers and where these lead."""
    return [
        {
            "question": question,
            "is_first": question == tree.root,
            "answers": [
                {
                    "answer": answer,
                    "next": tree.by_key.get(answer.question),
                    "title": titles[answer.item].name if answer.item in titles else "",
                    "address": _address_of(answer.item) if answer.item in titles else "",
                }
                for answer in question.answers
            ],
        }
        for question in tree.questions
    ]


def _address_of(code: str) -> str:
    return reverse("portal:guide", args=[code])


def _with_one_more(request: HttpRequest) -> Any:
    """Return what was typed, with one more empty row where one was asked for."""
    if "more" not in request.POST:
        return request.POST
    data = request.POST.copy()
    total = data.get(TOTAL, "0")
    data[TOTAL] = str(int(total) + 1 if total.isdigit() else 1)
    return data
