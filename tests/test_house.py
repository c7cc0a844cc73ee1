"""The conventions of the house, held by reading the code."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "sunhall"
LINES_A_FILE = 400
LINES_A_FUNCTION = 60
STRAY_NAMES = {"utils", "helpers", "common", "base", "mixins", "service", "services", "misc"}
WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create"}
WRITERS = {"actions", "demo"}
CLOCKS = {("timezone", "now"), ("timezone", "localdate"), ("datetime", "now"), ("date", "today")}
EDGES = {"views", "api", "tasks", "demo", "cli", "admin", "subscribers"}


def modules() -> Iterator[Path]:
    """Yield the product's own modules: no migrations, no tests."""
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"migrations", "tests"} & set(path.relative_to(SOURCE).parts):
            yield path


def apps() -> Iterator[Path]:
    """Yield the folder of each app above the kernel."""
    yield SOURCE / "directory"
    for layer in ("centers", "platforms", "business"):
        yield from (path.parent for path in sorted((SOURCE / layer).glob("*/apps.py")))


def kind(path: Path) -> str:
    """Return which of the house's files a module belongs to: `actions`, `views`, …"""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    depth = 1 if parts[0] in {"directory", "kernel", "config"} else 2
    return parts[depth] if len(parts) > depth else parts[-1]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield every function of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node  # type: ignore[misc]


@cache
def parsed() -> list[tuple[Path, ast.Module]]:
    """Return every module with its syntax tree."""
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in modules()]


def say(path: Path, node: ast.AST | None = None) -> str:
    """Return where something stands."""
    line = f":{node.lineno}" if node is not None else ""  # type: ignore[attr-defined]
    return f"{path.relative_to(SOURCE)}{line}"


def test_no_file_is_longer_than_the_house_allows():
    long = [
        f"{say(path)} {lines}"
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_A_FILE
    ]

    assert long == []


def test_no_function_is_longer_than_the_house_allows():
    long = [
        f"{say(path, function)} {function.name}"
        for path, tree in parsed()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno >= LINES_A_FUNCTION
    ]

    assert long == []


def test_no_module_is_a_drawer_for_anything():
    stray = [say(path) for path in modules() if path.stem in STRAY_NAMES]

    assert stray == []


def test_every_module_class_and_public_function_says_what_it_is():
    silent = [
        say(path, node)
        for path, tree in parsed()
        for node in [tree, *ast.walk(tree)]
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and not getattr(node, "name", "").startswith("_")
        and getattr(node, "name", "") != "Meta"
        and ast.get_docstring(node) is None
        and not is_nested(tree, node)
        and (not isinstance(node, ast.Module) or node.body)
    ]

    assert silent == []


def is_nested(tree: ast.Module, node: ast.AST) -> bool:
    """Tell whether a node stands inside a function or a private class."""
    return any(
        node is not outer
        and (isinstance(outer, ast.FunctionDef) or outer.name.startswith("_"))
        and any(node is inner for inner in ast.walk(outer))
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.ClassDef)
    )


def test_every_action_takes_the_actor_first():
    wrong = []
    for path, tree in parsed():
        for function in functions(tree):
            if not any("action(" in ast.unparse(d) for d in function.decorator_list):
                continue
            first = (function.args.posonlyargs + function.args.args)[:1]
            if not first or first[0].arg != "by":
                wrong.append(f"{say(path, function)} {function.name}")

    assert wrong == []


def test_only_actions_and_demo_write():
    wrong = []
    for path, tree in parsed():
        if kind(path) in WRITERS or "kernel" in path.parts or "config" in path.parts:
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
                and "objects" in ast.unparse(node.func)
            ):
                wrong.append(f"{say(path, node)} {ast.unparse(node.func)}")

    assert wrong == []


def test_only_edges_read_the_clock():
    wrong = []
    for path, tree in parsed():
        if kind(path) in EDGES:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = (ast.unparse(node.func.value).split(".")[-1], node.func.attr)
                if called in CLOCKS and not (called[1] == "localdate" and node.args):
                    wrong.append(f"{say(path, node)} {'.'.join(called)}")

    assert wrong == []


def test_money_is_never_a_float():
    wrong = [
        say(path, node)
        for path, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id.endswith("_yuan")
        and "float" in ast.unparse(node.annotation)
    ]

    assert wrong == []


SECRETS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|xox[abpr]-[0-9A-Za-z-]{20,})"),
    "web token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
    "password": re.compile(
        r"(?i)\b(?:password|passwd|secret_key|api_key)\s*[:=]\s*[\"'][^\"'\s{%$<]{16,}[\"']"
    ),
    "address with a password": re.compile(r"postgres(?:ql)?://[^\s:/]+:[^\s@/{%$]{12,}@"),
}


