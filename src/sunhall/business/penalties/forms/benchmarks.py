"""Forms of the officers' work on benchmarks."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.penalties.actions import TakeOver
from sunhall.business.penalties.forms.fields import ISO
from sunhall.business.penalties.models import BenchmarkImport
from sunhall.kernel.decision.facts import FactsRefused
from sunhall.kernel.decision.formats import FILE_LIMIT, SUFFIXES
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.decision.model import Factor, FactorType, Role
from sunhall.kernel.decision.wording import unit_in_words
from sunhall.kernel.paging import read_key
from sunhall.kernel.uploads import TABLES
from sunhall.kernel.uploads.fields import UploadField

FEW_CHOICES = 6


class ImportForm(forms.Form):
    """A file of benchmarks."""

    file = UploadField(
        accepted=TABLES,
        most_bytes=FILE_LIMIT,
        label=gettext_lazy("基准文件"),
        help_text=gettext_lazy("YAML、Excel（.xlsx）或 DMN 文件，不超过 16 MB。"),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )


class TakeOverForm(forms.Form):
    """Which items of a received file are taken over."""

    which = forms.ChoiceField(label=gettext_lazy("导入哪些事项"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, report: BenchmarkImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["which"]  # type: ignore[assignment]
        field.choices = _ways_to_take_over(report)
        self.initial["which"] = _ways_to_take_over(report)[0][0]


def _ways_to_take_over(report: BenchmarkImport) -> list[tuple[str, str]]:
    if not report.findings:
        return [(TakeOver.ALL.value, _("全部导入"))]
    faulty = {found["item"] for found in report.findings}
    sound = sum(document.get("code") not in faulty for document in report.documents)
    some = _("只导入没有缺陷的 %(n)s 项") % {"n": sound}
    readable = _("读得出的 %(n)s 项都导入，有缺陷的存为草稿，在编辑器里修复") % {
        "n": len(report.documents)
    }
    ways = [(TakeOver.SOUND.value, some), (TakeOver.READABLE.value, readable)]
    return ways if sound else ways[1:]


class PublishForm(forms.Form):
    """Which versions are published, and from which day they apply."""

    ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("事项"), coerce=int, widget=forms.MultipleHiddenInput
    )
    effective_date = forms.DateField(
        label=gettext_lazy("生效日期"),
        help_text=gettext_lazy("从这一天起适用；不得早于今天。"),
        widget=forms.DateInput(format=ISO, attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            chosen = self.data.getlist("ids") if hasattr(self.data, "getlist") else []
            self._numbers = [key for key in chosen if read_key(key) is not None]
            field: forms.TypedMultipleChoiceField = self.fields["ids"]  # type: ignore[assignment]
            field.choices = [(key, key) for key in self._numbers]
            field.error_messages["required"] = _("请先选择要公布的事项。")

    @property
    def chosen(self) -> list[int]:
        """Return what was chosen, also where it was refused."""
        return [int(key) for key in self._numbers] if self.is_bound else []


class OccurrenceForm(forms.Form):
    """The day on which the act happened; the version in effect then applies."""

    use_required_attribute = False

    occurred_on = forms.DateField(
        label=gettext_lazy("违法行为发生日期"),
        help_text=gettext_lazy("适用当日生效的基准；行为有连续状态的，填写终了之日。"),
        widget=forms.DateInput(format=ISO, attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_occurred_on(self) -> date:
        """Refuse a day that has not come yet."""
        day: date = self.cleaned_data["occurred_on"]
        if day > self.today:
            raise forms.ValidationError(_("这一天还没有到，请填写行为实际发生的日期。"))
        return day


class FactField(forms.CharField):
    """One fact as it was typed; the decision engine alone says whether it will do."""

    def __init__(self, factor: Factor, **kwargs: Any) -> None:
        self.unit = unit_in_words(factor.unit, 2)
        super().__init__(label=factor.name, widget=_widget(factor), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the value as it is."""
        return value


class FactsForm(forms.Form):
    """The facts a benchmark asks for, one field each, that of the gate first.

    The amounts that only some tiers multiply are asked for once the facts have led to such a tier.
    """

    use_required_attribute = False

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claimed = {key for exemption in table.exemptions for key in exemption.when}
        claimed -= {table.gate.factor} if table.gate else set()
        self._later = _bases_of_some_tiers(table)
        gate = table.gate.factor if table.gate else ""
        for factor in sorted(table.factors, key=lambda factor: factor.key != gate):
            is_claim = factor.role is Role.GATE and factor.key in claimed
            self.fields[factor.key] = FactField(factor, required=not is_claim)

    @property
    def given(self) -> dict[str, str]:
        """Return what was typed, by the keys of the factors."""
        return {name: self.data[name] for name in self.fields if self.data.get(name, "").strip()}

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields to show now."""
        return [
            field
            for field in self
            if field.name not in self._later or field.errors or field.name in self.given
        ]

    def refuse(self, refusal: FactsRefused) -> None:
        """Show every fault at its field."""
        for fault in refusal.faults:
            self.add_error(fault.key if fault.key in self.fields else None, fault.message)


def _bases_of_some_tiers(table: Table) -> set[str]:
    per_tier = [
        {base for penalty in tier.penalties if penalty.amount for base in penalty.amount.bases}
        for tier in table.tiers
    ]
    needed = set().union(*per_tier)
    always = set.intersection(*per_tier) if per_tier else set()
    return {
        factor.key
        for factor in table.factors
        if factor.role is Role.BASE and factor.key in needed - always
    }


def _widget(factor: Factor) -> forms.Widget:
    if factor.type is FactorType.BOOLEAN:
        return forms.RadioSelect(choices=[("true", _("是")), ("false", _("否"))])
    if factor.type is FactorType.ENUM:
        choices = [(choice, choice) for choice in factor.choices]
        if len(choices) <= FEW_CHOICES:
            return forms.RadioSelect(choices=choices)
        return forms.Select(choices=[("", _("请选择")), *choices])
    if factor.type is FactorType.DATE:
        return forms.DateInput(attrs={"type": "date"})
    mode = "numeric" if factor.type is FactorType.COUNT else "decimal"
    return forms.TextInput(
        attrs={"inputmode": mode, "class": "field-number", "autocomplete": "off"}
    )
