"""`sunhall database`, as a person calls it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SUNHALL = str(Path(sys.executable).with_name("sunhall"))
Call = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def sunhall() -> Iterator[Call]:
    """Return a way to call `sunhall` in a home of its own, in English."""
    home = Path(tempfile.mkdtemp(prefix="sunhall-"))
    home.chmod(0o755)
    environment = {**os.environ, "SUNHALL_HOME": str(home), "LC_ALL": "C"}
    environment.pop("DATABASE_URL", None)

    def call(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [SUNHALL, *arguments],
            capture_output=True,
            text=True,
            env={**environment, **more},
            check=False,
        )

    yield call
    call("database", "stop")
    shutil.rmtree(home)


class TestDatabase:
    def test_stays_up_from_start_to_stop(self, sunhall):
        calls = [
            sunhall("database", *words)
            for words in (
                ["status"],
                ["start"],
                ["psql", "--command", "SELECT 6 * 7"],
                ["status"],
                ["stop"],
                ["status"],
            )
        ]

        assert [call.returncode for call in calls] == [3, 0, 0, 0, 0, 3]
        assert "42" in calls[2].stdout
        assert "postgresql://sunhall@/sunhall?host=" in calls[3].stdout

    def test_lives_as_long_as_psql_if_nobody_started_it(self, sunhall):
        answer = sunhall("database", "psql", "--tuples-only", "--command", "SELECT current_user")
        status = sunhall("database", "status")

        assert answer.stdout.strip() == "sunhall"
        assert status.returncode == 3

    def test_is_not_ours_to_look_after_where_another_is_given(self, sunhall):
        answer = sunhall("database", "start", DATABASE_URL="postgresql://li@db/hall")

        assert answer.returncode == 1
        assert "DATABASE_URL" in answer.stderr

    @pytest.mark.parametrize("command", [["migrate"], ["run"], ["manage", "check"]])
    def test_that_cannot_be_is_named_without_a_traceback(self, sunhall, command):
        answer = sunhall(*command, DATABASE_URL="mysql://li@db/hall")

        assert answer.returncode == 1
        assert answer.stderr.startswith("Error: DATABASE_URL is wrong: its scheme is 'mysql'")
