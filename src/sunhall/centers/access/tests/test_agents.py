"""Enterprises, and the citizens who act for them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sunhall.centers.access import actions, queries
from sunhall.centers.access.errors import AgentRefused, CreditCodeRefused, NotAgent
from sunhall.centers.access.models import Agent
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.tests.people import (
    CREDIT_CODE,
    LIN,
    PASSWORD,
    ZHANG,
    enterprise,
    lin,
    zhang,
)
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry

__all__ = ["enterprise", "lin", "zhang"]
APPLY = [Permission.ENTERPRISE_APPLY.value]


@pytest.fixture
def boss(cast, enterprise, zhang):
    """Return Zhang, acting for his enterprise."""
    return queries.actor_of(zhang, None, cast.system.moment, enterprise_id=enterprise.pk)


@pytest.fixture
def agent(boss, lin):
    """Let Lin act for the enterprise."""
    return actions.add_agent(boss, resident_id=LIN, name="林晓燕", scopes=APPLY)


class TestRegisterEnterprise:
    @pytest.mark.parametrize("code", ["91370200MA3QDHX031", "x", CREDIT_CODE])
    def test_refuses_a_code_that_is_wrong_or_taken(self, cast, enterprise, code):
        with pytest.raises(CreditCodeRefused):
            actions.register_enterprise(cast.system, credit_code=code, name="x", resident_id=ZHANG)

    def test_refuses_a_legal_representative_without_an_account(self, cast, db):
        with pytest.raises(AgentRefused):
            actions.register_enterprise(
                cast.system, credit_code=CREDIT_CODE, name="x", resident_id=LIN
            )


class TestActorOf:
    def test_acts_for_the_enterprise_with_the_scopes(self, boss, enterprise):
        assert boss.enterprise_id == enterprise.pk
        assert boss.may(Permission.AGENT_MAINTAIN)

    def test_acts_for_themselves_with_none(self, cast, zhang, enterprise):
        by = queries.actor_of(zhang, None, cast.system.moment)

        assert by.enterprise_id is None
        assert not by.may(Permission.ENTERPRISE_APPLY)

    def test_knows_at_once_who_was_let_go(self, cast, boss, agent, lin):
        actions.end_agent(boss, agent_id=agent.pk)

        by = queries.actor_of(lin, None, boss.moment, enterprise_id=boss.enterprise_id)
        assert by.enterprise_id is None
        assert not by.may(Permission.ENTERPRISE_APPLY)

    def test_knows_at_which_day_the_agency_ends(self, cast, boss, lin):
        end = boss.today + timedelta(days=2)
        actions.add_agent(boss, resident_id=LIN, name="林晓燕", scopes=APPLY, valid_to=end)

        seen = [
            queries.actor_of(
                lin, None, boss.moment + timedelta(days=days), enterprise_id=boss.enterprise_id
            ).enterprise_id
            for days in (1, 2)
        ]

        assert seen == [boss.enterprise_id, None]


class TestAddAgent:
    def test_gives_no_more_than_one_has(self, cast, boss, lin):
        actions.add_agent(
            boss, resident_id=LIN, name="林晓燕", scopes=[Permission.AGENT_MAINTAIN.value]
        )
        by = queries.actor_of(lin, None, boss.moment, enterprise_id=boss.enterprise_id)

        with pytest.raises(AgentRefused):
            actions.add_agent(by, resident_id=ZHANG, name="张建国", scopes=APPLY)

    @pytest.mark.parametrize(
        "scopes", [[], ["directory:role:grant"], [*APPLY, "access:account:maintain"]]
    )
    def test_gives_nothing_but_the_scopes_of_enterprises(self, boss, lin, scopes):
        with pytest.raises(AgentRefused):
            actions.add_agent(boss, resident_id=LIN, name="林晓燕", scopes=scopes)

    def test_never_says_whose_a_number_is(self, boss, lin):
        with pytest.raises(AgentRefused) as wrong_name:
            actions.add_agent(boss, resident_id=LIN, name="王小明", scopes=APPLY)
        with pytest.raises(AgentRefused) as nobody:
            actions.add_agent(boss, resident_id="11010519491231002X", name="王小明", scopes=APPLY)

        assert str(wrong_name.value) == str(nobody.value)

    def test_takes_nobody_twice(self, boss, agent):
        with pytest.raises(AgentRefused):
            actions.add_agent(boss, resident_id=LIN, name="林晓燕", scopes=APPLY)

    def test_the_database_takes_nobody_twice_either(self, agent):
        copy = Agent(
            enterprise=agent.enterprise,
            citizen=agent.citizen,
            scopes=[],
            valid_from=agent.valid_from,
        )

        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()

    def test_is_for_who_has_the_scope(self, cast, agent, lin, boss):
        by = queries.actor_of(lin, None, boss.moment, enterprise_id=boss.enterprise_id)

        with pytest.raises(Forbidden):
            actions.add_agent(by, resident_id=ZHANG, name="张建国", scopes=APPLY)

    def test_leaves_no_name_and_number_in_the_public_journal(self, agent):
        added = JournalEntry.objects.filter(event="access.enterprise.agent_added")
        entry = added.get(facts__agent_citizen_id=agent.citizen_id)

        assert "林晓燕" not in str(entry.facts)
        assert LIN not in str(entry.facts)
        assert entry.person_name == ""
        assert entry.facts["by_enterprise_id"] == agent.enterprise_id


class TestEndAgent:
    def test_of_another_enterprise_is_not_there(self, cast, agent, lin):
        other = actions.register_enterprise(
            cast.system, credit_code="91350100M000100Y43", name="别家", resident_id=LIN
        )
        stranger = queries.actor_of(lin, None, cast.system.moment, enterprise_id=other.pk)

        with pytest.raises(NotFound):
            actions.end_agent(stranger, agent_id=agent.pk)

    def test_never_ends_the_legal_representative(self, boss):
        with pytest.raises(AgentRefused):
            actions.end_agent(boss, agent_id=queries.list_agents(boss)[0].pk)


class TestChooseEnterprise:
    def test_refuses_a_stranger(self, cast, enterprise, lin):
        by = queries.actor_of(lin, None, cast.system.moment)

        with pytest.raises(NotAgent):
            actions.choose_enterprise(by, enterprise_id=enterprise.pk)

    def test_leads_from_sign_on_to_the_agents_of_the_enterprise(self, client, cast, enterprise):
        signed = client.post(reverse("access:sign_in"), {"login": "zhang", "password": PASSWORD})
        client.post(signed.url, {"enterprise": enterprise.pk})

        page = client.get(reverse("access:agents"))

        assert signed.url.startswith(reverse("access:choose_post"))
        assert page.status_code == 200
        assert "张建国" in page.content.decode()

    @pytest.mark.parametrize("key", ["9" * 5000, "-1", "abc"])
    def test_takes_a_key_that_is_none_as_oneself(self, client, enterprise, key):
        client.post(reverse("access:sign_in"), {"login": "zhang", "password": PASSWORD})

        client.post(reverse("access:choose_post"), {"enterprise": key})

        assert client.session["enterprise_id"] is None

    def test_costs_four_queries_with_session_account_and_agency(
        self, client, enterprise, django_assert_num_queries
    ):
        client.post(reverse("access:sign_in"), {"login": "zhang", "password": PASSWORD})
        client.post(reverse("access:choose_post"), {"enterprise": enterprise.pk})

        with django_assert_num_queries(4):
            response = client.get("/account/demo/li/")
            assert response.wsgi_request.actor.enterprise_id == enterprise.pk


class TestPages:
    def test_add_and_end_an_agent(self, client, cast, enterprise, lin):
        client.post(reverse("access:sign_in"), {"login": "zhang", "password": PASSWORD})
        client.post(reverse("access:choose_post"), {"enterprise": enterprise.pk})
        values = {"name": "林晓燕", "resident_id": LIN, "scopes": APPLY}

        client.post(reverse("access:add_agent"), values)
        assert "林晓燕" in client.get(reverse("access:agents")).text
        added = Agent.objects.get(citizen__account=lin)
        client.post(reverse("access:end_agent", args=[added.pk]))

        added.refresh_from_db()
        assert added.valid_to == added.valid_from

    def test_are_closed_to_who_acts_for_themselves(self, client, enterprise):
        client.post(reverse("access:sign_in"), {"login": "zhang", "password": PASSWORD})

        assert client.get(reverse("access:agents")).status_code == 403


class TestSubjectFor:
    def test_names_the_enterprise_by_its_credit_code(self, boss, enterprise):
        subject = queries.subject_for(boss)

        assert subject.organization == enterprise.name
        assert subject.organization_code == f"NTRCN-{CREDIT_CODE}"
