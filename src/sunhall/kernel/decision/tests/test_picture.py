"""The picture shows the covered space: every crossing once, gaps and overlaps as such."""

from copy import deepcopy
from typing import Any

import pytest

from sunhall.kernel.decision.picture import Patch, Picture, draw
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.decision.tests.law_pack import documents

PACK = documents()


def picture_of(document: dict[str, Any], *chosen: Any) -> Picture:
    """Return the picture of a document."""
    table, _faults = read_benchmark(document)
    assert table is not None
    picture = draw(table, *chosen)
    assert picture is not None
    return picture


def area(patches: list[Patch]) -> int:
    """Return the area of patches."""
    return sum(patch.width * patch.height for patch in patches)


class TestDraw:
    @pytest.mark.parametrize("code", [code for code, item in PACK.items() if "tiers" in item])
    def test_covers_the_plane_of_a_sound_table_exactly(self, code: str):
        table, _faults = read_benchmark(PACK[code])

        picture = draw(table)

        if picture is not None:
            plane = (picture.right - picture.left) * (picture.bottom - picture.top)
            assert area(picture.patches) == plane
            assert not picture.gaps
            assert not picture.overlaps

    def test_shows_the_gap_where_it_is(self):
        document = deepcopy(PACK["QD-CG-005"])
        document["tiers"][0]["when"]["area"]["lt"] = 0.5

        picture = picture_of(document)

        assert [patch.words for patch in picture.gaps] == [
            "焚烧占地面积0.5平方米以上不足1平方米、前12个月内同类处罚次数恰为0次"
        ]

    def test_names_the_tiers_that_overlap(self):
        document = deepcopy(PACK["QD-CG-005"])
        document["tiers"][0]["when"]["area"]["lt"] = 3

        picture = picture_of(document)

        assert [patch.tiers for patch in picture.overlaps] == [(1, 3)]

    def test_holds_the_third_factor(self):
        first = picture_of(PACK["QD-CG-001"], "area", "place", {"prior": 0})
        second = picture_of(PACK["QD-CG-001"], "area", "place", {"prior": 2})

        assert len(first.patches) == 12
        assert {patch.tiers for patch in second.patches} == {(25,), (26,)}

    def test_falls_back_where_it_is_asked_for_nonsense(self):
        picture = picture_of(PACK["QD-CG-001"], "x", "x", {"place": 99, "prior": -3, "y": 0})

        assert picture.across.key == "area"
        assert picture.up.key == "place"
        assert picture.held[0].at == 0

    def test_has_nothing_to_draw_for_a_scoring(self):
        table, _faults = read_benchmark(PACK["QD-HB-001"])

        assert draw(table) is None
