"""The pages of a case: queues, the case itself, its steps, penalties on the spot."""

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.actions import clocks
from sunhall.business.penalties.choices import CaseState, CaseStep, DocumentKind, Queue
from sunhall.business.penalties.models import Case, CaseFact, Evidence, Publication
from sunhall.business.penalties.queries import queues
from sunhall.business.penalties.rules.next_steps import STEPS
from sunhall.business.penalties.tests.cases import (
    KEEPER,
    PERSONAL,
    PHOTO,
    REASON,
    STALL,
    a_clue,
    a_filed_case,
    a_photo,
    an_investigated_case,
    city,
    grant,
    team,
)
from sunhall.business.penalties.tests.decisions import (
    MINOR,
    a_closed_case,
    a_decided_case,
    a_paid_case,
    a_proposed_case,
    a_served_case,
    a_told_case,
    last_document,
)
from sunhall.business.penalties.views.cases.step_pages import PAGES
from sunhall.centers.access.models import Account
from sunhall.directory.models import Post
from sunhall.kernel.hooks import Figure
from sunhall.kernel.models import StoredFile
from sunhall.kernel.uploads.tests.samples import EICAR, JPEG

__all__ = ["city"]

LIST = "/cases/"
TABS = (
    "course",
    "facts",
    "documents",
    "measures",
    "notices",
    "decisions",
    "approvals",
    "supervision",
)


def enter(login: str) -> Client:
    """Return a browser someone has signed on with."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    return client


def page_of(case: Case, tab: str = "") -> str:
    """Return the address of a case."""
    address = reverse("cases:case", args=[case.pk])
    return f"{address}?tab={tab}" if tab else address


def step_of(case: Case, step: CaseStep, *subject: int) -> str:
    """Return the address of a step."""
    return reverse("cases:step", args=[case.pk, step.value, *subject])


def queries_for(client: Client, address: str) -> int:
    """Count the queries of a page."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def state_of(case: Case) -> str:
    """Return where a case stands now."""
    return Case.objects.get(pk=case.pk).state


class TestListCases:
    def test_asks_the_same_number_of_questions_for_ten_and_a_hundred(self, city: Cast):
        for _number in range(10):
            a_clue(city)
        ten = queries_for(enter("sun"), LIST)
        for _number in range(90):
            a_clue(city)

        hundred = queries_for(enter("sun"), LIST)

        assert hundred <= ten + 1

    def test_pages_by_key_through_every_case_once(self, city: Cast):
        for _number in range(65):
            a_clue(city)
        client, address, seen = enter("sun"), f"{LIST}?queue=organization", []

        while address:
            page = client.get(address)
            seen += [row["case"].pk for row in page.context["rows"]]
            address = page.context["next"]

        assert sorted(seen) == sorted(Case.objects.values_list("pk", flat=True))

    def test_puts_what_is_due_first_first_and_what_is_not_due_last(self, city: Cast):
        done, filed, clue = a_served_case(city), a_filed_case(city), a_clue(city)
        Case.objects.filter(pk=done.pk).update(due_date=None, due_concern="")

        page = enter("sun").get(f"{LIST}?queue=organization")

        assert [row["case"].pk for row in page.context["rows"]] == [clue.pk, filed.pk, done.pk]

    def test_shows_an_officer_their_own_open_cases_also_where_nothing_is_due(self, city: Cast):
        handed_on, paid = a_served_case(city), a_paid_case(city)
        Case.objects.filter(pk=paid.pk).update(due_date=None, due_concern="")
        actions.assign_officers(
            city.he,
            case_id=handed_on.pk,
            person_ids=[city.qian.person_id],
            lead_id=city.qian.person_id,
        )

        page = enter("sun").get(f"{LIST}?queue=mine")

        assert [row["case"].pk for row in page.context["rows"]] == [paid.pk]
        assert page.context["tabs"][0]["count"] == "1"

    @pytest.mark.parametrize("text", [KEEPER.name, KEEPER.identifier, "青城管案"])
    def test_finds_by_number_and_party(self, city: Cast, text: str):
        a_clue(city, party=None)
        filed = a_filed_case(city)

        page = enter("sun").get(LIST, {"q": text, "queue": "organization"})

        assert [row["case"].pk for row in page.context["rows"]] == [filed.pk]

    def test_does_not_show_an_officer_of_another_case_whom_it_is_against(self, city: Cast):
        a_clue(city)

        page = enter("qian").get(f"{LIST}?queue=organization").content.decode()

        assert KEEPER.name not in page
        assert "张某某" in page

    def test_lets_supervision_see_the_city(self, city: Cast):
        case = a_clue(city)

        page = enter("zhao").get(LIST)

        assert [row["case"].pk for row in page.context["rows"]] == [case.pk]
        assert KEEPER.name not in page.content.decode()

    @pytest.mark.parametrize("queue", ["due_soon", "unserved", "unpaid", "unpublished", "closing"])
    def test_has_a_queue_for_what_waits(self, city: Cast, queue: str):
        a_decided_case(city)

        assert enter("sun").get(LIST, {"queue": queue}).status_code == 200


