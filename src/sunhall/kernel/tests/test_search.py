"""Tokens and queries of the Chinese full-text search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.search import (
    beginning_query,
    everyday_query,
    loose_query,
    query,
    tokens,
)


class TestTokens:
    def test_holds_words_pairs_and_characters(self):
        found = tokens("占用道路").split()

        assert {"占用", "道路", "用道", "占"} <= set(found)

    def test_narrows_full_width_and_lowers_letters(self):
        assert tokens("\uff21\uff22\uff11") == "ab1"

    def test_lets_a_code_be_found_by_its_beginning_and_parts(self):
        assert {"qd-cg-001", "qd-cg", "cg", "001"} <= set(tokens("QD-CG-001").split())

    @given(st.text(max_size=200))
    def test_is_the_same_every_time_and_holds_no_quote(self, text):
        once = tokens(text)

        assert once == tokens(text)
        assert "'" not in once
        assert "\\" not in once


class TestQuery:
    @pytest.mark.parametrize("text", ["", "  ", "'", "& | !", "\x00"])
    def test_is_none_without_a_word(self, text):
        assert query(text) is None
        assert loose_query(text) is None

    def test_leaves_out_the_words_of_a_question(self):
        assert query("占道经营罚多少钱").raw == "'占' & '道' & '经营' & '罚'"

    def test_keeps_a_question_of_nothing_else(self):
        assert query("怎么办").raw


class TestEverydayQuery:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("落户", "(('落户') | ('迁' & '户口'))"),
            ("我要落户", "(('落户') | ('迁' & '户口'))"),
            ("青岛落户", "(('落户') | ('迁' & '户口')) & '青岛'"),
            ("青岛", "'青岛'"),
            ("'|!&", None),
        ],
    )
    def test_asks_for_each_word_or_another_for_the_same(self, text: str, found: str | None):
        asked = everyday_query(text, {"落户": ["迁户口"]})

        assert (asked.raw if asked else None) == found


class TestBeginningQuery:
    @pytest.mark.parametrize("letters", ["tkzn", "TKZN", "tk'zn", "tk:zn"])
    def test_holds_nothing_but_letters(self, letters: str):
        assert beginning_query(letters).raw == "'tkzn':*"
