"""Write a flow as a BPMN file, with a drawing that any modeler opens."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from sunhall.platforms.workflow.rules.elements import (
    DC,
    DI,
    DI_BASE,
    MODEL,
    NODES,
    OURS,
    TRIGGERS,
)
from sunhall.platforms.workflow.rules.graph import (
    Each,
    Graph,
    Kind,
    Node,
    Span,
    Timer,
    Trigger,
    Work,
)
from sunhall.platforms.workflow.rules.layout import Plan, lay_out

TAGS = {kind: tag for tag, kind in NODES.items()} | {
    Kind.TERMINATE: "endEvent",
    Kind.FAILURE: "endEvent",
}
DEFINITIONS = {trigger: tag for tag, trigger in TRIGGERS.items()}
NAMED = {Trigger.ERROR: "error", Trigger.MESSAGE: "message", Trigger.SIGNAL: "signal"}
PREFIXES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": DI_BASE, "sunhall": OURS}
SUFFIXES = {Span.WORKING_DAY: "{}wd", Span.DAY: "P{}D", Span.MINUTE: "PT{}M"}


def write_flow(graph: Graph) -> bytes:
    """Return a flow as BPMN 2.0 XML; the same flow gives the same bytes."""
    for prefix, address in PREFIXES.items():
        register_namespace(prefix, address)
    root = Element(f"{{{MODEL}}}definitions", targetNamespace=OURS)
    names = _declare(root, graph)
    process = SubElement(
        root, f"{{{MODEL}}}process", id=graph.key, name=graph.name, isExecutable="true"
    )
    _write_facts(process, graph)
    _write_scope(process, graph, "", names)
    _draw(root, graph, lay_out(graph))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _declare(root: Element, graph: Graph) -> dict[tuple[Trigger, str], str]:
    """Declare what the events are about; return the ids."""
    named = {
        (one.event.trigger, one.event.name)
        for one in graph.nodes.values()
        if one.event.trigger in NAMED and one.event.name
    }
    ids = {}
    for number, (trigger, name) in enumerate(sorted(named), 1):
        ids[trigger, name] = f"{NAMED[trigger]}_{number}"
        told = SubElement(root, f"{{{MODEL}}}{NAMED[trigger]}", id=ids[trigger, name], name=name)
        if trigger is Trigger.ERROR:
            told.set("errorCode", name)
    return ids


def _write_facts(process: Element, graph: Graph) -> None:
    if graph.facts:
        extension = SubElement(process, f"{{{MODEL}}}extensionElements")
        for name, fact in graph.facts.items():
            SubElement(extension, f"{{{OURS}}}fact", name=name, kind=fact.kind.value)


def _write_scope(
    holder: Element, graph: Graph, scope: str, names: dict[tuple[Trigger, str], str]
) -> None:
    inside = [one for one in graph.nodes.values() if one.scope == scope]
    for node in inside:
        written = SubElement(holder, f"{{{MODEL}}}{TAGS[node.kind]}", dict(_attributes(node)))
        _write_extension(written, node)
        if node.each:
            _write_each(written, node.each)
        _write_event(written, node, names)
        if node.kind is Kind.SUBPROCESS:
            _write_scope(written, graph, node.id, names)
    known = {one.id for one in inside}
    for flow in graph.flows.values():
        if flow.source not in known:
            continue
        more = {"name": flow.name} if flow.name else {}
        written = SubElement(
            holder,
            f"{{{MODEL}}}sequenceFlow",
            {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target, **more},
        )
        if flow.text:
            SubElement(written, f"{{{MODEL}}}conditionExpression").text = flow.text


def _attributes(node: Node) -> Iterator[tuple[str, str]]:
    yield "id", node.id
    if node.name:
        yield "name", node.name
    if node.default:
        yield "default", node.default
    if node.kind is Kind.BOUNDARY:
        yield "attachedToRef", node.event.host
        if not node.event.is_interrupting:
            yield "cancelActivity", "false"
    if node.kind is Kind.CALL and node.refers_to:
        yield "calledElement", node.refers_to


def _write_extension(written: Element, node: Node) -> None:
    told: dict[str, dict[str, str]] = {}
    if node.work != Work():
        told["work"] = {
            "organization": node.work.organization,
            "permission": node.work.permission,
        }
    if node.refers_to and node.kind is not Kind.CALL:
        told["call"] = {"name": node.refers_to}
    if told:
        extension = SubElement(written, f"{{{MODEL}}}extensionElements")
        for tag, attributes in told.items():
            SubElement(extension, f"{{{OURS}}}{tag}", _given(attributes))


def _write_each(written: Element, each: Each) -> None:
    loop = SubElement(written, f"{{{MODEL}}}multiInstanceLoopCharacteristics")
    if each.is_sequential:
        loop.set("isSequential", "true")
    told = {
        "list": each.listed,
        "item": each.item,
        "output": each.output,
        "into": each.gathered,
    }
    extension = SubElement(loop, f"{{{MODEL}}}extensionElements")
    SubElement(extension, f"{{{OURS}}}each", _given(told))


def _write_event(written: Element, node: Node, names: dict[tuple[Trigger, str], str]) -> None:
    event = node.event
    if node.kind is Kind.TERMINATE:
        SubElement(written, f"{{{MODEL}}}terminateEventDefinition")
    if event.trigger is Trigger.NONE:
        return
    definition = SubElement(written, f"{{{MODEL}}}{DEFINITIONS[event.trigger]}")
    if (event.trigger, event.name) in names:
        definition.set(f"{NAMED[event.trigger]}Ref", names[event.trigger, event.name])
    if event.timer is not None:
        tag = "timeDate" if event.timer.span is Span.DATE else "timeDuration"
        SubElement(definition, f"{{{MODEL}}}{tag}").text = timer_text(event.timer)


def timer_text(timer: Timer) -> str:
    """Return a timer as it is written in a flow."""
    if timer.span is Span.DATE:
        return timer.date
    return SUFFIXES[timer.span].format(timer.amount)


def _given(attributes: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def _draw(root: Element, graph: Graph, plan: Plan) -> None:
    diagram = SubElement(root, f"{{{DI}}}BPMNDiagram", id="diagram")
    plane = SubElement(diagram, f"{{{DI}}}BPMNPlane", id="plane", bpmnElement=graph.key)
    for key, box in plan.boxes.items():
        shape = SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{key}_di", bpmnElement=key)
        if graph.nodes[key].kind is Kind.SUBPROCESS:
            shape.set("isExpanded", "true")
        sizes = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        SubElement(shape, f"{{{DC}}}Bounds", {name: str(n) for name, n in sizes.items()})
    for key, points in plan.lines.items():
        edge = SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{key}_di", bpmnElement=key)
        for x, y in points:
            SubElement(edge, f"{{{DI_BASE}}}waypoint", x=str(x), y=str(y))