class TestHome:
    def test_counts_an_officers_cases_and_leads_to_each_queue(self, city: Cast):
        today = timezone.localdate()
        for days in (-1, 3, 30):
            case = a_clue(city)
            Case.objects.filter(pk=case.pk).update(due_date=today + timedelta(days=days))

        figures = work_of(enter("sun"))

        assert [(one.value, one.url) for one in figures] == [
            ("3", f"{LIST}?queue=mine"),
            ("1", f"{LIST}?queue=due_soon"),
            ("1", f"{LIST}?queue=overdue"),
        ]

    def test_counts_what_waits_for_the_head(self, city: Cast):
        actions.ask_filing(city.sun, case_id=a_clue(city).pk, reason=REASON, officer_ids=team(city))

        waiting = work_of(enter("he"))[0]

        assert (waiting.value, waiting.url) == ("1", "/cases/approvals/")

    def test_counts_every_queue_with_one_question(self, city: Cast):
        for _number in range(3):
            a_clue(city)

        with CaptureQueriesContext(connection) as seen:
            counts = queues.count_queues(city.sun, Queue.values)

        assert len(seen) == 1
        assert counts == {
            name: len(queues.list_queue(city.sun, name).items) for name in Queue.values
        }

    def test_shows_a_visitor_no_work(self, city: Cast):
        assert Client().get("/").context["work"] == []


def work_of(client: Client) -> list[Figure]:
    """Return the figures of somebody's own work on their front page."""
    return list(client.get("/").context["work"][0]["figures"])


class TestExport:
    def test_hands_out_every_case_and_no_formula(self, city: Cast):
        a_clue(city, title="=1+1 摆摊")

        answer = enter("sun").get("/cases/export.csv?queue=organization")

        assert "'=1+1 摆摊" in b"".join(answer).decode()

    def test_goes_on_from_page_to_page(self, city: Cast, monkeypatch: pytest.MonkeyPatch):
        due = [a_clue(city, title=f"第 {number} 件") for number in range(3)]
        undue = [a_clue(city, title=f"第 {number} 件") for number in range(3, 5)]
        for case in undue:
            clocks.meet_all(city.sun, case)
        monkeypatch.setattr(queues, "CHUNK", 2)

        found = list(queues.export_queue(city.sun, Queue.ORGANIZATION))

        assert [one.title for one in found] == [one.title for one in (*due, *reversed(undue))]

    def test_hands_out_a_workbook(self, city: Cast):
        a_clue(city)

        assert enter("sun").get("/cases/export.xlsx").content[:2] == b"PK"


class TestCasePage:
    @pytest.mark.parametrize("tab", TABS)
    def test_shows_every_part_of_a_served_case(self, city: Cast, tab: str):
        case = a_served_case(city)

        page = enter("sun").get(page_of(case, tab))

        assert page.status_code == 200
        assert "下一步" in page.content.decode()

    def test_says_what_is_next_until_when_and_why(self, city: Cast):
        page = enter("sun").get(page_of(a_filed_case(city))).content.decode()

        assert "下一步，由您办理" in page
        assert "行政处罚法 第六十条" in page
        assert "第 1–90 天" in page

    def test_says_what_cannot_be_done_and_why(self, city: Cast):
        case = a_filed_case(city)
        a_photo(city, case)

        page = enter("sun").get(page_of(case)).content.decode()

        assert "还缺这些事实" in page

    def test_asks_few_questions_however_long_the_file(self, city: Cast):
        case = a_filed_case(city)
        short = queries_for(enter("sun"), page_of(case, "facts"))
        for number in range(20):
            a_photo(city, case, content=f"photo {number}".encode())

        long = queries_for(enter("sun"), page_of(case, "facts"))

        assert long <= short + 1

    def test_masks_the_party_for_who_does_not_handle_the_case(self, city: Cast):
        page = enter("zhao").get(page_of(a_filed_case(city))).content.decode()

        assert not [text for text in PERSONAL if text in page]

    def test_is_not_there_for_another_department(self, city: Cast):
        elsewhere = replace(city.sun, organization_id=city.zhao.organization_id)
        case = a_clue(replace(city, sun=elsewhere), matter_code="", party=None)

        assert enter("sun").get(page_of(case)).status_code == 404


