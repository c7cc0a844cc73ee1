"""Things preserved or seized, the clock that stops, orders to correct, and early ends."""

from datetime import date, timedelta

import pytest
from tests.cast import Cast

from sunhall.business.penalties import actions, errors, events
from sunhall.business.penalties.choices import (
    CaseState,
    Concern,
    DocumentKind,
    MeasureKind,
    MeasureOutcome,
)
from sunhall.business.penalties.models import Approval, Case, Measure
from sunhall.business.penalties.rules.particulars import Item
from sunhall.business.penalties.tests.cases import (
    KEEPER,
    PERSONAL,
    REASON,
    a_clue,
    a_filed_case,
    a_photo,
    an_investigated_case,
    city,
    grant,
    last_entry,
    on,
)
from sunhall.kernel.errors import NotFound
from sunhall.kernel.models import JournalEntry

__all__ = ["city"]

CART = Item(name="三轮餐车", quantity="1 辆")


def ask(
    city: Cast, case: Case, items: list[Item], kind: str = MeasureKind.PRESERVATION
) -> Approval:
    """Ask to preserve or seize things."""
    return actions.ask_measure(
        city.sun, case_id=case.pk, kind=kind, items=items, place="第二暂存库", reason=REASON
    )


def take(city: Cast, case: Case, kind: str = MeasureKind.PRESERVATION) -> Measure:
    """Preserve or seize the cart."""
    grant(city.he, ask(city, case, [CART], kind))
    return Measure.objects.latest("pk")


def due(case: Case, concern: str) -> date:
    """Return the day an open time limit of a case ends."""
    return case.obligations.get(concern=concern, met_on=None).due_date


class TestMeasures:
    def test_preserve_for_seven_working_days(self, city: Cast):
        """行政处罚法 第五十六条, 第八十五条: over the spring festival of 2026."""
        case = a_filed_case(city)

        take(on(city, date(2026, 2, 10)), case)

        assert due(case, Concern.PRESERVATION) == date(2026, 2, 26)
        assert case.documents.latest("pk").kind == DocumentKind.PRESERVATION_NOTICE
        assert last_entry(case, "penalties.measure.taken").facts["kind"] == "preservation"

    def test_seize_for_thirty_days_and_thirty_more(self, city: Cast):
        """行政强制法 第二十五条: the 30th day, 4 February, and the 60th, 6 March."""
        case = a_filed_case(city)
        measure = take(city, case, MeasureKind.SEIZURE)
        first = due(case, Concern.SEIZURE)

        approval = actions.ask_seizure_extension(
            city.sun, measure_id=measure.pk, reason="来源尚在核查"
        )
        grant(city.he, approval)

        assert (first, due(case, Concern.SEIZURE)) == (date(2026, 2, 4), date(2026, 3, 6))
        paper = case.documents.latest("pk")
        assert paper.kind == DocumentKind.SEIZURE_EXTENSION
        with pytest.raises(errors.ExtendedAlready):
            actions.ask_seizure_extension(city.sun, measure_id=measure.pk, reason=REASON)

    def test_are_dealt_with_once(self, city: Cast):
        case = a_filed_case(city)
        measure = take(city, case)

        actions.resolve_measure(city.sun, measure_id=measure.pk, outcome=MeasureOutcome.RETURNED)

        assert not case.obligations.filter(concern=Concern.PRESERVATION, met_on=None).exists()
        assert case.documents.latest("pk").kind == DocumentKind.PRESERVATION_RESULT
        with pytest.raises(errors.ResolvedAlready):
            actions.resolve_measure(
                city.sun, measure_id=measure.pk, outcome=MeasureOutcome.RETURNED
            )

    def test_need_a_list(self, city: Cast):
        """行政强制法 第二十四条."""
        case = a_filed_case(city)

        for items in ([], [Item(name=" ")]):
            with pytest.raises(errors.ItemsMissing):
                actions.ask_measure(
                    city.sun,
                    case_id=case.pk,
                    kind="seizure",
                    items=items,
                    place="库",
                    reason="证据",
                )

    def test_refuse_what_makes_no_sense(self, city: Cast):
        case = a_filed_case(city)
        preserved, seized = take(city, case), take(city, case, MeasureKind.SEIZURE)

        with pytest.raises(errors.ChoiceRefused):
            actions.resolve_measure(city.sun, measure_id=seized.pk, outcome=MeasureOutcome.SEIZED)
        with pytest.raises(NotFound):
            actions.ask_seizure_extension(city.sun, measure_id=preserved.pk, reason=REASON)

    def test_are_not_taken_once_the_case_has_ended(self, city: Cast):
        case = a_filed_case(city)
        asked = ask(city, case, [CART])
        withdrawal = actions.ask_withdrawal(
            city.sun, case_id=case.pk, reason_code="not_established", reason=REASON
        )
        grant(city.he, withdrawal)

        with pytest.raises(errors.StepNotAllowed):
            grant(city.he, asked)


