"""What an investigation collects: officers, evidence, records, facts, and its end."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.cast import Cast

from sunhall.business.penalties import actions, errors
from sunhall.business.penalties.choices import CaseState, DocumentKind, EvidenceKind
from sunhall.business.penalties.errors.papers import SheetIncomplete
from sunhall.business.penalties.models import Case, CaseFact, CaseOfficer, Evidence
from sunhall.business.penalties.queries.cases import fact_values
from sunhall.business.penalties.rules.proceedings import Respondent, Turn
from sunhall.business.penalties.tests.cases import (
    FACTS,
    KEEPER,
    PERSONAL,
    PHOTO,
    a_clue,
    a_filed_case,
    a_photo,
    an_investigated_case,
    city,
    last_entry,
    team,
    with_facts,
)
from sunhall.directory import actions as directory
from sunhall.kernel.decision.facts import FactsRefused
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.models import JournalEntry, PrivateFacts

__all__ = ["city"]


class TestAssignOfficers:
    def test_relieves_who_is_not_named_and_gives_the_lead(self, city: Cast):
        """行政处罚法 第四十二条."""
        case = a_filed_case(city)
        qian, li = city.qian.own_person_id, city.li.own_person_id
        directory.register_qualification(
            city.chen, person_id=li, certificate_number="37020010099", scope="城市管理"
        )

        actions.assign_officers(
            city.he, case_id=case.pk, person_ids=[qian, li], lead_id=qian, reason="调岗"
        )

        case.refresh_from_db()
        present = case.officers.filter(removed_at=None)
        gone = case.officers.get(person_id=city.sun.person_id)
        assert {(one.person_id, one.is_lead) for one in present} == {(qian, True), (li, False)}
        assert (gone.removal_reason, gone.is_lead) == ("调岗", False)
        assert case.handler_id == qian
        assert last_entry(case, "penalties.officers.assigned").facts["officer_count"] == 2

    def test_is_for_the_head_and_for_who_leads(self, city: Cast):
        case = a_filed_case(city)
        told = {"case_id": case.pk, "person_ids": team(city), "lead_id": team(city)[0]}

        with pytest.raises(Forbidden):
            actions.assign_officers(city.qian, **told)
        with pytest.raises(Forbidden):
            actions.assign_officers(city.wang, **told)
        actions.assign_officers(city.sun, **told)

        assert Case.objects.get().handler_id == city.qian.person_id

    def test_refuses_strangers_and_a_lead_who_is_none_of_them(self, city: Cast):
        case = a_filed_case(city)
        zhao = city.zhao.own_person_id

        with pytest.raises(errors.NotOfTheOrgan):
            actions.assign_officers(city.he, case_id=case.pk, person_ids=[zhao], lead_id=zhao)
        with pytest.raises(errors.LeadMissing):
            actions.assign_officers(city.he, case_id=case.pk, person_ids=team(city), lead_id=zhao)


class TestDeclareInterest:
    def test_is_counted_and_keeps_the_party_private(self, city: Cast):
        """行政处罚法 第四十三条第一款."""
        actions.declare_interest(city.qian, party_identifier=KEEPER.identifier, relation="表兄")

        case = a_filed_case(city)

        entry = JournalEntry.objects.get(event="penalties.interest.declared")
        assert last_entry(case, "penalties.case.filed").facts["conflicted_officers"] == 1
        assert KEEPER.identifier not in str(entry.facts)
        assert PrivateFacts.objects.get(entry=entry).values["relation"] == "表兄"

    def test_is_said_once(self, city: Cast):
        for _time in range(2):
            actions.declare_interest(city.qian, party_identifier=KEEPER.identifier, relation="表兄")

        assert JournalEntry.objects.filter(event="penalties.interest.declared").count() == 1


class TestRecusal:
    def ask(self, city: Cast, case: Case):
        """Let the party ask that Sun stand aside."""
        return actions.ask_recusal(
            city.qian,
            case_id=case.pk,
            person_id=city.sun.own_person_id,
            asked_by=KEEPER.name,
            reason="与当事人是邻居，有纠纷",
        )

    def test_relieves_the_officer_when_granted(self, city: Cast):
        """行政处罚法 第四十三条."""
        case = a_filed_case(city)
        recusal = self.ask(city, case)

        actions.decide_recusal(city.he, recusal_id=recusal.pk, is_granted=True)

        case.refresh_from_db()
        assert case.handler_id == city.qian.person_id
        assert [one.person_id for one in case.officers.filter(removed_at=None)] == [
            city.qian.person_id
        ]
        assert case.documents.latest("pk").kind == DocumentKind.RECUSAL_DECISION
        assert KEEPER.name not in str(last_entry(case, "penalties.recusal.asked").facts)
        with pytest.raises(errors.RecusedBefore):
            actions.assign_officers(
                city.he, case_id=case.pk, person_ids=team(city), lead_id=team(city)[0]
            )

    def test_changes_nothing_when_refused(self, city: Cast):
        case = a_filed_case(city)

        actions.decide_recusal(
            city.he, recusal_id=self.ask(city, case).pk, is_granted=False, reply="没有利害关系"
        )

        assert CaseOfficer.objects.filter(case=case, removed_at=None).count() == 2
        assert last_entry(case, "penalties.recusal.decided").facts["is_granted"] is False

    def test_is_answered_once_and_by_somebody_else(self, city: Cast):
        case = a_filed_case(city)
        recusal = self.ask(city, case)
        sun_as_head = replace(city.sun, permissions=city.he.permissions)

        with pytest.raises(errors.AlreadyAsked):
            self.ask(city, case)
        with pytest.raises(errors.OwnRequest):
            actions.decide_recusal(sun_as_head, recusal_id=recusal.pk, is_granted=False)
        actions.decide_recusal(city.he, recusal_id=recusal.pk, is_granted=False)
        with pytest.raises(errors.NothingPending):
            actions.decide_recusal(city.he, recusal_id=recusal.pk, is_granted=True)

    def test_is_asked_of_officers_of_the_case(self, city: Cast):
        case = a_filed_case(city)

        with pytest.raises(errors.NotAnOfficer):
            actions.ask_recusal(
                city.sun,
                case_id=case.pk,
                person_id=city.li.own_person_id,
                asked_by=KEEPER.name,
                reason="亲属",
            )


class TestAddEvidence:
    def test_numbers_it_and_journals_the_hash_of_its_file(self, city: Cast):
        """行政处罚法 第四十六条, 第四十七条."""
        case = a_filed_case(city)

        first, second = a_photo(city, case), a_photo(city, case, content=None)

        facts = JournalEntry.objects.get(
            event="penalties.evidence.collected", facts__has_file=True
        ).facts
        assert (first.number, second.number) == (1, 2)
        assert facts["file_sha256"] == hashlib.sha256(PHOTO).hexdigest()
        assert facts["kind"] == EvidenceKind.AUDIOVISUAL

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"kind": "hearsay"}, errors.ChoiceRefused),
            ({"title": ""}, errors.TextRefused),
            ({"content": b""}, errors.FileEmpty),
            ({"obtained_on": date(2026, 1, 6)}, errors.DayRefused),
            ({"is_from_device": True}, errors.DeviceNotReviewed),
        ],
        ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
    )
    def test_refuses_what_is_no_evidence(self, city: Cast, changes: dict, refusal: type[Exception]):
        """行政处罚法 第四十一条: monitoring devices' records are reviewed first."""
        case = a_clue(city)

        with pytest.raises(refusal):
            a_photo(city, case, **changes)

    def test_takes_a_reviewed_record_of_a_device(self, city: Cast):
        evidence = a_photo(city, a_clue(city), is_from_device=True, is_reviewed=True)

        assert evidence.is_from_device

    def test_never_changes_again(self, city: Cast):
        evidence = a_photo(city, a_clue(city))
        rows = Evidence.objects.filter(pk=evidence.pk)

        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(title="别的")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


