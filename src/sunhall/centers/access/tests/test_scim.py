"""The SCIM server: checked by a public client and tester, and by what the RFCs say."""

import contextlib
import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from sunhall.centers.access import actions
from sunhall.centers.access.models import Account
from sunhall.centers.access.rules.scim.faults import ScimFault
from sunhall.centers.access.rules.scim.filters import holds, parse
from sunhall.centers.access.rules.scim.schemas import ENTERPRISE, USER
from sunhall.centers.access.rules.scim.shown import project
from sunhall.centers.access.rules.scim.writing import PATCH
from sunhall.directory import actions as directory
from sunhall.directory.models import Organization, Person

READ = ("access:scim:read",)
WRITE = (*READ, "access:scim:write", "access:account:maintain")


def token(cast, client_id, permissions):
    """Register an application, and return a token of its own with all it may do."""
    _application, secret = actions.register_application(
        cast.system,
        client_id=client_id,
        name=client_id,
        organization_code="QD-DS",
        grant_types=["client_credentials"],
        permissions=permissions,
    )
    asked = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
        "scope": " ".join(permissions),
    }
    return Client().post("/oidc/token", asked).json()["access_token"]


@pytest.fixture
def reader(cast):
    """Return a client that may read."""
    return Client(headers={"Authorization": f"Bearer {token(cast, 'reader', READ)}"})


@pytest.fixture
def writer(cast):
    """Return a client that may open and disable accounts."""
    return Client(headers={"Authorization": f"Bearer {token(cast, 'writer', WRITE)}"})


def ask(client, text, kind="Users"):
    """Return what a filter finds."""
    answer = client.get(f"/scim/v2/{kind}?filter={quote(text)}")
    assert answer.status_code == 200, answer.content
    return answer.json()["Resources"]


def found(client, text):
    """Return the logins of the users a filter finds."""
    return [one["userName"] for one in ask(client, text)]


def user_of(client, login):
    """Return a user by login."""
    return ask(client, f'userName eq "{login}"')[0]


def send(client, method, address, body, **headers):
    """Send a document."""
    call = getattr(client, method)
    return call(address, json.dumps(body), "application/scim+json", headers=headers)


class TestParse:
    RESOURCE = {
        "userName": "li",
        "active": True,
        "name": {"formatted": "李法规"},
        "groups": [{"value": "o1"}, {"value": "r2"}],
        ENTERPRISE: {"employeeNumber": "QD0001"},
        "meta": {"lastModified": "2026-03-02T10:00:00+08:00"},
    }

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('userName eq "LI"', True),
            ('username sw "l" and active eq true', True),
            ('not (userName eq "li") or name.formatted co "法"', True),
            ('userName eq "x" or userName eq "y" and active eq true', False),
            ('(userName eq "x" or userName eq "li") and active eq true', True),
            ("groups pr", True),
            ("emails pr", False),
            ('groups.value eq "r2"', True),
            ('groups ne "r2"', False),
            (f'{ENTERPRISE}:employeeNumber eq "qd0001"', True),
            (f'{USER}:userName ew "i"', True),
            ('meta.lastModified gt "2026-01-01T00:00:00Z"', True),
            ("userName eq 1", False),
            ("active eq false", False),
        ],
    )
    def test_reads_what_the_standard_writes(self, text, expected):
        assert holds(parse(text), self.RESOURCE) is expected

    @pytest.mark.parametrize(
        "text",
        [
            *("", "userName", "userName eq", 'userName is "x"', 'eq "x"', "(userName pr"),
            *('userName eq "x" and', "userName pr)", "userName eq x", "userName eq [1]"),
            *("((((((((((((a pr))))))))))))", "a pr " + "and a pr " * 200, 'a eq "\\x"'),
            *("userName eq NaN", "a[b pr]", "not a pr", "'; DROP TABLE x pr"),
        ],
    )
    def test_refuses_anything_else(self, text):
        with pytest.raises(ScimFault) as fault:
            parse(text)

        assert fault.value.kind == "invalidFilter"

    @given(st.text(max_size=60))
    def test_reads_or_refuses_whatever_comes(self, text):
        with contextlib.suppress(ScimFault):
            assert holds(parse(text), self.RESOURCE) in (True, False)


