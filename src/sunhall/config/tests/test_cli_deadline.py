"""`sunhall deadline`: one date for a script, the whole reckoning for a person."""

import json

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from sunhall.config.cli.deadline import deadline

LUNAR_NEW_YEAR = ("--from", "2011-01-25", "--limit", "20wd")


@pytest.fixture(scope="module", autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def call(*arguments: str) -> Result:
    return CliRunner().invoke(deadline, arguments)


class TestDeadline:
    def test_prints_only_the_date(self):
        result = call(*LUNAR_NEW_YEAR)

        assert (result.exit_code, result.stdout, result.stderr) == (0, "2011-02-25\n", "")

    @pytest.mark.parametrize(
        ("arguments", "due"),
        [
            (("--from", "2025-09-22", "--limit", "15d"), "2025-10-09"),
            ((*LUNAR_NEW_YEAR, "--extend", "10wd"), "2011-03-11"),
            ((*LUNAR_NEW_YEAR, "--suspend", "2011-02-21..2011-02-22"), "2011-03-01"),
            (
                (
                    *LUNAR_NEW_YEAR,
                    *("--suspend", "2011-02-21..2011-02-22"),
                    *("--suspend", "2011-02-22..2011-02-23"),
                ),
                "2011-03-02",
            ),
        ],
    )
    def test_reckons_units_extensions_and_suspensions(self, arguments, due):
        result = call(*arguments)

        assert result.stdout == f"{due}\n"

    def test_explains_each_day_and_ends_with_the_summary(self):
        lines = call(*LUNAR_NEW_YEAR, "--explain").stdout.splitlines()

        assert len(lines) == 33
        assert lines[0].split() == ["2011-01-25", "-", "开始之日，不计入"]
        assert lines[5].split() == ["2011-01-30", "4", "调休上班（春节）"]
        assert lines[-2].split() == ["2011-02-25", "20", "工作日"]
        assert "至 2011-02-25 届满" in lines[-1]

    def test_warns_of_an_unannounced_year_beside_the_answer(self):
        result = call("--from", "2027-01-04", "--limit", "1wd")

        assert result.stdout == "2027-01-05\n"
        assert "2027 年的放假安排尚未公布" in result.stderr

    def test_lets_the_citys_table_override_and_announce(self, tmp_path):
        table = tmp_path / "days.yaml"
        table.write_text("2027-01-01: holiday\n2027-01-03: working\n", "utf-8")

        result = call("--from", "2026-12-31", "--limit", "2wd", "--calendar", str(table))

        assert (result.stdout, result.stderr) == ("2027-01-04\n", "")

    def test_prints_one_object_as_json(self):
        arguments = ("--suspend", "2011-02-21..2011-02-22", "--article", "许可法第四十二条")

        found = json.loads(call(*LUNAR_NEW_YEAR, *arguments, "--json").stdout)

        days = found.pop("days")
        assert "许可法第四十二条" in found.pop("summary")
        assert found == {
            "from": "2011-01-25",
            "limit": 20,
            "unit": "wd",
            "due": "2011-03-01",
            "article": "许可法第四十二条",
            "announced": True,
            "unannounced_years": [],
            "suspensions": [{"from": "2011-02-21", "to": "2011-02-22"}],
            "extensions": [],
        }
        assert days[1] == {"date": "2011-01-26", "counted": True, "number": 1, "reason": "工作日"}
        assert days[-1]["number"] == 20

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--limit", "5wd"), ["--from"]),
            (("--from", "2011-01-25"), ["--limit"]),
            (("--from", "2011-02-30", "--limit", "5d"), ["--from", "2011-02-30", "年-月-日"]),
            (("--from", "2011-01-25", "--limit", "5x"), ["--limit", "5x", "20wd"]),
            (("--from", "2011-01-25", "--limit", "0d"), ["--limit", "0d", "至少为 1 天"]),
            ((*LUNAR_NEW_YEAR, "--extend", "9999d"), ["--extend", "9999d", "3660"]),
            ((*LUNAR_NEW_YEAR, "--suspend", "2011-02-01"), ["--suspend", "2011-02-01", ".."]),
            (
                (*LUNAR_NEW_YEAR, "--suspend", "2011-02-02..2011-02-01"),
                ["--suspend", "2011-02-01", "较早的日期写在前面"],
            ),
            ((*LUNAR_NEW_YEAR, "--calendar", "none.yaml"), ["--calendar", "none.yaml"]),
            (("--from", "2100-12-31", "--limit", "5d"), ["2101-01-05", "2100-12-31"]),
        ],
    )
    def test_names_the_option_the_value_and_the_way_out(self, arguments, words):
        result = call(*arguments)

        assert result.exit_code == 2
        assert result.stdout == ""
        assert [word for word in words if word not in result.stderr] == []

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "对照表"),
            (b"- 2027-01-01\n", "对照表"),
            (b"2027-01-01: holiday\n2027-01-02: maybe\n", "第 2 行"),
            (b"2027-01-01: [holiday]\n", "第 1 行"),
            (b"2027-02-30: holiday\n", "2027-02-30"),
            (b"2027-01-01: holiday\n2027-01-01: working\n", "重复"),
            (b"2027-01-01: &a {b: *a\n", "YAML"),
            (b"2027-01-01: \xff\n", "YAML"),
            (b"[" * 20_000, "YAML"),
        ],
    )
    def test_names_the_place_of_a_fault_in_the_table(self, tmp_path, content, words):
        table = tmp_path / "days.yaml"
        table.write_bytes(content)

        result = call(*LUNAR_NEW_YEAR, "--calendar", str(table))

        assert result.exit_code == 2
        assert "days.yaml" in result.stderr
        assert words in result.stderr
