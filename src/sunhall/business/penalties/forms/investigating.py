"""Forms of an investigation: evidence, facts, measures, how it ends."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.penalties.choices import (
    EvidenceKind,
    MeasureKind,
    MeasureOutcome,
    SuspensionReason,
    TerminationReason,
    TransferTarget,
    WithdrawalReason,
)
from sunhall.business.penalties.forms.benchmarks import FactsForm
from sunhall.business.penalties.forms.fields import MINUTES, Day, Moment, Photos, Words, YesNo
from sunhall.business.penalties.forms.steps import REASON_LENGTH, StepForm
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.rules.particulars import Item
from sunhall.business.penalties.rules.proceedings import Respondent, Turn
from sunhall.kernel.decision.model import Benchmark as Table

BETWEEN = re.compile(r"[，,\t;；]")
NAMES = re.compile(r"[、，,;；\s]+")
EVIDENCE, COMMON, WHY = "on-evidence-", "on-evidence", "on-reason"
"""Names that no factor can bear: theirs have no dash."""


class EvidenceForm(StepForm):
    """Evidence: what kind, what it proves, where it comes from, its files."""

    photos = Photos(
        gettext_lazy("照片或者文件"),
        required=False,
        help_text=gettext_lazy("可以选多张，每张记为一份证据；指纹和时间随即记入日志。"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("证据种类"), choices=EvidenceKind, initial=EvidenceKind.AUDIOVISUAL
    )
    title = forms.CharField(label=gettext_lazy("名称"), max_length=200)
    description = forms.CharField(label=gettext_lazy("证明什么"), max_length=2_000, required=False)
    obtained_on = Day(label=gettext_lazy("取得日期"))
    place = forms.CharField(label=gettext_lazy("取得地点"), max_length=200, required=False)
    provider = forms.CharField(label=gettext_lazy("提供人"), max_length=100, required=False)
    is_from_device = forms.BooleanField(label=gettext_lazy("由电子监控设备取得"), required=False)
    is_reviewed = forms.BooleanField(
        label=gettext_lazy("已经法制和技术审核"),
        required=False,
        help_text=gettext_lazy("电子监控设备取得的证据，未经审核不得作为证据。"),
    )

    def prepare(self) -> None:
        """Suppose that it was obtained today, where it happened."""
        self.initial.update(obtained_on=self.file.by.today, place=self.file.case.place)

    @property
    def every(self) -> Iterator[dict[str, Any]]:
        """Yield what the act takes, once for each file."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "photos"}
        photos = self.cleaned_data["photos"]
        if not photos:
            yield {**given, "content": None}
        for number, photo in enumerate(photos, start=1):
            title = f"{given['title']} {number}" if len(photos) > 1 else given["title"]
            yield {
                **given,
                "title": title,
                "content": photo.read(),
                "filename": photo.name,
                "media_type": photo.content_type or "",
            }


