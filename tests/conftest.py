"""What the tests of the whole city need besides: a browser."""

import os
import shutil
from typing import Any

import pytest

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
