"""What people fill in to write a service item."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import (
    Handling,
    ItemCertainty,
    LifeEvent,
    LimitUnit,
    MaterialForm,
    Subject,
    Theme,
)
from sunhall.directory.rules.items.document import MOST_NUMBER, MOST_ROWS

SEPARATOR = "、"
NOT_SAID = [("", _("没有写"))]
CERTAINTIES = [*NOT_SAID, *ItemCertainty.choices]
OFFICE = ("name", "address", "hours", "telephone", "complaints")


def _text(label: Any, *, most: int = 200, required: bool = False, help_text: Any = "") -> Any:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def _lines(label: Any, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        max_length=3_000,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _many(label: Any, choices: Any) -> Any:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ConditionForm(forms.Form):
    """One condition an applicant must meet."""

    text = _text(_("条件"), most=500, required=True)
    certainty = forms.ChoiceField(label=_("核对情况"), choices=CERTAINTIES, required=False)


class MaterialRowForm(forms.Form):
    """One material to hand in."""

    name = _text(_("材料名称"), required=True)
    form = forms.ChoiceField(label=_("形式"), choices=MaterialForm, initial=MaterialForm.ORIGINAL)
    copies = forms.IntegerField(label=_("份数"), min_value=0, max_value=99, initial=1)
    source = _text(_("来源"))
    when = _text(_("什么时候要"), help_text=_("不写就是都要"))
    electronic_license = _text(
        _("由哪种电子证照代替"), help_text=_("几种都行的用 / 分开；城市已有的不再要人带")
    )
    basis = _text(_("依据"))
    certainty = forms.ChoiceField(label=_("核对情况"), choices=CERTAINTIES, required=False)


class StepRowForm(forms.Form):
    """One step of the procedure."""

    name = _text(_("步骤"), required=True)
    role = _text(_("谁办"))
    value = forms.IntegerField(label=_("期限"), min_value=0, max_value=MOST_NUMBER, required=False)
    unit = forms.ChoiceField(
        label=_("单位"), choices=[("", _("不设期限")), *LimitUnit.choices], required=False
    )
    limit_basis = _text(_("期限依据"))
    limit_certainty = forms.ChoiceField(
        label=_("期限核对情况"), choices=CERTAINTIES, required=False
    )
    output = _text(_("产生的文书"))
    note = _text(_("说明"), most=500)


class QuestionRowForm(forms.Form):
    """One question people ask."""

    question = _text(_("问题"), required=True)
    answer = _text(_("回答"), most=1_000, required=True)


ROWS: Mapping[str, tuple[Any, type[forms.Form]]] = {
    "conditions": (_("受理条件"), ConditionForm),
    "materials": (_("申请材料"), MaterialRowForm),
    "steps": (_("办理程序"), StepRowForm),
    "faq": (_("常见问题"), QuestionRowForm),
}
FORM_SETS = {
    name: forms.formset_factory(
        form, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    for name, (_label, form) in ROWS.items()
}


class LimitFields(forms.Form):
    """The promise, which a district may better."""

    committed_value = forms.IntegerField(
        label=_("承诺时限"), min_value=0, max_value=MOST_NUMBER, required=False
    )
    committed_unit = forms.ChoiceField(label=_("承诺时限的单位"), choices=LimitUnit)
    committed_basis = _text(_("承诺的出处"))


class OfficeFields(forms.Form):
    """Where to go and whom to call, which differs from district to district."""

    office_name = _text(_("办理地点"))
    office_address = _text(_("地址"))
    office_hours = _text(_("办公时间"))
    office_telephone = _text(_("咨询电话"), most=50)
    office_complaints = _text(_("投诉电话"), most=50)
    acceptance_place = _text(_("受理地点"))


class ItemForm(LimitFields, OfficeFields):
    """All of an item but what comes in rows."""

    name = _text(_("事项名称"), most=300, required=True)
    summary = _text(_("一句话说明"), most=300)
    subjects = _many(_("服务对象"), Subject.choices)
    subject_note = _text(_("服务对象说明"))
    handling = forms.ChoiceField(label=_("办件类型"), choices=Handling)
    quantity = _text(_("数量限制"), help_text=_("没有的也要写“无数量限制”"))
    acceptance_organ = _text(_("受理机关"))
    approval_organ = _text(_("决定机关"))
    statutory_value = forms.IntegerField(
        label=_("法定时限"), min_value=0, max_value=MOST_NUMBER, required=False
    )
    statutory_unit = forms.ChoiceField(label=_("法定时限的单位"), choices=LimitUnit)
    statutory_basis = _text(_("法定时限的依据"))
    is_charged = forms.BooleanField(label=_("收费"), required=False)
    fee_name = _text(_("收费项目"))
    fee_standard = _text(_("收费标准"), most=500)
    fee_note = _text(_("收费说明"), most=500)
    result = _text(_("办理结果"), most=300)
    result_licenses = _text(_("结果证照"), help_text=_("几种用顿号分开"))
    forms_text = _lines(_("表格与文书"), _("一行一种"))
    themes = _many(_("主题"), Theme.choices)
    life_events = _many(_("人生与企业大事"), LifeEvent.choices)
    keywords = _text(_("常用说法"), help_text=_("大家平常怎么说，用顿号分开"))
    certainty = forms.ChoiceField(label=_("核对情况"), choices=ItemCertainty)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class DifferencesForm(LimitFields, OfficeFields):
    """By what a district's item differs from the city's; an empty field is as in the city."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committed_unit"].required = False

    def differences(self) -> dict[str, Any]:
        """Return the differences filled in."""
        values = self.cleaned_data
        office = {name: values[f"office_{name}"] for name in OFFICE if values[f"office_{name}"]}
        found: dict[str, Any] = {"office": office} if office else {}
        if values["acceptance_place"]:
            found["acceptance_place"] = values["acceptance_place"]
        unit = values["committed_unit"]
        if values["committed_value"] is not None or unit == LimitUnit.IMMEDIATE:
            found["committed_limit"] = _limit(values, "committed")
        return found


