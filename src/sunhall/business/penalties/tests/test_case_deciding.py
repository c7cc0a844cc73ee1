"""From the proposal to the decision that reaches the party."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError
from tests.cast import Cast

from sunhall.business.penalties import actions, errors
from sunhall.business.penalties.choices import (
    CaseState,
    Concern,
    DecisionStatus,
    DocumentKind,
    ExemptionGround,
    ServiceWay,
)
from sunhall.business.penalties.errors.papers import SheetIncomplete
from sunhall.business.penalties.models import Case, Document, FirstViolation, PenaltyDecision
from sunhall.business.penalties.tests.cases import (
    COMPANY,
    FACTS,
    STALL,
    TODAY,
    an_investigated_case,
    city,
    grant,
    last_entry,
    on,
)
from sunhall.business.penalties.tests.decisions import (
    GRAVE,
    a_decided_case,
    a_proposed_case,
    a_told_case,
    decision_of,
    last_document,
    notice_of,
    serve,
)
from sunhall.business.penalties.tests.library import PACK, Library
from sunhall.kernel.errors import Forbidden, NotFound

__all__ = ["city"]

WHEN_DONE = "现场已经清理干净，当事人当场改正，没有危害后果。"


def published(cast: Cast, factor: str, day: date) -> None:
    """Publish the stall's benchmark with fines times so much over ten, in effect from a day."""
    document = deepcopy(PACK[STALL])
    for tier in document["tiers"]:
        for penalty in tier["penalties"]:
            penalty["amount"]["value"] = int(penalty["amount"]["value"] * Decimal(factor))
    for legal in document["statutory"]:
        legal["fine"] = {"type": "fixed", "min": 1, "max": 1_000_000}
    Library(on(cast, day)).publish(document)


@pytest.fixture
def strict_city(city: Cast) -> Cast:
    """Return the cast where fines are twice as high, so that the gravest give a hearing."""
    published(city, "2", TODAY - timedelta(days=1))
    return city


class TestProposePenalty:
    def test_fixes_the_fine_from_the_facts_alone(self, city: Cast):
        case = a_proposed_case(city)

        told = last_entry(case, "penalties.penalty.proposed").facts
        assert case.state == CaseState.PROPOSED
        assert case.determination.fine_yuan == 1200
        assert (told["fine_yuan"], told["engine_fine_yuan"]) == ("1200", "1200")
        assert (told["statutory_min_yuan"], told["statutory_max_yuan"]) == ("500", "2000")
        assert (told["tier"], told["is_mitigated"]) == (21, False)
        assert told["proof_hash"] == case.determination.benchmark.proof_hash

    def test_knows_the_graver_range_of_a_third_violation(self, city: Cast):
        case = a_proposed_case(city, GRAVE)

        told = last_entry(case, "penalties.penalty.proposed").facts
        assert (told["statutory_min_yuan"], told["statutory_max_yuan"]) == ("2000", "10000")

    @pytest.mark.parametrize(("factor", "fine"), [("0.5", 600), ("2", 1200)])
    def test_applies_the_new_law_only_if_it_is_lighter(self, city: Cast, factor, fine):
        """行政处罚法 第三十七条."""
        case = an_investigated_case(city)
        later = on(city, TODAY + timedelta(days=1))
        published(city, factor, later.sun.today)

        case = actions.propose_penalty(later.sun, case_id=case.pk)

        assert case.determination.fine_yuan == fine

    def test_says_that_a_closed_gate_gives_no_fine(self, city: Cast):
        case = a_proposed_case(city, {**FACTS, "refused": False})

        told = last_entry(case, "penalties.penalty.proposed").facts
        assert case.determination.fine_yuan is None
        assert (told["fine_yuan"], told["statutory_min_yuan"]) == ("0", None)
        assert told["is_mitigated"] is True

    def test_waits_for_the_end_of_the_investigation(self, city: Cast):
        case = a_proposed_case(city)

        with pytest.raises(errors.StepNotAllowed):
            actions.propose_penalty(city.sun, case_id=case.pk)

    def test_is_for_officers_of_the_organ(self, city: Cast):
        case = an_investigated_case(city)

        with pytest.raises(Forbidden):
            actions.propose_penalty(city.wang, case_id=case.pk)