class CaseFactsForm(FactsForm):
    """The facts the benchmark asks for, each beside the evidence it rests on."""

    def __init__(self, table: Table, *args: Any, file: CaseFile, **kwargs: Any) -> None:
        known = file.facts
        initial = {key: _as_typed(fact.value) for key, fact in known.items()}
        super().__init__(table, *args, initial=initial, **kwargs)
        numbers = [(one.number, f"{one.number} {one.title}") for one in file.evidence]
        by_id = {one.pk: one.number for one in file.evidence}
        self.keys = list(self.fields)
        self.fields[COMMON] = forms.TypedMultipleChoiceField(
            label=gettext_lazy("这些事实依据的证据"),
            help_text=gettext_lazy("用于下面没有另选证据的每一项事实。"),
            choices=numbers,
            coerce=int,
            required=False,
            initial=[number for number, _title in numbers] if len(numbers) == 1 else [],
            widget=forms.CheckboxSelectMultiple,
        )
        for key in self.keys:
            self.fields[key].initial = initial.get(key)
            self.fields[f"{EVIDENCE}{key}"] = forms.TypedMultipleChoiceField(
                label=_("“%(name)s”的证据") % {"name": self.fields[key].label},
                choices=numbers,
                coerce=int,
                required=False,
                initial=[by_id[pk] for pk in known[key].evidence_ids if pk in by_id]
                if key in known
                else [],
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields[WHY] = Words(gettext_lazy("变更理由"), 500, required=False)

    @property
    def given(self) -> dict[str, str]:
        """Return what was typed of the facts, or what is on file where nothing was sent."""
        source = self.data if self.is_bound else self.initial
        found = {name: str(source.get(name) or "") for name in self.keys}
        return {name: value for name, value in found.items() if value.strip()}

    @property
    def common(self) -> forms.BoundField:
        """Return the field of the evidence that facts rest on unless they have their own."""
        return self[COMMON]

    @property
    def why(self) -> forms.BoundField:
        """Return the field of the reason for a change."""
        return self[WHY]

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each fact with its evidence, as far as they are asked for now."""
        shown = {bound.name for bound in self.asked}
        return [(self[key], self[f"{EVIDENCE}{key}"]) for key in self.keys if key in shown]

    @property
    def changed(self) -> dict[str, str]:
        """Return the given facts that are not on file just so, on just that evidence."""
        return {
            key: value
            for key, value in self.given.items()
            if value != self.initial.get(key)
            or sorted(self.evidence[key]) != sorted(self.fields[f"{EVIDENCE}{key}"].initial)
        }

    @property
    def evidence(self) -> dict[str, list[int]]:
        """Return the numbers of the evidence each given fact rests on."""
        common = self.cleaned_data.get(COMMON, [])
        return {key: self.cleaned_data.get(f"{EVIDENCE}{key}") or common for key in self.given}


def _as_typed(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class MeasureForm(StepForm):
    """What is to be preserved or seized, where it is kept, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("措施"), choices=MeasureKind, widget=forms.RadioSelect
    )
    items = Words(
        gettext_lazy("物品清单"),
        5_000,
        help_text=gettext_lazy("一行一件：名称，数量，备注。例如：三轮车，1 辆，无牌"),
    )
    place = forms.CharField(label=gettext_lazy("存放地点"), max_length=200)
    reason = Words(gettext_lazy("理由"), REASON_LENGTH)

    def clean_items(self) -> list[Item]:
        """Return one thing for each line."""
        lines = [line for line in self.cleaned_data["items"].splitlines() if line.strip()]
        rows = [[part.strip() for part in BETWEEN.split(line, maxsplit=2)] for line in lines]
        names = ("name", "quantity", "condition")
        return [Item(**dict(zip(names, row, strict=False))) for row in rows]


