"""Read BPMN 2.0 into a graph; what the city does not run is refused by its name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from xml.sax.xmlreader import InputSource

from sunhall.kernel.decision.formats.loaded import Unreadable
from sunhall.kernel.decision.formats.xml_tree import Element, read_tree
from sunhall.kernel.expressions import ExpressionError, FactType, compile_expression
from sunhall.kernel.expressions import Kind as FactKind
from sunhall.platforms.workflow.rules.elements import (
    ALLOWED,
    DECORATION,
    MODEL,
    NODES,
    OURS,
    TRIGGERS,
    UNSUPPORTED,
)
from sunhall.platforms.workflow.rules.findings import Finding, Unsound
from sunhall.platforms.workflow.rules.graph import (
    ACTIVITIES,
    Each,
    Event,
    Flow,
    Graph,
    Kind,
    Node,
    Trigger,
    Work,
)
from sunhall.platforms.workflow.rules.timers import read_timer

MOST_BYTES = 2 * 2**20
MOST_ELEMENTS = 2_000
"""No flow a person can oversee has more."""

DEEPEST = 8
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,49}")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,99}")
LONGEST_ID = 100
DECLARABLE = frozenset(FactKind) - {FactKind.LIMIT}


@dataclass(frozen=True)
class Drawn:
    """A flow as it was read, with every defect that reading it showed."""

    graph: Graph
    findings: tuple[Finding, ...] = ()


def read_flow(data: bytes) -> Drawn:
    """Return the flow of a BPMN file.

    Raises:
        Unsound: it is no BPMN, too large or too deep, or holds no process or several.
    """
    return _Reader(_process_of(data)).read()


def _process_of(data: bytes) -> tuple[Element, Element]:
    if len(data) > MOST_BYTES:
        raise _unsound("too_large", "文件过大，流程图不得超过 2 MB。")
    source = InputSource()
    source.setByteStream(BytesIO(data))
    source.setEncoding("utf-8")
    try:
        root = read_tree(source)
    except Unreadable as error:
        raise _unsound("unreadable", error.template, **_words(error.params)) from None
    if (root.namespace, root.name) != (MODEL, "definitions"):
        raise _unsound("not_bpmn", "这不是 BPMN 2.0 流程图：最外层应当是 definitions。")
    processes = list(root.all("process"))
    if len(processes) != 1:
        raise _unsound("not_one_process", "一个文件应当恰好画一个流程。")
    return root, processes[0]


def _words(params: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in params.items()}


def _unsound(code: str, template: str, **params: str) -> Unsound:
    return Unsound(Finding(code=code, template=template, params=params))


@dataclass
class _Reader:
    """Reads one process; defects are gathered, so that they are all told at once."""

    read_from: tuple[Element, Element]
    findings: list[Finding] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    facts: dict[str, FactType] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def read(self) -> Drawn:
        root, process = self.read_from
        self.names = {
            one.get("id"): one.get("errorCode") or one.get("name") or one.get("id")
            for kind in ("message", "signal", "error")
            for one in root.all(kind)
        }
        self._facts(process)
        self._scope(process, "", 0)
        if len(self.nodes) + len(self.flows) > MOST_ELEMENTS:
            raise _unsound("too_large", "流程过大：环节和连线合计不得超过 2000 个。")
        self._compile()
        key = process.get("id")
        if not KEY.fullmatch(key):
            self.find("key", "流程编号只能用字母、数字、点、横线和下划线，以字母开头。", process)
        graph = Graph(key, process.get("name") or key, self.nodes, self.flows, self.facts)
        return Drawn(graph, tuple(self.findings))

    def find(self, code: str, template: str, element: Element, **params: str) -> None:
        key, label = element.get("id"), element.get("name")
        self.findings.append(
            Finding(code=code, template=template, element=key, label=label, params=params)
        )

    def _facts(self, process: Element) -> None:
        for one in _ours(process, "fact"):
            name, kind = one.get("name"), one.get("kind")
            if not NAME.fullmatch(name) or name in self.facts:
                self.find("fact", "事实“%(name)s”的名称不合规，或者重复。", process, name=name)
            elif kind not in DECLARABLE:
                self.find(
                    "fact", "事实“%(name)s”的类型不认识：%(kind)s。", process, name=name, kind=kind
                )
            else:
                self.facts[name] = FactType(FactKind(kind), is_optional=True)

    def _scope(self, holder: Element, scope: str, depth: int) -> None:
        if depth > DEEPEST:
            raise _unsound("too_deep", "子流程嵌套过深。")
        for one in holder.children:
            if one.namespace != MODEL or one.name in DECORATION - {"sequenceFlow"}:
                continue
            if one.name == "sequenceFlow":
                self._flow(one)
            elif one.name in NODES:
                self._node(one, scope, depth)
            elif not one.name.endswith("EventDefinition"):
                self._refuse(one)

    def _refuse(self, element: Element) -> None:
        name = UNSUPPORTED.get(element.name, element.name)
        self.find("unsupported", "不支持%(what)s。", element, what=name)

    def _node(self, one: Element, scope: str, depth: int) -> None:
        key, kind = one.get("id"), NODES[one.name]
        if not key or len(key) > LONGEST_ID or key in self.nodes or "/" in key:
            self.find("id", "编号缺失、重复、过长，或者带有斜线。", one)
            return
        self._refuse_attributes(one)
        event = self._event(one, kind) if kind in ALLOWED else Event()
        node = Node(
            id=key,
            kind=_kind(kind, event, one),
            name=one.get("name"),
            scope=scope,
            event=event,
            work=_work(one),
            each=self._each(one) if kind in ACTIVITIES else None,
            refers_to=_refers_to(one, kind),
            default=one.get("default"),
        )
        self.nodes[key] = node
        if kind is Kind.SUBPROCESS:
            self._scope(one, key, depth + 1)

    def _refuse_attributes(self, one: Element) -> None:
        wrong = {
            "数量大于一的令牌": {one.get("startQuantity"), one.get("completionQuantity")}
            - {"", "1"},
            "补偿活动": one.get("isForCompensation") == "true",
            "事件子流程": one.get("triggeredByEvent") == "true",
            "并行多重事件": one.get("parallelMultiple") == "true",
            "启动流程的事件网关": one.get("instantiate") == "true",
            "并行事件网关": one.get("eventGatewayType") == "Parallel",
        }
        for name, is_wrong in wrong.items():
            if is_wrong:
                self.find("unsupported", "不支持%(what)s。", one, what=name)
        if one.name != "subProcess":
            known = {*DECORATION, *NODES}
            for child in one.children:
                is_part = child.name in known or child.name.endswith("EventDefinition")
                if child.namespace == MODEL and not is_part:
                    name = UNSUPPORTED.get(child.name, child.name)
                    self.find("unsupported", "不支持%(what)s。", one, what=name)

    def _event(self, one: Element, kind: Kind) -> Event:
        definitions = [child for child in one.children if child.name.endswith("EventDefinition")]
        definitions += list(one.all("eventDefinitionRef"))
        host = one.get("attachedToRef")
        interrupts = one.get("cancelActivity") != "false"
        if len(definitions) > 1:
            self.find("unsupported", "不支持%(what)s。", one, what="多重事件")
            return Event(host=host)
        found = definitions[0] if definitions else None
        if found is not None and found.name == "terminateEventDefinition" and kind is Kind.END:
            return Event()
        trigger = TRIGGERS.get(found.name) if found is not None else Trigger.NONE
        if found is not None and trigger not in ALLOWED[kind]:
            name = UNSUPPORTED.get(found.name, found.name)
            self.find("unsupported", "此处不支持%(what)s。", one, what=name)
            return Event(host=host)
        if found is None and Trigger.NONE not in ALLOWED[kind]:
            self.find("event_untold", "没有说明等待什么：定时、消息、信号或者错误。", one)
        if found is None or trigger is None:
            return Event(host=host)
        timer = read_timer(found) if trigger is Trigger.TIMER else None
        if trigger is Trigger.TIMER and timer is None:
            self.find(
                "timer", "看不懂定时。可写 P3D、PT2H、5wd（工作日）、日期或者“=事实名”。", one
            )
        name = self._name_of(found, one)
        return Event(trigger, name, timer, host, interrupts or trigger is Trigger.ERROR)

    def _name_of(self, definition: Element, event: Element) -> str:
        kind = definition.name.removesuffix("EventDefinition")
        reference = definition.get(f"{kind}Ref").rpartition(":")[2]
        if kind == "error":
            return self.names.get(reference, reference)
        return self.names.get(reference, reference) or event.get("name")

    def _each(self, one: Element) -> Each | None:
        if one.first("standardLoopCharacteristics") is not None:
            return None
        loop = one.first("multiInstanceLoopCharacteristics")
        if loop is None:
            return None
        for child in ("completionCondition", "loopCardinality"):
            if loop.first(child) is not None:
                self.find("unsupported", "不支持%(what)s。", one, what=UNSUPPORTED[child])
        told = next(_ours(loop, "each"), None)
        if told is None:
            self.find("each", "多实例要说明逐个办理哪个列表（列表、各项的名称）。", one)
            return None
        return Each(
            listed=told.get("list"),
            item=told.get("item"),
            is_sequential=loop.get("isSequential") == "true",
            output=told.get("output"),
            gathered=told.get("into"),
        )

    def _flow(self, one: Element) -> None:
        source, target = one.get("sourceRef"), one.get("targetRef")
        key = one.get("id") or self._free_id(f"{source}.{target}")
        if key in self.flows or key in self.nodes:
            self.find("id", "编号缺失、重复、过长，或者带有斜线。", one)
            return
        condition = one.first("conditionExpression")
        text = condition.text.strip() if condition is not None else ""
        self.flows[key] = Flow(key, source, target, one.get("name"), text=text)

    def _free_id(self, wanted: str) -> str:
        """Return an id for a flow that BPMN lets go without one; the same for the same drawing."""
        key, number = wanted, 1
        while key in self.flows:
            number += 1
            key = f"{wanted}.{number}"
        return key

    def _compile(self) -> None:
        """Read the conditions, now that all facts are known."""
        facts = {**self.facts, **self._items()}
        for flow in [one for one in self.flows.values() if one.text]:
            try:
                condition = compile_expression(flow.text, facts)
            except ExpressionError as error:
                self.findings.append(
                    Finding(
                        code="condition",
                        template="条件“%(text)s”不成立：%(problem)s",
                        element=flow.id,
                        label=flow.name,
                        params={"text": flow.text[:60], "problem": str(error)},
                    )
                )
            else:
                self.flows[flow.id] = replace(flow, condition=condition)

    def _items(self) -> dict[str, FactType]:
        """Return the types of the items of lists, known inside what is done for each."""
        singles = {FactKind.TEXTS: FactKind.TEXT, FactKind.NUMBERS: FactKind.NUMBER}
        found = {}
        for node in self.nodes.values():
            listed = self.facts.get(node.each.listed) if node.each else None
            if node.each and listed and listed.kind in singles:
                found[node.each.item] = FactType(singles[listed.kind], is_optional=True)
        return found


def _ours(element: Element, name: str) -> Iterator[Element]:
    """Yield what the city itself has written into an element."""
    extension = element.first("extensionElements")
    children = extension.children if extension is not None else []
    yield from (one for one in children if (one.namespace, one.name) == (OURS, name))


def _work(one: Element) -> Work:
    told = next(_ours(one, "work"), None)
    if told is None:
        return Work()
    return Work(told.get("organization"), told.get("permission"))


def _refers_to(one: Element, kind: Kind) -> str:
    if kind is Kind.CALL:
        return one.get("calledElement").rpartition(":")[2]
    told = next(_ours(one, "call"), None)
    return told.get("name") if told is not None else ""


def _kind(kind: Kind, event: Event, one: Element) -> Kind:
    """Return what a node does, told apart by its event too."""
    if kind is Kind.END and one.first("terminateEventDefinition") is not None:
        return Kind.TERMINATE
    if kind is Kind.END and event.trigger is Trigger.ERROR:
        return Kind.FAILURE
    return kind