class TestRecords:
    def inquire(self, city: Cast, case: Case, **changes):
        """Ask the stall keeper."""
        told = {
            "place": "闽江路 128 号门前",
            "began_at": city.sun.moment - timedelta(minutes=30),
            "ended_at": city.sun.moment - timedelta(minutes=5),
            "respondent": Respondent(name=KEEPER.name, identifier=KEEPER.identifier),
            "turns": (Turn(speaker="问", words="摆了多久？"), Turn(speaker="答", words="两天。")),
        }
        return actions.record_inquiry(city.sun, case_id=case.pk, **{**told, **changes})

    def test_of_an_inquiry_is_the_partys_statement_or_a_testimony(self, city: Cast):
        """行政处罚法 第四十六条, 第五十五条."""
        case = a_filed_case(city)

        document, statement = self.inquire(city, case)
        _document, testimony = self.inquire(city, case, is_of_party=False)

        assert (statement.kind, testimony.kind) == (
            EvidenceKind.PARTY_STATEMENT,
            EvidenceKind.TESTIMONY,
        )
        assert document.kind == DocumentKind.INQUIRY_RECORD
        assert document.sheet["record"]["respondent"]["name"] == KEEPER.name
        for entry in JournalEntry.objects.filter(subject_id=case.pk):
            assert not any(word in str(entry.facts) for word in PERSONAL)

    def test_of_an_inspection_is_a_site_record(self, city: Cast):
        case = a_filed_case(city)

        document, evidence = actions.record_inspection(
            city.sun,
            case_id=case.pk,
            place="闽江路",
            began_at=city.sun.moment - timedelta(hours=1),
            ended_at=city.sun.moment,
            findings="摊位占用机动车道 3 平方米",
        )

        assert evidence.kind == EvidenceKind.SITE_RECORD
        assert evidence.title == "现场检查（勘验）笔录"
        assert document.kind == DocumentKind.INSPECTION_RECORD

    def test_refuses_a_record_that_ends_before_it_begins_or_lies_ahead(self, city: Cast):
        case = a_filed_case(city)

        with pytest.raises(errors.DayRefused):
            self.inquire(city, case, ended_at=city.sun.moment - timedelta(hours=1))
        with pytest.raises(errors.DayRefused):
            self.inquire(city, case, ended_at=city.sun.moment + timedelta(minutes=1))

    def test_refuses_a_record_without_words(self, city: Cast):
        case = a_filed_case(city)

        with pytest.raises(SheetIncomplete):
            self.inquire(city, case, turns=())


