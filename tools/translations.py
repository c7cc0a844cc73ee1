"""Keep the English catalog complete: extract, update, check and compile, without GNU gettext.

The msgids are the Chinese text itself, so Chinese needs no catalog.

Usage: python tools/translations.py extract | update [PAIRS.po ...] | check | compile
"""

from __future__ import annotations

import argparse
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
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src/sunhall"
LOCALES = PACKAGE / "locale"
ENGLISH = LOCALES / "en/LC_MESSAGES/django.po"
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
}
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
        findings = list(check_catalog(read(ENGLISH), extracted()))
        print("\n".join(findings) or f"{ENGLISH.name}: complete")
        raise SystemExit(1 if findings else 0)
    else:
        compile_catalogs()


def extracted() -> Catalog:
    """Return every text that the sources ask to translate."""
    catalog = Catalog(locale="en", fuzzy=False, charset="utf-8")
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "tests" in path.parts:
            continue
        place = path.relative_to(PACKAGE.parent).as_posix()
        for _line, ids, comments, context in messages_in(path):
            catalog.add(ids, None, [(place, 0)], auto_comments=comments, context=context)
    return catalog


def messages_in(path: Path) -> Iterator[Any]:
    """Yield the texts of one Python file or Django template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Inside parentheses Python takes no notice of indentation.
        source = f"({templatize(source)}\n)"
    yield from extract("python", BytesIO(source.encode()), KEYWORDS, ["Translators"])


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
    """Write the .mo file beside each .po file."""
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


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
