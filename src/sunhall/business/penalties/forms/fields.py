"""Fields that several forms of the penalties system ask for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from sunhall.kernel.uploads import EVIDENCE
from sunhall.kernel.uploads.fields import UploadField

ISO = "%Y-%m-%d"
"""The form in which browsers take a date, whatever the language."""

MINUTES = "%Y-%m-%dT%H:%M"
"""The form in which browsers take a moment."""


class Day(forms.DateField):
    """A day, picked from a calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format=ISO)


class Moment(forms.DateTimeField):
    """A day and its time, picked from a calendar and a clock."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[MINUTES], **kwargs)


class Words(forms.CharField):
    """A text of some length."""

    widget = forms.Textarea

    def __init__(self, label: Any, limit: int, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=limit, **kwargs)


class YesNo(forms.TypedChoiceField):
    """A question that wants an answer either way."""

    def __init__(self, label: Any, yes: Any, no: Any, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            choices=[("true", yes), ("false", no)],
            coerce=lambda value: value == "true",
            widget=forms.RadioSelect,
            **kwargs,
        )


class Files(forms.FileInput):
    """Several files, on a phone straight from the camera."""

    allow_multiple_selected = True


class Photos(UploadField):
    """Photos and other files; their hashes go on file with them."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        attrs = {"accept": "image/*", "capture": "environment", "multiple": True}
        super().__init__(accepted=EVIDENCE, label=label, widget=Files(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return every file.

        Raises:
            ValidationError: one is empty, or turned down at the gate.
        """
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(Photos, self).clean(one, initial) for one in given]


class Numbers(forms.TypedMultipleChoiceField):
    """Some of the things offered, by their keys."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label=label, coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)


def offered(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let a field of a form offer these choices."""
    field: forms.ChoiceField = form.fields[name]  # type: ignore[assignment]
    field.choices = list(choices)


def with_blank(choices: Sequence[tuple[Any, Any]], blank: Any) -> list[tuple[Any, Any]]:
    """Return choices after one that says nothing has been chosen."""
    return [("", blank), *choices]
