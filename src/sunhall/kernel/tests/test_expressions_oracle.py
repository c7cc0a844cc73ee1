"""Every random question gets the answer of a tiny oracle that never parses."""

import operator
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.kernel.calendar import standard_calendar
from sunhall.kernel.expressions import FactType, Kind, compile_expression

NAMES = ("a", "b", "c")
FLAGS = ("p", "q")
TYPES = {name: FactType(Kind.NUMBER, is_optional=True) for name in NAMES}
TYPES |= {name: FactType(Kind.BOOLEAN, is_optional=True) for name in FLAGS}
SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul}
TESTS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}

values = st.none() | st.integers(-3, 3) | st.sampled_from([Decimal("0.5"), Decimal("-1.50")])
facts = st.fixed_dictionaries(
    dict.fromkeys(NAMES, values) | dict.fromkeys(FLAGS, st.none() | st.booleans())
)

# A question is its text and a function from facts to the answer.
literals = st.integers(0, 3).map(lambda n: (str(n), lambda f: n))
names = st.sampled_from(NAMES).map(lambda name: (name, lambda f: f[name]))


def calculated(operands):
    def of(parts):
        (left, one), sign, (right, other) = parts

        def value(f):
            x, y = one(f), other(f)
            return SIGNS[sign](x, y) if x is not None and y is not None else None

        return f"({left} {sign} {right})", value

    return st.tuples(operands, st.sampled_from([*SIGNS]), operands).map(of)


numbers = st.recursive(literals | names, calculated, max_leaves=4)


def compared(parts):
    (text, first), others = parts

    def answer(f):
        values = [first(f), *(value(f) for _sign, (_text, value) in others)]
        pairs = zip(values, values[1:], others, strict=False)
        return all(
            x is not None and y is not None and TESTS[sign](x, y) for x, y, (sign, _) in pairs
        )

    return " ".join([text, *(f"{sign} {other}" for sign, (other, _) in others)]), answer


def listed(parts):
    (text, value), is_in, items = parts

    def answer(f):
        found = value(f)
        return found is not None and (found in items) is is_in

    return f"{text} {'in' if is_in else 'not in'} ({', '.join(map(str, items))},)", answer


questions = st.recursive(
    st.one_of(
        st.sampled_from(FLAGS).map(lambda name: (name, lambda f: bool(f[name]))),
        names.map(lambda part: (f"{part[0]} is None", lambda f: part[1](f) is None)),
        st.tuples(
            numbers,
            st.lists(st.tuples(st.sampled_from([*TESTS]), numbers), min_size=1, max_size=3),
        ).map(compared),
        st.tuples(numbers, st.booleans(), st.lists(st.integers(0, 3), min_size=1, max_size=3)).map(
            listed
        ),
    ),
    lambda part: st.one_of(
        part.map(lambda p: (f"not ({p[0]})", lambda f: not p[1](f))),
        st.tuples(part, part).map(
            lambda p: (f"({p[0][0]}) and ({p[1][0]})", lambda f: p[0][1](f) and p[1][1](f))
        ),
        st.tuples(part, part).map(
            lambda p: (f"({p[0][0]}) or ({p[1][0]})", lambda f: p[0][1](f) or p[1][1](f))
        ),
    ),
    max_leaves=5,
)


class TestHolds:
    @settings(max_examples=400, deadline=None)
    @given(questions, facts)
    def test_agrees_with_the_oracle(self, question, f):
        text, answer = question

        held = compile_expression(text, TYPES).holds(f, standard_calendar())

        assert held is bool(answer(f))