class TestAskExemption:
    @pytest.mark.parametrize("ground", ExemptionGround.values)
    def test_ends_the_case_without_a_penalty(self, city: Cast, ground: str):
        case = a_proposed_case(city)
        approval = actions.ask_exemption(city.sun, case_id=case.pk, ground=ground, reason=WHEN_DONE)

        case = grant(city.he, approval)

        sheet = last_document(case, DocumentKind.EXEMPTION_DECISION).sheet
        assert case.state == CaseState.EXEMPTED
        assert case.due_concern == Concern.SERVICE
        assert sheet["exemption"]["basis"][0]["article"].startswith("第三十")
        assert last_entry(case, "penalties.case.exempted").facts["ground"] == ground

    def test_enters_a_first_violation_in_the_register_of_the_city(self, city: Cast):
        """行政处罚法 第三十三条第一款; FACTS PL-09."""
        ground = ExemptionGround.FIRST_VIOLATION
        first, second = a_proposed_case(city), a_proposed_case(city)
        asked = actions.ask_exemption(city.sun, case_id=first.pk, ground=ground, reason=WHEN_DONE)
        grant(city.he, asked)

        with pytest.raises(errors.NotAFirstViolation):
            actions.ask_exemption(city.sun, case_id=second.pk, ground=ground, reason=WHEN_DONE)

        assert FirstViolation.objects.get().case == first

    def test_knows_an_earlier_penalty_as_well(self, city: Cast):
        a_decided_case(city)
        case = a_proposed_case(city)

        with pytest.raises(errors.NotAFirstViolation):
            actions.ask_exemption(
                city.sun,
                case_id=case.pk,
                ground=ExemptionGround.FIRST_VIOLATION,
                reason=WHEN_DONE,
            )


class TestGiveLegalReview:
    def test_says_who_reviewed_and_with_what_right(self, city: Cast):
        """行政处罚法 第五十八条第二款."""
        case = a_proposed_case(city)

        actions.give_legal_review(
            city.wang, case_id=case.pk, is_passed=True, opinion="事实清楚，适用法律正确。"
        )

        told = last_entry(case, "penalties.legal_review.given").facts
        sheet = last_document(case, DocumentKind.LEGAL_REVIEW_OPINION).sheet
        assert (told["passed"], told["reviewer_is_officer"]) == (True, False)
        assert (told["reviewer_is_licensed"], told["is_first_review"]) == (True, True)
        assert sheet["legal_review"]["reviewer_license"] == "A20183702020001"

    def test_is_never_changed(self, city: Cast):
        case = a_proposed_case(city)
        review = actions.give_legal_review(
            city.wang, case_id=case.pk, is_passed=False, opinion="证据不足。"
        )

        with pytest.raises(DatabaseError, match="legalreview"):
            type(review).objects.filter(pk=review.pk).update(is_passed=True)


class TestRecordDeliberation:
    def test_keeps_who_deliberated_on_what(self, city: Cast):
        case = a_proposed_case(city)

        actions.record_deliberation(
            city.he,
            case_id=case.pk,
            held_on=city.he.today,
            attendees="何局长、王审核",
            minutes="何局长：请发表意见。\n王审核：同意拟处罚意见。",
            conclusion="同意。",
        )

        told = last_document(case, DocumentKind.DELIBERATION_RECORD).sheet["deliberation"]
        assert told["host"] == "何局长"
        assert [turn["speaker"] for turn in told["turns"]] == ["何局长", "王审核"]
        assert case.deliberations.get().determination_id == case.determination_id

    def test_is_of_no_day_before_the_proposal(self, city: Cast):
        case = a_proposed_case(city)

        with pytest.raises(errors.DayRefused):
            actions.record_deliberation(
                city.he,
                case_id=case.pk,
                held_on=TODAY - timedelta(days=1),
                attendees="何局长",
                minutes="无",
                conclusion="同意。",
            )


