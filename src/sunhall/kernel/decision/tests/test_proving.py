"""Every kind of defect by its least example, and the defects known from real law."""

import pytest
from django.utils import translation

from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.findings import Kind
from sunhall.kernel.decision.proving import prove
from sunhall.kernel.decision.tests.tables import (
    AREA,
    GOODS,
    INCOME,
    PLACE,
    PRIOR,
    benchmark,
    fixed,
    kinds,
    law,
    only,
    report,
    table,
    tier,
)

SOUND = [
    tier({"area": {"lt": 2}}, 500),
    tier({"area": {"ge": 2, "lt": 5}}, 700),
    tier({"area": {"ge": 5}}, 900),
]


class TestProve:
    def test_a_sound_table_holds(self):
        proof = prove(benchmark(table([AREA], SOUND)))

        assert proof.holds
        assert proof.checks["overlap"] == {"pairs": 3}
        assert proof.checks["gap"] == {"domain": 3, "boxes": 3}
        assert proof.checks["range"] == {"comparisons": 3}

    def test_a_table_without_factors_holds(self):
        assert report([], [tier({}, 20)]).is_sound

    def test_a_gap_as_large_as_an_overlap_is_found_with_it(self):
        repeated = {"area": {"lt": 2}, "prior": {"ge": 1}}
        single = {"area": {"ge": 2}, "prior": {"ge": 1}}

        checked = report(
            [AREA, PRIOR], [tier({"area": {"lt": 2}}, 500), tier(repeated, 600), tier(single, 700)]
        )

        assert {Kind.OVERLAP, Kind.GAP} <= set(kinds(checked))

    def test_the_proof_is_bound_to_its_table(self):
        record = table([AREA], SOUND)

        proof = prove(benchmark(record))

        assert proof.table_hash == sha256_of(record)
        assert proof.as_dict()["proof_hash"] == sha256_of(proof.certificate)

    def test_another_fine_is_another_proof(self):
        one = prove(benchmark(table([AREA], SOUND)))
        other = prove(benchmark(table([AREA], [*SOUND[:2], tier({"area": {"ge": 5}}, 901)])))

        assert one.proof_hash != other.proof_hash

    def test_the_certificate_is_the_same_in_every_language(self):
        record = table([AREA], SOUND[:2])

        with translation.override("en"):
            english = prove(benchmark(record)).proof_hash

        assert english == prove(benchmark(record)).proof_hash


class TestGaps:
    def test_a_missing_stretch_is_told_with_its_ends(self):
        finding = only(
            report([AREA], [tier({"area": {"lt": 2}}, 500), tier({"area": {"ge": 3}}, 1000)])
        )

        assert finding.kind is Kind.GAP
        assert finding.message == "占用面积2平方米以上不足3平方米时没有对应的阶次"
        assert finding.as_dict()["example"] == {"area": 2}

    def test_a_single_missing_value_is_told_as_a_hole(self):
        finding = only(
            report([AREA], [tier({"area": {"lt": 2}}, 500), tier({"area": {"gt": 2}}, 1000)])
        )

        assert finding.kind is Kind.GAP
        assert finding.message.startswith("占用面积恰为2平方米时没有对应的阶次")
        assert "界限都不含" in finding.message

    def test_whole_numbers_leave_no_hole_between_neighbors(self):
        assert report(
            [PRIOR], [tier({"prior": {"le": 1}}, 500), tier({"prior": {"gt": 1}}, 900)]
        ).is_sound

    def test_the_missing_box_is_told_along_all_factors(self):
        finding = only(
            report(
                [PLACE, AREA, PRIOR],
                [
                    tier({"place": ["人行道"], "area": {"lt": 2}}, 500),
                    tier({"place": ["人行道"], "area": {"ge": 2}, "prior": {"ge": 1}}, 900),
                    tier({"place": ["机动车道"]}, 900),
                ],
            )
        )

        assert "占用位置为人行道、占用面积2平方米以上、前12个月内同类处罚次数恰为0次" in (
            finding.message
        )

    def test_many_holes_are_told_by_the_largest_and_a_count(self):
        tiers = [tier({"area": {"gt": n, "lt": n + 1}}, 500 + n) for n in range(10)]

        found = report([AREA], [*tiers, tier({"area": {"gt": 10}}, 900)]).findings

        assert len(found) == 6
        assert found[-1].message == "另有5处没有对应的阶次，未逐一列出"

    def test_a_gap_is_found_beside_an_overlap(self):
        found = report(
            [AREA],
            [
                tier({"area": {"lt": 3}}, 500),
                tier({"area": {"ge": 2, "le": 5}}, 700),
                tier({"area": {"gt": 6}}, 900),
            ],
        )

        assert kinds(found) == [Kind.OVERLAP, Kind.GAP]

    @pytest.mark.parametrize("cell", [{"gt": 2, "lt": 2}, {"ge": 3, "le": 2}, {"eq": 0}])
    def test_a_tier_that_no_value_meets_is_told_with_the_gap_it_leaves(self, cell):
        found = report([AREA], [tier({"area": cell}, 500), tier({"area": {"ge": 2}}, 1000)])

        proved = [f for f in found.findings if f.kind is not Kind.SCHEMA]
        assert [(f.kind, f.place) for f in proved] == [
            (Kind.UNREACHABLE, "tiers[0].when.area"),
            (Kind.GAP, "tiers"),
        ]

    def test_a_gap_before_all_days_is_told_with_a_day(self):
        day = {
            "key": "day",
            "name": "登记日期",
            "type": "date",
            "domain": {"min": None, "max": None},
            "role": "factor",
        }

        finding = only(report([day], [tier({"day": {"ge": "2010-01-01"}}, 500)]))

        assert finding.kind is Kind.GAP
        assert finding.as_dict()["example"] == {"day": "2009-12-31"}

    def test_a_closed_gate_leaves_no_gap(self):
        refused = {
            "key": "refused",
            "name": "拒不改正",
            "type": "boolean",
            "domain": {"values": [True, False]},
            "role": "factor",
        }
        gate = {"factor": "refused", "must": True, "else": "仅责令改正"}

        assert report([refused], [tier({"refused": True}, 500)], gate=gate).is_sound


