"""Print where the browser for the browser's tests is; install it where that is possible.

On Debian, root gets it from apt, with a Chinese font. Elsewhere a message says what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
PACKAGES = ("chromium", "fonts-noto-cjk")

HELP = """\
The browser's tests need Chromium or Google Chrome, and none is installed.
  Debian:  sudo apt-get install chromium fonts-noto-cjk
  macOS:   brew install --cask google-chrome
Or leave them out:  make test BROWSER=no"""


def main() -> None:
    """Print the browser's path, or how to get one."""
    if may_install() and (find() is None or not writes_chinese()):
        install()
    browser = find()
    if browser is None:
        sys.exit(HELP)
    print(browser)


def find() -> str | None:
    """Return the path of a browser: the one named by `CHROMIUM`, or an installed one."""
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else []
    on_path = (shutil.which(name) for name in (*named, *NAMES))
    applications = (str(path) for path in APPLICATIONS if path.exists())
    return next((path for path in (*on_path, *applications) if path), None)


def writes_chinese() -> bool:
    """Return whether a font with Chinese characters is installed."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout)


def may_install() -> bool:
    """Return whether apt is here and we are allowed to use it."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> None:
    """Install browser and font from Debian; apt's own words go to the error stream."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    for command in (["apt-get", "update"], install):
        subprocess.run(command, stdout=sys.stderr, env=environment, check=False)


if __name__ == "__main__":
    main()
