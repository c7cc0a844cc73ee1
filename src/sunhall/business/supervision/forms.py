"""What people fill in for supervision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.business.supervision.choices import Effect, KeyPoint, Severity
from sunhall.business.supervision.models import RuleVersion
from sunhall.business.supervision.rules import Draft

LONGEST_WORDS = 2000
LONGEST_CONDITION = 1000
SEPARATOR = "、"
DRAFTED = (
    "when",
    "red_when",
    "effect",
    "block_when",
    "way_out",
    "severity",
    "remedy_working_days",
    "is_watching",
)
"""The fields of a draft that the form takes as they are."""
CODE = r"^[A-Z][A-Z0-9-]{1,18}\Z"


class WordsForm(forms.Form):
    """What is said at one step of a card."""

    words = forms.CharField(
        label=_("情况"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )


class DraftForm(forms.Form):
    """What a version of a rule watches, asks and does."""

    on = forms.MultipleChoiceField(
        label=_("监督的事件"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    when = forms.CharField(
        label=_("条件"),
        required=False,
        max_length=LONGEST_CONDITION,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("用事件的事实写一个能答“是”或“否”的条件，答“是”就是异常。"),
    )
    red_when = forms.CharField(
        label=_("升为红牌的条件"),
        required=False,
        max_length=LONGEST_CONDITION,
        help_text=_("黄牌规则可以填写：条件成立后再问它，答“是”亮红牌。"),
    )
    effect = forms.ChoiceField(label=_("效果"), choices=Effect)
    block_when = forms.CharField(
        label=_("阻断的条件"),
        required=False,
        max_length=LONGEST_CONDITION,
        help_text=_("效果是阻断时可以填写：只在它成立时阻断，其余只记录。"),
    )
    way_out = forms.CharField(label=_("应当怎样办"), required=False, max_length=200)
    severity = forms.ChoiceField(label=_("颜色"), choices=Severity)
    remedy_working_days = forms.IntegerField(
        label=_("整改期限（工作日）"), min_value=0, max_value=60
    )
    notify = forms.CharField(
        label=_("通知"), required=False, max_length=500, help_text=_("用顿号隔开。")
    )
    is_watching = forms.BooleanField(label=_("启用"), required=False)
    reason = forms.CharField(
        label=_("修改理由"), required=False, max_length=500, help_text=_("只试算时可以不填。")
    )

    def __init__(
        self,
        *args: Any,
        events: Sequence[tuple[str, str]],
        version: RuleVersion | None = None,
        **kwargs: Any,
    ) -> None:
        """Take the events to choose from, and the version to begin with."""
        kwargs["initial"] = _as_filled_in(version)
        super().__init__(*args, **kwargs)
        self._lacks = version.lacks if version else ""
        field: forms.MultipleChoiceField = self.fields["on"]  # type: ignore[assignment]
        field.choices = list(events)

    @property
    def drafted(self) -> Draft:
        """Return what was filled in."""
        values = {name: self.cleaned_data[name] for name in DRAFTED}
        return Draft(
            on=tuple(self.cleaned_data["on"]),
            notify=tuple(
                filter(None, map(str.strip, self.cleaned_data["notify"].split(SEPARATOR)))
            ),
            lacks=self._lacks,
            **values,
        )


def _as_filled_in(version: RuleVersion | None) -> dict[str, Any]:
    """Return the values of a version as its form shows them."""
    draft = version.draft if version else Draft(on=(), when="")
    values = {name: getattr(draft, name) for name in DRAFTED}
    return {**values, "on": list(draft.on), "notify": SEPARATOR.join(draft.notify)}


class NewRuleForm(DraftForm):
    """A rule of the city's own."""

    code = forms.RegexField(
        CODE,
        label=_("编号"),
        max_length=20,
        error_messages={"invalid": _("以大写字母开头，只用大写字母、数字和横线，例如 X01。")},
    )
    name = forms.CharField(label=_("名称"), max_length=100)
    key_point = forms.ChoiceField(label=_("关键环节"), choices=KeyPoint)
    condition = forms.CharField(label=_("情形"), max_length=500)
    basis = forms.CharField(label=_("依据"), max_length=500)

    field_order = ("code", "name", "key_point", "condition", "basis")
