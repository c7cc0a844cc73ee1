"""A whole demo city, served as `make run` serves it, for stories told in a real browser."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Cookie, Page

from tests.nginx import free_port
from tests.stories.desk import Desk

START_SECONDS = 600
REPO = Path(__file__).resolve().parents[2]
SUNHALL = (sys.executable, "-m", "sunhall.config.cli")


@pytest.fixture(scope="session")
def environment() -> Iterator[dict[str, str]]:
    """Return the environment of a city with its own database, and a socket for certificates."""
    with (
        tempfile.TemporaryDirectory(prefix="sunhall-", ignore_cleanup_errors=True) as home,
        tempfile.TemporaryDirectory(prefix="sunhall-") as sockets,
    ):
        Path(home).chmod(0o755)
        inherited = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        socket_place = f"{sockets}/certificates.sock"
        yield inherited | {"SUNHALL_HOME": home, "SUNHALL_CERTIFICATE_SOCKET": socket_place}


@pytest.fixture(scope="session")
def city(environment: dict[str, str]) -> Iterator[str]:
    """Serve a fresh demo city, and return its address."""
    port = free_port()
    server = subprocess.Popen(
        [*SUNHALL, "run", "--port", str(port)],
        env=environment,
        cwd=REPO,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the city answers; fail if it ends before it does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, f"sunhall run ended with {server.returncode}"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(f"no answer within {START_SECONDS} seconds")


@pytest.fixture
def sign_in(page: Page, city: str) -> Callable[[str], None]:
    """Return what signs on as one of the demo cast, by one click; once a test, and then goes on."""
    sessions: dict[str, list[Cookie]] = {}

    def enter(login: str) -> None:
        page.context.clear_cookies()
        if login in sessions:
            page.context.add_cookies(sessions[login])
            page.goto("about:blank")
            return
        page.goto(f"{city}/account/sign-in/")
        page.locator(f'form[action$="/demo/{login}/"] button').click()
        page.wait_for_load_state()
        sessions[login] = page.context.cookies()

    return enter


@pytest.fixture(scope="session")
def photo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a photo as phones take them: of a stall, in JPEG."""
    path = tmp_path_factory.mktemp("photos") / "stall.jpg"
    page = browser.new_page(viewport={"width": 320, "height": 240})
    page.set_content("<h1>🍎🍊🍌</h1>")
    page.screenshot(path=path, type="jpeg")
    page.close()
    return path


@pytest.fixture
def desk(page: Page, sign_in: Callable[[str], None], city: str, photo: Path) -> Desk:
    """Return a desk that confirms whatever is asked once more."""
    page.on("dialog", lambda dialog: dialog.accept())
    return Desk(page, sign_in, city, photo)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """Read the pages in Chinese, as the city's people do."""
    return {**browser_context_args, "locale": "zh-CN"}
