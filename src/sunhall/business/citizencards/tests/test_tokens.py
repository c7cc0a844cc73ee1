"""A department's application verifies cards with a token of its own, never with more than that."""

import base64
import json
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast

from sunhall.business.citizencards.models import Card, Look
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.tests.cards import PURPOSE, allow, in_use
from sunhall.business.citizencards.tests.test_verifying import later_cast
from sunhall.centers.access.actions import register_application, switch_application
from sunhall.centers.access.models import Application

CLINICS, SHOP = "clinics", "shop"


@pytest.fixture
def card(cast: Cast) -> Card:
    """Return a card that the health commission may look at."""
    card = in_use(cast)
    allow(later_cast(cast))
    return card


def token_for(
    cast: Cast, client_id: str = CLINICS, *, owner: str = "QD-WJ", may_verify: bool = True
) -> str:
    """Register a department's application, and return the token its secret gets it."""
    _application, secret = register_application(
        cast.system,
        client_id=client_id,
        name=client_id,
        organization_code=owner,
        grant_types=["client_credentials"],
        permissions=[Permission.CARD_VERIFY] if may_verify else ["directory:person:view"],
    )
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    answer = Client().post("/oidc/token", {"grant_type": "client_credentials"}, headers=headers)
    return str(answer.json()["access_token"])


def verify(token: str, card: Card) -> Any:
    """Ask about a card with a token."""
    return Client().post(
        "/api/v1/cards/verify",
        json.dumps({"purpose": PURPOSE, "number": card.number}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


class TestToken:
    def test_verifies_for_the_department_that_owns_the_application(self, cast: Cast, card: Card):
        answer = verify(token_for(cast), card)

        assert (answer.status_code, answer.json()["is_valid"]) == (200, True)
        assert Look.objects.get().organization_id == cast.lu.organization_id

    def test_needs_its_scope(self, cast: Cast, card: Card):
        assert verify(token_for(cast, may_verify=False), card).status_code == 403

    def test_uses_no_purpose_of_another_department(self, cast: Cast, card: Card):
        assert verify(token_for(cast, SHOP, owner="QD-SF"), card).status_code == 409

    def test_ends_with_the_application(self, cast: Cast, card: Card):
        token = token_for(cast)
        key = Application.objects.get(client_id=CLINICS).pk
        switch_application(cast.system, application_id=key, is_active=False)

        assert verify(token, card).status_code == 401

    @pytest.mark.parametrize("token", ["", "x", "a.b.c", "QD-WJ", "é"])
    def test_that_nobody_gave_is_turned_down(self, cast: Cast, card: Card, token: str):
        assert verify(token, card).status_code == 401

    def test_opens_no_page(self, cast: Cast, card: Card):
        headers = {"Authorization": f"Bearer {token_for(cast)}"}

        assert Client().get("/cards/verify/", headers=headers).status_code == 302
