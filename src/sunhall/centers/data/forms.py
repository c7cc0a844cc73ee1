"""What people fill in about licenses; every form keeps what was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.models import Seal
from sunhall.centers.data.actions.disclosing import MOST_HOURS
from sunhall.centers.data.actions.kinds import MOST_YEARS
from sunhall.centers.data.choices import (
    CancelReason,
    ConditionKind,
    ElementKind,
    HolderKind,
    InspectionResult,
    RevokeGround,
    WithdrawGround,
)
from sunhall.centers.data.models import License, LicenseKind, LicenseTemplate, SharingPurpose
from sunhall.centers.data.rules.elements import LONGEST_TEXT, Element

ID_LENGTH, NAME_LENGTH, NUMBER_LENGTH, WORDS_LENGTH = 18, 100, 100, 200
DATA = "data_"
CONDITION = "condition_"
HOURS = (1, 4, 24, MOST_HOURS)
SEPARATORS = str.maketrans("，、；;", ",,,,")


def day_field(**kwargs: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)


def plain_field(**kwargs: Any) -> forms.CharField:
    """Return a field for a number that browsers do not remember."""
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(widget=widget, **kwargs)


class DataForm(forms.Form):
    """A form that leaves it to the server to say what is missing."""

    use_required_attribute = False


def element_field(element: Element) -> forms.Field:
    """Return the field in which an element is filled in."""
    told: dict[str, Any] = {"label": element.name, "required": element.is_required}
    if element.kind is ElementKind.CHOICE:
        return forms.ChoiceField(
            choices=[("", "—"), *((one, one) for one in element.choices)], **told
        )
    if element.kind is ElementKind.DATE:
        return day_field(**told)
    if element.kind is ElementKind.NUMBER:
        return forms.DecimalField(**told)
    return forms.CharField(max_length=LONGEST_TEXT, **told)


class ContentForm(DataForm):
    """What a license states, by its template, and its conditions, one a line."""

    def __init__(self, *args: Any, template: LicenseTemplate, **kwargs: Any) -> None:
        """Take the template whose elements are asked for."""
        super().__init__(*args, **kwargs)
        for element in template.fields:
            self.fields[f"{DATA}{element.key}"] = element_field(element)
        for kind in ConditionKind:
            self.fields[f"{CONDITION}{kind.value}"] = forms.CharField(
                label=kind.label,
                required=False,
                max_length=2000,
                widget=forms.Textarea({"rows": 2}),
                help_text=_("一行一条；没有就空着。") if kind is ConditionKind.SCOPE else "",
            )

    @property
    def data_given(self) -> dict[str, str]:
        """Return the content by the elements' keys."""
        return {
            name.removeprefix(DATA): _written(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(DATA)
        }

    @property
    def conditions_given(self) -> list[tuple[str, str]]:
        """Return the conditions."""
        return [
            (name.removeprefix(CONDITION), line)
            for name, value in self.cleaned_data.items()
            if name.startswith(CONDITION)
            for line in value.splitlines()
        ]


class IssueForm(ContentForm):
    """To whom a license is issued, for how long."""

    holder_identifier = plain_field(label=_("持证主体证件号码"), max_length=ID_LENGTH)
    holder_name = forms.CharField(label=_("持证主体姓名或者名称"), max_length=NAME_LENGTH)
    valid_from = day_field(label=_("有效期自"), required=False, help_text=_("空着就是今天。"))
    valid_to = day_field(
        label=_("有效期至"), required=False, help_text=_("空着就按模板的有效年数。")
    )


class ModifyForm(ContentForm):
    """What a license is to state from now on, and why."""

    reason = forms.CharField(label=_("变更理由"), max_length=WORDS_LENGTH)

    @classmethod
    def values_of(cls, license: License) -> dict[str, str]:
        """Return what the license states now, for the form to begin with."""
        lines: dict[str, list[str]] = {}
        for one in license.conditions:
            lines.setdefault(f"{CONDITION}{one['kind']}", []).append(one["text"])
        return {
            **{f"{DATA}{key}": value for key, value in license.data.items()},
            **{name: "\n".join(texts) for name, texts in lines.items()},
        }


class ExtendForm(DataForm):
    """Until when a license holds."""

    valid_to = day_field(label=_("延续到"), required=False, help_text=_("空着就再延续一个有效期。"))


class InspectForm(DataForm):
    """What an annual inspection found."""

    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=9999)
    result = forms.ChoiceField(label=_("结果"), choices=InspectionResult, widget=forms.RadioSelect)
    remarks = forms.CharField(
        label=_("备注"),
        required=False,
        max_length=WORDS_LENGTH,
        help_text=_("不合格的须写明理由。"),
    )


