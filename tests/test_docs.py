"""The documents say what is true: commands exist, examples print what they show, links resolve."""

import re
import runpy
import shlex
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sunhall.config.cli import main as sunhall
from sunhall.kernel.actions import catalog
from sunhall.kernel.decision.checking import check_documents
from sunhall.kernel.decision.formats import load
from sunhall.kernel.events import event_types

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EXAMPLES = runpy.run_path(str(ROOT / "tools" / "examples.py"))
REFERENCE = runpy.run_path(str(ROOT / "tools" / "reference.py"))
MEASUREMENTS = runpy.run_path(str(ROOT / "tools" / "measurements.py"))

PAGES = list(EXAMPLES["pages"]())
WITH_EXAMPLES = [page for page in PAGES if "```console\n" in page.read_text(encoding="utf-8")]
GENERATED = {*(f"reference/{name}.md" for name in REFERENCE["PAGES"]), "measurements.md"}
SHELL = re.compile(r"```(?:sh|console)\n(.*?)```", re.DOTALL)
SNIPPET = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
MOST_BYTES = 250 * 1024


def name(page: Path) -> str:
    """Return how a page is called in the list of tests."""
    return str(page.relative_to(ROOT))


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the commands in a page's shell blocks, each as its words."""
    for block in SHELL.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith(("make ", "$ ", "sunhall ", ".venv/bin/sunhall ")):
                yield shlex.split(line.removeprefix("$ "), comments=True)


def links(page: Path) -> Iterator[str]:
    """Yield the addresses of links and images that lead into the checkout."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "#")):
            yield target.partition("#")[0]


class TestShellBlocks:
    @pytest.mark.parametrize("document", PAGES, ids=name)
    def test_name_only_targets_that_make_knows(self, document: Path):
        targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))

        unknown = [
            word
            for program, *words in commands(document)
            for word in words
            if program == "make" and "=" not in word and word not in targets
        ]

        assert unknown == []

    @pytest.mark.parametrize("document", PAGES, ids=name)
    def test_call_only_commands_and_options_that_exist(self, document: Path):
        unknown = [
            " ".join(words)
            for program, *words in commands(document)
            if Path(program).name == "sunhall" and not exists(words)
        ]

        assert unknown == []


def exists(words: list[str]) -> bool:
    """Tell whether `sunhall` has the subcommand that words name, with all its options."""
    command: click.Command = sunhall
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        if found is None:
            return False
        command = found
    options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    return all(word in options for word in words if word.startswith("--"))


class TestConsoleExamples:
    @pytest.mark.parametrize("document", WITH_EXAMPLES, ids=name)
    def test_print_what_the_page_shows(self, document: Path):
        text = document.read_text(encoding="utf-8")

        ran = EXAMPLES["refreshed"](text, EXAMPLES["language_of"](document))

        assert ran == text, "If this is meant: python tools/examples.py"


class TestLinks:
    @pytest.mark.parametrize("document", PAGES, ids=name)
    def test_lead_to_something(self, document: Path):
        broken = [
            target
            for target in links(document)
            if not (document.parent / target).exists()
            and str((document.parent / target).resolve().relative_to(DOCS)) not in GENERATED
        ]

        assert broken == []

    def test_pictures_are_small_enough_for_a_slow_line(self):
        heavy = [name(p) for p in DOCS.rglob("*.png") if p.stat().st_size > MOST_BYTES]

        assert heavy == []


class TestSamples:
    def test_the_tutorials_draft_has_the_three_faults_it_speaks_of(self):
        [report] = check_documents(load(DOCS / "tutorial/signs.yaml").documents)

        assert [finding.kind for finding in report.findings] == ["gap", "range", "vague"]

    def test_the_tutorials_repaired_draft_is_sound(self):
        [report] = check_documents(load(DOCS / "tutorial/signs-repaired.yaml").documents)

        assert report.is_sound

    def test_the_example_of_the_yaml_page_is_sound(self):
        first = SNIPPET.findall((DOCS / "formats/yaml.md").read_text(encoding="utf-8"))[0]

        loaded = load(first.encode(), "example.yaml")

        assert loaded.faults == ()
        assert [report.is_sound for report in check_documents(loaded.documents)] == [True]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Return the generated pages by name."""
    return REFERENCE["pages"]()


class TestReference:
    def test_names_every_act_with_its_permission(self, pages: dict[str, str]):
        missing = [
            entry.name
            for entry in catalog()
            if f"| `{entry.name.rpartition('.')[2]}` |" not in pages["acts"]
            or f"`{entry.permission}`" not in pages["permissions"]
        ]

        assert missing == []

    def test_names_every_event(self, pages: dict[str, str]):
        missing = [one.name for one in event_types() if f"## `{one.name}`" not in pages["events"]]

        assert missing == []

    def test_is_made_while_building_and_never_kept(self):
        kept = subprocess.run(
            ["git", "ls-files", "docs/reference", "docs/measurements.md"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert kept.stdout == ""


class TestChecklist:
    LINES = re.findall(
        r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (\S+) \| (.*) \|$",
        (DOCS / "security/asvs.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )

    def test_has_every_line_of_both_levels_once(self):
        levels = Counter(level for _number, level, *_rest in self.LINES)

        assert levels == {"1": 70, "2": 183}
        assert len({number for number, *_rest in self.LINES}) == 253

    def test_says_of_each_how_it_stands_and_why(self):
        wrong = [
            number
            for number, _level, _wanted, here, why in self.LINES
            if here not in ("yes", "partly", "no", "–", "city") or not why.strip()
        ]

        assert wrong == []

    def test_names_only_tests_that_exist(self):
        tests = defaultdict(str)
        for folder in ("src", "tests"):
            for path in (ROOT / folder).rglob("test_*.py"):
                tests[path.name] += path.read_text(encoding="utf-8")
        named = [
            pair
            for *_rest, why in self.LINES
            for pair in re.findall(r"`(test_\w+\.py)(?:::(\w+))?`", why)
        ]
        missing = [
            f"{file}::{test}"
            for file, test in named
            if not re.search(rf"(?:def|class) {test}\b" if test else ".", tests[file])
        ]

        assert len(named) > 100
        assert missing == []


class TestMeasurements:
    def test_show_a_ratio_with_its_peer(self):
        row = {"name": "n", "ours": 1234.5, "unit": "µs", "peer": 2, "peer_name": "p", "ratio": 0.5}

        shown = MEASUREMENTS["row"](row)

        assert shown == "| n | 1,234 µs | 2 p | 0.5× |  |  |"
