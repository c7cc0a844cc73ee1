"""The acts: what they write, what they refuse, what the database holds besides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast

from sunhall.centers.data import actions, queries
from sunhall.centers.data.choices import (
    CancelReason,
    ConductKind,
    HolderKind,
    InspectionResult,
    LicenseState,
    Occasion,
    RevokeGround,
    WithdrawGround,
)
from sunhall.centers.data.errors import (
    BlockedByConduct,
    DataRefused,
    DayTooEarly,
    DraftOpen,
    HolderRefused,
    InspectedAlready,
    KindTaken,
    LicenseStepNotAllowed,
    NotAnIssuer,
    NoTemplate,
    NotInspected,
    PeriodRefused,
    PublishedByDrafter,
    ReasonNotFitting,
    TemplateRefused,
    WordsMissing,
    YearRefused,
)
from sunhall.centers.data.models import (
    ConductRecord,
    License,
    LicenseTemplate,
    LicenseVersion,
)
from sunhall.centers.data.rules.elements import Element
from sunhall.centers.data.tests.scene import (
    DATA,
    DEFINED_BY,
    ELEMENTS,
    HYGIENE,
    OTHER,
    PIER,
    ZHANG,
    define,
    issue,
    issue_to_citizen,
    later,
    penalized,
)
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.identifiers import check
from sunhall.kernel.models import JournalEntry


class TestDefineKind:
    def test_needs_another_to_publish(self, cast: Cast):
        both = replace(cast.lu, permissions=cast.lu.permissions | {"data:kind:publish"})
        draft = actions.define_kind(
            cast.lu,
            code=HYGIENE,
            name="卫生许可证",
            holder_kinds=[HolderKind.ENTERPRISE],
            elements=ELEMENTS,
        )

        with pytest.raises(PublishedByDrafter):
            actions.publish_template(both, template_id=draft.pk, valid_from=both.today)

        assert not LicenseTemplate.objects.get().is_published

    @pytest.mark.parametrize("code", ["", "123", f"{DEFINED_BY}1", f"{DEFINED_BY}00A", "X" * 21])
    def test_refuses_a_code_that_is_none(self, cast: Cast, code: str):
        with pytest.raises(TemplateRefused):
            define(cast, code=code)

    def test_refuses_a_second_of_the_same_code_or_name(self, cast: Cast):
        define(cast)

        for code, name in ((HYGIENE, "另一种"), (f"{DEFINED_BY}009", "公共场所卫生许可证")):
            with pytest.raises(KindTaken):
                define(cast, code=code, name=name)


class TestDraftTemplate:
    def draft(self, cast: Cast) -> LicenseTemplate:
        """Draft a second template."""
        kind = queries.get_kind(cast.lu, HYGIENE)
        return actions.draft_template(cast.lu, kind_id=kind.pk, elements=[Element("a", "甲")])

    def test_holds_from_its_day_and_ends_the_one_before(self, cast: Cast):
        old = issue(cast).template
        day = cast.kong.today + timedelta(days=10)

        actions.publish_template(cast.kong, template_id=self.draft(cast).pk, valid_from=day)

        old.refresh_from_db()
        kind = old.kind
        assert old.valid_to == day
        assert queries.current_template(cast.lu, kind) == old
        assert queries.current_template(later(cast.lu, days=10), kind).version == 2

    def test_is_one_at_a_time_and_may_be_dropped(self, cast: Cast):
        issue(cast)
        draft = self.draft(cast)

        with pytest.raises(DraftOpen):
            self.draft(cast)
        actions.drop_draft(cast.lu, template_id=draft.pk)

        assert self.draft(cast).version == 2

    def test_never_holds_for_days_that_are_over(self, cast: Cast):
        issue(cast)
        draft = self.draft(cast)

        for day in (cast.kong.today, cast.kong.today - timedelta(days=1)):
            with pytest.raises(DayTooEarly):
                actions.publish_template(cast.kong, template_id=draft.pk, valid_from=day)


class TestIssueLicense:
    def test_gives_a_number_an_identifier_and_a_term(self, cast: Cast):
        made = issue(cast)

        assert check("license-id", made.identifier).value == made.identifier
        assert made.number == "37020000120260000" + "0001"
        assert (made.valid_from, made.valid_to) == (date(2026, 3, 2), date(2030, 3, 1))
        assert made.versions.get().sheet["holder"] == PIER[1]

    def test_numbers_follow_one_another(self, cast: Cast):
        made = [issue(cast), issue(cast, OTHER)]

        assert [int(one.serial[4:]) for one in made] == [1, 2]

    def test_names_nobody_in_the_journal(self, cast: Cast):
        made = issue_to_citizen(cast)

        entry = JournalEntry.objects.get(event="data.license.issued", subject_id=made.pk)
        assert ZHANG[0] not in str(entry.facts)
        assert ZHANG[1] not in str(entry.facts)

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            ({"data": {**DATA, "category": "洗浴"}}, DataRefused),
            ({"data": {}}, DataRefused),
            ({"data": {**DATA, "more": "x"}}, DataRefused),
            ({"valid_to": date(2026, 3, 1)}, PeriodRefused),
            ({"kind_code": "nothing"}, NotFound),
        ],
    )
    def test_refuses_what_does_not_fit(
        self, cast: Cast, given: dict[str, Any], refusal: type[Exception]
    ):
        code = define(cast)
        told = {"kind_code": code, "data": DATA, **given}

        with pytest.raises(refusal):
            actions.issue_license(cast.lu, holder_identifier=PIER[0], holder_name=PIER[1], **told)

    @pytest.mark.parametrize(
        "who", [("91370200MA3QDHX031", PIER[1]), ZHANG, (PIER[0], ""), (PIER[0], "另一个名称")]
    )
    def test_refuses_a_holder_that_is_none(self, cast: Cast, who: tuple[str, str]):
        issue(cast)

        with pytest.raises(HolderRefused):
            issue(cast, who)

    def test_is_for_the_organs_that_issue_the_kind(self, cast: Cast):
        define(cast, issuer_fields=["GA"])

        with pytest.raises(NotAnIssuer):
            issue(cast)

    def test_needs_a_template_of_today(self, cast: Cast):
        draft = actions.define_kind(
            cast.lu,
            code=HYGIENE,
            name="卫生许可证",
            holder_kinds=[HolderKind.ENTERPRISE],
            elements=ELEMENTS,
        )
        tomorrow = cast.kong.today + timedelta(days=1)
        actions.publish_template(cast.kong, template_id=draft.pk, valid_from=tomorrow)

        with pytest.raises(NoTemplate):
            issue(cast)

    def test_is_not_for_everybody(self, cast: Cast):
        define(cast)

        with pytest.raises(Forbidden):
            issue(replace(cast, lu=cast.jiang))


class TestModifyLicense:
    def test_keeps_the_old_version(self, cast: Cast):
        made = issue(cast)
        before = made.identifier

        changed = actions.modify_license(
            cast.lu, license_id=made.pk, data={**DATA, "category": "住宿"}, reason="变更经营类别"
        )

        first, second = LicenseVersion.objects.filter(license=made).order_by("version")
        assert first.identifier == before
        assert ["类别", "餐饮"] in first.sheet["elements"]
        assert second.identifier == changed.identifier
        assert changed.identifier != before
        assert changed.conditions == made.conditions

    def test_says_why(self, cast: Cast):
        with pytest.raises(WordsMissing):
            actions.modify_license(cast.lu, license_id=issue(cast).pk, data=DATA, reason="改")

    def test_is_for_the_issuer_alone(self, cast: Cast):
        made = issue(cast)
        other = replace(cast.lu, organization_id=cast.li.organization_id)

        with pytest.raises(NotFound):
            actions.modify_license(other, license_id=made.pk, data=DATA, reason="变更经营类别")


class TestExtendLicense:
    def test_adds_a_term(self, cast: Cast):
        made = actions.extend_license(cast.lu, license_id=issue(cast).pk)

        assert made.valid_to == date(2034, 2, 28)
        assert made.version == 2

    def test_refuses_to_shorten_and_what_has_no_end(self, cast: Cast):
        endless = issue_to_citizen(cast)

        with pytest.raises(PeriodRefused):
            actions.extend_license(cast.lu, license_id=endless.pk)
        with pytest.raises(PeriodRefused):
            actions.extend_license(cast.lu, license_id=issue(cast).pk, valid_to=date(2029, 1, 1))


REASON = "现场检查发现隐患"
ENDINGS: dict[str, tuple[Callable[..., License], dict[str, Any], LicenseState]] = {
    "suspend": (actions.suspend_license, {"reason": REASON}, LicenseState.SUSPENDED),
    "revoke": (
        actions.revoke_license,
        {"ground": RevokeGround.FRAUD, "reason": REASON},
        LicenseState.REVOKED,
    ),
    "withdraw": (
        actions.withdraw_license,
        {"ground": WithdrawGround.LAW_CHANGED, "reason": REASON},
        LicenseState.WITHDRAWN,
    ),
    "cancel": (
        actions.cancel_license,
        {"reason": CancelReason.DISSOLVED},
        LicenseState.CANCELLED,
    ),
}


class TestEnding:
    @pytest.mark.parametrize("name", ENDINGS)
    def test_moves_a_good_license(self, cast: Cast, name: str):
        act, told, state = ENDINGS[name]

        ended = act(cast.kong, license_id=issue(cast).pk, **told)

        assert ended.state == state
        assert not ended.is_good(cast.kong.today)

    @pytest.mark.parametrize("name", ENDINGS)
    def test_is_refused_once_it_is_struck_off(self, cast: Cast, name: str):
        made = issue(cast)
        actions.cancel_license(cast.kong, license_id=made.pk, reason=CancelReason.OTHER)
        act, told, _state = ENDINGS[name]

        with pytest.raises(LicenseStepNotAllowed):
            act(cast.kong, license_id=made.pk, **told)

    @pytest.mark.parametrize("name", ENDINGS)
    def test_is_not_for_who_issues(self, cast: Cast, name: str):
        act, told, _state = ENDINGS[name]

        with pytest.raises(Forbidden):
            act(cast.lu, license_id=issue(cast).pk, **told)

    def test_resumes_what_is_suspended_and_nothing_else(self, cast: Cast):
        made = issue(cast)

        with pytest.raises(LicenseStepNotAllowed):
            actions.resume_license(cast.kong, license_id=made.pk)
        actions.suspend_license(cast.kong, license_id=made.pk, reason=REASON)

        assert actions.resume_license(cast.kong, license_id=made.pk).state == "valid"

    def test_gives_back_what_a_penalty_took_when_it_is_overturned(self, cast: Cast):
        made = issue(cast)
        number = "青城管罚决〔2026〕1号"

        taken = actions.revoke_by_penalty(cast.sun, license_id=made.pk, decision=number)
        with pytest.raises(LicenseStepNotAllowed):
            actions.resume_license(cast.kong, license_id=made.pk)
        back = actions.restore_license(cast.he, license_id=made.pk, decision=number)

        assert (taken.state, back.state) == ("revoked", "valid")

    def test_takes_a_reason_that_fits(self, cast: Cast):
        with pytest.raises(ReasonNotFitting):
            actions.cancel_license(
                cast.kong, license_id=issue(cast).pk, reason=CancelReason.NOT_EXTENDED
            )


class TestExpireLicenses:
    def test_ends_those_whose_last_day_is_over(self, cast: Cast):
        made = issue(cast, valid_to=date(2026, 3, 10))

        assert actions.expire_licenses(later(cast.system, days=8)) == 0
        assert actions.expire_licenses(later(cast.system, days=9)) == 1

        made.refresh_from_db()
        assert made.state == LicenseState.EXPIRED


class TestInspectLicense:
    def inspect(self, cast: Cast, made: License, year: int = 2026, **told: Any) -> Any:
        """Enter an inspection."""
        given = {"result": InspectionResult.PASSED, **told}
        return actions.inspect_license(cast.lu, license_id=made.pk, year=year, **given)

    def test_is_passed_once_a_year(self, cast: Cast):
        made = issue(cast)
        self.inspect(cast, made)

        with pytest.raises(InspectedAlready):
            self.inspect(cast, made)

        made.refresh_from_db()
        assert made.inspected_year == 2026

    def test_is_stopped_by_a_penalty_that_blocks(self, cast: Cast):
        made = issue(cast)
        record = penalized(cast)

        with pytest.raises(BlockedByConduct) as refused:
            self.inspect(cast, made)

        assert record.decision_number in str(refused.value)
        assert not made.inspections.exists()

    def test_goes_on_once_the_penalty_is_overturned(self, cast: Cast):
        made = issue(cast)
        penalized(cast)
        actions.end_conduct(cast.he, source="penalties.case", source_id=1, reason="复议撤销")

        self.inspect(cast, made)

        assert made.inspections.get().warnings == []

    def test_keeps_what_warns(self, cast: Cast):
        made = issue(cast)
        penalized(cast, ConductKind.FINE)

        inspection = self.inspect(cast, made)

        assert len(inspection.warnings) == 1

    def test_may_fail_in_spite_of_a_penalty_and_says_why(self, cast: Cast):
        made = issue(cast)
        penalized(cast)

        with pytest.raises(WordsMissing):
            self.inspect(cast, made, result=InspectionResult.FAILED)
        self.inspect(cast, made, result=InspectionResult.FAILED, remarks="责令停业期间")

        assert made.inspected_year is None

    @pytest.mark.parametrize("year", [2025, 2027])
    def test_is_of_a_year_that_was(self, cast: Cast, year: int):
        with pytest.raises(YearRefused):
            self.inspect(cast, issue(cast), year)

    def test_is_for_kinds_that_have_one(self, cast: Cast):
        with pytest.raises(NotInspected):
            self.inspect(cast, issue_to_citizen(cast))


class TestRecordConduct:
    def test_replaces_the_record_of_the_same_source(self, cast: Cast):
        first = penalized(cast)
        second = penalized(cast, ConductKind.FINE)

        first.refresh_from_db()
        assert first.ended_on == cast.sun.today
        assert list(ConductRecord.objects.standing()) == [second]

    def test_is_read_by_who_examines_and_by_nobody_else(self, cast: Cast):
        record = penalized(cast)

        assert queries.conduct_of(cast.lu, PIER[0]) == [record]
        with pytest.raises(Forbidden):
            queries.conduct_of(cast.jiang, PIER[0])

    def test_stands_in_the_way_of_the_same_field(self, cast: Cast):
        penalized(cast)

        def effects(field: str) -> list[bool]:
            found = queries.effects_on(cast.lu, PIER[0], Occasion.EXAMINATION, field)
            return [one.blocks for one in found]

        assert (effects("CG"), effects("WJ")) == ([True], [])


FORGED = (
    "UPDATE data_license SET state = 'cancelled', holder_id = holder_id + 1",
    "UPDATE data_license SET data = '{}'",
    "UPDATE data_license SET valid_to = '2099-01-01'",
    "DELETE FROM data_license",
    "UPDATE data_licenseversion SET code = 'AAAAAAAA'",
    "DELETE FROM data_licenseversion",
    "UPDATE data_licensetemplate SET elements = '[]'",
    "DELETE FROM data_licensetemplate",
    "UPDATE data_conductrecord SET kind = 'warning'",
    "DELETE FROM data_conductrecord",
    "UPDATE data_holder SET identifier = 'X'",
    "TRUNCATE data_licenseuse",
)


class TestDatabase:
    @pytest.mark.parametrize("statement", FORGED)
    def test_refuses_to_forge(self, cast: Cast, statement: str):
        issue(cast)
        penalized(cast)

        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    def test_refuses_a_way_that_no_license_goes(self, cast: Cast):
        made = issue(cast)
        actions.cancel_license(cast.kong, license_id=made.pk, reason=CancelReason.OTHER)

        with pytest.raises(IntegrityError), transaction.atomic():
            License.objects.filter(pk=made.pk).update(state="valid")
