"""Papers: every document says what the law demands, on pages that hold it."""

import re
from dataclasses import astuple, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter

import pytest

from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.errors.papers import SheetIncomplete, WordingTooLong
from sunhall.business.penalties.rules import particulars, proceedings
from sunhall.business.penalties.rules.demands import Part
from sunhall.business.penalties.rules.papers import PAPERS, TEMPLATES
from sunhall.business.penalties.rules.sheet import CaseSheet
from sunhall.business.penalties.rules.wording import (
    fine_in_words,
    printable,
    violation_in_words,
    written_day,
    written_moment,
)
from sunhall.business.penalties.tests.papers import CITIZEN, FULL, ITEMS, WORDS, least
from sunhall.business.penalties.tests.pdf import page_count, text_of
from sunhall.kernel.documents import render
from sunhall.kernel.money import yuan_in_capitals, yuan_in_figures

MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
KINDS = list(DocumentKind)
LONG = "执法人员巡查发现当事人将餐车停放于机动车道内，经测量占用面积为四平方米，妨碍通行。" * 50


def made(kind: DocumentKind, sheet: CaseSheet = FULL, words: dict[str, str] = WORDS) -> bytes:
    """Make a document."""
    paper = PAPERS[kind]
    return render(paper.template, paper.facts(sheet, words), MOMENT, "https://example.org/v/1")


def said(kind: DocumentKind, sheet: CaseSheet = FULL, words: dict[str, str] = WORDS) -> str:
    """Return what a document says."""
    return text_of(made(kind, sheet, words))


def printed(value: object) -> list[str]:
    """Return what of a value must be on paper: of a section, its first text or amount."""
    if isinstance(value, tuple):
        return [text for part in value for text in printed(part)]
    if is_dataclass(value):
        return printed(next(part for part in astuple(value) if type(part) in {str, Decimal}))
    if isinstance(value, Decimal):
        return [yuan_in_figures(value), yuan_in_capitals(value)]
    words = printable(value)
    return [line.replace(" ", "").rstrip("。") for line in words.splitlines()]


class TestPapers:
    def test_know_every_kind_once(self):
        assert list(PAPERS) == sorted(PAPERS, key=list(DocumentKind).index)
        assert set(PAPERS) == set(DocumentKind)

    def test_have_a_template_each_and_no_template_is_left_over(self):
        templates = {path.name for path in TEMPLATES.glob("*.typ")} - {"parts.typ"}

        assert templates == {paper.template.name for paper in PAPERS.values()}

    def test_have_a_mark_of_their_own_if_they_bear_numbers(self):
        marks = [paper.mark for paper in PAPERS.values() if paper.mark]

        assert len(set(marks)) == len(marks)
        assert all((Part.NUMBER in paper.needs) == bool(paper.mark) for paper in PAPERS.values())

    @pytest.mark.parametrize("part", Part, ids=lambda part: part.name)
    def test_demand_only_what_a_sheet_can_say(self, part):
        for place in (*part.value.places, *filter(None, [part.value.when])):
            if place.startswith("words."):
                assert place.removeprefix("words.") in WORDS
                continue
            found = FULL
            for name in place.split("."):
                found = getattr(found, name)


