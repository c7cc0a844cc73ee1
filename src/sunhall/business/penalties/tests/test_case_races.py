"""Two who decide or pay at once: one wins, and no number is skipped or used twice."""

from itertools import count

import pytest
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import CaseState, PaymentWay
from sunhall.business.penalties.errors.papers import SheetIncomplete
from sunhall.business.penalties.models import Case, Payment, PenaltyDecision
from sunhall.business.penalties.tests.cases import city, committed_city
from sunhall.business.penalties.tests.decisions import (
    MINOR,
    a_served_case,
    a_told_case,
    decision_of,
    on_the_spot,
)
from sunhall.business.penalties.tests.test_case_concurrency import WRITERS, at_once
from sunhall.kernel.models import JournalEntry

__all__ = ["city", "committed_city"]


def test_a_case_is_decided_once(committed_city: Cast):
    city = committed_city
    case = a_told_case(city)
    approval = actions.ask_decision(city.sun, case_id=case.pk)

    answers = at_once(lambda: actions.grant_approval(city.he, approval_id=approval.pk))

    assert answers == ["", *["nothing_pending"] * (WRITERS - 1)]
    assert decision_of(case).number == "青城管罚决〔2026〕第 0001 号"


def test_a_fine_is_paid_once_whatever_the_receipts(committed_city: Cast):
    city = committed_city
    case = a_served_case(city)
    receipts = count(1)

    answers = at_once(
        lambda: actions.record_payment(
            city.sun,
            case_id=case.pk,
            way=PaymentWay.BANK,
            paid_on=city.sun.today,
            voucher=f"鲁财 {next(receipts)}",
        )
    )

    assert answers == ["", *["nothing_due"] * (WRITERS - 1)]
    assert Payment.objects.get().amount_yuan == 1200
    assert Case.objects.get().state == CaseState.EXECUTED


def test_a_decision_is_published_once(committed_city: Cast):
    city = committed_city
    decision = decision_of(a_served_case(city))

    answers = at_once(lambda: actions.publish_decision(city.wang, decision_id=decision.pk))

    assert answers == ["", *["published_already"] * (WRITERS - 1)]
    assert JournalEntry.objects.filter(event="penalties.decision.published").count() == 1


def test_decisions_on_the_spot_are_numbered_without_a_gap(committed_city: Cast):
    city = committed_city

    answers = at_once(lambda: on_the_spot(city))

    numbers = sorted(PenaltyDecision.objects.values_list("number", flat=True))
    assert set(answers) == {""}
    assert numbers == [f"青城管当罚〔2026〕第 {n:04} 号" for n in range(1, WRITERS + 1)]


def test_a_refused_decision_gives_its_number_back(city: Cast):
    with pytest.raises(SheetIncomplete):
        on_the_spot(city, facts={**MINOR, "refused": False})

    case = on_the_spot(city)

    assert case.number == "青城管当罚〔2026〕第 0001 号"
