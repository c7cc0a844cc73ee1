"""What the rules decide, by tables of cases."""

from datetime import date
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.centers.data.choices import (
    CancelReason,
    ConductKind,
    Effect,
    ElementKind,
    HolderKind,
    LicenseState,
    Occasion,
)
from sunhall.centers.data.rules.effects import (
    Conduct,
    consequences,
    effect_rules,
    longest_months,
    read_rules,
)
from sunhall.centers.data.rules.elements import (
    Element,
    Fault,
    faults_of_data,
    faults_of_elements,
    read_elements,
    shown_elements,
)
from sunhall.centers.data.rules.identifiers import CODE_LETTERS, code_of, identifier_of
from sunhall.centers.data.rules.periods import last_day
from sunhall.centers.data.rules.states import PATHS, cancel_reasons
from sunhall.kernel.identifiers import check

CHOSEN = Element("kind", "类别", ElementKind.CHOICE, choices=("甲", "乙"))
ELEMENTS = (
    Element("name", "名称"),
    Element("day", "日期", ElementKind.DATE, is_required=False),
    Element("size", "面积", ElementKind.NUMBER, is_required=False),
    CHOSEN,
    Element("secret", "住址", is_required=False, is_sensitive=True),
)
DAY = date(2026, 3, 2)


class TestPaths:
    def test_are_those_that_the_database_holds(self):
        held = import_module("sunhall.centers.data.migrations.0002_promises").PATHS

        assert {f"{one}:{two}" for one, after in PATHS.items() for two in after} == {*held}

    def test_know_every_state(self):
        assert {*PATHS} == {*LicenseState.values}


class TestCancelReasons:
    @pytest.mark.parametrize(
        ("state", "holder", "reason", "fits"),
        [
            ("expired", "enterprise", CancelReason.NOT_EXTENDED, True),
            ("valid", "enterprise", CancelReason.NOT_EXTENDED, False),
            ("valid", "enterprise", CancelReason.DISSOLVED, True),
            ("valid", "enterprise", CancelReason.DIED, False),
            ("valid", "citizen", CancelReason.DIED, True),
            ("revoked", "citizen", CancelReason.TAKEN, True),
            ("valid", "citizen", CancelReason.TAKEN, False),
            ("withdrawn", "enterprise", CancelReason.OTHER, False),
        ],
    )
    def test_follow_article_70(self, state: str, holder: str, reason: CancelReason, fits: bool):
        assert (reason in cancel_reasons(state, HolderKind(holder))) is fits


class TestIdentifierOf:
    @pytest.mark.parametrize(
        ("kind", "issuer", "serial", "version", "check_character"),
        [
            ("11100000000013338W011", "11430000006122244L", "20230000403", 1, "U"),
            ("11100000000013338W009", "11330105002500287C", "2025052201", 2, "0"),
            ("11100000000013338W011", "113702000050100138", "20250000403", 2, "I"),
        ],
    )
    def test_bears_the_check_character_of_real_ones(
        self, kind: str, issuer: str, serial: str, version: int, check_character: str
    ):
        assert identifier_of(kind, issuer, serial, version)[-1] == check_character

    @given(serial=st.integers(0, 10**12), version=st.integers(1, 999))
    def test_is_one_that_the_standard_knows(self, serial: int, version: int):
        made = identifier_of("11100000000013338W011", "370202", str(serial), version)

        assert check("license-id", made).value == made


class TestCodeOf:
    @given(st.binary(min_size=8, max_size=8))
    def test_has_letters_that_nobody_confuses(self, random: bytes):
        assert len(code_of(random)) == 8
        assert {*code_of(random)} <= {*CODE_LETTERS}
        assert not {*CODE_LETTERS} & {*"01OIL"}


class TestFaultsOfElements:
    @pytest.mark.parametrize(
        ("element", "fault"),
        [
            (Element("Name", "名称"), Fault.KEY),
            (Element("1st", "名称"), Fault.KEY),
            (Element("name", " "), Fault.NAME),
            (Element("name", "名" * 41), Fault.NAME),
            (Element("name", "名称", ElementKind.CHOICE), Fault.CHOICES),
            (Element("name", "名称", choices=("甲",)), Fault.CHOICES),
        ],
    )
    def test_name_what_is_wrong(self, element: Element, fault: Fault):
        assert faults_of_elements([element]) == [(element.key, fault)]

    def test_refuse_a_key_twice_and_no_element_at_all(self):
        assert faults_of_elements([ELEMENTS[0], ELEMENTS[0]]) == [("name", Fault.TWICE)]
        assert faults_of_elements([]) == [("", Fault.MANY)]

    def test_pass_what_is_read_back_as_it_was_kept(self):
        assert faults_of_elements(ELEMENTS) == []
        assert read_elements(one.as_json() for one in ELEMENTS) == ELEMENTS


