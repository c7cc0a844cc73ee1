"""The browser's own checker, run by Node: the same verdicts as everywhere."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.tests.ledgers import Ledger, flipped, small_ledger

MODULE = Path(__file__).resolve().parents[4] / "assets/js/modules/ledger.js"
PROGRAM = """
import { createInterface } from "node:readline";
import * as ledger from "%s";
const asked = {
  canonical: async (text) => ledger.canonicalJson(JSON.parse(text)),
  receipt: async (text) => ledger.checkReceipt(JSON.parse(text)),
  growth: async ([text, pem]) => ledger.isGrowth(JSON.parse(text), pem),
};
for await (const line of createInterface({ input: process.stdin })) {
  const [name, given] = JSON.parse(line);
  const answer = await asked[name](given).catch((error) => ({ error: String(error) }));
  console.log(JSON.stringify(answer));
}
"""
TRIES = 1000
FEW = 300
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture(scope="module")
def ask():
    """Return how to ask the script; one process answers all."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node here; it is only needed to change the scripts")
    process = subprocess.Popen(
        [node, "--input-type=module", "--eval", PROGRAM % MODULE.as_uri()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def answer(name: str, given: object) -> Any:
        process.stdin.write(json.dumps([name, given]) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield answer
    process.stdin.close()
    process.wait()
    process.stdout.close()


@pytest.fixture
def ledger(db, settings, tmp_path) -> Ledger:
    """Return a small ledger under a key of its own."""
    settings.SUNHALL_LEDGER_KEY = tmp_path / "ledger_key.pem"
    return small_ledger()


def readable(data: bytes) -> str:
    """Return the text of a changed file as a browser reads it."""
    return data.decode(errors="replace")


class TestCanonicalJson:
    @given(VALUES)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_writes_what_the_ledger_hashes(self, ask, value):
        assert ask("canonical", json.dumps(value)) == canonical_json(value)


class TestCheckReceipt:
    def test_accepts_every_entry(self, ask, ledger):
        verdicts = [ask("receipt", json.dumps(one)) for one in ledger.receipts]

        assert verdicts == [{"signed": True, "included": True}] * 13

    def test_refuses_any_changed_bit(self, ask, ledger):
        text = json.dumps(ledger.receipts[6], ensure_ascii=False, indent=2)

        missed = [
            data
            for data in flipped(text, TRIES, 6962)
            if ask("receipt", readable(data)) == {"signed": True, "included": True}
        ]

        assert missed == []


class TestIsGrowth:
    def test_accepts_what_grew(self, ask, ledger):
        assert ask("growth", [json.dumps(ledger.growth), ledger.pem]) is True

    def test_refuses_any_changed_bit(self, ask, ledger):
        text = json.dumps(ledger.growth)

        missed = [
            data
            for data in flipped(text, FEW, 9162)
            if ask("growth", [readable(data), ledger.pem]) is True
        ]

        assert missed == []
