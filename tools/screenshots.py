"""Take the documents' screenshots of a demo city of their own: `python tools/screenshots.py`.

The city lives in a folder that is removed afterwards, on a free port. Chromium is the one that
`tools/chromium.py` finds.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from chromium import HELP, find

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DRAFT = ROOT / "docs" / "tutorial" / "signs.yaml"
WINDOW = {"width": 1280, "height": 800}
LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
STALL = {"refused": "true", "place": "人行道", "area": "3", "prior": "0"}
DRAFTED = "QD-CG-006"
CASE = re.compile(r"/cases/\d+/")
MATTER = "/hall/matters/QD-CG-001/"
PATIENCE_SECONDS = 180
NO_SANDBOX = ["--no-sandbox"] if os.geteuid() == 0 else []


def main() -> None:
    """Take every picture in every language."""
    browser_path = find()
    if browser_path is None:
        sys.exit(HELP)
    IMAGES.mkdir(exist_ok=True)
    with city() as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=NO_SANDBOX)
        for language, locale in LANGUAGES.items():
            page = browser.new_page(locale=locale, base_url=root, viewport=WINDOW)
            for name in visit(page, language):
                page.screenshot(path=IMAGES / f"{name}-{language}.png", animations="disabled")
                print(f"{name}-{language}.png")
            page.close()
        browser.close()


def visit(page: Page, language: str) -> Iterator[str]:
    """Go to each place worth a picture, and yield its name."""
    page.goto("/hall/")
    yield "hall"
    page.goto(f"{MATTER}calculate/?{urlencode(STALL)}")
    yield "calculator"
    page.goto(f"{MATTER}proof/?recheck=1")
    yield "proof"
    enter(page, "li", "/benchmarks/import/")
    if language == next(iter(LANGUAGES)):
        page.set_input_files("input[type=file]", DRAFT)
        submit(page, "input[type=file]")
        page.locator("input[value=readable]").check()
        submit(page, "input[value=readable]")
    page.goto(f"/benchmarks/?q={DRAFTED}")
    page.locator("main table th a, main table td a").first.click()
    page.goto(f"{page.url}edit/")
    yield "editor"
    enter(page, "sun", "/cases/?queue=organization")
    page.goto(next(filter(CASE.fullmatch, addresses(page))))
    yield "case"
    enter(page, "zhao", "/supervision/?severity=red")
    page.locator("#findings").get_by_role("link").first.click()
    yield "supervision"


def addresses(page: Page) -> list[str]:
    """Return where the links of a page's main part lead to."""
    script = "all => all.map(link => link.getAttribute('href'))"
    return list(page.locator("main a").evaluate_all(script))


def enter(page: Page, login: str, path: str) -> None:
    """Sign on as one of the demo cast, and go somewhere."""
    page.context.clear_cookies()
    page.goto(f"/account/sign-in/?next={path}")
    page.locator(f"form[action='/account/demo/{login}/'] button").click()


def submit(page: Page, field: str) -> None:
    """Send the form that a field belongs to."""
    with page.expect_navigation():
        page.locator(field).evaluate("field => field.form.requestSubmit()")


@contextmanager
def city() -> Iterator[str]:
    """Serve a demo city for a block; return its address."""
    with tempfile.TemporaryDirectory(prefix="sunhall-", ignore_cleanup_errors=True) as home:
        port = free_port()
        command = [str(Path(sys.executable).with_name("sunhall")), "run", "--port", str(port)]
        environment = {**os.environ, "SUNHALL_HOME": home, "SUNHALL_DEMO": "1"}
        environment.pop("DATABASE_URL", None)
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the city answers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=30).close()  # noqa: S310  our own address
        except URLError:
            time.sleep(0.5)
        else:
            return
    sys.exit("The city did not start.")


if __name__ == "__main__":
    main()
