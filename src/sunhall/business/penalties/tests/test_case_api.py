"""The API of cases: what it shows, every act at an address, and each act once."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.actions.by_step import ACTS
from sunhall.business.penalties.models import Approval, Case, Document, Evidence, Payment
from sunhall.business.penalties.rules.next_steps import STEPS
from sunhall.business.penalties.tests.cases import (
    COMPANY,
    FACTS,
    KEEPER,
    PHOTO,
    REASON,
    STALL,
    a_clue,
    a_filed_case,
    a_photo,
    city,
    committed_city,
    team,
)
from sunhall.business.penalties.tests.decisions import MINOR, a_served_case
from sunhall.business.penalties.tests.test_api import one_connection
from sunhall.centers.access.models import Account
from sunhall.kernel.models import AnsweredRequest, JournalEntry

__all__ = ["city", "committed_city", "one_connection"]

ROOT = "/api/v1/penalties/cases"
WRITERS = 8
AMOUNT = re.compile(r"yuan|amount|fine|principal|sum$|money|price", re.IGNORECASE)
CLUE = {
    "source": "patrol",
    "title": "擅自占用机动车道设摊经营",
    "place": "闽江路 128 号门前",
    "discovered_on": "2026-01-05",
    "occurred_on": "2026-01-05",
    "matter_code": STALL,
    "party": {"kind": "citizen", "name": KEEPER.name, "identifier": KEEPER.identifier},
}

Caller = Callable[..., Any]


def caller(login: str) -> Caller:
    """Return how somebody who has signed on calls an act: address, body, key, files."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(login=login))
    keys = iter(range(10**6))

    def call(path: str, body: Any = None, *, key: str = "", files: Any = None) -> Any:
        headers = {"Idempotency-Key": key or f"{login} {next(keys)}".replace(" ", "-")}
        data: Any = json.dumps(body or {})
        if files is not None:
            return client.post(f"{ROOT}{path}", {"body": data, "files": files}, headers=headers)
        return client.post(f"{ROOT}{path}", data, content_type="application/json", headers=headers)

    return call


