"""`sunhall work` and `sunhall ledger`, as a process manager and an auditor call them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import psycopg
import pytest

from sunhall.kernel.postgres.cluster import Cluster

SUNHALL = str(Path(sys.executable).with_name("sunhall"))
CHECKER = resources.files("sunhall.kernel.ledger.checker") / "sunhall_ledger_check.py"
PATIENCE_SECONDS = 60
WRITE = """
INSERT INTO kernel_journalentry (at, channel, person_name, event, subject, subject_id, facts,
    commitment) SELECT now(), 'web', '李执法', 'case.filed', 'case', n, '{"label": "案件"}', ''
FROM generate_series(1, %s) n
"""
Call = Callable[..., "subprocess.CompletedProcess[str]"]

pytestmark = pytest.mark.xdist_group("sunhall run")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Return a home with a migrated database that stays up."""
    folder = Path(tempfile.mkdtemp(prefix="sunhall-"))
    folder.chmod(0o755)
    with Cluster(folder).held():
        subprocess.run([SUNHALL, "migrate"], env=surroundings(folder), check=True)
        yield folder
    shutil.rmtree(folder)


@pytest.fixture
def call(home: Path) -> Call:
    """Return a way to call `sunhall`, in English."""

    def sunhall(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [SUNHALL, *words]
        return subprocess.run(
            command, capture_output=True, text=True, env=surroundings(home), check=False
        )

    return sunhall


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a program that lives in a home."""
    environment = {**os.environ, "SUNHALL_HOME": str(home), "LC_ALL": "C"}
    environment.pop("DATABASE_URL", None)
    return environment


def ask(home: Path, statement: str, *values: object) -> int:
    """Run a statement, committed, and return the one number it answers, if it does."""
    with psycopg.connect(Cluster(home).conninfo(), autocommit=True) as connection:
        cursor = connection.execute(statement, values)
        row = cursor.fetchone() if cursor.description else None
    return int(row[0]) if row else 0


class TestLedger:
    def test_is_kept_and_checked_from_the_command_line(self, home, call, tmp_path):
        ask(home, WRITE, 7)
        folded, again = call("ledger", "fold"), call("ledger", "fold")
        kept = tmp_path / "head.json"
        kept.write_text(call("ledger", "head").stdout)

        sound = call("ledger", "verify", "--head", str(kept))
        kept.write_text(json.dumps({**json.loads(kept.read_text()), "root": "00" * 32}))
        refused = call("ledger", "verify", "--head", str(kept))

        assert int(folded.stdout.split()[1]) >= 7
        assert again.stdout.split()[1] == "0"
        assert (sound.returncode, sound.stdout) == (0, "The ledger is intact.\n")
        assert refused.returncode == 1
        assert "Kept head" in refused.stdout

    def test_gives_receipts_that_the_one_file_checker_accepts(self, home, call, tmp_path):
        ask(home, WRITE, 3)
        call("ledger", "fold")
        entry = ask(home, "SELECT max(id) FROM kernel_journalentry")
        receipt, key = tmp_path / "receipt.json", tmp_path / "key.pem"
        key.write_text(call("ledger", "key").stdout)
        receipt.write_text(call("ledger", "receipt", str(entry)).stdout)

        checked = subprocess.run(
            [sys.executable, "-I", str(CHECKER), str(receipt), "--key", str(key), "--lang", "en"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert (checked.returncode, checked.stdout.splitlines()[0]) == (0, "passed")
        assert f"journal entry {entry} " in checked.stdout

    @pytest.mark.parametrize("options", [[], ["--public"]])
    def test_exports_all_that_the_one_file_checker_counts(self, home, call, tmp_path, options):
        ask(home, WRITE, 3)
        call("ledger", "fold")
        leaves = ask(home, "SELECT count(*) FROM kernel_ledgerleaf")
        ledger, key = tmp_path / "ledger.jsonl", tmp_path / "key.pem"
        key.write_text(call("ledger", "key").stdout)
        ledger.write_text(call("ledger", "export", *options).stdout)

        checked = subprocess.run(
            [sys.executable, "-I", str(CHECKER), str(ledger), "--key", str(key), "--lang", "en"],
            capture_output=True,
            text=True,
            check=False,
        )

        in_full = 0 if options else leaves
        assert f"all {leaves} leaves checked, {in_full} of them in full" in checked.stdout

    @pytest.mark.parametrize("entry", ["0", "987654321"])
    def test_has_no_receipt_for_what_is_not_there(self, call, entry):
        answer = call("ledger", "receipt", entry)

        assert answer.returncode == 1
        assert entry in answer.stderr
        assert "Traceback" not in answer.stderr

    def test_takes_no_file_for_a_head_that_is_none(self, call, tmp_path):
        (tmp_path / "head.json").write_text("[]")

        answer = call("ledger", "verify", "--head", str(tmp_path / "head.json"))

        assert answer.returncode == 1
        assert answer.stderr == "Error: The file is not a signed head.\n"


class TestWork:
    def test_takes_one_turn_if_asked(self, home, call):
        ask(home, WRITE, 4)

        answer = call("work", "--once")

        assert (answer.returncode, answer.stderr) == (0, "")
        assert ask(home, "SELECT count(*) FROM kernel_ledgerpending") == 0

    def test_folds_each_entry_once_however_many_work_and_die(self, home, call):
        command = [SUNHALL, "work", "--every", "0.01"]
        workers = [subprocess.Popen(command, env=surroundings(home)) for _ in range(3)]
        ask(home, WRITE, 1)
        wait_until(lambda: waiting(home) == 0)

        for _batch in range(40):
            ask(home, WRITE, 50)
        workers[0].send_signal(signal.SIGKILL)
        for _batch in range(40):
            ask(home, WRITE, 50)
        wait_until(lambda: waiting(home) == 0)

        for worker in workers[1:]:
            worker.terminate()
        codes = [worker.wait(PATIENCE_SECONDS) for worker in workers]
        entries, leaves = (
            ask(home, f"SELECT count(*) FROM kernel_{table}")  # noqa: S608
            for table in ("journalentry", "ledgerleaf")
        )
        verified = call("ledger", "verify")
        assert codes == [-signal.SIGKILL, 0, 0]
        assert leaves == entries
        assert verified.returncode == 0, verified.stdout

    def test_ends_with_the_server_that_started_it(self, home):
        starter = (
            "import os, subprocess, sys\n"
            "worker = subprocess.Popen([sys.argv[1], 'work', '--every', '0.1',"
            " '--parent', str(os.getpid())])\n"
            "print(worker.pid, flush=True)\n"
            "sys.stdin.read()"
        )
        server = subprocess.Popen(
            [sys.executable, "-c", starter, SUNHALL],
            env=surroundings(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        worker = int(server.stdout.readline())
        ask(home, WRITE, 1)
        wait_until(lambda: waiting(home) == 0)

        server.kill()
        server.wait()

        wait_until(lambda: has_ended(worker))
        server.stdin.close()
        server.stdout.close()


def waiting(home: Path) -> int:
    """Return how many entries wait for the ledger."""
    return ask(home, "SELECT count(*) FROM kernel_ledgerpending")


def has_ended(pid: int) -> bool:
    """Tell whether a process is gone, or at least only waits for somebody to notice."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something to hold; fail if it does not in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class TestSecurityStatus:
    def test_says_what_is_dangerous_and_ends_with_two(self, call: Call):
        told = call("security", "status", "--quiet")

        assert told.returncode == 2
        assert "SUNHALL_CLAMD" in told.stdout
        assert "SUNHALL_DEBUG" not in told.stdout