class TestIssueNotice:
    def test_tells_of_a_hearing_where_the_fine_is_large(self, strict_city: Cast):
        """行政处罚法 第六十三条."""
        small, large = a_proposed_case(strict_city), a_proposed_case(strict_city, GRAVE)

        told = [
            actions.issue_notice(strict_city.sun, case_id=case.pk).tells_hearing
            for case in (small, large)
        ]

        assert told == [False, True]

    def test_keeps_what_the_officer_worded_and_nothing_else(self, city: Cast):
        case = a_proposed_case(city)

        actions.issue_notice(
            city.sun,
            case_id=case.pk,
            wording={"narrative": "当事人在机动车道摆摊。", "fine": "罚款 1 元"},
        )

        document = last_document(case, DocumentKind.PRIOR_NOTICE)
        assert document.wording == {"narrative": "当事人在机动车道摆摊。", "reasons": ""}
        assert "1 元" not in str(document.sheet["words"])

    def test_is_written_once(self, city: Cast):
        case = a_proposed_case(city)
        actions.issue_notice(city.sun, case_id=case.pk)

        with pytest.raises(errors.StepNotAllowed):
            actions.issue_notice(city.sun, case_id=case.pk)

    def test_has_nothing_to_tell_where_no_penalty_follows(self, city: Cast):
        case = a_proposed_case(city, {**FACTS, "refused": False})

        with pytest.raises(SheetIncomplete, match="处罚的种类"):
            actions.issue_notice(city.sun, case_id=case.pk)

    def test_takes_a_number_only_if_it_is_made(self, city: Cast):
        refused = a_proposed_case(city, {**FACTS, "refused": False})
        case = a_proposed_case(city)
        with pytest.raises(SheetIncomplete):
            actions.issue_notice(city.sun, case_id=refused.pk)

        notice = actions.issue_notice(city.sun, case_id=case.pk)

        assert notice.number == "青城管罚告〔2026〕第 0001 号"


class TestServeDocument:
    def test_lets_the_party_ask_for_a_hearing_for_five_working_days(self, strict_city: Cast):
        """行政处罚法 第六十四条第一项."""
        case = a_told_case(strict_city, GRAVE)

        window = case.obligations.get(concern=Concern.HEARING_REQUEST)
        assert case.state == CaseState.INFORMED
        assert window.due_date == date(2026, 1, 12)
        assert window.watch_on is None

    def test_writes_a_receipt(self, city: Cast):
        case = a_told_case(city)

        sheet = last_document(case, DocumentKind.SERVICE_RECEIPT).sheet["service"]
        assert sheet["papers"][0]["title"] == "行政处罚事先告知书"
        assert (sheet["way"], sheet["receiver"]) == ("直接送达", "张小贩")
        assert sheet["served_at"] == "2026年1月5日"

    def test_keeps_what_proves_it(self, city: Cast):
        case = a_decided_case(city)

        service = actions.serve_document(
            city.sun,
            document_id=last_document(case, DocumentKind.DECISION).pk,
            way=ServiceWay.MAIL,
            served_on=TODAY,
            note="邮件号 EMS1",
            content=b"receipt",
            media_type="image/jpeg",
        )

        assert bytes(service.proof.content) == b"receipt"
        assert last_entry(case, "penalties.decision.served").facts["way"] == "mail"

    def test_happens_once(self, city: Cast):
        case = a_told_case(city)

        with pytest.raises(errors.ServedAlready):
            serve(city, case, DocumentKind.PRIOR_NOTICE)

    def test_is_of_no_day_before_the_document(self, city: Cast):
        case = a_decided_case(city)

        with pytest.raises(errors.DayRefused):
            serve(city, case, DocumentKind.DECISION, TODAY - timedelta(days=1))

    def test_needs_consent_to_be_electronic(self, city: Cast):
        """行政处罚法 第六十一条第二款."""
        case = a_decided_case(city)

        with pytest.raises(errors.NoConsent):
            actions.serve_document(
                city.sun,
                document_id=last_document(case, DocumentKind.DECISION).pk,
                way=ServiceWay.ELECTRONIC,
                served_on=TODAY,
            )

    def test_leaves_the_organs_own_papers_alone(self, city: Cast):
        case = a_proposed_case(city)

        with pytest.raises(errors.NotForTheParty):
            serve(city, case, DocumentKind.INVESTIGATION_REPORT)

    def test_is_unknown_to_other_organs(self, city: Cast):
        document = last_document(a_decided_case(city), DocumentKind.DECISION)
        Document.objects.get(pk=document.pk)

        with pytest.raises((Forbidden, NotFound)):
            actions.serve_document(
                city.zhao, document_id=document.pk, way=ServiceWay.DIRECT, served_on=TODAY
            )


