"""What a service item must say, how limits compare, how the law pack is read: by tables."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.directory.choices import ItemElement as Element
from sunhall.directory.choices import ItemFault as Fault
from sunhall.directory.errors import PromiseLonger, ThatMustNotDiffer
from sunhall.directory.rules.items.adopting import adopt, differences_of, still_allowed
from sunhall.directory.rules.items.comparing import compare
from sunhall.directory.rules.items.document import (
    Authority,
    Condition,
    Fee,
    Item,
    Limit,
    Material,
    Office,
    Step,
    read_item,
    write_item,
)
from sunhall.directory.rules.items.gate import find_faults
from sunhall.directory.rules.items.importing import certainty_of, subjects_of
from sunhall.directory.rules.items.limits import is_within

WHOLE = Item(
    name="居住证申领",
    subjects=("natural_person",),
    authority=Authority(acceptance_organ="派出所"),
    conditions=(Condition(text="居住半年以上"),),
    quantity="无数量限制",
    materials=(Material(name="居民身份证", electronic_license="居民身份证"),),
    steps=(Step(name="受理"),),
    statutory_limit=Limit(value=15, unit="day"),
    committed_limit=Limit(value=10, unit="day"),
    forms=("申领表",),
    result="居住证",
)
LICENSES = frozenset({"居民身份证", "营业执照"})


def faults(item: Item, *, has_basis: bool = True) -> list[tuple[Element, Fault]]:
    """Return what the gate finds, with “少许” for the one vague word."""
    found = find_faults(
        item,
        has_basis=has_basis,
        license_names=LICENSES,
        vague_word=lambda text: "少许" if "少许" in text else None,
    )
    return [(one.element, one.fault) for one in found]


class TestFindFaults:
    def test_lets_a_whole_item_pass(self):
        assert faults(WHOLE) == []

    @pytest.mark.parametrize(
        ("changes", "found"),
        [
            ({"conditions": ()}, (Element.CONDITIONS, Fault.MISSING)),
            ({"quantity": ""}, (Element.QUANTITY, Fault.MISSING)),
            ({"steps": ()}, (Element.STEPS, Fault.MISSING)),
            ({"materials": ()}, (Element.MATERIALS, Fault.MISSING)),
            ({"forms": ()}, (Element.FORMS, Fault.MISSING)),
            ({"subjects": ()}, (Element.SUBJECTS, Fault.MISSING)),
            ({"authority": Authority()}, (Element.AUTHORITY, Fault.MISSING)),
            ({"statutory_limit": None}, (Element.STATUTORY_LIMIT, Fault.NO_LIMIT)),
            ({"committed_limit": Limit()}, (Element.COMMITTED_LIMIT, Fault.NO_LIMIT)),
            (
                {"committed_limit": Limit(value=16, unit="day")},
                (Element.COMMITTED_LIMIT, Fault.PROMISE_TOO_LONG),
            ),
            ({"handling": "immediate"}, (Element.HANDLING, Fault.NOT_AT_ONCE)),
            ({"fee": Fee(is_charged=True)}, (Element.FEE, Fault.FEE_WITHOUT_STANDARD)),
            (
                {"materials": (Material(name="双方居民身份证"),)},
                (Element.MATERIALS, Fault.LICENSE_NOT_NAMED),
            ),
            (
                {"materials": (Material(name="其他有关材料"),)},
                (Element.MATERIALS, Fault.CATCH_ALL),
            ),
            (
                {"materials": (Material(name="合影", when="按情形"),)},
                (Element.MATERIALS, Fault.WHEN_UNCLEAR),
            ),
            ({"conditions": (Condition(text="有少许资金"),)}, (Element.CONDITIONS, Fault.VAGUE)),
            ({"materials_certainty": "design"}, (Element.MATERIALS, Fault.UNCONFIRMED)),
        ],
    )
    def test_names_the_element(self, changes: dict[str, Any], found: tuple[Element, Fault]):
        assert faults(replace(WHOLE, **changes)) == [found]

    def test_wants_a_legal_basis_in_force(self):
        assert faults(WHOLE, has_basis=False) == [(Element.BASES, Fault.NO_BASIS)]

    def test_does_not_take_an_application_form_for_the_licence_it_asks_for(self):
        form = Material(name="营业执照申请书")

        assert faults(replace(WHOLE, materials=(form,))) == []


class TestIsWithin:
    @pytest.mark.parametrize(
        ("promised", "statutory", "within"),
        [
            ((20, "workday"), (20, "workday"), True),
            ((21, "workday"), (20, "workday"), False),
            ((15, "day"), (15, "day"), True),
            ((5, "workday"), (15, "day"), True),
            ((10, "workday"), (14, "day"), True),
            ((11, "workday"), (14, "day"), False),
            ((28, "day"), (20, "workday"), True),
            ((29, "day"), (20, "workday"), False),
            ((0, "immediate"), (1, "workday"), True),
            ((1, "day"), (0, "immediate"), False),
            ((0, "immediate"), (0, "immediate"), True),
        ],
    )
    def test_compares(self, promised: Any, statutory: Any, within: bool):
        ours, law = (Limit(value=value, unit=unit) for value, unit in (promised, statutory))

        assert is_within(ours, law) is within


class TestAdopt:
    def test_takes_office_place_and_a_shorter_promise(self):
        item = adopt(
            WHOLE,
            {
                "office": {"telephone": "1"},
                "acceptance_place": "大厅",
                "committed_limit": {"value": 7, "unit": "day"},
            },
        )

        assert item.office == Office(telephone="1")
        assert item.authority == Authority(acceptance_organ="派出所", acceptance_place="大厅")
        assert item.committed_limit == Limit(value=7, unit="day")

    @pytest.mark.parametrize(
        "name", [*sorted(set(Element.values) - {"office", "committed_limit"}), "price"]
    )
    def test_refuses_every_other_element(self, name: str):
        with pytest.raises(ThatMustNotDiffer):
            adopt(WHOLE, {name: "x"})

    def test_refuses_a_longer_promise(self):
        with pytest.raises(PromiseLonger):
            adopt(WHOLE, {"committed_limit": {"value": 11, "unit": "day"}})

    @given(st.integers(0, 10), st.text("东西南北", max_size=5))
    def test_is_undone_by_its_differences(self, days: int, place: str):
        differences = {"committed_limit": {"value": days, "unit": "day"}, "acceptance_place": place}

        local = adopt(WHOLE, differences)

        assert adopt(WHOLE, differences_of(WHOLE, write_item(local))) == local

    def test_lets_a_promise_fall_that_has_become_too_long(self):
        faster = replace(WHOLE, committed_limit=Limit(value=3, unit="day"))
        differences = {"committed_limit": {"value": 7, "unit": "day"}, "office": {"name": "大厅"}}

        assert still_allowed(faster, differences) == {"office": {"name": "大厅"}}


class TestReadItem:
    def test_reads_what_it_wrote(self):
        assert read_item(write_item(WHOLE)) == WHOLE


class TestCompare:
    def test_shows_only_the_lines_that_differ(self):
        more = Material(name="本人相片")

        (change,) = compare(WHOLE, replace(WHOLE, materials=(*WHOLE.materials, more)))

        assert change.element is Element.MATERIALS
        assert change.before == ()
        assert len(change.after) == 1


class TestCertaintyOf:
    @pytest.mark.parametrize(
        ("text", "certainty"),
        [
            ("verified", "verified"),
            ("seed", "seed"),
            ("page-verified(甘肃)", "page-verified"),
            ("own-knowledge（种子文只写“申请及证明材料”）", "own-knowledge"),
            ("流程与时限=seed；材料=own-knowledge", "mixed"),
            ("verified(法)+own(材料细目)", "mixed"),
            ("mixed", "mixed"),
        ],
    )
    def test_reads_the_law_pack(self, text: str, certainty: str):
        assert certainty_of(text) == certainty


class TestSubjectsOf:
    @pytest.mark.parametrize(
        ("text", "subjects"),
        [
            ("自然人", ["natural_person"]),
            ("法人/个体工商户", ["legal_person", "individual_business"]),
            ("法人（建设单位）", ["legal_person"]),
        ],
    )
    def test_reads_the_law_pack(self, text: str, subjects: list[str]):
        assert subjects_of(text) == subjects
