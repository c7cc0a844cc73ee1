"""Whatever is drawn in blocks, and in whatever order people act: no token is lost or doubled."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.platforms.workflow.rules import steps
from sunhall.platforms.workflow.rules.compiling import must_compile
from sunhall.platforms.workflow.rules.graph import Each, Graph, Kind, Node
from sunhall.platforms.workflow.rules.state import State
from sunhall.platforms.workflow.tests.drawings import drawn, node

FACTS = {"n": "number", "departments": "texts"}
EACH = Each("departments", "department")

blocks = st.recursive(
    st.just(("step",)),
    lambda inner: st.one_of(
        st.tuples(
            st.sampled_from(["line", "parallel", "exclusive", "inclusive"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        st.tuples(st.sampled_from(["part", "each"]), st.lists(inner, min_size=1, max_size=1)),
    ),
    max_leaves=7,
)


@dataclass
class Drawing:
    """Turns blocks into nodes and ways."""

    nodes: list[Node] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0

    def add(self, kind: Kind, scope: str, **more: Any) -> str:
        self.count += 1
        key = f"{kind.value}{self.count}"
        self.nodes.append(node(key, kind, scope=scope, **more))
        return key

    def block(self, block: Any, scope: str) -> tuple[str, str]:
        """Draw a block; return its first and its last node."""
        kind, *inner = block
        if kind == "step":
            key = self.add(Kind.USER, scope)
            return key, key
        if kind == "line":
            return self._line([self.block(one, scope) for one in inner[0]])
        if kind in {"part", "each"}:
            return self._part(inner[0][0], scope, EACH if kind == "each" else None)
        return self._split(Kind(kind), inner[0], scope)

    def _line(self, ends: list[tuple[str, str]]) -> tuple[str, str]:
        for (_first, last), (following, _last) in pairwise(ends):
            self.ways.append(f"{last}>{following}")
        return ends[0][0], ends[-1][1]

    def _part(self, block: Any, scope: str, each: Each | None) -> tuple[str, str]:
        part = self.add(Kind.SUBPROCESS, scope, each=each)
        start, end = self.add(Kind.START, part), self.add(Kind.END, part)
        first, last = self.block(block, part)
        self.ways += [f"{start}>{first}", f"{last}>{end}"]
        return part, part

    def _split(self, kind: Kind, inner: list[Any], scope: str) -> tuple[str, str]:
        split, join = self.add(kind, scope), self.add(kind, scope)
        place = self.nodes.index(next(one for one in self.nodes if one.id == split))
        for number, block in enumerate(inner):
            first, last = self.block(block, scope)
            is_last = number == len(inner) - 1
            condition = "" if is_last or kind is Kind.PARALLEL else f":n > {number * 3}"
            self.ways += [f"{split}>{first}{condition}", f"{last}>{join}"]
            if is_last and kind is not Kind.PARALLEL:
                self.nodes[place] = node(split, kind, scope=scope, default=f"{split}.{first}")
        self.pairs.append((split, join))
        return split, join


def graph_of_blocks(block: Any) -> tuple[Graph, list[tuple[str, str]]]:
    drawing = Drawing()
    first, last = drawing.block(block, "")
    text = "; ".join([f"start>{first}", f"{last}>end", *drawing.ways])
    return must_compile(drawn(text, *drawing.nodes, **FACTS)), drawing.pairs


@settings(max_examples=80, deadline=None)
@given(block=blocks, n=st.integers(-1, 8), data=st.data())
def test_every_case_ends_and_every_join_fires_once_for_its_split(block, n, data):
    graph, pairs = graph_of_blocks(block)
    outcome = steps.start(graph, {"n": n, "departments": ["甲", "乙"]})
    passed = Counter(outcome.passed)

    while not outcome.has_ended:
        state = State.load(outcome.state.dump())
        acting = [k for k, one in state.tokens.items() if graph.nodes[one.node].kind is Kind.USER]
        assert acting, "nobody can act and the case has not ended"
        outcome = steps.complete(graph, state, data.draw(st.sampled_from(acting)), {})
        passed.update(outcome.passed)

    assert passed["end"] == 1
    assert all(passed[split] == passed[join] for split, join in pairs)
    assert all(count == 0 or key in graph.nodes for key, count in passed.items())
