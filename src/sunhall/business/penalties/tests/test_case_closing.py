"""Penalties on the spot, closing, archiving, many acts at a time."""

from datetime import date
from itertools import pairwise

import pytest
from tests.cast import Cast

from sunhall.business.penalties import actions, errors, queries
from sunhall.business.penalties.choices import CaseState, Concern, DocumentKind, Procedure
from sunhall.business.penalties.errors.papers import SheetIncomplete
from sunhall.business.penalties.models import Case, Document
from sunhall.business.penalties.rules.photos import Photo
from sunhall.business.penalties.tests.cases import (
    PHOTO,
    a_clue,
    city,
    grant,
    last_entry,
    team,
)
from sunhall.business.penalties.tests.decisions import (
    MINOR,
    a_decided_case,
    a_paid_case,
    a_proposed_case,
    a_served_case,
    decision_of,
    last_document,
    on_the_spot,
    pay,
)
from sunhall.kernel.errors import NotFound

__all__ = ["city"]

DONE = "罚款已缴清，违法行为已改正。"


def close(cast: Cast, case: Case) -> Case:
    """Let the head close a case."""
    return grant(cast.he, actions.ask_closing(cast.sun, case_id=case.pk, summary=DONE))


class TestPenalizeOnTheSpot:
    def test_goes_from_the_violation_to_the_served_decision(self, city: Cast):
        """行政处罚法 第五十一条, 第五十二条."""
        case = on_the_spot(city)

        decision = decision_of(case)
        told = last_entry(case, "penalties.penalty.on_the_spot").facts
        assert (case.state, case.procedure) == (CaseState.SERVED, Procedure.SUMMARY)
        assert decision.served_at == city.sun.moment
        assert decision.number == case.number == "青城管当罚〔2026〕第 0001 号"
        assert (told["officer_count"], told["unqualified_officers"]) == (2, 0)
        assert told["fine_yuan"] == str(case.determination.fine_yuan)
        assert case.handler_id == city.sun.person_id

    def test_lets_the_report_and_the_payment_begin_to_run(self, city: Cast):
        case = on_the_spot(city)

        limits = dict(case.obligations.values_list("concern", "due_date"))
        assert limits == {
            Concern.SUMMARY_REPORT: date(2026, 1, 7),
            Concern.PAYMENT: date(2026, 1, 20),
            Concern.ENFORCEMENT: date(2026, 10, 8),
        }
        assert case.due_concern == Concern.SUMMARY_REPORT

    def test_rests_the_facts_on_the_photos(self, city: Cast):
        photo = Photo(content=PHOTO, filename="stall.jpg", media_type="image/jpeg")

        case = on_the_spot(city, photos=[photo])

        evidence = case.evidence.get()
        told = last_entry(case, "penalties.evidence.collected").facts
        sheet = last_document(case, DocumentKind.SUMMARY_DECISION).sheet
        assert told["file_sha256"] == evidence.file_id
        assert all(fact["evidence"] == [1] for fact in sheet["facts"])

    def test_keeps_nothing_where_no_penalty_follows(self, city: Cast):
        with pytest.raises(SheetIncomplete):
            on_the_spot(city, facts={**MINOR, "refused": False})

        assert not Case.objects.exists()

    def test_is_imposed_by_those_who_were_there(self, city: Cast):
        with pytest.raises(errors.AmongOthers):
            on_the_spot(city, officer_ids=[city.qian.own_person_id])

    def test_is_imposed_by_officers_of_the_organ(self, city: Cast):
        stranger = city.zhao.own_person_id

        with pytest.raises(errors.NotOfTheOrgan):
            on_the_spot(city, officer_ids=[*team(city), stranger])

    def test_knows_no_matter_that_is_not_there(self, city: Cast):
        with pytest.raises(NotFound):
            on_the_spot(city, matter_code="QD-XX-999")


class TestReportOnTheSpot:
    def test_happens_once(self, city: Cast):
        case = on_the_spot(city)
        actions.report_on_the_spot(city.sun, case_id=case.pk)

        with pytest.raises(errors.NothingPending):
            actions.report_on_the_spot(city.sun, case_id=case.pk)

    def test_is_not_for_the_ordinary_procedure(self, city: Cast):
        case = a_served_case(city)

        with pytest.raises(errors.NothingPending):
            actions.report_on_the_spot(city.sun, case_id=case.pk)


