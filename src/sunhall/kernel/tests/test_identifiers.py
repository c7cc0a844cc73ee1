"""Identifiers: the vectors of the standards, valid and invalid, and what each refusal says."""

from datetime import date

import pytest
from django.utils import translation

from sunhall.kernel.identifiers import (
    KINDS,
    IdentifierError,
    UnknownKindError,
    check,
    get_divisions,
    get_successor,
    list_districts,
    mask_resident_id,
    upgrade_resident_id,
)

RESIDENT_IDS = [
    ("11010519491231002X", "1949-12-31", "2"),
    ("440524188001010014", "1880-01-01", "1"),
    ("370202198001010010", "1980-01-01", "1"),
    ("370203197512310025", "1975-12-31", "2"),
    ("370205196606060037", "1966-06-06", "1"),
    ("37028419850715004X", "1985-07-15", "2"),
    ("370215199908080056", "1999-08-08", "1"),
    ("370211200802290063", "2008-02-29", "2"),
]
CREDIT_CODES = [
    "11370800MB28559184",
    "11430000006122244L",
    "11330105002500287C",
    "111102210001028919",
    "11110000000021135M",
    "11100000000013338W",
    "11100000MB0341032Y",
    "113700000045030270",
    "91350100M000100Y43",
    "113702000050100138",
    "113702020050212308",
    "11370203MB1122333U",
    "91370202MA3QA1B2XE",
    "91370211MA3C88885E",
    "92370203MA3DT6X76H",
    "91370200MATEXT01XE",
    "523702005000012374",
    "12370200427400011F",
    "51370200MJD12345XL",
]
LICENSE_IDS = [
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
    "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    "1.2.156.3005.2.11100000000013338W011.113702000050100138.20250000403.002.I",
    "1.2.156.3005.2.11100000MB0341032Y001.113702000050100138.202500000001.001.A",
]

# kind, value, code, position, expected
INVALID = [
    ("resident-id", "370202198001010011", "check_character", 18, "0"),
    *(("resident-id", f"37020220090229001{last}", "date", 7, None) for last in "0123456789X"),
    ("resident-id", "990202198001010010", "unknown", 1, None),
    ("resident-id", "37020219800101001", "length", None, "18"),
    ("resident-id", "370202800101001", "length", None, "18"),
    ("resident-id", "3702O2198001010010", "character", 5, None),
    ("resident-id", "37020219800101001Y", "character", 18, None),
    ("resident-id", "370202 19800101001", "character", 7, None),
    ("resident-id", "37020219800101001٠", "character", 18, None),
    ("resident-id", "   ", "empty", None, None),
    ("credit-code", "113702000050100108", "check_character", 18, "Y"),
    *(("credit-code", f"1137020{bad}0050100138", "character", 8, None) for bad in "IOZSV"),
    ("credit-code", "1137020A0050100138", "character", 8, None),
    ("credit-code", "119902000050100138", "unknown", 3, None),
    ("credit-code", "1137020000501001380", "length", None, "18"),
    ("organization-code", "000013339", "check_character", 9, "8"),
    ("organization-code", "0000-13338", "length", None, "9"),
    ("organization-code", "00001333A", "character", 9, None),
    ("license-id", LICENSE_IDS[0][:-1] + "V", "check_character", 73, "U"),
    ("license-id", LICENSE_IDS[0].replace("3005", "3006"), "structure", 1, "1.2.156.3005.2."),
    ("license-id", LICENSE_IDS[0].replace(".001", ""), "structure", None, None),
    ("license-id", LICENSE_IDS[0].replace(".001.", ".01."), "length", 69, None),
    ("license-id", LICENSE_IDS[0].replace(".001.", ".00A."), "character", 71, None),
    ("license-id", LICENSE_IDS[0].replace("W011", "W01A"), "character", 36, None),
    ("license-id", LICENSE_IDS[0].replace("244L", "244M"), "check_character", 55, "L"),
    ("license-id", LICENSE_IDS[2].replace("340100", "3401001"), "structure", 38, None),
    ("item-code", "11370800MB285591853370117002011", "check_character", 18, "4"),
    ("item-code", "11370800MB285591847370117002011", "unknown", 19, None),
    ("item-code", "11370800MB28559184337011700201", "length", None, "31"),
    ("item-code", "11370800MB285591843379917002011", "unknown", 22, None),
    ("item-code", "11370800MB2855918433701170020AA", "character", 30, None),
    ("catalog-code", "990117002011", "unknown", 1, None),
    ("catalog-code", "371117002011", "unknown", 3, None),
    ("catalog-code", "37011700201", "length", None, "12"),
    ("division", "370299", "unknown", 1, None),
    ("division", "3702", "length", None, "6"),
    ("division", "37020X", "character", 6, None),
    ("document-number", "青政办发[2011]12号", "structure", 5, "〔"),
    ("document-number", "青政办发（2011）12号", "structure", 5, "〔"),
    ("document-number", "青政办发〔2011〕012号", "structure", 11, None),
    ("document-number", "青政办发〔2011〕第12号", "structure", 11, None),
    ("document-number", "青政办发〔2011〕12", "structure", 13, "号"),
    ("document-number", "青政办发〔2011〕一号", "structure", 11, None),
    ("document-number", "青〔2011〕12号", "structure", 1, None),
    ("document-number", "青政办发12号", "structure", None, "〔2011〕"),
    ("document-number", "青政办发〔1811〕12号", "structure", None, "〔2011〕"),
]


