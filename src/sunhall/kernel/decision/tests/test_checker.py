"""The one-file checker, run as a citizen runs it."""

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from sunhall.kernel.decision.checker import sunhall_checker
from sunhall.kernel.decision.checking import check_document
from sunhall.kernel.decision.tests.tables import (
    AREA,
    GOODS,
    PLACE,
    PRIOR,
    Record,
    fine,
    law,
    table,
    tier,
)

DRIVEWAY = {"place": ["机动车道"], "prior": {"eq": 0}}
STALL = table(
    [PLACE, AREA, PRIOR],
    [
        tier({"place": ["人行道"], "area": {"lt": 2}}, 500),
        tier({"place": ["人行道"], "area": {"ge": 2}}, 700.5),
        tier(DRIVEWAY, fine("per_unit", 99.9, "area")),
        tier({"place": ["机动车道"], "prior": {"ge": 1}}, 2000, {"kind": "行政拘留", "days": 5}),
    ],
    law(0, 3000, [{"place": ["人行道"]}, {"prior": {"ge": 1}}], is_optional=True),
    law(50, 100, DRIVEWAY, kind="per_unit", base="area"),
)


def entry(record: Record) -> Record:
    report = check_document(record)
    assert report.benchmark is not None
    assert report.proof is not None
    return {"document": report.benchmark.document, "certificate": report.proof.as_dict()}


@pytest.fixture
def run(tmp_path):
    def call(content: object, *options: str) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "table.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        script = str(resources.files("sunhall.kernel.decision.checker") / "sunhall_checker.py")
        command = [sys.executable, "-I", script, str(path), *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return call


class TestVerdict:
    def test_a_sound_table_passes(self, run):
        done = run(entry(STALL))

        assert done.returncode == 0, done.stdout + done.stderr
        assert "T-001：通过" in done.stdout

    def test_english_is_spoken_on_request(self, run):
        assert "T-001: passed" in run(entry(STALL), "--lang", "en").stdout

    def test_a_document_that_was_altered_fails(self, run):
        altered = entry(STALL)
        altered["document"] = {**altered["document"], "name": "另一事项"}

        done = run(altered)

        assert done.returncode == 1
        assert "证书不属于这张表" in done.stdout

    @pytest.mark.parametrize("certificate", [{}, None])
    def test_an_empty_certificate_fails(self, run, certificate):
        assert run({**entry(STALL), "certificate": certificate}).returncode == 1

    def test_a_bare_table_is_not_said_to_have_a_certificate(self, run):
        done = run(entry(STALL)["document"])

        assert done.returncode == 0
        assert "没有证书" in done.stdout

    @pytest.mark.parametrize("content", ["x", None, [1], {"document": {}}])
    def test_what_is_no_table_is_refused_in_words(self, run, content):
        done = run(content)

        assert done.returncode == 1
        assert "读不懂" in done.stderr
        assert "Traceback" not in done.stderr

    def test_nothing_at_all_does_not_pass(self, run):
        assert run([]).returncode == 1

    def test_a_certificate_that_was_altered_fails(self, run):
        altered = entry(table([AREA], [tier({"area": {"lt": 2}}, 500)]))
        altered["certificate"]["findings"] = []

        done = run(altered)

        assert done.returncode == 1
        assert "证书被改动过" in done.stdout

    def test_a_list_fails_with_its_worst(self, run):
        done = run([STALL, table([AREA], [tier({"area": {"lt": 2}}, 500)])])

        assert done.returncode == 1
        assert "没有对应的阶次：占用面积=2平方米" in done.stdout


class TestSecondOpinion:
    @pytest.mark.parametrize(
        ("record", "word"),
        [
            (
                table([AREA], [tier({"area": {"le": 5}}, 1), tier({"area": {"ge": 5}}, 2)]),
                "overlap",
            ),
            (table([AREA], [tier({"area": {"lt": 5}}, 1), tier({"area": {"gt": 5}}, 2)]), "gap"),
            (table([AREA], [tier({}, 400)], law(500, 2000)), "low"),
            (table([GOODS], [tier({}, fine("multiple", 2, "goods"))], law(0, 2000)), "high"),
            (table([AREA], [tier({}, {"kind": "警告"})], law(500, 2000)), "missing"),
            (table([PRIOR], [tier({}, 1)], law(0, 9, {"prior": {"le": 1}})), "uncovered"),
        ],
    )
    def test_agrees_on_every_defect(self, record, word):
        _table, findings, _counts = sunhall_checker.check(entry(record))

        assert word in [finding[0] for finding in findings]
        assert not check_document(record).is_sound


class TestFacts:
    def test_the_tier_and_the_fine_are_recomputed(self, run):
        done = run(entry(STALL), "--facts", '{"place": "机动车道", "area": 3, "prior": 0}')

        assert done.returncode == 0
        assert "适用第 3 档" in done.stdout
        assert "罚款 299 元" in done.stdout

    def test_a_value_outside_the_domain_is_refused(self, run):
        done = run(entry(STALL), "--facts", '{"place": "人行道", "area": 0, "prior": 0}')

        assert done.returncode == 1
        assert "不在值域之内" in done.stdout

    def test_a_missing_fact_is_named(self, run):
        done = run(entry(STALL), "--facts", '{"place": "人行道"}')

        assert done.returncode == 1
        assert "area" in done.stdout


class TestFile:
    def test_is_one_file_of_plain_python(self):
        text = Path(sunhall_checker.__file__).read_text(encoding="utf-8")

        assert len(text.splitlines()) <= 400
        assert "sunhall." not in text
