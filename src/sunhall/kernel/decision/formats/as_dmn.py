"""DMN 1.3 to 1.5 decision tables with hit policy UNIQUE and S-FEEL cells.

A rule is a tier; an input is a factor; what DMN has no place for (legal bases, statutory ranges,
provenance, units) stands as JSON in an extension element of the namespace below. A table from
elsewhere has none: then only what the table says is taken over, and the reader names what is
missing.
"""

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.xmlreader import InputSource

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.decision.formats import dmn_writing, sfeel
from sunhall.kernel.decision.formats.dmn_writing import (
    DESCRIPTION,
    EXTENSION,
    NAMESPACES,
    NOTE,
    OUTPUTS,
)
from sunhall.kernel.decision.formats.loaded import (
    Document,
    Faults,
    Inexpressible,
    Item,
    Line,
    Loaded,
    Source,
    Unreadable,
    gather,
)
from sunhall.kernel.decision.formats.xml_tree import Element, read_tree
from sunhall.kernel.decision.reading import read_benchmark

SIZE_LIMIT = 5 * 2**20

_TYPES = {
    **dict.fromkeys(("number", "double", "long", "decimal"), "number"),
    "integer": "count",
    "string": "enum",
    "boolean": "boolean",
    "date": "date",
}
_FINE = "罚款"
_LANGUAGES = ("", "feel", "s-feel")


def load(data: bytes, *, sound_only: bool = False) -> Loaded:
    """Return the decision tables of a DMN file as items."""
    faults = Faults()
    try:
        root = _root(data)
    except Unreadable as error:
        faults.add_unreadable(error)
        return Loaded(faults=tuple(faults.findings))
    types = {one.get("name"): one for one in root.all("itemDefinition")}
    items = []
    for decision in root.all("decision"):
        table = decision.first("decisionTable")
        if table is None:
            faults.add("决策“%(name)s”不是决策表", decision.line, name=decision.get("name")[:40])
            continue
        items.append(_Decision(decision, table, types, faults).item())
    if not items and not faults.findings:
        faults.add("文件里没有决策表", root.line)
    return gather(items, faults, {}, sound_only=sound_only)


