"""Several people act on one case at once: one wins, the others get a clear answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.models import Approval, Case, Document
from sunhall.business.penalties.tests.cases import (
    REASON,
    a_clue,
    a_photo,
    committed_city,
    team,
)
from sunhall.kernel.errors import Refusal
from sunhall.kernel.models import JournalEntry

__all__ = ["committed_city"]

WRITERS = 8


def at_once(act: Callable[[], object]) -> list[str]:
    """Let eight people do the same at once; return why each was refused, or nothing."""

    def answer(_number: int) -> str:
        try:
            act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(WRITERS) as pool:
        return sorted(pool.map(answer, range(WRITERS)))


def test_one_of_eight_grants_wins(committed_city: Cast):
    city = committed_city
    clue = a_clue(city)
    approval = actions.ask_filing(city.sun, case_id=clue.pk, reason=REASON, officer_ids=team(city))

    answers = at_once(lambda: actions.grant_approval(city.he, approval_id=approval.pk))

    assert answers == ["", *["nothing_pending"] * (WRITERS - 1)]
    assert Case.objects.get().case_number == "青城管案〔2026〕第 0001 号"
    assert Document.objects.count() == 1
    assert JournalEntry.objects.filter(event="penalties.case.filed").count() == 1


def test_one_of_eight_requests_wins(committed_city: Cast):
    city = committed_city
    clue = a_clue(city)

    answers = at_once(lambda: actions.ask_clue_extension(city.sun, case_id=clue.pk, reason=REASON))

    assert answers == ["", *["already_asked"] * (WRITERS - 1)]
    assert Approval.objects.count() == 1


def test_each_piece_of_evidence_has_its_own_number(committed_city: Cast):
    city = committed_city
    clue = a_clue(city)

    answers = at_once(lambda: a_photo(city, clue))

    numbers = sorted(clue.evidence.values_list("number", flat=True))
    assert set(answers) == {""}
    assert numbers == list(range(1, WRITERS + 1))


def test_clues_registered_at_once_are_numbered_without_a_gap(committed_city: Cast):
    city = committed_city

    answers = at_once(lambda: a_clue(city))

    numbers = sorted(Case.objects.values_list("clue_number", flat=True))
    assert set(answers) == {""}
    assert numbers == [f"青城管线〔2026〕第 {n:04} 号" for n in range(1, WRITERS + 1)]