class TestSteps:
    def test_have_a_page_each(self):
        assert set(STEPS) - set(PAGES) == {CaseStep.RECORD_FACTS}

    def test_ask_for_an_amount_nowhere(self):
        asked = {name for page in PAGES.values() for name in page.form.base_fields}

        assert not [name for name in asked if re.search("yuan|amount|fine|money", name)]

    def test_take_a_case_on(self, city: Cast):
        case = a_proposed_case(city)

        enter("sun").post(step_of(case, CaseStep.ISSUE_NOTICE), {})

        assert last_document(case, DocumentKind.PRIOR_NOTICE).number

    def test_keep_what_was_typed_when_refused(self, city: Cast):
        case = a_filed_case(city)

        page = enter("sun").post(
            step_of(case, CaseStep.FINISH_INVESTIGATION), {"conclusion": "建议处罚。"}
        )

        assert page.status_code == 409
        assert "建议处罚。" in page.content.decode()
        assert "还缺这些事实" in page.content.decode()

    def test_are_not_for_everybody(self, city: Cast):
        case = a_told_case(city)

        assert enter("sun").get(step_of(case, CaseStep.GIVE_LEGAL_REVIEW)).status_code == 403
        assert enter("zhao").get(step_of(case, CaseStep.ASK_DECISION)).status_code == 403

    def test_name_things_of_the_case_alone(self, city: Cast):
        case = a_told_case(city)

        assert enter("sun").get(step_of(case, CaseStep.SERVE_DOCUMENT, 999)).status_code == 404

    @pytest.mark.parametrize("step", [step for step in PAGES if STEPS[step].about is None])
    def test_show_their_form(self, city: Cast, step: CaseStep):
        case = a_filed_case(city)
        login = {"record-deliberation": "he", "give-legal-review": "wang"}.get(step.value, "sun")

        assert enter(login).get(step_of(case, step)).status_code == 200

    def test_put_several_photos_on_file_with_their_hashes(self, city: Cast):
        case = a_filed_case(city)
        photos = [SimpleUploadedFile(f"{n}.jpg", JPEG + n.encode(), "image/jpeg") for n in "ab"]

        enter("sun").post(
            step_of(case, CaseStep.ADD_EVIDENCE),
            {
                "kind": "audiovisual",
                "title": "现场照片",
                "obtained_on": "2026-01-05",
                "photos": photos,
            },
        )

        page = enter("sun").get(page_of(case, "facts")).content.decode()
        assert hashlib.sha256(JPEG + b"a").hexdigest() in page
        assert hashlib.sha256(JPEG + b"b").hexdigest() in page

    def test_refuse_an_infected_file_by_its_name_and_keep_what_was_typed(
        self, city: Cast, scanner: str
    ):
        case = a_filed_case(city)
        typed = {"kind": "audiovisual", "title": "可疑文件", "obtained_on": "2026-01-05"}
        photo = SimpleUploadedFile("送检.txt", EICAR, "image/jpeg")

        page = (
            enter("sun")
            .post(step_of(case, CaseStep.ADD_EVIDENCE), {**typed, "photos": photo})
            .content.decode()
        )

        assert "文件 送检.txt 含有恶意代码（Eicar-Test-Signature" in page
        assert "可疑文件" in page
        assert not StoredFile.objects.exists()

    def test_lose_nothing_while_the_scanner_is_down(self, city: Cast, no_scanner: None):
        case = a_filed_case(city)
        typed = {"kind": "audiovisual", "title": "现场照片", "obtained_on": "2026-01-05"}
        photo = SimpleUploadedFile("stall.jpg", JPEG, "image/jpeg")

        page = (
            enter("sun")
            .post(step_of(case, CaseStep.ADD_EVIDENCE), {**typed, "photos": photo})
            .content.decode()
        )

        assert "病毒扫描暂时不可用" in page
        assert 'value="现场照片"' in page

    def test_serve_several_documents_together(self, city: Cast):
        told = a_told_case(city)
        said = actions.record_statement(city.sun, case_id=told.pk, text="请求从轻。")
        actions.review_statement(
            city.sun, statement_id=said.pk, is_adopted=False, reply="基准已经考虑。"
        )
        case = grant(city.he, actions.ask_decision(city.sun, case_id=told.pk))
        decision = last_document(case, DocumentKind.DECISION)
        others = [last_document(case, DocumentKind.STATEMENT_REVIEW).pk]

        enter("sun").post(
            step_of(case, CaseStep.SERVE_DOCUMENT, decision.pk),
            {"way": "direct", "served_on": "2026-01-05", "receiver": "张小贩", "also": others},
        )

        assert state_of(case) == CaseState.SERVED
        assert case.services.count() == 3


