"""Check penalty benchmarks in files, decide by them, and carry them from format to format.

No server and no database is needed. Findings and decisions go to standard output, everything
said about them to standard error.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NoReturn

import click
from django.utils.translation import gettext as _

from sunhall.kernel.decision.checking import Report, check_document
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.deciding import decide as decide_case
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.findings import Finding
from sunhall.kernel.decision.formats import SUFFIXES, Inexpressible, Item, Loaded, dump, load
from sunhall.kernel.decision.formats.example import EXAMPLE
from sunhall.kernel.decision.wording import kind_in_words
from sunhall.kernel.errors import Refusal

MANY = 200
"""With more items than this a progress bar is shown."""

FACTS_LIMIT = 2**20

_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its file and its place in words."""

    file: Path
    place: str
    finding: Finding

    @property
    def line(self) -> str:
        """Return the finding as one line of text."""
        one = self.finding
        message = " ".join(one.message.split())
        return f"{self.file}:{self.place} {one.item or '-'} {one.kind.value} {message}"

    def as_dict(self) -> dict[str, str]:
        """Return the finding as plain JSON."""
        return {
            "file": str(self.file),
            "item": self.finding.item,
            "kind": self.finding.kind.value,
            "place": self.place,
            "message": self.finding.message,
        }


@click.group()
def benchmarks() -> None:
    """Check penalty benchmarks in files and decide by them."""