def secrets_in(text: str) -> list[str]:
    """Return the kinds of secrets that a text gives away."""
    return [
        kind
        for kind, pattern in SECRETS.items()
        for found in pattern.finditer(text)
        if kind != "password" or "noqa: S10" not in line_of(text, found.start())
    ]


def line_of(text: str, place: int) -> str:
    """Return the line around a place of a text."""
    return text[text.rfind("\n", 0, place) + 1 :].partition("\n")[0]


def test_no_secret_is_in_the_tree():
    root = SOURCE.parent.parent
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    wrong = [
        f"{name}: {kind}"
        for name in listed.stdout.split("\0")
        if name and (root / name).is_file() and (root / name).stat().st_size < 2**20
        for kind in secrets_in((root / name).read_text("utf-8", errors="ignore"))
        if kind != "password" or "tests/" not in name
    ]

    assert wrong == []


def test_no_secret_was_ever_committed():
    root = SOURCE.parent.parent
    history = subprocess.run(
        ["git", "log", "--all", "--patch", "--unified=0", "--no-textconv", "--format=commit %h"],
        cwd=root,
        capture_output=True,
        text=True,
        errors="ignore",
        check=True,
    ).stdout
    wrong = []
    for change in history.split("\ndiff --git ")[1:]:
        name = change.partition(" ")[0]
        added = "\n".join(line[1:] for line in change.split("\n") if line.startswith("+"))
        wrong += [
            f"{name}: {kind}"
            for kind in secrets_in(added)
            if kind != "password" or "tests/" not in name
        ]

    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN " + "PRIVATE KEY-----\n" + "A" * 60,
        "AKIA" + "A" * 16,
        "ghp_" + "a" * 36,
        "password = " + repr("x" * 20),
        "postgresql://li:" + "y" * 12 + "@db/city",
    ],
)
def test_a_secret_would_be_found(text: str):
    assert len(secrets_in(text)) == 1


def test_every_requirement_is_pinned_with_its_hash():
    wrong = [
        f"{path.name}: {line}"
        for path in sorted((SOURCE.parent.parent / "requirements").glob("*.txt"))
        for line, after in pairwise([*path.read_text("utf-8").splitlines(), ""])
        if re.match(r"[A-Za-z0-9]", line)
        and not ("==" in line and after.strip().startswith("--hash=sha256:"))
    ]

    assert wrong == []


LICENSES = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|LGPL|MPL|Mozilla|ISC|Zlib|CC0|Public Domain"
)


def test_every_library_has_a_license_that_the_city_may_use():
    names = re.findall(
        r"^([A-Za-z0-9._-]+)==",
        (SOURCE.parent.parent / "requirements" / "base.txt").read_text("utf-8"),
        re.MULTILINE,
    )
    wrong = [name for name in names if is_installed(name) and not LICENSES.search(license_of(name))]

    assert len(names) > 30
    assert wrong == []


def is_installed(name: str) -> bool:
    """Tell whether a library is here; some are for other systems only."""
    return any(True for _one in metadata.distributions(name=name))


def license_of(name: str) -> str:
    """Return what a library says of its license."""
    told = metadata.metadata(name)
    classes = [one for one in told.get_all("Classifier", []) if one.startswith("License ::")]
    return " ".join([told.get("License-Expression", ""), told.get("License", "")[:100], *classes])


@pytest.mark.parametrize("app", list(apps()), ids=lambda path: path.name)
def test_rules_know_no_django(app: Path):
    for path in [app / "rules.py", *sorted((app / "rules").glob("*.py"))]:
        if not path.exists():
            continue

        imports = re.findall(r"^(?:from|import) (\S+)", path.read_text("utf-8"), re.MULTILINE)

        assert not [name for name in imports if name.startswith("django")], path


def test_nothing_names_a_registry_or_a_machine():
    hosts = [
        "p" + "ypi.org",
        "python" + "hosted",
        "registry." + "npm",
        "/" + "work/",
        "/" + "root/",
    ]
    root = SOURCE.parent.parent
    wrong = [
        f"{path.relative_to(root)}: {host}"
        for folder in ("src", "docs", "tests", "bench", "tools", "requirements", "assets/js")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
        and path.suffix in {".py", ".md", ".txt", ".in", ".js", ".html", ".yaml"}
        and "node_modules" not in path.parts
        for host in hosts
        if host in path.read_text("utf-8", errors="ignore")
    ]

    assert wrong == []
