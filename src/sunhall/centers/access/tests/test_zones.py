"""Applications that may call from some networks alone."""

import pytest
from django.test import Client
from django.urls import reverse

from sunhall.centers.access import actions
from sunhall.centers.access.errors import ApplicationRefused
from sunhall.centers.access.rules.networks import is_within, network_of
from sunhall.centers.access.tests.test_oidc import application
from sunhall.kernel.models import JournalEntry

__all__ = ["application"]

INSIDE, OUTSIDE = "59.200.1.2", "203.0.113.9"


def take_token(application, address, **headers):
    """Ask for a token from an address."""
    asked = {
        "grant_type": "client_credentials",
        "client_id": application.client_id,
        "client_secret": application.secret,
    }
    return Client().post(reverse("oidc:token"), asked, REMOTE_ADDR=address, headers=headers)


def actor_with(text, address, **headers):
    """Return who calls the API with a token from an address."""
    headers["Authorization"] = f"Bearer {text}"
    answer = Client().get("/api/v1/x", REMOTE_ADDR=address, headers=headers)
    return answer.wsgi_request.actor


@pytest.fixture
def bound(application, cast):
    """Bind the application to the government's network."""
    actions.bind_application(cast.chen, application_id=application.pk, zones=["government"])
    return application


class TestBindApplication:
    def test_knows_its_zones(self, application, cast):
        with pytest.raises(ApplicationRefused):
            actions.bind_application(cast.chen, application_id=application.pk, zones=["moon"])

    def test_lets_nothing_else_in_and_writes_down_who_tried(self, bound):
        inside, outside = take_token(bound, INSIDE), take_token(bound, OUTSIDE)

        assert inside.status_code == 200
        assert (outside.status_code, outside.json()["error"]) == (401, "invalid_client")
        entry = JournalEntry.objects.get(event="access.application.outside")
        assert (entry.subject_id, entry.facts["network"]) == (bound.pk, "203.0.113.0/24")

    def test_makes_a_token_carried_outside_worth_nothing(self, bound):
        text = take_token(bound, INSIDE).json()["access_token"]

        assert actor_with(text, INSIDE).application_id == bound.pk
        assert actor_with(text, OUTSIDE).is_visitor
        assert JournalEntry.objects.filter(event="access.application.outside").exists()

    @pytest.mark.parametrize(
        ("proxies", "reported", "is_in"),
        [
            (0, INSIDE, False),
            (1, f"{INSIDE}, {OUTSIDE}", False),
            (1, f"{OUTSIDE}, {INSIDE}", True),
            (2, INSIDE, False),
            (1, "", False),
        ],
    )
    def test_is_not_deceived_by_a_forged_header(self, bound, settings, proxies, reported, is_in):
        settings.SUNHALL_PROXIES = proxies
        headers = {"X-Forwarded-For": reported}

        answer = take_token(bound, OUTSIDE, **headers)

        assert (answer.status_code == 200) is is_in

    def test_lets_it_in_from_anywhere_again_without_zones(self, bound, cast):
        actions.bind_application(cast.chen, application_id=bound.pk, zones=[])

        assert take_token(bound, OUTSIDE).status_code == 200


class TestIsWithin:
    @pytest.mark.parametrize(
        ("address", "is_in"),
        [
            ("10.1.2.3", True),
            ("11.1.2.3", False),
            ("::ffff:10.1.2.3", True),
            ("fd00::1", True),
            ("", False),
            ("10.1.2.3, 1.1.1.1", False),
        ],
    )
    def test_reads_addresses_of_both_kinds(self, address, is_in):
        assert is_within(address, ["10.0.0.0/8", "fc00::/7"]) is is_in


class TestNetworkOf:
    @pytest.mark.parametrize(
        ("address", "network"),
        [("10.1.2.3", "10.1.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("unix:", "")],
    )
    def test_is_coarser_than_the_address(self, address, network):
        assert network_of(address) == network
