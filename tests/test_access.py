"""Every address, for every role: who gets in, who is asked to sign on, who is turned away."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.http import urlencode

from sunhall.business.citizencards.actions import lift_loss, report_loss
from sunhall.business.citizencards.choices import LossKind
from sunhall.business.citizencards.models import Batch, Purpose
from sunhall.business.citizencards.tests.cards import LIN, allow, citizen, in_use
from sunhall.business.penalties import actions
from sunhall.business.penalties.demo import law_pack
from sunhall.business.penalties.events import BenchmarkPublished
from sunhall.business.penalties.models.benchmarks import BenchmarkQuerySet
from sunhall.business.penalties.models.cases import CaseQuerySet
from sunhall.business.penalties.tests.cases import a_clue
from sunhall.business.penalties.tests.decisions import a_served_case, decision_of
from sunhall.business.supervision import actions as supervision
from sunhall.business.supervision.models import Finding, Rule
from sunhall.centers.access import actions as access
from sunhall.centers.access.choices import Profile
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of, certificate_of
from sunhall.centers.access.tests.test_seals import DECISION, a_picture
from sunhall.centers.data import actions as data
from sunhall.centers.data.models import SharingPurpose
from sunhall.centers.data.tests import scene as licenses
from sunhall.config.api import api
from sunhall.directory import actions as directory
from sunhall.directory.demo.items import guides
from sunhall.directory.models import Person, Post
from sunhall.directory.rules.drafts import MatterDraft
from sunhall.directory.rules.items.importing import document_of, matter_of
from sunhall.kernel import views
from sunhall.kernel.actor import Actor
from sunhall.kernel.ledger.sequencer import fold
from sunhall.kernel.models import JournalEntry, PrivateFacts
from sunhall.kernel.row_security import Scope
from sunhall.kernel.sheets import write_workbook
from sunhall.kernel.views import PROVED_KEY
from sunhall.platforms.portal import actions as portal
from sunhall.platforms.workflow.tests.drawings import drawn, node
from sunhall.platforms.workflow.tests.flows import deployed
from tests.authority import a_certificate, folder, hold, now
from tests.cast import Cast, assemble
from tests.disclosure import Link, links_of, words_of
from tests.neighbors import NEIGHBORS, SMOKING, settle

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("access")]

ROLES = (
    *("visitor", "li", "wang", "sun", "zhao", "chen", "qian", "he", "zhou"),
    *("jiang", "pan", "lu", "kong", "meng", "zhang", "ji", "ding"),
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
SEAL_ASKERS = frozenset({"li", "sun", "qian"})
SEAL_HANDLERS = SEAL_ASKERS | {"he"}
COUNTER = frozenset({"jiang"})
PRODUCERS = frozenset({"pan"})
DEPARTMENTS = frozenset({"lu"})
ISSUERS = frozenset({"lu", "kong"})
CITIZENS = frozenset({"zhang"})
AUDITORS = frozenset({"meng"})
EDITORS = frozenset({"ji"})
APPROVERS = frozenset({"ding"})
ITEM_VIEWERS = EDITORS | APPROVERS | DIRECTORY
OFFICERS = STAFF - CITIZENS
NEIGHBOR_READERS = frozenset(NEIGHBORS)
OTHER_READERS = NEIGHBOR_READERS | SUPERVISORS


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
ITEM = {"code": "QD-GA-101"}
NAVIGATION = {"version_id": "navigation"}
LICENSE = {"license_id": "license"}
KIND = {"code": licenses.DOCTOR}

ENTRIES: dict[str, Entry] = {
    "workflow:flows": Entry(frozenset({"li", "wang"})),
    "workflow:check": Entry(frozenset({"li", "wang"}), methods=("get", "post")),
    "workflow:flow": Entry(frozenset({"li", "wang"}), {"key": "review", "version": 1}),
    "workflow:file": Entry(frozenset({"li", "wang"}), {"key": "review", "version": 1}),
    "security:status": Entry(AUDITORS),
    "security:journal": Entry(AUDITORS, methods=("get", "post")),
    "security:unusual": Entry(AUDITORS),
    "security:mine": Entry(CITIZENS),
    "portal:home": Entry(ALL),
    "portal:search": Entry(ALL),
    "portal:about": Entry(ALL),
    "portal:robots": Entry(ALL),
    "portal:guides": Entry(ALL),
    "portal:guide_list": Entry(ALL),
    "portal:guide": Entry(ALL, ITEM),
    "portal:guide_paper": Entry(ALL, ITEM),
    "portal:guide_version": Entry(ALL, {**ITEM, "version": 1}),
    "portal:navigate": Entry(ALL, {"code": "ways"}),
    "portal:navigate_on": Entry(ALL, {"code": "ways", "path": "a"}),
    "portal:navigations": Entry(EDITORS | APPROVERS),
    "portal:add_navigation": Entry(EDITORS, methods=("get", "post")),
    "portal:draft_navigation": Entry(EDITORS, {"tree_id": "tree"}, ("post",)),
    "portal:navigation": Entry(EDITORS | APPROVERS, NAVIGATION, ("get", "post")),
    "portal:publish_navigation": Entry(APPROVERS, NAVIGATION, ("post",)),
    "portal:discard_navigation": Entry(EDITORS, NAVIGATION, ("post",)),
    "portal:edit_question": Entry(EDITORS, {**NAVIGATION, "key": "q1"}, ("get", "post")),
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
    "access:seals": Entry(SEAL_HANDLERS | ISSUERS),
    "access:request_seal": Entry(SEAL_ASKERS | {"lu"}, methods=("get", "post")),
    "access:seal_picture": Entry(SEAL_HANDLERS, {"seal_id": "seal"}),
    "access:grant_seal": Entry(frozenset({"he"}), {"seal_id": "seal"}, ("post",)),
    "access:request_seal_use": Entry(SEAL_ASKERS, {"seal_id": "seal"}, ("get", "post")),
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
    "data:check": Entry(ALL),
    "data:verified": Entry(ALL, {"identifier": "license_identifier", "code": "license_code"}),
    "data:shown": Entry(ALL, {"token": "disclosure_token"}),
    "data:mine": Entry(CITIZENS),
    "data:my_uses": Entry(CITIZENS),
    "data:my_license": Entry(CITIZENS, LICENSE),
    "data:my_document": Entry(CITIZENS, LICENSE),
    "data:share": Entry(CITIZENS, LICENSE, ("post",)),
    "data:end_share": Entry(CITIZENS, {"disclosure_id": "disclosure"}, ("post",)),
    "data:withdraw_consent": Entry(CITIZENS, {"consent_id": "consent"}, ("post",)),
    "data:list": Entry(ISSUERS),
    "data:choose": Entry(ISSUERS),
    "data:issue": Entry(ISSUERS, KIND, ("get", "post")),
    "data:license": Entry(ISSUERS, LICENSE),
    "data:document": Entry(ISSUERS, LICENSE),
    "data:act": Entry(frozenset({"kong"}), {**LICENSE, "act": "suspend"}, ("post",)),
    "data:kinds": Entry(ISSUERS),
    "data:define": Entry(frozenset({"lu"}), methods=("get", "post")),
    "data:kind": Entry(ISSUERS, KIND),
    "data:template_act": Entry(
        frozenset({"kong"}), {"template_id": "template", "act": "publish"}, ("post",)
    ),
    "data:lookup": Entry(COUNTER, methods=("get", "post")),
    "data:purposes": Entry(DIRECTORY, methods=("get", "post")),
    "data:end_purpose": Entry(DIRECTORY, {"purpose_id": "license_purpose"}, ("post",)),
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
    "directory:delegations": Entry(OFFICERS),
    "directory:delegate": Entry(OFFICERS, methods=("get", "post")),
    "directory:withdraw_delegation": Entry(frozenset(), {"grant_id": 0}, ("post",)),
    "directory:who_could": Entry(PERSON_VIEWERS),
    "directory:what_could": Entry(PERSON_VIEWERS, {"number": "person"}),
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
    "directory:items": Entry(ITEM_VIEWERS),
    "directory:start_item": Entry(EDITORS | DIRECTORY, methods=("get", "post")),
    "directory:adoptable_items": Entry(EDITORS | DIRECTORY),
    "directory:draft_item": Entry(EDITORS | DIRECTORY, {"item_id": "item"}, ("post",)),
    "directory:adopt_item": Entry(EDITORS | DIRECTORY, {"item_id": "item"}, ("post",)),
    "directory:item_version": Entry(EDITORS | APPROVERS, {"version_id": "item_draft"}),
    "directory:edit_item": Entry(EDITORS, {"version_id": "item_draft"}, ("get", "post")),
    "directory:publish_item": Entry(APPROVERS | DIRECTORY, {"version_id": "item_draft"}, ("post",)),
    "directory:discard_item": Entry(EDITORS | DIRECTORY, {"version_id": "item_draft"}, ("post",)),
    "directory:withdraw_item": Entry(APPROVERS, {"version_id": "item_draft"}),
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


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Return the cast, shared by the tests of this module: each takes back what it wrote."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield assemble()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def authority_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the authority's keys in a folder of the module."""
    with pytest.MonkeyPatch.context() as patch:
        folder(patch, tmp_path_factory.mktemp("authority"))
        yield