class TestFacts:
    def test_shows_the_sanction_and_records_nothing_yet(self, city: Cast):
        case = a_filed_case(city)
        a_photo(city, case)

        page = enter("sun").post(reverse("cases:facts", args=[case.pk]), told("preview"))

        assert "1,200 元" in page.content.decode()
        assert not CaseFact.objects.exists()

    def test_records_what_was_changed_on_its_evidence(self, city: Cast):
        case = a_filed_case(city)
        a_photo(city, case)
        client, address = enter("sun"), reverse("cases:facts", args=[case.pk])
        client.post(address, told("record"))

        client.post(address, told("record", area="6"))

        assert [fact.key for fact in CaseFact.objects.order_by("pk")[4:]] == ["area"]

    def test_refuses_a_fact_without_evidence(self, city: Cast):
        case = a_filed_case(city)
        a_photo(city, case)

        page = enter("sun").post(
            reverse("cases:facts", args=[case.pk]), told("record", **{"on-evidence": []})
        )

        assert "没有证据" in page.content.decode()
        assert not CaseFact.objects.exists()

    def test_wants_a_reason_once_a_penalty_is_proposed(self, city: Cast):
        case = a_proposed_case(city)
        client, address = enter("sun"), reverse("cases:facts", args=[case.pk])

        refused = client.post(address, told("record", area="6"))
        client.post(
            address,
            told("record", area="6", **{"on-reason": "复测后面积为 6 平方米，原记录有误。"}),
        )

        assert "请写明理由" in refused.content.decode()
        assert state_of(case) == CaseState.INVESTIGATED


class TestApprovals:
    def test_answers_many_and_names_each_that_failed(self, city: Cast):
        first, second = an_investigated_case(city), a_told_case(city)
        asked = [
            actions.ask_withdrawal(
                city.sun, case_id=first.pk, reason_code="not_established", reason="证据不足，撤案。"
            ),
            actions.ask_decision(city.sun, case_id=second.pk),
        ]
        actions.record_statement(city.sun, case_id=second.pk, text="我没有摆摊。")

        page = enter("he").post(
            "/cases/approvals/", {"ids": [one.pk for one in asked], "do": "grant"}, follow=True
        )

        assert "已办理 1 件" in page.content.decode()
        assert second.number in page.content.decode()
        assert "尚未复核" in page.content.decode()

    def test_lets_the_head_send_one_back(self, city: Cast):
        case = a_told_case(city)
        asked = actions.ask_decision(city.sun, case_id=case.pk)

        enter("he").post(
            reverse("cases:answer", args=[case.pk, asked.pk]),
            {"do": "return", "opinion": "请补充测量记录。"},
        )

        page = enter("sun").get(page_of(case, "approvals")).content.decode()
        assert "请补充测量记录。" in page


class TestTogether:
    ADDRESS = "/cases/together/"

    def test_publishes_many_and_keeps_those_refused_selected(self, city: Cast):
        served, waiting = a_served_case(city), a_decided_case(city)
        form = {"queue": "organization", "do": "publish", "ids": [served.pk, waiting.pk]}

        page = enter("wang").post(self.ADDRESS, form, follow=True)

        assert Publication.objects.get().decision.case_id == served.pk
        assert [row["case"].pk for row in page.context["rows"] if row["is_selected"]] == [
            waiting.pk
        ]
        text = page.content.decode()
        assert "已办理 1 件" in text
        assert f"{waiting}：决定 " in text

    def test_archives_many(self, city: Cast):
        cases = [a_closed_case(city) for _number in range(2)]
        form = {"queue": "closing", "do": "archive", "ids": [case.pk for case in cases]}

        enter("sun").post(self.ADDRESS, form)

        assert [state_of(case) for case in cases] == [CaseState.ARCHIVED] * 2

    def test_wants_a_selection(self, city: Cast):
        page = enter("sun").post(self.ADDRESS, {"queue": "closing", "do": "archive"}, follow=True)

        assert "请先选择案件" in page.content.decode()

    def test_offers_nobody_what_they_may_not_do(self, city: Cast):
        case = a_served_case(city)
        form = {"queue": "organization", "do": "publish", "ids": [case.pk]}

        enter("sun").post(self.ADDRESS, form)

        assert not Publication.objects.exists()
        assert enter("he").post(self.ADDRESS, form).status_code == 403


