"""Acting in another's place, and how far a grant reaches: over the pages and the database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sunhall.business.penalties import actions as penalties
from sunhall.business.penalties.errors import OwnRequest
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.tests import cases
from sunhall.centers.access.actions import open_account
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of
from sunhall.directory import actions, queries
from sunhall.directory.choices import Scope
from sunhall.directory.demo import Member, Unit, hire
from sunhall.directory.errors import (
    AlreadyClosed,
    DelegatedAlready,
    DelegatedElsewhere,
    DelegatedToOneself,
    EndsBeforeStart,
    OutlivesGrant,
    ScopeWithoutDivision,
)
from sunhall.directory.models import Division, Grant, Organization, PostHolding, Role
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.row_security import Scope as Wall
from sunhall.kernel.row_security import guarded
from sunhall.kernel.views import PROVED_KEY
from tests.cast import Cast

APPROVE = "penalties:case:approve"
TRIP = "参加全国培训"
DISTRICT_OFFICER = Member(
    "nan", "QD0081", "南执法", "370202-CG", "执法员", "enforcement_officer", "", "37020010081"
)
DISTRICT_HEAD = Member("dong", "QD0082", "东局长", "370202-CG", "局长", "head", "")


@pytest.fixture
def city(cast: Cast) -> Cast:
    """Return the cast on a Monday, with two benchmarks in effect."""
    return cases.on(cases.published(cast), cases.TODAY)


def delegate(by: Actor, to: Actor, days: int = 7, **changes: object) -> Grant:
    """Delegate everything of somebody's own post to another's post for some days."""
    told = {
        "grant_ids": [one.pk for one in queries.list_delegable(by)],
        "post_id": to.post_id,
        "valid_from": by.today,
        "valid_to": by.today + timedelta(days=days),
        "reason": TRIP,
    }
    return actions.delegate_roles(by, **{**told, **changes})[0]


def later(by: Actor, days: int = 0) -> Actor:
    """Return somebody some days later, with what they may do then."""
    account = Account.objects.get(person_id=by.person_id)
    return actor_of(account, by.post_id, by.moment + timedelta(days=days))


class TestDelegateRoles:
    def test_lets_the_deputy_act_for_the_period_alone(self, city: Cast):
        delegate(city.he, city.qian)

        days = [later(city.qian, day).may(APPROVE) for day in (-1, 0, 6, 7)]

        assert days == [False, True, True, False]

    def test_takes_nothing_from_who_delegates(self, city: Cast):
        delegate(city.he, city.qian)

        assert later(city.he, 1).may(APPROVE)

    def test_lets_the_journal_say_in_whose_place(self, city: Cast):
        clue = cases.a_clue(city)
        approval = penalties.ask_filing(
            city.sun, case_id=clue.pk, reason=cases.REASON, officer_ids=cases.team(city)
        )
        delegate(city.he, city.qian)

        penalties.grant_approval(later(city.qian), approval_id=approval.pk)

        entry = JournalEntry.objects.filter(subject_id=clue.pk, person_id=city.qian.person_id)
        assert entry.latest("pk").who == "钱执法（代何局长）"

    def test_says_nothing_of_it_where_the_deputy_acts_in_their_own_right(self, city: Cast):
        delegate(city.he, city.sun)

        clue = cases.a_clue(replace(city, sun=later(city.sun)))

        entry = JournalEntry.objects.filter(subject="penalties.case", subject_id=clue.pk)
        assert entry.latest("pk").who == "孙执法"

    def test_lets_nobody_approve_what_they_asked_for(self, city: Cast):
        clue = cases.a_clue(city)
        approval = penalties.ask_filing(
            city.sun, case_id=clue.pk, reason=cases.REASON, officer_ids=cases.team(city)
        )
        delegate(city.he, city.sun)

        with pytest.raises(OwnRequest):
            penalties.grant_approval(later(city.sun), approval_id=approval.pk)

    def test_is_never_passed_on(self, city: Cast):
        received = delegate(city.he, city.qian)

        with pytest.raises(DelegatedAlready):
            delegate(later(city.qian), city.sun, grant_ids=[received.pk])
        assert received.pk not in {one.pk for one in queries.list_delegable(later(city.qian))}

    def test_stays_in_the_organization(self, city: Cast):
        with pytest.raises(DelegatedElsewhere):
            delegate(city.he, city.zhao)

    def test_is_refused_to_ones_own_post(self, city: Cast):
        with pytest.raises(DelegatedToOneself):
            delegate(city.he, city.he)

    def test_gives_only_what_is_ones_own(self, city: Cast):
        others = Grant.objects.get(post_id=city.wang.post_id)

        with pytest.raises(NotFound):
            delegate(city.he, city.qian, grant_ids=[others.pk])

    @pytest.mark.parametrize("days", [0, -1])
    def test_needs_a_period(self, city: Cast, days: int):
        with pytest.raises(EndsBeforeStart):
            delegate(city.he, city.qian, days)

    def test_lasts_no_longer_than_the_grant(self, city: Cast):
        Grant.objects.filter(post_id=city.he.post_id).update(
            valid_to=city.he.today + timedelta(days=3)
        )

        with pytest.raises(OutlivesGrant):
            delegate(city.he, city.qian)

    def test_ends_with_the_grant_it_comes_from(self, city: Cast):
        received = delegate(city.he, city.qian)
        end = city.he.today + timedelta(days=2)
        actions.revoke_grant(city.chen, grant_id=received.delegated_from_id or 0, on=end)

        assert [later(city.qian, day).may(APPROVE) for day in (1, 2)] == [True, False]

    def test_ends_when_who_delegated_leaves_the_post(self, city: Cast):
        delegate(city.he, city.qian)
        held = PostHolding.objects.get(post_id=city.he.post_id)
        actions.relieve(city.chen, holding_id=held.pk, on=city.he.today + timedelta(days=2))

        assert [later(city.qian, day).may(APPROVE) for day in (1, 2)] == [True, False]

    def test_is_refused_to_the_public(self, city: Cast):
        with pytest.raises(Forbidden):
            delegate(city.visitor, city.qian)

    def test_has_a_period_in_the_database_too(self, city: Cast):
        received = delegate(city.he, city.qian)

        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=received.pk).update(valid_to=None)


class TestWithdrawDelegation:
    def test_holds_at_once(self, city: Cast):
        received = delegate(city.he, city.qian)

        actions.withdraw_delegation(later(city.he), grant_id=received.pk)

        assert not later(city.qian).may(APPROVE)

    def test_happens_once(self, city: Cast):
        received = delegate(city.he, city.qian)
        actions.withdraw_delegation(city.he, grant_id=received.pk)

        with pytest.raises(AlreadyClosed):
            actions.withdraw_delegation(city.he, grant_id=received.pk)

    def test_is_for_who_delegated_and_who_grants_roles(self, city: Cast):
        received = delegate(city.he, city.qian)

        with pytest.raises(NotFound):
            actions.withdraw_delegation(city.wang, grant_id=received.pk)
        actions.withdraw_delegation(city.chen, grant_id=received.pk)

        assert Grant.objects.get(pk=received.pk).withdrawn_on == city.chen.today

    def test_reaches_no_plain_grant(self, city: Cast):
        plain = Grant.objects.get(post_id=city.he.post_id)

        with pytest.raises(NotFound):
            actions.withdraw_delegation(city.he, grant_id=plain.pk)


class TestWhoCould:
    def test_names_the_head_and_the_deputy_of_that_day(self, city: Cast, django_assert_num_queries):
        delegate(city.he, city.qian)

        with django_assert_num_queries(1):
            found = queries.who_could(city.zhao, APPROVE, city.he.today, organization="QD-CG")

        principals = [
            (one.name, one.grant.delegated_from and one.grant.granted_by) for one in found
        ]
        assert [(name, str(of or "")) for name, of in principals] == [
            ("钱执法", "何局长"),
            ("何局长", ""),
        ]

    def test_counts_the_day_on_which_it_was_taken_back(self, city: Cast):
        received = delegate(city.he, city.qian)
        actions.withdraw_delegation(city.he, grant_id=received.pk)

        days = [
            {one.name for one in queries.who_could(city.zhao, APPROVE, day)}
            for day in (city.he.today, city.he.today + timedelta(days=1))
        ]

        assert days == [{"何局长", "钱执法"}, {"何局长"}]

    def test_tells_what_one_person_could_do(self, city: Cast):
        delegate(city.he, city.qian)

        roles = [
            one.grant.role.code
            for one in queries.who_could(city.zhao, "", city.he.today, number="QD0006")
        ]

        assert roles == ["enforcement_officer", "head"]

    def test_is_empty_before_anybody_was_appointed(self, city: Cast):
        assert queries.who_could(city.zhao, APPROVE, date(2019, 3, 31)) == []

    def test_names_nobody_to_whom_persons_are_not_shown(self, city: Cast):
        assert {one.name for one in queries.who_could(city.he, APPROVE, city.he.today)} == {
            "何局长"
        }


class TestScope:
    @pytest.fixture
    def case(self, city: Cast) -> Case:
        """Return a case of a district's bureau."""
        units = [
            Unit("370202", "市南区人民政府", "市南区政府", "government", "", "QD", "370202"),
            Unit("370202-CG", "市南区综合行政执法局", "市南执法局", "district_bureau", "CG",
                 "370202", "370202"),
        ]  # fmt: skip
        set_up_below(city.system, units)
        return cases.a_clue(replace(city, sun=hired(city, DISTRICT_OFFICER)), matter_code="")

    @pytest.mark.parametrize(
        ("scope", "division", "sees"),
        [
            (Scope.OWN, "", False),
            (Scope.SUBTREE, "", True),
            (Scope.DIVISION, "370202", True),
            (Scope.DIVISION, "370203", False),
            (Scope.CITY, "", True),
        ],
    )
    def test_widens_what_is_seen_on_both_walls(
        self, city: Cast, case: Case, scope: Scope, division: str, sees: bool
    ):
        rescope(city.he, scope, division)
        he = later(city.he)

        with guarded(Wall.of(he)):
            filtered = Case.objects.within(he).filter(pk=case.pk).exists()
            unfiltered = Case.objects.filter(pk=case.pk).exists()

        assert (filtered, unfiltered) == (sees, sees)

    def test_shows_the_case_on_its_page_but_offers_no_act(self, city: Cast, case: Case):
        rescope(city.he, Scope.SUBTREE)
        browser = signed_on("he")

        page = browser.get(reverse("cases:case", args=[case.pk]))
        step = browser.get(reverse("cases:step", args=[case.pk, "ask-filing"]))

        assert case.clue_number in page.content.decode()
        assert step.status_code in {403, 404}

    def test_shows_a_district_only_its_own(self, city: Cast, case: Case):
        own = hired(city, DISTRICT_HEAD)
        elsewhere = cases.a_clue(city)

        with guarded(Wall.of(own)):
            seen = set(Case.objects.values_list("pk", flat=True))

        assert case.pk in seen
        assert elsewhere.pk not in seen

    def test_names_a_division_where_it_is_one(self, city: Cast):
        role = Role.objects.get(code="reviewer")

        with pytest.raises(ScopeWithoutDivision):
            actions.grant_role(
                city.chen, role_id=role.pk, post_id=city.he.post_id, scope=Scope.DIVISION
            )

    def test_costs_no_more_queries(self, city: Cast, django_assert_num_queries):
        rescope(city.he, Scope.CITY)

        with django_assert_num_queries(1):
            queries.authority_of(city.he.post_id or 0, city.he.today)