class ReasonForm(DataForm):
    """Why something is done."""

    reason = forms.CharField(label=_("理由"), max_length=WORDS_LENGTH)


class RevokeForm(ReasonForm):
    """On which ground a license is revoked, and why."""

    ground = forms.ChoiceField(label=_("依据"), choices=RevokeGround)


class WithdrawForm(ReasonForm):
    """On which ground a license is withdrawn, and why."""

    ground = forms.ChoiceField(label=_("依据"), choices=WithdrawGround)


class CancelForm(DataForm):
    """Why a license is struck off."""

    reason = forms.ChoiceField(label=_("注销原因"), choices=CancelReason)


class SealForm(DataForm):
    """Which seal a license is to bear; the only one is chosen already."""

    seal_id = forms.TypedChoiceField(label=_("印章"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, seals: Iterable[Seal], **kwargs: Any) -> None:
        """Offer the seals."""
        super().__init__(*args, **kwargs)
        offered = [(seal.pk, seal.name) for seal in seals]
        field: forms.TypedChoiceField = self.fields["seal_id"]  # type: ignore[assignment]
        field.choices = offered
        if len(offered) == 1:
            self.initial["seal_id"] = offered[0][0]


class KindForm(DataForm):
    """What a kind is called, who holds it and who issues it."""

    code = plain_field(
        label=_("证照类型代码"),
        max_length=21,
        help_text=_("定义机构的统一社会信用代码加三位顺序号。"),
    )
    name = forms.CharField(label=_("证照类型名称"), max_length=60)
    aliases = forms.CharField(
        label=_("别名"), required=False, max_length=300, help_text=_("用逗号分开。")
    )
    holder_kinds = forms.MultipleChoiceField(
        label=_("持证主体类型"), choices=HolderKind, widget=forms.CheckboxSelectMultiple
    )
    issuer_fields = forms.CharField(
        label=_("颁发机构的领域代码"),
        required=False,
        max_length=100,
        help_text=_("例如 WJ、SC，用逗号分开；空着就是任何机构。"),
    )

    def clean_aliases(self) -> list[str]:
        """Return the names."""
        return _words(self.cleaned_data["aliases"])

    def clean_issuer_fields(self) -> list[str]:
        """Return the codes, each of two letters.

        Raises:
            ValidationError: one is none.
        """
        codes = [code.upper() for code in _words(self.cleaned_data["issuer_fields"])]
        if any(len(code) != 2 for code in codes):
            raise forms.ValidationError(_("领域代码是两个字母。"))
        return codes


class TemplateForm(DataForm):
    """For how long licenses of a template are good, and whether they are inspected."""

    validity_years = forms.IntegerField(
        label=_("有效年数"),
        required=False,
        min_value=1,
        max_value=MOST_YEARS,
        help_text=_("空着就是长期有效。"),
    )
    is_inspected = forms.BooleanField(label=_("需要年检"), required=False)


class ElementForm(DataForm):
    """One data element; a row without a code and a name is none."""

    key = plain_field(label=_("编码"), required=False, max_length=40)
    name = forms.CharField(label=_("名称"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("类型"), choices=ElementKind)
    is_required = forms.BooleanField(label=_("必填"), required=False)
    is_sensitive = forms.BooleanField(label=_("敏感"), required=False)
    choices = forms.CharField(label=_("选项"), required=False, max_length=500)

    @property
    def element(self) -> Element | None:
        """Return the element; none for an empty row."""
        told: Mapping[str, Any] = self.cleaned_data
        if not told.get("key") and not told.get("name"):
            return None
        return Element(
            key=told["key"],
            name=told["name"],
            kind=ElementKind(told["kind"]),
            is_required=told["is_required"],
            is_sensitive=told["is_sensitive"],
            choices=tuple(_words(told["choices"])),
        )


ElementRows = forms.formset_factory(ElementForm, extra=4, max_num=60, absolute_max=60)


def elements_given(rows: Any) -> list[Element]:
    """Return the elements of the rows that are filled in."""
    return [row.element for row in rows if row.element is not None]


class PublishForm(DataForm):
    """From which day on a template holds."""

    valid_from = day_field(label=_("生效日期"))


class PurposeForm(DataForm):
    """What a department may look licenses up for."""

    organization_code = forms.ChoiceField(label=_("单位"))
    code = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,38}\Z",
        label=_("编码"),
        max_length=40,
        help_text=_("程序用的名字：小写字母、数字和横线，例如 counter-intake。"),
    )
    name = forms.CharField(label=_("用途"), max_length=100)
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("法律、法规的条款。"))
    kind_codes = forms.MultipleChoiceField(
        label=_("可以调用的证照"), widget=forms.CheckboxSelectMultiple
    )
    valid_from = day_field(label=_("生效日期"))
    shows_sensitive = forms.BooleanField(label=_("答复含敏感内容"), required=False)

    def __init__(
        self,
        *args: Any,
        organizations: Iterable[tuple[str, str]],
        kinds: Iterable[LicenseKind],
        **kwargs: Any,
    ) -> None:
        """Take the organizations and the kinds to choose from."""
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[str, str]]] = {
            "organization_code": list(organizations),
            "kind_codes": [(kind.code, kind.name) for kind in kinds],
        }
        for name, choices in offered.items():
            field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]
            field.choices = choices


