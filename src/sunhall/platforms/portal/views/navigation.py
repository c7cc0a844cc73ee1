"""Guided navigation: 我是… → 我想… → …; the address carries the answers."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sunhall.directory.queries import items
from sunhall.kernel.actor import Actor
from sunhall.kernel.kept import kept_while
from sunhall.kernel.views import actor_of
from sunhall.platforms.portal import queries
from sunhall.platforms.portal.rules.navigation import SEPARATOR, Answer, Question, Tree, Walk, walk


@require_safe
@kept_while(items.item_revision)
def navigate(request: HttpRequest, code: str, path: str = "") -> HttpResponse:
    """Ask the next question; whoever has answered them all is led to the guide."""
    by = actor_of(request)
    version, tree = queries.get_tree(by, code)
    walked = walk(tree, path)
    if walked.item:
        return redirect(_guide_or_search(by, walked))
    question = walked.question
    context = {
        "version": version,
        "walked": walked,
        "question": question,
        "said": said_so_far(code, walked),
        "answers": answers_of(by, code, tree, walked, question) if question else [],
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "portal/guides/navigate.html", context)


def said_so_far(code: str, walked: Walk) -> list[dict[str, Any]]:
    """Return the answers given, each with the address that takes it back."""
    keys = [one.answer.key for one in walked.said]
    return [
        {
            "question": one.question.text,
            "answer": one.answer.text,
            "url": address_of(code, keys[:at]),
        }
        for at, one in enumerate(walked.said)
    ]


def answers_of(
    by: Actor, code: str, tree: Tree, walked: Walk, question: Question
) -> list[dict[str, Any]]:
    """Return the answers, nearest to a guide first, each with where it leads."""
    answers = tree.shortest_first(question)
    titles = items.list_titles(by, [answer.item for answer in answers if answer.item])
    keys = [one.answer.key for one in walked.said]
    return [
        {
            "text": answer.text,
            "url": _target(code, answer, [*keys, answer.key], answer.item in titles),
            "title": titles[answer.item].name if answer.item in titles else "",
        }
        for answer in answers
    ]


def address_of(code: str, keys: list[str]) -> str:
    """Return the address of the question that comes after some answers."""
    if not keys:
        return reverse("portal:navigate", args=[code])
    return reverse("portal:navigate_on", args=[code, SEPARATOR.join(keys)])


def _target(code: str, answer: Answer, keys: list[str], is_live: bool) -> str:
    if not answer.item:
        return address_of(code, keys)
    return reverse("portal:guide", args=[answer.item]) if is_live else _search(answer.text)


def _guide_or_search(by: Actor, walked: Walk) -> str:
    """Return the guide's address; where the service was withdrawn since, that of a search."""
    is_live = walked.item in items.list_titles(by, [walked.item])
    text = walked.said[-1].answer.text
    return reverse("portal:guide", args=[walked.item]) if is_live else _search(text)


def _search(text: str) -> str:
    return f"{reverse('portal:guide_list')}?{urlencode({'q': text})}"