class TestPages:
    def test_delegate_show_and_withdraw(self, city: Cast):
        browser, today = signed_on("he"), timezone.localdate()
        grant = Grant.objects.get(post_id=city.he.post_id)
        told = {
            "grants": [grant.pk],
            "post": city.qian.post_id,
            "valid_from": today.isoformat(),
            "valid_to": (today + timedelta(days=7)).isoformat(),
            "reason": TRIP,
        }

        browser.post(reverse("directory:delegate"), told)
        given = browser.get(reverse("directory:delegations")).content.decode()
        received = signed_on("qian").get(reverse("directory:delegations")).content.decode()
        person = signed_on("zhao").get(reverse("directory:person", args=["QD0006"]))
        key = Grant.objects.delegated().get().pk
        browser.post(reverse("directory:withdraw_delegation", args=[key]))

        assert TRIP in given
        assert "代 何局长" in received
        assert "代 何局长" in person.content.decode()
        assert Grant.objects.get(pk=key).withdrawn_on == today

    def test_ask_to_confirm_before_anything_is_delegated(self, city: Cast):
        browser = Client()
        browser.force_login(Account.objects.get(login="he"))
        session = browser.session
        session[PROVED_KEY] = 0
        session.save()

        answer = browser.get(reverse("directory:delegate"))

        assert answer.url.startswith(reverse("access:confirm"))

    def test_keep_what_was_typed_when_it_is_refused(self, city: Cast):
        today = timezone.localdate().isoformat()
        told = {"post": city.qian.post_id, "valid_from": today, "valid_to": today, "reason": TRIP}

        answer = signed_on("he").post(reverse("directory:delegate"), told)

        assert answer.status_code == 422
        assert TRIP in answer.content.decode()

    def test_say_who_could(self, city: Cast):
        asked = {"what": APPROVE, "on": timezone.localdate().isoformat()}

        page = signed_on("zhao").get(reverse("directory:who_could"), asked).content.decode()

        assert "何局长" in page
        assert "孙执法" not in page

    def test_say_who_could_do_an_act(self, city: Cast):
        act = "act:sunhall.business.penalties.actions.asking.grant_approval"
        asked = {"what": act, "on": timezone.localdate().isoformat()}

        page = signed_on("chen").get(reverse("directory:who_could"), asked).content.decode()

        assert "何局长" in page


def signed_on(login: str) -> Client:
    """Return the browser of somebody who has just proved to be who they are."""
    browser = Client()
    browser.force_login(Account.objects.get(login=login))
    session = browser.session
    session[PROVED_KEY] = int(timezone.now().timestamp())
    session.save()
    return browser


def hired(city: Cast, member: Member) -> Actor:
    """Hire somebody, and return them acting in their post."""
    person = hire(city.system, member)
    account = open_account(city.system, login=member.login, person_id=person.pk)
    return actor_of(account, None, city.sun.moment)


def rescope(by: Actor, scope: Scope, division: str = "") -> None:
    """Let the grant of somebody's post reach elsewhere."""
    found = Division.objects.filter(code=division).first()
    Grant.objects.filter(post_id=by.post_id).update(scope=scope, division=found)


def set_up_below(by: Actor, units: list[Unit]) -> None:
    """Set organizations up below the city's government."""
    first, *others = units
    divisions = {one.code: one.pk for one in queries.list_divisions(by)}
    for unit in (first, *others):
        actions.add_organization(
            by,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            domain_code=unit.domain_code,
            division_id=divisions[unit.division],
            parent_id=Organization.objects.get(code=unit.parent).pk,
            valid_from=date(2019, 4, 1),
        )
