"""Decisions in the public hall, and what becomes of wrong ones."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.cast import Cast

from sunhall.business.penalties import actions, errors, queries
from sunhall.business.penalties.choices import (
    CaseState,
    Concern,
    CorrectionGround,
    DecisionStatus,
    DocumentKind,
)
from sunhall.business.penalties.models import Case, Publication
from sunhall.business.penalties.queries.publications import (
    LEAST_IN_A_GROUP,
    months_of_publications,
)
from sunhall.business.penalties.tests.cases import (
    COMPANY,
    KEEPER,
    PERSONAL,
    STALL,
    city,
    grant,
    last_entry,
    on,
)
from sunhall.business.penalties.tests.decisions import (
    MINOR,
    a_decided_case,
    a_paid_case,
    a_served_case,
    decision_of,
    last_document,
    on_the_spot,
    pay,
    serve,
)
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry

__all__ = ["city"]

MINOR_PARTY = replace(KEEPER, identifier="370202201003073415")
WHY = "经复议，认定前十二个月内的处罚次数有误。"


def publish(cast: Cast, case: Case) -> Publication:
    """Show the decision of a case."""
    decision = case.decisions.latest("pk")
    return actions.publish_decision(cast.wang, decision_id=decision.pk)


def correct(cast: Cast, case: Case, *, revoke: bool = False, **changes: Any) -> Case:
    """Let the head change or revoke the decision of a case."""
    approval = actions.ask_correction(
        cast.sun,
        case_id=case.pk,
        ground=CorrectionGround.RECONSIDERATION,
        reason=WHY,
        revoke=revoke,
        **changes,
    )
    return grant(cast.he, approval)


class TestPublishDecision:
    def test_shows_no_personal_data_of_a_citizen(self, city: Cast):
        case = a_served_case(city, clue={"title": "张小贩占道经营案"})

        publication = publish(city, case)

        shown = str(publication.summary)
        entry = JournalEntry.objects.get(pk=publication.journal_entry_id)
        assert publication.summary["party"] == "张某某"
        assert not any(secret in shown + str(entry.facts) for secret in PERSONAL)

    def test_names_enterprises(self, city: Cast):
        publication = publish(city, a_served_case(city, clue={"party": COMPANY}))

        assert publication.summary["party"] == COMPANY.name
        assert COMPANY.identifier not in str(publication.summary)
        assert COMPANY.representative not in str(publication.summary)

    def test_gives_a_receipt_over_just_what_is_shown(self, city: Cast):
        case = a_served_case(city)

        publication = publish(city, case)

        entry = JournalEntry.objects.get(pk=publication.journal_entry_id)
        assert entry.event == "penalties.decision.published"
        assert entry.facts["decision_hash"] == sha256_of(publication.summary)
        assert entry.facts["number"] == publication.summary["number"]
        assert not case.obligations.filter(
            concern=Concern.PUBLICATION, met_on__isnull=True
        ).exists()

    @pytest.mark.parametrize(
        ("facts", "until"), [(MINOR, date(2026, 4, 5)), (None, date(2029, 1, 5))]
    )
    def test_lasts_as_long_as_the_fine_is_heavy(self, city: Cast, facts: Any, until: date):
        """市场监督管理行政处罚信息公示规定 第十三条."""
        publication = publish(city, a_served_case(city, facts=facts))

        assert publication.published_until == until

    def test_waits_for_the_service(self, city: Cast):
        case = a_decided_case(city)

        with pytest.raises(errors.NotPublic):
            publish(city, case)

    def test_happens_once(self, city: Cast):
        case = a_served_case(city)
        publish(city, case)

        with pytest.raises(errors.PublishedAlready):
            publish(city, case)

    def test_never_shows_a_minor(self, city: Cast):
        """未成年人保护法 第一百零三条."""
        case = a_served_case(city, clue={"party": MINOR_PARTY})

        with pytest.raises(errors.OfAMinor):
            publish(city, case)

        assert not case.obligations.filter(concern=Concern.PUBLICATION).exists()

    def test_is_for_those_who_may_publish(self, city: Cast):
        case = a_served_case(city)

        with pytest.raises(Forbidden):
            actions.publish_decision(city.sun, decision_id=decision_of(case).pk)


class TestListPublications:
    def test_finds_by_words_and_pages_by_key(self, city: Cast):
        shown = [publish(city, a_served_case(city)) for _case in range(3)]

        page = queries.list_publications(city.visitor, limit=2)
        rest = queries.list_publications(city.visitor, limit=2, after=page.after)
        found = queries.list_publications(city.visitor, query="占用道路", matter=STALL)
        none = queries.list_publications(city.visitor, organization="QD-SF")

        assert [one.pk for one in page.rows] == [shown[2].pk, shown[1].pk]
        assert [one.pk for one in rest.rows] == [shown[0].pk]
        assert len(found.rows) == 3
        assert none.rows == []

    def test_pages_through_one_month(self, city: Cast):
        shown = [publish(city, a_served_case(city)) for _case in range(3)]
        publish(on(city, date(2026, 2, 1), hour=0), a_served_case(city))
        january = {"month": date(2026, 1, 1), "organization": "QD-CG", "limit": 2}

        page = queries.list_publications(city.visitor, **january)
        rest = queries.list_publications(city.visitor, **january, after=page.after)

        assert [one.pk for one in [*page.rows, *rest.rows]] == [one.pk for one in reversed(shown)]

    def test_knows_its_months(self, city: Cast):
        publish(city, a_served_case(city))

        months = months_of_publications(on(city, date(2026, 3, 9)).visitor)

        assert months == [date(2026, 3, 1), date(2026, 2, 1), date(2026, 1, 1)]

    def test_forgets_what_is_over(self, city: Cast):
        publication = publish(city, a_served_case(city, facts=MINOR))
        later = on(city, publication.published_until + timedelta(days=1))

        taken_down = actions.take_down_expired(later.wang)

        assert queries.list_publications(later.visitor).rows == []
        assert taken_down == 1
        assert actions.take_down_expired(later.wang) == 0

    def test_gives_one_by_its_number(self, city: Cast):
        publication = publish(city, a_served_case(city))

        found = queries.get_publication(city.visitor, publication.summary["number"])

        assert found == publication
        with pytest.raises(NotFound):
            queries.get_publication(city.visitor, "青城管罚决〔2026〕第 9999 号")


class TestPublicStatistics:
    def test_tells_no_group_that_could_single_somebody_out(self, city: Cast):
        for _case in range(LEAST_IN_A_GROUP):
            publish(city, on_the_spot(city))
        publish(city, a_served_case(city))

        figures = queries.public_statistics(city.visitor)

        assert [(one.party_kind, one.count) for one in figures.figures] == [
            ("legal_person", LEAST_IN_A_GROUP)
        ]
        assert (figures.total, figures.suppressed) == (LEAST_IN_A_GROUP + 1, 1)


class TestRetractPublication:
    def test_says_why_in_public(self, city: Cast):
        case = a_served_case(city)
        publish(city, case)

        publication = actions.retract_publication(
            city.wang, decision_id=decision_of(case).pk, reason="决定已被撤销。"
        )

        told = last_entry(case, "penalties.decision.retracted").facts
        assert publication.retracted_at == city.wang.moment
        assert (told["reason"], told["label"]) == ("决定已被撤销。", decision_of(case).number)
        with pytest.raises(NotFound):
            queries.get_publication(city.visitor, publication.summary["number"])

    def test_happens_once(self, city: Cast):
        case = a_served_case(city)
        told = {"decision_id": decision_of(case).pk, "reason": "撤销。"}

        with pytest.raises(errors.RetractedAlready):
            actions.retract_publication(city.wang, **told)


class TestAskCorrection:
    def test_puts_a_new_decision_in_the_place_of_the_old(self, city: Cast):
        case = a_served_case(city)
        old = decision_of(case)

        case = correct(city, case, facts={"area": 1})

        old.refresh_from_db()
        new = old.replaced_by
        told = last_entry(case, "penalties.decision.corrected").facts
        sheet = last_document(case, DocumentKind.CORRECTION_DECISION).sheet["correction"]
        assert (old.status, new.status) == (DecisionStatus.CHANGED, DecisionStatus.IN_FORCE)
        assert new.determination.fine_yuan == 1000
        assert (old.determination.fine_yuan, new.correction_reason) == (1200, WHY)
        assert (told["was_served"], told["ground"]) == (True, "reconsideration")
        assert [Decimal(told[key]) for key in ("fine_before_yuan", "fine_after_yuan")] == [
            1200,
            1000,
        ]
        assert (sheet["way"], sheet["after"]) == ("变更", "罚款人民币壹仟元整（￥1,000.00）")

    def test_makes_what_was_shown_come_down_in_three_working_days(self, city: Cast):
        """行政处罚法 第四十八条第二款."""
        case = a_served_case(city)
        publish(city, case)

        case = correct(city, case, facts={"area": 1})

        waiting = case.obligations.filter(met_on__isnull=True)
        limits = dict(waiting.values_list("concern", "due_date"))
        assert limits[Concern.RETRACTION] == date(2026, 1, 8)
        assert Concern.PUBLICATION in limits

    def test_settles_a_fine_that_was_paid_and_is_now_lower(self, city: Cast):
        case = a_paid_case(city)

        case = correct(city, case, facts={"area": 1})

        due = queries.due_of(city.sun, case)
        assert case.state == CaseState.EXECUTED
        assert (due.fine_yuan, due.paid_yuan, due.is_settled) == (1000, 1200, True)

    def test_may_leave_something_to_pay(self, city: Cast):
        case = correct(city, a_paid_case(city), facts={"area": 6})
        serve(city, case, DocumentKind.CORRECTION_DECISION)

        payment = pay(city, case, "鲁财 2")

        assert payment.amount_yuan == queries.due_of(city.sun, case).fine_yuan - 1200

    def test_revokes(self, city: Cast):
        case = correct(city, a_served_case(city), revoke=True)

        due = queries.due_of(city.sun, case)
        assert due.is_settled
        assert case.decisions.filter(status=DecisionStatus.REVOKED).count() == 1
        assert [one.concern for one in case.obligations.filter(met_on__isnull=True)] == ["service"]
        with pytest.raises(errors.DecisionReplaced):
            correct(city, case)

    def test_keeps_a_replaced_decision_from_being_served(self, city: Cast):
        case = correct(city, a_decided_case(city), facts={"area": 1})

        with pytest.raises(errors.DecisionReplaced):
            serve(city, case, DocumentKind.DECISION)
        case = serve(city, case, DocumentKind.CORRECTION_DECISION)

        assert case.state == CaseState.SERVED
        assert queries.due_of(city.sun, case).now_yuan == 1000
