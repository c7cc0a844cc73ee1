"""Measure whole cases through the actions, durably: how many acts a second one core carries.

The anchor outside is what Open Zaak publishes for creating a case, 24 a second on four cores of
its own hardware; it is not run here. Each act is a transaction of its own with a durable commit,
the journal, and supervision by its fifty rules.
"""

import gc
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from statistics import median
from typing import Any

from tests.cast import Cast, assemble

from bench.database import own_database
from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import DocumentKind, PaymentWay
from sunhall.business.penalties.queries import pdf_of
from sunhall.business.penalties.tests import cases, decisions

ROUNDS, CASES, PAPERS = 7, 20, 40
OPEN_ZAAK_A_SECOND = 24


def run() -> list[dict[str, Any]]:
    """Return rows of acts a second and of milliseconds."""
    with own_database():
        city = cases.on(cases.published(assemble()), cases.TODAY)
        parties = party_numbers()
        one_round(city, parties)
        gc.collect()
        gc.freeze()
        rounds = [one_round(city, parties) for _round in range(ROUNDS)]
        rate = median(acts for acts, _own in rounds)
        anchor = {"peer": OPEN_ZAAK_A_SECOND, "peer_name": "Open Zaak, as published"}
        return [
            {
                "name": "acts of a summary case, durable, one process",
                "unit": "acts/s",
                "ours": round(rate, 1),
                "own_cpu_ms": round(median(own for _acts, own in rounds) * 1000, 2),
                **anchor,
                "ratio": round(rate / OPEN_ZAAK_A_SECOND, 2),
                "wanted": "≥ 60 a core",
            },
            papers(city),
        ]


def one_round(city: Cast, parties: Iterator[int]) -> tuple[float, float]:
    """Return acts a second of some cases, and the seconds of this process's own time an act."""
    start, cpu = time.perf_counter(), time.process_time()
    acts = sum(summary_case(city, next(parties)) for _case in range(CASES))
    seconds, own = time.perf_counter() - start, time.process_time() - cpu
    return acts / seconds, own / acts


def summary_case(city: Cast, number: int) -> int:
    """Penalize on the spot, report it, and take the payment; return the number of acts."""
    party = replace(cases.COMPANY, name=f"青岛第{number}餐饮有限公司")
    case = decisions.on_the_spot(city, party=party)
    actions.report_on_the_spot(city.sun, case_id=case.pk)
    actions.record_payment(
        city.sun,
        case_id=case.pk,
        way=PaymentWay.BANK,
        paid_on=city.sun.today,
        voucher=f"B{number}",
    )
    return 3


def papers(city: Cast) -> dict[str, Any]:
    """Make the PDF of a decision, each of other facts."""
    times = []
    for number in range(PAPERS):
        case = decisions.on_the_spot(city, party=replace(cases.COMPANY, name=f"青岛{number}号"))
        document = case.documents.get(kind=DocumentKind.SUMMARY_DECISION)
        start = time.perf_counter()
        pdf_of(city.sun, document)
        times.append((time.perf_counter() - start) * 1000)
    return {
        "name": "PDF/A of a summary decision, median",
        "unit": "ms",
        "ours": round(median(times), 1),
        "wanted": "< 40 ms",
    }


def party_numbers() -> Iterator[int]:
    """Count parties, so that no two cases are of one and the same act."""
    return count(1)
