"""What decides about cards, as pure functions."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.business.citizencards.choices import CardState, Function
from sunhall.business.citizencards.rules import qr
from sunhall.business.citizencards.rules.batch_files import (
    FaultKind,
    Order,
    read_result,
    with_sum,
    write_batch,
    write_result,
)
from sunhall.business.citizencards.rules.flow import PATHS, oral_loss_until, valid_until
from sunhall.business.citizencards.rules.functions import CODES, functions_in, switched
from sunhall.business.citizencards.rules.names import is_name
from sunhall.business.citizencards.rules.numbers import number_of, serial_of
from sunhall.business.citizencards.rules.status_list import (
    CARDS_A_LIST,
    Status,
    empty_list,
    place_of,
    status_at,
    write,
)

STORED = import_module("sunhall.business.citizencards.migrations.0002_promises").PATHS
SERIALS = st.integers(min_value=1, max_value=999_999_999)
DAY = date(2026, 3, 2)
ORDERS = [
    Order(n, number_of(n), "王小明", "11010519491231002X", date(2036, 3, 1), "370202")
    for n in (1, 2, 3)
]
EXPECTED = {one.line: one.number for one in ORDERS}
GOOD = write_result("2026-1-0001", DAY, [(one, "") for one in ORDERS]).decode()


class TestNumberOf:
    @given(SERIALS)
    def test_gives_back_its_serial(self, serial: int):
        assert serial_of(number_of(serial)) == serial

    @given(SERIALS, st.integers(4, 12), st.sampled_from("0123456789"))
    def test_finds_every_wrong_digit(self, serial: int, place: int, digit: str):
        number = number_of(serial)
        wrong = number[:place] + digit + number[place + 1 :]

        assert wrong == number or serial_of(wrong) is None

    def test_finds_nearly_every_swap_of_neighbors(self):
        numbers = [number_of(serial) for serial in range(1, 200_000, 37)]
        swapped = [
            number[:place] + number[place + 1] + number[place] + number[place + 2 :]
            for number in numbers
            for place in range(4, 12)
            if number[place] != number[place + 1]
        ]

        missed = sum(serial_of(one) is not None for one in swapped)

        assert missed / len(swapped) < 0.02

    @given(st.text(max_size=20))
    def test_reads_no_other_text(self, text: str):
        found = serial_of(text)

        assert found is None or number_of(found) == text.replace(" ", "").upper()


class TestPaths:
    def test_are_those_of_the_database(self):
        paths = {f"{CardState(a).value}:{b.value}" for a, after in PATHS.items() for b in after}

        assert paths == set(STORED)

    def test_lead_from_every_state_to_an_end(self):
        reached = {state for state, after in PATHS.items() if not after}
        for _round in CardState:
            reached |= {state for state, after in PATHS.items() if after & reached}

        assert reached == set(CardState)


class TestDays:
    def test_an_oral_report_holds_for_seven_days(self):
        assert oral_loss_until(DAY) == date(2026, 3, 9)

    @pytest.mark.parametrize(
        ("day", "last"),
        [(DAY, date(2036, 3, 1)), (date(2028, 2, 29), date(2038, 2, 28))],
    )
    def test_a_card_is_valid_for_ten_years(self, day: date, last: date):
        assert valid_until(day) == last


class TestFunctions:
    @given(st.integers(0, sum(Function)), st.sampled_from(Function), st.booleans())
    def test_one_is_switched_and_no_other(self, bits: int, function: Function, is_on: bool):
        after = switched(bits, function, is_on=is_on)

        assert (function in functions_in(after)) == is_on
        assert set(functions_in(bits)) ^ set(functions_in(after)) <= {function}
        assert len(CODES[after]) == len(functions_in(after))


class TestIsName:
    @pytest.mark.parametrize("name", ["王小明", "阿不都热依木·买买提", "O'Neil Mary-Ann", "喆䶮㛃"])
    def test_takes_names(self, name: str):
        assert is_name(name)

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "=1+1",
            "@SUM(A1)",
            "+王",
            "-王",
            "王,小明",
            "王\n小明",
            '王"小',
            "王\t明",
            "王1",
            "王" * 51,
        ],
    )
    def test_takes_nothing_that_a_spreadsheet_would_run(self, name: str):
        assert not is_name(name)


class TestStatusList:
    def test_calls_valid_only_what_was_issued(self):
        content = empty_list()

        write(content, [(5, "in_use"), (6, "lost"), (7, "cancelled")])

        found = [status_at(bytes(content), index) for index in (4, 5, 6, 7, 8)]
        assert found == [
            Status.NOT_IN_USE,
            Status.VALID,
            Status.SUSPENDED,
            Status.INVALID,
            Status.NOT_IN_USE,
        ]

    @given(st.dictionaries(st.integers(0, CARDS_A_LIST - 1), st.sampled_from(CardState.values)))
    def test_the_last_word_counts(self, states: dict[int, str]):
        content = empty_list()
        write(content, [(serial, "in_use") for serial in states])

        write(content, states.items())

        assert all(
            (status_at(bytes(content), serial) == Status.VALID) == (state == "in_use")
            for serial, state in states.items()
        )

    def test_ten_million_cards_are_in_ten_lists(self):
        assert place_of(10_000_000) == (9, 10_000_000 - 9 * CARDS_A_LIST)


class TestReadResult:
    def test_takes_what_is_made_and_what_is_not(self):
        content = write_result("B", DAY, [(ORDERS[0], ""), (ORDERS[1], "芯片坏"), (ORDERS[2], "")])

        results, faults = read_result(content, "B", EXPECTED)

        assert not faults
        assert {one.line: one.fault for one in results} == {1: "", 2: "芯片坏", 3: ""}

    @pytest.mark.parametrize(
        ("old", "new", "faults"),
        [
            (",OK,", ",OKAY,", {(2, FaultKind.SUM), (3, FaultKind.SUM), (4, FaultKind.SUM)}),
            ("2026-1-0001", "2026-1-0002", {(1, FaultKind.HEAD)}),
            ("L,2,", "M,2,", {(3, FaultKind.FORM)}),
            ("H,SUNHALL", "T,SUNHALL", {(1, FaultKind.HEAD)}),
        ],
    )
    def test_names_each_fault_by_its_line(self, old: str, new: str, faults: set):
        _results, found = read_result(GOOD.replace(old, new).encode(), "2026-1-0001", EXPECTED)

        told = {(one.line, one.kind) for one in found}
        assert told - {(5, FaultKind.TAIL)} == faults

    @pytest.mark.parametrize(
        ("line", "kind"),
        [
            (f"L,9,{number_of(9)},OK,", FaultKind.UNKNOWN),
            (f"L,1,{number_of(1)},OK,", FaultKind.TWICE),
            (f"L,2,{number_of(1)},OK,", FaultKind.UNKNOWN),
            (f"L,2,{number_of(2)},FAULT,", FaultKind.OUTCOME),
            (f"L,2,{number_of(2)},FAULT,=HYPERLINK(1)", FaultKind.OUTCOME),
            (f"L,2,{number_of(2)},OK,why", FaultKind.OUTCOME),
        ],
    )
    def test_takes_no_line_that_does_not_belong(self, line: str, kind: FaultKind):
        lines = GOOD.splitlines()
        lines[2] = with_sum(line)

        _results, found = read_result("\n".join(lines).encode(), "2026-1-0001", EXPECTED)

        assert kind in {one.kind for one in found}

    @given(st.integers(0, len(GOOD.encode()) - 2), st.integers(0, 255))
    def test_finds_every_changed_byte(self, place: int, byte: int):
        content = bytearray(GOOD.encode())
        is_changed = content[place] != byte
        content[place] = byte

        _results, faults = read_result(bytes(content), "2026-1-0001", EXPECTED)

        assert bool(faults) == is_changed

    @given(st.binary(max_size=300))
    def test_takes_no_other_file(self, content: bytes):
        _results, faults = read_result(content, "2026-1-0001", EXPECTED)

        assert faults

    def test_the_batch_names_each_card_once(self):
        lines = write_batch("B", DAY, ORDERS).decode().splitlines()

        assert [line[:2] for line in lines] == ["H,", "L,", "L,", "L,", "T,"]
        assert all(with_sum(line.rpartition(",")[0]) == line for line in lines[1:-1])


class TestFaultOf:
    MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
    CLAIMS = qr.claims_for(number_of(1), "nonce", MOMENT)

    @pytest.mark.parametrize(
        ("seconds", "fault"),
        [
            (0, None),
            (65, None),
            (66, qr.Fault.TOO_OLD),
            (-5, None),
            (-6, qr.Fault.TOO_NEW),
        ],
    )
    def test_allows_a_minute_and_the_skew(self, seconds: int, fault: qr.Fault | None):
        moment = self.MOMENT + timedelta(seconds=seconds)

        assert qr.fault_of(self.CLAIMS, moment) == fault

    @pytest.mark.parametrize(
        "change", [{"sub": "3702"}, {"jti": ""}, {"jti": 7}, {"exp": None}, {"iat": "now"}]
    )
    def test_reads_nothing_else(self, change: dict):
        assert qr.fault_of({**self.CLAIMS, **change}, self.MOMENT) == qr.Fault.UNREADABLE
