"""Who may look at cases, and what they see of the party."""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from sunhall.business.penalties.actions.revealing import reveal_party, reveal_watched_party
from sunhall.business.penalties.events import CaseEvent
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.rules.masking import public_name
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.revealing import Purpose, has_looked_today
from sunhall.kernel.views import View, actor_of

HIDDEN = "*"
KEPT = 4


def for_case_readers(view: View) -> View:
    """Let a page be seen by those who may view their organization's cases, or watch all.

    Raises:
        Forbidden: whoever has signed on may do neither.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if actor.is_visitor:
            return redirect_to_login(request.get_full_path())
        if not (actor.may(Permission.CASE_VIEW) or actor.may(Permission.CASE_WATCH)):
            raise Forbidden(Permission.CASE_VIEW)
        return view(request, *args, **kwargs)

    return guarded


@dataclass(frozen=True, slots=True)
class ShownParty:
    """The party as the reader may see it."""

    kind: str
    name: str
    identifier: str
    representative: str
    address: str
    phone: str
    is_masked: bool


def show_party(file: CaseFile, *, is_revealed: bool = False) -> ShownParty | None:
    """Return a case's party, masked unless the reader handles or answers for the case, or asked."""
    is_shown = is_revealed or file.shows_party
    party = file.case.party
    if party is None:
        return None
    write = _plain if is_shown else masked
    return ShownParty(
        party.get_kind_display(),
        party.name if is_shown else public_name(party.name, is_citizen=party.is_citizen),
        write(party.identifier),
        write(party.representative),
        party.address if is_shown else "",
        write(party.phone),
        not is_shown,
    )


def note_look(file: CaseFile) -> None:
    """Write down, once a day, that a citizen's data are seen in a case's page or papers."""
    by, citizen, case = file.by, file.citizen_identifier, file.case
    if citizen and not has_looked_today(by, citizen, about=CaseEvent.subject, about_id=case.pk):
        watches = by.may(Permission.CASE_WATCH)
        reveal(by, case.pk, Purpose.SUPERVISION if watches else Purpose.CASE)


def reveal(by: Actor, case_id: int, purpose: str) -> None:
    """Let somebody see the party of a case, as one who watches or as one of its organization."""
    act = reveal_watched_party if by.may(Permission.CASE_WATCH) else reveal_party
    act(by, case_id=case_id, purpose=purpose)


def masked(text: str) -> str:
    """Return a number of which only the end can be read."""
    if len(text) <= KEPT:
        return HIDDEN * len(text)
    return HIDDEN * (len(text) - KEPT) + text[-KEPT:]


def _plain(text: str) -> str:
    return text
