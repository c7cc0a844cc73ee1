"""A clue becomes a case, or does not."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import Cast

from sunhall.business.penalties import actions, errors
from sunhall.business.penalties.choices import CaseState, Concern, DocumentKind
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.tests.cases import (
    COMPANY,
    KEEPER,
    LITTER,
    PERSONAL,
    REASON,
    TODAY,
    a_clue,
    a_filed_case,
    a_photo,
    city,
    grant,
    last_entry,
    on,
    team,
)
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import PrivateFacts

__all__ = ["city"]

MISTYPED_KEEPER = replace(KEEPER, identifier="110105194912310021")
MISTYPED_COMPANY = replace(COMPANY, identifier="91350100M000100Y44")


class TestRegisterClue:
    def test_numbers_the_clue_and_gives_fifteen_days_to_verify_it(self, city: Cast):
        """住房和城乡建设行政处罚程序规定 第十五条."""
        first, second = a_clue(city), a_clue(city)

        due = first.obligations.get()
        assert first.clue_number == "青城管线〔2026〕第 0001 号"
        assert second.clue_number == "青城管线〔2026〕第 0002 号"
        assert (due.concern, due.due_date) == (Concern.VERIFICATION, date(2026, 1, 20))
        assert (first.due_date, first.due_concern) == (due.due_date, due.concern)
        assert first.handler_id == city.sun.person_id
        assert [one.is_lead for one in first.officers.all()] == [True]

    def test_ends_the_time_on_a_working_day(self, city: Cast):
        """民法典 第二百零三条: the 15th day after 9 January is a Saturday."""
        clue = a_clue(on(city, date(2026, 1, 9)))

        assert clue.due_date == date(2026, 1, 26)

    def test_keeps_the_party_out_of_the_journal(self, city: Cast):
        clue = a_clue(city, title="张小贩占道经营")

        entry = last_entry(clue, "penalties.clue.registered")
        assert not any(word in str(entry.facts) for word in PERSONAL)
        assert entry.facts["label"].startswith(clue.clue_number)
        assert entry.facts["is_matched"] is True

    def test_counts_earlier_refusals_of_the_same_party_and_matter(self, city: Cast):
        refused = a_clue(city)
        approval = actions.ask_no_filing(
            city.sun, case_id=refused.pk, reason_code="minor", reason=REASON
        )
        grant(city.he, approval)

        same, other = a_clue(city), a_clue(city, party=COMPANY)

        counts = [
            last_entry(one, "penalties.clue.registered").facts["earlier_refusals"]
            for one in (same, other)
        ]
        assert counts == [1, 0]

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"discovered_on": date(2026, 1, 6)}, errors.DayRefused),
            ({"occurred_on": date(2026, 1, 6)}, errors.DayRefused),
            ({"occurred_on": date(1990, 1, 1)}, errors.DayRefused),
            ({"ended_on": date(2026, 1, 6)}, errors.DayRefused),
            ({"ended_on": date(2026, 1, 4)}, errors.DayRefused),
            ({"source": "rumor"}, errors.ChoiceRefused),
            ({"title": "  "}, errors.TextRefused),
            ({"title": "长" * 201}, errors.TextRefused),
            ({"matter_code": "QD-XX-999"}, NotFound),
            ({"party": replace(KEEPER, identifier="110105194912310021")}, errors.IdentifierRefused),
            (
                {"party": replace(COMPANY, identifier="91350100M000100Y44")},
                errors.IdentifierRefused,
            ),
            ({"party": replace(KEEPER, name="")}, errors.TextRefused),
        ],
        ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
    )
    def test_refuses_what_cannot_be(self, city: Cast, changes: dict, refusal: type[Exception]):
        with pytest.raises(refusal):
            a_clue(city, **changes)

        assert not Case.objects.exists()

    def test_is_for_officers(self, city: Cast):
        with pytest.raises(Forbidden):
            a_clue(replace(city, sun=city.wang))


class TestDescribeClue:
    def test_writes_down_what_more_is_known(self, city: Cast):
        clue = a_clue(city, matter_code="", party=None)

        actions.describe_clue(
            city.sun, case_id=clue.pk, matter_code=LITTER, party=KEEPER, place="山东路"
        )

        clue.refresh_from_db()
        assert (clue.matter.code, clue.party.name, clue.place) == (LITTER, KEEPER.name, "山东路")
        entry = last_entry(clue, "penalties.case.described")
        assert entry.facts["fields"] == ["matter", "party", "place"]

    def test_keeps_one_row_of_the_party(self, city: Cast):
        clue = a_clue(city)

        actions.describe_clue(city.sun, case_id=clue.pk, party=replace(KEEPER, phone="1"))

        clue.refresh_from_db()
        assert clue.party.phone == "1"
        assert clue.party.cases.count() == 1

    def test_refuses_an_end_before_the_beginning(self, city: Cast):
        clue = a_clue(city)

        with pytest.raises(errors.DayRefused):
            actions.describe_clue(city.sun, case_id=clue.pk, ended_on=date(2026, 1, 1))

    def test_is_over_once_the_case_is_filed(self, city: Cast):
        case = a_filed_case(city)

        with pytest.raises(errors.StepNotAllowed):
            actions.describe_clue(city.sun, case_id=case.pk, title="别的")

    def test_does_not_reach_other_organizations(self, city: Cast):
        clue = a_clue(city)
        stranger = replace(city.sun, organization_id=city.zhao.organization_id)

        with pytest.raises(NotFound):
            actions.describe_clue(stranger, case_id=clue.pk, title="别的")


class TestCorrectParty:
    def test_corrects_it_after_filing_without_naming_it_in_the_journal(self, city: Cast):
        case = a_filed_case(city)

        actions.correct_party(city.sun, case_id=case.pk, party=replace(KEEPER, name="张大贩"))

        case.refresh_from_db()
        assert case.party.name == "张大贩"
        assert "张大贩" not in str(last_entry(case, "penalties.case.described").facts)


class TestExtension:
    def test_gives_ten_days_once(self, city: Cast):
        """住房和城乡建设行政处罚程序规定 第十五条: 15 days, and 10 more."""
        clue = a_clue(city)
        approval = actions.ask_clue_extension(city.sun, case_id=clue.pk, reason=REASON)

        extended = grant(city.he, approval)

        assert extended.due_date == date(2026, 1, 30)
        with pytest.raises(errors.ExtendedAlready):
            actions.ask_clue_extension(city.sun, case_id=clue.pk, reason=REASON)

    def test_is_too_late_once_the_time_has_run_out(self, city: Cast):
        clue = a_clue(city)

        with pytest.raises(errors.TooLate):
            actions.ask_clue_extension(
                on(city, date(2026, 1, 21)).sun, case_id=clue.pk, reason=REASON
            )

    def test_is_not_granted_too_late_either(self, city: Cast):
        clue = a_clue(city)
        approval = actions.ask_clue_extension(city.sun, case_id=clue.pk, reason=REASON)

        with pytest.raises(errors.TooLate):
            grant(on(city, date(2026, 1, 21)).he, approval)


class TestFiling:
    def test_numbers_the_case_and_lets_its_time_run(self, city: Cast):
        """行政处罚法 第六十条: the 90th day after 5 January 2026 is a holiday, Sunday 5 April."""
        case = a_filed_case(city)

        assert case.state == CaseState.FILED
        assert case.case_number == "青城管案〔2026〕第 0001 号"
        assert (case.due_date, case.due_concern) == (date(2026, 4, 7), Concern.DECISION)
        assert not case.obligations.filter(concern=Concern.VERIFICATION, met_on=None).exists()
        assert {one.person.name for one in case.officers.all()} == {"孙执法", "钱执法"}
        assert case.documents.get().kind == DocumentKind.FILING_APPROVAL

    def test_tells_supervision_what_it_asks_about(self, city: Cast):
        clue = a_clue(
            city, occurred_on=date(2025, 12, 20), ended_on=date(2025, 12, 20), discovered_on=TODAY
        )
        a_photo(city, clue, obtained_on=date(2026, 1, 2))
        approval = actions.ask_filing(
            city.sun, case_id=clue.pk, reason=REASON, officer_ids=team(city)
        )

        case = grant(city.he, approval)

        facts = last_entry(case, "penalties.case.filed").facts
        assert facts["registered_on"] == "2026-01-05"
        assert facts["first_evidence_on"] == "2026-01-02"
        assert facts["prescription_date"] == "2027-12-20"
        assert facts["officer_count"] == 2
        assert facts["similar_fines"] == 0
        assert case.handler_id == city.sun.person_id

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [({"matter_code": ""}, errors.NoMatter), ({"party": None}, errors.NoParty)],
        ids=["matter", "party"],
    )
    def test_needs_a_matter_and_a_party(self, city: Cast, changes: dict, refusal: type[Exception]):
        clue = a_clue(city, **changes)

        with pytest.raises(refusal):
            actions.ask_filing(city.sun, case_id=clue.pk, reason=REASON, officer_ids=team(city))

    def test_needs_officers_of_the_organ(self, city: Cast):
        clue = a_clue(city)

        with pytest.raises(errors.NotOfTheOrgan):
            actions.ask_filing(
                city.sun, case_id=clue.pk, reason=REASON, officer_ids=[city.zhao.own_person_id]
            )
        with pytest.raises(errors.LeadMissing):
            actions.ask_filing(city.sun, case_id=clue.pk, reason=REASON, officer_ids=[])

    def test_is_asked_once(self, city: Cast):
        clue = a_clue(city)
        asked = {"case_id": clue.pk, "reason": REASON, "officer_ids": team(city)}
        actions.ask_filing(city.sun, **asked)

        with pytest.raises(errors.AlreadyAsked):
            actions.ask_filing(city.qian, **asked)

    def test_is_granted_once(self, city: Cast):
        clue = a_clue(city)
        approval = actions.ask_filing(
            city.sun, case_id=clue.pk, reason=REASON, officer_ids=team(city)
        )
        grant(city.he, approval)

        with pytest.raises(errors.NothingPending):
            grant(city.he, approval)

        assert Case.objects.get().documents.count() == 1

    def test_takes_no_number_when_the_act_is_refused(self, city: Cast):
        clue = a_clue(city)
        approval = actions.ask_filing(
            city.sun, case_id=clue.pk, reason=REASON, officer_ids=team(city)
        )
        actions.describe_clue(city.sun, case_id=clue.pk, matter_code="")

        with pytest.raises(errors.NoMatter):
            grant(city.he, approval)
        actions.describe_clue(city.sun, case_id=clue.pk, matter_code=LITTER)

        assert grant(city.he, approval).case_number == "青城管案〔2026〕第 0001 号"


class TestNoFiling:
    def ask(self, city: Cast, **changes: str):
        """Ask that a clue not be filed."""
        clue = a_clue(city)
        told = {"reason_code": "minor", "reason": REASON}
        return actions.ask_no_filing(city.sun, case_id=clue.pk, **{**told, **changes})

    def test_ends_the_clue_with_a_document(self, city: Cast):
        """行政处罚法 第五十四条第二款, 第七十六条第二款."""
        case = grant(city.he, self.ask(city))

        facts = last_entry(case, "penalties.case.not_filed").facts
        assert (case.state, case.due_date) == (CaseState.NOT_FILED, None)
        assert case.documents.get().kind == DocumentKind.NO_FILING_APPROVAL
        assert (facts["reason_code"], facts["reason_length"]) == ("minor", len(REASON))
        assert (facts["is_matched"], facts["is_time_barred"]) == (True, False)

    def test_tells_that_the_time_is_over(self, city: Cast):
        """行政处罚法 第三十六条: two years after it ended."""
        clue = a_clue(city, occurred_on=date(2023, 12, 1), ended_on=date(2024, 1, 4))
        approval = actions.ask_no_filing(
            city.sun, case_id=clue.pk, reason_code="time_barred", reason=REASON
        )

        case = grant(city.he, approval)

        assert last_entry(case, "penalties.case.not_filed").facts["is_time_barred"] is True

    def test_refuses_an_unknown_reason_and_none_in_words(self, city: Cast):
        with pytest.raises(errors.ChoiceRefused):
            self.ask(city, reason_code="lazy")
        with pytest.raises(errors.TextRefused):
            self.ask(city, reason=" ")

    def test_leaves_a_missing_code_to_supervision(self, city: Cast):
        approval = self.ask(city, reason_code="")

        assert approval.reason_code == ""


class TestReconsiderClue:
    def test_verifies_it_anew_from_today(self, city: Cast):
        clue = a_clue(city)
        approval = actions.ask_no_filing(
            city.sun, case_id=clue.pk, reason_code="minor", reason=REASON
        )
        grant(city.he, approval)
        later = on(city, date(2026, 2, 2))

        actions.reconsider_clue(later.sun, case_id=clue.pk, reason="举报人张小贩补充了照片")

        clue.refresh_from_db()
        entry = last_entry(clue, "penalties.clue.reconsidered")
        assert (clue.state, clue.ended_at) == (CaseState.CLUE, None)
        assert clue.due_date == date(2026, 2, 24)
        assert "张小贩" not in str(entry.facts)
        assert PrivateFacts.objects.get(entry=entry).values["reason"] == "举报人张小贩补充了照片"

    def test_is_for_clues_that_were_turned_down(self, city: Cast):
        with pytest.raises(errors.StepNotAllowed):
            actions.reconsider_clue(city.sun, case_id=a_clue(city).pk, reason=REASON)


class TestTheDatabase:
    def test_refuses_a_step_the_procedure_does_not_know(self, city: Cast):
        clue = a_clue(city)

        refusal = pytest.raises(DatabaseError, match="may not go from clue to archived")
        with refusal, transaction.atomic():
            Case.objects.filter(pk=clue.pk).update(state=CaseState.ARCHIVED)

    def test_refuses_to_forget_when_and_as_what_a_case_began(self, city: Cast):
        case = a_filed_case(city)

        for change in ({"filed_at": city.sun.moment.replace(year=2025)}, {"case_number": "X"}):
            with pytest.raises(DatabaseError, match="keeps its origin"), transaction.atomic():
                Case.objects.filter(pk=case.pk).update(**change)

    def test_never_deletes_a_case(self, city: Cast):
        clue = a_clue(city)

        delete = "DELETE FROM penalties_case WHERE id = %s"
        refusal = pytest.raises(DatabaseError, match="never deleted")
        with refusal, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(delete, [clue.pk])
