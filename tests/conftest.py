"""What the tests of the whole city need besides: a browser, and an eye for what it shows."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).resolve().parents[1] / "assets/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
RUN = "rules => axe.run({runOnly: rules})"
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"

Findings = Callable[[Page], list[str]]
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], monkeypatch_session: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Launch the system's Chromium: the one `CHROMIUM` names, or the first on the path.

    The browser is driven from an event loop, inside which Django would refuse the database.
    """
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium here; tools/chromium.py says how to get it")
    monkeypatch_session.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return {**browser_type_launch_args, "executable_path": found}


@pytest.fixture(scope="session")
def monkeypatch_session() -> Any:
    """Change the environment for the session."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="session")
def axe() -> Findings:
    """Return what lists the accessibility findings of the page a browser shows, one a line."""
    source = AXE.read_text(encoding="utf-8")

    def findings(page: Page) -> list[str]:
        page.evaluate(source)
        result = page.evaluate(RUN, RULES)
        return [
            f"{page.url}: {violation['id']}: {violation['help']}: {node['html']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return findings


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about: blocked scripts and styles, missing files."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    page.remove_listener("console", listen)


@pytest.fixture(scope="session")
def overflow() -> Callable[[Page], int]:
    """Return what measures by how many pixels a page is wider than its window."""
    return lambda page: int(page.evaluate(OVERFLOW))
