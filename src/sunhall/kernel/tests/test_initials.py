"""Pinyin initials of Chinese text."""

import pytest

from sunhall.kernel.initials import initials, is_typed_initials, suffixes_of_initials


class TestInitials:
    @pytest.mark.parametrize(
        ("text", "letters"),
        [
            ("投靠子女", "tkzn"),
            ("食品经营许可", "spjyxk"),
            ("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", "abcdefghjklmnopqrstwxyz"),
            ("A4纸", "a4z"),
            ("青岛（市）", "qds"),
            ("", ""),
            ("喆", ""),
        ],
    )
    def test_are_those_of_pinyin(self, text: str, letters: str):
        assert initials(text) == letters


class TestSuffixesOfInitials:
    def test_begin_at_each_character(self):
        assert suffixes_of_initials(["居住证"]) == ["jzz", "zz"]


class TestIsTypedInitials:
    @pytest.mark.parametrize(
        ("text", "is_typed"), [("tkzn", True), (" JZZ ", True), ("t", False), ("qd-1", False)]
    )
    def test_tells_letters_from_other_words(self, text: str, is_typed: bool):
        assert is_typed_initials(text) is is_typed
