"""What comes next in a case, what may be done, and what cannot."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sunhall.business.penalties.choices import ApprovalKind, CaseState, CaseStep, Doer
from sunhall.business.penalties.rules.next_steps import (
    STEPS,
    next_of,
    offer_of,
    offers_of,
    progress_of,
)
from sunhall.business.penalties.rules.procedure import ENDED, UNDER_INVESTIGATION
from sunhall.business.penalties.rules.standing import HearingStage, NoticeStage, Standing

TODAY = date(2026, 1, 5)
READY = Standing(
    number="青城管案〔2026〕第 0001 号",
    state=CaseState.FILED,
    today=TODAY,
    has_matter=True,
    has_party=True,
    evidence_count=1,
)

BEFORE_DECISION = (CaseState.CLUE, *UNDER_INVESTIGATION)


def at(state: CaseState, **changes: object) -> Standing:
    """Return a case in a state, with nothing missing but what is said."""
    return replace(READY, state=state, **changes)


def ahead(standing: Standing) -> CaseStep | None:
    """Return the step that comes next."""
    found = next_of(standing)
    return found.step.key if found and found.step else None


class TestNextOf:
    @pytest.mark.parametrize(
        ("standing", "step"),
        [
            (at(CaseState.CLUE, has_party=False), CaseStep.DESCRIBE_CLUE),
            (at(CaseState.CLUE, evidence_count=0), CaseStep.ADD_EVIDENCE),
            (at(CaseState.CLUE), CaseStep.ASK_FILING),
            (at(CaseState.FILED, missing_facts="占用面积"), CaseStep.RECORD_FACTS),
            (at(CaseState.FILED), CaseStep.FINISH_INVESTIGATION),
            (at(CaseState.FILED, is_suspended=True), CaseStep.RESUME_CASE),
            (at(CaseState.INVESTIGATED), CaseStep.PROPOSE_PENALTY),
            (at(CaseState.PROPOSED), CaseStep.ISSUE_NOTICE),
            (
                at(CaseState.PROPOSED, notice=NoticeStage.ISSUED, unserved=("prior_notice",)),
                CaseStep.SERVE_DOCUMENT,
            ),
            (at(CaseState.INFORMED, open_statements=1), CaseStep.REVIEW_STATEMENT),
            (at(CaseState.INFORMED, hearing=HearingStage.ASKED), CaseStep.ARRANGE_HEARING),
            (at(CaseState.INFORMED, hearing=HearingStage.ARRANGED), CaseStep.HOLD_HEARING),
            (at(CaseState.INFORMED, needs_legal_review=True), CaseStep.GIVE_LEGAL_REVIEW),
            (at(CaseState.INFORMED, needs_deliberation=True), CaseStep.RECORD_DELIBERATION),
            (at(CaseState.INFORMED), CaseStep.ASK_DECISION),
            (at(CaseState.DECIDED, unserved=("decision",)), CaseStep.SERVE_DOCUMENT),
            (at(CaseState.SERVED, due_yuan=Decimal(500)), CaseStep.RECORD_PAYMENT),
            (at(CaseState.SERVED, due_yuan=Decimal(500), late_days=1), CaseStep.URGE_PARTY),
            (
                at(CaseState.SERVED, due_yuan=Decimal(500), late_days=1, is_urged=True),
                CaseStep.ASK_ENFORCEMENT,
            ),
            (at(CaseState.SERVED), CaseStep.ASK_CLOSING),
            (
                at(CaseState.SERVED, is_summary=True, is_reported=False),
                CaseStep.REPORT_ON_THE_SPOT,
            ),
            (at(CaseState.ENFORCEMENT), CaseStep.RECORD_ENFORCED),
            (at(CaseState.EXECUTED), CaseStep.ASK_CLOSING),
            (
                at(CaseState.EXECUTED, has_decision=True, owes_publication=True, left_to_do="公示"),
                CaseStep.PUBLISH_DECISION,
            ),
            (at(CaseState.EXECUTED, cash_held=1, left_to_do="缴付银行"), CaseStep.HAND_OVER_CASH),
            (at(CaseState.WITHDRAWN), CaseStep.ASK_CLOSING),
            (at(CaseState.CLOSED), CaseStep.ARCHIVE_CASE),
            (at(CaseState.ARCHIVED), None),
        ],
    )
    def test_follows_the_procedure(self, standing: Standing, step: CaseStep | None):
        assert ahead(standing) == step

    def test_waits_for_the_head_where_something_was_asked(self):
        found = next_of(at(CaseState.CLUE, waiting=(ApprovalKind.FILING,)))

        assert found is not None
        assert (found.step, found.doer) == (None, Doer.HEAD)

    def test_waits_for_the_party_while_it_may_ask_for_a_hearing(self):
        standing = at(CaseState.INFORMED, notice=NoticeStage.SERVED, hearing_until=TODAY)

        found = next_of(standing)

        assert found is not None
        assert found.doer == Doer.PARTY
        assert "要求听证" in str(found.hindrance)

    @pytest.mark.parametrize("state", [state for state in CaseState if state not in ENDED])
    def test_leaves_no_open_case_without_a_way_on(self, state: CaseState):
        standing = at(state, unserved=("decision",))

        assert next_of(standing) is not None


class TestOffersOf:
    def test_says_why_a_step_cannot_be_taken(self):
        offer = offer_of(at(CaseState.CLUE, has_matter=False), CaseStep.ASK_FILING)

        assert offer is not None
        assert "处罚事项" in str(offer.hindrance)

    def test_leaves_out_what_makes_no_sense(self):
        keys = {offer.step.key for offer in offers_of(at(CaseState.FILED))}

        assert CaseStep.RESUME_CASE not in keys
        assert CaseStep.RECORD_PAYMENT not in keys

    def test_lets_a_suspended_case_do_little(self):
        open_steps = {
            offer.step.key
            for offer in offers_of(at(CaseState.FILED, is_suspended=True))
            if offer.is_open
        }

        assert CaseStep.RESUME_CASE in open_steps
        assert CaseStep.FINISH_INVESTIGATION not in open_steps

    def test_knows_every_step(self):
        assert set(CaseStep) - set(STEPS) == {CaseStep.ANSWER_APPROVAL}


class TestProgressOf:
    def test_marks_what_is_done_and_where_the_case_stands(self):
        stages = progress_of(at(CaseState.PROPOSED))

        assert [stage.progress for stage in stages[:5]] == ["done"] * 3 + ["current", ""]

    @pytest.mark.parametrize(
        ("state", "is_summary"),
        [(state, False) for state in CaseState]
        + [(state, True) for state in CaseState if state not in BEFORE_DECISION],
    )
    def test_has_a_place_for_every_state(self, state: CaseState, is_summary: bool):
        stages = progress_of(at(state, is_summary=is_summary))

        assert state in [stage.state for stage in stages]

    def test_ends_a_withdrawn_case_by_its_archive(self):
        stages = progress_of(at(CaseState.WITHDRAWN))

        assert [stage.state for stage in stages] == [
            CaseState.CLUE,
            CaseState.FILED,
            CaseState.WITHDRAWN,
            CaseState.CLOSED,
            CaseState.ARCHIVED,
        ]
