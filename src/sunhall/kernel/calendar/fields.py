"""Fields for days and numbers of days, and the form that asks for a time limit."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.kernel.calendar.deadlines import Deadline
from sunhall.kernel.calendar.errors import CalendarError
from sunhall.kernel.calendar.limits import (
    MAX_AMOUNT,
    Extension,
    Suspension,
    TimeLimit,
    Unit,
    parse_date,
    quote,
)
from sunhall.kernel.calendar.working_days import FIRST_DAY, LAST_DAY, WorkingCalendar


class CalendarDate(forms.CharField):
    """A day of the calendar; a fault quotes what was written and stays in the field."""

    widget = forms.DateInput(
        attrs={"type": "date", "min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
    )

    def clean(self, value: Any) -> date | None:
        """Return the day, or None where none need be given."""
        text = super().clean(value)
        try:
            return parse_date(text) if text else None
        except CalendarError as error:
            self.widget.input_type = "text"
            raise forms.ValidationError(str(error)) from None


class DayCount(forms.CharField):
    """A number of days."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "field-number"})

    def clean(self, value: Any) -> int | None:
        """Return the number, or None where none need be given."""
        text = unicodedata.normalize("NFKC", super().clean(value))
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MAX_AMOUNT:
            message = _("“%(value)s”不是天数。请填 1 至 %(max)d 的整数")
            raise forms.ValidationError(message, params={"value": quote(text), "max": MAX_AMOUNT})
        return int(text)


class DeadlineForm(forms.Form):
    """A time limit to be reckoned: its start, what suspends it and what extends it."""

    UNITS = ((Unit.WORKING_DAY.value, _("工作日")), (Unit.CALENDAR_DAY.value, _("自然日")))
    PAUSES = (1, 2)

    start = CalendarDate(label=_("起算日"), help_text=_("当天不计"))
    amount = DayCount(label=_("期限"), help_text=_("多少天"))
    unit = forms.ChoiceField(label=_("按什么数"), choices=UNITS, help_text=_("以法条为准"))
    article = forms.CharField(
        label=_("依据"),
        max_length=100,
        required=False,
        help_text=_("例如 行政许可法第四十二条"),
    )
    more_amount = DayCount(label=_("延长"), required=False)
    more_unit = forms.ChoiceField(label=_("延长按什么数"), choices=UNITS, required=False)
    more_article = forms.CharField(label=_("延长的依据"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self.PAUSES:
            start, end, cause = self._names(row)
            names = {"row": row}
            self.fields[start] = CalendarDate(label=_("中止起日 %(row)d") % names, required=False)
            self.fields[end] = CalendarDate(label=_("中止止日 %(row)d") % names, required=False)
            self.fields[cause] = forms.CharField(
                label=_("中止事由 %(row)d") % names, max_length=50, required=False
            )

    def pauses(self) -> list[list[forms.BoundField]]:
        """Return the fields of the suspensions, a row each."""
        return [[self[name] for name in self._names(row)] for row in self.PAUSES]

    @property
    def has_more(self) -> bool:
        """Tell whether a suspension or an extension was written, right or wrong."""
        rare = [name for name in self.fields if name.startswith(("pause", "more"))]
        return any(self.data.get(name) for name in rare if name != "more_unit")

    def reckon(self, calendar: WorkingCalendar) -> Deadline | None:
        """Return the deadline, or None and say on the form what is wrong."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        try:
            found = Deadline(
                start_date=values["start"],
                limit=self._limit(""),
                calendar=calendar,
                suspensions=tuple(filter(None, map(self._suspension, self.PAUSES))),
                extensions=(Extension(self._limit("more_")),) if values["more_amount"] else (),
            )
            return found if found.due_date and self.is_valid() else None
        except CalendarError as error:
            self.add_error("amount", str(error))
            return None

    def _limit(self, prefix: str) -> TimeLimit:
        amount, unit, article = (
            self.cleaned_data[prefix + name] for name in ("amount", "unit", "article")
        )
        return TimeLimit(amount, Unit(unit or Unit.WORKING_DAY), article or None)

    def _suspension(self, row: int) -> Suspension | None:
        start_name, end_name, cause_name = self._names(row)
        start, end = self.cleaned_data.get(start_name), self.cleaned_data.get(end_name)
        if start and end:
            try:
                return Suspension(start, end, self.cleaned_data[cause_name])
            except CalendarError as error:
                self.add_error(end_name, str(error))
        elif start or end:
            self.add_error(
                end_name if start else start_name,
                _("中止要有起日和止日；还没有结束的，止日填今天"),
            )
        elif self.cleaned_data.get(cause_name):
            self.add_error(start_name, _("写了中止事由，请补上起日和止日"))
        return None

    @staticmethod
    def _names(row: int) -> tuple[str, str, str]:
        return f"pause_{row}_start", f"pause_{row}_end", f"pause_{row}_cause"
