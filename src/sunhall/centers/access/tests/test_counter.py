"""The counter: accounts are opened, found, disabled; everything is in the journal."""

import pytest
from django.urls import reverse

from sunhall.centers.access import actions, queries
from sunhall.centers.access.errors import AlreadySo, OneselfRefused
from sunhall.centers.access.models import Account, Citizen
from sunhall.centers.access.tests.people import LIN, PASSWORD, ZHANG, account, zhang
from sunhall.directory import actions as directory
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.models import JournalEntry

__all__ = ["account", "zhang"]


class TestOpenForCitizen:
    def test_opens_an_account_without_a_password(self, sign_on, cast):
        client = sign_on("chen")
        values = {"name": "林晓燕", "resident_id": LIN.lower(), "login": "lin"}

        answer = client.post(reverse("access:open_for_citizen"), values)

        opened = Account.objects.get(login="lin")
        assert answer.url == reverse("access:account", args=[opened.pk])
        assert opened.citizen.resident_id == LIN
        assert not opened.has_usable_password()

    def test_keeps_what_was_typed_when_refused(self, sign_on, cast):
        values = {"name": "林晓燕", "resident_id": "370203198811070021", "login": "lin"}

        answer = sign_on("chen").post(reverse("access:open_for_citizen"), values)

        assert answer.status_code == 422
        assert 'value="林晓燕"' in answer.content.decode()

    def test_takes_no_field_that_is_not_asked_for(self, sign_on, cast):
        values = {
            "name": "林晓燕",
            "resident_id": LIN,
            "login": "lin",
            "is_demo": "1",
            "password": "x" * 12,
        }

        sign_on("chen").post(reverse("access:open_for_citizen"), values)

        opened = Account.objects.get(login="lin")
        assert not opened.is_demo
        assert not opened.has_usable_password()

    def test_leaves_nothing_personal_in_the_public_journal(self, cast, zhang):
        facts = " ".join(str(entry.facts) for entry in JournalEntry.objects.all())

        assert ZHANG not in facts
        assert "张建国" not in facts


class TestOpenForPerson:
    def test_opens_it_by_the_employee_number(self, sign_on, cast):
        directory.register_person(cast.chen, employee_number="N9", name="新人")

        sign_on("chen").post(
            reverse("access:open_for_person"), {"employee_number": "N9", "login": "n9"}
        )

        assert Account.objects.get(login="n9").person.name == "新人"

    @pytest.mark.parametrize(
        "values",
        [
            {"employee_number": "NONE", "login": "n9"},
            {"employee_number": "QD0001", "login": "n9"},
            {"employee_number": "QD0001", "login": "li"},
        ],
    )
    def test_says_why_not(self, sign_on, cast, values):
        answer = sign_on("chen").post(reverse("access:open_for_person"), values)

        assert answer.status_code == 422
        assert not Account.objects.filter(login="n9").exists()


class TestListAccounts:
    def test_finds_a_citizen_by_the_whole_number_alone(self, cast, zhang):
        by_number = queries.list_accounts(cast.chen, query=ZHANG).items
        by_part = queries.list_accounts(cast.chen, query=ZHANG[:10]).items
        by_name = queries.list_accounts(cast.chen, query="张建国").items

        assert (by_number, by_part, by_name) == ([zhang], [], [])

    def test_goes_on_by_key(self, cast):
        first = queries.list_accounts(cast.chen, limit=3)
        second = queries.list_accounts(cast.chen, after=first.next, limit=3)

        assert len(first.items) == len(second.items) == 3
        assert first.items[-1].pk < second.items[0].pk

    def test_costs_the_same_for_any_number_of_accounts(
        self, sign_on, cast, zhang, django_assert_num_queries
    ):
        client = sign_on("chen")

        with django_assert_num_queries(5):
            client.get(reverse("access:accounts"))

    def test_shows_no_whole_number(self, sign_on, zhang):
        body = sign_on("chen").get(reverse("access:account", args=[zhang.pk])).content.decode()

        assert ZHANG not in body


class TestDisableAccount:
    def test_is_undone_by_enabling(self, client, cast, account):
        actions.disable_account(cast.chen, account_id=account.pk, reason="离职")
        actions.enable_account(cast.chen, account_id=account.pk)

        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        assert client.session["_auth_user_id"] == str(account.pk)

    def test_says_when_it_is_so_already(self, cast, account):
        with pytest.raises(AlreadySo):
            actions.enable_account(cast.chen, account_id=account.pk)

    def test_is_never_done_to_oneself(self, cast):
        with pytest.raises(OneselfRefused):
            actions.disable_account(cast.chen, account_id=cast.chen.account_id, reason="x")

    @pytest.mark.parametrize(
        "act",
        ["disable_account", "issue_activation_code", "remove_all_factors", "end_all_sessions"],
    )
    def test_and_its_like_need_the_permission(self, cast, account, act):
        facts = {"reason": "x"} if act == "disable_account" else {}

        with pytest.raises(Forbidden):
            getattr(actions, act)(cast.li, account_id=account.pk, **facts)


class TestIssueCode:
    def test_shows_the_code_once(self, sign_on, account):
        client = sign_on("chen")

        body = client.post(reverse("access:issue_code", args=[account.pk])).content.decode()

        assert "激活码" in body
        assert client.get(reverse("access:issue_code", args=[account.pk])).status_code == 405


class TestDo:
    @pytest.mark.parametrize("deed", ["delete", "issue_activation_code", "__class__"])
    def test_knows_no_other_deeds(self, sign_on, account, deed):
        answer = sign_on("chen").post(f"/account/accounts/{account.pk}/{deed}/")

        assert answer.status_code == 404


def test_a_citizen_without_an_account_is_no_account(cast):
    Citizen.objects.create(resident_id=LIN, name="林晓燕", registered_at=cast.system.moment)

    assert queries.list_accounts(cast.chen, query=LIN).items == []
