"""What may be done with several cases at a time, and how what came of it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sunhall.business.penalties.actions.bulk import BulkResult, archive_cases, publish_cases
from sunhall.business.penalties.choices import Queue
from sunhall.business.penalties.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.paging import read_key


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """An act on several cases of a queue, one after the other."""

    name: str
    permission: Permission
    act: Callable[..., BulkResult]
    label: str | Promise
    icon: str
    queues: tuple[Queue, ...]


ACTS = (
    BulkAct(
        name="publish",
        permission=Permission.CASE_PUBLISH,
        act=publish_cases,
        label=gettext_lazy("公示选中的"),
        icon="globe",
        queues=(Queue.ORGANIZATION, Queue.UNPUBLISHED),
    ),
    BulkAct(
        name="archive",
        permission=Permission.CASE_HANDLE,
        act=archive_cases,
        label=gettext_lazy("归档选中的"),
        icon="book",
        queues=(Queue.MINE, Queue.ORGANIZATION, Queue.CLOSING),
    ),
)


def acts_on(by: Actor, queue: str) -> list[BulkAct]:
    """Return what the actor may do with several cases of a queue."""
    return [one for one in ACTS if queue in one.queues and by.may(one.permission)]


def numbers_in(texts: list[str]) -> list[int]:
    """Return the keys that a form or an address names; what is no key is left out."""
    return [key for text in texts if (key := read_key(text)) is not None]


def tell_result(request: HttpRequest, result: BulkResult, labels: Mapping[int, str]) -> None:
    """Tell how many acts were done, and of each that was not, why."""
    for failure in result.failed:
        words = {"case": labels.get(failure.key, failure.key), "reason": failure.reason}
        messages.error(request, _("%(case)s：%(reason)s") % words)
    count = len(result.done)
    if count:
        done = ngettext("已办理 %(n)s 件。", "已办理 %(n)s 件。", count)
        messages.success(request, done % {"n": count})
