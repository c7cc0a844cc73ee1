"""The English catalog says all that the Chinese sources say."""

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parent.parent / "tools/translations.py"


class TestCatalog:
    def test_is_complete(self):
        done = subprocess.run(
            [sys.executable, str(TOOL), "check"], capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stdout
