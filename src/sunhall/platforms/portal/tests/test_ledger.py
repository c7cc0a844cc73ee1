"""The ledger's public pages and API: whoever asks sees what is public, and can check it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import transaction
from django.urls import reverse

from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.events import Event, announce, event_types
from sunhall.kernel.ledger import disclosure
from sunhall.kernel.ledger.heads import public_key_pem
from sunhall.kernel.ledger.sequencer import fold
from sunhall.kernel.models import JournalEntry, LedgerHead

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
API = "/api/v1/ledger"


@dataclass(frozen=True, kw_only=True)
class DecisionShown(Event):
    """Something that anybody may see."""

    name = "test.decision.shown"
    words = "决定已公开"
    subject: ClassVar[str] = "test.decision"
    personal = ("party",)
    label: str
    party: str


@dataclass(frozen=True, kw_only=True)
class DecisionDrafted(Event):
    """Something that nobody outside may see."""

    name = "test.decision.drafted"
    subject: ClassVar[str] = "test.decision"
    label: str


@dataclass(frozen=True)
class Folded:
    """The entries of the tests' ledger, below two heads."""

    public: int
    secret: int
    waiting: int


@pytest.fixture
def folded(db, settings, tmp_path, monkeypatch) -> Folded:
    """Return a ledger with one public entry, one that is not, and one that still waits."""
    settings.SUNHALL_LEDGER_KEY = tmp_path / "ledger_key.pem"
    monkeypatch.setattr(disclosure, "_public", {DecisionShown.name})
    ids = []
    events = [
        DecisionShown(subject_id=1, label="公开一", party="张某某"),
        DecisionDrafted(subject_id=2, label="未公开"),
        DecisionShown(subject_id=3, label="待入账", party="张某某"),
    ]
    for number, event in enumerate(events):
        with transaction.atomic():
            announce(Actor(moment=MOMENT, channel=Channel.WEB, name="李执法"), event)
        ids.append(JournalEntry.objects.latest("pk").pk)
        if number < 2:
            fold(MOMENT)
    return Folded(*ids)


class TestEvents:
    def test_all_have_words(self):
        known = [one for one in event_types() if ".tests." not in one.__module__]

        assert [one.name for one in known if not one.words] == []


