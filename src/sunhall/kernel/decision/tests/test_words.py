"""Vague words in what states a condition."""

import pytest

from sunhall.kernel.decision.findings import Kind
from sunhall.kernel.decision.tests.tables import AREA, PLACE, law, only, report, tier
from sunhall.kernel.decision.words import lexicon


class TestFindVagueWords:
    @pytest.mark.parametrize(
        ("description", "word"),
        [
            ("情节轻微的", "情节轻微"),
            ("造成较大影响的", "造成较大影响"),
            ("占用面积较大的", "面积较大"),
            ("其他违反规定的行为", "其他违反规定的行为"),
            ("500元以上1000元以下罚款", "500元以上1000元以下罚款"),
            ("约3平方米", "约3"),
        ],
    )
    def test_a_vague_tier_is_told_with_its_word(self, description, word):
        finding = only(report([AREA], [tier({}, 500, desc=description)]))

        assert finding.kind is Kind.VAGUE
        assert finding.place == "tiers[0].desc"
        assert finding.params["word"] == word

    @pytest.mark.parametrize(
        "description",
        [
            "较大事故",
            "占用面积2平方米以上不足5平方米",
            "前12个月内同类处罚1次",
            "特别重大事故:100%",
        ],
    )
    def test_a_measurable_tier_is_not(self, description):
        assert report([AREA], [tier({}, 500, desc=description)]).is_sound

    def test_a_legal_term_does_not_excuse_another_word(self):
        finding = only(report([AREA], [tier({}, 500, desc="较大事故,后果严重")]))

        assert finding.params["word"] == "后果严重"

    def test_a_vague_choice_is_told(self):
        place = {**PLACE, "domain": {"values": ["人行道", "其他情形"]}}

        assert only(report([place], [tier({}, 500)])).place == "factors[0].domain.values[1]"

    def test_a_vague_gate_is_told(self):
        gate = {"factor": "grave", "name": "情节严重", "must": True, "else": "不予罚款"}

        assert only(report([AREA], [tier({}, 500)], gate=gate)).place == "gate.name"

    def test_the_words_of_the_law_are_not_ours_to_judge(self):
        statutory = {**law(0, 1000), "text": "情节严重的,处一千元以下罚款"}

        assert report([AREA], [tier({}, 500)], statutory).is_sound


class TestLexicon:
    def test_has_all_the_entries_of_its_file(self):
        found = lexicon()

        assert len(found.entries) == 140
        assert len(found.sha256) == 64

    def test_every_entry_is_found_by_the_first_look(self):
        found = lexicon()

        missed = [
            entry.pattern.pattern
            for entry in found.entries
            if entry.pattern.pattern.isalpha() and not found.is_suspect(entry.pattern.pattern)
        ]

        assert missed == []
