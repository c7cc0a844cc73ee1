"""What people fill in on the workflow platform."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.platforms.workflow.rules.reading import MOST_BYTES


class FlowForm(forms.Form):
    """A flow as a file; it is read by a reader of its own, and kept only when it is sound."""

    file = forms.FileField(
        label=_("流程图文件"),
        help_text=_("BPMN 2.0 文件（.bpmn），不超过 2 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".bpmn,.xml"}),
    )

    def clean_file(self) -> bytes:
        """Return the content, no more of it than is read anyway."""
        content: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return content
