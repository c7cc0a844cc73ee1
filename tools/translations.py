"""Keep the English catalog complete: extract, update, check and compile, without GNU gettext.

The msgids are the Chinese text itself, so Chinese needs no catalog, and nothing shown can escape:
every Chinese literal in Python is a text, marked or not, unless it is a docstring, a citation of
law (`law=`), a regular expression, or stands in a place of `DATA`. In a page, every Chinese text
is marked or under `lang="zh-Hans"`. What can be neither, such as an f-string, is a stray.

Usage: python tools/translations.py extract | update [PAIRS.po ...] | check | compile
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src/sunhall"
LOCALES = PACKAGE / "locale"
ENGLISH = LOCALES / "en/LC_MESSAGES/django.po"
LEXICON = PACKAGE / "kernel/decision/vague_words.txt"
HEADER = rb"""# English texts of Sunhall; the msgids are the Chinese originals.
msgid ""
msgstr ""
"Project-Id-Version: Sunhall\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
CONTEXT_FIRST = ((1, "c"), 2)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": CONTEXT_FIRST,
    "pgettext_lazy": CONTEXT_FIRST,
    "npgettext": (*CONTEXT_FIRST, 3),
    "npgettext_lazy": (*CONTEXT_FIRST, 3),
}
CHINESE = re.compile(r"[\u3001\u3002\u3010-\u303f\u3400-\u9fff\uff01-\uff5e]")
DATA = (
    "business/citizencards/demo.py",
    "business/citizencards/rules/checker/",
    "business/penalties/actions/blank.py:blank_document",
    "business/penalties/api/",
    "business/penalties/demo/",
    "business/penalties/queries/particulars.py:ONLY_CORRECTED",
    "business/penalties/queries/particulars.py:PENAL",
    "business/penalties/queries/particulars.py:REFERENCE",
    "business/penalties/rules/conduct.py",
    "business/penalties/rules/limits.py",
    "business/penalties/rules/marks.py",
    "business/penalties/rules/papers.py:PAPERS",
    "business/penalties/rules/wording.py",
    "business/supervision/demo.py",
    "centers/access/actions/authority.py:hold_ceremony",
    "centers/access/demo.py",
    "centers/data/demo/",
    "centers/data/forms.py:SEPARATORS",
    "config/api.py:api",
    "config/cli/deadline.py:deadline",
    "config/settings.py:SUNHALL_CITY",
    "directory/demo/bulk.py",
    "directory/demo/city.py",
    "directory/demo/roles.py",
    "directory/demo/items.py",
    "directory/demo/resources.py",
    "directory/forms/items.py:SEPARATOR",
    "kernel/masking.py:SOMEBODY",
    "directory/queries/authority.py:system_actor",
    "directory/rules/fields.py",
    "directory/rules/items/gate.py:UNCLEAR",
    "directory/rules/items/importing.py",
    "directory/rules/tables.py",
    "kernel/decision/amounts.py:YUAN",
    "kernel/decision/checker/",
    "kernel/decision/deciding.py:_FINE",
    "kernel/decision/facts.py:_FLAGS",
    "kernel/decision/formats/as_dmn.py:_FINE",
    "kernel/decision/formats/as_yaml.py:_FIRST_HAN",
    "kernel/decision/formats/cells.py:YES",
    "kernel/decision/formats/cells.py:_SEPARATORS",
    "kernel/decision/formats/columns.py",
    "kernel/decision/formats/dmn_writing.py:_FINE",
    "kernel/decision/formats/example.py",
    "kernel/decision/formats/rows.py:FINE",
    "kernel/decision/formats/rows.py:_DURATIONS",
    "kernel/decision/formats/rows.py:_duration",
    "kernel/decision/formats/tables.py:INCLUDED",
    "kernel/decision/formulas.py:_SCORE",
    "kernel/decision/formulas.py:_UNITS",
    "kernel/decision/grid/",
    "kernel/decision/reading.py:_FIXED_BY",
    "kernel/decision/sanctions.py",
    "kernel/decision/wording.py:KINDS",
    "kernel/decision/wording.py:UNITS",
    "kernel/decision/words.py:_MASK",
    "kernel/identifiers/documents.py",
    "kernel/identifiers/kinds.py:KINDS",
    "kernel/identifiers/values.py:PROVINCES",
    "kernel/ledger/checker/",
    "kernel/money.py",
    "kernel/numbers.py:WRITTEN",
    "kernel/search.py",
    "platforms/portal/views/front.py:DOORS",
    "platforms/portal/views/guides.py:EVERYDAY",
)
"""Files, folders and definitions (`file:name`) whose Chinese is data, or speaks for itself."""
FILES_OF_DATA = tuple(place for place in DATA if ":" not in place)
BLOCK = "blocktranslate"
MARKED_IN_TAG = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")
IN_CHINESE = re.compile(
    r"""<(\w+)[^<>]* lang="zh-Hans".*?</\1>|{% law_article .*?{% endlaw_""", re.S
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{(\w*)\}")


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(description="Keep the English catalog complete.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="print every text of the sources as a catalog")
    update = commands.add_parser("update", help="bring the catalog up to date with the sources")
    update.add_argument("pairs", nargs="*", type=Path, help="files with translations to take in")
    commands.add_parser("check", help="list what is missing; exit 1 if anything is")
    commands.add_parser("compile", help="write the .mo files")
    chosen = parser.parse_args()

    if chosen.command == "extract":
        write_po(sys.stdout.buffer, extracted(), sort_output=True, omit_header=True)
    elif chosen.command == "update":
        update_catalog(chosen.pairs)
    elif chosen.command == "check":
        findings = [*check_catalog(read(ENGLISH), extracted()), *strays()]
        print("\n".join(findings) or f"{ENGLISH.name}: complete")
        raise SystemExit(1 if findings else 0)
    else:
        compile_catalogs()


def extracted() -> Catalog:
    """Return every text that the sources ask to translate."""
    catalog = Catalog(locale="en", fuzzy=False, charset="utf-8")
    for path in sources():
        place = path.relative_to(PACKAGE.parent).as_posix()
        for _line, ids, comments, context in messages_in(path):
            catalog.add(ids, None, [(place, 0)], auto_comments=comments, context=context)
        if path.suffix == ".py":
            for literal in literals_in(path):
                catalog.add(literal, None, [(place, 0)])
    for words in words_of_lexicon():
        catalog.add(words, None, [(LEXICON.relative_to(PACKAGE.parent).as_posix(), 0)])
    return catalog


def words_of_lexicon() -> Iterator[str]:
    """Yield the categories and the advice of the vague words, which findings repeat."""
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        _word, category, *advice = [*line.split("\t"), ""]
        if category and not line.startswith(("#", "allow:")):
            yield category
            yield from filter(None, [re.sub(r"^(\[[a-z]+\])+\s*", "", advice[0]).strip()])


def sources() -> Iterator[Path]:
    """Yield the Python files and the pages whose words people see."""
    for path in sorted(PACKAGE.rglob("*")):
        is_page = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if (is_page or path.suffix == ".py") and not {"tests", "migrations"} & set(path.parts):
            yield path


def messages_in(path: Path) -> Iterator[Any]:
    """Yield the texts of one Python file or Django template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Inside parentheses Python takes no notice of indentation.
        source = f"({templatize(source)}\n)"
    yield from extract("python", BytesIO(source.encode()), KEYWORDS, ["Translators"])


def literals_in(path: Path) -> Iterator[str]:
    """Yield the Chinese literals of a Python file that are texts without being marked."""
    tree = ast.Module([*shown_in(path)], [])
    passed_over = set(map(id, not_shown(tree)))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in passed_over:
            continue
        if isinstance(node.value, str) and CHINESE.search(node.value):
            yield node.value


def not_shown(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the literals that are not texts, and those that are marked already."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) or (isinstance(node, ast.keyword) and node.arg == "law"):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            yield from node.args if called in KEYWORDS else ()
            yield from ast.walk(node) if called.startswith("re.") else ()


def shown_in(path: Path) -> Iterator[ast.stmt]:
    """Yield the statements of a Python file that are not data."""
    place = path.relative_to(PACKAGE).as_posix()
    if not place.startswith(FILES_OF_DATA):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if not any(f"{place}:{name}" in DATA for name in names_of(statement)):
                yield statement


def names_of(statement: ast.stmt) -> list[str]:
    """Return the names that a statement of a module defines."""
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return [node.id for one in targets for node in ast.walk(one) if isinstance(node, ast.Name)]
    return [getattr(statement, "name", "")]


def strays() -> Iterator[str]:
    """Yield the Chinese that is neither a text nor data, one place a line."""
    for path in sources():
        strays_in = strays_in_python if path.suffix == ".py" else strays_in_page
        for line in strays_in(path):
            place = path.relative_to(PACKAGE.parent).as_posix()
            yield f"neither a text nor data: {place}:{line}"


def strays_in_python(path: Path) -> Iterator[int]:
    """Yield the lines of f-strings with Chinese words."""
    for node in ast.walk(ast.Module([*shown_in(path)], [])):
        if isinstance(node, ast.JoinedStr):
            pieces = (piece.value for piece in node.values if isinstance(piece, ast.Constant))
            if CHINESE.search("".join(map(str, pieces))):
                yield node.lineno


def strays_in_page(path: Path) -> Iterator[int]:
    """Yield the lines of a page whose Chinese is not marked."""
    source = path.read_text(encoding="utf-8")
    is_marked = False
    for token in Lexer(
        IN_CHINESE.sub(lambda found: "\n" * found[0].count("\n"), source)
    ).tokenize():
        tag = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        is_marked = {BLOCK: True, f"end{BLOCK}": False}.get(tag, is_marked)
        if is_marked or tag == "translate" or token.token_type is TokenType.COMMENT:
            continue
        bare = MARKED_IN_TAG.sub("", token.contents)
        if stray := CHINESE.search(bare):
            yield (token.lineno or 1) + bare.count("\n", 0, stray.start())


def read(path: Path) -> Catalog:
    """Return a catalog as it stands on disk."""
    with path.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def update_catalog(pairs: Iterable[Path]) -> None:
    """Add what is new, take in translations, drop what the sources no longer say."""
    catalog = extracted()
    known = [read(path) for path in [ENGLISH, *pairs] if path.exists()]
    for message in entries(catalog):
        for translations in known:
            found = translations.get(message.id, message.context) or translations.get(
                single(message)
            )
            if found and any(strings(found)) and not any(strings(message)):
                message.string = fitting(message, found)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        file.write(HEADER)
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False, omit_header=True)
    missing = sum(not all(strings(message)) for message in entries(catalog))
    print(f"{len(catalog)} texts, {missing} without translation")


def compile_catalogs() -> None:
    """Write the .mo file beside each .po file, whole at once: somebody may be reading it."""
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        fresh = path.with_suffix(".mo.part")
        with fresh.open("wb") as file:
            write_mo(file, read(path))
        fresh.replace(path.with_suffix(".mo"))


def check_catalog(catalog: Catalog, wanted: Catalog) -> Iterator[str]:
    """Yield what keeps the catalog from being complete, one finding a line."""
    if catalog.fuzzy:
        yield "header: fuzzy"
    for message in catalog.obsolete.values():
        yield f"obsolete: {single(message)}"
    for message in entries(wanted):
        found = catalog.get(message.id, message.context)
        if found is None or not all(strings(found)):
            yield f"untranslated: {single(message)}  ({message.locations[0][0]})"
    for message in entries(catalog):
        if wanted.get(message.id, message.context) is None:
            yield f"not in the sources: {single(message)}"
        if message.fuzzy:
            yield f"fuzzy: {single(message)}"
        yield from placeholder_faults(message)


def placeholder_faults(message: Message) -> Iterator[str]:
    """Yield translations that lose a placeholder, or name one the original has not."""
    expected = set(PLACEHOLDER.findall(single(message)))
    for string in filter(None, strings(message)):
        if set(PLACEHOLDER.findall(string)) != expected:
            yield f"placeholders differ: {single(message)} -> {string}"


def entries(catalog: Catalog) -> Iterator[Message]:
    """Yield the texts of a catalog without its header."""
    return (message for message in catalog if message.id)


def single(message: Message) -> str:
    """Return the original, in the singular where there are two."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def strings(message: Message) -> list[str]:
    """Return the translations of a text: one, or one for each plural form."""
    found = message.string or ""
    return [found] if isinstance(found, str) else list(found)


def fitting(message: Message, found: Message) -> str | tuple[str, ...]:
    """Return a translation in the shape the original needs."""
    given = strings(found)
    if isinstance(message.id, str):
        return given[0]
    return tuple(given) if len(given) > 1 else (given[0], given[0])


if __name__ == "__main__":
    main()
