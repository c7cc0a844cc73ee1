"""What a step of a case asks for; the simplest ones. There is no field for an amount anywhere."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.forms.fields import Words
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.rules.papers import PAPERS

REASON_LENGTH = 800


class StepForm(forms.Form):
    """What one step of a case asks for, from whom, about what.

    `subject_id` is the key of the thing besides the case that the step is about; `paper` the
    document the act makes, whose wordable parts the form asks for.
    """

    use_required_attribute = False
    paper: DocumentKind | None = None

    def __init__(
        self, *args: Any, file: CaseFile, subject_id: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        self.subject_id = subject_id
        if self.paper is not None:
            for part in PAPERS[self.paper].wording:
                self.fields[f"wording_{part.name}"] = Words(
                    part.label, part.limit, required=part.is_required
                )
        self.prepare()

    def prepare(self) -> None:
        """Offer what depends on the case."""

    @property
    def every(self) -> Iterable[dict[str, Any]]:
        """Return what each call of the act takes; most steps are one call."""
        return [self.arguments]

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes besides the case and the subject."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith("wording_")
        }
        if self.paper is not None:
            given["wording"] = {
                name.removeprefix("wording_"): value
                for name, value in self.cleaned_data.items()
                if name.startswith("wording_") and value
            }
        return given


class NothingForm(StepForm):
    """A step that asks for nothing but a yes."""


class ReasonForm(StepForm):
    """A step that asks for a reason."""

    reason = Words(_("理由"), REASON_LENGTH)
