"""YAML of the schema discretion/v1: read safely with the line of everything, and written.

The file is read event by event, so that neither depth, nor aliases, nor tags can do harm before
they are refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from sunhall.kernel.decision.formats.loaded import (
    SCHEMA,
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
from sunhall.kernel.decision.formats.scalars import Ambiguous, is_text, scalar_of

SIZE_LIMIT = 5 * 1024 * 1024
DEPTH_LIMIT = 24
VALUE_LIMIT = 500_000

_SHOWN = 40
_FIRST_HAN, _LAST_HAN = "一", "鿿"
_TEXT_TAG = "tag:yaml.org,2002:str"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def load(data: bytes, *, sound_only: bool = False) -> Loaded:
    """Return the items of a YAML file: `{meta, items: […]}`, or a single item."""
    faults = Faults()
    try:
        root = _compose(_decode(data))
        if not isinstance(root, yaml.MappingNode):
            raise Unreadable("文件应为 meta 与 items 两部分，或者单独一个事项", _line(root))
        parts = _fields(root)
        if "items" not in parts:
            return gather(_items([root], faults, {}), faults, {}, sound_only=sound_only)
        meta = _meta(parts, faults)
        items = _items(_entries(parts["items"]), faults, meta)
    except Unreadable as error:
        faults.add_unreadable(error)
        return Loaded(faults=tuple(faults.findings))
    return gather(items, faults, meta, sound_only=sound_only)


def dump(documents: Iterable[Document], meta: Mapping[str, Any] | None = None) -> bytes:
    """Return documents as a YAML file that `load` reads back unchanged.

    Raises:
        Inexpressible: a text holds half a character.
    """
    whole = {"meta": {"schema": SCHEMA, **(meta or {})}, "items": list(documents)}
    text = yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise Inexpressible(str(error)) from error


class _Dumper(_SafeDumper):
    """Writes every text so that it is read as text, and everything in full."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(_TEXT_TAG, text, style=None if is_text(text) else "'")


_Dumper.add_representer(str, _represent_text)