@benchmarks.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Print every defect of the benchmarks in FILES, one a line.

    FILES are YAML, XLSX or DMN files, or directories that hold some. Exit status: 0 where
    there is no defect, 1 where there is one.
    """
    paths = list(_expand(files))
    items: list[tuple[Path, Item]] = []
    found: list[Located] = []
    for path in paths:
        loaded = load(path, sound_only=True)
        found += [Located(path, fault.place, fault) for fault in loaded.faults]
        items += [(path, item) for item in loaded.items]
    found += _check_items(items)
    for one in found:
        click.echo(_json(one.as_dict()) if as_json else one.line)
    click.echo(_summary(len(paths), len(items), len(found)), err=True)
    sys.exit(1 if found else 0)


@benchmarks.command()
@click.argument("file", type=_FILE)
@click.option("--item", "code", required=True, help="The item's code.")
@click.option("--facts", "text", required=True, help="The facts as JSON, or @FILE.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--unproved", is_flag=True, help="Decide by a table with defects as well.")
def decide(file: Path, code: str, text: str, as_json: bool, unproved: bool) -> None:
    """Print the one tier, the sanctions and the reasons that follow from facts.

    Only a proved table decides, unless --unproved is given; the hash of its proof goes with the
    decision. Exit status: 1 where the table does not decide, 2 where the item or the facts are
    not what they should be.
    """
    loaded = load(file, sound_only=True)
    item = _find(loaded, file, code, as_json)
    report = check_document(item.document)
    if not report.is_sound and not (unproved and report.benchmark):
        _refuse_unproved(item, file, report, as_json)
    if report.benchmark is None:
        _fail([{"message": _("这不是一份可以读懂的裁量表")}], 1, as_json)
    try:
        facts = read_facts(report.benchmark, _facts(text, as_json))
        decision = decide_case(report.benchmark, facts)
    except FactsRefused as refused:
        _fail([fault.as_dict() for fault in refused.faults], 2, as_json)
    except Refusal as refused:
        _fail([{"message": str(refused)}], 1, as_json)
    click.echo(_json(_as_record(decision, report)) if as_json else _in_words(decision, report))


@benchmarks.command()
@click.argument("source", metavar="IN", type=_FILE)
@click.argument("target", metavar="OUT", type=_FILE)
@click.option("--sound-only", is_flag=True, help="Leave faulty items out instead of refusing.")
def convert(source: Path, target: Path, sound_only: bool) -> None:
    """Write the benchmarks of IN to OUT; the suffixes tell the formats.

    Of a faulty file nothing is written, unless --sound-only is given.
    """
    loaded = load(source, sound_only=sound_only)
    for fault in loaded.faults:
        click.echo(Located(source, fault.place, fault).line, err=True)
    if not loaded.items:
        sys.exit(1)
    _write(target, loaded.documents, loaded.meta)
    count = len(loaded.items)
    message = _("已写入 %(count)d 个事项：%(file)s") % {"count": count, "file": target}
    click.echo(message, err=True)


@benchmarks.command()
@click.argument("target", metavar="OUT", type=_FILE)
def template(target: Path) -> None:
    """Write a template with instructions and one worked example to OUT (.xlsx)."""
    _write(target, [EXAMPLE], {})
    click.echo(_("模板已写入：%(file)s") % {"file": target}, err=True)


def _expand(files: Iterable[Path]) -> Iterator[Path]:
    """Yield the files, and of directories every file with a known suffix, in order."""
    for path in files:
        if path.is_dir():
            yield from sorted(
                one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file()
            )
        else:
            yield path


def _check_items(items: list[tuple[Path, Item]]) -> list[Located]:
    """Return the findings of every item; many items show how far the check has come."""
    is_shown = len(items) > MANY and sys.stderr.isatty()
    found = []
    with click.progressbar(items, file=sys.stderr, hidden=not is_shown) as bar:
        for path, item in bar:
            for finding in check_document(item.document).findings:
                found.append(Located(path, _place(item, finding), finding))
    return found


def _place(item: Item, finding: Finding) -> str:
    """Return the line or the cell, and the path into the document."""
    source = item.source(finding.place)
    return f"{source or ''} {finding.place}".strip()


def _summary(files: int, items: int, findings: int) -> str:
    counts = {"files": files, "items": items, "findings": findings}
    if findings:
        words = _("检查了 %(files)d 个文件、%(items)d 个事项，发现 %(findings)d 处问题。")
    else:
        words = _("检查了 %(files)d 个文件、%(items)d 个事项，没有发现问题。")
    return words % counts


def _find(loaded: Loaded, file: Path, code: str, as_json: bool) -> Item:
    """Return the item of that code, or end with what stands in its way."""
    item = next((item for item in loaded.items if item.code == code), None)
    if item is None:
        _refuse_missing(loaded, file, code, as_json)
    return item


def _refuse_missing(loaded: Loaded, file: Path, code: str, as_json: bool) -> NoReturn:
    faults = [one for one in loaded.faults if one.item in ("", code)]
    if faults:
        found = [Located(file, fault.place, fault) for fault in faults]
        _fail([{**one.as_dict(), "message": one.line} for one in found], 1, as_json)
    codes = [item.code for item in loaded.items]
    near = sorted(codes, key=lambda one: (-SequenceMatcher(None, code, one).ratio(), one))[:5]
    message = _("文件里没有事项 %(code)s，相近的有：%(near)s") % {
        "code": code,
        "near": _("、").join(near),
    }
    _fail([{"message": message}], 2, as_json)


def _refuse_unproved(item: Item, file: Path, report: Report, as_json: bool) -> NoReturn:
    found = [Located(file, _place(item, finding), finding) for finding in report.findings]
    message = _("事项 %(code)s 没有通过证明，不能据以决定；试算可加 --unproved") % {
        "code": item.code
    }
    errors = [{**one.as_dict(), "message": one.line} for one in found]
    _fail([{"message": message}, *errors], 1, as_json)


def _facts(text: str, as_json: bool) -> Mapping[str, Any]:
    """Return the facts of the option, each number exactly as it was written."""
    try:
        if text.startswith("@"):
            text = _facts_file(Path(text[1:]))
        facts = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unrepeated,
        )
    except (OSError, ValueError, RecursionError) as error:
        message = _("--facts 不是有效的 JSON：%(problem)s") % {"problem": error}
        _fail([{"message": message}], 2, as_json)
    if not isinstance(facts, dict):
        _fail([{"message": _('--facts 应为 JSON 对象，例如 {"area": 3}')}], 2, as_json)
    return facts


def _facts_file(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(FACTS_LIMIT + 1)
    if len(data) > FACTS_LIMIT:
        raise ValueError(_("文件过大"))
    return data.decode("utf-8-sig")


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError(_("同一个要素写了两次"))
    return record


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _as_record(decision: Decision, report: Report) -> dict[str, Any]:
    proof_hash = report.proof.proof_hash if report.proof and report.is_sound else None
    return {**decision.as_dict(), "proof_hash": proof_hash}


def _in_words(decision: Decision, report: Report) -> str:
    """Return the decision as text for the terminal."""
    lines = [click.style(f"{decision.item}  {decision.description}", bold=True)]
    if decision.tier is not None:
        lines.append(_("阶次：第 %(tier)d 档") % {"tier": decision.tier})
    for sanction in decision.sanctions:
        amount = sanction.formula or (str(sanction.amount_yuan) if sanction.amount_yuan else "")
        words = {"kind": kind_in_words(sanction.kind), "amount": amount}
        lines.append(_("处罚：%(kind)s %(amount)s") % words)
    if decision.measures:
        lines.append(_("措施：%(measures)s") % {"measures": _("、").join(decision.measures)})
    lines += [_("理由："), *(f"  {reason}" for reason in decision.reasoning)]
    if report.proof and report.is_sound:
        lines.append(_("证明：%(hash)s") % {"hash": report.proof.proof_hash})
    else:
        lines.append(click.style(_("注意：这份裁量表没有通过证明，结果只供试算。"), fg="yellow"))
    return "\n".join(lines)


def _write(target: Path, documents: list[dict[str, Any]], meta: Mapping[str, Any]) -> None:
    try:
        target.write_bytes(dump(documents, target.name, meta))
    except (Inexpressible, OSError) as error:
        raise click.ClickException(str(error)) from None


def _fail(errors: list[Mapping[str, Any]], status: int, as_json: bool) -> NoReturn:
    """End with what is wrong: in words on standard error, as JSON on standard output too."""
    for error in errors:
        click.echo(error["message"], err=True)
    if as_json:
        click.echo(_json({"errors": errors}))
    sys.exit(status)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