class TestSuspension:
    def suspend(self, city: Cast, case: Case) -> Case:
        """Stop the clock for an appraisal."""
        approval = actions.ask_suspension(
            city.sun, case_id=case.pk, reason_code="appraisal", note="送检测量"
        )
        return grant(city.he, approval)

    def test_lets_the_clock_stand_still(self, city: Cast):
        """行政处罚法 第六十条: ten days of appraisal do not count."""
        case = self.suspend(on(city, date(2026, 1, 12)), a_filed_case(city))
        assert (case.is_suspended, case.due_date) == (True, None)

        actions.resume_case(on(city, date(2026, 1, 21)).sun, case_id=case.pk)

        case.refresh_from_db()
        assert (case.is_suspended, case.due_date) == (False, date(2026, 4, 15))

    def test_is_not_watched_meanwhile(self, city: Cast):
        case = self.suspend(city, a_filed_case(city))

        actions.watch_obligations(on(city, date(2026, 6, 1)).system)

        watched = JournalEntry.objects.filter(event=events.ObligationWatched.name)
        assert not watched.filter(subject_id=case.pk).exists()

    def test_lets_nothing_else_happen(self, city: Cast):
        case = self.suspend(city, a_filed_case(city))

        with pytest.raises(errors.CaseSuspendedNow):
            actions.ask_suspension(city.sun, case_id=case.pk, reason_code="appraisal", note="又")
        assert a_photo(city, case).number == 1

    def test_is_resumed_once(self, city: Cast):
        with pytest.raises(errors.StepNotAllowed):
            actions.resume_case(city.sun, case_id=a_filed_case(city).pk)

    def test_may_follow_another(self, city: Cast):
        case = self.suspend(city, a_filed_case(city))
        actions.resume_case(city.sun, case_id=case.pk)

        case = self.suspend(city, case)

        assert case.pauses.count() == 2


class TestCaseExtension:
    def test_gives_thirty_days_once(self, city: Cast):
        """行政处罚法 第六十条: the 120th day is 5 May, a holiday."""
        case = a_filed_case(city)
        approval = actions.ask_case_extension(city.sun, case_id=case.pk, reason=REASON)

        extended = grant(city.he, approval)

        assert extended.due_date == date(2026, 5, 6)
        with pytest.raises(errors.ExtendedAlready):
            actions.ask_case_extension(city.sun, case_id=case.pk, reason=REASON)


class TestWithdrawal:
    def ask(self, city: Cast, case: Case):
        """Ask that a case be withdrawn."""
        return actions.ask_withdrawal(
            city.sun, case_id=case.pk, reason_code="not_established", reason=REASON
        )

    def test_ends_the_case_and_says_who_approved(self, city: Cast):
        """行政处罚法 第五十七条."""
        case = grant(city.he, self.ask(city, an_investigated_case(city)))

        facts = last_entry(case, "penalties.case.withdrawn").facts
        assert (case.state, case.due_date) == (CaseState.WITHDRAWN, None)
        assert case.documents.latest("pk").kind == DocumentKind.WITHDRAWAL_APPROVAL
        assert (facts["is_approved"], facts["is_notice_served"]) == (True, False)
        assert facts["reason_code"] == "not_established"

    def test_works_while_the_clock_stands_still(self, city: Cast):
        case = a_filed_case(city)
        asked = actions.ask_suspension(
            city.sun, case_id=case.pk, reason_code="party_unable", note="当事人住院"
        )
        grant(city.he, asked)

        case = grant(city.he, self.ask(city, case))

        assert case.is_suspended is False
        assert case.pauses.get().end_date == city.sun.today

    def test_waits_until_things_are_dealt_with(self, city: Cast):
        """行政强制法 第二十八条."""
        case = a_filed_case(city)
        take(city, case)

        with pytest.raises(errors.ThingsStillHeld):
            self.ask(city, case)

    def test_is_not_of_a_clue(self, city: Cast):
        with pytest.raises(errors.StepNotAllowed):
            self.ask(city, a_clue(city))


