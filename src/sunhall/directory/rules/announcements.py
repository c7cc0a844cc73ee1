"""Reading the announcement of a year's days off, from lines or a workbook; every fault named."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sunhall.directory import errors
from sunhall.directory.errors import Fault
from sunhall.kernel.calendar import CalendarError, DayKind, WorkingCalendar
from sunhall.kernel.calendar.limits import parse_date, quote
from sunhall.kernel.sheets import Row, place_of

WORKED, OFF = "班", "休"
WORDS = {WORKED: True, "上班": True, "on": True, OFF: False, "放假": False, "off": False}
WEEKEND = (5, 6)
MAX_NOTE = 200
MAX_DAYS = 1000
BETWEEN = re.compile(r"[\s,;、]+")
# A notice says 元旦调休; the name of the holiday is 元旦.
ENDING = re.compile(r"(调休上班|调休|上班|放假)$")


@dataclass(frozen=True, slots=True)
class AnnouncedDay:
    """One line of an announcement: a day off or worked, and the holiday it belongs to."""

    date: date
    is_working: bool
    note: str = ""

    @property
    def kind(self) -> DayKind:
        """Return what the day becomes."""
        if not self.is_working:
            return DayKind.HOLIDAY
        return DayKind.MAKE_UP if self.date.weekday() in WEEKEND else DayKind.WORKING_DAY

    @property
    def line(self) -> str:
        """Return the day as it is written in an announcement."""
        return f"{self.date} {WORKED if self.is_working else OFF} {self.note}".rstrip()


@dataclass(frozen=True, slots=True)
class DayChange:
    """What an announcement does to one day."""

    day: AnnouncedDay
    before: DayKind
    before_name: str


@dataclass
class Announcement:
    """The days of an announcement and what is wrong with it."""

    days: list[AnnouncedDay] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the announcement as lines."""
        return "\n".join(day.line for day in self.days)


@dataclass(frozen=True, slots=True)
class _Written:
    """A day as somebody wrote it, and where."""

    place: str
    row: int
    day: str
    word: str
    note: str


def read_lines(text: str) -> Announcement:
    """Read lines such as `2027-01-01 休 元旦`; empty lines and those after # say nothing."""
    return _read(_lines(text))


def read_sheets(sheets: Mapping[str, list[Row]]) -> Announcement:
    """Read a workbook's first sheet: day, 休 or 班, holiday; a first row of words is its head."""
    return _read(_rows(*next(iter(sheets.items()), ("", []))))


def changes(calendar: WorkingCalendar, days: Iterable[AnnouncedDay]) -> list[DayChange]:
    """Return the days that the announcement makes other than they are, by date.

    Where the first fill knows a day as announced, it also knows the holiday's name.
    """
    return [
        DayChange(day, calendar.kind_of(day.date), calendar.name_of(day.date))
        for day in sorted(days, key=lambda one: one.date)
        if calendar.kind_of(day.date) is not day.kind
        or calendar.note_of(day.date) not in (None, day.note)
    ]


def missing_years(calendar: WorkingCalendar, days: Iterable[AnnouncedDay]) -> list[int]:
    """Return the years that stay unannounced, because their 1 January is missing."""
    dates = {day.date for day in days}
    return [
        year
        for year in sorted({day.year for day in dates})
        if not calendar.is_announced(year) and date(year, 1, 1) not in dates
    ]


def _lines(text: str) -> Iterator[_Written]:
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), start=1):
        words = BETWEEN.split(line.partition("#")[0].strip(), maxsplit=2)
        if words != [""]:
            day, word, note = (*words, "", "")[:3]
            yield _Written(str(number), number, day, word, note)


def _rows(sheet: str, rows: list[Row]) -> Iterator[_Written]:
    for number, cells in enumerate(rows):
        day, word, note = (*cells[:3], None, None, None)[:3]
        is_head = number == 0 and isinstance(day, str) and not any(map(str.isdigit, day))
        if is_head or (day is None and word is None):
            continue
        written = day.date() if isinstance(day, datetime) else day
        texts = ["" if one is None else str(one) for one in (written, word, note)]
        yield _Written(place_of(sheet, number, 0), number + 1, *texts)


def _read(lines: Iterable[_Written]) -> Announcement:
    found = Announcement()
    rows: dict[date, int] = {}
    for line in lines:
        if len(found.days) + len(found.faults) >= MAX_DAYS:
            found.faults.append(Fault(line.place, errors.TOO_MANY_DAYS, {"limit": MAX_DAYS}))
            break
        day = _day(line, rows, found.faults)
        if day:
            rows[day.date] = line.row
            found.days.append(day)
    if not found.days and not found.faults:
        found.faults.append(Fault("", errors.NOTHING_ANNOUNCED))
    return found


def _day(line: _Written, rows: Mapping[date, int], faults: list[Fault]) -> AnnouncedDay | None:
    """Return the day a line announces, or None and what is wrong with the line."""
    note = ENDING.sub("", line.note.strip()).strip()
    try:
        day = parse_date(line.day)
    except CalendarError as error:
        faults.append(Fault(line.place, errors.FAULTY_DAY, {"reason": str(error)}))
        return None
    if line.word.lower() not in WORDS:
        value = quote(line.word)
        faults.append(Fault(line.place, errors.NOT_A_DAY_WORD, {"day": day, "value": value}))
    elif day in rows:
        facts = {"day": day, "row": rows[day]}
        faults.append(Fault(line.place, errors.REPEATED_DAY, facts))
    elif len(note) > MAX_NOTE:
        faults.append(Fault(line.place, errors.LONG_NOTE, {"day": day, "limit": MAX_NOTE}))
    else:
        return AnnouncedDay(day, WORDS[line.word.lower()], note)
    return None