class TestRecordFacts:
    def test_keeps_each_fact_with_its_evidence(self, city: Cast):
        """行政处罚法 第四十条."""
        case = with_facts(city, a_filed_case(city))

        photo = case.evidence.get()
        assert fact_values(case) == {"refused": True, "place": "机动车道", "area": 3, "prior": 0}
        assert {tuple(fact.evidence_ids) for fact in case.facts.all()} == {(photo.pk,)}
        events = JournalEntry.objects.filter(event="penalties.fact.recorded")
        assert {entry.facts["key"] for entry in events} == set(FACTS)
        assert {entry.facts["fine_before_yuan"] for entry in events} == {None}
        assert len({entry.facts["fine_after_yuan"] for entry in events}) == 1

    def test_lets_the_last_word_count(self, city: Cast):
        case = with_facts(city, a_filed_case(city))

        actions.record_fact(
            city.sun, case_id=case.pk, key="area", value="2.5", evidence_numbers=[1]
        )

        entry = last_entry(case, "penalties.fact.recorded")
        assert fact_values(case)["area"] == "2.5"
        assert CaseFact.objects.filter(case=case, key="area").count() == 2
        assert entry.facts["fine_before_yuan"] == entry.facts["fine_after_yuan"]

    def test_never_changes_what_was_recorded(self, city: Cast):
        case = with_facts(city, a_filed_case(city))

        with pytest.raises(DatabaseError), transaction.atomic():
            case.facts.update(value=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            case.facts.all().delete()

    @pytest.mark.parametrize(
        ("key", "value", "numbers", "refusal"),
        [
            ("area", "3", [], errors.FactWithoutEvidence),
            ("area", "3", [9], errors.UnknownEvidence),
            ("area", "-3", [1], FactsRefused),
            ("area", "", [1], FactsRefused),
            ("place", "房顶", [1], FactsRefused),
            ("mood", "bad", [1], FactsRefused),
        ],
    )
    def test_refuses_what_the_benchmark_or_the_case_does_not_know(
        self, city: Cast, key: str, value: str, numbers: list[int], refusal: type[Exception]
    ):
        case = a_filed_case(city)
        a_photo(city, case)

        with pytest.raises(refusal):
            actions.record_fact(
                city.sun, case_id=case.pk, key=key, value=value, evidence_numbers=numbers
            )

    def test_waits_for_a_benchmark_of_the_day(self, city: Cast):
        """行政处罚法 第三十四条: only what was public and in effect."""
        case = a_filed_case(city, occurred_on=date(2025, 11, 1))
        a_photo(city, case)

        with pytest.raises(errors.NothingInEffect):
            with_facts(city, case)


class TestRecordFactsAfterTheProposal:
    def test_takes_the_case_back_and_says_why(self, city: Cast):
        """行政处罚法 第四十四条: other facts, another notice."""
        case = an_investigated_case(city)
        actions.propose_penalty(city.sun, case_id=case.pk)

        actions.record_fact(
            city.sun,
            case_id=case.pk,
            key="area",
            value="1",
            evidence_numbers=[1],
            reason="复测面积为 1 平方米",
        )

        case.refresh_from_db()
        fact = last_entry(case, "penalties.fact.recorded").facts
        assert (case.state, case.determination) == (CaseState.INVESTIGATED, None)
        assert fact["is_after_proposal"] is True
        assert Decimal(fact["fine_after_yuan"]) < Decimal(fact["fine_before_yuan"])
        assert last_entry(case, "penalties.case.reopened").commitment != ""

    def test_refuses_a_change_without_a_reason(self, city: Cast):
        case = an_investigated_case(city)
        actions.propose_penalty(city.sun, case_id=case.pk)

        with pytest.raises(errors.ReasonMissing):
            actions.record_fact(
                city.sun, case_id=case.pk, key="area", value="1", evidence_numbers=[1], reason="改"
            )

        assert fact_values(case)["area"] == 3


class TestFinishInvestigation:
    def test_writes_the_report(self, city: Cast):
        """行政处罚法 第五十七条."""
        case = an_investigated_case(city, is_complex=True, course="现场检查、询问当事人。")

        report = case.documents.latest("pk")
        assert (case.state, case.is_complex) == (CaseState.INVESTIGATED, True)
        assert report.kind == DocumentKind.INVESTIGATION_REPORT
        assert report.wording["course"] == "现场检查、询问当事人。"
        assert last_entry(case, "penalties.case.investigated").facts["suspected_crime"] is False

    def test_names_the_facts_that_are_missing(self, city: Cast):
        case = with_facts(city, a_filed_case(city), {"refused": True, "place": "机动车道"})

        with pytest.raises(errors.FactsMissing) as refused:
            actions.finish_investigation(city.sun, case_id=case.pk, conclusion="处罚")

        assert "占用面积" in str(refused.value)
        assert "占用位置" not in str(refused.value)

    def test_asks_for_no_more_where_the_gate_is_closed(self, city: Cast):
        case = an_investigated_case(city, {"refused": False})

        assert case.state == CaseState.INVESTIGATED

    def test_needs_a_filed_case(self, city: Cast):
        with pytest.raises(errors.StepNotAllowed):
            actions.finish_investigation(city.sun, case_id=a_clue(city).pk, conclusion="处罚")


class TestReopenInvestigation:
    def test_takes_the_case_back_and_keeps_the_reason_private(self, city: Cast):
        case = an_investigated_case(city)

        actions.reopen_investigation(city.sun, case_id=case.pk, reason="当事人张小贩提供了新的照片")

        entry = last_entry(case, "penalties.case.reopened")
        assert Case.objects.get().state == CaseState.FILED
        assert "张小贩" not in str(entry.facts)

    def test_says_why(self, city: Cast):
        case = an_investigated_case(city)

        with pytest.raises(errors.ReasonMissing):
            actions.reopen_investigation(city.sun, case_id=case.pk, reason="再查")
