"""Forms sent twice, or by two officers at once: one act, and everyone lands on its result."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.models import Approval, Case, Evidence, Service
from sunhall.business.penalties.tests.cases import (
    REASON,
    STALL,
    a_clue,
    city,
    committed_city,
    team,
)
from sunhall.business.penalties.tests.decisions import a_told_case, grant, last_document
from sunhall.business.penalties.tests.test_case_concurrency import WRITERS, at_once
from sunhall.centers.access.models import Account
from sunhall.kernel.models import JournalEntry

__all__ = ["city", "committed_city"]

ONCE = re.compile(r'name="once" value="(\w+)"')


def browser(login: str) -> Client:
    """Return the browser of somebody who has signed on."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    return client


def key_of(client: Client, address: str) -> str:
    """Return the key of the form that a page shows."""
    found = ONCE.search(client.get(address).content.decode())
    assert found is not None
    return found[1]


def all_at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Send everything at once; return the answers."""

    def send(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(send, calls))


class TestDoubleClick:
    def test_registers_a_clue_once_and_lands_on_it(self, city: Cast):
        client, address = browser("sun"), reverse("cases:register")
        told = {
            "source": "patrol",
            "title": "占道经营",
            "occurred_on": "2026-01-05",
            "discovered_on": "2026-01-05",
            "matter_code": STALL,
            "party_kind": "citizen",
            "once": key_of(client, address),
        }

        answers = [client.post(address, told) for _ in range(2)]

        case = Case.objects.get()
        assert [one["Location"] for one in answers] == [reverse("cases:case", args=[case.pk])] * 2

    def test_of_a_form_shown_anew_with_its_faults_acts_once_it_is_right(self, city: Cast):
        clue, client = a_clue(city), browser("sun")
        address = reverse("cases:step", args=[clue.pk, "add-evidence"])
        told = {"kind": "audiovisual", "title": "现场照片", "obtained_on": "2026-01-05"}
        key = key_of(client, address)

        faulty = client.post(address, {**told, "title": "", "once": key})
        right = client.post(address, {**told, "once": key})

        assert (faulty.status_code, right.status_code) == (409, 302)
        assert Evidence.objects.count() == 1

    def test_at_once_asks_once_and_lands_on_the_case(self, committed_city: Cast):
        clue, client = a_clue(committed_city), browser("sun")
        address = reverse("cases:step", args=[clue.pk, "add-evidence"])
        told = {
            "kind": "audiovisual",
            "title": "现场照片",
            "obtained_on": "2026-01-05",
            "once": key_of(client, address),
        }
        clicks = [browser("sun") for _ in range(WRITERS)]

        answers = all_at_once([lambda one=one: one.post(address, told) for one in clicks])

        landed = {(one.status_code, one.headers.get("Location")) for one in answers}
        assert landed == {(302, reverse("cases:case", args=[clue.pk]))}
        assert Evidence.objects.count() == 1
        assert JournalEntry.objects.filter(event="penalties.evidence.collected").count() == 1


class TestTwoAtOnce:
    def test_one_grants_and_the_other_reads_that_it_was_answered(self, committed_city: Cast):
        city = committed_city
        clue = a_clue(city)
        approval = actions.ask_filing(
            city.sun, case_id=clue.pk, reason=REASON, officer_ids=team(city)
        )
        address = reverse("cases:answer", args=[clue.pk, approval.pk])
        heads = [browser("he"), browser("he")]

        answers = all_at_once([lambda one=one: one.post(address, {"do": "grant"}) for one in heads])

        refused = max(answers, key=lambda one: one.status_code)
        assert sorted(one.status_code for one in answers) == [302, 409]
        assert f"这项申请已由 {city.he.name} 于" in refused.content.decode()
        assert Approval.objects.get().status == "granted"

    def test_one_of_eight_serves(self, committed_city: Cast):
        city = committed_city
        case = a_told_case(city)
        grant(city.he, actions.ask_decision(city.sun, case_id=case.pk))
        decision = last_document(case, DocumentKind.DECISION)

        answers = at_once(
            lambda: actions.serve_document(
                city.sun,
                document_id=decision.pk,
                way="direct",
                served_on=city.sun.today,
                receiver="张小贩",
            )
        )

        assert answers == ["", *["served_already"] * (WRITERS - 1)]
        assert Service.objects.filter(document=decision).count() == 1
