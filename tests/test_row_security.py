"""The second wall: what the database shows and lets change, whatever the program asks for."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from sunhall.business.penalties.models import Case, Party
from sunhall.business.penalties.models.cases import CaseQuerySet
from sunhall.business.penalties.tests import cases
from sunhall.business.penalties.tests.decisions import a_served_case
from sunhall.centers.access.actions import open_account
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of
from sunhall.directory.demo import Member, hire
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.row_security import ROLE, Scope, acting, guarded, see_as
from tests.cast import Cast

OPEN = {
    "access_account": "logins and hashes, read before anybody is known; no page lists them",
    "access_activationcode": "hashes, read before anybody is known",
    "access_application": "which applications there are; secrets are hashes",
    "access_authorization": "hashes of codes and tokens, found by them before anybody is known",
    "access_consent": "keys of an account and an application",
    "access_devicerequest": "hashes of codes, found by them before anybody is known",
    "access_enterprise": "public by law: names and credit codes",
    "access_keyceremony": "custodians of the root, named in public",
    "access_revocationlist": "public by design",
    "access_signinfailure": "logins that failed, read before anybody is known",
    "access_subscription": "which application follows what",
    "account_emailaddress": "the sign-on library's, unused",
    "account_emailconfirmation": "the sign-on library's, unused",
    "auth_group": "the framework's, unused",
    "auth_group_permissions": "the framework's, unused",
    "auth_permission": "the framework's, unused",
    "citizencards_pendingstatus": "keys of cards",
    "citizencards_purpose": "what departments may look for, public",
    "citizencards_statuslist": "public by design",
    "citizencards_usedqr": "numbers used once",
    "data_consent_kinds": "keys of a consent and a kind",
    "data_licensekind": "public by law: which licenses there are",
    "data_licensetemplate": "what licenses of a kind state, public; four eyes are public",
    "data_sharingpurpose": "what departments may look licenses up for, public",
    "data_sharingpurpose_kinds": "keys of a purpose and a kind",
    "directory_applicationresource": "the catalog of applications, public",
    "directory_division": "public by law",
    "directory_enforcementqualification": "public by law: who may enforce it",
    "directory_formername": "public by law",
    "directory_grant": "which post has which role",
    "directory_informationresource": "what information there is, not what it holds; public",
    "directory_itemrevision": "a counter",
    "directory_legalbasis": "public by law",
    "directory_matter": "public by law: the list of powers",
    "directory_organization": "public by law",
    "directory_post": "posts, not persons",
    "directory_postholding": "keys alone; the person is protected",
    "directory_reorganization": "public by law",
    "directory_role": "permissions, not persons",
    "directory_serviceitem": "public by law: what the city does for people",
    "directory_serviceitemversion": "public once published; drafts hold no case",
    "directory_succession": "public by law",
    "django_content_type": "the framework's",
    "django_migrations": "the framework's",
    "django_session": "opaque, found by an unguessable key",
    "kernel_answeredrequest": "found by an unguessable key",
    "kernel_calendarday": "public",
    "kernel_ledgerhead": "public by design",
    "kernel_ledgerleaf": "hashes, public by design",
    "kernel_ledgernode": "hashes, public by design",
    "kernel_ledgerpending": "keys of entries",
    "kernel_numberseries": "counters",
    "kernel_taskrun": "when the clock has run",
    "mfa_authenticator": "sealed second factors, read before anybody is known",
    "penalties_benchmark": "public once published; drafts hold no case and no person",
    "penalties_libraryrevision": "a counter",
    "penalties_publication": "what the hall shows, masked",
    "portal_navigationtree": "how people are led to services, public",
    "portal_navigationversion": "public once published; drafts hold no case",
    "supervision_rule": "the rules, which bind everybody",
    "supervision_rulesetrevision": "a counter",
    "supervision_ruleversion": "the rules, which bind everybody",
    "workflow_definition": "public: this is how work is done",
    "usersessions_usersession": "sessions of accounts, read before anybody is known",
}
"""The tables that are not protected, and why; a new table is protected or named here."""


@pytest.fixture
def city(cast: Cast) -> Cast:
    """Return the cast with a served case of the urban management bureau."""
    return cases.on(cases.published(cast), cases.TODAY)


@pytest.fixture
def case(city: Cast) -> Case:
    """Return a case of officer Sun's bureau."""
    return a_served_case(city)


@pytest.fixture
def stranger(city: Cast) -> Actor:
    """Return an officer of another bureau, who signs on as `stranger`."""
    member = Member("stranger", "QD0099", "陆执法", "QD-DS", "执法员", "enforcement_officer", "")
    person = hire(city.system, member)
    account = open_account(city.system, login="stranger", person_id=person.pk)
    return actor_of(account, None, city.sun.moment)


