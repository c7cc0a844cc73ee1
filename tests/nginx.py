"""A real nginx in front of the city, with the sample configuration of `deploy/nginx`."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "deploy/nginx/certificates.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WHY_SKIPPED = "no nginx here: apt-get install nginx-light"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def nginx_for_certificates(folder: Path, port: int, listener: str) -> Iterator[list[str]]:
    """Serve client certificates on a port; return the command that speaks to the server.

    In the folder are the server's certificates.pem and certificates.key, and ca.pem and crl.pem as
    `sunhall ca export` writes them. `listener` is the city's Unix socket.
    """
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("/etc/nginx/sunhall", str(folder)),
        ("/run/sunhall/certificates.sock", listener),
    ):
        assert old in text
        text = text.replace(old, new)
    places = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in TEMPORARY)
    (folder / "nginx.conf").write_text(
        f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\n"
        f"events {{}}\nhttp {{ access_log off;\n{places}\n{text} }}",
        encoding="utf-8",
    )
    command = [str(NGINX), "-e", "stderr", "-c", f"{folder}/nginx.conf"]
    process = subprocess.Popen(command)
    _wait_for(port)
    yield command
    process.terminate()
    process.wait()


def _wait_for(port: int) -> None:
    """Wait until somebody answers on a port."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError("nginx does not answer")
