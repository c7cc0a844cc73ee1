"""Who may see licenses and what for: purposes, consents, disclosures, the code on the paper."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from tests.authority import hold, now
from tests.cast import Cast

from sunhall.centers.access import actions as access
from sunhall.centers.access.tests.test_seals import a_picture
from sunhall.centers.data import actions, queries
from sunhall.centers.data.errors import (
    ConsentPeriodRefused,
    HoursRefused,
    KindsMissing,
    NoConsent,
    NotGoodNow,
    NothingToShow,
    PurposeNotGranted,
    PurposeTaken,
    SealedAlready,
)
from sunhall.centers.data.models import License, LicenseUse
from sunhall.centers.data.tests.scene import (
    DATA,
    DOCTOR,
    HYGIENE,
    LIN,
    PIER,
    ZHANG,
    allow,
    boss,
    citizen,
    issue,
    issue_to_citizen,
    later,
)
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.row_security import acting, guarded, see_as


class TestLookUp:
    def test_shows_what_the_purpose_names_and_tells_the_holder(self, cast: Cast):
        made = issue(cast)
        allow(cast)
        by = boss(cast)

        (shown,) = actions.look_up(cast.jiang, identifier=PIER[0], purpose="intake")

        (use,) = queries.list_own_uses(by).items
        assert dict(shown.elements)["经营场所"] == DATA["premises"]
        assert "负责人" not in dict(shown.elements)
        assert (use.license, use.purpose) == (made, "窗口收件核验")
        assert use.person_name == cast.jiang.name

    def test_shows_what_is_sensitive_where_the_purpose_needs_it(self, cast: Cast):
        issue(cast)
        allow(cast, shows_sensitive=True)

        (shown,) = actions.look_up(cast.jiang, identifier=PIER[0], purpose="intake")

        assert dict(shown.elements)["负责人"] == DATA["manager"]

    def test_shows_no_other_kind(self, cast: Cast):
        issue_to_citizen(cast)
        issue(cast)
        allow(cast, HYGIENE)

        assert actions.look_up(cast.jiang, identifier=ZHANG[0], purpose="intake") == []

    def test_is_refused_without_a_purpose_of_today(self, cast: Cast):
        issue(cast)
        allow(cast)

        for by in (later(cast.jiang, days=-1), replace(cast.jiang, organization_id=0)):
            with pytest.raises(PurposeNotGranted):
                actions.look_up(by, identifier=PIER[0], purpose="intake")
        with pytest.raises(Forbidden):
            actions.look_up(cast.lu, identifier=PIER[0], purpose="intake")

    def test_is_in_the_journal_with_its_purpose_and_no_name(self, cast: Cast):
        issue(cast)
        allow(cast)

        actions.look_up(cast.jiang, identifier=PIER[0], purpose="intake")

        entry = JournalEntry.objects.get(event="data.license.used")
        assert entry.facts["purpose"] == "窗口收件核验"
        assert PIER[1] not in str(entry.facts)

    def test_ends_with_the_purpose(self, cast: Cast):
        issue(cast)
        allow(cast)
        (purpose,) = queries.list_own_purposes(cast.jiang)

        with pytest.raises(PurposeTaken):
            allow(cast)
        tomorrow = cast.chen.today + timedelta(days=1)
        actions.end_purpose(cast.chen, purpose_id=purpose.pk, valid_to=tomorrow)

        with pytest.raises(PurposeNotGranted):
            actions.look_up(later(cast.jiang, days=1), identifier=PIER[0], purpose="intake")


class TestConsent:
    def give(self, by: Actor, *names: str, hours: int = 24) -> int:
        """Consent to an application."""
        return actions.give_consent(
            by,
            kind_names=names,
            subject="approvals.application",
            subject_id=7,
            purpose="申请医师执业注册",
            until=by.moment + timedelta(hours=hours),
        ).pk

    def draw(self, by: Actor, name: str = "医师资格证书"):
        """Draw what was consented to."""
        with acting(by):
            return actions.draw_licenses(
                by, subject="approvals.application", subject_id=7, kind_name=name
            )

    def test_lets_a_matter_draw_a_license_by_the_name_in_its_guide(self, cast: Cast):
        made = issue_to_citizen(cast)
        zhang = citizen(cast)
        self.give(zhang, "身份证/医师证")

        (drawn,) = self.draw(cast.jiang)

        assert drawn.license_id == made.pk
        assert dict(drawn.elements)["毕业院校"] == "青岛医学院"
        assert LicenseUse.objects.get().purpose == "申请医师执业注册"

    def test_is_needed(self, cast: Cast):
        issue_to_citizen(cast)

        with pytest.raises(NoConsent):
            self.draw(cast.jiang)

    def test_ends_when_it_is_withdrawn_or_over(self, cast: Cast):
        issue_to_citizen(cast)
        zhang = citizen(cast)
        given = self.give(zhang, "医师资格证书")

        with pytest.raises(NoConsent):
            self.draw(later(cast.jiang, hours=25))
        actions.withdraw_consent(zhang, consent_id=given)

        with pytest.raises(NoConsent):
            self.draw(cast.jiang)

    def test_is_the_holders_alone(self, cast: Cast):
        issue_to_citizen(cast)
        given = self.give(citizen(cast), "医师资格证书")
        issue_to_citizen(cast, LIN)

        with pytest.raises(NotFound):
            actions.withdraw_consent(citizen(cast, LIN, "lin"), consent_id=given)

    def test_names_kinds_and_ends_within_a_year(self, cast: Cast):
        issue_to_citizen(cast)
        zhang = citizen(cast)

        with pytest.raises(KindsMissing):
            self.give(zhang, "没有这种证")
        with pytest.raises(ConsentPeriodRefused):
            self.give(zhang, "医师资格证书", hours=24 * 400)


class TestLicensesThatProve:
    def test_are_found_by_the_names_of_guides(self, cast: Cast):
        made = issue_to_citizen(cast)

        found = queries.licenses_that_prove(citizen(cast), ["身份证/医师证", "营业执照"])

        assert found == {"身份证/医师证": [made], "营业执照": []}

    def test_are_the_enterprises_and_ones_own_for_an_agent(self, cast: Cast):
        made, own = issue(cast), issue_to_citizen(cast)

        found = queries.licenses_that_prove(boss(cast), ["公共场所卫生许可证", "医师资格证书"])

        assert [*found.values()] == [[made], [own]]

    def test_are_good_now(self, cast: Cast):
        made = issue_to_citizen(cast)
        actions.suspend_license(cast.kong, license_id=made.pk, reason="正在核查资格")

        assert queries.licenses_that_prove(citizen(cast), ["医师资格证书"])["医师资格证书"] == []


class TestAgent:
    def test_shows_the_enterprises_license_and_not_their_own(self, cast: Cast):
        made, own = issue(cast), issue_to_citizen(cast)
        by = boss(cast)

        link = actions.disclose(by, license_id=made.pk, elements=["premises"], hours=1)

        assert queries.list_own_licenses(by) == [made]
        assert queries.get_disclosed(cast.visitor, link.token)[0].kind == made.kind.name
        with pytest.raises(NotFound):
            actions.disclose(by, license_id=own.pk, elements=["level"], hours=1)


class TestConditionsOf:
    def test_are_read_by_who_enforces_them(self, cast: Cast):
        issue(cast)

        (shown,) = queries.conditions_of(cast.sun, PIER[0])

        assert ("许可时间", "6:00–22:00") in shown.conditions
        assert shown.elements == ()

    def test_are_not_for_everybody(self, cast: Cast):
        with pytest.raises(Forbidden):
            queries.conditions_of(cast.jiang, PIER[0])


class TestDisclose:
    def test_shows_what_was_chosen_and_nothing_else(self, cast: Cast):
        made = issue_to_citizen(cast)
        zhang = citizen(cast)

        link = actions.disclose(zhang, license_id=made.pk, elements=["level", "nothing"], hours=1)

        shown, until = queries.get_disclosed(cast.visitor, link.token)
        assert shown.elements == (("级别", "执业医师"),)
        assert shown.holder == "张某某"
        assert until == zhang.moment + timedelta(hours=1)

    def test_shows_the_name_where_that_was_chosen(self, cast: Cast):
        made = issue_to_citizen(cast)

        link = actions.disclose(
            citizen(cast), license_id=made.pk, elements=[], hours=1, shows_name=True
        )

        assert queries.get_disclosed(cast.visitor, link.token)[0].holder == ZHANG[1]

    def test_ends_by_itself_and_when_it_is_taken_back(self, cast: Cast):
        made = issue_to_citizen(cast)
        zhang = citizen(cast)
        one, two = (
            actions.disclose(zhang, license_id=made.pk, elements=["level"], hours=hours)
            for hours in (1, 2)
        )

        actions.end_disclosure(zhang, disclosure_id=two.pk)

        with pytest.raises(NotFound):
            queries.get_disclosed(later(cast.visitor, hours=1), one.token)
        with pytest.raises(NotFound):
            queries.get_disclosed(cast.visitor, two.token)

    def test_shows_how_the_license_stands_now(self, cast: Cast):
        made = issue_to_citizen(cast)
        link = actions.disclose(citizen(cast), license_id=made.pk, elements=["level"], hours=1)

        actions.suspend_license(cast.kong, license_id=made.pk, reason="正在核查资格")

        assert queries.get_disclosed(cast.visitor, link.token)[0].state == "suspended"

    def test_refuses_what_shows_nothing_or_too_long_or_is_no_good(self, cast: Cast):
        made = issue_to_citizen(cast)
        zhang = citizen(cast)

        with pytest.raises(NothingToShow):
            actions.disclose(zhang, license_id=made.pk, elements=["nothing"], hours=1)
        with pytest.raises(HoursRefused):
            actions.disclose(zhang, license_id=made.pk, elements=["level"], hours=73)
        actions.suspend_license(cast.kong, license_id=made.pk, reason="正在核查资格")
        with pytest.raises(NotGoodNow):
            actions.disclose(zhang, license_id=made.pk, elements=["level"], hours=1)

    def test_is_the_holders_alone(self, cast: Cast):
        made = issue_to_citizen(cast)
        citizen(cast)

        with pytest.raises(NotFound):
            actions.disclose(
                citizen(cast, LIN, "lin"), license_id=made.pk, elements=["level"], hours=1
            )


class TestVerifyLicense:
    def test_opens_with_number_and_code(self, cast: Cast):
        made = issue_to_citizen(cast)

        for number in (made.number, made.identifier, f" {made.number} "):
            found = queries.verify_license(cast.visitor, number, made.code.lower())
            assert (found.holder, found.is_good) == ("张某某", True)

    @pytest.mark.parametrize("code", ["", "AAAAAAAA", "证"])
    def test_opens_with_no_other_code(self, cast: Cast, code: str):
        made = issue_to_citizen(cast)

        with pytest.raises(NotFound):
            queries.verify_license(cast.visitor, made.number, code)

    def test_says_that_a_later_version_has_taken_its_place(self, cast: Cast):
        made = issue(cast)
        number, code = made.number, made.code
        actions.modify_license(cast.lu, license_id=made.pk, data=DATA, reason="换发新证照")

        found = queries.verify_license(cast.visitor, number, code)

        assert (found.is_last, found.is_good) == (False, False)

    def test_says_how_it_stands(self, cast: Cast):
        made = issue(cast)
        actions.suspend_license(cast.kong, license_id=made.pk, reason="正在停业整顿")

        found = queries.verify_license(cast.visitor, made.number, made.code)

        assert (found.state, found.is_good) == ("suspended", False)


class TestPaper:
    def test_is_the_same_bytes_each_time(self, cast: Cast):
        version = issue(cast).versions.get()

        first, second = (queries.pdf_of_version(version, "http://city/v") for _ in range(2))

        assert first.startswith(b"%PDF-")
        assert sha256(first).digest() == sha256(second).digest()

    def test_bears_the_organs_seal_once_another_grants_it(self, cast: Cast, authority_home: None):
        cast = now(cast)
        hold(cast.system)
        made = issue(cast)
        seal = access.request_seal(cast.lu, name="许可专用章", picture=a_picture())
        access.grant_seal(cast.kong, seal_id=seal.pk)

        asked = actions.ask_for_seal(cast.lu, license_id=made.pk, seal_id=seal.pk)
        with pytest.raises(SealedAlready):
            actions.ask_for_seal(cast.lu, license_id=made.pk, seal_id=seal.pk)
        access.grant_seal_use(cast.kong, use_id=asked.use_id)

        version = made.versions.get()
        assert b"/Sig" in queries.pdf_of_version(version)


class TestWall:
    """What the database shows, whatever the program asks for."""

    def seen(self, by: Actor) -> list[str]:
        """Return the numbers of all licenses that somebody could see."""
        with guarded():
            see_as(by)
            return list(License.objects.order_by("pk").values_list("number", flat=True))

    def test_shows_licenses_to_issuer_and_holder_alone(self, cast: Cast):
        one, two = issue(cast), issue_to_citizen(cast)
        other = replace(cast.lu, organization_id=cast.li.organization_id)
        lin = citizen(cast, LIN, "lin")

        assert self.seen(cast.lu) == [one.number, two.number]
        assert self.seen(boss(cast)) == [one.number, two.number]
        for by in (other, lin, cast.jiang, cast.sun, cast.visitor):
            assert self.seen(by) == []

    def test_shows_uses_to_who_used_and_who_holds(self, cast: Cast):
        issue(cast)
        allow(cast, HYGIENE, DOCTOR)
        actions.look_up(cast.jiang, identifier=PIER[0], purpose="intake")

        def count(by: Actor) -> int:
            with guarded():
                see_as(by)
                return LicenseUse.objects.count()

        assert [count(by) for by in (cast.jiang, boss(cast), cast.sun)] == [1, 1, 0]
