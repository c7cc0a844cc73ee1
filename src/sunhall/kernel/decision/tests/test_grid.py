"""The grid says what the document says, and the document what the grid says."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.checking import check_document
from sunhall.kernel.decision.grid import fields_of, in_order, perform, read_document, sheet_of
from sunhall.kernel.decision.grid.texts import typed
from sunhall.kernel.decision.tests.law_pack import documents

PACK = documents()
STALL = PACK["QD-CG-001"]
BURNING = PACK["QD-CG-005"]
SCORED = PACK["QD-HB-001"]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["code", "factors", "tiers", "when", "key", "type", "penalties", "amount", "domain",
             "values", "statutory", "fine", "levels", "base", "measures", "kind", "area", "model"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


def changed(document: dict[str, Any], **changes: list[str]) -> dict[str, Any]:
    """Return the document after some fields of its grid were filled in."""
    return read_document(fields_of(document) | changes, document)


class TestReadDocument:
    @pytest.mark.parametrize("code", PACK)
    def test_gives_back_the_same_document(self, code: str):
        document = PACK[code]

        again = read_document(fields_of(document), document)

        assert sha256_of(again) == sha256_of(document)

    @pytest.mark.parametrize("code", PACK)
    def test_gives_the_same_table_where_every_cell_was_written_anew(self, code: str):
        document = PACK[code]
        bare = {
            **document,
            "tiers": [{**tier, "when": {}} for tier in document.get("tiers", [])],
        }

        again = read_document(fields_of(document), bare if document.get("tiers") else document)

        assert check_document(again).benchmark == check_document(document).benchmark

    @given(JSON)
    def test_survives_any_document(self, value: Any):
        document = value if isinstance(value, dict) else {"tiers": value}

        again = read_document(fields_of(document), document)

        assert isinstance(again, dict)

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
    def test_shows_again_whatever_was_typed(self, text: str):
        document = changed(BURNING, **{"tiers-0-when-0-low": [text]})

        shown = fields_of(document)["tiers-0-when-0-low"][0]

        assert typed(shown) == typed(text)

    def test_keeps_unreadable_input_where_its_fault_is_found(self):
        document = changed(BURNING, **{"tiers-1-when-0-high": ["2至3"]})

        report = check_document(document)

        assert document["tiers"][1]["when"]["area"]["lt"] == "2至3"
        assert [finding.place for finding in report.findings] == ["tiers[1].when.area.lt"]

    def test_lets_conditions_and_bases_follow_a_renamed_factor(self):
        document = PACK["QD-CG-009"]
        place = next(at for at, f in enumerate(document["factors"]) if f["key"] == "cost")

        renamed = changed(document, **{f"factors-{place}-key": ["price"]})

        assert check_document(renamed).is_sound
        assert renamed["tiers"][0]["penalties"][0]["amount"]["base"] == "price"

    def test_keeps_what_it_does_not_show(self):
        document = deepcopy(BURNING)
        document["tiers"][0]["unknown"] = {"kept": True}

        again = changed(document, **{"tiers-0-desc": ["另一句话"]})

        assert again["tiers"][0]["unknown"] == {"kept": True}
        assert again["basis"] == document["basis"]

    def test_reads_other_penalties_line_by_line(self):
        lines = "行政拘留 5日\n暂扣许可证 6个月\n警告"

        document = changed(BURNING, **{"tiers-0-others": [lines]})

        assert document["tiers"][0]["penalties"][1:] == [
            {"kind": "行政拘留", "days": 5},
            {"kind": "暂扣许可证", "months": 6},
            {"kind": "警告"},
        ]

    def test_counts_and_numbers_the_tiers(self):
        document = changed(BURNING, tiers=["3", "0"])

        assert [tier["seq"] for tier in document["tiers"]] == [1, 2]
        assert document["tier_count"] == 2


class TestSheetOf:
    def test_marks_both_rows_of_an_overlap(self):
        document = changed(BURNING, **{"tiers-0-when-0-high": ["3"]})

        sheet = sheet_of(document, check_document(document).findings)

        assert [row.number for row in sheet.tiers if row.is_faulty] == [1, 3]

    def test_shows_a_gap_below_the_tier_beside_it(self):
        document = changed(BURNING, **{"tiers-2-when-0-low": ["2"]})

        sheet = sheet_of(document, check_document(document).findings)

        assert [row.number for row in sheet.tiers if row.gaps] == [1]
        assert sheet.tiers[0].gaps[0].words.startswith("焚烧占地面积1平方米以上不足2平方米")


class TestPerform:
    def test_fills_a_gap_as_its_counterexample_asks(self):
        document = changed(BURNING, **{"tiers-2-when-0-low": ["2"]})
        sheet = sheet_of(document, check_document(document).findings)

        filled = perform(f"fill tiers 0 {sheet.tiers[0].gaps[0].condition}", document)

        assert check_document(filled).is_sound

    @pytest.mark.parametrize("part", ["tiers", "statutory", "factors"])
    def test_copies_and_removes(self, part: str):
        copied = perform(f"copy {part} 0", BURNING)
        removed = perform(f"remove {part} 1", copied)

        assert len(copied[part]) == len(BURNING[part]) + 1
        assert sha256_of(removed) == sha256_of(BURNING)

    def test_adds_a_weight(self):
        added = perform("add factors-0-levels", SCORED)

        assert added["tier_count"] == SCORED["tier_count"] + 1

    @pytest.mark.parametrize(
        "command", ["", "copy", "copy tiers", "copy tiers 99", "add x", "fill tiers -1 {", "x y 0"]
    )
    def test_leaves_the_document_alone_where_a_command_makes_no_sense(self, command: str):
        assert perform(command, BURNING) == BURNING

    def test_describes_a_tier_by_its_condition(self):
        described = perform("describe tiers 2", BURNING)

        assert described["tiers"][2]["desc"] == (
            "焚烧占地面积1平方米以上不足5平方米，前12个月内同类处罚次数恰为0次"
        )


class TestInOrder:
    def test_changes_only_the_order(self):
        shuffled = {name: STALL[name] for name in sorted(STALL)}

        assert in_order(shuffled) == STALL
        assert list(in_order(shuffled))[:3] == ["code", "name", "department"]