class TestOverlaps:
    def test_a_shared_end_is_told_with_the_point(self):
        finding = only(
            report([AREA], [tier({"area": {"le": 5}}, 500), tier({"area": {"ge": 5}}, 1000)])
        )

        assert finding.kind is Kind.OVERLAP
        assert finding.message == "第1档与第2档重叠：占用面积恰为5平方米时两档都适用"
        assert finding.as_dict()["example"] == {"area": 5}

    def test_the_example_has_a_value_for_every_factor(self):
        found = report(
            [PLACE, AREA, PRIOR],
            [tier({"area": {"le": 5}}, 500), tier({"area": {"ge": 5}}, 1000)],
        )

        assert set(found.findings[0].example) == {"place", "area", "prior"}

    def test_very_many_are_told_by_the_first_and_a_count(self):
        tiers = [tier({"area": {"ge": n}}, 500) for n in range(12)]

        found = report([AREA], [tier({}, 500), *tiers]).findings

        overlaps = [finding for finding in found if finding.kind is Kind.OVERLAP]
        assert overlaps[-1].message == "另有28对阶次重叠，未逐一列出"


class TestUnreachable:
    def test_a_tier_hidden_by_earlier_ones_is_told(self):
        found = report(
            [AREA],
            [
                tier({"area": {"lt": 5}}, 500),
                tier({"area": {"ge": 5}}, 700),
                tier({"area": {"ge": 3, "lt": 8}}, 600),
            ],
        )

        assert kinds(found).count(Kind.UNREACHABLE) == 1
        hidden = next(f for f in found.findings if f.kind is Kind.UNREACHABLE)
        assert hidden.place == "tiers[2].when"

    def test_a_tier_behind_the_closed_gate_is_told(self):
        refused = {
            "key": "refused",
            "name": "拒不改正",
            "type": "boolean",
            "domain": {"values": [True, False]},
            "role": "factor",
        }

        found = report(
            [refused],
            [tier({"refused": True}, 500), tier({"refused": False}, 100)],
            gate={"factor": "refused", "must": True, "else": "仅责令改正"},
        )

        assert only(found).kind is Kind.UNREACHABLE

    def test_an_exemption_that_always_holds_leaves_no_tier(self):
        minor = {"key": "minor", "name": "轻微", "type": "boolean", "role": "gate"}
        exemption = {
            "id": "E1",
            "name": "总是",
            "law": "第三十三条",
            "when": {"minor": [True, False]},
        }

        found = report([minor, AREA], [tier({}, 500)], exemptions=[exemption])

        assert kinds(found) == [Kind.UNREACHABLE]


