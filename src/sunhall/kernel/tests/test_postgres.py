"""The embedded server, tried with real processes: starting at once, killing, stopping."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from sunhall.kernel.postgres.account import STATE
from sunhall.kernel.postgres.cluster import Cluster
from sunhall.kernel.postgres.errors import DatabaseUnavailable

PROGRAM = """
import sys
from pathlib import Path
import psycopg
from sunhall.kernel.postgres.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]))
"""
HOLD = "with cluster.held(): print('up', flush=True); sys.stdin.readline()"
START = "print(cluster.ensure_running())"
WRITE = """
with cluster.held(), psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
    connection.execute("CREATE TABLE written (number integer)")
    for number in range(1_000_000):
        connection.execute("INSERT INTO written VALUES (%s)", [number])
        print(number, flush=True)
"""


@pytest.fixture(scope="module")
def old_home() -> Iterator[Path]:
    """Return a home that the tests of this file share: making new data takes a second."""
    with folder_for_everybody() as folder:
        yield folder


@pytest.fixture
def home() -> Iterator[Path]:
    """Return a home that everybody may enter, unlike pytest's own folders; empty it afterwards."""
    with folder_for_everybody() as folder:
        yield folder


@pytest.fixture
def new_cluster(home: Path) -> Iterator[Cluster]:
    """Return a cluster that has not been made yet."""
    cluster = Cluster(home)
    yield cluster
    dispose(cluster)


@pytest.fixture
def cluster(old_home: Path) -> Iterator[Cluster]:
    """Return a cluster that has been started and stopped before."""
    cluster = Cluster(old_home)
    cluster.ensure_running()
    cluster.stop()
    yield cluster
    cluster.keep(False)
    cluster.stop()


@contextmanager
def folder_for_everybody() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sunhall-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def dispose(cluster: Cluster) -> None:
    """Stop a cluster and remove what of it lies outside its home."""
    data, sockets = cluster.data, cluster.socket_folder
    cluster.stop()
    if data.parent != cluster.home:
        shutil.rmtree(data.parent)
    if sockets != cluster.home / "postgres":
        shutil.rmtree(sockets, ignore_errors=True)


