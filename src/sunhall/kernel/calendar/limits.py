"""Type a time limit, what suspends it and what extends it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.kernel.calendar.errors import CalendarError
from sunhall.kernel.calendar.working_days import require_in_range

MAX_AMOUNT = 3660
MAX_DIGITS = 9
LONGEST_QUOTE = 40

LIMIT_PATTERN = re.compile(r"([+-]?)([0-9]+) ?(wd|d|个?工作日|个?自然日)", re.IGNORECASE)
DATE_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Unit(StrEnum):
    """Name what a time limit counts.

    Law: 行政许可法 第八十二条 counts working days throughout; 行政处罚法 第八十五条 only in
    its limits of two, three, five and seven days, and calendar days otherwise.
    """

    WORKING_DAY = "wd"
    CALENDAR_DAY = "d"


@dataclass(frozen=True)
class TimeLimit:
    """A number of days that the law, or a promise, gives for an act.

    Law: `article` names where the limit stands, for example 行政许可法 第四十二条.

    Raises:
        CalendarError: the amount is not between 1 and 3660 days.
    """

    amount: int
    unit: Unit
    article: str | None = None

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise CalendarError(
                "limit_not_positive",
                _("期限 %(limit)s 不是正数。期限至少为 1 天；当场办理的不设期限。")
                % {"limit": self},
            )
        if self.amount > MAX_AMOUNT:
            raise too_long(str(self))

    @classmethod
    def parse(cls, text: str, article: str | None = None) -> Self:
        """Read a limit such as `20wd`, `15d`, `20个工作日` or `15个自然日`.

        A bare 日 is refused: it means working days in one law and calendar days in another.

        Raises:
            CalendarError: the text is no limit, or the amount is not between 1 and 3660.
        """
        match = LIMIT_PATTERN.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if match is None:
            raise CalendarError(
                "limit_unreadable",
                _("看不懂期限“%(text)s”。工作日写作 20wd，自然日写作 15d。")
                % {"text": quote(text)},
            )
        sign, digits, unit = match.groups()
        # int() itself refuses thousands of digits, with a message of its own.
        if len(digits) > MAX_DIGITS:
            raise too_long(text)
        amount = int(sign + digits)
        is_working = unit.lower() == "wd" or unit.endswith("工作日")
        return cls(amount, Unit.WORKING_DAY if is_working else Unit.CALENDAR_DAY, article)

    def in_words(self) -> str:
        """Say the limit as a notice would."""
        if self.unit is Unit.WORKING_DAY:
            return ngettext("%(count)d 个工作日", "%(count)d 个工作日", self.amount) % {
                "count": self.amount
            }
        return ngettext("%(count)d 个自然日", "%(count)d 个自然日", self.amount) % {
            "count": self.amount
        }

    def cited(self) -> str:
        """Say the limit in words, and the article it stands in."""
        if not self.article:
            return self.in_words()
        return _("%(limit)s（%(article)s）") % {
            "limit": self.in_words(),
            "article": self.article,
        }

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.value}"


@dataclass(frozen=True)
class Suspension:
    """A stretch of days that a limit does not count; both ends belong to it.

    One that still runs ends, for the reckoning, on the day one asks.

    Law: 行政许可法 第四十五条 (hearing, tender, auction, test, quarantine, appraisal, review).

    Raises:
        CalendarError: it ends before it starts, or lies outside the calendar.
    """

    start_date: date
    end_date: date
    cause: str = ""

    def __post_init__(self) -> None:
        require_in_range(self.start_date)
        require_in_range(self.end_date)
        if self.end_date < self.start_date:
            raise CalendarError(
                "end_before_start",
                _("中止期间的止日 %(end)s 早于起日 %(start)s。请把较早的日期写在前面。")
                % {"end": self.end_date.isoformat(), "start": self.start_date.isoformat()},
            )

    @classmethod
    def parse(cls, text: str, cause: str = "") -> Self:
        """Read a stretch such as `2025-01-21..2025-02-05`.

        Raises:
            CalendarError: the text is no stretch, or its end is before its start.
        """
        start, dots, end = text.partition("..")
        if not dots:
            raise CalendarError(
                "dates_unreadable",
                _("看不懂中止期间“%(text)s”。请写作 2025-01-21..2025-02-05（起止两日都不计）。")
                % {"text": quote(text)},
            )
        return cls(parse_date(start), parse_date(end), cause)


@dataclass(frozen=True)
class Extension:
    """More days, granted before a limit has run out, counted on from its last day.

    Law: `limit.article` names the power to extend, for example 行政许可法 第四十二条 (10wd).
    """

    limit: TimeLimit
    cause: str = ""


def parse_date(text: str) -> date:
    """Read a date written YYYY-MM-DD, and nothing else.

    Raises:
        CalendarError: the text is not such a date, or no day of the calendar.
    """
    stripped = text.strip()
    try:
        if not DATE_PATTERN.fullmatch(stripped):
            raise ValueError
        day = date.fromisoformat(stripped)
    except ValueError:
        raise CalendarError(
            "dates_unreadable",
            _("“%(text)s”不是日期。请写作 年-月-日，例如 2011-01-25。") % {"text": quote(text)},
        ) from None
    return require_in_range(day)


def too_long(text: str) -> CalendarError:
    """Make the error for a limit of too many days."""
    return CalendarError(
        "limit_too_long",
        _("期限 %(limit)s 过长。按天计的期限不超过 %(max)d 天；以年计的时效不在此计算。")
        % {"limit": quote(text), "max": MAX_AMOUNT},
    )


def quote(text: str) -> str:
    """Shorten a value so that a message stays readable."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