class TestRealDefects:
    def test_article_77_taken_by_the_letter_has_four_holes(self):
        over = {**AREA, "key": "over", "name": "超过规定时速的百分比", "unit": "%"}
        ends = [0, 10, 30, 50, 70, 100]
        tiers = [
            tier({"over": {"gt": low, "lt": high}}, fine)
            for low, high, fine in zip(ends, ends[1:], (20, 50, 200, 500, 1000), strict=False)
        ]

        found = report([over], [*tiers[:-1], tier({"over": {"gt": 70}}, 1000)])

        assert kinds(found) == [Kind.GAP] * 4
        assert {finding.example["over"] for finding in found.findings} == {10, 30, 50, 70}

    def test_article_63_leaves_out_exactly_ten_thousand(self):
        finding = only(
            report(
                [INCOME],
                [tier({"income": {"lt": 10000}}, 10000), tier({"income": {"gt": 10000}}, 50000)],
            )
        )

        assert finding.message.startswith("违法所得恰为10,000元时没有对应的阶次")

    def test_a_first_tier_below_the_statutory_minimum_is_told(self):
        finding = only(
            report(
                [PRIOR],
                [tier({"prior": {"eq": 0}}, 1000), tier({"prior": {"ge": 1}}, 5000)],
                law(2000, 20000),
            )
        )

        assert finding.kind is Kind.RANGE
        assert "罚款1,000元，低于法定最低2,000元" in finding.message

    def test_the_water_table_of_seven_percent_needs_its_clamp(self):
        levels = {"levels": [{"when": {"ge": 0}, "percent": 0, "label": ""}]}
        record = table([{**GOODS, **levels}], [], law(0, 1))
        for field in ("tiers", "statutory"):
            record.pop(field)
        record |= {
            "model": "scoring",
            "tier_count": 1,
            "start_percent": 7,
            "amount_rule": {"formula": "裁量百分值总和 × 1000000元"},
            "statutory_percent": {"min": 10, "max": 100},
            "clamp_to_statutory": False,
        }

        unclamped = prove(benchmark(record))
        clamped = prove(benchmark({**record, "clamp_to_statutory": True}))

        assert [finding.kind for finding in unclamped.findings] == [Kind.RANGE]
        assert "合计7%，低于法定最低10%" in unclamped.findings[0].message
        assert clamped.holds


class TestScoring:
    def record(self, *weights: tuple[dict[str, float], float]) -> dict[str, object]:
        weighed = [{"when": when, "percent": percent, "label": ""} for when, percent in weights]
        record = table([{**AREA, "levels": weighed}], [])
        for field in ("tiers", "statutory"):
            record.pop(field)
        return record | {
            "model": "scoring",
            "tier_count": len(weights),
            "start_percent": 10,
            "amount_rule": {"formula": "裁量百分值总和 × 1000000元"},
            "statutory_percent": {"min": 10, "max": 100},
            "clamp_to_statutory": True,
        }

    def test_a_value_without_weight_is_a_gap(self):
        record = self.record(({"lt": 5}, 0), ({"gt": 5}, 3))

        found = prove(benchmark(record)).findings

        assert [finding.kind for finding in found] == [Kind.GAP]
        assert found[0].place == "factors[0].levels"

    def test_a_value_with_two_weights_is_an_overlap(self):
        record = self.record(({"le": 5}, 0), ({"ge": 5}, 3))

        found = prove(benchmark(record)).findings

        assert [finding.kind for finding in found] == [Kind.OVERLAP]

    def test_weights_that_go_up_and_down_are_not_monotone(self):
        record = self.record(({"lt": 5}, 0), ({"ge": 5, "lt": 8}, 9), ({"ge": 8}, 3))

        found = prove(benchmark(record)).findings

        assert [finding.kind for finding in found] == [Kind.MONOTONE]

    def test_weights_that_grow_lighter_from_little_to_much_are_not_monotone(self):
        record = self.record(({"lt": 5}, 9), ({"ge": 5, "lt": 8}, 3), ({"ge": 8}, 0))

        found = prove(benchmark(record)).findings

        assert [finding.kind for finding in found] == [Kind.MONOTONE]

    def test_weights_written_from_much_to_little_may_say_that_less_is_worse(self):
        record = self.record(({"ge": 8}, 0), ({"ge": 5, "lt": 8}, 3), ({"lt": 5}, 9))

        assert prove(benchmark(record)).holds


class TestDefectsOfTheLawPack:
    def test_the_gap_is_found(self):
        record = table(
            [AREA],
            [
                tier({"area": {"lt": 2}}, 500, desc="占用面积不足2平方米"),
                tier({"area": {"ge": 3}}, 1000, desc="占用面积3平方米以上"),
            ],
            law(500, 2000),
        )

        assert [f.kind for f in prove(benchmark(record)).findings] == [Kind.GAP]

    def test_the_overlap_is_found_and_nothing_else(self):
        record = table(
            [AREA],
            [
                tier({"area": {"le": 5}}, fixed(500), desc="占用面积5平方米以下"),
                tier({"area": {"ge": 5}}, fixed(1000), desc="占用面积5平方米以上"),
            ],
            law(500, 2000),
        )

        assert [f.kind for f in prove(benchmark(record)).findings] == [Kind.OVERLAP]

    def test_the_vague_words_are_found_in_each_tier(self):
        record = table(
            [PRIOR],
            [
                tier({"prior": {"eq": 0}}, 500, desc="情节轻微，及时改正的"),
                tier({"prior": {"eq": 1}}, 1000, desc="多次违法，造成较大影响的"),
                tier({"prior": {"ge": 2}}, 2000, desc="后果严重或者有其他严重情节的"),
            ],
            law(500, 2000),
        )

        assert [f.kind for f in prove(benchmark(record)).findings] == [Kind.VAGUE] * 3
