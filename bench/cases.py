"""Measure the officers' and the supervisors' pages with a million cases beside the demo city.

The peer is the same page of the same software in the small demo city, whose median the ratio is
to: growth is what counts.
"""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote

from bench.hall import Reader, city

ROUNDS = 40
OFFICER, SUPERVISOR = "sun", "zhao"
PAGES = {
    "queue of my cases": (OFFICER, "/cases/"),
    "queue of my organization": (OFFICER, "/cases/?queue=organization"),
    "queue of what is overdue": (OFFICER, "/cases/?queue=overdue"),
    "cases in one state": (OFFICER, "/cases/?queue=organization&state=served"),
    "search for a party": (OFFICER, f"/cases/?queue=organization&q={quote('合成当事人0012')}"),
    "search for a number": (SUPERVISOR, f"/cases/?queue=organization&q={quote('合成案1234')}"),
    "search for what all are called": (SUPERVISOR, f"/cases/?queue=organization&q={quote('合成')}"),
    "queue of the city": (SUPERVISOR, "/cases/?queue=organization"),
    "one case": (OFFICER, ""),
    "supervisor's desk": (SUPERVISOR, "/supervision/"),
    "published decisions": ("", "/hall/decisions/"),
    "search of published decisions": ("", f"/hall/decisions/?q={quote('占道')}"),
}
WANTED_MS = 80
CASE = re.compile(rb'href="(/cases/\d+/)"')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def run() -> list[dict[str, Any]]:
    """Return rows of medians in milliseconds, and how much a million cases cost."""
    few, many = measure("small"), measure("qingdao")
    return [
        {
            "name": f"{name}, 1,000,000 cases, p95",
            "unit": "ms",
            "ours": p95(many[name]),
            "median": round(median(many[name]), 2),
            "peer": p95(few[name]),
            "peer_name": "demo city",
            "ratio": round(median(many[name]) / median(few[name]), 2),
            "wanted": f"< {WANTED_MS} ms",
        }
        for name in PAGES
    ]


def measure(scale: str) -> dict[str, list[float]]:
    """Return the milliseconds of each page in a city of some scale."""
    with city(scale) as served:
        readers = {login: reader(served.port, login) for login in ("", OFFICER, SUPERVISOR)}
        found = CASE.search(readers[OFFICER].read("/cases/"))
        if found is None:
            raise RuntimeError("the officer has no case")
        times: dict[str, list[float]] = {}
        for name, (login, path) in PAGES.items():
            address = path or found[1].decode()
            readers[login].milliseconds([address] * 10)
            times[name] = readers[login].milliseconds([address] * ROUNDS)
        return times


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return round(quantiles(times, n=20)[-1], 2)


def reader(port: int, login: str) -> Reader:
    """Return who reads pages signed on with a demo account; nobody's without one."""
    if not login:
        return Reader(port)
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    here = f"http://127.0.0.1:{port}"
    token = TOKEN.search(opener.open(f"{here}/account/sign-in/").read())
    if token is None:
        raise RuntimeError("the sign-in page has no form")
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1].decode(), "next": "/"})
    opener.open(f"{here}/account/demo/{login}/", form.encode()).close()
    return Reader(port, {"Cookie": "; ".join(f"{one.name}={one.value}" for one in jar)})
