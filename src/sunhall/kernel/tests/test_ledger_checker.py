"""The ledger's one-file checker: it accepts what is so, and nothing else."""

import copy
import io
import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.ledger import tree
from sunhall.kernel.ledger.checker import sunhall_ledger_check as checker
from sunhall.kernel.tests.ledgers import Ledger, flipped, small_ledger

TRIES = 1000
FEW = 200
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@pytest.fixture
def ledger(db, settings, tmp_path) -> Ledger:
    """Return a small ledger under a key of its own."""
    settings.SUNHALL_LEDGER_KEY = tmp_path / "ledger_key.pem"
    return small_ledger()


def findings(text: str, pem: str, seen: dict | None = None) -> list[str]:
    """Return the names of what the checker finds wrong."""
    return [word for word, _values in checker.check(io.StringIO(text), pem, seen)[1]]


def is_accepted(data: bytes, pem: str) -> bool:
    """Tell whether the checker would end with 0."""
    try:
        return not findings(data.decode(), pem)
    except UNREADABLE:
        return False


class TestReceipt:
    def test_of_every_entry_is_accepted(self, ledger):
        assert [findings(json.dumps(one), ledger.pem) for one in ledger.receipts] == [[]] * 13

    def test_with_any_bit_changed_is_refused(self, ledger):
        text = json.dumps(ledger.receipts[6], ensure_ascii=False, indent=2)

        missed = [data for data in flipped(text, TRIES, 6962) if is_accepted(data, ledger.pem)]

        assert missed == []

    @pytest.mark.parametrize(
        ("place", "value", "found"),
        [
            (("entry", "facts"), {"amount_yuan": "5.00"}, ["inclusion"]),
            (("index",), 5, ["inclusion"]),
            (("path",), [], ["inclusion"]),
            (("head", "tree_size"), 12, ["signature"]),
            (("head", "root"), "00" * 32, ["signature", "inclusion"]),
            (("head", "previous"), "00" * 32, ["signature"]),
            (("head", "signed_at"), "2026-03-02T01:30:00.000001+00:00", ["signature"]),
            (("head", "key_id"), "00" * 32, ["key"]),
            (("public_key",), "another", ["other_key"]),
        ],
    )
    def test_is_refused_for_the_reason(self, ledger, place, value, found):
        receipt = copy.deepcopy(ledger.receipts[6])
        inner = receipt
        for name in place[:-1]:
            inner = inner[name]
        inner[place[-1]] = value

        assert findings(json.dumps(receipt), ledger.pem) == found


class TestGrowth:
    def test_between_heads_is_accepted(self, ledger):
        assert findings(json.dumps(ledger.growth), ledger.pem) == []

    def test_with_any_bit_changed_is_refused(self, ledger):
        text = json.dumps(ledger.growth)

        missed = [data for data in flipped(text, FEW, 9162) if is_accepted(data, ledger.pem)]

        assert missed == []


class TestExport:
    def test_of_the_whole_ledger_is_accepted(self, ledger):
        assert findings(ledger.export, ledger.pem) == []

    def test_with_any_bit_changed_is_refused(self, ledger):
        missed = [data for data in flipped(ledger.export, FEW, 2) if is_accepted(data, ledger.pem)]

        assert missed == []

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            (lambda lines: lines[:-1], ["count"]),
            (lambda lines: [*lines, lines[-1]], ["count"]),
            (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], ["root"]),
        ],
    )
    def test_with_lines_lost_added_or_exchanged_is_refused(self, ledger, change, found):
        lines = change(ledger.export.splitlines())

        assert findings("\n".join(lines), ledger.pem) == found


class TestSeen:
    def test_head_is_found_again_in_an_export_and_a_growth(self, ledger):
        old = ledger.growth["old"]

        texts = [ledger.export, json.dumps(ledger.growth)]

        assert [findings(text, ledger.pem, old) for text in texts] == [[], []]

    def test_head_of_another_ledger_contradicts(self, ledger):
        other = {**ledger.growth["old"], "root": "11" * 32}

        texts = [ledger.export, json.dumps(ledger.growth)]

        assert [findings(text, ledger.pem, other) for text in texts] == [["signature", "seen"]] * 2

    def test_head_that_a_receipt_does_not_speak_of_needs_the_growth(self, ledger):
        text = json.dumps(ledger.receipts[0])

        assert findings(text, ledger.pem, ledger.growth["old"]) == ["apart"]
        assert findings(text, ledger.pem, ledger.growth["new"]) == []


class TestSignatures:
    @given(st.binary(max_size=50))
    def test_of_others_programs_are_accepted_and_of_other_texts_refused(self, text):
        key = ec.generate_private_key(ec.SECP256R1())
        numbers = key.public_key().public_numbers()
        der = key.sign(text, ec.ECDSA(hashes.SHA256()))
        written = checker.base64.b64encode(der).decode()

        assert checker.read_signature(written) == decode_dss_signature(der)
        assert checker.is_signed(text, written, (numbers.x, numbers.y))
        assert not checker.is_signed(text + b"!", written, (numbers.x, numbers.y))


class TestTrees:
    @given(st.integers(1, 70), st.data())
    def test_are_those_of_the_ledger(self, size, data):
        leaves = [tree.leaf_hash(bytes([number])) for number in range(size)]
        root, index = tree.root_of(leaves), data.draw(st.integers(0, size - 1))
        path = tree.inclusion_path(leaves, index)
        growth = tree.consistency_path(leaves, index + 1)
        old_root = tree.root_of(leaves[: index + 1])

        own = checker.Tree()
        for leaf in leaves:
            own.append(leaf)

        assert own.root() == root
        assert checker.is_included(leaves[index], index, size, path, root)
        assert checker.is_continued(index + 1, size, old_root, root, growth)
        assert not checker.is_included(leaves[index], index, size, [*path, root], root)
        assert not checker.is_continued(index + 1, size, root, old_root, [*growth, root])


class TestProgram:
    @pytest.mark.parametrize(("language", "word"), [("zh", "通过"), ("en", "passed")])
    def test_says_so_and_ends_with_0(self, ledger, tmp_path, language, word):
        done = run(tmp_path, json.dumps(ledger.receipts[3]), ledger.pem, "--lang", language)

        assert (done.returncode, done.stdout.splitlines()[0]) == (0, word)

    def test_names_what_is_wrong_and_ends_with_1(self, ledger, tmp_path):
        receipt = {**ledger.receipts[3], "index": 4}

        done = run(tmp_path, json.dumps(receipt), ledger.pem, "--lang", "en")

        assert done.returncode == 1
        assert done.stdout == "FAILED\nthe entry is not below this head\n"

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"entry": 1}', "null", '{"old": {}}'])
    def test_reads_no_other_file(self, ledger, tmp_path, text):
        done = run(tmp_path, text, ledger.pem)

        assert done.returncode == 1
        assert "cannot be read" in done.stderr
        assert "Traceback" not in done.stderr


def run(folder: Path, text: str, pem: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the checker as anybody does, without any package."""
    (folder / "file.json").write_text(text, encoding="utf-8")
    (folder / "key.pem").write_text(pem, encoding="utf-8")
    script = resources.files("sunhall.kernel.ledger.checker") / "sunhall_ledger_check.py"
    command = [sys.executable, "-I", str(script), "file.json", "--key", "key.pem", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