class TestLedger:
    def test_says_what_happened_in_words_with_its_code_beside(self, client, folded):
        entry = reverse("portal:verify_entry", args=[folded.public])

        for address in (reverse("portal:ledger"), entry):
            page = client.get(address).content.decode()

            assert f'决定已公开 <code class="small muted">{DecisionShown.name}</code>' in page

    def test_shows_the_last_head_and_those_before(self, client, folded):
        page = client.get(reverse("portal:ledger")).content.decode()

        assert LedgerHead.objects.get(number=2).root.hex() in page
        assert f"{API}/heads/1" in page

    def test_lists_public_entries_below_the_last_head_only(self, client, folded):
        page = client.get(reverse("portal:ledger")).content.decode()

        listed = [
            reverse("portal:verify_entry", args=[entry]) in page
            for entry in (folded.public, folded.secret, folded.waiting)
        ]
        assert listed == [True, False, False]

    def test_pages_by_the_number_of_a_head(self, client, folded):
        page = client.get(reverse("portal:ledger"), {"before": "2"}).content.decode()

        assert f"{API}/heads/1" in page
        assert f"{API}/heads/2" not in page

    @pytest.mark.parametrize("before", ["", "x", "-1", "0", "٣", "9" * 30])
    def test_survives_whatever_is_asked(self, client, folded, before):
        assert client.get(reverse("portal:ledger"), {"before": before}).status_code == 200

    def test_says_so_while_nothing_is_folded(self, client, db):
        page = client.get(reverse("portal:ledger")).content.decode()

        assert "账本还是空的" in page

    def test_costs_the_same_few_queries_however_long(
        self, client, folded, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(6):
            client.get(reverse("portal:ledger"))


class TestVerify:
    def test_leads_to_the_entry_of_a_number(self, client, db):
        answer = client.get(reverse("portal:verify"), {"entry": "12"})

        assert answer.url == reverse("portal:verify_entry", args=[12])

    def test_gives_the_one_command_to_run(self, client, db):
        page = client.get(reverse("portal:verify")).content.decode()

        assert "python3 sunhall_ledger_check.py receipt.json --key sunhall_ledger_key.pem" in page


class TestVerifyEntry:
    def test_hands_the_receipt_to_the_browser(self, client, folded):
        page = client.get(reverse("portal:verify_entry", args=[folded.public])).content.decode()

        embedded = page.partition('type="application/json">')[2].partition("</script>")[0]
        assert json.loads(embedded) == disclosure.public_receipt(folded.public)

    def test_shows_no_personal_facts(self, client, folded):
        page = client.get(reverse("portal:verify_entry", args=[folded.public])).content.decode()

        assert "公开一" in page
        assert "张某某" not in page

    @pytest.mark.parametrize("which", ["secret", "waiting"])
    @pytest.mark.parametrize("name", ["portal:verify_entry", "portal:receipt"])
    def test_knows_nothing_of_the_others(self, client, folded, name, which):
        answer = client.get(reverse(name, args=[getattr(folded, which)]))

        assert answer.status_code == 404

    def test_says_that_the_next_head_is_awaited(self, client, folded):
        page = client.get(reverse("portal:verify_entry", args=[folded.waiting])).content.decode()

        assert "正在记入账本" in page


class TestDownloads:
    def test_are_what_the_checker_reads(self, client, folded):
        receipt = client.get(reverse("portal:receipt", args=[folded.public]))
        key = client.get(reverse("portal:ledger_key"))
        checker = client.get(reverse("portal:ledger_checker"))

        assert json.loads(receipt.content)["public_key"] == key.content.decode()
        assert "sunhall_ledger_key.pem" in key["Content-Disposition"]
        assert checker.content.startswith(b"#!/usr/bin/env python3")


class TestApi:
    def test_answers_the_last_head(self, client, folded):
        assert client.get(f"{API}/head").json()["number"] == 2

    def test_has_no_head_while_nothing_is_folded(self, client, db):
        assert client.get(f"{API}/head").status_code == 404

    def test_lists_heads_a_page_at_a_time(self, client, folded):
        first = client.get(f"{API}/heads", {"limit": 1}).json()
        second = client.get(f"{API}/heads", {"limit": 1, "before": first["before"]}).json()

        assert [head["number"] for head in first["items"] + second["items"]] == [2, 1]
        assert second["before"] == ""

    def test_gives_receipts_of_what_is_public(self, client, folded):
        answers = [
            client.get(f"{API}/receipt/{entry}").status_code
            for entry in (folded.public, folded.secret, folded.waiting, 2**53 - 1, 2**60, 0)
        ]

        assert answers == [200, 404, 404, 404, 422, 422]

    def test_answers_what_never_changes_for_ever(self, client, folded):
        answers = [
            client.get(f"{API}/heads/1"),
            client.get(f"{API}/receipt/{folded.public}", {"head": 1}),
            client.get(f"{API}/consistency", {"old": 1, "new": 2}),
        ]

        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert all("immutable" in answer["Cache-Control"] for answer in answers)

    def test_forgets_what_may_change_or_come(self, client, folded):
        answers = [
            client.get(f"{API}/head"),
            client.get(f"{API}/receipt/{folded.public}"),
            client.get(f"{API}/heads/3"),
            client.get(f"{API}/consistency", {"old": 1, "new": 3}),
        ]

        assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
        assert not any("immutable" in answer.get("Cache-Control", "") for answer in answers)

    def test_tells_its_key(self, client, folded):
        assert client.get(f"{API}/key").json()["public_key"] == public_key_pem()
