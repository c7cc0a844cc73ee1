"""A decision bears the organ's seal: two do it, and its bytes stay for good."""

from dataclasses import replace

import pytest
from django.urls import reverse
from tests.authority import hold, now

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.errors import NotForASeal, SealedAlready
from sunhall.business.penalties.tests import cases
from sunhall.business.penalties.tests.decisions import a_decided_case
from sunhall.centers.access import actions as access
from sunhall.centers.access import queries as access_queries
from sunhall.centers.access.choices import SealUseState
from sunhall.centers.access.models import Account
from sunhall.centers.access.tests.test_seals import a_picture
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.journal import history_of

AT = "http://hall.test/verify/1"


@pytest.fixture
def city(cast, authority_home):
    """Return the city of today, which has held its ceremony."""
    city = now(cases.published(cast))
    hold(city.system)
    return city


@pytest.fixture
def seal(city):
    """Return the bureau's seal."""
    asked = access.request_seal(city.li, name="行政处罚专用章", picture=a_picture())
    return access.grant_seal(city.he, seal_id=asked.pk)


@pytest.fixture
def decision(city):
    """Return the decision of a case."""
    case = a_decided_case(city)
    return case.documents.get(kind=DocumentKind.DECISION)


@pytest.fixture
def asked(city, decision, seal):
    """Return the decision's seal, asked for."""
    return actions.ask_for_seal(city.sun, document_id=decision.pk, seal_id=seal.pk, verify_at=AT)


class TestAskForSeal:
    def test_settles_the_bytes_that_will_bear_it(self, city, decision, asked):
        use = access_queries.get_seal_use(city.he, asked.use_id)

        assert bytes(use.document.content) == queries.pdf_of(city.sun, decision, verify_at=AT)

    def test_is_once_at_a_time(self, city, decision, seal, asked):
        with pytest.raises(SealedAlready):
            actions.ask_for_seal(city.sun, document_id=decision.pk, seal_id=seal.pk)

    def test_refuses_what_stays_inside(self, city, decision, seal):
        inside = decision.case.documents.get(kind=DocumentKind.INVESTIGATION_REPORT)

        with pytest.raises(NotForASeal, match="内部文书"):
            actions.ask_for_seal(city.sun, document_id=inside.pk, seal_id=seal.pk)

    def test_needs_the_permission_to_ask_for_seals(self, city, decision, seal):
        kept = city.sun.permissions - {"access:seal:request"}

        with pytest.raises(Forbidden):
            actions.ask_for_seal(
                replace(city.sun, permissions=kept), document_id=decision.pk, seal_id=seal.pk
            )

    def test_knows_no_document_of_another_organization(self, city, decision, seal):
        elsewhere = replace(city.sun, organization_id=city.lu.organization_id)

        with pytest.raises(NotFound):
            actions.ask_for_seal(elsewhere, document_id=decision.pk, seal_id=seal.pk)


class TestPdfOf:
    def test_gives_what_bears_the_seal_and_a_stranger_finds_it_good(self, city, decision, asked):
        access.grant_seal_use(city.he, use_id=asked.use_id)

        content = queries.pdf_of(city.sun, decision, verify_at="http://elsewhere.test/")

        [report] = access_queries.check_document(content, city.he.moment)
        assert report.is_good
        assert report.seal is not None
        assert report.seal.organization_id == city.sun.organization_id

    def test_gives_it_to_supervision_too(self, city, decision, asked):
        access.grant_seal_use(city.he, use_id=asked.use_id)

        assert queries.pdf_of(city.zhao, decision) == queries.pdf_of(city.sun, decision)


class TestHistory:
    def test_tells_who_asked_and_who_granted(self, city, decision, asked):
        access.grant_seal_use(city.he, use_id=asked.use_id)

        told = [(one.event, one.person_name) for one in history_of("penalties.case", asked.case_id)]
        assert ("penalties.document.seal_asked", city.sun.name) in told
        assert ("penalties.document.sealed", city.he.name) in told

    def test_lets_the_officer_ask_again_after_a_refusal(self, city, decision, seal, asked):
        access.refuse_seal_use(city.he, use_id=asked.use_id, reason="文号有误")

        again = actions.ask_for_seal(city.sun, document_id=decision.pk, seal_id=seal.pk)

        asked.refresh_from_db()
        assert asked.state == SealUseState.REFUSED
        assert again.state == SealUseState.REQUESTED


class TestPage:
    def test_asks_and_shows_how_far_it_is(self, city, client, decision, seal):
        client.force_login(Account.objects.get(login="sun"))
        page = reverse("cases:seal", args=[decision.case_id, decision.pk])
        assert "行政处罚专用章" in client.get(page).text

        response = client.post(page, {"seal": seal.pk, "once": "a1"}, follow=True)

        assert "待批准用印" in response.text
        assert decision.seals.get().state == SealUseState.REQUESTED

    def test_says_what_to_do_without_a_seal(self, city, client, decision):
        client.force_login(Account.objects.get(login="sun"))

        page = client.get(reverse("cases:seal", args=[decision.case_id, decision.pk]))

        assert "还没有启用的印章" in page.text