class TestProject:
    RESOURCE = {
        "schemas": [],
        "id": "1",
        "userName": "li",
        "name": {"formatted": "李", "given": "x"},
        "groups": [{"value": "o1", "display": "局"}],
        ENTERPRISE: {"employeeNumber": "1", "organization": "局"},
    }

    @pytest.mark.parametrize(
        ("wanted", "unwanted", "names"),
        [
            (["userName"], [], {"schemas", "id", "userName"}),
            (["USERNAME"], [], {"schemas", "id", "userName"}),
            ([f"{USER}:userName"], [], {"schemas", "id", "userName"}),
            ([ENTERPRISE], [], {"schemas", "id", ENTERPRISE}),
            ([], ["groups", ENTERPRISE, "id"], {"schemas", "id", "userName", "name"}),
        ],
    )
    def test_keeps_what_is_asked_for(self, wanted, unwanted, names):
        assert set(project(self.RESOURCE, wanted, unwanted)) == names

    def test_looks_inside(self):
        kept = project(self.RESOURCE, ["name.formatted", f"{ENTERPRISE}:organization"], [])
        left = project(self.RESOURCE, [], ["groups.display"])

        assert kept["name"] == {"formatted": "李"}
        assert kept[ENTERPRISE] == {"organization": "局"}
        assert left["groups"] == [{"value": "o1"}]