@pytest.fixture(scope="module", autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


class TestCheck:
    @pytest.mark.parametrize(("value", "birth_date", "sex"), RESIDENT_IDS)
    def test_accepts_a_resident_id_for_life_even_of_a_dissolved_district(
        self, value, birth_date, sex
    ):
        checked = check("resident-id", value, on=date(2026, 1, 1))

        assert checked.value == value
        assert checked.parts["birth_date"] == birth_date
        assert checked.parts["sex"] == sex

    @pytest.mark.parametrize("value", CREDIT_CODES)
    def test_accepts_a_credit_code_and_the_organization_code_in_it(self, value):
        checked = check("credit-code", value)

        organization_code = checked.parts["organization_code"]
        assert checked.value == value
        assert check("organization-code", organization_code).value == organization_code

    @pytest.mark.parametrize("value", LICENSE_IDS)
    def test_accepts_a_license_identifier(self, value):
        assert check("license-id", value).value == value

    @pytest.mark.parametrize(
        ("value", "parts"),
        [
            ("11370800MB285591843370117002011", ("3", "37", "01", "17", "002", "011")),
            ("1111022100010289193110221325000", ("3", "11", "02", "21", "325", "000")),
        ],
    )
    def test_takes_an_item_code_apart(self, value, parts):
        checked = check("item-code", value)

        names = ("level", "region", "type", "department", "main_item", "sub_item")
        assert tuple(checked.parts[name] for name in names) == parts
        assert check("catalog-code", checked.parts["catalog"]).parts["type"] == parts[2]

    def test_accepts_a_document_number(self):
        parts = check("document-number", "青政办发〔2011〕12号").parts

        assert parts == {"organ": "青政办发", "year": "2011", "serial": "12"}

    @pytest.mark.parametrize(
        ("kind", "typed", "written"),
        [
            ("resident-id", "37028419850715004x", "37028419850715004X"),
            ("resident-id", "\u3000３７０２０２１９８００１０１００１０\n", "370202198001010010"),
            ("credit-code", "91350100m000100y43", "91350100M000100Y43"),
            ("organization-code", "00001333-8", "000013338"),
            ("license-id", LICENSE_IDS[0].replace(".", "．"), LICENSE_IDS[0]),
            ("document-number", "青政办发〔２０１１〕１２号", "青政办发〔2011〕12号"),
        ],
    )
    def test_brings_a_value_into_its_written_form(self, kind, typed, written):
        assert check(kind, typed).value == written

    @pytest.mark.parametrize(("kind", "value", "code", "position", "expected"), INVALID)
    def test_says_what_is_wrong_and_where(self, kind, value, code, position, expected):
        with pytest.raises(IdentifierError) as refused:
            check(kind, value)

        error = refused.value
        assert (error.code, error.position, error.expected) == (code, position, expected)
        assert (
            position is None
            or position == 1
            or f"{position} " in str(error)
            or "位次" in str(error)
        )

    @pytest.mark.parametrize(("kind", "value", "code", "position", "expected"), INVALID)
    def test_never_repeats_the_whole_of_a_long_value(self, kind, value, code, position, expected):
        with pytest.raises(IdentifierError) as refused:
            check(kind, value)

        assert len(value) < 9 or value not in str(refused.value)

    def test_names_the_check_character_expected(self):
        with pytest.raises(IdentifierError, match="第 18 位校验码应为“0”，现为“1”"):
            check("resident-id", "370202198001010011")

    def test_names_a_character_that_does_not_show(self):
        with pytest.raises(IdentifierError, match=r"U\+200B"):
            check("division", "37020\u200b")

    @pytest.mark.parametrize(
        ("kind", "value", "before", "after"),
        [
            ("resident-id", "370211200802290063", date(2008, 2, 28), date(2008, 2, 29)),
            ("document-number", "青政办发〔2011〕12号", date(2010, 12, 31), date(2011, 1, 1)),
            ("division", "370215", date(2017, 10, 31), date(2017, 11, 1)),
        ],
    )
    def test_refuses_what_did_not_exist_on_the_day(self, kind, value, before, after):
        accepted = check(kind, value, on=after)

        assert accepted.value == value
        with pytest.raises(IdentifierError):
            check(kind, value, on=before)

    def test_names_the_successor_of_a_division_that_has_ended(self):
        with pytest.raises(IdentifierError) as refused:
            check("division", "370205", on=date(2012, 12, 1))

        assert refused.value.code == "not_valid_then"
        assert refused.value.expected == "370203"
        assert check("division", "370205", on=date(2012, 11, 30)).parts["successor"] == "370203"

    @pytest.mark.parametrize("kind", KINDS)
    def test_accepts_the_example_of_each_kind(self, kind):
        assert check(kind, KINDS[kind].example).kind == kind

    def test_lists_the_kinds_when_asked_for_another(self):
        with pytest.raises(UnknownKindError, match="resident-id、credit-code"):
            check("passport", "E12345678")


class TestMaskResidentId:
    def test_hides_the_birth_date_whole(self):
        assert mask_resident_id("370202198001010010") == "3702************10"

    @pytest.mark.parametrize("value", ["", "3", "37020219800101"])
    def test_hides_everything_of_a_short_value(self, value):
        assert mask_resident_id(value) == "*" * len(value)


class TestUpgradeResidentId:
    def test_adds_the_century_and_the_check_character(self):
        assert upgrade_resident_id("370202800101001") == "370202198001010010"

    @pytest.mark.parametrize("value", ["37020280010100", "37020280010100X", "370202800230001"])
    def test_is_refused_for_anything_else(self, value):
        with pytest.raises(IdentifierError):
            upgrade_resident_id(value)


class TestListDistricts:
    @pytest.mark.parametrize(
        ("day", "districts", "cities"),
        [
            (date(2010, 12, 31), 7, 5),
            (date(2012, 11, 30), 7, 5),
            (date(2012, 12, 1), 6, 4),
            (date(2017, 11, 1), 7, 3),
            (date(2026, 1, 1), 7, 3),
        ],
    )
    def test_knows_the_districts_of_a_day(self, day, districts, cities):
        kinds = [division.kind.value for division in list_districts(day)]

        assert kinds.count("district") == districts
        assert kinds.count("county_level_city") == cities


class TestGetSuccessor:
    @pytest.mark.parametrize(
        ("code", "on", "successor"),
        [
            ("370205", date(2011, 1, 1), "370205"),
            ("370205", date(2013, 1, 1), "370203"),
            ("370284", date(2013, 1, 1), "370211"),
            ("370282", date(2017, 11, 1), "370215"),
            ("370202", date(2026, 1, 1), "370202"),
        ],
    )
    def test_follows_the_code_to_who_answers_today(self, code, on, successor):
        assert get_successor(code, on).code == successor

    def test_is_refused_for_a_division_still_to_come(self):
        with pytest.raises(IdentifierError):
            get_successor("370215", date(2011, 1, 1))

    def test_finds_every_successor_in_the_table_from_the_day_it_takes_over(self):
        ended = [division for division in get_divisions().values() if division.valid_to]

        heirs = [get_divisions()[division.successor or ""] for division in ended]

        assert len(ended) == 3
        assert all(
            heir.is_valid_on(division.valid_to) for heir, division in zip(heirs, ended, strict=True)
        )