class ResolveMeasureForm(StepForm):
    """What becomes of the things."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("处理结果"), choices=MeasureOutcome, widget=forms.RadioSelect
    )
    reason = Words(gettext_lazy("理由"), REASON_LENGTH, required=False)


class SuspensionForm(StepForm):
    """Why the clock shall stand still."""

    reason_code = forms.ChoiceField(
        label=gettext_lazy("中止事由"), choices=SuspensionReason, widget=forms.RadioSelect
    )
    note = Words(gettext_lazy("说明"), 500)


class FinishForm(StepForm):
    """What the investigation has come to."""

    course = Words(
        gettext_lazy("调查经过"),
        3_000,
        required=False,
        help_text=gettext_lazy("不填的，用基本情况。"),
    )
    conclusion = Words(gettext_lazy("处理意见"), 1_000)
    suspected_crime = forms.BooleanField(
        label=gettext_lazy("涉嫌犯罪"),
        required=False,
        help_text=gettext_lazy("涉嫌犯罪的，应当移送公安机关。"),
    )
    is_complex = forms.BooleanField(
        label=gettext_lazy("情节复杂，或者重大违法行为"),
        required=False,
        help_text=gettext_lazy("应当由机关负责人集体讨论决定，并经法制审核。"),
    )
    has_major_interest = forms.BooleanField(
        label=gettext_lazy("涉及重大公共利益"),
        required=False,
        help_text=gettext_lazy("应当经法制审核。"),
    )


class WithdrawalForm(StepForm):
    """Why a filed case shall be withdrawn."""

    reason_code = forms.ChoiceField(
        label=gettext_lazy("撤案事由"), choices=WithdrawalReason, widget=forms.RadioSelect
    )
    reason = Words(gettext_lazy("理由"), REASON_LENGTH)


class TerminationForm(StepForm):
    """Why a case shall end without being carried out."""

    reason_code = forms.ChoiceField(
        label=gettext_lazy("终结事由"), choices=TerminationReason, widget=forms.RadioSelect
    )
    reason = Words(gettext_lazy("理由"), REASON_LENGTH)


class TransferForm(StepForm):
    """Where a case goes, and why."""

    target = forms.ChoiceField(
        label=gettext_lazy("移送到"), choices=TransferTarget, widget=forms.RadioSelect
    )
    recipient = forms.CharField(label=gettext_lazy("受移送机关"), max_length=100)
    reason = Words(gettext_lazy("理由"), REASON_LENGTH)


class RectificationForm(StepForm):
    """What must be put right, by when."""

    demand = Words(gettext_lazy("改正要求"), 1_000)
    due_date = Day(label=gettext_lazy("改正期限"))


class RecheckForm(StepForm):
    """What a check of the rectification found."""

    is_corrected = YesNo(
        gettext_lazy("复查结果"), gettext_lazy("已经改正"), gettext_lazy("没有改正")
    )
    result = Words(gettext_lazy("复查情况"), 1_000)


class RecordForm(StepForm):
    """Where and when a record was made."""

    place = forms.CharField(label=gettext_lazy("地点"), max_length=200)
    began_at = Moment(label=gettext_lazy("开始时间"))
    ended_at = Moment(label=gettext_lazy("结束时间"))
    witnesses = forms.CharField(
        label=gettext_lazy("见证人"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("几个人的，用顿号隔开。"),
    )
    refusal = forms.CharField(
        label=gettext_lazy("当事人拒绝签名的原因"), max_length=200, required=False
    )

    def prepare(self) -> None:
        """Suppose that it was made just now, where it happened."""
        now = timezone.localtime(self.file.by.moment)
        earlier = now - timedelta(minutes=30)
        self.initial.update(
            place=self.file.case.place,
            began_at=earlier.strftime(MINUTES),
            ended_at=now.strftime(MINUTES),
        )

    def clean_witnesses(self) -> tuple[str, ...]:
        """Return the names."""
        names = NAMES.split(self.cleaned_data["witnesses"])
        return tuple(name.strip() for name in names if name.strip())


class InspectionForm(RecordForm):
    """What was found at the place."""

    findings = Words(gettext_lazy("检查情况"), 10_000)
    field_order = ("findings", "place", "began_at", "ended_at", "witnesses", "refusal")


class InquiryForm(RecordForm):
    """Who was asked, and what was said."""

    name = forms.CharField(label=gettext_lazy("被询问人"), max_length=100)
    is_of_party = YesNo(
        gettext_lazy("被询问人是"), gettext_lazy("当事人"), gettext_lazy("证人"), initial="true"
    )
    identifier = forms.CharField(label=gettext_lazy("证件号码"), max_length=30, required=False)
    phone = forms.CharField(label=gettext_lazy("电话"), max_length=30, required=False)
    talk = Words(
        gettext_lazy("问答"),
        10_000,
        help_text=gettext_lazy("一行一句，以“问：”“答：”开头。"),
    )
    field_order = ("name", "is_of_party", "identifier", "phone", "talk")

    def clean_talk(self) -> tuple[Turn, ...]:
        """Return who said what, a line each."""
        turns = []
        for line in self.cleaned_data["talk"].splitlines():
            speaker, said, words = line.strip().replace(":", "：", 1).partition("：")
            if not said or not words.strip():
                raise forms.ValidationError(
                    _("这一行没有写明是问还是答：%(line)s") % {"line": line[:40]}
                )
            turns.append(Turn(speaker=speaker.strip(), words=words.strip()))
        return tuple(turns)

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes."""
        given = dict(self.cleaned_data)
        names = ("name", "identifier", "phone")
        respondent = Respondent(**{name: given.pop(name) for name in names})
        turns = given.pop("talk")
        return {**given, "respondent": respondent, "turns": turns}