class TestStatements:
    def test_must_be_reviewed_before_the_decision(self, city: Cast):
        """行政处罚法 第四十五条第一款."""
        case = a_told_case(city)
        statement = actions.record_statement(city.sun, case_id=case.pk, text="面积没有那么大。")
        with pytest.raises(errors.StatementPending):
            actions.ask_decision(city.sun, case_id=case.pk)
        actions.review_statement(
            city.sun, statement_id=statement.pk, is_adopted=False, reply="经复测，面积属实。"
        )

        case = grant(city.he, actions.ask_decision(city.sun, case_id=case.pk))

        told = last_entry(case, "penalties.penalty.decided").facts
        review = last_document(case, DocumentKind.STATEMENT_REVIEW).sheet["statement"]
        assert (told["has_spoken"], told["is_adopted"]) == (True, False)
        assert review["verdict"] == "不予采纳"

    def test_are_reviewed_once(self, city: Cast):
        case = a_told_case(city)
        key = actions.record_statement(city.sun, case_id=case.pk, text="有异议。").pk
        told = {"statement_id": key, "is_adopted": True, "reply": "采纳。"}
        actions.review_statement(city.sun, **told)

        with pytest.raises(errors.NothingPending):
            actions.review_statement(city.sun, **told)


class TestHearings:
    def test_are_not_for_small_fines(self, city: Cast):
        case = a_told_case(city)

        with pytest.raises(errors.NoHearingRight):
            actions.ask_hearing(city.sun, case_id=case.pk)

    def test_are_asked_for_in_time(self, strict_city: Cast):
        case = a_told_case(strict_city, GRAVE)
        too_late = on(strict_city, date(2026, 1, 13))

        with pytest.raises(errors.TooLate):
            actions.ask_hearing(too_late.sun, case_id=case.pk)

    def test_may_be_asked_for_on_the_last_day(self, strict_city: Cast):
        case = a_told_case(strict_city, GRAVE)
        last_day = on(strict_city, date(2026, 1, 12))

        hearing = actions.ask_hearing(last_day.sun, case_id=case.pk)

        assert hearing.notice == notice_of(case)
        assert not case.obligations.filter(
            concern=Concern.HEARING_REQUEST, met_on__isnull=True
        ).exists()

    def test_are_held_before_the_decision(self, strict_city: Cast):
        """行政处罚法 第六十四条, 第六十五条."""
        case = a_told_case(strict_city, GRAVE)
        hearing = actions.ask_hearing(strict_city.sun, case_id=case.pk)
        with pytest.raises(errors.HearingPending):
            actions.ask_decision(strict_city.sun, case_id=case.pk)
        day = date(2026, 1, 20)
        actions.arrange_hearing(
            strict_city.sun,
            hearing_id=hearing.pk,
            scheduled_on=day,
            place="三楼听证室",
            host_id=strict_city.wang.own_person_id,
        )
        with pytest.raises(errors.TooEarly):
            actions.hold_hearing(strict_city.sun, hearing_id=hearing.pk, minutes="主持人：开始。")

        actions.hold_hearing(
            on(strict_city, day).sun,
            hearing_id=hearing.pk,
            minutes="主持人：开始。\n当事人：有异议。",
        )

        told = last_entry(case, "penalties.hearing.arranged").facts
        record = last_document(case, DocumentKind.HEARING_RECORD).sheet["hearing"]
        assert told["working_days_ahead"] == 11
        assert (told["host_is_officer"], told["host_is_qualified"]) == (False, True)
        assert [turn["speaker"] for turn in record["turns"]] == ["主持人", "当事人"]
        assert record["held_at"] == "2026年1月20日9时00分"


class TestWaiveRights:
    def test_closes_the_window(self, strict_city: Cast):
        case = a_told_case(strict_city, GRAVE)

        notice = actions.waive_rights(strict_city.sun, case_id=case.pk)

        assert notice.waived_at == strict_city.sun.moment
        assert not case.obligations.filter(
            concern=Concern.HEARING_REQUEST, met_on__isnull=True
        ).exists()


