"""One calendar: the page and the command line reckon the same deadline in the same words."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sunhall.config.cli.deadline import deadline

QUESTIONS = [
    {"start": "2011-01-25", "amount": "20", "unit": "wd"},
    {"start": "2011-12-29", "amount": "7", "unit": "wd"},
    {"start": "2025-12-01", "amount": "45", "unit": "wd", "article": "行政许可法第四十二条"},
    {"start": "2025-09-22", "amount": "15", "unit": "d"},
    {"start": "2026-12-20", "amount": "30", "unit": "wd"},
    {
        "start": "2025-01-20", "amount": "20", "unit": "wd",
        "pause_1_start": "2025-01-21", "pause_1_end": "2025-02-05",
        "pause_2_start": "2025-02-10", "pause_2_end": "2025-02-10",
        "more_amount": "10", "more_unit": "d",
    },
]  # fmt: skip


def by_command(asked: dict[str, str]) -> Any:
    """Return what the command line says."""
    words = ["--from", asked["start"], "--limit", asked["amount"] + asked["unit"], "--json"]
    for row in ("pause_1", "pause_2"):
        if f"{row}_start" in asked:
            words += ["--suspend", f"{asked[f'{row}_start']}..{asked[f'{row}_end']}"]
    if "more_amount" in asked:
        words += ["--extend", asked["more_amount"] + asked["more_unit"]]
    if "article" in asked:
        words += ["--article", asked["article"]]
    with translation.override("zh-hans"):
        return json.loads(CliRunner().invoke(deadline, words).stdout)


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["start"])
def test_the_page_answers_as_the_command_line_does(asked: dict[str, str], db: None):
    client = Client()
    # Whoever has a session is answered afresh.
    client.cookies[settings.SESSION_COOKIE_NAME] = "a session"
    shown = client.get(reverse("directory:calendar"), asked).context

    told = by_command(asked)
    days = [(day.date.isoformat(), day.counted, day.number, day.reason) for day in shown["records"]]
    assert shown["deadline"].due_date.isoformat() == told["due"]
    assert [*shown["sentences"], *shown["deadline"].warnings] == told["summary"].splitlines()
    assert days == [tuple(day.values()) for day in told["days"]]