class TestFaultsOfData:
    @pytest.mark.parametrize(
        ("key", "value", "fault"),
        [
            ("name", "", Fault.MISSING),
            ("day", "2026-02-30", Fault.VALUE),
            ("size", "NaN", Fault.VALUE),
            ("size", "很大", Fault.VALUE),
            ("kind", "丙", Fault.VALUE),
            ("name", "名" * 501, Fault.LONG),
            ("name", "a\x00b", Fault.VALUE),
            ("other", "有", Fault.UNKNOWN),
        ],
    )
    def test_name_what_is_wrong(self, key: str, value: str, fault: Fault):
        data = {"name": "一", "kind": "甲", key: value}

        assert faults_of_data(ELEMENTS, data) == [(key, fault)]

    def test_pass_what_fits(self):
        data = {"name": "一", "kind": "乙", "day": "2026-03-02", "size": "12.5"}

        assert faults_of_data(ELEMENTS, data) == []


class TestShownElements:
    def test_leave_out_what_is_sensitive_unless_it_is_chosen(self):
        data = {"name": "一", "secret": "某路 1 号"}

        assert shown_elements(ELEMENTS, data) == [("名称", "一")]
        assert shown_elements(ELEMENTS, data, ["secret"]) == [("住址", "某路 1 号")]
        assert shown_elements(ELEMENTS, data, []) == []


class TestLastDay:
    @pytest.mark.parametrize(
        ("first", "years", "last"),
        [
            (date(2026, 3, 2), 5, date(2031, 3, 1)),
            (date(2024, 2, 29), 1, date(2025, 2, 27)),
            (date(2026, 1, 1), 1, date(2026, 12, 31)),
        ],
    )
    def test_is_the_day_before_the_same_day(self, first: date, years: int, last: date):
        assert last_day(first, years) == last


class TestConsequences:
    def of(self, conduct: Conduct, occasion: Occasion, field: str = "WJ", day: date = DAY):
        """Return the effects of one thing."""
        return [one.rule.effect for one in consequences([conduct], occasion, field, day)]

    @pytest.mark.parametrize(
        ("kind", "field", "occasion", "effects"),
        [
            ("business_suspended", "CG", Occasion.ANNUAL_INSPECTION, [Effect.BLOCKS]),
            ("business_suspended", "CG", Occasion.EXAMINATION, []),
            ("business_suspended", "WJ", Occasion.EXAMINATION, [Effect.BLOCKS]),
            ("fine", "CG", Occasion.EXAMINATION, [Effect.WARNS]),
            ("fraud", "WJ", Occasion.EXAMINATION, [Effect.BLOCKS]),
            ("warning", "CG", Occasion.EXAMINATION, []),
        ],
    )
    def test_follow_the_table(
        self, kind: str, field: str, occasion: Occasion, effects: list[Effect]
    ):
        assert self.of(Conduct(kind, field, DAY), occasion) == effects

    @pytest.mark.parametrize(
        ("day", "holds"),
        [
            (date(2026, 3, 1), False),
            (date(2026, 3, 2), True),
            (date(2027, 3, 1), True),
            (date(2027, 3, 2), False),
        ],
    )
    def test_hold_from_the_day_until_the_months_are_over(self, day: date, holds: bool):
        conduct = Conduct("false_statement", "WJ", DAY)

        assert bool(self.of(conduct, Occasion.EXAMINATION, day=day)) is holds

    def test_end_with_the_record(self):
        ended = Conduct("fraud", "WJ", date(2026, 1, 1), ended_on=DAY)

        assert self.of(ended, Occasion.EXAMINATION) == []
        assert self.of(ended, Occasion.EXAMINATION, day=date(2026, 3, 1)) == [Effect.BLOCKS]

    def test_put_what_blocks_first(self):
        records = [Conduct("fine", "WJ", DAY), Conduct("fraud", "WJ", DAY)]

        found = consequences(records, Occasion.EXAMINATION, "WJ", DAY)

        assert [one.place for one in found] == [1, 0]


class TestEffectRules:
    def test_name_every_kind_of_conduct(self):
        assert {rule.conduct for rule in effect_rules()} == {*ConductKind}

    def test_say_how_certain_they_are(self):
        assert {rule.certainty for rule in effect_rules()} == {"statute", "illustrative"}

    def test_last_no_longer_than_the_record(self):
        assert all(rule.months <= longest_months(rule.conduct) for rule in effect_rules())

    @pytest.mark.parametrize("wrong", [{"months": 0}, {"effect": "kills"}, {"conduct": "joy"}])
    def test_are_refused_where_they_say_nothing(self, wrong: dict[str, object]):
        row = {
            "conduct": "fine",
            "occasion": "examination",
            "effect": "warns",
            "months": 12,
            "same_field": False,
            "law": "行政许可法 第六十一条",
            "certainty": "statute",
        }

        with pytest.raises(ValueError, match=r"no time|is not a valid"):
            read_rules({"effects": [{**row, **wrong}]})
