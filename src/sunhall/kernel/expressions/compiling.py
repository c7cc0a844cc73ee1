"""Read a question, check it against the types of its facts, and turn it into closures.

The text is read by Python's own parser and only a short list of its nodes is taken; nothing is
ever handed to `eval`. Absence is two-valued, so that a question always has an answer: whatever is
computed from None is None, a comparison with None is false (`!=` and `not in` too), an absent
yes/no fact counts as no, and only `is None` and `is not None` ask about absence itself.
"""

import ast
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from sunhall.kernel.calendar import CalendarError, TimeLimit, Unit, WorkingCalendar
from sunhall.kernel.calendar.limits import quote
from sunhall.kernel.expressions.errors import ExpressionError
from sunhall.kernel.expressions.facts import KINDS_OF_LISTS, Facts, Kind, Values
from sunhall.kernel.expressions.terms import (
    ARITHMETIC,
    FUNCTIONS,
    Run,
    Term,
    add_limit,
    apply,
    compare,
    constant,
    days_between,
    every,
    fact,
    is_absent,
    negate,
    some,
)

LONGEST_TEXT = 1000
DEEPEST = 30
LINE_ENDS = re.compile(r"[\r\n]")
NUMBER_PATTERN = re.compile(r"[0-9]{1,18}(\.[0-9]{1,6})?")

COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.In: ("in", lambda item, items: item in items),
    ast.NotIn: ("not in", lambda item, items: item not in items),
}
OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
UNITS = {"days": Unit.CALENDAR_DAY, "working_days": Unit.WORKING_DAY}


@dataclass(frozen=True)
class Expression:
    """A question that has been read and checked; `names` are the facts it asks for."""

    text: str
    names: frozenset[str]
    _run: Run = field(repr=False, compare=False)

    def holds(self, facts: Values, calendar: WorkingCalendar) -> bool:
        """Answer the question; a fact that is not given is absent.

        Raises:
            ExpressionError: it divides by zero, or reckons no day of the calendar.
        """
        try:
            return bool(self._run(facts, calendar))
        except (ArithmeticError, CalendarError) as error:
            reason = _("除数为零、数值过大，或者天数不是整数。")
            if isinstance(error, CalendarError):
                reason = str(error)
            raise ExpressionError(
                "cannot_answer",
                _("“%(text)s”算不出结果：%(reason)s")
                % {"text": quote(self.text), "reason": reason},
            ) from error


def compile_expression(text: str, types: Facts) -> Expression:
    """Read a yes/no question about facts of known types.

    Raises:
        ExpressionError: it is too long or too deep, cannot be read, uses what the language lacks,
            asks for an unknown fact, mixes kinds, or is no yes/no question.
    """
    reader = _Reader(text, types)
    node = reader.parse()
    term = reader.read(node)
    if term.kind is not Kind.BOOLEAN:
        raise reader.error(
            "not_a_question",
            node,
            _("整个条件应当能答“是”或“否”，现在得出的是%(kind)s。") % {"kind": term.kind.words},
        )
    return Expression(text, frozenset(reader.names), term.run)