@pytest.fixture(scope="module")
def scene(cast: Cast, authority_home: None) -> dict[str, Any]:
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
    deployed(cast.system, drawn("start>a; a>end", node("a"), key="review"))
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
        **served(cast),
        **licensed(cast),
        "case_number": case.case_number,
        "card_number": card.number,
        "batch": Batch.objects.earliest("pk").pk,
        "purpose": Purpose.objects.get().pk,
        "finding": found_in(cast.sun).pk,
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
        **of_neighbors(cast),
    }


def served(cast: Cast) -> dict[str, Any]:
    """Return the keys of a service item in force and its draft, and of a navigation's draft."""
    guide, details = next(pair for pair in guides() if pair[0]["id"] == ITEM["code"])
    directory.register_matter(cast.system, matter_of(guide, details))
    document = document_of(guide, details)
    version = directory.draft_items(cast.ji, documents={ITEM["code"]: document})[0]
    directory.publish_items(cast.ding, version_ids=[version.pk], effective_date=cast.ding.today)
    draft = directory.draft_next_item(cast.ji, item_id=version.item_id)
    answers = [{"key": "a", "text": "我想领居住证", "item": ITEM["code"]}]
    tree = {"name": "我是谁", "questions": [{"key": "q1", "text": "我想…", "answers": answers}]}
    way = portal.draft_navigation(cast.ji, code="ways", audience="citizens", document=tree)
    portal.publish_navigation(cast.ding, version_id=way.pk, effective_date=cast.ding.today)
    draft_way = portal.draft_next_navigation(cast.ji, tree_id=way.tree_id)
    return {
        "item": version.item_id,
        "item_draft": draft.pk,
        "tree": way.tree_id,
        "navigation": draft_way.pk,
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


def licensed(cast: Cast) -> dict[str, Any]:
    """Return the keys of Zhang's license and what hangs on it, and of another organ's license."""
    license = licenses.issue_to_citizen(cast)
    licenses.allow(cast, licenses.DOCTOR)
    by = actor_of(Account.objects.get(login="zhang"), None, timezone.now())
    told = {"license_id": license.pk, "elements": ["level"], "hours": 72}
    disclosure = data.disclose(by, **told)
    consent = data.give_consent(
        by,
        kind_names=[license.kind.name],
        subject="test",
        subject_id=1,
        purpose="申请执业注册",
        until=by.moment + timedelta(days=30),
    )
    draft = data.draft_template(cast.lu, kind_id=license.kind_id, elements=license.template.fields)
    other = replace(cast.lu, organization_id=cast.li.organization_id)
    theirs = licenses.issue(replace(cast, lu=other), kind_code=_anybodys(cast))
    return {
        "license": license.pk,
        "license_number": license.number,
        "license_identifier": license.identifier,
        "license_code": license.code,
        "disclosure": disclosure.pk,
        "disclosure_token": disclosure.token,
        "consent": consent.pk,
        "template": draft.pk,
        "license_purpose": SharingPurpose.objects.get().pk,
        "their_license": theirs.pk,
        "their_license_number": theirs.number,
    }


def _anybodys(cast: Cast) -> str:
    """Define a kind that any organ issues."""
    code = f"{licenses.DEFINED_BY}003"
    return licenses.define(cast, code=code, name="任何机构颁发的证照", issuer_fields=[])


def found_in(by: Actor) -> Finding:
    """Return what supervision found last in somebody's organization."""
    return Finding.objects.filter(organization_id=by.organization_id).latest("pk")


def of_neighbors(cast: Cast) -> dict[str, Any]:
    """Return the keys of what another organization has."""
    theirs = settle(cast)
    a_clue(theirs.cast, party=None, matter_code=SMOKING)
    watched = theirs.cast.system
    actions.watch_obligations(replace(watched, moment=watched.moment + timedelta(days=40)))
    citizen(cast, LIN, "lin")
    return {
        "their_case": theirs.case.pk,
        "their_case_number": theirs.case.case_number,
        "their_finding": found_in(theirs.cast.sun).pk,
        "their_document": theirs.case.documents.latest("pk").pk,
        "their_draft": theirs.draft.pk,
        "their_received": theirs.received.pk,
        "their_determination": theirs.determination.pk,
        "their_seal": theirs.seal.pk,
        "their_seal_use": theirs.seal_use.pk,
        "their_certificate": theirs.certificate.pk,
        "their_serial": theirs.certificate.serial,
        "their_card": in_use(cast, LIN).number,
        "their_person": "QD0091",
        "their_account": Account.objects.get(login="ma").pk,
    }


def propose_rest(cast: Cast, code: str) -> int:
    """Propose that a rule rest, and return the version's key."""
    version = Rule.objects.get(code=code).version
    assert version
    draft = replace(version.draft, is_watching=False)
    proposed = supervision.propose_version(cast.zhao, code=code, draft=draft, reason="让它歇一歇")
    return proposed.pk


@dataclass(frozen=True)
class Thing:
    """A thing of the scene: the pages that are its own, who may see it, words that tell of it.

    The words are keys of the scene, or stand for themselves; `named_to` may read them besides.
    """

    pages: tuple[str, ...]
    arguments: dict[str, Any]
    seen_by: frozenset[str]
    words: tuple[str, ...] = ()
    named_to: frozenset[str] = frozenset()


OF_CASE = ("cases:case", "cases:delivered")
OFFICE = {"li", "wang", "sun", "qian", "he"}
THINGS = {
    "a case": Thing(OF_CASE, CASE, CASE_READERS, ("case_number",)),
    "its paper": Thing(("cases:document",), {**CASE, "document_id": "document"}, CASE_READERS),
    "its evidence": Thing(("cases:evidence",), {**CASE, "number": 1}, CASE_READERS),
    "their case": Thing(OF_CASE, {"case_id": "their_case"}, OTHER_READERS, ("their_case_number",)),
    "its paper there": Thing(
        ("cases:document",),
        {"case_id": "their_case", "document_id": "their_document"},
        OTHER_READERS,
    ),
    "its evidence there": Thing(
        ("cases:evidence",), {"case_id": "their_case", "number": 1}, OTHER_READERS
    ),
    "a finding": Thing(("supervision:card",), FINDING, SUPERVISORS | {"he"}),
    "their finding": Thing(
        ("supervision:card",), {"finding_id": "their_finding"}, SUPERVISORS | {"gao"}
    ),
    "a draft": Thing(
        ("benchmarks:detail", "benchmarks:what_if"), {"benchmark_id": "draft"}, frozenset(OFFICE)
    ),
    "their draft": Thing(
        ("benchmarks:detail", "benchmarks:what_if"),
        {"benchmark_id": "their_draft"},
        frozenset(NEIGHBORS),
        ("邻单位的草稿",),
    ),
    "a file received": Thing(("benchmarks:received",), {"import_id": "received"}, DRAFTERS),
    "their file received": Thing(
        ("benchmarks:received",), {"import_id": "their_received"}, frozenset({"ma"})
    ),
    "a determination": Thing(
        ("benchmarks:determination",), {"determination_id": "determination"}, DETERMINERS
    ),
    "their determination": Thing(
        ("benchmarks:determination",),
        {"determination_id": "their_determination"},
        frozenset({"ma", "mo"}),
    ),
    "a seal": Thing(("access:seal_picture",), {"seal_id": "seal"}, SEAL_HANDLERS),
    "their seal": Thing(
        ("access:seal_picture",),
        {"seal_id": "their_seal"},
        frozenset({"ma", "mo", "gao"}) | ISSUERS,
        ("邻单位公章",),
        DIRECTORY,
    ),
    "a use of it": Thing(("access:sealed_document",), {"use_id": "seal_use"}, SEAL_HANDLERS),
    "a use of theirs": Thing(
        ("access:sealed_document",),
        {"use_id": "their_seal_use"},
        frozenset({"ma", "mo", "gao"}) | ISSUERS,
        ("邻单位文件",),
    ),
    "a certificate": Thing(("access:certificate",), CERTIFICATE, DIRECTORY | {"li"}),
    "their certificate": Thing(
        ("access:certificate", "access:download_certificate"),
        {"certificate_id": "their_certificate"},
        DIRECTORY | {"ma"},
        ("their_serial",),
    ),
    "an application": Thing(("access:application",), APPLICATION, DIRECTORY, ("archive.example",)),
    "an account": Thing(("access:account",), ACCOUNT, DIRECTORY),
    "their account": Thing(("access:account",), {"account_id": "their_account"}, DIRECTORY),
    "a person": Thing(("directory:person",), {"number": "person"}, PERSON_VIEWERS),
    "their person": Thing(("directory:person",), {"number": "their_person"}, PERSON_VIEWERS),
    "a card": Thing(("citizencards:card",), CARD, COUNTER),
    "another's card": Thing(
        ("citizencards:card",), {"number": "their_card"}, COUNTER, ("their_card",), PRODUCERS
    ),
    "a batch": Thing(("citizencards:batch",), BATCH, PRODUCERS),
    "an item's draft": Thing(
        ("directory:item_version",), {"version_id": "item_draft"}, EDITORS | APPROVERS
    ),
    "a navigation's draft": Thing(("portal:navigation",), NAVIGATION, EDITORS | APPROVERS),
    "a license": Thing(("data:license", "data:document"), LICENSE, ISSUERS),
    "one's own license": Thing(("data:my_license", "data:my_document"), LICENSE, CITIZENS),
    "their license": Thing(
        ("data:license", "data:document", "data:my_license"),
        {"license_id": "their_license"},
        frozenset(),
        ("their_license_number",),
    ),
    "a workbook": Thing(("directory:compare_workbook",), {"workbook_id": "workbook"}, DIRECTORY),
    "personal facts": Thing(("portal:erase",), {"entry_id": "personal_entry"}, DIRECTORY),
}
"""One of each kind, and one of another organization or person: who may see which."""

OPEN_TO_ALL = {"public_entry", "issuing", "decision", "decision_number", "published", "version"}
OPEN_TO_ALL |= {"information_resource", "application_resource", "item", "tree"}
OPEN_TO_ALL |= {"information_resource", "application_resource"}
OPEN_TO_ALL |= {"license_identifier", "license_code", "disclosure_token"}
"""Keys of the scene that are public, or bind the whole city alike."""

PARTS = {"approval", "certificate_request", "grant", "holding", "matter", "post", "purpose"}
PARTS |= {"qualification", "subscription"}
PARTS |= {"disclosure", "consent", "template", "license_purpose"}
"""Keys of what is seen as a part of another thing, or by those alone who decide on it."""

SEARCHES: dict[str, tuple[str, ...]] = {
    "portal:search": ("case_number", "their_case_number", "their_person", "邻单位的草稿"),
    "cases:list": ("their_case_number", "case_number"),
    "cases:export": ("",),
    "supervision:list": ("their_case_number",),
    "benchmarks:list": ("邻单位的草稿",),
    "directory:persons": ("their_person", "person"),
    "access:accounts": ("ma",),
    "access:seals": ("邻单位公章",),
    "citizencards:list": ("their_card",),
    "data:list": ("their_license_number", "license_number"),
    "hall:decisions": ("their_case_number",),
}
"""What is looked for on which page."""

QUEUES = ("organization", "mine", "overdue")
EVERYBODY = (*ROLES, *NEIGHBORS)
CASE_ACT = ("post penalties/cases/{case_id}/",)
WALKERS = tuple(one for one in EVERYBODY if one not in {"qian", "zhou", "mo", "mei"})
"""Everybody but those who may just what another one may."""
MOST_OF_A_KIND = 2

OPEN_PAGES = {"cases:register", "cases:penalize"}

API = {
    "get penalties/matters": Entry(frozenset(EVERYBODY)),
    "get penalties/matters/{code}": Entry(frozenset(EVERYBODY), CODE),
    "get penalties/matters/{code}/versions": Entry(frozenset(EVERYBODY), CODE),
    "get penalties/matters/{code}/versions/{version}": Entry(frozenset(EVERYBODY), VERSION),
    "post penalties/matters/{code}/decisions": Entry(frozenset(EVERYBODY), CODE),
    "get penalties/matters/{code}/decision": Entry(frozenset(EVERYBODY), CODE),
    "get penalties/matters/{code}/versions/{version}/recheck": Entry(frozenset(EVERYBODY), VERSION),
    "get penalties/organizations": Entry(frozenset(EVERYBODY)),
    "get penalties/laws": Entry(frozenset(EVERYBODY)),
    "get penalties/statistics": Entry(frozenset(EVERYBODY)),
    "get penalties/revision": Entry(frozenset(EVERYBODY)),
    "get penalties/cases": Entry(CASE_READERS | NEIGHBOR_READERS),
    "post penalties/cases": Entry(frozenset(EVERYBODY) - {"visitor"}),
    "get penalties/cases/approvals": Entry(frozenset({"he", "gao"})),
    "get penalties/cases/{case_id}": Entry(CASE_READERS, CASE),
    "post penalties/cases/on-the-spot": Entry(frozenset(EVERYBODY) - {"visitor"}),
    "get ledger/head": Entry(frozenset(EVERYBODY)),
    "get ledger/heads": Entry(frozenset(EVERYBODY)),
    "get ledger/heads/{number}": Entry(frozenset(EVERYBODY), {"number": 1}),
    "get ledger/receipt/{entry}": Entry(frozenset(EVERYBODY), {"entry": "public_entry"}),
    "get ledger/consistency": Entry(frozenset(EVERYBODY)),
    "get ledger/key": Entry(frozenset(EVERYBODY)),
    "get guides": Entry(frozenset(EVERYBODY)),
    "get guides/{code}": Entry(frozenset(EVERYBODY), ITEM),
    "get cards/purposes": Entry(DEPARTMENTS),
    "post cards/verify": Entry(frozenset(EVERYBODY) - {"visitor"}),
    "post cards/verify/batch": Entry(frozenset(EVERYBODY) - {"visitor"}),
    "post licenses/verify": Entry(frozenset(EVERYBODY)),
    "get licenses/shown/{token}": Entry(frozenset(EVERYBODY), {"token": "disclosure_token"}),
    "get licenses/purposes": Entry(COUNTER),
    "post licenses/lookup": Entry(frozenset(EVERYBODY) - {"visitor"}),
}
"""Who may call an operation; where a body is asked for, who is told that it is missing."""


@dataclass(frozen=True)
class Visit:
    """How an address answered a role: what it told of, and where it led."""

    role: str
    method: str
    name: str
    status: int | str
    told: frozenset[str] = frozenset()
    links: frozenset[Link] = frozenset()


class City:
    """The scene and everybody in it, each signed on once and known a moment ago."""

    def __init__(self, scene: dict[str, Any]) -> None:
        self.scene = scene
        self.words = {
            name: [str(scene.get(word, word)) for word in thing.words]
            for name, thing in THINGS.items()
        }
        self.pages = {
            name: [f'"{self.address_of(page, thing.arguments)}"' for page in thing.pages]
            for name, thing in THINGS.items()
        }
        self._client = Client()
        self._keys = {role: _session_of(role) for role in EVERYBODY if role != "visitor"}

    def address_of(self, name: str, arguments: dict[str, Any]) -> str:
        """Return an address, its arguments named by the scene."""
        told = {k: self.scene.get(v, v) if isinstance(v, str) else v for k, v in arguments.items()}
        return reverse(name, kwargs=told)

    def visit(self, role: str, method: str, address: str, name: str = "", **sent: Any) -> Visit:
        """Send a request as somebody, empty but for what is given; take back what it wrote."""
        self._client.cookies.clear()
        if role != "visitor":
            self._client.cookies[settings.SESSION_COOKIE_NAME] = self._keys[role]
        with transaction.atomic():
            answer = getattr(self._client, method)(address, **sent)
            words = words_of(answer)
            transaction.set_rollback(True)
        if answer.status_code == 302 and answer.url.startswith(reverse("access:sign_in")):
            return Visit(role, method, name, "sign in")
        told = {name for name in THINGS if self._tells(words, name, unquote_plus(address))}
        is_whole = answer.status_code == 200
        kind = answer.headers.get("Content-Type", "")
        links = links_of(address, words, kind) if is_whole else set()
        return Visit(role, method, name, answer.status_code, frozenset(told), frozenset(links))

    def _tells(self, answer: str, name: str, asked: str) -> bool:
        """Tell whether an answer leads to a thing, or says words of it that were not asked with."""
        says = any(word in answer and word not in asked for word in self.words[name])
        return says or any(page in answer for page in self.pages[name])


def _session_of(role: str) -> str:
    """Sign somebody on, and return the key of their session."""
    client = Client()
    client.force_login(Account.objects.get(login=role))
    session = client.session
    session[PROVED_KEY] = int(timezone.now().timestamp())
    session.save()
    return str(session.session_key)


@pytest.fixture(scope="module")
def city(scene: dict[str, Any]) -> Iterator[City]:
    """Return the city to walk through, however long it takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "CONFIRMED_SECONDS", 24 * 60 * 60)
        yield City(scene)


@pytest.fixture(scope="module")
def visits(city: City) -> list[Visit]:
    """Return how every address answered everybody."""
    return [
        city.visit(role, method, city.address_of(name, entry.arguments), name)
        for role in WALKERS
        for name, entry in ENTRIES.items()
        for method in entry.methods
        if role in ROLES or method == "get" or is_bound(entry)
    ]


@pytest.fixture(scope="module")
def findings(city: City) -> list[Visit]:
    """Return what everybody found who looked for each thing by its words, and in each queue."""
    asked = {
        f"{city.address_of(name, ENTRIES[name].arguments)}?{urlencode({'q': q, **narrowed})}": name
        for name, words in SEARCHES.items()
        for q in (city.scene.get(word, word) for word in words)
        for narrowed in ([{"queue": one} for one in QUEUES] if name == "cases:list" else [{}])
    }
    asked |= {f"/api/v1/penalties/cases?queue={queue}": "" for queue in QUEUES}
    return [
        visit
        for role in WALKERS
        for address, name in asked.items()
        if role in NEIGHBORS or not name or role in ENTRIES[name].roles
        if (visit := city.visit(role, "get", address, address)).status == 200
    ]


def is_bound(entry: Entry) -> bool:
    """Tell whether an address is of a thing that belongs to somebody."""
    names = {value for value in entry.arguments.values() if isinstance(value, str)}
    own = {v for thing in THINGS.values() for v in thing.arguments.values() if isinstance(v, str)}
    return bool(names & (own - OPEN_TO_ALL))


def leaks(visits: list[Visit]) -> list[str]:
    """Return what was told to whom it should not."""
    return [
        f"{visit.role}: {name} in {visit.method} {visit.name}"
        for visit in visits
        for name in visit.told
        if visit.role not in THINGS[name].seen_by | THINGS[name].named_to
    ]


def test_no_address_is_without_an_entry():
    named = {name for name in addresses() if not name.startswith("api:")}

    assert named - set(ENTRIES) == set()


def test_no_entry_is_without_an_address():
    assert set(ENTRIES) - set(addresses()) == set()


def test_no_thing_is_without_a_policy(scene: dict[str, Any]):
    named = {str(one) for entry in ENTRIES.values() for one in entry.arguments.values()}
    own = {str(one) for thing in THINGS.values() for one in thing.arguments.values()}

    assert (named & set(scene)) - own - OPEN_TO_ALL - PARTS == set()


@pytest.mark.parametrize("role", [role for role in WALKERS if role in ROLES])
def test_every_address_lets_in_whom_it_should(role: str, visits: list[Visit]):
    wrong = [
        f"{one.method} {one.name}: {one.status}"
        for one in visits
        if one.role == role and one.status not in expected(role, ENTRIES[one.name])
    ]

    assert wrong == []


def expected(role: str, entry: Entry) -> set[int | str]:
    """Return what a role may be answered."""
    if role in entry.roles:
        return {200, 302, 400, 401, 409, 422}
    return {"sign in", 403, 404} if role == "visitor" else {403, 404}


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_thing_is_shown_to_whom_its_policy_says(role: str, city: City):
    wrong = [
        f"{page} of {name}: {visit.status}"
        for name, thing in THINGS.items()
        for page in thing.pages
        if (visit := city.visit(role, "get", city.address_of(page, thing.arguments)))
        and (visit.status == 200) is not (role in thing.seen_by)
    ]

    assert wrong == []


def test_no_neighbor_reaches_a_thing_by_guessing_its_key(visits: list[Visit]):
    reached = [
        f"{one.role}: {one.method} {one.name}: {one.status}"
        for one in visits
        if one.role in NEIGHBORS and is_bound(ENTRIES[one.name])
        if one.name not in OPEN_PAGES and one.status not in {403, 404}
    ]

    assert reached == []


def test_no_list_search_or_export_tells_of_what_one_may_not_see(
    visits: list[Visit], findings: list[Visit]
):
    assert leaks([*visits, *findings]) == []


def test_every_search_finds_something_for_somebody(findings: list[Visit]):
    told = {name for visit in findings for name in visit.told}

    assert {"a case", "their case", "a person", "their person", "another's card"} <= told


@pytest.mark.parametrize("role", WALKERS)
def test_no_page_leads_where_one_may_not_go(
    role: str, city: City, visits: list[Visit], findings: list[Visit]
):
    turned_down = {403, 404} if role == "visitor" else {403, 404, "sign in"}

    wrong = [
        f"{page}: {link.method} {link.address}: {visit.status}"
        for link, page in ahead(role, [*visits, *findings]).items()
        if (visit := city.visit(role, link.method, link.address)).status in turned_down
    ]

    assert wrong == []


def ahead(role: str, visits: list[Visit]) -> dict[Link, str]:
    """Return where the pages lead somebody, with a page that does; a few of each kind."""
    first: dict[tuple[str, str, str], tuple[Link, str]] = {}
    for visit in visits:
        for link in visit.links if visit.role == role and visit.method == "get" else ():
            if link.match:
                first.setdefault(link.thing, (link, visit.name))
    kinds: Counter[str] = Counter()
    chosen = {}
    for (_method, name, _arguments), (link, page) in sorted(first.items()):
        kinds[name] += 1
        if kinds[name] <= MOST_OF_A_KIND:
            chosen[link] = page
    return chosen


class TestTheTestItself:
    """A filter that is forgotten is found here, unless the database has stopped it already."""

    def test_finds_a_filter_that_is_gone(self, city: City, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(BenchmarkQuerySet, "within", lambda rows, by: rows.all())
        address = city.address_of("benchmarks:detail", {"benchmark_id": "their_draft"})

        visit = city.visit("li", "get", address, "benchmarks:detail")

        assert leaks([visit]) == ["li: their draft in get benchmarks:detail"]

    def test_finds_a_case_in_a_list_whose_walls_are_both_gone(
        self, city: City, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(CaseQuerySet, "within", lambda rows, by: rows.all())
        address = f"{reverse('cases:list')}?queue=organization"

        behind_the_wall = city.visit("sun", "get", address, "cases:list")
        monkeypatch.setattr(Scope, "told", Scope(is_city=True).told)
        without_it = city.visit("sun", "get", address, "cases:list")

        assert leaks([behind_the_wall]) == []
        assert "sun: their case in get cases:list" in leaks([without_it])


def test_every_operation_of_the_api_has_an_entry():
    operations = {
        f"{method} {path.removeprefix('/api/v1/')}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }

    assert {one for one in operations if not one.startswith(CASE_ACT)} == set(API)


@pytest.mark.parametrize("role", WALKERS)
def test_every_operation_lets_in_whom_it_should(role: str, city: City):
    wrong = [
        f"{operation}: {visit.status}"
        for operation, entry in API.items()
        if (visit := operate(city, role, operation, entry.arguments))
        and (visit.status not in {401, 403, 404}) is not (role in entry.roles)
    ]

    assert wrong == []


@pytest.mark.parametrize("role", ["ma", "gao"])
def test_no_act_of_the_api_reaches_a_neighbors_case(role: str, city: City):
    paths = api.get_openapi_schema()["paths"]
    acts = [f"post {path.removeprefix('/api/v1/')}" for path in paths if "/acts/" in path]

    visits = [operate(city, role, act, {**CASE, "subject_id": 1}) for act in acts]

    assert {visit.status for visit in visits} <= {403, 404, 422}


def operate(city: City, role: str, operation: str, arguments: dict[str, Any]) -> Visit:
    """Call an operation as somebody, with an empty body."""
    method, _space, path = operation.partition(" ")
    told = {name: city.scene.get(str(value), value) for name, value in arguments.items()}
    address, sent = f"/api/v1/{path.format(**told)}", {"headers": {"Idempotency-Key": "a-key"}}
    if method == "post":
        sent = {**sent, "data": "{}", "content_type": "application/json"}
    return city.visit(role, method, address, operation, **sent)