class TestFacts:
    @pytest.mark.parametrize("kind", KINDS)
    def test_are_enough_when_the_sheet_is_full(self, kind):
        assert PAPERS[kind].missing(FULL, WORDS) == ()

    @pytest.mark.parametrize(
        ("lacking", "named"),
        [
            ({"party": None}, "当事人的姓名或者名称、当事人的住所或者住址"),
            ({"party": replace(CITIZEN, address="")}, "当事人的住所或者住址"),
            ({"evidence": ()}, "证据"),
            ({"penal_basis": ()}, "处罚依据"),
            ({"penalty": None}, "处罚的种类和内容"),
            ({"payment": None}, "缴纳罚款的方式"),
            ({"organ": replace(FULL.organ, reconsideration_organ="")}, "行政复议机关"),
            ({"organ": replace(FULL.organ, court="")}, "有管辖权的人民法院"),
            ({"issued_on": None}, "日期"),
        ],
    )
    def test_refuse_a_decision_without_an_element_of_the_law(self, lacking, named):
        with pytest.raises(SheetIncomplete, match=f"：{named}。"):
            PAPERS[DocumentKind.DECISION].facts(replace(FULL, **lacking), {})

    def test_refuse_a_decision_without_violation_in_facts_or_words(self):
        sheet = replace(FULL, violation="")

        assert PAPERS[DocumentKind.DECISION].missing(sheet, WORDS) == ()
        assert PAPERS[DocumentKind.DECISION].missing(sheet, {}) == ("违法事实",)

    def test_need_no_way_to_pay_where_there_is_no_fine(self):
        penalty = replace(FULL.penalty, sanctions=("警告",), fine_yuan=None)
        sheet = replace(FULL, penalty=penalty, payment=None)

        assert PAPERS[DocumentKind.DECISION].missing(sheet) == ()

    def test_need_no_address_nor_evidence_on_the_spot(self):
        sheet = replace(FULL, party=replace(CITIZEN, address=""), evidence=())

        assert PAPERS[DocumentKind.SUMMARY_DECISION].missing(sheet) == ()

    def test_refuse_a_form_without_the_words_it_requires(self):
        with pytest.raises(SheetIncomplete, match="理由"):
            PAPERS[DocumentKind.FILING_APPROVAL].facts(FULL, {"reason": " "})

    def test_refuse_more_words_than_there_is_room_for(self):
        with pytest.raises(WordingTooLong):
            PAPERS[DocumentKind.FILING_APPROVAL].facts(FULL, {"reason": "因" * 801})

    def test_leave_out_words_that_nobody_may_word(self):
        facts = PAPERS[DocumentKind.DECISION].facts(FULL, {"fine": "罚款一元"})

        assert set(facts["words"]) == {"narrative", "reasons"}


class TestTemplate:
    @pytest.mark.parametrize("kind", KINDS)
    def test_says_who_what_and_how_in_pdf_a(self, kind):
        paper = PAPERS[kind]

        pdf = made(kind)

        text = text_of(pdf)
        assert FULL.organ.name in text
        assert paper.title.replace(" ", "") in text
        assert (FULL.number.replace(" ", "") in text) == bool(paper.mark)
        assert "（印章）" in text or not paper.is_served
        metadata = b"".join(
            stream for stream in re.findall(rb"stream\r?\n(<\?xpacket.*?)endstream", pdf, re.S)
        )
        assert b"<pdfaid:part>2</pdfaid:part>" in metadata
        assert page_count(pdf) < 5

    @pytest.mark.parametrize("kind", KINDS)
    def test_says_all_that_is_demanded(self, kind):
        text = said(kind)

        for part in PAPERS[kind].needs:
            places = [place for place in part.value.places if not place.startswith("words.")]
            values = [attrgetter(place)(FULL) for place in places]
            assert part is Part.VIOLATION or any(
                all(words in text for words in printed(value)) for value in values if value
            ), part

    @pytest.mark.parametrize("kind", KINDS)
    def test_says_what_the_officer_worded(self, kind):
        words = {part.name: f"第{place}段" for place, part in enumerate(PAPERS[kind].wording)}

        text = said(kind, FULL, words)

        assert all(worded in text for worded in words.values())

    @pytest.mark.parametrize("kind", KINDS)
    def test_makes_do_with_the_least(self, kind):
        sheet, words = least(kind)

        text = said(kind, sheet, words)

        assert PAPERS[kind].title in text
        assert "none" not in text
        assert "（）" not in text

    @pytest.mark.parametrize(
        "kind", [DocumentKind.DECISION, DocumentKind.FILING_APPROVAL, DocumentKind.INQUIRY_RECORD]
    )
    def test_makes_the_same_bytes_again(self, kind):
        assert made(kind) == made(kind)

    @pytest.mark.parametrize("kind", KINDS)
    def test_runs_over_pages_without_losing_anything(self, kind):
        items = tuple(replace(ITEMS[0], name=f"第{number}件") for number in range(60))
        sheet = replace(
            FULL,
            violation=LONG,
            clue=replace(FULL.clue, gist=LONG),
            record=replace(FULL.record, findings=LONG),
            measure=replace(FULL.measure, items=items),
        )
        words = {part.name: LONG[: part.limit] for part in PAPERS[kind].wording}

        pdf = made(kind, sheet, words)

        text = text_of(pdf)
        assert ("第59件" in text) == ("第0件" in text)
        assert page_count(pdf) < 20


