"""What the browser's tests share: an eye for accessibility, and one for the content policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).resolve().parents[2] / "assets/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
RUN = "rules => axe.run({runOnly: rules})"
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"

Findings = Callable[[Page], list[str]]


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