def program(cluster: Cluster, body: str) -> "subprocess.Popen[str]":
    """Start another program that uses the cluster, in a process group of its own."""
    command = [sys.executable, "-c", PROGRAM + body, str(cluster.home)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_server(cluster: Cluster) -> None:
    """Kill the server and all its processes as the power switch would."""
    doomed = cluster.processes()
    for process in doomed:
        process.kill()
    psutil.wait_procs(doomed, timeout=10)


def ask(cluster: Cluster, query: str) -> object:
    """Return the one value that a query answers."""
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


class TestEnsureRunning:
    def test_makes_a_database_that_keeps_every_acknowledged_write(self, new_cluster):
        started = new_cluster.ensure_running()

        settings = "server_encoding fsync synchronous_commit full_page_writes listen_addresses"
        shown = [ask(new_cluster, f"SHOW {name}") for name in settings.split()]
        assert started
        assert shown == ["UTF8", "on", "on", "on", ""]
        assert ask(new_cluster, "SELECT '裁量' ~ '^\\w+$' AND upper('é') = 'É'") is True

    def test_gives_the_program_no_power_over_the_server(self, cluster):
        cluster.ensure_running()

        assert ask(
            cluster, "SELECT current_user || rolsuper FROM pg_roles WHERE rolname = user"
        ) == ("sunhallfalse")

    def test_lets_only_the_owner_reach_the_server(self, cluster):
        cluster.ensure_running()

        mode = stat.S_IMODE(cluster.socket_folder.stat().st_mode)
        assert mode == 0o700

    def test_starts_one_server_for_several_programs_at_once(self, new_cluster):
        programs = [program(new_cluster, START) for _ in range(3)]

        answers = [started.communicate(timeout=60)[0].strip() for started in programs]

        assert sorted(answers) == ["False", "False", "True"]

    def test_recovers_from_the_death_of_the_server(self, cluster):
        cluster.ensure_running()
        kill_server(cluster)

        started = cluster.ensure_running()

        assert started
        assert ask(cluster, "SELECT 1") == 1

    def test_is_not_misled_by_a_number_that_is_another_program_now(self, cluster):
        cluster.ensure_running()
        kill_server(cluster)
        other = subprocess.Popen(["sleep", "60"], cwd="/", **as_owner(cluster))
        for written in (
            cluster.data / "postmaster.pid",
            cluster.socket_folder / ".s.PGSQL.5432.lock",
        ):
            lines = written.read_text().split("\n")
            written.write_text("\n".join([str(other.pid), *lines[1:]]))

        started = cluster.ensure_running()

        other.kill()
        other.wait()
        assert started

    def test_makes_the_data_anew_after_being_killed_while_making_them(self, new_cluster):
        half = new_cluster.home / "postgres.new"
        half.mkdir()
        (half / "PG_VERSION").write_text("18\n")

        started = new_cluster.ensure_running()

        assert started
        assert not half.exists()

    def test_works_in_a_folder_whose_name_is_too_long_for_a_socket(self, home):
        cluster = Cluster(home / ("很长的名字" * 5) / ("long" * 30))

        started = cluster.ensure_running()

        assert started
        assert len(str(cluster.socket_folder)) < 90
        dispose(cluster)

    def test_refuses_a_folder_of_the_socket_that_somebody_else_has_put_there(self, home):
        cluster = Cluster(home / ("long" * 30))
        cluster.socket_folder.mkdir(mode=0o777)
        cluster.socket_folder.chmod(0o777)

        with pytest.raises(DatabaseUnavailable, match="not this database's own"):
            cluster.ensure_running()

        dispose(cluster)

    def test_refuses_the_data_of_another_version(self, new_cluster):
        new_cluster.data.mkdir()
        (new_cluster.data / "PG_VERSION").write_text("16\n")

        with pytest.raises(
            DatabaseUnavailable, match=r"made by PostgreSQL 16.*carries 18.*pg_dump"
        ):
            new_cluster.ensure_running()

    def test_refuses_a_folder_that_holds_something_else(self, new_cluster):
        new_cluster.data.mkdir()

        with pytest.raises(DatabaseUnavailable, match="is not a database"):
            new_cluster.ensure_running()

    def test_repeats_what_the_server_complained_about(self, new_cluster):
        new_cluster.ensure_running()
        new_cluster.stop()
        (new_cluster.data / "global" / "pg_control").write_bytes(b"")

        with pytest.raises(DatabaseUnavailable, match="pg_ctl"):
            new_cluster.ensure_running()


class TestHeld:
    def test_keeps_the_server_until_the_last_program_leaves(self, cluster):
        first, second = program(cluster, HOLD), program(cluster, HOLD)
        assert first.stdout.readline() == second.stdout.readline() == "up\n"

        first.communicate("\n")
        after_first = cluster.is_running()
        second.communicate("\n")
        after_second = cluster.is_running()

        assert (after_first, after_second) == (True, False)

    def test_leaves_a_server_that_somebody_is_connected_to(self, cluster):
        with cluster.held():
            connection = psycopg.connect(cluster.conninfo())

        running = cluster.is_running()
        connection.close()
        assert running

    def test_leaves_a_server_that_is_to_be_kept(self, cluster):
        with cluster.held():
            cluster.keep(True)

        assert cluster.is_running()

    def test_loses_no_acknowledged_write_when_everything_is_killed(self, cluster):
        writer = program(cluster, WRITE)
        while writer.stdout.readline() != "200\n":
            pass

        os.killpg(writer.pid, signal.SIGKILL)
        kill_server(cluster)
        acknowledged = int(writer.stdout.read().rpartition("\n")[0].rpartition("\n")[2] or 200)
        writer.communicate()
        cluster.ensure_running()

        assert ask(cluster, "SELECT count(*) = max(number) + 1 FROM written") is True
        assert ask(cluster, "SELECT max(number) FROM written") >= acknowledged >= 200

    def test_takes_over_the_server_of_a_killed_program_and_stops_it(self, cluster):
        killed = program(cluster, HOLD)
        killed.stdout.readline()
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
        survived = cluster.is_running()

        with cluster.held():
            pass

        assert survived
        assert not cluster.is_running()


class TestStop:
    def test_says_whether_there_was_anything_to_stop(self, cluster):
        cluster.ensure_running()

        assert (cluster.stop(), cluster.stop()) == (True, False)

    def test_shuts_down_cleanly(self, cluster):
        cluster.ensure_running()

        cluster.stop()

        control = [str(cluster.program("pg_controldata")), str(cluster.data)]
        assert "shut down\n" in subprocess.check_output(control, text=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as root and as somebody else")
class TestAccount:
    def test_is_another_one_than_root(self, cluster):
        cluster.ensure_running()

        assert psutil.Process(cluster.server_pid()).uids().effective != 0

    def test_finds_a_place_where_root_keeps_his_home_closed(self, home):
        home.chmod(0o700)
        cluster = Cluster(home / "var")

        started = cluster.ensure_running()

        assert started
        assert cluster.data.is_relative_to(STATE)
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        dispose(cluster)

    def test_may_be_an_ordinary_user(self, home):
        home.chmod(0o777)
        cluster = Cluster(home / "var")
        nobody = {"user": 65534, "group": 65534, "extra_groups": []}

        started = run_as(cluster, nobody)

        assert started == "True"
        assert cluster.data.stat().st_uid == 65534
        assert cluster.ensure_running() is False

    def test_of_another_user_keeps_its_data_to_itself(self, cluster):
        cluster.ensure_running()
        cluster.stop()
        nobody = {"user": 65534, "group": 65534, "extra_groups": []}

        said = run_as(cluster, nobody)

        assert "belongs to another user" in said


def as_owner(cluster: Cluster) -> dict[str, object]:
    """Return how to start a program as the account of the server."""
    account = cluster.account
    if account.is_present_user:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def run_as(cluster: Cluster, user: dict[str, object]) -> str:
    """Start the cluster as another user and return what the program says last."""
    python = readable_python(user)
    command = [*python, PROGRAM + START, str(cluster.home)]
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "HOME": "/nonexistent"}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", env=environment, check=False, **user
    )
    return (done.stdout + done.stderr).strip().split("\n")[-1]


def readable_python(user: dict[str, object]) -> list[str]:
    """Return a Python that another user can start, or skip where there is none."""
    for python in (sys.executable, f"/usr/bin/python{sys.version_info[0]}.{sys.version_info[1]}"):
        try:
            if not subprocess.run([python, "-c", ""], cwd="/", check=False, **user).returncode:
                return [python, "-c"]
        except OSError:
            continue
    pytest.skip("this Python lies where no other user can start it")