@pytest.fixture
def no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the filter of cases, everywhere."""
    monkeypatch.setattr(CaseQuerySet, "within", lambda rows, by: rows.all())


def tables(*, protected: bool) -> set[str]:
    """Return the tables with, or without, row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
            "AND relnamespace = 'public'::regnamespace AND relrowsecurity = %s",
            [protected],
        )
        return {name for (name,) in cursor}


def signed_on(login: str) -> Client:
    """Return the browser of somebody of the cast."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    return client


class TestTables:
    def test_are_protected_or_say_why_not(self, db: None):
        assert tables(protected=False) == set(OPEN)

    def test_show_the_public_nothing_but_acts_on_the_directory(self, case: Case):
        with guarded():
            seen = {name: count(name) for name in tables(protected=True)}
            subjects = set(JournalEntry.objects.values_list("subject", flat=True))

        assert {name for name, rows in seen.items() if rows} == {"kernel_journalentry"}
        assert {subject.partition(".")[0] for subject in subjects} == {"directory"}
        assert "directory.person" not in subjects

    def test_hold_something_that_could_be_seen(self, case: Case):
        held = {name for name in tables(protected=True) if count(name)}

        assert {"penalties_case", "penalties_party", "penalties_document"} <= held


class TestForgottenFilter:
    def test_leaks_no_case_in_a_list(self, stranger: Actor, case: Case, no_filter: None):
        page = signed_on("stranger").get(reverse("cases:list"), {"queue": "organization"})

        assert case.party is not None
        assert case.party.name not in page.content.decode()

    def test_leaks_no_case_in_a_search(self, stranger: Actor, case: Case, no_filter: None):
        asked = {"queue": "organization", "q": case.case_number}
        page = signed_on("stranger").get(reverse("cases:list"), asked)

        assert reverse("cases:case", args=[case.pk]) not in page.content.decode()

    def test_leaks_no_case_in_an_export(self, stranger: Actor, case: Case, no_filter: None):
        answer = signed_on("stranger").get(reverse("cases:export", args=["csv"]))

        assert case.case_number not in b"".join(answer).decode()

    @pytest.mark.parametrize("name", ["cases:case", "cases:facts", "cases:delivered"])
    def test_leaks_no_page(self, stranger: Actor, case: Case, no_filter: None, name: str):
        assert signed_on("stranger").get(reverse(name, args=[case.pk])).status_code == 404

    def test_leaks_no_document(self, stranger: Actor, case: Case, no_filter: None):
        document = case.documents.latest("pk")
        address = reverse("cases:document", args=[case.pk, document.pk])

        assert signed_on("stranger").get(address).status_code == 404

    def test_is_not_missed_by_those_who_may_see_it(
        self, stranger: Actor, case: Case, no_filter: None
    ):
        page = signed_on("sun").get(reverse("cases:list"), {"queue": "organization"})

        assert case.case_number in page.content.decode()


class TestWriting:
    def test_is_refused_outside_an_act(self, city: Cast):
        with guarded(Scope.of(city.sun)), pytest.raises(ProgrammingError), transaction.atomic():
            Party.objects.create(kind="citizen", name="某人")

    def test_reaches_no_case_of_others(self, stranger: Actor, case: Case):
        with guarded(), acting(stranger):
            changed = Case.objects.filter(pk=case.pk).update(title="改")

        assert changed == 0

    def test_finds_no_case_of_others_to_lock(self, stranger: Actor, case: Case):
        with guarded(), acting(stranger), pytest.raises(NotFound):
            Case.objects.lock(case.pk)

    def test_reaches_ones_own(self, city: Cast, case: Case):
        with guarded(), acting(city.sun):
            changed = Case.objects.filter(pk=case.pk).update(title="改")

        assert changed == 1


class TestGuarded:
    def test_acts_as_a_role_that_owns_nothing(self, db: None):
        with guarded():
            role = current_role()

        assert role == ROLE
        assert current_role() != ROLE

    def test_tells_again_what_a_savepoint_took_back(self, city: Cast, case: Case):
        with guarded():
            with pytest.raises(NotFound):
                look_and_fail(city.sun)

            assert Case.objects.filter(pk=case.pk).exists()

    def test_sees_after_an_act_what_was_seen_before(self, stranger: Actor, case: Case):
        with guarded(Scope.of(stranger)):
            with acting(stranger):
                seen_in_act = Case.objects.filter(pk=case.pk).exists()
            seen_after = Case.objects.filter(pk=case.pk).exists()

        assert (seen_in_act, seen_after) == (True, False)


@transaction.atomic
def look_and_fail(by: Actor) -> None:
    """Look as somebody, so that the database is told, and take it back."""
    see_as(by)
    Case.objects.exists()
    raise NotFound("", 0)


def current_role() -> str:
    """Return the role that statements run as."""
    return str(ask("SELECT current_user"))


def count(table: str) -> int:
    """Return how many rows of a table are seen."""
    return int(ask(f"SELECT count(*) FROM {table}"))  # noqa: S608  a name from the catalog


def ask(sql: str) -> Any:
    """Return the one value of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
