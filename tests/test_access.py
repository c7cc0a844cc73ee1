"""Every address, for every role: who gets in, who is asked to sign on, who is turned away."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sunhall.business.citizencards.actions import lift_loss, report_loss
from sunhall.business.citizencards.choices import LossKind
from sunhall.business.citizencards.models import Batch, Purpose
from sunhall.business.citizencards.tests.cards import allow, citizen, in_use
from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.demo import law_pack
from sunhall.business.penalties.events import BenchmarkPublished
from sunhall.business.penalties.tests.cases import a_clue
from sunhall.business.penalties.tests.decisions import a_served_case, decision_of
from sunhall.business.supervision import actions as supervision
from sunhall.business.supervision.models import Finding, Rule
from sunhall.centers.access import actions as access
from sunhall.centers.access.choices import Profile
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import certificate_of
from sunhall.centers.access.tests.test_seals import DECISION, a_picture
from sunhall.directory import actions as directory
from sunhall.directory.models import Person, Post
from sunhall.directory.rules.drafts import MatterDraft
from sunhall.kernel.ledger.sequencer import fold
from sunhall.kernel.models import JournalEntry, PrivateFacts
from sunhall.kernel.sheets import write_workbook
from tests.authority import a_certificate, hold, now
from tests.cast import Cast

ROLES = (
    *("visitor", "li", "wang", "sun", "zhao", "chen", "qian", "he", "zhou"),
    *("jiang", "pan", "lu", "meng", "zhang"),
)
ALL = frozenset(ROLES)
STAFF = ALL - {"visitor"}
DRAFTERS = frozenset({"li"})
PUBLISHERS = frozenset({"wang"})
DETERMINERS = frozenset({"sun", "qian"})
SUPERVISORS = frozenset({"zhao", "zhou"})
BENCHMARK_VIEWERS = frozenset({"li", "wang", "sun", "qian", "he"}) | SUPERVISORS
HANDLERS = frozenset({"sun", "qian"})
CASE_READERS = HANDLERS | {"wang", "he"} | SUPERVISORS
ANSWERERS = frozenset({"he"})
DIRECTORY = frozenset({"chen"})
PERSON_VIEWERS = SUPERVISORS | {"chen"}
SEAL_HANDLERS = frozenset({"li", "sun", "qian", "he"})
COUNTER = frozenset({"jiang"})
PRODUCERS = frozenset({"pan"})
DEPARTMENTS = frozenset({"lu"})
CITIZENS = frozenset({"zhang"})
AUDITORS = frozenset({"meng"})


@dataclass(frozen=True)
class Entry:
    """Who may use an address; `arguments` name things of the scene, `methods` those it answers."""

    roles: frozenset[str]
    arguments: dict[str, Any] = field(default_factory=dict)
    methods: tuple[str, ...] = ("get",)


def addresses(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the full name of every address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            name = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, name)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{prefix}{pattern.name}"


CODE = {"code": "QD-CG-001"}
UNIT = {"code": "QD-CG"}
BENCHMARK = {"benchmark_id": "published"}
VERSION = {**CODE, "version": 1}
CASE = {"case_id": "case"}
FINDING = {"finding_id": "finding"}
CERTIFICATE = {"certificate_id": "certificate"}
ACCOUNT = {"account_id": "account"}
APPLICATION = {"client_id": "archive-hall"}
CARD = {"number": "card_number"}
BATCH = {"batch_id": "batch"}

ENTRIES: dict[str, Entry] = {
    "security:status": Entry(AUDITORS),
    "security:journal": Entry(AUDITORS, methods=("get", "post")),
    "security:unusual": Entry(AUDITORS),
    "security:mine": Entry(CITIZENS),
    "portal:home": Entry(ALL),
    "portal:search": Entry(ALL),
    "portal:about": Entry(ALL),
    "portal:robots": Entry(ALL),
    "portal:ledger": Entry(ALL),
    "portal:verify": Entry(ALL),
    "portal:verify_entry": Entry(ALL, {"entry_id": "public_entry"}),
    "portal:receipt": Entry(ALL, {"entry_id": "public_entry"}),
    "portal:private_facts": Entry(DIRECTORY),
    "portal:erase": Entry(DIRECTORY, {"entry_id": "personal_entry"}, ("get", "post")),
    "portal:ledger_key": Entry(ALL),
    "portal:ledger_checker": Entry(ALL),
    "kernel:language": Entry(ALL, {"code": "en"}),
    "access:sign_in": Entry(ALL),
    "access:demo": Entry(ALL, {"login": "li"}, ("post",)),
    "access:second_factor": Entry(STAFF, methods=("get", "post")),
    "access:passkey": Entry(ALL, methods=("post",)),
    "access:passkey_options": Entry(ALL),
    "access:activate": Entry(ALL, methods=("get", "post")),
    "access:confirm": Entry(STAFF, methods=("get", "post")),
    "access:security": Entry(STAFF),
    "access:change_password": Entry(STAFF, methods=("get", "post")),
    "access:authenticator": Entry(STAFF, methods=("get", "post")),
    "access:recovery_codes": Entry(STAFF),
    "access:add_passkey": Entry(STAFF),
    "access:creation_options": Entry(STAFF),
    "access:remove_factor": Entry(frozenset(), {"factor_id": 1}, ("post",)),
    "access:end_session": Entry(STAFF, {"session_id": 0}, ("post",)),
    "access:agents": Entry(frozenset()),
    "access:add_agent": Entry(frozenset(), methods=("get", "post")),
    "access:end_agent": Entry(frozenset(), {"agent_id": 1}, ("post",)),
    "access:accounts": Entry(DIRECTORY),
    "access:open_for_person": Entry(DIRECTORY, methods=("get", "post")),
    "access:open_for_citizen": Entry(DIRECTORY, methods=("get", "post")),
    "access:register_enterprise": Entry(DIRECTORY, methods=("get", "post")),
    "access:account": Entry(DIRECTORY, ACCOUNT),
    "access:reveal": Entry(DIRECTORY, ACCOUNT, ("post",)),
    "access:issue_code": Entry(DIRECTORY, ACCOUNT, ("post",)),
    "access:disable": Entry(DIRECTORY, ACCOUNT, ("get", "post")),
    "access:do": Entry(DIRECTORY, {**ACCOUNT, "deed": "end-sessions"}, ("post",)),
    "access:withdraw": Entry(frozenset(), {"consent_id": 1}, ("post",)),
    "access:device": Entry(STAFF, methods=("get", "post")),
    "access:applications": Entry(DIRECTORY),
    "access:register_application": Entry(DIRECTORY, methods=("get", "post")),
    "access:application": Entry(DIRECTORY, APPLICATION),
    "access:bind_application": Entry(DIRECTORY, APPLICATION, ("post",)),
    "access:renew_secret": Entry(DIRECTORY, APPLICATION, ("post",)),
    "access:switch_application": Entry(DIRECTORY, APPLICATION, ("post",)),
    "oidc:configuration": Entry(ALL),
    "oidc:jwks": Entry(ALL),
    "oidc:authorize": Entry(ALL, methods=("post",)),
    "oidc:consent": Entry(ALL, methods=("post",)),
    "oidc:token": Entry(ALL, methods=("post",)),
    "oidc:revoke": Entry(ALL, methods=("post",)),
    "oidc:device": Entry(ALL, methods=("post",)),
    "oidc:userinfo": Entry(ALL),
    "oidc:logout": Entry(ALL, methods=("post",)),
    "oidc:sign_out": Entry(ALL, methods=("post",)),
    "access:choose_post": Entry(STAFF),
    "access:sign_out": Entry(ALL, methods=("post",)),
    "access:certificates": Entry(STAFF),
    "access:request_certificate": Entry(STAFF, methods=("get", "post")),
    "access:sign_document": Entry(STAFF, methods=("get", "post")),
    "access:certificate": Entry(DIRECTORY | {"li"}, CERTIFICATE),
    "access:download_certificate": Entry(DIRECTORY | {"li"}, CERTIFICATE),
    "access:change_certificate": Entry(
        DIRECTORY | {"li"}, {**CERTIFICATE, "step": "suspend"}, ("post",)
    ),
    "access:certificate_desk": Entry(DIRECTORY),
    "access:decide_certificate": Entry(
        DIRECTORY, {"request_id": "certificate_request", "answer": "approve"}, ("post",)
    ),
    "access:seals": Entry(SEAL_HANDLERS),
    "access:request_seal": Entry(frozenset({"li"}), methods=("get", "post")),
    "access:seal_picture": Entry(SEAL_HANDLERS, {"seal_id": "seal"}),
    "access:grant_seal": Entry(frozenset({"he"}), {"seal_id": "seal"}, ("post",)),
    "access:request_seal_use": Entry(frozenset({"li"}), {"seal_id": "seal"}, ("get", "post")),
    "access:sealed_document": Entry(SEAL_HANDLERS, {"use_id": "seal_use"}),
    "access:decide_seal_use": Entry(
        frozenset({"he"}), {"use_id": "seal_use", "answer": "approve"}, ("post",)
    ),
    "access:subscriptions": Entry(DIRECTORY),
    "access:subscribe": Entry(DIRECTORY, methods=("get", "post")),
    "access:unsubscribe": Entry(DIRECTORY, {"subscription_id": "subscription"}, ("post",)),
    "changes:feed": Entry(ALL),
    "scim:configuration": Entry(ALL),
    "scim:resource_types": Entry(ALL),
    "scim:resource_type": Entry(ALL, {"name": "User"}),
    "scim:schemas": Entry(ALL),
    "scim:schema": Entry(ALL, {"urn": "urn:ietf:params:scim:schemas:core:2.0:User"}),
    "scim:users": Entry(ALL, methods=("get", "post")),
    "scim:user": Entry(ALL, {"key": "1"}, ("get", "put", "patch")),
    "scim:groups": Entry(ALL),
    "scim:group": Entry(ALL, {"key": "r1"}),
    "scim:nothing": Entry(frozenset(), {"rest": "Nothing"}),
    "authority:home": Entry(ALL),
    "authority:certificate": Entry(ALL, {"serial": "issuing"}),
    "authority:revoked": Entry(ALL, {"serial": "issuing"}),
    "authority:ocsp": Entry(ALL, methods=("get", "post")),
    "authority:ocsp_get": Entry(ALL, {"question": "AA=="}),
    "authority:stamp": Entry(ALL, methods=("post",)),
    "authority:verify": Entry(ALL, methods=("get", "post")),
    "authority:sign_on": Entry(ALL),
    "hall:home": Entry(ALL),
    "hall:list": Entry(ALL),
    "hall:checker": Entry(ALL),
    "hall:matter": Entry(ALL, CODE),
    "hall:calculate": Entry(ALL, CODE),
    "hall:proof": Entry(ALL, CODE),
    "hall:document": Entry(ALL, CODE),
    "hall:download": Entry(ALL, {**CODE, "format": "yaml"}),
    "hall:decisions": Entry(ALL),
    "hall:decision": Entry(ALL, {"number": "decision_number"}),
    "hall:verify": Entry(ALL, {"decision_id": "decision"}),
    "hall:statistics": Entry(ALL),
    "cases:list": Entry(CASE_READERS),
    "cases:export": Entry(CASE_READERS, {"suffix": "csv"}),
    "cases:together": Entry(HANDLERS | {"wang"}, methods=("post",)),
    "cases:approvals": Entry(frozenset({"he"}), methods=("get", "post")),
    "cases:answer": Entry(frozenset({"he"}), {**CASE, "approval_id": "approval"}),
    "cases:register": Entry(HANDLERS, methods=("get", "post")),
    "cases:on_the_spot": Entry(HANDLERS),
    "cases:penalize": Entry(HANDLERS, CODE, ("get", "post")),
    "cases:case": Entry(CASE_READERS, CASE),
    "cases:reveal": Entry(CASE_READERS, CASE, ("post",)),
    "cases:delivered": Entry(CASE_READERS, CASE),
    "cases:facts": Entry(HANDLERS, CASE),
    "cases:document": Entry(CASE_READERS, {**CASE, "document_id": "document"}),
    "cases:seal": Entry(HANDLERS, {**CASE, "document_id": "document"}),
    "cases:evidence": Entry(CASE_READERS, {**CASE, "number": 1}),
    "cases:step": Entry(HANDLERS, {**CASE, "step": "add-evidence"}, ("get", "post")),
    "supervision:list": Entry(SUPERVISORS),
    "supervision:ours": Entry(ANSWERERS),
    "supervision:counts": Entry(SUPERVISORS),
    "supervision:card": Entry(SUPERVISORS | ANSWERERS, FINDING),
    "supervision:move": Entry(SUPERVISORS, {**FINDING, "name": "order"}, ("post",)),
    "supervision:replay": Entry(SUPERVISORS, {"subject": "penalties.case", "subject_id": "case"}),
    "supervision:rules": Entry(SUPERVISORS),
    "supervision:new_rule": Entry(SUPERVISORS, methods=("get", "post")),
    "supervision:rule": Entry(SUPERVISORS, {"code": "P01"}),
    "supervision:decide": Entry(SUPERVISORS, {"code": "P01", "version_id": "version"}, ("post",)),
    "citizencards:about": Entry(ALL),
    "citizencards:key": Entry(ALL),
    "citizencards:checker": Entry(ALL),
    "citizencards:status_lists": Entry(ALL),
    "citizencards:status_list": Entry(ALL, {"number": 0}),
    "citizencards:mine": Entry(CITIZENS),
    "citizencards:code": Entry(CITIZENS),
    "citizencards:looks": Entry(CITIZENS),
    "citizencards:own_act": Entry(CITIZENS, {"act": "report-loss"}, ("post",)),
    "citizencards:list": Entry(COUNTER),
    "citizencards:apply": Entry(COUNTER, methods=("get", "post")),
    "citizencards:card": Entry(COUNTER, CARD),
    "citizencards:act": Entry(COUNTER, {**CARD, "act": "report-loss"}, ("post",)),
    "citizencards:batches": Entry(PRODUCERS, methods=("get", "post")),
    "citizencards:batch": Entry(PRODUCERS, BATCH, ("get", "post")),
    "citizencards:batch_file": Entry(PRODUCERS, BATCH),
    "citizencards:deliver": Entry(PRODUCERS, BATCH, ("post",)),
    "citizencards:verify": Entry(DEPARTMENTS, methods=("get", "post")),
    "citizencards:functions": Entry(DEPARTMENTS, methods=("get", "post")),
    "citizencards:purposes": Entry(DIRECTORY, methods=("get", "post")),
    "citizencards:end_purpose": Entry(DIRECTORY, {"purpose_id": "purpose"}, ("post",)),
    "benchmarks:list": Entry(BENCHMARK_VIEWERS),
    "benchmarks:publish": Entry(PUBLISHERS, methods=("post",)),
    "benchmarks:import": Entry(DRAFTERS, methods=("get", "post")),
    "benchmarks:received": Entry(DRAFTERS, {"import_id": "received"}),
    "benchmarks:desk": Entry(DETERMINERS),
    "benchmarks:determine": Entry(DETERMINERS, CODE),
    "benchmarks:determination": Entry(DETERMINERS, {"determination_id": "determination"}),
    "benchmarks:draft": Entry(DRAFTERS, {"matter_id": "matter"}, ("post",)),
    "benchmarks:detail": Entry(BENCHMARK_VIEWERS, BENCHMARK),
    "benchmarks:start": Entry(DRAFTERS, methods=("post",)),
    "benchmarks:check": Entry(DRAFTERS, {"benchmark_id": "draft"}, ("post",)),
    "benchmarks:edit": Entry(DRAFTERS, {"benchmark_id": "draft"}),
    "benchmarks:discard": Entry(DRAFTERS, {"benchmark_id": "draft"}, ("post",)),
    "benchmarks:what_if": Entry(BENCHMARK_VIEWERS, BENCHMARK),
    "benchmarks:export": Entry(BENCHMARK_VIEWERS, {**BENCHMARK, "suffix": "yaml"}),
    "directory:divisions": Entry(ALL),
    "directory:add_division": Entry(DIRECTORY),
    "directory:close_division": Entry(DIRECTORY, {"code": "370202"}),
    "directory:organizations": Entry(ALL),
    "directory:organization": Entry(ALL, UNIT),
    "directory:add_organization": Entry(DIRECTORY),
    "directory:modify_organization": Entry(DIRECTORY, UNIT),
    "directory:close_organization": Entry(DIRECTORY, UNIT),
    "directory:chart": Entry(ALL),
    "directory:chart_of": Entry(ALL, UNIT),
    "directory:search": Entry(ALL),
    "directory:reorganizations": Entry(ALL),
    "directory:rename_organization": Entry(DIRECTORY),
    "directory:merge_organizations": Entry(DIRECTORY),
    "directory:split_organization": Entry(DIRECTORY),
    "directory:merge_division": Entry(DIRECTORY),
    "directory:add_post": Entry(DIRECTORY, UNIT),
    "directory:post": Entry(PERSON_VIEWERS, {"code": "post"}),
    "directory:modify_post": Entry(DIRECTORY, {"code": "post"}),
    "directory:close_post": Entry(DIRECTORY, {"code": "post"}),
    "directory:appoint": Entry(DIRECTORY, {"code": "post"}),
    "directory:relieve": Entry(DIRECTORY, {"code": "post", "holding_id": "holding"}),
    "directory:grant_role": Entry(DIRECTORY, {"code": "post"}),
    "directory:revoke_grant": Entry(DIRECTORY, {"code": "post", "grant_id": "grant"}),
    "directory:roles": Entry(DIRECTORY),
    "directory:define_role": Entry(DIRECTORY),
    "directory:persons": Entry(PERSON_VIEWERS),
    "directory:person": Entry(PERSON_VIEWERS, {"number": "person"}),
    "directory:add_person": Entry(DIRECTORY),
    "directory:modify_person": Entry(DIRECTORY, {"number": "person"}),
    "directory:close_person": Entry(DIRECTORY, {"number": "person"}),
    "directory:register_qualification": Entry(DIRECTORY, {"number": "person"}),
    "directory:close_qualification": Entry(
        DIRECTORY, {"number": "person", "qualification_id": "qualification"}
    ),
    "directory:matters": Entry(ALL),
    "directory:matter": Entry(ALL, CODE),
    "directory:add_matter": Entry(DIRECTORY),
    "directory:modify_matter": Entry(DIRECTORY, CODE),
    "directory:close_matter": Entry(DIRECTORY, CODE),
    "directory:information_resources": Entry(ALL),
    "directory:information_resource": Entry(ALL, {"code": "information_resource"}),
    "directory:add_information_resource": Entry(DIRECTORY),
    "directory:modify_information_resource": Entry(DIRECTORY, {"code": "information_resource"}),
    "directory:close_information_resource": Entry(DIRECTORY, {"code": "information_resource"}),
    "directory:application_resources": Entry(ALL),
    "directory:application_resource": Entry(ALL, {"code": "application_resource"}),
    "directory:add_application_resource": Entry(DIRECTORY),
    "directory:modify_application_resource": Entry(DIRECTORY, {"code": "application_resource"}),
    "directory:close_application_resource": Entry(DIRECTORY, {"code": "application_resource"}),
    "directory:calendar": Entry(ALL),
    "directory:maintain_calendar": Entry(DIRECTORY),
    "directory:import_calendar": Entry(DIRECTORY, methods=("get", "post")),
    "directory:clear_calendar_day": Entry(DIRECTORY, {"day": "2027-01-01"}, ("post",)),
    "directory:workbook": Entry(DIRECTORY),
    "directory:export_workbook": Entry(DIRECTORY),
    "directory:compare_workbook": Entry(DIRECTORY, {"workbook_id": "workbook"}),
    "directory:import_workbook": Entry(DIRECTORY, {"workbook_id": "workbook"}, ("post",)),
}


@pytest.fixture
def scene(cast: Cast, authority_home: Path) -> dict[str, Any]:
    """Return the keys of the things the addresses name: a published table, a draft, a file…"""
    document = next(d for d in law_pack() if d["code"] == CODE["code"])
    directory.register_matter(
        cast.system,
        MatterDraft(code=document["code"], name=document["name"], organization_code="QD-CG"),
    )
    published = actions.draft_benchmarks(cast.li, documents=[document]).benchmarks[0]
    actions.publish_benchmarks(
        cast.wang, benchmark_ids=[published.pk], effective_date=cast.wang.today
    )
    draft = actions.draft_next_version(cast.li, matter_id=published.matter_id)
    received = actions.receive_file(cast.li, filename="empty.yaml", data=b"items: []")
    facts = {"place": "人行道", "area": 1, "prior": 0, "refused": True}
    determination, _decision = actions.determine_sanction(
        cast.sun, matter_code=document["code"], facts=facts, occurred_on=cast.sun.today
    )
    directory.set_calendar_day(cast.chen, day=date(2027, 1, 1), is_working=False, note="元旦")
    workbook = directory.keep_workbook(cast.chen, content=write_workbook({"区划": [["编码"]]}))
    person = Person.objects.get(name="孙执法")
    post = Post.objects.get(holdings__person=person)
    application, _secret = access.register_application(
        cast.system,
        client_id=APPLICATION["client_id"],
        name="档案馆",
        organization_code="QD-DS",
        grant_types=["authorization_code"],
        redirect_uris=["https://archive.example/callback"],
    )
    subscription = access.subscribe_to_directory(
        cast.chen, application_id=application.pk, topics=["roles"], issuer="https://city.example"
    )
    case = a_served_case(cast)
    decision = decision_of(case)
    actions.publish_decision(cast.wang, decision_id=decision.pk)
    fold(cast.system.moment)
    a_clue(cast, party=None)
    actions.declare_interest(cast.sun, party_identifier="91350100M000100Y43", relation="亲属")
    actions.watch_obligations(replace(cast.system, moment=cast.system.moment + timedelta(days=40)))
    citizen(cast)
    card = in_use(cast)
    allow(cast)
    report_loss(cast.jiang, number=card.number, kind=LossKind.ORAL)
    lift_loss(cast.jiang, number=card.number, resident_id=card.holder.resident_id)
    return {
        **certified(now(cast)),
        **catalogued(cast),
        "card_number": card.number,
        "batch": Batch.objects.get().pk,
        "purpose": Purpose.objects.get().pk,
        "finding": Finding.objects.latest("pk").pk,
        "version": propose_rest(cast, "P01"),
        "subscription": subscription.pk,
        "account": Account.objects.get(login="qian").pk,
        "case": case.pk,
        "approval": case.approvals.latest("pk").pk,
        "document": case.documents.latest("pk").pk,
        "decision": decision.pk,
        "decision_number": decision.number,
        "published": published.pk,
        "public_entry": JournalEntry.objects.get(event=BenchmarkPublished.name).pk,
        "personal_entry": PrivateFacts.objects.latest("pk").pk,
        "draft": draft.pk,
        "matter": published.matter_id,
        "received": received.pk,
        "workbook": workbook.pk,
        "determination": determination.pk,
        "person": person.employee_number,
        "post": post.code,
        "holding": post.holdings.get().pk,
        "grant": post.grants.get().pk,
        "qualification": person.qualifications.get().pk,
    }


def catalogued(cast: Cast) -> dict[str, Any]:
    """Return the codes of an information resource and an application resource."""
    owner = cast.chen.own_organization_id
    information = directory.register_information_resource(
        cast.chen,
        code="QD-R001",
        name="权责清单",
        organization_id=owner,
        classification="public",
        update_cycle="as_needed",
        sharing="unconditional",
    )
    application = directory.register_application_resource(
        cast.chen, code="QD-A001", name="网上审批系统", organization_id=owner
    )
    return {"information_resource": information.code, "application_resource": application.code}


def certified(city: Cast) -> dict[str, Any]:
    """Return the keys of certificates, a request for one, a seal, and a use of it."""
    hold(city.system)
    certificate = a_certificate(city, city.li)
    request = access.request_kept_certificate(city.wang, passphrase="x" * 12)
    seal = access.request_seal(city.li, name="公章", picture=a_picture())
    access.grant_seal(city.he, seal_id=seal.pk)
    use = access.request_seal_use(city.li, seal_id=seal.pk, title="决定书", document=DECISION)
    return {
        "certificate": certificate.pk,
        "certificate_request": request.pk,
        "issuing": certificate_of(Profile.ISSUING).serial,
        "seal": seal.pk,
        "seal_use": use.pk,
    }


def propose_rest(cast: Cast, code: str) -> int:
    """Propose that a rule rest, and return the version's key."""
    version = Rule.objects.get(code=code).version
    assert version
    draft = replace(version.draft, is_watching=False)
    proposed = supervision.propose_version(cast.zhao, code=code, draft=draft, reason="让它歇一歇")
    return proposed.pk


