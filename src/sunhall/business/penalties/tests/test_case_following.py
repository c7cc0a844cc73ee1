"""Open cases follow whoever continues the powers; ended ones stay where they were decided."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import CaseState, Queue
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.queries import queues
from sunhall.business.penalties.queries.cases import get_case
from sunhall.business.penalties.queries.following import count_followers
from sunhall.business.penalties.tests.cases import (
    LITTER,
    REASON,
    STALL,
    TODAY,
    a_clue,
    a_filed_case,
    city,
    grant,
    last_entry,
    on,
    team,
)
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of
from sunhall.directory import actions as directory
from sunhall.directory.models import Matter, Organization
from sunhall.directory.rules.reorganizing import Part
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.row_security import Scope, guarded

__all__ = ["city"]

BASIS = "青政发〔2026〕8号"
DAY = TODAY + timedelta(days=10)


@pytest.fixture
def bureau(city: Cast) -> Organization:
    """Return the bureau whose cases they are."""
    return Organization.objects.get(code="QD-CG")


@pytest.fixture
def heir(city: Cast, bureau: Organization) -> Organization:
    """Return a bureau of the same field, which takes over."""
    return directory.add_organization(
        city.chen,
        code="QD-ZH",
        name="市综合行政执法局",
        division_id=bureau.division_id,
        domain_code=bureau.domain_code,
    )


@pytest.fixture
def later(city: Cast) -> Cast:
    """Return the cast on the day of the reorganization."""
    return on(city, DAY)


def merge(later: Cast, bureau: Organization, heir: Organization) -> None:
    """Let one bureau take over another whole, behind the wall as a request does."""
    with guarded(Scope.of(later.chen)):
        directory.merge_organizations(
            later.chen, organization_ids=[bureau.pk], into_id=heir.pk, on=DAY, basis=BASIS
        )


def afterwards(login: str, by: Actor) -> Actor:
    """Return somebody as they sign on after the reorganization."""
    return actor_of(Account.objects.get(login=login), None, by.moment)


class TestFollowSuccessor:
    def test_puts_open_cases_into_the_queue_of_the_successor(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        case = a_filed_case(city)

        merge(later, bureau, heir)

        sun = afterwards("sun", later.sun)
        with guarded(Scope.of(sun)):
            listed = queues.list_queue(sun, Queue.ORGANIZATION).items
        assert [(one.pk, one.case_number, one.organization) for one in listed] == [
            (case.pk, case.case_number, heir)
        ]
        assert not queues.list_queue(city.sun, Queue.ORGANIZATION).items

    def test_lets_the_officers_go_on_with_the_case(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        clue = a_clue(city)
        merge(later, bureau, heir)
        sun, he = afterwards("sun", later.sun), afterwards("he", later.he)

        approval = actions.ask_filing(sun, case_id=clue.pk, reason=REASON, officer_ids=team(later))

        assert grant(he, approval).state == CaseState.FILED

    def test_lets_the_new_head_answer_what_the_old_one_was_asked(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        clue = a_clue(city)
        approval = actions.ask_no_filing(
            city.sun, case_id=clue.pk, reason_code="minor", reason=REASON
        )

        merge(later, bureau, heir)

        assert grant(afterwards("he", later.he), approval).state == CaseState.NOT_FILED

    def test_leaves_what_has_ended_with_the_organ_that_decided_it(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        clue = a_clue(city)
        asked = actions.ask_no_filing(city.sun, case_id=clue.pk, reason_code="minor", reason=REASON)
        grant(city.he, asked)

        merge(later, bureau, heir)

        clue.refresh_from_db()
        assert clue.organization == bureau

    def test_lets_the_successor_read_what_has_ended(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        clue = a_clue(city)
        asked = actions.ask_no_filing(city.sun, case_id=clue.pk, reason_code="minor", reason=REASON)
        grant(city.he, asked)
        merge(later, bureau, heir)

        sun = afterwards("sun", later.sun)
        with guarded(Scope.of(sun)):
            found = get_case(sun, clue.pk)

        assert sun.own_organization_id == heir.pk
        assert found.organization == bureau

    def test_follows_only_the_matters_that_go_over(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        stall, litter = a_filed_case(city), a_clue(city, matter_code=LITTER)
        part = Part(
            organization_id=bureau.pk,
            successor_id=heir.pk,
            is_whole=False,
            matter_codes=frozenset({STALL}),
        )
        counted = count_followers(bureau.pk, [Matter.objects.get(code=STALL).pk])

        directory.split_organization(later.chen, parts=[part], on=DAY, basis=BASIS)

        owners = dict(Case.objects.values_list("pk", "organization__code"))
        assert counted == 1
        assert owners == {stall.pk: "QD-ZH", litter.pk: "QD-CG"}

    def test_tells_it_in_the_journal_of_the_case(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        case = a_filed_case(city)

        merge(later, bureau, heir)

        entry = last_entry(case, "penalties.case.followed")
        assert (entry.person_name, entry.facts["successor"]) == ("陈目录", heir.name)

    def test_does_not_let_the_administrator_see_the_cases(
        self, city: Cast, later: Cast, bureau: Organization, heir: Organization
    ):
        case = a_filed_case(city)

        merge(later, bureau, heir)

        chen = afterwards("chen", later.chen)
        with guarded(Scope.of(chen)), pytest.raises(NotFound):
            Case.objects.within(chen).lock(case.pk)


class TestCase:
    def test_goes_nowhere_without_a_succession(self, city: Cast, heir: Organization):
        case = a_clue(city)

        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(organization=heir)


class TestFollowDivision:
    def test_puts_open_cases_into_the_division_of_their_organization(
        self, city: Cast, later: Cast, bureau: Organization
    ):
        case = a_filed_case(city)
        into = directory.add_division(
            later.chen, code="370297", name="新区", kind="district", valid_from=TODAY
        )
        with guarded(Scope.of(later.chen)):
            directory.merge_division(
                later.chen,
                division_id=bureau.division_id,
                into_id=into.pk,
                counterparts={},
                on=DAY,
                basis=BASIS,
            )

        case.refresh_from_db()
        assert (case.organization, case.division_code) == (bureau, "370297")