class TestUsers:
    def test_are_civil_servants_with_organization_post_and_groups(self, reader, cast):
        user = user_of(reader, "li")

        names = {one["display"] for one in user["groups"]}
        assert (user["displayName"], user["active"]) == ("李法规", True)
        assert user[ENTERPRISE]["department"] == "QD-CG"
        assert {"法制人员", "市城市管理局（综合行政执法局）"} == names

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('userName sw "zh"', ["zhao", "zhou"]),
            ('displayName co "执法" and not (userName eq "wu")', ["sun", "qian"]),
            (f'{ENTERPRISE}:employeeNumber eq "QD0004"', ["zhao"]),
            ('title eq "局长"', ["he"]),
            (f'{ENTERPRISE}:department eq "QD-SF"', ["zhao", "zhou"]),
            ("active eq false", []),
            ('userName ne "li" and userName sw "l"', ["lu"]),
            ('meta.lastModified gt "2999-01-01T00:00:00Z"', []),
            ('id eq "x"', []),
        ],
    )
    def test_are_found_by_filters(self, reader, text, expected):
        assert found(reader, text) == expected

    @pytest.mark.parametrize(
        "text",
        ["password pr", 'active eq "x"', 'groups co "o"', 'meta.lastModified gt "soon"', "x"],
    )
    def test_say_what_cannot_be_asked(self, reader, text):
        answer = reader.get(f"/scim/v2/Users?filter={quote(text)}")

        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidFilter")

    def test_are_followed_by_what_changed_since(self, reader, cast):
        since = timezone.now() - timedelta(seconds=1)
        person = Person.objects.get(name="李法规")
        now = type(cast.system)(
            moment=timezone.now(), channel="system", permissions=cast.system.permissions
        )
        directory.modify_person(now, person_id=person.pk, name="李法制")

        assert found(reader, f'meta.lastModified ge "{since.isoformat()}"') == ["li"]

    def test_come_page_by_page(self, reader):
        first = reader.get("/scim/v2/Users?count=5").json()
        second = reader.get("/scim/v2/Users?count=5&startIndex=6").json()
        none = reader.get("/scim/v2/Users?count=0").json()

        ids = [one["id"] for one in first["Resources"] + second["Resources"]]
        assert (len(set(ids)), first["totalResults"]) == (10, none["totalResults"])
        assert none["Resources"] == []

    def test_cost_the_same_for_few_and_for_many(self, reader, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            reader.get("/scim/v2/Users?count=200")

    def test_are_not_sent_again_unchanged(self, reader):
        user = user_of(reader, "li")
        address = f"/scim/v2/Users/{user['id']}"

        version = reader.get(address)["ETag"]
        again = reader.get(address, headers={"If-None-Match": version})

        assert (again.status_code, again.content) == (304, b"")

    def test_hold_no_citizen(self, reader, zhang):
        citizens = Account.objects.filter(citizen__isnull=False)

        statuses = {reader.get(f"/scim/v2/Users/{one.pk}").status_code for one in citizens}

        assert statuses == {404}
        assert "zhang" not in found(reader, "userName pr")


class TestWriting:
    def patch(self, client, key, *operations, **headers):
        body = {"schemas": [PATCH], "Operations": list(operations)}
        return send(client, "patch", f"/scim/v2/Users/{key}", body, **headers)

    @pytest.mark.parametrize(
        "operation",
        [
            {"op": "replace", "path": "active", "value": False},
            {"op": "Replace", "value": {"active": "False"}},
        ],
    )
    def test_disables_an_account(self, writer, operation):
        user = user_of(writer, "qian")

        answer = self.patch(writer, user["id"], operation)

        assert (answer.status_code, answer.json()["active"]) == (200, False)
        assert not Account.objects.get(login="qian").is_active

    def test_lets_it_sign_on_again(self, writer):
        user = user_of(writer, "qian")
        address = f"/scim/v2/Users/{user['id']}"

        send(writer, "put", address, {**user, "active": False})
        answer = send(writer, "put", address, {**user, "active": True, "displayName": "别人"})

        assert (answer.json()["active"], answer.json()["displayName"]) == (True, "钱执法")

    def test_opens_an_account_for_a_person(self, writer, cast):
        directory.register_person(cast.system, employee_number="QD0777", name="新来")
        body = {
            "schemas": [USER, ENTERPRISE],
            "userName": "newcomer",
            ENTERPRISE: {"employeeNumber": "QD0777"},
        }

        answer = send(writer, "post", "/scim/v2/Users", body)
        again = send(writer, "post", "/scim/v2/Users", body)

        assert (answer.status_code, answer.json()["displayName"]) == (201, "新来")
        assert answer["Location"].endswith(f"/scim/v2/Users/{answer.json()['id']}")
        assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")

    @pytest.mark.parametrize(
        ("operation", "kind"),
        [
            ({"op": "replace", "path": "displayName", "value": "x"}, "mutability"),
            ({"op": "replace", "path": "userName", "value": "x"}, "mutability"),
            ({"op": "remove", "path": "active"}, "mutability"),
            ({"op": "replace", "path": "active", "value": 1}, "invalidValue"),
            ({"op": "replace", "value": True}, "noTarget"),
            ({"op": "erase", "path": "active"}, "invalidSyntax"),
            ("x", "invalidSyntax"),
        ],
    )
    def test_changes_nothing_else(self, writer, operation, kind):
        user = user_of(writer, "qian")

        answer = self.patch(writer, user["id"], operation)

        assert (answer.status_code, answer.json()["scimType"]) == (400, kind)

    def test_refuses_to_change_what_has_changed_since(self, writer):
        user = user_of(writer, "qian")
        operation = {"op": "replace", "path": "active", "value": False}

        answer = self.patch(writer, user["id"], operation, **{"If-Match": 'W/"other"'})

        assert answer.status_code == 412
        assert Account.objects.get(login="qian").is_active

    @pytest.mark.parametrize("body", ["", "[]", "{", "[" * 9999, '"x"'])
    def test_refuses_what_is_no_document(self, writer, body):
        answer = writer.post("/scim/v2/Users", body, "application/scim+json")

        assert answer.json()["scimType"] == "invalidSyntax"

    @pytest.mark.parametrize(
        ("method", "address"),
        [("delete", "Users/{}"), ("post", "Groups"), ("put", "Groups/r1"), ("patch", "Schemas")],
    )
    def test_deletes_nobody_and_writes_no_group(self, writer, method, address):
        user = user_of(writer, "qian")

        answer = getattr(writer, method)(f"/scim/v2/{address.format(user['id'])}")

        assert answer.status_code in (404, 405)

    def test_is_refused_to_who_may_only_read(self, reader):
        user = user_of(reader, "qian")

        answer = self.patch(reader, user["id"], {"op": "replace", "path": "active", "value": False})

        assert answer.status_code == 403


class TestGroups:
    def test_are_organizations_and_roles_with_members(self, reader):
        (bureau,) = ask(reader, 'externalId eq "QD-SF"', "Groups")
        (role,) = ask(reader, 'displayName eq "法制人员"', "Groups")

        assert {one["display"] for one in bureau["members"]} == {"赵监督", "周督查"}
        assert [one["display"] for one in role["members"]] == ["李法规"]

    def test_are_the_ones_their_members_name(self, reader):
        user = user_of(reader, "li")

        names = [
            reader.get(f"/scim/v2/Groups/{one['value']}").json()["displayName"]
            for one in user["groups"]
        ]

        assert names == [one["display"] for one in user["groups"]]
        assert found(reader, f'groups eq "{user["groups"][1]["value"]}"') == ["li"]

    def test_follow_a_reorganization(self, reader, cast):
        units = {one.code: one for one in Organization.objects.all()}
        now = type(cast.system)(
            moment=timezone.now(), channel="system", permissions=cast.system.permissions
        )
        directory.merge_organizations(
            now,
            organization_ids=[units["QD-CG"].pk],
            into_id=units["QD-DS"].pk,
            on=now.today,
            basis="文件",
        )

        assert user_of(reader, "li")[ENTERPRISE]["department"] == "QD-DS"


class TestAccess:
    @pytest.mark.parametrize("address", ["Users", "Users/1", "Groups", "Groups/r1"])
    def test_needs_a_token(self, cast, sign_on, address):
        visited = Client().get(f"/scim/v2/{address}")
        signed_on = sign_on("chen").get(f"/scim/v2/{address}")

        assert (visited.status_code, signed_on.status_code) == (401, 401)
        assert visited.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]

    def test_needs_the_permission(self, cast):
        other = token(cast, "other", ("penalties:case:view",))

        answer = Client(headers={"Authorization": f"Bearer {other}"}).get("/scim/v2/Users")

        assert answer.status_code == 403


