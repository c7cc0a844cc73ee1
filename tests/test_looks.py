"""Looking at personal data: for a purpose, in the journal, before the auditor and the citizen."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sunhall.business.citizencards.actions import reveal_holder
from sunhall.business.citizencards.tests.cards import ZHANG, apply, citizen
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.tests import cases
from sunhall.business.penalties.tests.cases import KEEPER, TODAY, a_filed_case
from sunhall.centers.access.actions import note_failure, note_session
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import visitor
from sunhall.kernel.models import JournalEntry, PrivateFacts
from sunhall.kernel.revealing import ResidentRevealed, resident_key
from sunhall.platforms.security.queries import Wanted, list_entries, list_unusual
from sunhall.platforms.security.rules.unusual import Rule
from tests.cast import Cast


@pytest.fixture
def city(cast: Cast) -> Cast:
    """Return the cast with a benchmark in effect."""
    return cases.on(cases.published(cast), TODAY)


@pytest.fixture
def case(city: Cast) -> Case:
    """Return a case against the keeper of a stall."""
    return a_filed_case(city)


def enter(login: str) -> Client:
    """Return a browser someone has signed on with."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    return client


def reveal(login: str, case: Case, purpose: str = "supervision"):
    """Ask for a party's data."""
    return enter(login).post(reverse("cases:reveal", args=[case.pk]), {"purpose": purpose})


class TestReveal:
    def test_shows_the_party_once_and_writes_down_who_looked_and_why(self, case: Case):
        before = enter("zhao").get(reverse("cases:case", args=[case.pk])).content.decode()

        answer = reveal("zhao", case)
        after = enter("zhao").get(reverse("cases:case", args=[case.pk])).content.decode()

        look = JournalEntry.objects.get(event=ResidentRevealed.name)
        assert KEEPER.identifier not in before
        assert KEEPER.identifier not in after
        assert KEEPER.identifier in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        assert (look.person_name, look.facts["purpose"]) == ("赵监督", "supervision")
        assert look.subject_id == resident_key(KEEPER.identifier)
        assert KEEPER.identifier not in str(look.facts)
        assert not PrivateFacts.objects.filter(entry=look).exists()

    @pytest.mark.parametrize("purpose", ["", "curiosity"])
    def test_shows_nothing_without_a_purpose_of_the_list(self, case: Case, purpose: str):
        answer = reveal("zhao", case, purpose)

        assert answer.status_code == 422
        assert KEEPER.identifier not in answer.content.decode()
        assert not JournalEntry.objects.filter(event=ResidentRevealed.name).exists()

    def test_shows_nothing_by_an_address_alone(self, case: Case):
        answer = enter("zhao").get(reverse("cases:reveal", args=[case.pk]) + "?purpose=case")

        assert answer.status_code == 405

    def test_needs_no_asking_for_who_handles_the_case(self, case: Case):
        page = enter("sun").get(reverse("cases:case", args=[case.pk])).content.decode()

        assert KEEPER.identifier in page
        assert "显示一次" not in page

    def test_is_written_down_once_a_day_for_who_handles_the_case(self, case: Case):
        for _time in range(2):
            enter("sun").get(reverse("cases:case", args=[case.pk]))

        look = JournalEntry.objects.get(event=ResidentRevealed.name)
        assert (look.person_name, look.facts["standing"]) == ("孙执法", "handles")
        assert look.subject_id == resident_key(KEEPER.identifier)

    def test_is_written_down_for_who_opens_a_paper(self, case: Case):
        paper = case.documents.first()

        opened = enter("zhao").get(reverse("cases:document", args=[case.pk, paper.pk]))

        look = JournalEntry.objects.get(event=ResidentRevealed.name)
        assert opened.status_code == 200
        assert (look.facts["standing"], look.facts["purpose"]) == ("watches", "supervision")

    def test_is_not_written_down_where_the_party_stays_masked(self, case: Case):
        enter("zhao").get(reverse("cases:case", args=[case.pk]))

        assert not JournalEntry.objects.filter(event=ResidentRevealed.name).exists()

    def test_shows_a_citizens_account_at_the_counter(self, city: Cast):
        account_id = citizen(city).account_id
        number = ZHANG[0]

        masked = enter("chen").get(reverse("access:account", args=[account_id])).content.decode()
        shown = (
            enter("chen")
            .post(reverse("access:reveal", args=[account_id]), {"purpose": "identity"})
            .content.decode()
        )

        assert number not in masked
        assert number in shown


class TestMine:
    def test_tells_a_citizen_of_every_look_wherever_it_was(self, city: Cast):
        by = citizen(city)
        card = apply(city)
        enter("chen").post(reverse("access:reveal", args=[by.account_id]), {"purpose": "contact"})
        with transaction.atomic():
            reveal_holder(city.jiang, number=card.number, purpose="领卡核对")

        page = enter("zhang").get(reverse("security:mine")).content.decode()

        assert all(words in page for words in ("联系本人", "陈目录", "领卡核对", "姜窗口"))

    def test_tells_nobody_of_looks_at_another(self, case: Case, city: Cast):
        citizen(city)
        reveal("zhao", case)

        page = enter("zhang").get(reverse("security:mine")).content.decode()

        assert "还没有人看过" in page


class TestJournal:
    def test_finds_who_looked_at_a_citizen_without_the_number_in_an_address(self, case: Case):
        reveal("zhao", case)

        page = enter("meng").post(reverse("security:journal"), {"resident": KEEPER.identifier})

        assert "赵监督" in page.content.decode()
        assert "监督检查" in page.content.decode()
        assert [row["entry"].event for row in page.context["entries"]] == [ResidentRevealed.name]

    @pytest.mark.parametrize(
        "asked", ["actor=赵监督", "actor=QD0004", "event=kernel.resident.revealed"]
    )
    def test_filters_by_who_and_what(self, case: Case, asked: str):
        reveal("zhao", case)

        page = enter("meng").get(f"{reverse('security:journal')}?{asked}")

        rows = page.context["entries"]
        assert rows
        assert {row["entry"].person_name for row in rows} == {"赵监督"}

    def test_pages_by_key_to_the_end(self, city: Cast):
        found, after = [], None
        while True:
            page = list_entries(city.meng, Wanted(), after=after, limit=40)
            found += [entry.pk for entry in page.items]
            if not page.next:
                break
            after = int(page.next)

        assert found == list(JournalEntry.objects.order_by("-pk").values_list("pk", flat=True))


class TestUnusual:
    def test_finds_guessing_and_new_networks(self, city: Cast):
        public = visitor(city.system.moment)
        account_id = Account.objects.get(login="sun").pk
        days = (TODAY - timedelta(days=1), TODAY + timedelta(days=1))

        def sign_on(address: str, failures: int = 0) -> None:
            for _ in range(failures):
                note_failure(public, login="sun", address=address)
            note_session(
                public,
                account_id=account_id,
                session_key=f"{address}-{failures}",
                methods=("pwd",),
                address=address,
            )

        sign_on("10.1.2.3")
        sign_on("10.1.2.99")
        sign_on("172.16.0.9", failures=3)
        found = list_unusual(city.meng, *days)

        assert {(one.rule, one.who, one.detail) for one in found} == {
            (Rule.GUESSED, "sun", ""),
            (Rule.NEW_NETWORK, "sun", "172.16.0.0/24"),
        }

    def test_draws_when_people_look(self, case: Case):
        reveal("zhao", case)

        page = enter("meng").get(reverse("security:unusual"))

        assert page.context["total"] == 1
        assert sum(bar.count for bar in page.context["hours"]) == 1
        assert 'class="bars"' in page.content.decode()
