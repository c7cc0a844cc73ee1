"""Read XML into a small tree that knows the line of every element; no DTD, no entities."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, InputSource, Locator

from defusedxml import DefusedXmlException, sax

from sunhall.kernel.decision.formats.loaded import Line, Unreadable

DEPTH_LIMIT = 64
ELEMENT_LIMIT = 300_000


@dataclass(slots=True)
class Element:
    """One element: its namespace and name, attributes without namespace, text and children."""

    namespace: str
    name: str
    line: Line
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator["Element"]:
        """Yield the children of that name, in the element's own namespace."""
        for child in self.children:
            if child.name == name and child.namespace == self.namespace:
                yield child

    def first(self, name: str) -> "Element | None":
        """Return the first child of that name."""
        return next(self.all(name), None)

    def words(self) -> str:
        """Return the text of the element's `text` child, stripped; empty where it has none."""
        inner = self.first("text")
        return inner.text.strip() if inner is not None else ""

    def get(self, name: str) -> str:
        """Return an attribute, stripped; empty where it is missing."""
        return self.attributes.get(name, "").strip()


def read_tree(stream: InputSource) -> Element:
    """Return the root of an XML document.

    Raises:
        Unreadable: it is not well-formed, holds a DTD, or is too deep or large.
    """
    builder = _Builder()
    parser = sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(builder)
    try:
        parser.parse(stream)
    except DefusedXmlException:
        raise Unreadable("XML 里不得有 DTD 或实体声明") from None
    except SAXException as error:
        number = getattr(error, "getLineNumber", lambda: None)()
        line = Line(number) if number else None
        raise Unreadable("不是有效的 XML：%(problem)s", line, problem=error.getMessage()) from None
    except (ValueError, LookupError) as error:
        raise Unreadable("不是有效的 XML：%(problem)s", problem=error) from None
    if builder.root is None:
        raise Unreadable("文件是空的")
    return builder.root


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        """Keep what tells the line."""
        self._locator = locator

    def startElementNS(  # noqa: N802
        self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        """Open an element."""
        number = self._locator.getLineNumber() if self._locator else None
        line = Line(number or 1)
        self._count += 1
        if len(self._open) >= DEPTH_LIMIT or self._count > ELEMENT_LIMIT:
            raise Unreadable("XML 嵌套过深或者过大", line)
        own = {local: value for (space, local), value in attrs.items() if not space}
        element = Element(name[0] or "", name[1], line, own)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def characters(self, content: str) -> None:
        """Gather text."""
        if self._texts:
            self._texts[-1].append(content)

    def endElementNS(self, _name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802
        """Close an element."""
        self._open.pop().text = "".join(self._texts.pop())