def differences_initial(differences: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of differences shows at first."""
    office = differences.get("office", {})
    limit = differences.get("committed_limit", {})
    return {
        **{f"office_{name}": office.get(name, "") for name in OFFICE},
        **{f"committed_{name}": limit.get(name) for name in ("value", "unit", "basis")},
        "acceptance_place": differences.get("acceptance_place", ""),
    }


def initial_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of an item shows at first."""
    authority, fee = document["authority"], document["fee"]
    plain = ("name", "summary", "subjects", "subject_note", "handling", "quantity", "result")
    return {
        **{name: document[name] for name in (*plain, "themes", "life_events", "certainty")},
        **{f"office_{name}": document["office"][name] for name in OFFICE},
        **_limit_initial(document, "statutory"),
        **_limit_initial(document, "committed"),
        "acceptance_organ": authority["acceptance_organ"],
        "acceptance_place": authority["acceptance_place"],
        "approval_organ": authority["approval_organ"],
        "is_charged": fee["is_charged"],
        "fee_name": fee["name"],
        "fee_standard": fee["standard"],
        "fee_note": fee["note"],
        "result_licenses": SEPARATOR.join(document["result_licenses"]),
        "forms_text": "\n".join(document["forms"]),
        "keywords": SEPARATOR.join(document["keywords"]),
    }


def rows_initial(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return what the rows of an element show at first."""
    if name != "steps":
        return [dict(row) for row in document[name]]
    return [
        {
            **{field: row[field] for field in ("name", "role", "output", "note")},
            **(
                {
                    "value": row["limit"]["value"],
                    "unit": row["limit"]["unit"],
                    "limit_basis": row["limit"]["basis"],
                    "limit_certainty": row["limit"]["certainty"],
                }
                if row["limit"]
                else {}
            ),
        }
        for row in document["steps"]
    ]


def document_from(
    before: Mapping[str, Any], values: Mapping[str, Any], rows: Mapping[str, Sequence[Any]]
) -> dict[str, Any]:
    """Return the document that a filled-in form describes; what it does not ask stays."""
    plain = ("name", "summary", "subjects", "subject_note", "handling", "quantity", "result")
    organs = ("acceptance_organ", "acceptance_place", "approval_organ")
    return {
        **before,
        **{name: values[name] for name in (*plain, "themes", "life_events", "certainty")},
        "authority": before["authority"] | {name: values[name] for name in organs},
        "office": before["office"] | {name: values[f"office_{name}"] for name in OFFICE},
        "statutory_limit": _limit(values, "statutory", before["statutory_limit"]),
        "committed_limit": _limit(values, "committed", before["committed_limit"]),
        "fee": before["fee"]
        | {
            "is_charged": values["is_charged"],
            "name": values["fee_name"],
            "standard": values["fee_standard"],
            "note": values["fee_note"],
        },
        "result_licenses": _split(values["result_licenses"], SEPARATOR),
        "forms": _split(values["forms_text"], "\n"),
        "keywords": _split(values["keywords"], SEPARATOR),
        "conditions": list(rows["conditions"]),
        "materials": list(rows["materials"]),
        "steps": [_step(row) for row in rows["steps"]],
        "faq": list(rows["faq"]),
    }


def kept_rows(formset: Any) -> list[dict[str, Any]]:
    """Return the rows of a valid form set that are filled in and not taken out."""
    return [
        {name: value for name, value in row.items() if name != "DELETE"}
        for row in formset.cleaned_data
        if row and not row.get("DELETE")
    ]


def _limit_initial(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    limit = document[f"{name}_limit"] or {}
    return {f"{name}_{field}": limit.get(field) for field in ("value", "unit", "basis")}


def _limit(
    values: Mapping[str, Any], name: str, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return {
        **(before or {}),
        "value": values[f"{name}_value"] or 0,
        "unit": values[f"{name}_unit"] or LimitUnit.WORKING_DAY.value,
        "basis": values[f"{name}_basis"],
    }


def _step(row: Mapping[str, Any]) -> dict[str, Any]:
    limit = {
        "value": row["value"] or 0,
        "unit": row["unit"],
        "basis": row["limit_basis"],
        "certainty": row["limit_certainty"],
    }
    return {
        **{field: row[field] for field in ("name", "role", "output", "note")},
        "limit": limit if row["unit"] else None,
    }


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


class StartForm(forms.Form):
    """Which matter becomes a service."""

    matter = _text(
        _("权责事项的编码"), most=30, required=True, help_text=_("例如 QD-GA-101；先登记权责事项")
    )


class PublishForm(forms.Form):
    """From which day on a version is in force."""

    effective_date = forms.DateField(
        label=_("自哪一天起施行"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
