"""Say whether a drawn flow can be run: every case finds its way, and nobody is asked in vain."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sunhall.kernel.expressions import Kind as FactKind
from sunhall.platforms.workflow.rules.findings import Finding
from sunhall.platforms.workflow.rules.graph import (
    ACTIVITIES,
    BODIES,
    ENDS,
    RESTING,
    Graph,
    Kind,
    Node,
    Span,
    Trigger,
)

LISTS = {FactKind.TEXTS: FactKind.TEXT, FactKind.NUMBERS: FactKind.NUMBER}
CHOOSING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})
DAYS = frozenset({FactKind.DATE, FactKind.MOMENT})


def check(graph: Graph) -> Iterator[Finding]:
    """Yield every defect of a flow whose elements could all be read."""
    yield from _check_flows(graph)
    yield from _check_scopes(graph)
    for node in graph.nodes.values():
        for rule in RULES:
            yield from rule(graph, node)
    yield from _check_circles(graph)


def _of(node: Node, code: str, template: str, **params: str) -> Finding:
    return Finding(code=code, template=template, element=node.id, label=node.name, params=params)


def _check_flows(graph: Graph) -> Iterator[Finding]:
    for flow in graph.flows.values():
        source, target = graph.nodes.get(flow.source), graph.nodes.get(flow.target)
        template = ""
        if source is None or target is None:
            template = "连线的一端没有连着环节。"
        elif source.scope != target.scope:
            template = "连线不能跨出子流程。"
        elif source.kind in ENDS or target.kind in {Kind.START, Kind.BOUNDARY}:
            template = "连线不能从结束画起，也不能画到开始或者边界事件。"
        elif flow.condition and source.kind in {Kind.PARALLEL, Kind.CHOICE, Kind.START}:
            template = "从这里出发的连线不能带条件。"
        if template:
            yield Finding(code="flow", template=template, element=flow.id, label=flow.name)


def _check_scopes(graph: Graph) -> Iterator[Finding]:
    """Every scope has one start and an end, and all of it lies between them."""
    scopes = {"", *(one.id for one in graph.nodes.values() if one.kind is Kind.SUBPROCESS)}
    for scope in sorted(scopes):
        inside = [one for one in graph.nodes.values() if one.scope == scope]
        starts = [one for one in inside if one.kind is Kind.START]
        holder = graph.nodes.get(scope)
        label = holder.name if holder else ""
        if len(starts) != 1:
            yield Finding(
                code="starts", template="应当恰好有一个开始事件。", element=scope, label=label
            )
        if not any(one.kind in ENDS for one in inside):
            yield Finding(code="no_end", template="没有结束事件。", element=scope, label=label)
        if len(starts) == 1:
            yield from _check_reach(graph, starts[0], inside)


def _check_reach(graph: Graph, start: Node, inside: list[Node]) -> Iterator[Finding]:
    reached = graph.after[start.id] | {start.id}
    ends = {one.id for one in inside if one.kind in ENDS}
    for node in inside:
        key = node.event.host if node.kind is Kind.BOUNDARY else node.id
        if key not in reached:
            yield _of(node, "unreachable", "从开始走不到这里。")
        elif ends and node.id not in ends and not graph.after[node.id] & ends:
            yield _of(node, "no_way_out", "从这里走不到结束。")


def _check_edges(graph: Graph, node: Node) -> Iterator[Finding]:
    """Activities, gateways and events have a way in and a way out."""
    if node.kind not in ENDS and not graph.outgoing[node.id]:
        yield _of(node, "dead_end", "没有出去的连线。")
    if node.kind in {Kind.START, Kind.BOUNDARY} and graph.incoming[node.id]:
        yield _of(node, "flow", "连线不能从结束画起，也不能画到开始或者边界事件。")


def _check_default(graph: Graph, node: Node) -> Iterator[Finding]:
    flows = graph.outgoing[node.id]
    if node.default and node.default not in {flow.id for flow in flows}:
        yield _of(node, "default", "默认连线不是从这里出发的。")
        return
    unasked = [one for one in flows if one.condition is None and one.id != node.default]
    if len(flows) < 2 and not any(one.condition for one in flows):
        return
    if node.kind is Kind.EXCLUSIVE and len(unasked) > (0 if node.default else 1):
        yield _of(node, "condition", "有不止一条连线没有条件，不知道该走哪一条。")
    chooses = node.kind in CHOOSING or node.kind in ACTIVITIES or node.kind in {Kind.CATCH}
    if chooses and not node.default and not unasked:
        yield _of(node, "default", "条件都不成立时无路可走，请指定一条默认连线。")


def _check_choice(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind is not Kind.CHOICE:
        return
    targets = [graph.nodes.get(flow.target) for flow in graph.outgoing[node.id]]
    if len(targets) < 2 or any(one is None or one.kind is not Kind.CATCH for one in targets):
        yield _of(node, "choice", "事件网关之后应当是两个以上的定时、消息或者信号事件。")


def _check_boundary(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind is not Kind.BOUNDARY:
        return
    host = graph.nodes.get(node.event.host)
    if host is None or host.scope != node.scope or host.kind not in ACTIVITIES:
        yield _of(node, "boundary", "边界事件没有附在同一层的环节上。")
    elif host.kind is Kind.AUTOMATIC and not host.each:
        yield _of(node, "boundary", "自动环节一到就过，边界事件没有意义。")


def _check_error(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind is Kind.FAILURE and not node.scope:
        yield _of(node, "error_end", "错误结束只能画在子流程里，由它的边界事件接住。")
    if node.event.trigger in {Trigger.MESSAGE, Trigger.SIGNAL} and not node.event.name:
        yield _of(node, "event_unnamed", "消息或者信号没有名称。")


def _check_each(graph: Graph, node: Node) -> Iterator[Finding]:
    each = node.each
    if each is None:
        return
    listed = graph.facts.get(each.listed)
    if node.kind is Kind.AUTOMATIC:
        yield _of(node, "each", "自动环节一到就过，不能逐个办理。")
    if listed is None or listed.kind not in LISTS:
        yield _of(node, "each", "逐个办理的“%(name)s”不是已声明的列表。", name=each.listed)
    if not each.item.isidentifier() or each.item in graph.facts:
        yield _of(node, "each", "各项的名称“%(name)s”不合规，或者与事实重名。", name=each.item)
    gathered = graph.facts.get(each.gathered)
    if bool(each.output) != bool(each.gathered):
        yield _of(node, "each", "收集结果要同时写明收集什么、收集到哪里。")
    elif each.output and (gathered is None or gathered.kind not in LISTS):
        yield _of(node, "each", "收集结果的“%(name)s”不是已声明的列表。", name=each.gathered)


def _check_work(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind is not Kind.USER:
        return
    told = node.work.organization
    if told.startswith("=") and not _is_text(graph, node, told[1:]):
        yield _of(node, "work", "承办单位“%(name)s”不是已声明的文字。", name=told[1:])


def _is_text(graph: Graph, node: Node | None, name: str) -> bool:
    """Tell whether a name is a text here: a fact, or the item of a list around."""
    while node is not None:
        if node.each and node.each.item == name:
            listed = graph.facts.get(node.each.listed)
            return listed is not None and listed.kind is FactKind.TEXTS
        node = graph.nodes.get(node.scope)
    fact = graph.facts.get(name)
    return fact is not None and fact.kind is FactKind.TEXT


def _check_reference(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.kind in {Kind.SERVICE, Kind.RULE, Kind.CALL} and not node.refers_to:
        yield _of(node, "reference", "没有说明调用哪个功能、裁量表或者流程。")
    if node.kind is Kind.CALL and node.refers_to == graph.key:
        yield _of(node, "reference", "流程不能调用自己。")


def _check_timer(graph: Graph, node: Node) -> Iterator[Finding]:
    timer = node.event.timer
    if timer is None or timer.span is not Span.DATE or not timer.date.startswith("="):
        return
    fact = graph.facts.get(timer.date[1:])
    if fact is None or fact.kind not in DAYS:
        yield _of(node, "timer", "定时的“%(name)s”不是已声明的日期。", name=timer.date[1:])


def _check_circles(graph: Graph) -> Iterator[Finding]:
    """Refuse a circle in which nobody and nothing is ever waited for: it would never end."""
    stops = {one.id for one in graph.nodes.values() if one.kind in RESTING | BODIES}
    rest = {key for key in graph.nodes if key not in stops}
    ways = {key: [n for n in graph.next_of(key) if n in rest] for key in rest}
    for key in _in_circles(ways):
        yield _of(graph.nodes[key], "circle", "从这里可以不停地转圈，中间没有人办理。")
        return


def _in_circles(ways: Mapping[str, Iterable[str]]) -> list[str]:
    """Return what is left when every end, and every beginning, is taken away again and again."""
    left = {key: set(targets) for key, targets in ways.items()}
    while left:
        entered = set().union(*left.values())
        done = {key for key, targets in left.items() if not targets or key not in entered}
        if not done:
            break
        left = {key: targets - done for key, targets in left.items() if key not in done}
    return sorted(left)


Rule = Callable[[Graph, Node], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    _check_edges,
    _check_default,
    _check_choice,
    _check_boundary,
    _check_error,
    _check_each,
    _check_work,
    _check_reference,
    _check_timer,
)