class LookUpForm(DataForm):
    """Whose licenses are looked up, and what for."""

    purpose = forms.ChoiceField(label=_("用途"))
    identifier = plain_field(label=_("公民身份号码或者统一社会信用代码"), max_length=ID_LENGTH)

    def __init__(self, *args: Any, purposes: Iterable[SharingPurpose], **kwargs: Any) -> None:
        """Take the purposes of the department."""
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["purpose"]  # type: ignore[assignment]
        field.choices = [(purpose.code, purpose.name) for purpose in purposes]


class CheckForm(DataForm):
    """What is on the paper."""

    number = plain_field(label=_("证照编号或者电子证照标识"), max_length=NUMBER_LENGTH)
    code = plain_field(label=_("核验码"), max_length=20, help_text=_("印在证照下方，8 位。"))


class ShareForm(DataForm):
    """Which elements of a license are shown, and for how long."""

    elements = forms.MultipleChoiceField(
        label=_("出示的内容"), required=False, widget=forms.CheckboxSelectMultiple
    )
    shows_name = forms.BooleanField(
        label=_("出示完整的姓名或者名称"), required=False, help_text=_("不选就只出示姓氏。")
    )
    hours = forms.TypedChoiceField(
        label=_("出示多久"),
        coerce=int,
        choices=[(hours, _("%(hours)s 小时") % {"hours": hours}) for hours in HOURS],
    )

    def __init__(self, *args: Any, license: License, **kwargs: Any) -> None:
        """Offer what the license states."""
        super().__init__(*args, **kwargs)
        field: forms.MultipleChoiceField = self.fields["elements"]  # type: ignore[assignment]
        field.choices = [
            (one.key, one.name) for one in license.template.fields if one.key in license.data
        ]


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.translate(SEPARATORS).split(",") if word.strip()]


def _written(value: Any) -> str:
    """Return a value as licenses keep it."""
    return "" if value is None else str(value)
