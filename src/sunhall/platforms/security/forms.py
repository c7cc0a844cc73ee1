"""What the auditor asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import event_types
from sunhall.kernel.paging import MOST_DIGITS
from sunhall.platforms.security.queries import Wanted


class Day(forms.DateField):
    """A day, picked from a calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class JournalForm(forms.Form):
    """Which entries of the journal."""

    actor = forms.CharField(label=_("谁（姓名或者工号）"), max_length=50, required=False)
    resident = forms.CharField(
        label=_("看过谁（公民身份号码）"),
        max_length=18,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    event = forms.ChoiceField(label=_("做了什么"), required=False)
    organization = forms.CharField(label=_("单位代码"), max_length=40, required=False)
    since = Day(label=_("从哪天"), required=False)
    until = Day(label=_("到哪天"), required=False)
    subject = forms.CharField(max_length=50, required=False, widget=forms.HiddenInput)
    subject_id = forms.RegexField(
        rf"^[0-9]{{1,{MOST_DIGITS}}}\Z", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["event"]  # type: ignore[assignment]
        named = [(one.name, str(one.words) or one.name) for one in event_types()]
        field.choices = [("", _("全部")), *sorted(named, key=lambda pair: pair[1])]

    @property
    def wanted(self) -> Wanted:
        """Return what is asked for, as far as it can be read."""
        given = dict(getattr(self, "cleaned_data", {}))
        number = given.pop("subject_id", "")
        return Wanted(**given, subject_id=int(number) if number else None)


class DaysForm(forms.Form):
    """Which days."""

    since = Day(label=_("从哪天"))
    until = Day(label=_("到哪天"))
