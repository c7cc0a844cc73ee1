"""Random tables of boxes, and facts on their edges, for Hypothesis."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from sunhall.kernel.decision.model import (
    Amount,
    AmountType,
    Benchmark,
    Choice,
    Factor,
    FactorType,
    Interval,
    Penalty,
    Provenance,
    Tier,
)

ENDS = [Decimal(number) / 2 for number in range(-2, 9)]
DAYS = [date(2011, 1, 25) + timedelta(days=number) for number in range(5)]
PLACES = ("东", "南", "西", "北")

FACTORS = (
    Factor(
        key="area",
        name="面积",
        type=FactorType.NUMBER,
        unit="平方米",
        domain=Interval(Decimal(0), low_closed=False),
    ),
    Factor(
        key="prior",
        name="前科",
        type=FactorType.COUNT,
        unit="次",
        step=Decimal(1),
        domain=Interval(Decimal(0), Decimal(3)),
    ),
    Factor(key="built", name="建成", type=FactorType.DATE, domain=Interval()),
    Factor(
        key="place",
        name="位置",
        type=FactorType.ENUM,
        choices=PLACES,
        domain=Choice(frozenset(PLACES)),
    ),
    Factor(
        key="refused",
        name="拒不改正",
        type=FactorType.BOOLEAN,
        choices=(False, True),
        domain=Choice(frozenset((False, True))),
    ),
)


def intervals(values: list[Any]) -> st.SearchStrategy[Interval]:
    """Return stretches between some of the values, with any ends, empty ones too."""
    ends = st.one_of(st.none(), st.sampled_from(values))
    return st.builds(Interval, ends, ends, st.booleans(), st.booleans())


CELLS: dict[str, st.SearchStrategy[Any]] = {
    "area": intervals(ENDS),
    "prior": intervals([Decimal(number) for number in range(5)]),
    "built": intervals(DAYS),
    "place": st.builds(Choice, st.frozensets(st.sampled_from(PLACES), min_size=1)),
    "refused": st.builds(Choice, st.frozensets(st.booleans(), min_size=1)),
}
BOXES = st.fixed_dictionaries({}, optional=CELLS)

AMOUNTS = st.one_of(
    st.builds(
        Amount,
        type=st.just(AmountType.FIXED),
        coefficient=st.integers(0, 900).map(lambda number: Decimal(number) / 4),
    ),
    st.builds(
        Amount,
        type=st.sampled_from((AmountType.MULTIPLE, AmountType.PERCENT, AmountType.PER_UNIT)),
        coefficient=st.sampled_from([Decimal("0.3"), Decimal(7), Decimal("1.25")]),
        bases=st.sampled_from([("area",), ("prior",), ("area", "prior")]),
        base_floor=st.sampled_from([None, Decimal(2), Decimal("0.75")]),
        cap=st.sampled_from([None, Decimal(5), Decimal("10.5")]),
    ),
    st.builds(
        Amount,
        type=st.just(AmountType.STEP),
        coefficient=st.sampled_from([Decimal("0.3"), Decimal(500)]),
        bases=st.just(("area",)),
        step=st.sampled_from([Decimal(1), Decimal("0.75")]),
    ),
)
FACTS = st.fixed_dictionaries(
    {
        "area": st.sampled_from([end for end in ENDS if end > 0] + [Decimal("1.000001")]),
        "prior": st.sampled_from([Decimal(number) for number in range(4)]),
        "built": st.sampled_from(DAYS),
        "place": st.sampled_from(PLACES),
        "refused": st.booleans(),
    }
)


@st.composite
def tables(draw: st.DrawFn) -> Benchmark:
    """Return a table of up to 90 random rows, with gaps and overlaps."""
    count = draw(st.sampled_from([1, 2, 5, 90]))
    rows = draw(st.lists(st.tuples(BOXES, AMOUNTS), min_size=1, max_size=count))
    tiers = tuple(
        Tier(
            seq=seq,
            description=f"第 {seq} 档",
            when=box,
            penalties=(Penalty(kind="罚款", amount=amount),),
        )
        for seq, (box, amount) in enumerate(rows, 1)
    )
    return Benchmark(
        code="T",
        name="随机",
        department="-",
        provenance=Provenance.SYNTHETIC,
        provenance_note="",
        has_no_discretion=False,
        bases=(),
        factors=FACTORS,
        tiers=tiers,
    )
