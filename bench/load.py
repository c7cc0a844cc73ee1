"""Load for the endurance test: cases acted on without pause, each act acknowledged on paper.

    python -m bench.load set-up          make a city
    python -m bench.load act FILE        act until killed; FILE gets a line for each act
    python -m bench.load fold            fold the journal until killed

An act is acknowledged once it has returned: its line is on the disk before the next one begins.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402

from sunhall.business.penalties import actions  # noqa: E402
from sunhall.business.penalties.choices import PaymentWay  # noqa: E402
from sunhall.business.penalties.models import Case  # noqa: E402
from sunhall.business.penalties.tests import cases, decisions  # noqa: E402
from sunhall.centers.access.models import Account  # noqa: E402
from sunhall.centers.access.queries import actor_of, visitor  # noqa: E402
from sunhall.config.database import database_in_use  # noqa: E402
from sunhall.directory import queries as directory  # noqa: E402
from sunhall.directory.demo import CAST  # noqa: E402
from sunhall.kernel.ledger.sequencer import fold  # noqa: E402

Acknowledge = Callable[[str, Case, Any], None]


def set_up() -> None:
    """Make the tables and a city with two benchmarks in effect."""
    call_command("migrate", verbosity=0)
    cases.published(assemble())


def known_city() -> Cast:
    """Return the cast of the city that is there, on the day the cases are of."""
    moment = timezone.make_aware(datetime.combine(cases.TODAY, time(10)))
    accounts = Account.objects.in_bulk([one.login for one in CAST], field_name="login")
    actors = {login: actor_of(account, None, moment) for login, account in accounts.items()}
    return Cast(system=directory.system_actor(moment), visitor=visitor(moment), **actors)


def act(path: Path) -> None:
    """Act on one case after the other, by turns on the spot and from the clue on."""
    city = known_city()
    with path.open("a", encoding="utf-8") as paper:

        def acknowledge(name: str, case: Case, made: Any) -> None:
            things = [one for one in (made if isinstance(made, tuple) else (made,)) if one]
            rows = [[one._meta.label, one.pk] for one in things if isinstance(one, Model)]
            paper.write(json.dumps({"act": name, "case": case.pk, "made": rows}) + "\n")
            paper.flush()
            os.fsync(paper.fileno())

        for number in count(1):
            story = on_the_spot if number % 3 else from_the_clue
            story(city, f"{os.getpid()}-{number}", acknowledge)


def on_the_spot(city: Cast, mark: str, acknowledge: Acknowledge) -> None:
    """Penalize on the spot, report it, take the payment, show it, and close the case."""
    party = replace(cases.COMPANY, name=f"青岛{mark}餐饮有限公司")
    case = decisions.on_the_spot(city, party=party, place=f"闽江路 {mark} 号")
    acknowledge("penalize", case, case)
    acknowledge("report", case, actions.report_on_the_spot(city.sun, case_id=case.pk))
    paid = actions.record_payment(
        city.sun,
        case_id=case.pk,
        way=PaymentWay.BANK,
        paid_on=city.sun.today,
        voucher=f"V{mark}",
    )
    acknowledge("pay", case, paid)
    decision = decisions.decision_of(case)
    acknowledge("publish", case, actions.publish_decision(city.wang, decision_id=decision.pk))


def from_the_clue(city: Cast, mark: str, acknowledge: Acknowledge) -> None:
    """Register a clue, prove it, have it filed, record the facts, and finish."""
    party = replace(cases.COMPANY, name=f"青岛{mark}餐饮有限公司")
    case = cases.a_clue(city, party=party, place=f"闽江路 {mark} 号")
    acknowledge("register", case, case)
    acknowledge("prove", case, cases.a_photo(city, case, content=cases.PHOTO + mark.encode()))
    asked = actions.ask_filing(
        city.sun, case_id=case.pk, reason=cases.REASON, officer_ids=cases.team(city)
    )
    acknowledge("ask", case, asked)
    acknowledge("file", case, actions.grant_approval(city.he, approval_id=asked.pk))
    acknowledge("facts", case, cases.with_facts(city, case))
    finished = actions.finish_investigation(
        city.sun, case_id=case.pk, conclusion="建议依照裁量基准处罚。"
    )
    acknowledge("finish", case, finished)


def fold_on() -> None:
    """Fold the journal all the time."""
    moment = known_city().system.moment
    while True:
        fold(moment)


def main(command: str, *paths: str) -> None:
    """Do what is asked for; the database stays up for it."""
    with database_in_use():
        if command == "set-up":
            set_up()
        elif command == "act":
            act(Path(paths[0]))
        else:
            fold_on()


if __name__ == "__main__":
    main(*sys.argv[1:])
