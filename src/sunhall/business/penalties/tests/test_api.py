"""The public API: what it finds, decides and proves, and how it says no."""

import json
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from sunhall.business.penalties.models import Benchmark, Determination
from sunhall.business.penalties.tests.library import STALL, Library, library, renamed

__all__ = ["library"]

ROOT = "/api/v1/penalties"
CODE = "QD-CG-001"
FACTS = {"refused": True, "place": "人行道", "area": 3, "prior": 0}


def decide(client: Client, facts: Any, code: str = CODE, **more: Any):
    body = json.dumps({"facts": facts, **more})
    address = f"{ROOT}/matters/{code}/decisions"
    return client.post(address, body, content_type="application/json")


class TestListMatters:
    def test_finds_by_everyday_words(self, client, library):
        found = client.get(f"{ROOT}/matters", {"q": "占道经营"}).json()

        assert [row["code"] for row in found["items"]] == [CODE]

    def test_pages_by_key_to_the_end(self, client, library):
        codes, after = [], ""
        while after is not None:
            page = client.get(f"{ROOT}/matters", {"limit": 3, "after": after}).json()
            codes += [row["code"] for row in page["items"]]
            after = page["after"]

        assert codes == ["QD-CG-001", "QD-CG-003", "QD-CG-009", "QD-CG-010"]

    def test_is_never_stale_after_a_publication(self, client, library):
        client.get(f"{ROOT}/matters")
        library.publish(renamed(CODE, "改过的名称"))

        found = client.get(f"{ROOT}/matters").json()

        assert found["items"][0]["name"] == "改过的名称"


class TestReadBenchmark:
    def test_gives_table_certificate_and_words(self, client, library):
        found = client.get(f"{ROOT}/matters/{CODE}").json()

        stored = Benchmark.objects.get(matter__code=CODE)
        assert found["document"] == stored.document
        assert found["certificate"] == stored.proof
        assert len(found["tiers"]) == 26

    def test_is_not_found_in_the_one_form_of_problems(self, client, library):
        response = client.get(f"{ROOT}/matters/NOPE")

        assert response.status_code == 404
        assert response.json()["code"] == "not_found"
        assert response.json()["faults"] == []

    def test_gives_an_old_version(self, client, library):
        library.publish(renamed(CODE, "改过的名称"))

        found = client.get(f"{ROOT}/matters/{CODE}/versions/1").json()

        assert found["status"] == "superseded"
        assert found["valid_to"] is not None


class TestDecide:
    def test_gives_what_the_calculator_gives(self, client, library):
        decision = decide(client, FACTS).json()
        by_address = client.get(f"{ROOT}/matters/{CODE}/decision", STALL).json()

        assert (decision["tier"], decision["fine_yuan"]) == (9, 800)
        assert by_address == decision

    def test_stores_nothing(self, client, library, django_assert_max_num_queries):
        with django_assert_max_num_queries(1):
            decide(client, FACTS)

        assert not Determination.objects.exists()

    def test_names_every_fault(self, client, library):
        response = decide(client, {"place": "月球", "area": "NaN", "colour": "red"})

        assert response.status_code == 422
        faults = {fault["key"] for fault in response.json()["faults"]}
        assert faults == {"place", "area", "colour", "prior", "refused"}

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b'{"facts": []}',
            b'{"facts": {"area": 1e999}}',
            b'{"facts": {"area": NaN}}',
            b'{"facts": {"area": ' + b"9" * 5000 + b"}}",
            b'{"facts": {"area": "\\u0000"}}',
            b'{"facts": {"\\ud800": "\\ud800"}}',
            b'{"facts": ' + b"[" * 100_000,
            b'{"facts": {"area": ' + b"[" * 500 + b"]" * 500 + b"}}",
            b'{"facts": {}, "version": 99999999999999999999}',
            b"\xff\xfe",
        ],
    )
    def test_turns_down_odd_bodies_in_the_one_form_of_problems(self, client, library, body):
        address = f"{ROOT}/matters/{CODE}/decisions"

        response = client.post(address, body, content_type="application/json")

        assert response.status_code in (400, 404, 422)
        assert set(response.json()) == {"code", "message", "faults"}


class TestRecheck:
    def test_proves_again_and_finds_the_published_hashes(self, client, library):
        again = client.get(f"{ROOT}/matters/{CODE}/versions/1/recheck").json()

        assert (again["holds"], again["is_same_table"], again["is_same_proof"]) == (True,) * 3


class TestStatistics:
    def test_counts_what_is_in_effect(self, client, library):
        figures = client.get(f"{ROOT}/statistics").json()

        assert (figures["items"], figures["no_discretion"]) == (4, 3)
        assert figures["mean_tiers"] == "26.00"


class TestLists:
    def test_count_by_organization_and_by_law(self, client, library):
        organizations = client.get(f"{ROOT}/organizations").json()
        laws = client.get(f"{ROOT}/laws").json()

        assert organizations[0]["count"] == 4
        assert {"law": "青岛市市容和环境卫生管理条例", "count": 2} in laws


class TestRevision:
    def test_grows_with_every_publication(self, client, library):
        before = client.get(f"{ROOT}/revision").json()["revision"]
        library.publish(renamed(CODE, "改过的名称"))

        after = client.get(f"{ROOT}/revision").json()["revision"]

        assert after > before


@pytest.fixture
def one_connection(db):
    """Keep the test's own database connection over requests, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


whole = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
schema = whole.exclude(path_regex="/penalties/cases")


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_makes_the_server_fail(
    one_connection: None, library: Library, case: schemathesis.Case
) -> None:
    """Whatever is sent, the answer is one that the description of the API announces."""
    response = case.call(headers={"Accept-Encoding": "identity"})

    case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