class _Reader:
    """Turns the nodes of one text into terms, checking kinds on the way."""

    def __init__(self, text: str, types: Facts) -> None:
        self.text = LINE_ENDS.sub(" ", text).strip()
        self.margin = len(text) - len(text.lstrip())
        self.types = types
        self.names: set[str] = set()
        self.depth = 0

    def parse(self) -> ast.expr:
        if len(self.text) > LONGEST_TEXT:
            raise ExpressionError(
                "too_long", _("条件过长，请不要超过 %(max)d 字。") % {"max": LONGEST_TEXT}
            )
        try:
            node = ast.parse(self.text, mode="eval").body
        except (RecursionError, MemoryError):
            raise self._too_deep() from None
        except SyntaxError as error:
            # The parser gives 0 when the text ends too early.
            raise self._unreadable((error.offset or len(self.text) + 1) - 1) from None
        except ValueError:
            raise self._unreadable(0) from None
        end = self._offset(node.end_col_offset or 0)
        # Lines are joined, so a comment would swallow the rest of the question.
        if self.text[end:].strip(") "):
            raise self._unreadable(end)
        return node

    def read(self, node: ast.expr) -> Term:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._too_deep()
        readers: dict[type[ast.expr], Callable[[Any], Term]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.BoolOp: self._both,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._arithmetic,
            ast.Compare: self._comparison,
            ast.Call: self._call,
        }
        read = readers.get(type(node))
        if read is None:
            raise self._unsupported(node)
        term = read(node)
        self.depth -= 1
        return term

    def _constant(self, node: ast.Constant) -> Term:
        return constant(*self._literal(node))

    def _literal(self, node: ast.Constant) -> tuple[Kind, bool | str | int | Decimal]:
        if isinstance(node.value, bool):
            return Kind.BOOLEAN, node.value
        if isinstance(node.value, str):
            return Kind.TEXT, node.value
        if node.value is None:
            raise self.error(
                "wrong_type", node, _("None 只能写在 is 或者 is not 之后，例如 x is None。")
            )
        written = self._source(node)
        if not NUMBER_PATTERN.fullmatch(written):
            raise self._unsupported(node)
        return Kind.NUMBER, Decimal(written) if "." in written else int(written)

    def _name(self, node: ast.Name) -> Term:
        if node.id not in self.types:
            raise self._unknown(node, node.id, list(self.types))
        self.names.add(node.id)
        return fact(self.types[node.id].kind, node.id)

    def _both(self, node: ast.BoolOp) -> Term:
        terms = [self._boolean(value) for value in node.values]
        return every(terms) if isinstance(node.op, ast.And) else some(terms)

    def _unary(self, node: ast.UnaryOp) -> Term:
        if isinstance(node.op, ast.Not):
            return negate(self._boolean(node.operand))
        term = self.read(node.operand)
        if isinstance(node.op, ast.USub) and term.kind is Kind.NUMBER:
            return apply(Kind.NUMBER, operator.neg, [term])
        raise self._unsupported(node)

    def _arithmetic(self, node: ast.BinOp) -> Term:
        sign = OPERATORS.get(type(node.op))
        if sign is None:
            raise self._unsupported(node)
        left, right = self.read(node.left), self.read(node.right)
        match left.kind, sign, right.kind:
            case Kind.NUMBER, _sign, Kind.NUMBER:
                return apply(Kind.NUMBER, ARITHMETIC[sign], [left, right])
            case Kind.DATE, "+", Kind.LIMIT:
                return add_limit(left, right)
            case Kind.DATE, "-", Kind.DATE:
                return apply(Kind.NUMBER, days_between, [left, right])
        raise self._mismatch(node, sign, left.kind, right.kind)

    def _comparison(self, node: ast.Compare) -> Term:
        operands = [node.left, *node.comparators]
        pairs = zip(operands, node.ops, operands[1:], strict=False)
        terms = [self._pair(node, left, op, right) for left, op, right in pairs]
        return terms[0] if len(terms) == 1 else every(terms)

    def _pair(self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Term:
        if isinstance(op, ast.Is | ast.IsNot):
            if not (isinstance(right, ast.Constant) and right.value is None):
                raise self._unsupported(node)
            return is_absent(self.read(left), absent=isinstance(op, ast.Is))
        sign, test = COMPARISONS[type(op)]
        one = self.read(left)
        if isinstance(op, ast.In | ast.NotIn):
            other = self._items(right)
            fits = other.kind is KINDS_OF_LISTS.get(one.kind)
        else:
            other = self.read(right)
            is_equality = isinstance(op, ast.Eq | ast.NotEq)
            fits = one.kind is other.kind and one.kind is not Kind.LIMIT
            fits = fits and (is_equality or one.kind.is_ordered)
        if not fits:
            raise self._mismatch(node, sign, one.kind, other.kind)
        return compare(one, other, test)

    def _items(self, node: ast.expr) -> Term:
        """Read what stands after `in`: a tuple of literals, or a fact that is a list."""
        if not isinstance(node, ast.Tuple):
            return self.read(node)
        literals = [self._literal(item) for item in node.elts if isinstance(item, ast.Constant)]
        if not literals or len(literals) < len(node.elts):
            raise self._unsupported(node)
        kinds = {kind for kind, _value in literals}
        listed = KINDS_OF_LISTS.get(literals[0][0])
        if len(kinds) > 1 or listed is None:
            raise self.error("wrong_type", node, _("in 之后的各项应当都是文字，或者都是数字。"))
        return constant(listed, frozenset(value for _kind, value in literals))

    def _call(self, node: ast.Call) -> Term:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._unsupported(node)
        name = node.func.id
        if name not in FUNCTIONS:
            raise self._unknown(node, name, list(FUNCTIONS))
        terms = [self.read(argument) for argument in node.args]
        kinds = tuple(term.kind for term in terms)
        kind = FUNCTIONS[name].result(kinds)
        if kind is None:
            raise self.error(
                "wrong_type",
                node,
                _("函数 %(name)s 不能这样用，括号里现在是：%(kinds)s。")
                % {"name": name, "kinds": _("、").join(one.words for one in kinds) or _("空")},
            )
        if name in UNITS and isinstance(node.args[0], ast.Constant):
            return constant(kind, self._limit(node, name))
        return apply(kind, FUNCTIONS[name].run, terms)

    def _limit(self, node: ast.Call, name: str) -> TimeLimit:
        """Make a limit of a written number of days once, and refuse an impossible one at once."""
        written = self._source(node.args[0])
        if not written.isdigit():
            raise self.error("wrong_type", node.args[0], _("天数应当是整数。"))
        try:
            return TimeLimit(int(written), UNITS[name])
        except CalendarError as error:
            raise self.error("wrong_type", node.args[0], str(error)) from None

    def _boolean(self, node: ast.expr) -> Term:
        term = self.read(node)
        if term.kind is not Kind.BOOLEAN:
            raise self.error(
                "wrong_type",
                node,
                _("and、or、not 连接的应当是是非条件，这里是%(kind)s。")
                % {"kind": term.kind.words},
            )
        return term

    def error(self, code: str, node: ast.expr, problem: str) -> ExpressionError:
        return self._placed(code, problem, self._offset(node.col_offset))

    def _placed(self, code: str, problem: str, offset: int) -> ExpressionError:
        return ExpressionError(code, problem, self.margin + offset + 1)

    def _offset(self, size: int) -> int:
        """Return how many characters the first bytes of the text are; the parser counts bytes."""
        return len(self.text.encode()[:size].decode())

    def _source(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.text, node) or ""

    def _too_deep(self) -> ExpressionError:
        return ExpressionError("too_deep", _("条件嵌套过深，请拆成几个条件。"))

    def _unreadable(self, offset: int) -> ExpressionError:
        problem = _("看不懂这个条件。请检查括号、引号和运算符是否成对、齐全。")
        return self._placed("unreadable", problem, offset)

    def _unsupported(self, node: ast.expr) -> ExpressionError:
        return self.error(
            "unsupported",
            node,
            _("不能写“%(text)s”。可以用比较、and、or、not、in、加减乘除和函数 %(functions)s。")
            % {"text": quote(self._source(node)), "functions": _("、").join(FUNCTIONS)},
        )

    def _unknown(self, node: ast.expr, name: str, known: Sequence[str]) -> ExpressionError:
        close = get_close_matches(name, known, n=3) or sorted(known)[:10]
        return self.error(
            "unknown_name",
            node,
            _("没有“%(name)s”。您是否要写：%(known)s？")
            % {"name": quote(name), "known": _("、").join(close)},
        )

    def _mismatch(self, node: ast.expr, sign: str, left: Kind, right: Kind) -> ExpressionError:
        return self.error(
            "wrong_type",
            node,
            _("%(left)s与%(right)s之间不能用 %(sign)s。")
            % {"left": left.words, "right": right.words, "sign": sign},
        )
