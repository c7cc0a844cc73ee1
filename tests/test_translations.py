"""The English catalog says all that the Chinese sources say."""

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parent.parent / "tools/translations.py"


@pytest.fixture
def tool(tmp_path: Path) -> dict[str, Any]:
    """Return the names of the tool, which takes an empty folder for the package."""
    names = runpy.run_path(str(TOOL))
    names["sources"].__globals__["PACKAGE"] = tmp_path
    return names


class TestCatalog:
    def test_is_complete(self):
        done = subprocess.run(
            [sys.executable, str(TOOL), "check"], capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stdout


class TestLiteralsIn:
    @pytest.mark.parametrize(
        ("source", "texts"),
        [
            ('raise Refusal("没有找到")', ["没有找到"]),
            ('_("没有找到")', []),
            ('"""说明。"""', []),
            ('@action(Permission.VIEW, law="行政处罚法 第九条")\ndef view(): ...', []),
            ('re.compile("第.+条")', []),
        ],
    )
    def test_are_the_texts_that_nobody_marked(
        self, tool: dict[str, Any], tmp_path: Path, source: str, texts: list[str]
    ):
        path = tmp_path / "views.py"
        path.write_text(source, encoding="utf-8")

        found = list(tool["literals_in"](path))

        assert found == texts


class TestStrays:
    @pytest.mark.parametrize(
        ("name", "source", "lines"),
        [
            ("views.py", 'day = 1\nwords = f"第{day}天"', [2]),
            ("views.py", 'title = f"《{law}》{article}"', []),
            ("templates/page.html", '\n<p title="首页">{{ name }}</p>', [2]),
            ("templates/page.html", '{{ names|join:"、" }}', [1]),
            ("templates/page.html", '{{ names|join:_("、") }}{% translate "首页" %}', []),
            ("templates/page.html", '<p lang="zh-Hans">中文</p>', []),
            ("templates/page.html", "{% blocktranslate %}第 {{ n }} 条{% endblocktranslate %}", []),
        ],
    )
    def test_are_the_words_that_cannot_be_translated(
        self, tool: dict[str, Any], tmp_path: Path, name: str, source: str, lines: list[int]
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, encoding="utf-8")

        found = list(tool["strays"]())

        place = f"{tmp_path.name}/{name}"
        assert found == [f"neither a text nor data: {place}:{line}" for line in lines]