def _decode(data: bytes) -> str:
    if len(data) > SIZE_LIMIT:
        raise Unreadable(
            "文件过大：%(size)s MB，YAML 文件不得超过 %(limit)s MB",
            size=round(len(data) / 2**20, 1),
            limit=SIZE_LIMIT // 2**20,
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("文件是 UTF-16 编码，请另存为 UTF-8 编码")
    if b"\0" in data:
        raise Unreadable("文件不是文本，而是二进制数据")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = Line(data.count(b"\n", 0, error.start) + 1)
        raise Unreadable(_guess_encoding(data), line) from None


def _guess_encoding(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 编码的文本"
    chinese = sum(_FIRST_HAN <= character <= _LAST_HAN for character in text)
    beyond_ascii = sum(character > "\x7f" for character in text)
    if chinese * 2 > beyond_ascii:
        return "文件是 GBK（GB 18030）编码，请另存为 UTF-8 编码"
    return "文件不是 UTF-8 编码的文本"


def _compose(text: str) -> yaml.Node:
    """Return the tree of the one document in a text."""
    try:
        return _Composer(yaml.parse(text, Loader=_Loader)).tree()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = Line(mark.line + 1) if mark else None
        raise Unreadable("不是有效的 YAML：%(problem)s", line, problem=error.problem) from None
    except yaml.YAMLError as error:
        problem = str(error).splitlines()[0]
        raise Unreadable("不是有效的 YAML：%(problem)s", problem=problem) from None
    except ValueError as error:
        raise Unreadable("不是有效的 YAML：%(problem)s", problem=error) from None


class _Composer:
    """Builds the tree from parsing events, and refuses what no benchmark needs."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._anchors: dict[str, yaml.Node] = {}
        self._sizes: dict[int, int] = {}
        self._count = 0

    def tree(self) -> yaml.Node:
        """Return the root."""
        roots: list[yaml.Node] = []
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                if roots:
                    raise Unreadable("文件只能有一份文档，请删去多余的“---”", _line(event))
                roots.append(self._node(event, 1))
        if not roots:
            raise Unreadable("文件是空的")
        return roots[0]

    def _node(self, event: Any, depth: int) -> yaml.Node:
        if depth > DEPTH_LIMIT:
            raise Unreadable("嵌套超过 %(limit)s 层", _line(event), limit=DEPTH_LIMIT)
        before = self._count
        self._add(1, event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._check_tag(event)
        node = self._collection(event, depth)
        self._sizes[id(node)] = self._count - before
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _collection(self, event: Any, depth: int) -> yaml.Node:
        mark: Any = event.start_mark
        if not isinstance(event, yaml.CollectionStartEvent):
            tag = "bare" if event.implicit[0] else _TEXT_TAG
            return yaml.ScalarNode(tag, event.value, mark)
        values: list[Any] = []
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        for inner in self._events:
            if isinstance(inner, yaml.CollectionEndEvent):
                break
            node = self._node(inner, depth + 1)
            values.append((node, self._node(next(self._events), depth + 1)) if is_mapping else node)
        kind = yaml.MappingNode if is_mapping else yaml.SequenceNode
        return kind("", values, mark)

    def _alias(self, event: Any) -> yaml.Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            raise Unreadable("别名 *%(name)s 没有对应的锚点", _line(event), name=event.anchor)
        self._add(self._sizes[id(node)], event)
        return node

    def _add(self, count: int, event: Any) -> None:
        self._count += count
        if self._count > VALUE_LIMIT:
            raise Unreadable(
                "内容（含别名展开）超过 %(limit)s 个值", _line(event), limit=VALUE_LIMIT
            )

    @staticmethod
    def _check_tag(event: Any) -> None:
        if event.tag not in (None, "!", _TEXT_TAG):
            raise Unreadable("不接受类型标记 %(tag)s", _line(event), tag=event.tag)


def _line(marked: Any) -> Line:
    return Line(marked.start_mark.line + 1)


def _fields(root: yaml.MappingNode) -> dict[str, yaml.Node]:
    """Return the fields of the whole file; only the last of a repeated one."""
    return {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)}


def _entries(node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise Unreadable("items 应为事项的列表", _line(node))
    return list(node.value)


def _meta(parts: Mapping[str, yaml.Node], faults: Faults) -> Document:
    """Return what the file says about itself, and note what does not belong there."""
    for name, node in parts.items():
        if name not in ("meta", "items"):
            faults.add(
                "文件顶层没有名为 %(field)s 的部分，请删去", _line(node), field=name[:_SHOWN]
            )
    if "meta" not in parts:
        return {}
    reader = _Reader()
    meta = reader.value(parts["meta"], "")
    reader.report(faults, "")
    if not isinstance(meta, dict):
        raise Unreadable("meta 应为由字段组成的记录", _line(parts["meta"]))
    if meta.get("schema", SCHEMA) != SCHEMA:
        where = reader.places.get("schema", _line(parts["meta"]))
        shown = str(meta["schema"])[:_SHOWN]
        faults.add("格式应为 %(known)s，现为 %(schema)s", where, known=SCHEMA, schema=shown)
    return meta


def _items(nodes: list[yaml.Node], faults: Faults, meta: Mapping[str, Any]) -> list[Item]:
    """Return the items; each takes over its department from the file where it names none."""
    items = []
    for node in nodes:
        reader = _Reader()
        document = reader.value(node, "")
        if not isinstance(document, dict):
            faults.add("事项应为由字段组成的记录", _line(node))
            continue
        if "department" not in document and isinstance(meta.get("department"), str):
            document["department"] = meta["department"]
        item = Item(document, reader.places)
        reader.report(faults, item.code)
        items.append(item)
    return items


class _Reader:
    """Makes plain values of a tree; keeps the place of each, and what is wrong."""

    def __init__(self) -> None:
        self.places: dict[str, Source] = {}
        self._faults: list[tuple[str, Line, dict[str, object]]] = []

    def report(self, faults: Faults, item: str) -> None:
        """Hand over the faults under the item's code."""
        for template, line, params in self._faults:
            faults.add(template, line, item=item, **params)

    def value(self, node: yaml.Node, place: str) -> Any:
        """Return the plain value of a node."""
        self.places[place] = _line(node)
        if isinstance(node, yaml.MappingNode):
            return self._record(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(entry, f"{place}[{n}]") for n, entry in enumerate(node.value)]
        if node.tag == _TEXT_TAG:
            return node.value
        try:
            return scalar_of(node.value)
        except Ambiguous as error:
            self._note(str(error), node, word=_short(node.value))
            return None

    def _record(self, node: yaml.MappingNode, place: str) -> Document:
        record: Document = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._note("字段名应为文字", key_node)
                continue
            key = key_node.value
            if key in record:
                self._note("字段 %(field)s 重复", key_node, field=_short(key))
                continue
            inner = f"{place}.{key}" if place else key
            record[key] = self.value(value_node, inner)
            self.places[inner] = _line(key_node)
        return record

    def _note(self, template: str, node: yaml.Node, **params: object) -> None:
        self._faults.append((template, _line(node), params))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