class TestDecision:
    def test_has_the_six_elements_of_the_law(self):
        text = said(DocumentKind.DECISION)

        for element in (
            "青城市喆䶮餐饮管理有限公司",
            "青城市市南区闽江路128号甲3号楼102户",
            "占用面积4.00平方米",
            "现场照片6张",
            "《青城市市容和环境卫生管理条例》第四十三条第一款第二项",
            "罚款人民币壹仟贰佰元整（￥1,200.00）",
            "自收到本决定书之日起十五日内，到青城银行市南支行",
            "自收到本决定书之日起六十日内向青城市人民政府申请行政复议",
            "自收到本决定书之日起六个月内直接向青城市市南区人民法院提起行政诉讼",
            "青城市城市管理局（印章）2026年3月2日",
        ):
            assert element in text

    def test_tells_the_additional_fine_and_its_cap(self):
        text = said(DocumentKind.DECISION)

        assert "每日按罚款数额的百分之三加处罚款" in text
        assert "即最高不超过人民币壹仟贰佰元整（￥1,200.00）" in text

    def test_speaks_to_a_citizen_as_one(self):
        text = said(DocumentKind.DECISION, replace(FULL, party=CITIZEN))

        assert "决定对你作出下列行政处罚" in text
        assert "你单位" not in text

    @pytest.mark.parametrize("nothing", [None, Decimal(0)])
    def test_says_nothing_of_a_fine_where_there_is_none(self, nothing):
        penalty = particulars.Penalty(sanctions=("警告",), fine_yuan=nothing)

        text = said(DocumentKind.DECISION, replace(FULL, penalty=penalty))

        assert "加处罚款" not in text
        assert "上述处罚，自本决定书送达之日起履行。" in text


class TestSummaryDecision:
    def test_sends_the_party_to_reconsideration_first(self):
        text = said(DocumentKind.SUMMARY_DECISION)

        assert "应当自收到本决定书之日起六十日内先向青城市人民政府申请行政复议" in text
        assert "六个月" not in text

    def test_tells_why_the_fine_is_collected_at_once(self):
        payment = proceedings.Payment(on_site_ground="一百元以下罚款")

        text = said(DocumentKind.SUMMARY_DECISION, replace(FULL, payment=payment))

        assert "因一百元以下罚款" in text
        assert "专用票据" in text


class TestPriorNotice:
    def test_tells_of_the_hearing_only_where_it_is_due(self):
        with_hearing = said(DocumentKind.PRIOR_NOTICE)
        without = said(DocumentKind.PRIOR_NOTICE, replace(FULL, needs_hearing=False))

        assert "收到本告知书后五个工作日内提出" in with_hearing
        assert "听证" not in without.replace(FULL.limits[0].name, "")
        assert "不因陈述、申辩给予更重的处罚" in without


class TestSections:
    @pytest.mark.parametrize("module", [particulars, proceedings])
    def test_are_frozen(self, module):
        sections = [thing for thing in vars(module).values() if is_dataclass(thing)]

        assert sections
        assert all(section.__dataclass_params__.frozen for section in sections)

    def test_are_all_in_the_sample(self):
        assert [field.name for field in fields(CaseSheet) if not getattr(FULL, field.name)] == []


class TestWording:
    def test_writes_days_and_moments(self):
        assert written_day(date(2026, 3, 2)) == "2026年3月2日"
        assert written_moment(datetime(2026, 3, 2, 9, 5, tzinfo=UTC)) == "2026年3月2日9时05分"

    def test_writes_a_fine_in_both_forms(self):
        assert fine_in_words(Decimal("500")) == "罚款人民币伍佰元整（￥500.00）"

    @pytest.mark.parametrize(
        ("day", "place", "sentence"),
        [
            (date(2026, 3, 2), "闽江路", "王喆于2026年3月2日在闽江路实施了“占道”的行为。"),
            (None, "", "王喆有“占道”的行为。"),
        ],
    )
    def test_says_who_did_what(self, day, place, sentence):
        assert violation_in_words("王喆", "占道", day, place) == sentence
