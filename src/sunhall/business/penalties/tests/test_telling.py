"""What a decision means for others, from the day it takes effect until another changes it."""

from dataclasses import replace

import pytest
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.rules.conduct import conduct_kind
from sunhall.business.penalties.tests.cases import COMPANY, KEEPER, city, grant
from sunhall.business.penalties.tests.decisions import (
    a_decided_case,
    a_served_case,
    decision_of,
    on_the_spot,
    serve,
)
from sunhall.centers.data.actions import inspect_license
from sunhall.centers.data.choices import ConductKind
from sunhall.centers.data.models import ConductRecord
from sunhall.centers.data.tests.scene import issue

__all__ = ["city"]


def correct(city: Cast, case: Case, *, revoke: bool) -> Case:
    """Change a decision to what other facts lead to, or revoke it."""
    asked = actions.ask_correction(
        city.sun,
        case_id=case.pk,
        ground="other",
        reason="复核后发现面积有误。",
        revoke=revoke,
        facts=None if revoke else {"area": "1"},
    )
    return grant(city.he, asked)


class TestConductKind:
    @pytest.mark.parametrize(
        ("sanctions", "kind"),
        [
            (["罚款"], ConductKind.FINE),
            (["警告", "没收违法所得"], ConductKind.FINE),
            (["罚款", "责令停产停业"], ConductKind.BUSINESS_SUSPENDED),
            (["吊销许可证件", "罚款"], ConductKind.PERMIT_REVOKED),
            (["暂扣驾驶证"], ConductKind.PERMIT_SUSPENDED),
            (["行政拘留", "罚款"], ConductKind.DETENTION),
            (["警告"], ConductKind.WARNING),
            (["一种新的处罚"], ConductKind.OTHER),
            (["责令改正"], None),
            (["不予处罚"], None),
            ([], None),
        ],
    )
    def test_is_the_gravest_sanction(self, sanctions: list[str], kind: ConductKind | None):
        assert conduct_kind(sanctions) == kind


class TestTellConduct:
    def test_waits_until_the_decision_has_reached_the_party(self, city: Cast):
        case = a_decided_case(city)

        before = ConductRecord.objects.count()
        serve(city, case, DocumentKind.DECISION)

        record = ConductRecord.objects.get()
        assert before == 0
        assert record.holder.identifier == KEEPER.identifier
        assert record.kind == ConductKind.FINE
        assert record.decision_number == decision_of(case).number
        assert record.starts_on == city.sun.today
        assert "罚款" in record.outcome

    def test_tells_of_a_penalty_on_the_spot(self, city: Cast):
        on_the_spot(city)

        assert ConductRecord.objects.get().holder.identifier == COMPANY.identifier

    def test_is_read_at_the_annual_inspection_of_the_partys_license(self, city: Cast):
        license = issue(city, (COMPANY.identifier, COMPANY.name))
        case = on_the_spot(city)

        inspection = inspect_license(
            city.lu, license_id=license.pk, year=city.lu.today.year, result="passed"
        )

        (warning,) = inspection.warnings
        assert decision_of(case).number in warning

    def test_tells_nothing_of_whoever_has_no_number(self, city: Cast):
        on_the_spot(city, party=replace(COMPANY, identifier=""))

        assert not ConductRecord.objects.exists()


class TestTakeConductBack:
    def test_ends_the_record_of_a_revoked_decision(self, city: Cast):
        case = a_served_case(city)

        correct(city, case, revoke=True)

        record = ConductRecord.objects.get()
        assert record.ended_on == city.he.today
        assert record.ended_reason == case.decisions.latest("pk").number

    def test_tells_of_the_changed_decision_once_it_is_served(self, city: Cast):
        case = a_served_case(city)

        changed = correct(city, case, revoke=False)
        assert not ConductRecord.objects.standing().exists()
        serve(city, changed, DocumentKind.CORRECTION_DECISION)

        record = ConductRecord.objects.standing().get()
        assert record.decision_number == case.decisions.latest("pk").number
