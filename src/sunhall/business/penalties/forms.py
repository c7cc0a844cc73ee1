"""Forms of the officers' work on benchmarks."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.penalties.actions import TakeOver
from sunhall.business.penalties.models import BenchmarkImport
from sunhall.kernel.decision.formats import FILE_LIMIT, SUFFIXES

MEGABYTE = 2**20


class ImportForm(forms.Form):
    """A file of benchmarks."""

    file = forms.FileField(
        label=gettext_lazy("基准文件"),
        help_text=gettext_lazy("YAML、Excel（.xlsx）或 DMN 文件，不超过 16 MB。"),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > FILE_LIMIT:
            raise forms.ValidationError(
                _("文件 %(name)s 有 %(size)s MB，超过 %(most)s MB。请分成几个文件导入。")
                % {
                    "name": file.name,
                    "size": (file.size or 0) // MEGABYTE,
                    "most": FILE_LIMIT // MEGABYTE,
                }
            )
        return file


class TakeOverForm(forms.Form):
    """Which items of a received file are taken over."""

    which = forms.ChoiceField(label=gettext_lazy("导入哪些事项"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, report: BenchmarkImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["which"]  # type: ignore[assignment]
        everything = (TakeOver.ALL.value, _("全部导入"))
        some = [
            (TakeOver.SOUND.value, _("只导入没有缺陷的事项")),
            (TakeOver.READABLE.value, _("读得出的都导入，有缺陷的存为草稿，在编辑器里修复")),
        ]
        field.choices = some if report.findings else [everything]
        self.initial["which"] = field.choices[0][0]


class PublishForm(forms.Form):
    """Which versions are published, and from which day they apply."""

    ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("事项"), coerce=int, widget=forms.MultipleHiddenInput
    )
    effective_date = forms.DateField(
        label=gettext_lazy("生效日期"),
        help_text=gettext_lazy("从这一天起适用；不得早于今天。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            chosen = self.data.getlist("ids") if hasattr(self.data, "getlist") else []
            numbers = [key for key in chosen if key.isascii() and key.isdigit() and len(key) < 19]
            field: forms.TypedMultipleChoiceField = self.fields["ids"]  # type: ignore[assignment]
            field.choices = [(key, key) for key in numbers]
            field.error_messages["required"] = _("请先选择要公布的事项。")