def dump(documents: Iterable[Document], _meta: Mapping[str, Any] | None = None) -> bytes:
    """Return documents as a DMN 1.3 file that `load` reads back unchanged.

    Raises:
        Inexpressible: a document is a scoring, or would not come back the same.
    """
    documents = list(documents)
    for document in documents:
        if "tiers" not in document:
            raise Inexpressible(dmn_writing.no_table(document))
    try:
        data = dmn_writing.write(documents)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Inexpressible(str(error)) from error
    if len(data) > SIZE_LIMIT:
        raise Inexpressible(dmn_writing.too_large(SIZE_LIMIT // 2**20))
    back = {item.code: item.document for item in load(data, sound_only=True).items}
    for document in documents:
        if not _is_same(document, back.get(document["code"], {})):
            raise Inexpressible(dmn_writing.not_the_same(document))
    return data


def _is_same(document: Document, back: Document) -> bool:
    if canonical_json(document) == canonical_json(back):
        return True
    benchmark, findings = read_benchmark(document)
    return benchmark is not None and not findings and benchmark == read_benchmark(back)[0]


def _root(data: bytes) -> Element:
    if len(data) > SIZE_LIMIT:
        raise Unreadable(
            "文件过大：%(size)s MB，DMN 文件不得超过 %(limit)s MB",
            size=round(len(data) / 2**20, 1),
            limit=SIZE_LIMIT // 2**20,
        )
    source = InputSource()
    source.setByteStream(io.BytesIO(data))
    root = read_tree(source)
    if root.name != "definitions" or root.namespace not in NAMESPACES:
        raise Unreadable(
            "不是 DMN 1.3 至 1.5 的文件（根元素 %(name)s，命名空间 %(namespace)s）",
            root.line,
            name=root.name[:40],
            namespace=root.namespace[:80] or "-",
        )
    return root


class _Decision:
    """Reads one decision table into one item."""

    def __init__(
        self, decision: Element, table: Element, types: Mapping[str, Element], faults: Faults
    ) -> None:
        self.decision = decision
        self.table = table
        self.types = types
        self.faults = faults
        self.places: dict[str, Source] = {"": decision.line}
        self.document = self._head()

    def item(self) -> Item:
        """Return the item."""
        self._check_table()
        factors = [self._factor(one, index) for index, one in enumerate(self.table.all("input"))]
        self._place_factors(factors)
        tiers = [
            self._tier(rule, f"tiers[{index}]", factors)
            for index, rule in enumerate(self.table.all("rule"))
        ]
        self.places["tiers"] = self.table.line
        self.document |= {"tiers": tiers}
        self.document.setdefault("tier_count", len(tiers))
        for index, tier in enumerate(tiers, 1):
            tier["seq"] = index
        return Item(self.document, self.places)

    def _note(self, template: str, line: Line, **params: object) -> None:
        self.faults.add(template, line, item=self._code(), **params)

    def _code(self) -> str:
        code = self.document.get("code")
        return code if isinstance(code, str) else ""

    def _head(self) -> Document:
        """Return what the extension says, or for a table from elsewhere what can be said of it."""
        own: Document = {}
        extensions = self.decision.first("extensionElements")
        for element in extensions.children if extensions else ():
            if (element.namespace, element.name) == EXTENSION:
                own = self._json(element)
        if own:
            return own
        name = self.decision.get("name") or self.decision.get("id")
        return {
            "code": self.decision.get("id") or name,
            "name": name,
            "provenance": "illustrative",
            "provenance_note": "DMN",
        }

    def _json(self, element: Element) -> Document:
        try:
            value = json.loads(element.text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            self.faults.add("扩展元素里的 JSON 无效", element.line)
            return {}
        return value

    def _check_table(self) -> None:
        policy = self.table.get("hitPolicy") or "UNIQUE"
        if policy != "UNIQUE":
            self._note(
                "命中策略是 %(policy)s；零裁量的表只能是 UNIQUE（恰有一条规则成立）",
                self.table.line,
                policy=policy[:20],
            )
        for element in _all_within(self.table):
            language = element.get("expressionLanguage").rpartition("/")[2].lower()
            if language not in _LANGUAGES:
                self._note("表达式语言 %(language)s 不受支持", element.line, language=language[:40])

    def _factor(self, column: Element, index: int) -> Document:
        """Return the factor of an input column; the table's own domain has the last word."""
        expression = column.first("inputExpression")
        key = expression.words() if expression is not None else ""
        known = next((one for one in self._known_factors() if one.get("key") == key), {})
        factor_type, allowed = self._type(expression, column)
        record: Document = {
            "key": key,
            "name": column.get("label") or known.get("name") or key,
            "type": factor_type,
            **{name: value for name, value in known.items() if name not in ("key", "name")},
        }
        domain = self._domain(allowed, record, column)
        if domain is not None and not _same_domain(domain, known.get("domain")):
            record["domain"] = domain
        self.places[f"input {index}"] = column.line
        return record

    def _known_factors(self) -> list[Document]:
        factors = self.document.get("factors")
        if not isinstance(factors, list):
            return []
        return [one for one in factors if isinstance(one, dict)]

    def _type(self, expression: Element | None, column: Element) -> tuple[str, str]:
        """Return the factor type of an input and its allowed values as a unary test."""
        name = expression.get("typeRef") if expression is not None else ""
        values = column.first("inputValues")
        allowed = values.words() if values is not None else ""
        for _depth in range(8):
            definition = self.types.get(name)
            if definition is None:
                break
            stated = definition.first("allowedValues")
            allowed = allowed or (stated.words() if stated is not None else "")
            inner = definition.first("typeRef")
            name = inner.text.strip() if inner is not None else ""
        name = name.rpartition(":")[2]
        if name not in _TYPES:
            self._note("输入列的类型“%(type)s”不受支持", column.line, type=name[:40])
        return _TYPES.get(name, "enum"), allowed

    def _domain(self, allowed: str, record: Document, column: Element) -> Document | None:
        try:
            test = sfeel.parse(allowed)
            if record["type"] not in ("number", "count", "date"):
                values = sfeel.choices_of(test, ())
                return None if values is None else {"values": values}
            interval = sfeel.interval_of(test, is_whole=False) or {}
        except sfeel.NotSimple as error:
            self._note(str(error), column.line, text=allowed[:80])
            return None
        point = interval.get("eq")
        return {
            "min": interval.get("ge", interval.get("gt", point)),
            "max": interval.get("le", interval.get("lt", point)),
            **({"min_open": True} if "gt" in interval else {}),
            **({"max_open": True} if "lt" in interval else {}),
        }

    def _place_factors(self, read: list[Document]) -> None:
        """Put the read factors among the known ones, in the known order."""
        by_key = {one["key"]: one for one in read}
        known = self._known_factors()
        names = [one.get("key") for one in known]
        merged = [by_key.get(name, one) for name, one in zip(names, known, strict=True)]
        merged += [one for one in read if one["key"] not in names]
        self.document["factors"] = merged
        for index, one in enumerate(merged):
            column = next((n for n, own in enumerate(read) if own is one), None)
            line = self.decision.line if column is None else self.places[f"input {column}"]
            self.places[f"factors[{index}]"] = line

    def _tier(self, rule: Element, place: str, factors: list[Document]) -> Document:
        self.places[place] = rule.line
        entries = list(rule.all("inputEntry"))
        outputs = list(rule.all("outputEntry"))
        names = [_output_name(one) for one in self.table.all("output")]
        if len(entries) != len(factors) or len(outputs) != len(names):
            self._note("规则的单元格数与列数不符", rule.line)
        when = {}
        for factor, entry in zip(factors, entries, strict=False):
            cell = self._cell(factor, entry)
            if cell is not None:
                when[factor["key"]] = cell
                self.places[f"{place}.when.{factor['key']}"] = entry.line
        found = {
            name: self._output(name, entry) for name, entry in zip(names, outputs, strict=False)
        }
        tier = self._texts(rule, factors, entries)
        measures = _split(found.get("measures"))
        return {
            **tier,
            "when": when,
            "penalties": self._penalties(found, rule),
            **({"measures": measures} if measures else {}),
        }

    def _cell(self, factor: Document, entry: Element) -> Any:
        text = entry.words()
        try:
            test = sfeel.parse(text)
            if factor["type"] in ("number", "count", "date"):
                return sfeel.interval_of(test, is_whole=factor["type"] == "count")
            values = sfeel.choices_of(test, (factor.get("domain") or {}).get("values", ()))
        except sfeel.NotSimple as error:
            self._note(str(error), entry.line, text=text[:80])
            return None
        if factor["type"] == "boolean" and values and len(values) == 1:
            return values[0]
        return values

    def _output(self, name: str, entry: Element) -> Any:
        try:
            return sfeel.plain(sfeel.parse_literal(entry.words()))
        except sfeel.NotSimple as error:
            self._note(str(error), entry.line, text=entry.words()[:80])
            return None

    def _texts(self, rule: Element, factors: list[Document], entries: list[Element]) -> Document:
        """Return a rule's description and note: its annotations, else its cells in words."""
        names = [one.get("name") for one in self.table.all("annotation")]
        texts = [one.words() for one in rule.all("annotationEntry")]
        notes = dict(zip(names, texts, strict=False))
        stated = rule.first("description")
        cells = ";".join(
            f"{factor['name']} {entry.words()}"
            for factor, entry in zip(factors, entries, strict=False)
            if entry.words() not in ("", "-")
        )
        description = notes.get(DESCRIPTION) or (stated.text.strip() if stated else "")
        description = description or next(filter(None, texts), "") or cells or "-"
        note = notes.get(NOTE)
        return {"desc": description, **({"note": note} if note else {})}

    def _penalties(self, found: Mapping[str, Any], rule: Element) -> list[Document]:
        """Return the penalties of a rule; a lone number of a foreign table is a fixed fine."""
        if "penalties" in found:
            try:
                return dmn_writing.read_penalties(found)
            except ValueError:
                self._note("处罚（penalties）与数额不符", rule.line)
                return []
        unknown = [name for name in found if name not in OUTPUTS]
        sums = [one for one in unknown if isinstance(found[one], int | float)]
        texts = [found[one] for one in unknown if isinstance(found[one], str)]
        penalties: list[Document] = [{"kind": kind} for text in texts for kind in _split(text)]
        if len(sums) > 1 or any(isinstance(found[one], bool) for one in unknown):
            self._note("有几个数值输出，分不清哪个是罚款；只留一个", rule.line)
        elif sums:
            amount = {"type": "fixed", "value": found[sums[0]]}
            penalties.append({"kind": _FINE, "amount": amount})
        return penalties


def _all_within(element: Element) -> Iterable[Element]:
    yield element
    for child in element.children:
        yield from _all_within(child)


def _output_name(output: Element) -> str:
    return output.get("name") or output.get("label") or output.get("id")


def _split(value: object) -> list[str]:
    return [part for part in value.split("\n") if part] if isinstance(value, str) else []


def _same_domain(one: Document, other: object) -> bool:
    if not isinstance(other, dict):
        return False
    defaults = {"min": None, "max": None, "min_open": False, "max_open": False, "values": None}
    return {**defaults, **one} == {**defaults, **other}


def _refuse_constant(word: str) -> None:
    raise ValueError(word)
