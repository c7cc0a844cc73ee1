"""`sunhall identifier`: an exit code for a script, the reason for a person."""

import json

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from sunhall.config.cli.identifier import PART_NAMES, identifier
from sunhall.kernel.identifiers import KINDS, check


@pytest.fixture(scope="module", autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def call(*arguments: str) -> Result:
    return CliRunner().invoke(identifier, arguments)


class TestCheck:
    def test_exits_0_and_takes_the_value_apart(self):
        result = call("check", "resident-id", "370202198001010010")

        assert result.exit_code == 0
        assert "有效：370202198001010010" in result.stdout
        assert "出生日期：1980-01-01" in result.stdout

    def test_says_that_it_changed_the_writing(self):
        result = call("check", "resident-id", " 37028419850715004x ")

        assert "有效：37028419850715004X" in result.stdout
        assert "已规范写法" in result.stdout

    def test_exits_1_and_says_why(self):
        result = call("check", "credit-code", "113702000050100108")

        assert (result.exit_code, result.stdout) == (1, "")
        assert "第 18 位校验码应为“Y”" in result.stderr

    def test_judges_as_of_the_day_given_and_of_today_otherwise(self):
        then = call("check", "division", "370205", "--on", "2011-01-01")
        today = call("check", "division", "370205")

        assert then.exit_code == 0
        assert today.exit_code == 1
        assert "370203" in today.stderr

    def test_prints_one_object_as_json_for_a_valid_value(self):
        result = call("check", "organization-code", "00001333-8", "--json")

        assert result.exit_code == 0
        assert json.loads(result.stdout) == {
            "kind": "organization-code",
            "value": "00001333-8",
            "valid": True,
            "normalized": "000013338",
            "parts": {"body": "00001333"},
        }

    def test_prints_one_object_as_json_for_a_wrong_value(self):
        result = call("check", "division", "37020X", "--json")

        found = json.loads(result.stdout)
        assert result.exit_code == 1
        assert "第 6 位" in found.pop("message")
        assert found == {
            "kind": "division",
            "value": "37020X",
            "valid": False,
            "code": "character",
            "position": 6,
            "expected": None,
        }

    @pytest.mark.parametrize("value", ["", "\udcff\udcfe", "\x00" * 6, "9" * 100_000, "𠮷" * 18])
    @pytest.mark.parametrize("kind", KINDS)
    def test_survives_any_value(self, kind, value):
        plain = call("check", kind, value)
        as_json = call("check", kind, value, "--json")

        assert plain.exit_code == as_json.exit_code == 1
        assert len(plain.stderr) < 300
        assert json.loads(as_json.stdout)["valid"] is False

    @pytest.mark.parametrize("kind", ["uscc", "credit_code", "USCC", "social-credit-code"])
    def test_takes_other_names_of_a_kind(self, kind):
        result = call("check", kind, "91350100M000100Y43", "--json")

        assert json.loads(result.stdout)["kind"] == "credit-code"

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("passport", "E1"), ["passport", *KINDS]),
            (("division", "370202", "--on", "2011"), ["--on", "2011", "年-月-日"]),
            (("division",), ["VALUE"]),
        ],
    )
    def test_exits_2_for_a_wrong_question(self, arguments, words):
        result = call("check", *arguments)

        assert result.exit_code == 2
        assert [word for word in words if word not in result.stderr] == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_has_a_name_for_every_part(self, kind):
        parts = check(kind, KINDS[kind].example).parts

        assert parts.keys() <= PART_NAMES.keys()


class TestKinds:
    def test_lists_every_kind_with_an_example(self):
        lines = call("kinds").stdout.splitlines()

        assert [line.split("\t")[0] for line in lines] == list(KINDS)

    def test_prints_one_object_a_line_as_json(self):
        lines = call("kinds", "--json").stdout.splitlines()

        assert [json.loads(line)["kind"] for line in lines] == list(KINDS)

    def test_gives_no_alias_to_two_kinds(self):
        names = [name for kind in KINDS.values() for name in (kind.key, *kind.aliases)]

        assert len(names) == len(set(names))
