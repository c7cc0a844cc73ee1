"""Write items as DMN 1.3 decision tables."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.utils.translation import gettext as _

from sunhall.kernel.decision.formats import sfeel
from sunhall.kernel.decision.formats.columns import COEFFICIENTS
from sunhall.kernel.decision.formats.loaded import Document

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
NAMESPACES = (
    NAMESPACE,
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
OWN_NAMESPACE = "urn:sunhall:discretion:v1"
EXTENSION = (OWN_NAMESPACE, "item")
DESCRIPTION, NOTE = "desc", "note"

_ORDERED = ("number", "count", "date")
_TYPE_REFS = {"count": "number", "number": "number", "enum": "string"}
_SUMS = ("step", "base_floor", "cap")
_DURATIONS = ("days", "months", "ban_years")
_FINE = "罚款"
_TEXT, _NUMBER = "string", "number"
OUTPUTS = {
    "penalties": _TEXT,
    "fine_type": _TEXT,
    "coefficient": _NUMBER,
    "bases": _TEXT,
    "step": _NUMBER,
    "base_floor": _NUMBER,
    "cap": _NUMBER,
    "rounding": _TEXT,
    "measures": _TEXT,
}
"""The outputs of a table; lists hold one entry a line."""

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WITH_DURATION = re.compile(r"(?P<kind>.*);(?P<field>days|months|ban_years)=(?P<length>[0-9]{1,6})")


def write(documents: list[Document]) -> bytes:
    """Return the file."""
    file = io.StringIO()
    writer = _Writer(file)
    top = {
        "xmlns": NAMESPACE,
        "xmlns:sunhall": OWN_NAMESPACE,
        "id": "benchmarks",
        "name": "benchmarks",
        "namespace": OWN_NAMESPACE,
    }
    with writer.element("definitions", top):
        for number, document in enumerate(documents, 1):
            _write_item(writer, document, f"item{number}")
    text = file.getvalue()
    if _NOT_XML.search(text):
        raise ValueError(_("文字含有 XML 不能容纳的字符"))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n").encode()


def no_table(document: Mapping[str, Any]) -> str:
    """Say that a scoring is no decision table."""
    return _("%(code)s 是计分模型，不是决策表，不能写成 DMN") % {"code": document.get("code")}


def too_large(limit: int) -> str:
    """Say that the file would not be read again."""
    return _("DMN 文件会超过 %(limit)d MB，请分成几个文件") % {"limit": limit}


def not_the_same(document: Mapping[str, Any]) -> str:
    """Say that a document would lose something."""
    return _("%(code)s 写成 DMN 后不能原样读回") % {"code": document.get("code")}


def read_penalties(outputs: Mapping[str, Any]) -> list[Document]:
    """Return the penalties of a rule's outputs.

    Raises:
        ValueError: the outputs do not fit together.
    """
    penalties = []
    amount = _read_amount(outputs)
    for text in (outputs.get("penalties") or "").split("\n"):
        if not text:
            continue
        match = _WITH_DURATION.fullmatch(text)
        penalty: Document = {"kind": match["kind"] if match else text}
        if match:
            penalty[match["field"]] = int(match["length"])
        if text == _FINE and amount is not None:
            penalty["amount"] = amount
            amount = None
        penalties.append(penalty)
    if amount is not None:
        raise ValueError("amount without a fine")
    return penalties


def _read_amount(outputs: Mapping[str, Any]) -> Document | None:
    kind = outputs.get("fine_type")
    if kind is None:
        return None
    if kind not in COEFFICIENTS:
        raise ValueError("unknown kind of amount")
    amount: Document = {"type": kind, COEFFICIENTS[kind]: outputs.get("coefficient")}
    bases = (outputs.get("bases") or "").split("\n")
    if bases != [""]:
        amount["base"] = bases[0] if len(bases) == 1 else bases
    fields = (*_SUMS, "rounding")
    return {**amount, **{name: outputs[name] for name in fields if outputs.get(name) is not None}}


class _Writer:
    """Writes indented elements."""

    def __init__(self, file: io.StringIO) -> None:
        self._xml = XMLGenerator(file, short_empty_elements=True)
        self._depth = 0

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Write an element around what is written within."""
        self._xml.ignorableWhitespace("\n" + "  " * self._depth if self._depth else "")
        self._xml.startElement(name, AttributesImpl(dict(attributes or {})))
        self._depth += 1
        yield
        self._depth -= 1
        self._xml.ignorableWhitespace("\n" + "  " * self._depth)
        self._xml.endElement(name)

    def empty(self, name: str, attributes: Mapping[str, str]) -> None:
        """Write an element that holds nothing."""
        self._xml.ignorableWhitespace("\n" + "  " * self._depth)
        self._xml.startElement(name, AttributesImpl(dict(attributes)))
        self._xml.endElement(name)

    def text(self, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write an element that holds only text."""
        self._xml.ignorableWhitespace("\n" + "  " * self._depth)
        self._xml.startElement(name, AttributesImpl(dict(attributes or {})))
        self._xml.characters(text)
        self._xml.endElement(name)


def _write_item(writer: _Writer, document: Document, name: str) -> None:
    factors = document["factors"]
    for factor in factors:
        attributes = {"id": f"{name}_{factor['key']}", "name": factor["key"]}
        with writer.element("inputData", attributes):
            writer.empty("variable", {"name": factor["key"], "typeRef": _type_ref(factor)})
    with writer.element("decision", {"id": name, "name": document["name"]}):
        rest = {key: value for key, value in document.items() if key != "tiers"}
        with writer.element("extensionElements"):
            content = json.dumps(rest, ensure_ascii=False, allow_nan=False)
            writer.text("sunhall:item", content)
        writer.empty("variable", {"name": document["name"]})
        for factor in factors:
            with writer.element("informationRequirement"):
                writer.empty("requiredInput", {"href": f"#{name}_{factor['key']}"})
        _write_table(writer, document, name)


def _write_table(writer: _Writer, document: Document, name: str) -> None:
    inputs = [factor for factor in document["factors"] if factor.get("role") != "base"]
    rows = [_outputs(tier) for tier in document["tiers"]]
    used = [one for one in OUTPUTS if one == "penalties" or any(one in row for row in rows)]
    with writer.element("decisionTable", {"id": f"{name}_table", "hitPolicy": "UNIQUE"}):
        for factor in inputs:
            _write_input(writer, factor, name)
        for output in used:
            attributes = {"id": f"{name}_{output}_out", "name": output, "typeRef": OUTPUTS[output]}
            writer.empty("output", attributes)
        for annotation in (DESCRIPTION, NOTE):
            writer.empty("annotation", {"name": annotation})
        for tier, row in zip(document["tiers"], rows, strict=True):
            with writer.element("rule", {"id": f"{name}_rule{tier['seq']}"}):
                _write_rule(writer, tier, inputs, [row.get(output) for output in used])


def _write_input(writer: _Writer, factor: Document, name: str) -> None:
    with writer.element("input", {"id": f"{name}_{factor['key']}_in", "label": factor["name"]}):
        with writer.element("inputExpression", {"typeRef": _type_ref(factor)}):
            writer.text("text", factor["key"])
        allowed = _allowed(factor)
        if allowed != "-":
            with writer.element("inputValues"):
                writer.text("text", allowed)


def _write_rule(
    writer: _Writer, tier: Document, inputs: list[Document], outputs: list[Any]
) -> None:
    for factor in inputs:
        with writer.element("inputEntry"):
            writer.text("text", _cell(factor, tier["when"].get(factor["key"])))
    for value in outputs:
        with writer.element("outputEntry"):
            writer.text("text", "" if value is None else sfeel.write_literal(value))
    for field in (DESCRIPTION, NOTE):
        with writer.element("annotationEntry"):
            writer.text("text", tier.get(field, ""))


def _type_ref(factor: Mapping[str, Any]) -> str:
    return _TYPE_REFS.get(factor["type"], str(factor["type"]))


def _allowed(factor: Mapping[str, Any]) -> str:
    domain = factor.get("domain") or {}
    if factor["type"] not in _ORDERED:
        return sfeel.write_choices(domain.get("values", ()))
    ends = {
        "gt" if domain.get("min_open") else "ge": domain.get("min"),
        "lt" if domain.get("max_open") else "le": domain.get("max"),
    }
    return sfeel.write_interval({name: end for name, end in ends.items() if end is not None})


def _cell(factor: Mapping[str, Any], cell: Any) -> str:
    if cell is None:
        return "-"
    if factor["type"] in _ORDERED:
        return sfeel.write_interval(cell)
    return sfeel.write_choices(cell if isinstance(cell, list) else [cell])


def _outputs(tier: Document) -> Document:
    outputs: Document = {}
    kinds = []
    for penalty in tier["penalties"]:
        durations = [f";{name}={penalty[name]}" for name in _DURATIONS if name in penalty]
        kinds.append(penalty["kind"] + "".join(durations))
        amount = penalty.get("amount")
        if amount is not None:
            bases = amount.get("base", [])
            outputs |= {
                "fine_type": amount["type"],
                "coefficient": amount[COEFFICIENTS[amount["type"]]],
                "bases": "\n".join([bases] if isinstance(bases, str) else bases) or None,
                **{name: amount[name] for name in (*_SUMS, "rounding") if name in amount},
            }
    outputs["penalties"] = "\n".join(kinds)
    if tier.get("measures"):
        outputs["measures"] = "\n".join(tier["measures"])
    return {name: value for name, value in outputs.items() if value is not None}