def test_no_address_is_without_an_entry():
    named = {name for name in addresses() if not name.startswith("api:")}

    assert named - set(ENTRIES) == set()


def test_no_entry_is_without_an_address():
    assert set(ENTRIES) - set(addresses()) == set()


@pytest.mark.parametrize("role", ROLES)
def test_every_address_lets_in_whom_it_should(role: str, scene: dict[str, Any]):
    wrong = [
        f"{method} {name}: {status}"
        for name, entry in ENTRIES.items()
        for method in entry.methods
        if (status := call(role, method, name, entry, scene)) not in expected(role, entry)
    ]

    assert wrong == []


def expected(role: str, entry: Entry) -> set[int | str]:
    """Return what a role may be answered."""
    if role in entry.roles:
        return {200, 302, 400, 401, 409, 422}
    return {"sign in", 403, 404} if role == "visitor" else {403, 404}


def call(role: str, method: str, name: str, entry: Entry, scene: dict[str, Any]) -> int | str:
    """Return how an address answers a role; whatever it wrote is undone."""
    arguments = {
        k: scene.get(v, v) if isinstance(v, str) else v for k, v in entry.arguments.items()
    }
    client = Client()
    if role != "visitor":
        client.force_login(Account.objects.get(login=role))
    with transaction.atomic():
        answer = getattr(client, method)(reverse(name, kwargs=arguments))
        transaction.set_rollback(True)
    return "sign in" if is_sign_in(answer) else answer.status_code


def is_sign_in(answer: Any) -> bool:
    """Tell whether the answer asks to sign on."""
    return answer.status_code == 302 and answer.url.startswith(reverse("access:sign_in"))


def test_another_departments_draft_is_not_there(cast: Cast, scene: dict[str, Any]):
    client = Client()
    client.force_login(Account.objects.get(login="zhao"))

    answer = client.get(reverse("benchmarks:detail", args=[scene["draft"]]))

    assert answer.status_code == 404
    assert queries.list_work(cast.zhao).rows == []
