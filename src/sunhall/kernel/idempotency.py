"""A request carried out once: sent again under its key, it gets the first one's answer.

Programs send a key of their own choice with every request that changes something; a form bears a
hidden one, so that a double click acts once. The answer is kept in the transaction of the act:
either both are there or neither. Of several at once under one key, the first acts and the others
wait for its answer. What was turned down is not kept, so it may be tried again.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_noop as _

from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import daily
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.errors import Refusal, SunhallError
from sunhall.kernel.models import AnsweredRequest

View = Callable[..., HttpResponse]

FIELD = "once"
KEPT_FOR = timedelta(days=7)
FORM_KEY = re.compile(r"[0-9a-f]{32}")
NOT_SENT_TWICE = (FIELD, "csrfmiddlewaretoken")


class KeyUsedOtherwise(Refusal):
    """The key belongs to another request; 422 in the API."""

    code = "key_used_otherwise"
    message = _("幂等键 %(key)s 已用于另一个请求。请换一个键，或者原样重发。")


def answered_once(
    by: Actor, *, key: str, act: str, asked: Any, run: Callable[[], Mapping[str, Any] | None]
) -> Mapping[str, Any] | None:
    """Carry a request out, or return the answer it got before under this key.

    `act` and `asked`, which is JSON, are what is asked for; `run` carries it out in the same
    transaction. Its answer, JSON too, is kept; none is not, and the key stays free.

    Raises:
        KeyUsedOtherwise: the key belongs to a request that asked for something else.
    """
    refused: SunhallError | None = None
    answer: Mapping[str, Any] | None = None
    with transaction.atomic():
        row, is_new = _claim(by, key, act, sha256_of([act, asked]))
        if not is_new:
            return row.answer
        try:
            answer = run()
        except SunhallError as error:
            refused = error
        if answer is None:
            row.delete()
        else:
            row.answer = answer
            row.save(update_fields=["answer"])
    # Raised only now, so that what others wrote about the refusal outlives it
    if refused is not None:
        raise refused
    return answer


def _claim(by: Actor, key: str, act: str, request_hash: str) -> tuple[AnsweredRequest, bool]:
    """Return what is kept under a key, and whether it is new; wait for whoever is acting on it."""
    row = AnsweredRequest(
        person_id=by.own_person_id,
        key=key,
        act=act[:100],
        request_hash=request_hash,
        answered_at=by.moment,
    )
    AnsweredRequest.objects.bulk_create([row], ignore_conflicts=True)
    kept = AnsweredRequest.objects.get(person_id=by.own_person_id, key=key)
    if kept.request_hash != request_hash:
        raise KeyUsedOtherwise(key=key)
    return kept, kept.answer is None


def new_key() -> str:
    """Return a key for a form, as good as unique."""
    return secrets.token_hex(16)


def once(view: View) -> View:
    """Let a form that bears a key act once: sent again, it leads where the first one led.

    What leads nowhere, such as a form shown again with its faults, has not acted.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by: Actor = request.actor  # type: ignore[attr-defined]
        key = request.POST.get(FIELD, "")
        if by.is_visitor or not FORM_KEY.fullmatch(key):
            return view(request, *args, **kwargs)
        responses: list[HttpResponse] = []

        def run() -> dict[str, str] | None:
            responses.append(view(request, *args, **kwargs))
            is_done = isinstance(responses[0], HttpResponseRedirect)
            return {"url": responses[0]["Location"]} if is_done else None

        asked = _asked(request)
        named = f"{key}:{sha256_of(asked)}"
        answer = answered_once(by, key=named, act=request.path, asked=asked, run=run)
        return responses[0] if responses else HttpResponseRedirect((answer or {})["url"])

    return guarded


def _asked(request: HttpRequest) -> list[Any]:
    """Return what a form asks for: the page, its fields, and the hashes of its files."""
    fields = [(name, list(map(str, request.POST.getlist(name)))) for name in sorted(request.POST)]
    files = [(name, list(map(digest_of, request.FILES.getlist(name)))) for name in request.FILES]
    return [request.path, [field for field in fields if field[0] not in NOT_SENT_TWICE], files]


def digest_of(file: Any) -> str:
    """Return the hash of a file that was sent, and leave it ready to be read."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@daily("kernel.answers")
def forget_answers(by: Actor) -> int:
    """Forget the answers of a week ago; nobody asks again so late."""
    old = AnsweredRequest.objects.filter(answered_at__lt=by.moment - KEPT_FOR)
    return old.delete()[0]
