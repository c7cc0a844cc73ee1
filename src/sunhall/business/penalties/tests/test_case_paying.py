"""Fines are paid, put off, grow, and are collected by the court."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.cast import Cast

from sunhall.business.penalties import actions, errors, queries
from sunhall.business.penalties.choices import (
    CaseState,
    Concern,
    DocumentKind,
    OnSiteGround,
    PaymentWay,
)
from sunhall.business.penalties.models import Case, Payment
from sunhall.business.penalties.tests.cases import TODAY, city, grant, last_entry, on
from sunhall.business.penalties.tests.decisions import (
    a_decided_case,
    a_served_case,
    last_document,
    on_the_spot,
    pay,
    serve,
)

__all__ = ["city"]

LAST_DAY = date(2026, 1, 20)
"""The 15th day after the service of 5 January."""
POOR = "当事人家庭困难，提供了低保证明。"


def days_late(cast: Cast, days: int) -> Cast:
    """Return the cast so many days after the last day to pay."""
    return on(cast, LAST_DAY + timedelta(days=days))


def put_off(cast: Cast, case: Case, parts: int, first_due: date) -> Case:
    """Let the head allow so many parts, thirty days apart."""
    approval = actions.ask_deferral(
        cast.sun, case_id=case.pk, reason=POOR, installments=parts, first_due=first_due
    )
    return grant(cast.he, approval)


class TestRecordPayment:
    def test_pays_what_is_due_and_carries_the_case_out(self, city: Cast):
        case = a_served_case(city)

        payment = pay(city, case)

        case.refresh_from_db()
        assert (payment.amount_yuan, payment.additional_yuan) == (1200, 0)
        assert case.state == CaseState.EXECUTED
        assert not case.obligations.filter(
            concern__in=[Concern.PAYMENT, Concern.ENFORCEMENT], met_on__isnull=True
        ).exists()

    def test_gives_fifteen_days_and_moves_on_from_days_off(self, city: Cast):
        """行政处罚法 第六十七条第三款; 民法典 第二百零三条."""
        later = on(city, date(2026, 1, 9))
        case = a_decided_case(later)

        serve(later, case, DocumentKind.DECISION)

        assert case.obligations.get(concern=Concern.PAYMENT).due_date == date(2026, 1, 26)

    @pytest.mark.parametrize(("days", "additional"), [(0, 0), (1, 36), (34, 1200), (90, 1200)])
    def test_takes_the_additional_fine_with_it(self, city: Cast, days: int, additional: int):
        case = a_served_case(city)

        payment = pay(days_late(city, days), case)

        assert payment.additional_yuan == additional
        assert payment.amount_yuan == 1200 + additional

    def test_counts_a_receipt_once(self, city: Cast):
        first, second = a_served_case(city), a_served_case(city)
        pay(city, first, "鲁财 1")

        with pytest.raises(errors.VoucherTaken):
            pay(city, second, "鲁财 1")

    def test_has_nothing_to_take_twice(self, city: Cast):
        case = a_served_case(city)
        pay(city, case)

        with pytest.raises(errors.NothingDue):
            pay(city, case, "鲁财 2")

    def test_waits_for_the_service(self, city: Cast):
        case = a_decided_case(city)

        with pytest.raises(errors.StepNotAllowed):
            pay(city, case)

    def test_is_of_no_day_before_the_service(self, city: Cast):
        case = a_served_case(city)

        with pytest.raises(errors.DayRefused):
            actions.record_payment(
                city.sun,
                case_id=case.pk,
                way=PaymentWay.BANK,
                paid_on=TODAY - timedelta(days=1),
                voucher="鲁财 1",
            )


class TestCollectOnSite:
    def test_must_be_handed_over_and_banked_in_two_working_days_each(self, city: Cast):
        """行政处罚法 第七十一条."""
        case = on_the_spot(city)
        payment = actions.collect_on_site(
            city.sun,
            case_id=case.pk,
            ground=OnSiteGround.HARD_TO_ENFORCE,
            voucher="鲁财专用 1",
        )
        handover = case.obligations.get(concern=Concern.HANDOVER)
        with pytest.raises(errors.NotHandedOver):
            actions.bank_cash(city.sun, payment_id=payment.pk)

        actions.hand_over_cash(city.sun, payment_id=payment.pk)
        banking = case.obligations.get(concern=Concern.BANKING)
        actions.bank_cash(city.sun, payment_id=payment.pk)

        told = last_entry(case, "penalties.payment.collected_on_site").facts
        assert handover.due_date == banking.due_date == date(2026, 1, 7)
        assert told["has_ground"] is True
        assert not case.obligations.filter(
            concern__in=[Concern.HANDOVER, Concern.BANKING], met_on__isnull=True
        ).exists()

    def test_happens_once(self, city: Cast):
        case = on_the_spot(city)
        told = {"case_id": case.pk, "ground": OnSiteGround.REMOTE, "voucher": "鲁财专用 1"}
        payment = actions.collect_on_site(city.sun, **told)
        actions.hand_over_cash(city.sun, payment_id=payment.pk)

        with pytest.raises(errors.HandedOverAlready):
            actions.hand_over_cash(city.sun, payment_id=payment.pk)


class TestAskDeferral:
    def test_divides_the_fine_into_equal_parts(self, city: Cast):
        """行政处罚法 第六十六条第二款."""
        case = put_off(city, a_served_case(city), 3, date(2026, 2, 2))

        parts = list(case.installments.order_by("number"))
        sheet = last_document(case, DocumentKind.DEFERRAL_APPROVAL).sheet["payment"]
        assert [part.amount_yuan for part in parts] == [400, 400, 400]
        assert [part.due_date for part in parts] == [
            date(2026, 2, 2),
            date(2026, 3, 4),
            date(2026, 4, 3),
        ]
        assert len(sheet["installments"]) == 3

    def test_lets_no_additional_fine_run_until_a_part_is_due(self, city: Cast):
        case = put_off(city, a_served_case(city), 2, date(2026, 2, 2))

        before = queries.due_of(city.sun, case, date(2026, 2, 2))
        after = queries.due_of(city.sun, case, date(2026, 2, 3))

        assert (before.now_yuan, before.additional_yuan) == (600, 0)
        assert (after.now_yuan, after.additional_yuan) == (618, 18)

    def test_is_paid_part_by_part(self, city: Cast):
        case = put_off(city, a_served_case(city), 2, date(2026, 2, 2))

        first = pay(on(city, date(2026, 2, 2)), case, "鲁财 1")
        case.refresh_from_db()
        between = (case.state, case.due_date)
        second = pay(on(city, date(2026, 3, 4)), case, "鲁财 2")

        case.refresh_from_db()
        assert (first.amount_yuan, second.amount_yuan) == (600, 600)
        assert between == (CaseState.SERVED, date(2026, 2, 2))
        assert case.state == CaseState.EXECUTED

    def test_happens_once(self, city: Cast):
        case = put_off(city, a_served_case(city), 1, date(2026, 3, 2))

        with pytest.raises(errors.DividedAlready):
            put_off(city, case, 2, date(2026, 3, 2))


class TestRemedies:
    def test_stay_the_additional_fine(self, city: Cast):
        """行政处罚法 第七十三条第三款."""
        case = a_served_case(city)
        start = days_late(city, 3)
        remedy = actions.start_remedy(
            start.sun,
            case_id=case.pk,
            ground="reconsideration",
            start_date=start.sun.today,
        )
        during = queries.due_of(city.sun, case, days_late(city, 20).sun.today)
        end = days_late(city, 10)
        actions.end_remedy(end.sun, remedy_id=remedy.pk, end_date=end.sun.today)

        after = queries.due_of(city.sun, case, days_late(city, 13).sun.today)

        assert during.additional_yuan == 2 * 36
        assert after.additional_yuan == 5 * 36

    def test_end_once(self, city: Cast):
        case = a_served_case(city)
        remedy = actions.start_remedy(
            city.sun, case_id=case.pk, ground="litigation", start_date=TODAY
        )
        actions.end_remedy(city.sun, remedy_id=remedy.pk, end_date=TODAY)

        with pytest.raises(errors.RemedyEndedAlready):
            actions.end_remedy(city.sun, remedy_id=remedy.pk, end_date=TODAY)


class TestChargeAdditionalFine:
    def test_tells_what_the_law_allows_by_a_reckoning_of_its_own(self, city: Cast):
        case = a_served_case(city)

        actions.charge_additional_fine(days_late(city, 5).sun, case_id=case.pk)

        told = last_entry(case, "penalties.additional_fine.charged").facts
        assert Decimal(told["charged_yuan"]) == Decimal(told["lawful_yuan"]) == 180
        assert told["is_under_review"] is False

    def test_has_nothing_to_charge_in_time(self, city: Cast):
        case = a_served_case(city)

        with pytest.raises(errors.NothingDue):
            actions.charge_additional_fine(city.sun, case_id=case.pk)


class TestEnforcement:
    def test_is_asked_of_the_court_after_ten_working_days_of_urging(self, city: Cast):
        """行政强制法 第五十三条, 第五十四条."""
        case = a_served_case(city)
        urged_on = days_late(city, 31)
        actions.urge_party(urged_on.sun, case_id=case.pk)
        serve(urged_on, case, DocumentKind.URGING_NOTICE)
        later = on(city, date(2026, 7, 20))

        case = grant(
            later.he,
            actions.ask_enforcement(
                later.sun, case_id=case.pk, court="青岛市市南区人民法院", reason="催告后仍不履行。"
            ),
        )
        actions.record_enforced(
            later.sun, case_id=case.pk, paid_on=later.sun.today, voucher="执行 1"
        )

        told = last_entry(case, "penalties.enforcement.applied").facts
        sheet = last_document(case, DocumentKind.ENFORCEMENT_APPLICATION).sheet["enforcement"]
        case.refresh_from_db()
        assert told["is_urged"] is True
        assert told["urge_ends_on"] == "2026-03-06"
        assert sheet["requests"] == [
            "罚款人民币壹仟贰佰元整（￥1,200.00）",
            "加处罚款人民币壹仟贰佰元整（￥1,200.00）",
        ]
        assert case.state == CaseState.EXECUTED
        assert Payment.objects.get(case=case).amount_yuan == 2400

    def test_waits_while_the_party_has_time(self, city: Cast):
        case = a_served_case(city)

        with pytest.raises(errors.TooEarly):
            actions.urge_party(city.sun, case_id=case.pk)

    def test_may_be_asked_within_three_months_of_the_time_to_sue(self, city: Cast):
        """行政强制法 第五十三条; 行政诉讼法 第四十六条."""
        case = a_served_case(city)

        limit = case.obligations.get(concern=Concern.ENFORCEMENT)

        assert (limit.start_date, limit.due_date) == (date(2026, 7, 5), date(2026, 10, 8))
