"""`sunhall run`, served for real: up, taken port, Ctrl-C, and killed without warning."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from sunhall.kernel.postgres.cluster import Cluster

SUNHALL = str(Path(sys.executable).with_name("sunhall"))
PATIENCE_SECONDS = 120

pytestmark = pytest.mark.xdist_group("sunhall run")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Return a home with a migrated database that has been shut down."""
    folder = Path(tempfile.mkdtemp(prefix="sunhall-"))
    folder.chmod(0o755)
    subprocess.run([SUNHALL, "migrate"], env=surroundings(folder), check=True, capture_output=True)
    yield folder
    Cluster(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture
def port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
        assert isinstance(number, int)
        return number


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a program that lives in a home."""
    environment = {**os.environ, "SUNHALL_HOME": str(home), "LC_ALL": "C"}
    environment.pop("DATABASE_URL", None)
    return environment


def serve(home: Path, port: int) -> "subprocess.Popen[str]":
    """Serve an empty city in a process group of its own."""
    return subprocess.Popen(
        [SUNHALL, "run", "--no-demo", "--port", str(port)],
        env=surroundings(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def first_answer(port: int) -> int:
    """Wait for the server and return the status of its first answer."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        finally:
            connection.close()


class TestRun:
    def test_serves_until_ctrl_c_and_then_stops_the_database(self, home, port):
        server = serve(home, port)
        status = first_answer(port)
        running = Cluster(home).is_running()

        os.killpg(server.pid, signal.SIGINT)
        said = server.communicate(timeout=30)[0]

        assert (status, running, Cluster(home).is_running()) == (200, True, False)
        assert server.returncode == 0
        assert f"http://127.0.0.1:{port}/" in said
        assert "Traceback" not in said

    def test_says_that_the_port_is_taken_and_names_another(self, home):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]

            said = serve(home, port).communicate(timeout=30)[0]

        assert f"--port {port + 1}" in said
        assert not Cluster(home).is_running()

    def test_comes_back_after_being_killed_without_warning(self, home, port):
        killed = serve(home, port)
        first_answer(port)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()

        server = serve(home, port)
        status = first_answer(port)

        os.killpg(server.pid, signal.SIGINT)
        server.communicate(timeout=30)
        assert status == 200
        assert not Cluster(home).is_running()
