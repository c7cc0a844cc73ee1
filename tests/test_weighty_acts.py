"""Weighty acts: which they are, and that no edge leads to one past a fresh proof."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sunhall.business.penalties import actions as penalties
from sunhall.business.penalties.models import Approval
from sunhall.business.penalties.tests import cases
from sunhall.centers.access.models import Account
from sunhall.kernel.actions import catalog
from sunhall.kernel.errors import ConfirmationNeeded
from sunhall.kernel.views import CONFIRMED_SECONDS, PROVED_KEY
from tests.cast import Cast

WEIGHTY = {
    "access": {
        "add_agent", "add_authenticator_app", "add_passkey", "disable_account", "enable_account",
        "end_agent", "issue_activation_code", "open_account", "open_citizen_account",
        "register_application", "register_enterprise", "remove_all_factors", "remove_factor",
        "renew_recovery_codes", "renew_secret", "switch_application",
    },
    "data": {"revoke_license", "withdraw_license"},
    "directory": {
        "define_role", "delegate_roles", "grant_role", "revoke_grant", "withdraw_delegation",
    },
    "kernel": {"erase_private_facts"},
    "penalties": {
        "grant_approval", "publish_benchmarks", "publish_decision", "retract_publication",
    },
}  # fmt: skip
"""What gives or takes power, binds a citizen for good, or cannot be taken back."""

NAMES = sorted(entry.name for entry in catalog() if entry.is_weighty)


@pytest.fixture
def approval(cast: Cast) -> Approval:
    """Return what officer Sun asked the head for."""
    city = cases.on(cases.published(cast), cases.TODAY)
    clue = cases.a_clue(city)
    return penalties.ask_filing(
        city.sun, case_id=clue.pk, reason=cases.REASON, officer_ids=cases.team(city)
    )


@pytest.fixture
def head(approval: Approval) -> Iterator[Client]:
    """Return the head's browser, who has not proved anything for a while."""
    browser = Client()
    browser.force_login(Account.objects.get(login="he"))
    age(browser)
    return browser


def age(browser: Client, seconds: int = CONFIRMED_SECONDS) -> None:
    """Let somebody have proved so many seconds ago to be who they are."""
    session = browser.session
    session[PROVED_KEY] = int(timezone.now().timestamp()) - seconds
    session.save()


def grant_by_api(browser: Client, approval: Approval) -> tuple[int, str]:
    """Approve over the API; return the status and the code of the problem."""
    answer = browser.post(
        f"/api/v1/penalties/cases/{approval.case_id}/approvals/{approval.pk}/grant",
        "{}",
        "application/json",
        headers={"Idempotency-Key": "once"},
    )
    return answer.status_code, answer.json().get("code", "")


def test_are_those_of_the_table():
    named = {f"{app}:{name}" for app, names in WEIGHTY.items() for name in names}
    found = {
        f"{app}:{entry.name.rpartition('.')[2]}"
        for entry in catalog()
        if entry.is_weighty
        for app in WEIGHTY
        if f".{app}." in entry.name
    }

    assert found == named


@pytest.mark.parametrize("name", NAMES)
def test_are_refused_to_an_old_proof_before_anything_is_looked_at(name: str, cast: Cast):
    module, _dot, function = name.rpartition(".")
    stale = replace(cast.system, is_confirmed=False)

    with pytest.raises(ConfirmationNeeded):
        getattr(import_module(module), function)(stale)


class TestApi:
    def test_refuses_an_old_proof(self, head: Client, approval: Approval):
        assert grant_by_api(head, approval) == (403, "confirm_first")
        assert Approval.objects.get(pk=approval.pk).is_pending

    def test_takes_a_fresh_one(self, head: Client, approval: Approval):
        age(head, 5)

        assert grant_by_api(head, approval)[0] == 200

    def test_takes_no_proof_from_the_future(self, head: Client, approval: Approval):
        age(head, -60)

        assert grant_by_api(head, approval) == (403, "confirm_first")


class TestPages:
    def test_ask_to_confirm_and_lead_back_to_the_list(self, head: Client, approval: Approval):
        page = f"http://testserver{reverse('cases:approvals')}"
        chosen = {"ids": [approval.pk], "do": "grant"}

        answer = head.post(reverse("cases:approvals"), chosen, headers={"Referer": page})

        assert answer.url == f"{reverse('access:confirm')}?next={reverse('cases:approvals')}"
        assert Approval.objects.get(pk=approval.pk).is_pending

    def test_lead_nowhere_foreign(self, head: Client, approval: Approval):
        chosen = {"ids": [approval.pk], "do": "grant"}

        answer = head.post(
            reverse("cases:approvals"), chosen, headers={"Referer": "https://evil.example/"}
        )

        assert answer.url == f"{reverse('access:confirm')}?next=/"

    def test_ask_before_the_form_of_one_request(self, head: Client, approval: Approval):
        address = reverse("cases:answer", args=[approval.case_id, approval.pk])

        assert head.get(address).url.startswith(reverse("access:confirm"))