class TestAskClosing:
    def test_names_all_that_is_open(self, city: Cast):
        case = a_served_case(city)

        with pytest.raises(errors.NotExecuted) as refusal:
            actions.ask_closing(city.sun, case_id=case.pk, summary=DONE)

        assert "缴清罚款 1200.00 元" in str(refusal.value)
        assert "公示处罚决定" in str(refusal.value)

    def test_knows_what_was_ordered_and_asked(self, city: Cast):
        case = a_served_case(city)
        actions.order_rectification(
            city.sun, case_id=case.pk, demand="撤除摊位", due_date=date(2026, 1, 8)
        )
        pay(city, case)
        actions.ask_correction(
            city.sun, case_id=case.pk, ground="other", reason="复核。", revoke=False
        )

        with pytest.raises(errors.NotExecuted) as refusal:
            actions.ask_closing(city.sun, case_id=case.pk, summary=DONE)

        assert "复查改正情况" in str(refusal.value)
        assert "变更、撤销处罚决定" in str(refusal.value)

    def test_closes_what_is_done(self, city: Cast):
        case = a_paid_case(city)
        actions.publish_decision(city.wang, decision_id=decision_of(case).pk)

        case = close(city, case)

        told = last_entry(case, "penalties.case.closed").facts
        assert case.state == CaseState.CLOSED
        assert case.ended_at == city.he.moment
        assert (case.due_date, case.due_concern) == (None, "")
        assert (told["due_yuan"], told["paid_yuan"], told["is_excused"]) == (
            "1200.00",
            "1200.00",
            False,
        )

    def test_waits_for_a_fine_on_the_spot_to_be_reported(self, city: Cast):
        case = on_the_spot(city)
        pay(city, case)

        with pytest.raises(errors.NotExecuted, match="报备"):
            actions.ask_closing(city.sun, case_id=case.pk, summary=DONE)
        actions.report_on_the_spot(city.sun, case_id=case.pk)

        assert close(city, case).state == CaseState.CLOSED

    def test_is_not_for_a_case_on_its_way(self, city: Cast):
        case = a_proposed_case(city)

        with pytest.raises(errors.StepNotAllowed):
            actions.ask_closing(city.sun, case_id=case.pk, summary=DONE)


class TestArchiveCase:
    def test_numbers_the_pages_of_the_whole_file(self, city: Cast):
        case = a_paid_case(city)
        actions.publish_decision(city.wang, decision_id=decision_of(case).pk)
        close(city, case)

        case = actions.archive_case(city.sun, case_id=case.pk)

        entries = last_document(case, DocumentKind.FILE_INDEX).sheet["case_file"]["entries"]
        papers = Document.objects.filter(case=case).exclude(kind=DocumentKind.FILE_INDEX)
        told = last_entry(case, "penalties.case.archived").facts
        assert case.state == CaseState.ARCHIVED
        assert entries[0]["title"] == "行政处罚决定书"
        assert len(entries) == papers.count() + case.evidence.count()
        assert all(one["last_page"] + 1 == other["first_page"] for one, other in pairwise(entries))
        assert told["page_count"] == entries[-1]["last_page"]


class TestPdfOf:
    def test_gives_the_same_bytes_each_time(self, city: Cast):
        case = a_decided_case(city)
        document = queries.get_document(city.sun, last_document(case, DocumentKind.DECISION).pk)

        first, second = (queries.pdf_of(city.sun, document) for _time in range(2))

        assert first == second
        assert first.startswith(b"%PDF")

    def test_is_not_for_other_organs(self, city: Cast):
        document = last_document(a_decided_case(city), DocumentKind.DECISION)

        with pytest.raises(NotFound):
            queries.pdf_of(city.chen, document)


class TestBulk:
    def test_does_what_can_be_done_and_says_why_not_the_rest(self, city: Cast):
        keys = [case.pk for case in (a_served_case(city), a_decided_case(city), a_clue(city))]

        result = actions.publish_cases(city.wang, case_ids=keys)

        assert result.done == keys[:1]
        assert [one.key for one in result.failed] == keys[1:]
        assert "不能公示" in result.failed[0].reason
        assert "没有可以公示的" in result.failed[1].reason

    def test_grants_and_returns_many(self, city: Cast):
        cases = [a_proposed_case(city) for _case in range(3)]
        keys = [
            actions.ask_exemption(
                city.sun, case_id=case.pk, ground="minor_corrected", reason="轻微并已改正。"
            ).pk
            for case in cases
        ]

        granted = actions.grant_approvals(city.he, approval_ids=keys[:2])
        returned = actions.return_approvals(
            city.he, approval_ids=[*keys[1:], 0], opinion="请补充证据。"
        )

        assert granted.done == keys[:2]
        assert returned.done == keys[2:]
        assert {one.key for one in returned.failed} == {0, keys[1]}