class TestPublicClient:
    """scim2-client and scim2-tester, against the whole of the city's WSGI application."""

    @pytest.fixture
    def scim(self, reader):
        bearer = reader.defaults["HTTP_AUTHORIZATION"]
        client = WSGISCIMClient(
            WSGIHandler(),
            base_url="http://testserver/scim/v2",
            headers={"Authorization": bearer},
        )
        # The test's own connection outlives a request, as it does with Django's test client
        signals = (request_started, request_finished)
        for signal in signals:
            signal.disconnect(close_old_connections)
        client.discover()
        yield client
        for signal in signals:
            signal.connect(close_old_connections)

    def test_finds_no_fault_with_what_the_server_says_of_itself(self, scim):
        results = check_server(scim, include_tags={"discovery", "misc"})

        passed = [one for one in results if one.status is Status.SUCCESS]
        skipped = [one for one in results if one.status is Status.SKIPPED]
        assert len(passed) >= 15
        assert len(passed) + len(skipped) == len(results)

    def test_reads_users_and_groups(self, scim):
        kinds = [scim.get_resource_model(name) for name in ("User", "Group")]

        users, groups = (scim.query(kind) for kind in kinds)
        one = scim.query(kinds[0], users.resources[0].id)

        assert users.total_results == Account.objects.filter(person__isnull=False).count()
        assert groups.total_results > users.total_results / 2
        assert one.user_name == users.resources[0].user_name
