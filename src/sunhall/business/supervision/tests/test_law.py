"""The fifty rules: each finds what it is for and nothing else, and no change goes unnoticed."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, get_type_hints

import pytest

from sunhall.business.supervision.choices import KeyPoint
from sunhall.business.supervision.models import Rule
from sunhall.business.supervision.queries import compile_for, supervised_events
from sunhall.business.supervision.rules import Draft, RuleRecord, read_rules
from sunhall.business.supervision.tests.law_cases import IN_ORDER, TABLE, TODAY
from sunhall.business.supervision.views.wording import FACTS
from sunhall.kernel.calendar import standard_calendar
from sunhall.kernel.events import event_words

RULES = {record.code: record for record in read_rules() if record.domain == "penalty"}
PLAIN = {bool: False, int: 0, str: "", Decimal: Decimal(0), date: TODAY}
BLOCKING = {2, 7, 8, *range(12, 18), 25, 26, *range(33, 38), *range(39, 46)}
"""The rules whose source says 阻断, and those of the same kind."""


def event_of(name: str, **facts: Any) -> Any:
    """Return an event of the real class: in order, but for the given facts."""
    known = supervised_events()[name]
    hints = get_type_hints(known)
    values = {
        field.name: IN_ORDER.get(field.name, PLAIN.get(hints[field.name]))
        for field in fields(known)
    }
    stray = set(facts) - set(values)
    assert not stray, f"{name} has no {stray}"
    return known(**{**values, **facts})


def answer(draft: Draft, event: str, facts: dict[str, Any]) -> str | None:
    """Return what a rule answers to an event with these facts."""
    if not draft.is_watching or event not in draft.on:
        return None
    question = compile_for(draft, event)
    verdict = question.answer(vars(event_of(event, **facts)), standard_calendar())
    if verdict is None:
        return None
    return ("red" if verdict.is_red else "yellow") + (" stop" if verdict.is_blocked else "")


def wrong(code: str, draft: Draft) -> Iterator[str]:
    """Yield the cases of the table that a version of a rule does not answer as it should."""
    for event in RULES[code].draft.on:
        for facts, expected in TABLE[code]:
            found = answer(draft, event, facts)
            if found != expected:
                yield f"{code} {event} {facts}: {found}, not {expected}"


@pytest.mark.parametrize("code", RULES)
class TestEachRule:
    def test_answers_every_case_of_its_table(self, code: str):
        faults = list(wrong(code, RULES[code].draft))

        assert faults == []

    def test_has_cases_that_hit_and_cases_that_do_not(self, code: str):
        answers = {bool(expected) for _facts, expected in TABLE[code]}

        assert answers == {True, False}

    def test_is_not_changed_unnoticed(self, code: str):
        unnoticed = [
            what
            for what, mutant in mutants(RULES[code].draft)
            if not next(wrong(code, mutant), None)
        ]

        assert unnoticed == []


class TestTheCatalog:
    def test_holds_the_fifty_rules_of_penalties(self):
        assert list(RULES) == [f"P{number:02}" for number in range(1, 51)] == list(TABLE)

    def test_covers_the_five_key_points_and_the_procedure(self):
        assert {record.key_point for record in RULES.values()} == set(KeyPoint.values)

    def test_lacks_nothing_that_recorded_facts_cannot_decide(self):
        assert [code for code, record in RULES.items() if record.draft.lacks] == []

    def test_blocks_where_the_source_says_so_and_says_what_to_do_instead(self):
        blocking = {int(code[1:]) for code, record in RULES.items() if is_blocking(record)}
        silent = [code for code, record in RULES.items() if is_silent(record)]

        assert blocking == BLOCKING
        assert silent == []

    def test_keeps_the_severity_and_the_limits_of_the_source(self):
        differing = [
            code
            for code, record in RULES.items()
            if record.draft.severity != record.source["severity"]
            or record.draft.remedy_working_days != record.source["remedy_deadline"]["value"]
            or list(record.draft.notify) != record.source["notify"]
        ]

        assert differing == []

    def test_asks_of_nothing_that_has_no_words(self):
        events = {event for record in RULES.values() for event in record.draft.on}
        facts = {
            name
            for record in RULES.values()
            for event in record.draft.on
            for name in compile_for(record.draft, event).names
        }

        assert [name for name in events if event_words(name) == name] == []
        assert facts - set(FACTS) == set()

    @pytest.mark.django_db
    def test_is_in_force_in_every_city(self):
        rules = Rule.objects.select_related("version").filter(version__is_watching=True)

        drafts = {rule.code: rule.version.draft for rule in rules}

        assert drafts == {code: record.draft for code, record in RULES.items()}


def is_blocking(record: RuleRecord) -> bool:
    """Tell whether a rule turns acts down."""
    return record.draft.effect == "block"


def is_silent(record: RuleRecord) -> bool:
    """Tell whether a rule turns acts down without a way out."""
    return is_blocking(record) and not record.draft.way_out


def mutants(draft: Draft) -> Iterator[tuple[str, Draft]]:
    """Yield every small change of a rule, with its name."""
    yield "removed", replace(draft, is_watching=False)
    yield "negated", replace(draft, when=f"not ({draft.when})")
    yield "severity", replace(draft, severity="red" if draft.severity == "yellow" else "yellow")
    yield "effect", replace(draft, effect="block" if draft.effect == "record" else "record")
    for event in draft.on:
        yield f"without {event}", replace(draft, on=tuple(e for e in draft.on if e != event))
    for field in ("when", "red_when", "block_when"):
        text = getattr(draft, field)
        if text and field != "when":
            yield f"without {field}", replace(draft, **{field: ""})
        for changed in changed_texts(text) if text else ():
            yield f"{field}: {changed}", replace(draft, **{field: changed})


COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


def changed_texts(text: str) -> Iterator[str]:
    """Yield a condition with one thing changed: a comparison, a number, a word, a part."""
    tree = ast.parse(text, mode="eval")
    for index, node in enumerate(ast.walk(tree)):
        for change in changes_of(node):
            mutant = deepcopy(tree)
            change(list(ast.walk(mutant))[index])
            yield ast.unparse(mutant)


def changes_of(node: ast.AST) -> Iterator[Any]:
    """Yield the ways in which a part of a condition can be changed."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in COMPARISONS[type(operator)]:
                    yield partial(put, "ops", place, other())
        case ast.BoolOp():
            yield partial(set_op, ast.Or() if isinstance(node.op, ast.And) else ast.And())
            yield from (partial(drop, "values", place) for place in range(len(node.values)))
        case ast.BinOp():
            yield partial(set_op, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add())
        case ast.Tuple():
            yield from (partial(drop, "elts", place) for place in range(len(node.elts)))
        case ast.Constant():
            yield from (partial(set_value, value) for value in others(node.value))


