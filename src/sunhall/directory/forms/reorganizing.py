"""What is filled in to carry out a reorganization."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.directory.forms.entries import CODE, CODE_MESSAGE, Day
from sunhall.directory.models import Division, Organization

FIELD = "to-"


class ReorganizationForm(forms.Form):
    """The day from which it is so, and the document it rests on."""

    on = Day(label=_("施行日期"), help_text=_("从这一天起由承接单位办理；不能晚于今天"))
    basis = forms.CharField(
        label=_("改革依据"),
        max_length=200,
        help_text=_("文件名称和文号，人人都能看到，例如 青政发〔2026〕8号"),
    )


class RenameForm(ReorganizationForm):
    """An organization and its new name."""

    organization = forms.ModelChoiceField(
        Organization.objects.open(), label=_("单位"), to_field_name="code"
    )
    name = forms.CharField(label=_("新名称"), max_length=100)
    short_name = forms.CharField(label=_("新简称"), max_length=30, required=False)
    field_order = ("organization", "name", "short_name")


class MergeForm(ReorganizationForm):
    """Which organizations become part of which, an existing or a new one."""

    organizations = forms.ModelMultipleChoiceField(
        Organization.objects.open(),
        label=_("并入的单位"),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    into = forms.ModelChoiceField(
        Organization.objects.open(),
        label=_("承接单位"),
        to_field_name="code",
        required=False,
        help_text=_("新设承接单位时留空，填写下面两栏"),
    )
    new_code = forms.RegexField(
        CODE,
        label=_("新设单位的编码"),
        max_length=20,
        required=False,
        error_messages=CODE_MESSAGE,
    )
    new_name = forms.CharField(label=_("新设单位的名称"), max_length=100, required=False)
    field_order = ("organizations", "into", "new_code", "new_name")

    def clean(self) -> dict[str, Any]:
        """Ask for an existing organization or a whole new one, not both."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        new = bool(values.get("new_code")), bool(values.get("new_name"))
        if any(new) == bool(values.get("into")) or (any(new) and not all(new)):
            self.add_error("into", _("请选择一个承接单位，或者写全新设单位的编码和名称"))
        return values


class SourceForm(forms.Form):
    """The organization of which something goes over."""

    organization = forms.ModelChoiceField(
        Organization.objects.open(), label=_("划出的单位"), to_field_name="code"
    )


class SplitForm(ReorganizationForm):
    """Which posts and matters of an organization go over to which."""

    successor = forms.ModelChoiceField(
        Organization.objects.open(), label=_("承接单位"), to_field_name="code"
    )
    matters = forms.MultipleChoiceField(
        label=_("划转的事项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    posts = forms.MultipleChoiceField(
        label=_("划转的岗位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("successor", "matters", "posts")

    def __init__(
        self,
        *args: Any,
        matters: list[tuple[str, str]],
        posts: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matters"].choices = matters  # type: ignore[attr-defined]
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]


class DivisionsForm(forms.Form):
    """Which division becomes part of which."""

    division = forms.ModelChoiceField(
        Division.objects.open(), label=_("并入的区划"), to_field_name="code"
    )
    into = forms.ModelChoiceField(
        Division.objects.open(), label=_("承接区划"), to_field_name="code"
    )

    def clean(self) -> dict[str, Any]:
        """Ask for two divisions."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("division") and values.get("division") == values.get("into"):
            self.add_error("into", _("区划不能并入自己"))
        return values


class DivisionMergeForm(ReorganizationForm):
    """Who takes over each organization of a division; left empty, it goes on in the other."""

    def __init__(
        self,
        *args: Any,
        division: Division,
        into: Division,
        proposed: dict[int, Organization | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        others = Organization.objects.open().filter(division=into)
        for organization in division.organizations.filter(pk__in=proposed):
            self.fields[f"{FIELD}{organization.pk}"] = forms.ModelChoiceField(
                others,
                label=organization.name,
                required=False,
                initial=proposed[organization.pk],
                empty_label=_("整建制转入承接区划"),
            )

    @property
    def counterparts(self) -> dict[int, int]:
        """Return who takes over whom, by their keys."""
        return {
            int(name.removeprefix(FIELD)): chosen.pk
            for name, chosen in self.cleaned_data.items()
            if name.startswith(FIELD) and chosen
        }
