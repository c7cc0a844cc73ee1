"""Documents: the same bytes, PDF/A, and every character on paper."""

import re
import zlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sunhall.kernel.documents import Unprintable, render

LETTER = Path(__file__).resolve().parent / "letter.typ"
MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
FACTS = {
    "organ": "青城市城市管理局",
    "number": "青城执罚〔2026〕第 0001 号",
    "name": "喆䶮㛃",
    "paragraphs": ["当事人在机动车道上擅自占道经营，执法人员现场检查并拍照取证。"],
    "fine_yuan": Decimal("200.00"),
    "day": "2026年3月2日",
}


def streams(pdf: bytes) -> bytes:
    """Return what the streams of a document hold, unpacked."""
    held = b""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            held += zlib.decompress(stream)
        except zlib.error:
            held += stream
    return held


def written_in(pdf: bytes) -> set[str]:
    """Return the characters that the document's glyphs stand for."""
    codes = re.findall(rb"^<[0-9A-F]{4}> <([0-9A-F]{4})>", streams(pdf), re.M | re.I)
    return {chr(int(code, 16)) for code in codes}


class TestRender:
    def test_makes_the_same_bytes_of_the_same_facts(self):
        first = render(LETTER, FACTS, MOMENT, "https://example.org/verify/1")
        again = render(
            LETTER, dict(reversed(FACTS.items())), MOMENT, "https://example.org/verify/1"
        )

        assert again == first

    @pytest.mark.parametrize(
        ("facts", "moment", "verify_at"),
        [
            ({"name": "王喆"}, MOMENT, ""),
            ({}, MOMENT + timedelta(seconds=1), ""),
            ({}, MOMENT, "https://example.org/verify/1"),
        ],
    )
    def test_makes_other_bytes_of_other_facts(self, facts, moment, verify_at):
        assert render(LETTER, FACTS | facts, moment, verify_at) != render(LETTER, FACTS, MOMENT)

    def test_makes_pdf_a_2b_of_that_moment(self):
        pdf = render(LETTER, FACTS, MOMENT)

        metadata = streams(pdf)
        assert b"<pdfaid:part>2</pdfaid:part>" in metadata
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata
        assert b"2026-03-02T02:00:00" in metadata

    def test_embeds_rare_characters_as_themselves(self):
        pdf = render(LETTER, FACTS, MOMENT)

        assert set("喆䶮㛃￥") <= written_in(pdf)
        assert b"/FontFile" in pdf

    @pytest.mark.parametrize(
        ("character", "shown"), [("𠮷", "𠮷"), ("😀", "😀"), ("\ue000", r"\u{e000}")]
    )
    def test_refuses_a_character_that_would_be_missing(self, character, shown):
        with pytest.raises(Unprintable, match=re.escape(shown)):
            render(LETTER, FACTS | {"name": f"王{character}"}, MOMENT)

    @pytest.mark.parametrize(
        "name", ["#panic()", '"); #panic() //', "$ x", "= 一级标题", "<label> @label", "\\", "*_`"]
    )
    def test_prints_a_fact_as_it_is_written(self, name):
        pdf = render(LETTER, FACTS | {"name": name}, MOMENT)

        assert set(name) - {" "} <= written_in(pdf)

    def test_makes_as_many_pages_as_the_facts_need(self):
        pdf = render(LETTER, FACTS | {"paragraphs": FACTS["paragraphs"] * 12}, MOMENT)

        assert b"/Count 2" in pdf