class TestTermination:
    def test_ends_the_case(self, city: Cast):
        approval = actions.ask_termination(
            city.sun, case_id=a_filed_case(city).pk, reason_code="party_dead", reason=REASON
        )

        case = grant(city.he, approval)

        facts = last_entry(case, "penalties.case.terminated").facts
        assert (case.state, facts["reason_code"]) == (CaseState.TERMINATED, "party_dead")


class TestTransfer:
    def test_to_the_police_says_that_a_crime_is_suspected(self, city: Cast):
        """行政处罚法 第二十七条."""
        case = a_filed_case(city)
        a_photo(city, case)
        approval = actions.ask_transfer(
            city.sun, case_id=case.pk, target="police", recipient="青岛市公安局", reason=REASON
        )

        case = grant(city.he, approval)

        letter = case.documents.latest("pk")
        assert (case.state, case.suspected_crime) == (CaseState.TRANSFERRED, True)
        assert letter.sheet["transfer"]["to"] == "青岛市公安局"
        assert letter.sheet["transfer"]["materials"] == ["现场照片"]

    def test_takes_a_clue_too(self, city: Cast):
        """行政处罚法 第二十五条."""
        approval = actions.ask_transfer(
            city.sun,
            case_id=a_clue(city).pk,
            target="other_organ",
            recipient="青岛市公安局交通警察支队",
            reason=REASON,
        )

        assert grant(city.he, approval).state == CaseState.TRANSFERRED


class TestRectification:
    def order(self, city: Cast, case: Case, due_date: date):
        """Order the stall off the road."""
        return actions.order_rectification(
            city.sun, case_id=case.pk, demand="立即撤除摊位", due_date=due_date
        )

    def test_is_rechecked_within_five_working_days(self, city: Cast):
        """行政处罚法 第二十八条."""
        case = a_clue(city)

        order = self.order(city, case, date(2026, 1, 9))

        assert due(case, Concern.RECHECK) == date(2026, 1, 16)
        assert case.documents.get().kind == DocumentKind.RECTIFICATION_ORDER
        actions.recheck_rectification(
            city.sun, rectification_id=order.pk, is_corrected=False, result="仍在经营"
        )
        facts = last_entry(case, "penalties.rectification.rechecked").facts
        assert facts["is_corrected"] is False
        assert not case.obligations.filter(concern=Concern.RECHECK, met_on=None).exists()
        with pytest.raises(errors.RecheckedAlready):
            actions.recheck_rectification(
                city.sun, rectification_id=order.pk, is_corrected=True, result="已撤除"
            )

    def test_looks_ahead(self, city: Cast):
        case = a_clue(city)

        for day in (date(2026, 1, 4), city.sun.today + timedelta(days=400)):
            with pytest.raises(errors.DayRefused):
                self.order(city, case, day)

    def test_is_against_somebody(self, city: Cast):
        with pytest.raises(errors.NoParty):
            self.order(city, a_clue(city, party=None), city.sun.today)


class TestTheJournal:
    def test_never_names_the_party(self, city: Cast):
        case = an_investigated_case(city, clue={"title": f"{KEEPER.name}占道经营"})
        take(city, case, MeasureKind.SEIZURE)
        actions.order_rectification(
            city.sun, case_id=case.pk, demand=f"请{KEEPER.name}撤除", due_date=city.sun.today
        )

        entries = list(JournalEntry.objects.filter(subject="penalties.case", subject_id=case.pk))

        told = "".join(str(entry.facts) for entry in entries)
        assert len(entries) > 8
        assert [word for word in PERSONAL if word in told] == []