def others(value: Any) -> list[Any]:
    """Return literals beside one: another word, the numbers next to it."""
    if isinstance(value, str):
        return [f"{value}x"]
    return [number for number in (value + 1, value - 1) if number >= 0]


def put(field: str, place: int, value: Any, node: ast.AST) -> None:
    """Put something else into a list of a node."""
    getattr(node, field)[place] = value


def drop(field: str, place: int, node: ast.AST) -> None:
    """Take something out of a list of a node."""
    del getattr(node, field)[place]


def set_op(operator: Any, node: ast.AST) -> None:
    """Change what a node does."""
    node.op = operator


def set_value(value: Any, node: ast.AST) -> None:
    """Change a literal."""
    node.value = value


class TestMutants:
    """The mutation test can itself fail: it sees what a table without the case would miss."""

    def test_are_noticed_only_by_the_case_that_tells_them_apart(self, monkeypatch):
        without = [case for case in TABLE["P25"] if case[0] != {"working_days_ahead": 7}]
        monkeypatch.setitem(TABLE, "P25", without)
        weaker = replace(RULES["P25"].draft, when="working_days_ahead <= 7")

        unnoticed = list(wrong("P25", weaker))

        assert unnoticed == []

    def test_are_many(self):
        count = sum(len(list(mutants(record.draft))) for record in RULES.values())

        assert count > 500