class TestOnTheSpot:
    ADDRESS = f"/cases/on-the-spot/{STALL}/"

    def test_shows_the_sanction_before_it_is_imposed(self, city: Cast):
        page = enter("sun").post(self.ADDRESS, {**MINOR, "refused": "true", "do": "preview"})

        assert "罚款" in page.content.decode()
        assert not Case.objects.exists()

    def test_hands_the_decision_over_with_its_code_and_photos(self, city: Cast):
        page = confirm(self.ADDRESS, city)

        case = Case.objects.get()
        assert (case.state, case.procedure) == (CaseState.SERVED, "summary")
        assert "<svg" in page.content.decode()
        assert Evidence.objects.get().file_id == hashlib.sha256(JPEG).hexdigest()

    def test_wants_the_sanction_to_have_been_seen(self, city: Cast):
        page = confirm(self.ADDRESS, city, seen="another")

        assert "再看一遍" in page.content.decode()
        assert not Case.objects.exists()


class TestDocuments:
    @pytest.mark.parametrize("login", ["sun", "qian", "he", "wang", "zhao"])
    def test_open_for_whoever_may_see_the_case(self, city: Cast, login: str):
        case = a_told_case(city)

        answer = enter(login).get(pdf_of_notice(case))

        assert answer.content[:5] == b"%PDF-"

    def test_are_not_there_for_another_department(self, city: Cast):
        address = pdf_of_notice(a_told_case(city))
        Post.objects.filter(holdings__person_id=city.qian.person_id).update(
            organization_id=city.zhao.organization_id
        )

        assert enter("qian").get(address).status_code == 404

    def test_ask_a_visitor_to_sign_on(self, city: Cast):
        answer = Client().get(pdf_of_notice(a_told_case(city)))

        assert answer.status_code == 302
        assert answer.url.startswith(reverse("access:sign_in"))

    def test_open_with_the_files_of_the_evidence(self, city: Cast):
        case = a_filed_case(city)
        photo = a_photo(city, case)

        answer = enter("zhao").get(reverse("cases:evidence", args=[case.pk, photo.number]))

        assert answer.content == PHOTO
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_give_no_file_to_anybody_before_it_is_clean(
        self, city: Cast, no_scanner: None, settings: Any
    ):
        settings.SUNHALL_UPLOAD_SCANNING = "advisory"
        case = a_filed_case(city)
        address = reverse("cases:evidence", args=[case.pk, a_photo(city, case).number])

        answers = [enter(login).get(address) for login in ("sun", "he", "zhao")]

        assert [answer.status_code for answer in answers] == [409] * 3
        assert all("还没有通过病毒扫描" in answer.content.decode() for answer in answers)


def pdf_of_notice(case: Case) -> str:
    """Return the address of a case's prior notice."""
    notice = last_document(case, DocumentKind.PRIOR_NOTICE)
    return reverse("cases:document", args=[case.pk, notice.pk])


def told(do: str, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the facts of the stall."""
    facts = {"refused": "true", "place": "机动车道", "area": "3", "prior": "0"}
    return {**facts, "on-evidence": [1], "do": do, **changes}


def confirm(address: str, city: Cast, **changes: Any) -> Any:
    """Look at the sanction of a company's small stall, and confirm it."""
    client = enter("sun")
    facts = {**MINOR, "refused": "true"}
    seen = client.post(address, {**facts, "do": "preview"}).context["seen"]
    form = {
        "place": "闽江路 128 号门前",
        "occurred_on": "2026-01-05",
        "party_kind": "legal_person",
        "party_name": "青岛海产商行",
        "identifier": "91350100M000100Y43",
        "officer_ids": [city.qian.person_id],
        "photos": SimpleUploadedFile("stall.jpg", JPEG, "image/jpeg"),
    }
    typed = {f"spot-{name}": value for name, value in form.items()}
    return client.post(
        address, {**facts, **typed, "seen": seen, "do": "penalize", **changes}, follow=True
    )