class TestAskDecision:
    def test_makes_the_head_decide_what_the_facts_lead_to(self, city: Cast):
        case = a_decided_case(city)

        decision = decision_of(case)
        told = last_entry(case, "penalties.penalty.decided").facts
        assert case.state == CaseState.DECIDED
        assert case.decided_at == city.he.moment
        assert decision.number == "青城管罚决〔2026〕第 0001 号"
        assert (decision.decided_by_name, decision.determination) == ("何局长", case.determination)
        assert (told["fine_yuan"], told["noticed_fine_yuan"]) == ("1200.00", "1200.00")
        assert (told["is_noticed"], told["has_spoken"], told["deviates"]) == (True, False, False)
        assert told["first_noticed_fine_yuan"] == "1200.00"

    def test_lets_service_and_publication_begin_to_run(self, city: Cast):
        """行政处罚法 第六十一条; 市场监督管理行政处罚信息公示规定 第九条."""
        case = a_decided_case(city)

        waiting = case.obligations.filter(met_on__isnull=True)
        assert dict(waiting.values_list("concern", "due_date")) == {
            Concern.SERVICE: date(2026, 1, 14),
            Concern.PUBLICATION: date(2026, 2, 2),
        }

    def test_lets_nobody_approve_their_own_request(self, city: Cast):
        case = a_told_case(city)
        approval = actions.ask_decision(city.sun, case_id=case.pk)

        with pytest.raises((Forbidden, errors.OwnRequest)):
            actions.grant_approval(city.sun, approval_id=approval.pk)

    def test_applies_a_lighter_law_of_the_day_of_the_decision(self, city: Cast):
        """行政处罚法 第三十七条."""
        case = a_told_case(city)
        approval = actions.ask_decision(city.sun, case_id=case.pk)
        later = on(city, TODAY + timedelta(days=1))
        published(city, "0.5", later.sun.today)

        case = grant(later.he, approval)

        assert decision_of(case).determination.fine_yuan == 600

    def test_counts_a_new_notice_where_the_facts_changed(self, city: Cast):
        case = a_told_case(city)
        actions.record_fact(
            city.sun,
            case_id=case.pk,
            key="area",
            value="1",
            evidence_numbers=[1],
            reason="经复测，占用面积为 1 平方米。",
        )
        case = Case.objects.get(pk=case.pk)
        assert (case.state, case.determination) == (CaseState.INVESTIGATED, None)
        actions.propose_penalty(city.sun, case_id=case.pk)
        actions.issue_notice(city.sun, case_id=case.pk)
        serve(city, case, DocumentKind.PRIOR_NOTICE)

        case = grant(city.he, actions.ask_decision(city.sun, case_id=case.pk))

        told = last_entry(case, "penalties.penalty.decided").facts
        assert told["first_noticed_fine_yuan"] == "1200.00"
        assert told["noticed_fine_yuan"] == told["fine_yuan"]
        assert told["is_noticed"] is True

    def test_keeps_the_words_of_the_notice_unless_there_are_new_ones(self, city: Cast):
        case = a_proposed_case(city)
        told = {"narrative": "当事人在机动车道摆摊。", "reasons": "屡教不改。"}
        actions.issue_notice(city.sun, case_id=case.pk, wording=told)
        serve(city, case, DocumentKind.PRIOR_NOTICE)

        grant(
            city.he,
            actions.ask_decision(
                city.sun, case_id=case.pk, wording={"reasons": "当事人拒不改正。"}
            ),
        )

        words = last_document(case, DocumentKind.DECISION).sheet["words"]
        assert words == {"narrative": "当事人在机动车道摆摊。", "reasons": "当事人拒不改正。"}

    def test_leaves_a_decision_that_never_changes(self, city: Cast):
        decision = decision_of(a_decided_case(city))

        with pytest.raises(DatabaseError, match="never changes"):
            PenaltyDecision.objects.filter(pk=decision.pk).update(number="x")

        assert decision.status == DecisionStatus.IN_FORCE


class TestDocuments:
    def test_of_the_decision_says_all_that_the_law_demands(self, city: Cast):
        """行政处罚法 第五十九条."""
        case = a_decided_case(city, clue={"party": COMPANY})

        sheet = last_document(case, DocumentKind.DECISION).sheet
        assert sheet["party"]["name"] == COMPANY.name
        assert sheet["penalty"]["sanctions"] == ["罚款人民币壹仟贰佰元整（￥1,200.00）"]
        assert sheet["penalty"]["discretion"]["digest"] == case.determination.proof_hash
        assert sheet["organ"]["reconsideration_organ"] == "青岛市人民政府"
        assert sheet["organ"]["court"] == "青岛市市南区人民法院"
        assert sheet["facts"][0] == {"name": "占用位置", "value": "机动车道", "evidence": [1]}
        assert sheet["payment"]["code"]
