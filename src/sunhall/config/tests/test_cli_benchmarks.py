"""`sunhall benchmarks`: findings and decisions from files alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

import sunhall
from sunhall.config.cli.benchmarks import benchmarks
from sunhall.kernel.decision.formats import dump, load
from sunhall.kernel.decision.formats.example import EXAMPLE

LAW = Path(sunhall.__file__).parent / "business/penalties/law"
CITY = LAW / "discretion/cg_chengguan.yaml"
STALL = {"refused": True, "place": "人行道", "area": 2.5, "prior": 0}


@pytest.fixture(scope="module", autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(benchmarks, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def decide(file: Path, code: str, facts: object, *options: str) -> Result:
    text = facts if isinstance(facts, str) else json.dumps(facts)
    return run("decide", file, "--item", code, "--facts", text, *options)


class TestCheck:
    def test_finds_nothing_in_the_law_pack(self):
        result = run("check", LAW / "discretion")

        assert result.exit_code == 0
        assert result.stdout == ""
        assert "80" in result.stderr

    def test_prints_one_finding_a_line(self):
        result = run("check", LAW / "defects.yaml")

        lines = result.stdout.splitlines()
        assert result.exit_code == 1
        assert lines[0].startswith(f"{LAW / 'defects.yaml'}:第 42 行 tiers BAD-001 gap ")
        assert [line for line in lines if " BAD-002 overlap " in line]

    def test_prints_one_object_a_line(self):
        result = run("check", "--json", LAW / "defects.yaml")

        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert result.exit_code == 1
        assert {one["kind"] for one in found} == {"gap", "overlap", "vague"}
        assert all(set(one) == {"file", "item", "kind", "place", "message"} for one in found)

    def test_names_the_cell_of_a_workbook(self, tmp_path: Path):
        path = tmp_path / "a.xlsx"
        path.write_bytes(dump(load(LAW / "defects.yaml").documents, path.name))

        result = run("check", "--json", path)

        overlap = next(
            one for one in map(json.loads, result.stdout.splitlines()) if one["kind"] == "overlap"
        )
        assert overlap["place"].startswith("工作表“BAD-002”")

    def test_checks_the_sound_items_of_a_faulty_file(self, tmp_path: Path):
        path = tmp_path / "a.yaml"
        defects = (LAW / "defects.yaml").read_text()
        path.write_text(defects + "- code: BAD-001\n")

        result = run("check", "--json", path)

        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert [one["item"] for one in found if one["kind"] == "schema"] == ["BAD-001"] * 2
        assert "overlap" in {one["kind"] for one in found}

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("missing.yaml", None),
            ("binary.yaml", b"\x7fELF\0"),
            ("huge.yaml", b"a" * 17 * 2**20),
            ("gbk.yaml", "名称：甲".encode("gbk")),
            ("broken.xlsx", b"PK\3\4"),
            ("broken.dmn", b"<a"),
            ("notes.txt", b"a"),
        ],
    )
    def test_finds_an_unreadable_file(self, tmp_path: Path, name: str, content: bytes | None):
        if content is not None:
            (tmp_path / name).write_bytes(content)

        result = run("check", "--json", tmp_path / name)

        [found] = map(json.loads, result.stdout.splitlines())
        assert result.exit_code == 1
        assert found["kind"] == "schema"
        assert found["message"]

    def test_refuses_unknown_options(self):
        assert run("check", "--nonsense", CITY).exit_code == 2

    def test_needs_no_database(self, tmp_path: Path):
        start = "from sunhall.config.cli import main; main()"
        command = [sys.executable, "-c", start, "benchmarks", "check", str(CITY)]
        environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)

        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, check=False
        )

        assert done.returncode == 0
        assert done.stdout == b""


class TestDecide:
    def test_prints_tier_sanctions_and_reasoning(self):
        result = decide(CITY, "QD-CG-001", STALL, "--json")

        decision = json.loads(result.stdout)
        assert result.exit_code == 0
        assert decision["tier"]
        assert decision["sanctions"][0]["kind"] == "罚款"
        assert decision["reasoning"]
        assert len(decision["proof_hash"]) == 64

    def test_prints_words_for_people(self):
        result = decide(CITY, "QD-CG-001", STALL)

        assert result.exit_code == 0
        assert "罚款" in result.stdout
        assert "人行道" in result.stdout

    def test_reads_the_facts_of_a_file(self, tmp_path: Path):
        path = tmp_path / "facts.json"
        path.write_text(json.dumps(STALL))

        assert decide(CITY, "QD-CG-001", f"@{path}").exit_code == 0

    def test_decides_the_same_by_every_format(self, tmp_path: Path):
        documents = load(CITY).documents
        found = []
        for suffix in (".yaml", ".xlsx", ".dmn"):
            path = tmp_path / f"a{suffix}"
            path.write_bytes(dump(documents, path.name))
            found.append(decide(path, "QD-CG-001", STALL, "--json").stdout)

        assert found[0] == found[1] == found[2]

    def test_names_every_bad_fact(self):
        facts = '{"refused": true, "place": "月球", "area": 1e400, "prior": -1, "colour": 2}'

        result = decide(CITY, "QD-CG-001", facts, "--json")

        errors = json.loads(result.stdout)["errors"]
        assert result.exit_code == 2
        assert {one["key"] for one in errors} == {"place", "area", "prior", "colour"}
        assert len(result.stderr.splitlines()) == 4

    @pytest.mark.parametrize(
        "text",
        ["", "{", "[]", "3", '{"a": NaN}', '{"a": 1, "a": 2}', "@missing.json", "[" * 100_000],
    )
    def test_refuses_facts_that_are_no_object(self, text: str):
        result = decide(CITY, "QD-CG-001", text)

        assert result.exit_code == 2
        assert "--facts" in result.stderr

    def test_lists_codes_near_an_unknown_one(self):
        result = decide(CITY, "QD-CG-01", STALL)

        assert result.exit_code == 2
        assert "QD-CG-001" in result.stderr

    def test_refuses_a_table_that_is_not_proved(self):
        result = decide(LAW / "defects.yaml", "BAD-001", {"area": 1})

        assert result.exit_code == 1
        assert "gap" in result.stderr

    def test_decides_unproved_where_asked(self):
        result = decide(LAW / "defects.yaml", "BAD-001", {"area": 1}, "--unproved", "--json")

        assert result.exit_code == 0
        assert json.loads(result.stdout)["proof_hash"] is None

    def test_never_guesses_in_a_gap(self):
        result = decide(LAW / "defects.yaml", "BAD-001", {"area": 2.5}, "--unproved")

        assert result.exit_code == 1
        assert "缺口" in result.stderr

    def test_says_that_the_file_is_missing(self, tmp_path: Path):
        result = decide(tmp_path / "none.yaml", "A", {})

        assert result.exit_code == 1
        assert "文件不存在" in result.stderr


class TestConvert:
    @pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".dmn"])
    def test_keeps_every_item(self, tmp_path: Path, suffix: str):
        result = run("convert", CITY, tmp_path / f"a{suffix}")

        assert result.exit_code == 0
        assert load(tmp_path / f"a{suffix}").documents == load(CITY).documents

    def test_writes_nothing_of_a_faulty_file(self, tmp_path: Path):
        (tmp_path / "a.yaml").write_text("items: [{code: A}, {code: B, n: .nan}]")

        result = run("convert", tmp_path / "a.yaml", tmp_path / "b.yaml")

        assert result.exit_code == 1
        assert ".nan" in result.stderr
        assert not (tmp_path / "b.yaml").exists()

    def test_writes_the_sound_items_where_asked(self, tmp_path: Path):
        (tmp_path / "a.yaml").write_text("items: [{code: A}, {code: B, n: .nan}]")

        run("convert", "--sound-only", tmp_path / "a.yaml", tmp_path / "b.yaml")

        assert load(tmp_path / "b.yaml").documents == [{"code": "A"}]

    def test_says_why_a_scoring_is_no_decision_table(self, tmp_path: Path):
        result = run("convert", LAW / "discretion/hb_shengtai.yaml", tmp_path / "a.dmn")

        assert result.exit_code == 1
        assert "计分" in result.stderr

    def test_refuses_an_unknown_format(self, tmp_path: Path):
        assert run("convert", CITY, tmp_path / "a.doc").exit_code == 1


class TestTemplate:
    def test_writes_a_workbook_that_passes_the_check(self, tmp_path: Path):
        written = run("template", tmp_path / "a.xlsx")

        checked = run("check", tmp_path / "a.xlsx")

        assert written.exit_code == 0
        assert checked.exit_code == 0
        assert load(tmp_path / "a.xlsx").documents == [EXAMPLE]
