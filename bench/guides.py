"""Measure guides over HTTP with 4,000 services of the city and its districts.

A city of its own holds the demonstration and the synthetic services; pages are asked for one after
another on a kept connection, each address for the first time unless the row says otherwise.
"""

import random
import subprocess
from typing import Any
from urllib.parse import quote

from bench.hall import HOME, SUNHALL, Reader, environment_of, row, serve

ROUNDS = 300
LOAD = (
    "from django.utils import timezone;"
    "from sunhall.directory.demo import load_items;"
    "load_items(lambda *told: None, timezone.now())"
)
LIST = (
    "from sunhall.directory.models import ServiceItem;"
    "print(*ServiceItem.objects.order_by('code').values_list('code', flat=True))"
)
WORDS = (
    "落户",
    "开饭店",
    "领证",
    "许可变更",
    "备案",
    "补贴申领",
    "投靠字女",
    "jzz",
    "tkzn",
    "货车",
)


def run() -> list[dict[str, Any]]:
    """Return rows of 95th percentiles in milliseconds."""
    home = HOME / "guides"
    environment = environment_of(home)
    subprocess.run([SUNHALL, "demo", "load"], env=environment, check=True)
    subprocess.run([SUNHALL, "manage", "shell", "-c", LOAD], env=environment, check=True)
    listed = subprocess.run(
        [SUNHALL, "manage", "shell", "-v", "0", "-c", LIST],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    codes = listed.stdout.split()
    rng = random.Random(861)
    with serve(home) as served:
        get = Reader(served.port)
        baseline = get.milliseconds(["/robots.txt"] * ROUNDS)
        chosen = rng.sample(codes, ROUNDS)
        searches = [f"{rng.choice(WORDS)} {number}" for number in range(ROUNDS)]
        pages = {
            "guide, first visit": ([f"/guides/{code}/" for code in chosen], "p95 < 50 ms"),
            "guide, kept": ([f"/guides/{chosen[0]}/"] * ROUNDS, ""),
            "search of services, first visit": (
                [f"/guides/list/?q={quote(words)}" for words in searches],
                "p95 < 100 ms",
            ),
            "city-wide search": ([f"/search/?q={quote(words)}" for words in searches], ""),
            "list of a district, first visit": (
                [f"/guides/list/?place=370202&after={code}" for code in chosen],
                "",
            ),
            "navigation, kept": (["/navigate/citizens/outsider.settle/"] * ROUNDS, ""),
        }
        return [
            row(f"{name} ({len(codes):,} services)", get.milliseconds(paths), baseline, wanted)
            for name, (paths, wanted) in pages.items()
        ]