def reader(login: str) -> Client:
    """Return the browser of somebody who has signed on."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    return client


def photo(tmp_path: Any) -> Any:
    """Return a photo as a program sends it."""
    path = tmp_path / "stall.jpg"
    path.write_bytes(PHOTO)
    return path.open("rb")


class TestListCases:
    def test_pages_by_key_to_the_end(self, city):
        made = {a_clue(city).pk for _ in range(5)}
        client, found, after = reader("sun"), [], ""

        while after is not None:
            page = client.get(ROOT, {"queue": "mine", "limit": 2, "after": after}).json()
            found += [row["id"] for row in page["items"]]
            after = page["after"]

        assert (len(found), set(found)) == (5, made)

    def test_is_for_those_who_may_see_cases(self, city):
        statuses = [Client().get(ROOT).status_code, reader("chen").get(ROOT).status_code]

        assert statuses == [401, 403]


class TestReadCase:
    def test_says_what_is_next_by_what_article_until_when(self, city):
        case = a_filed_case(city)

        told = reader("sun").get(f"{ROOT}/{case.pk}").json()

        assert told["state"] == "filed"
        assert told["next"]["step"] == "add-evidence"
        assert told["next"]["law"] == "行政处罚法 第四十六条"
        assert told["next"]["due_date"] == case.due_date.isoformat()
        assert [one["concern"] for one in told["obligations"]] == ["decision"]
        assert [one["kind"] for one in told["documents"]] == ["filing_approval"]
        barred = {
            one["step"]: one["hindrance"]["code"] for one in told["steps"] if one["hindrance"]
        }
        assert barred["finish-investigation"] == "no_evidence"

    def test_is_not_there_for_another_organization(self, city):
        case = a_clue(city)

        assert reader("li").get(f"{ROOT}/{case.pk}").status_code in (403, 404)

    def test_names_no_party(self, city):
        case = a_clue(city)

        told = reader("zhao").get(f"{ROOT}/{case.pk}").content.decode()

        assert KEEPER.name not in told
        assert KEEPER.identifier not in told


class TestActs:
    def test_take_a_clue_to_the_filed_case_and_its_facts(self, city, tmp_path):
        sun, he = caller("sun"), caller("he")

        case_id = sun("", CLUE).json()["case_id"]
        told = {"kind": "audiovisual", "title": "现场照片", "obtained_on": "2026-01-05"}
        added = sun(f"/{case_id}/acts/add-evidence", told, files=photo(tmp_path))
        asked = sun(
            f"/{case_id}/acts/ask-filing", {"reason": REASON, "officer_ids": team(city)}
        ).json()
        granted = he(f"/{case_id}/approvals/{asked['made'][0]['id']}/grant").json()
        facts = {"facts": FACTS, "evidence": {key: [1] for key in FACTS}}
        recorded = sun(f"/{case_id}/acts/record-facts", facts)

        assert added.status_code == 200
        assert Evidence.objects.get().file.content == PHOTO
        assert granted["number"].startswith("青城管案〔")
        assert granted["state"] == "filed"
        assert recorded.status_code == 200
        assert JournalEntry.objects.filter(channel="api", event="penalties.case.filed").exists()

    def test_penalize_on_the_spot_with_photos_and_pay(self, city, tmp_path):
        told = {
            "matter_code": STALL,
            "party": {"kind": COMPANY.kind, "name": COMPANY.name},
            "facts": MINOR,
            "occurred_on": city.sun.today.isoformat(),
            "place": CLUE["place"],
            "officer_ids": team(city),
        }

        answer = caller("sun")("/on-the-spot", told, files=[photo(tmp_path)])

        assert answer.status_code in (200, 409)
        assert answer.json().get("state", answer.json().get("code")) in (
            "served",
            "sheet_incomplete",
        )

    def test_record_a_payment_of_what_is_due(self, city):
        case = a_served_case(city)

        paid = caller("sun")(
            f"/{case.pk}/acts/record-payment",
            {"way": "bank", "paid_on": city.sun.today.isoformat(), "voucher": "鲁财 1"},
        )

        assert paid.json()["state"] == "executed"
        assert Payment.objects.get().amount_yuan == 1200

    def test_return_a_request_and_say_why(self, city):
        clue = a_clue(city)
        approval = actions.ask_clue_extension(city.sun, case_id=clue.pk, reason=REASON)

        answer = caller("he")(
            f"/{clue.pk}/approvals/{approval.pk}/return", {"opinion": "请补充理由。"}
        )

        assert answer.status_code == 200
        assert Approval.objects.get().status == "returned"

    def test_are_refused_in_the_one_form_of_problems(self, city):
        clue = a_clue(city)

        answer = caller("sun")(f"/{clue.pk}/acts/finish-investigation", {"conclusion": "处罚。"})

        assert answer.status_code == 409
        assert answer.json()["code"] == "step_not_allowed"
        assert clue.clue_number in answer.json()["message"]

    def test_name_every_fault_of_the_facts(self, city):
        case = a_filed_case(city)
        a_photo(city, case)

        answer = caller("sun")(
            f"/{case.pk}/acts/record-facts",
            {
                "facts": {"place": "月球", "colour": "red"},
                "evidence": {"place": [1], "colour": [1]},
            },
        )

        assert answer.status_code == 422
        assert {fault["key"] for fault in answer.json()["faults"]} >= {"place"}

    def test_are_about_things_of_the_case_in_the_address(self, city):
        one, other = a_clue(city), a_clue(city)
        approval = actions.ask_clue_extension(city.sun, case_id=one.pk, reason=REASON)

        answer = caller("he")(f"/{other.pk}/approvals/{approval.pk}/grant")

        assert answer.status_code == 404
        assert Approval.objects.get().status == "pending"

    def test_are_only_for_those_who_may(self, city):
        clue = a_clue(city)
        path, told = f"/{clue.pk}/acts/ask-no-filing", {"reason_code": "minor", "reason": REASON}

        statuses = {
            login: caller(login)(path, told).status_code
            for login in ("li", "wang", "zhao", "chen", "he", "sun")
        }

        assert statuses == {**dict.fromkeys(("li", "wang", "zhao", "chen", "he"), 403), "sun": 200}

    def test_ask_a_visitor_to_sign_on_whatever_the_address(self, city):
        client = Client(headers={"Idempotency-Key": "1"})
        paths = client.get("/api/v1/openapi.json").json()["paths"]
        calls = [
            (method, re.sub(r"{\w+}", "1", path))
            for path, methods in paths.items()
            if path.startswith(ROOT)
            for method in methods
        ]

        answers = [getattr(client, method)(path) for method, path in calls]

        assert len(answers) > len(STEPS)
        assert {(one.status_code, one.json()["code"]) for one in answers} == {
            (401, "sign_on_first")
        }

    def test_leave_no_trace_of_those_who_may_not(self, city):
        clue = a_clue(city)
        entries = JournalEntry.objects.count()
        paths = [f"/{clue.pk}/acts/{key.value}" for key, row in STEPS.items() if not row.about]

        answers = [caller(login)(path) for login in ("li", "chen", "zhao") for path in paths]

        assert {one.status_code for one in answers} <= {403, 404, 422}
        assert JournalEntry.objects.count() == entries

    def test_of_every_step_have_an_address(self):
        assert set(ACTS) == set(STEPS)

    def test_take_no_amount_anywhere(self):
        raw = Client().get("/api/v1/openapi.json").json()
        shapes = raw["components"]["schemas"]
        asked = {name: shape for name, shape in shapes.items() if name.endswith("In")}
        fields = {f"{name}.{one}" for name, shape in asked.items() for one in shape["properties"]}

        assert len(asked) > len(STEPS)
        assert {one for one in fields if AMOUNT.search(one.partition(".")[2])} == set()


class TestIdempotencyKey:
    def test_is_demanded(self, city):
        answer = reader("sun").post(ROOT, json.dumps(CLUE), content_type="application/json")

        assert answer.status_code == 422
        assert not Case.objects.exists()

    def test_gives_the_first_answer_again(self, city):
        sun = caller("sun")

        answers = [sun("", CLUE, key="k1").json() for _ in range(3)]

        assert answers[0] == answers[1] == answers[2]
        assert Case.objects.count() == 1

    def test_of_a_file_gives_the_first_answer_again(self, city, tmp_path):
        case, sun = a_clue(city), caller("sun")
        told = {"kind": "audiovisual", "title": "现场照片", "obtained_on": "2026-01-05"}
        path = f"/{case.pk}/acts/add-evidence"

        answers = [sun(path, told, key="k1", files=photo(tmp_path)).json() for _ in range(2)]

        assert answers[0] == answers[1]
        assert Evidence.objects.count() == 1

    def test_does_not_serve_another_request(self, city):
        sun = caller("sun")
        sun("", CLUE, key="k1")

        answer = sun("", {**CLUE, "title": "另一件事"}, key="k1")

        assert (answer.status_code, answer.json()["code"]) == (422, "key_used_otherwise")
        assert Case.objects.count() == 1

    def test_is_each_persons_own(self, city):
        answers = [caller(login)("", CLUE, key="k1").json() for login in ("sun", "qian")]

        assert answers[0]["case_id"] != answers[1]["case_id"]

    def test_stays_free_after_a_refusal(self, city):
        clue, sun = a_clue(city), caller("sun")
        path, told = f"/{clue.pk}/acts/ask-filing", {"reason": REASON, "officer_ids": [0]}
        refused = sun(path, told, key="k1")

        answer = sun(path, {**told, "officer_ids": team(city)}, key="k1")

        assert (refused.status_code, answer.status_code) == (409, 200)
        assert AnsweredRequest.objects.count() == 1

    def test_acts_once_when_sent_eight_times_at_once(self, committed_city: Cast):
        city = committed_city
        clue = a_clue(city)
        approval = actions.ask_filing(
            city.sun, case_id=clue.pk, reason=REASON, officer_ids=team(city)
        )
        heads = [caller("he") for _ in range(WRITERS)]

        def grant(he: Caller) -> tuple[int, str]:
            try:
                answer = he(f"/{clue.pk}/approvals/{approval.pk}/grant", key="once")
                return answer.status_code, answer.content.decode()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(WRITERS) as pool:
            answers = set(pool.map(grant, heads))

        assert len(answers) == 1
        assert answers.pop()[0] == 200
        assert JournalEntry.objects.filter(event="penalties.case.filed").count() == 1
        assert Document.objects.count() == 1

    def test_of_eight_lets_one_of_eight_pay(self, committed_city: Cast):
        city = committed_city
        case = a_served_case(city)
        told = {"way": "bank", "paid_on": city.sun.today.isoformat(), "voucher": "鲁财 1"}
        officers = [caller(login) for login in ("sun", "qian") * 4]

        def pay(number: int) -> str:
            try:
                path = f"/{case.pk}/acts/record-payment"
                return str(officers[number](path, told, key=f"pay-{number}").json().get("code", ""))
            finally:
                connections.close_all()

        with ThreadPoolExecutor(WRITERS) as pool:
            answers = sorted(pool.map(pay, range(WRITERS)))

        assert answers == ["", *["nothing_due"] * (WRITERS - 1)]
        assert Payment.objects.count() == 1


whole = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
EVERY_CALL = whole.include(path_regex="/penalties/cases").as_strategy()


@given(sent=EVERY_CALL)
@settings(
    max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
def test_no_request_of_an_officer_makes_the_server_fail(
    one_connection: None, city: Cast, sent: schemathesis.Case
) -> None:
    """Whatever is sent, the answer is one that the description of the API announces."""
    client = reader("sun")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    response = sent.call(headers={"Accept-Encoding": "identity"}, cookies=cookies)

    sent.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
