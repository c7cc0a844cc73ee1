"""Which seal a document is to bear."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.models import Seal


class SealForm(forms.Form):
    """One of the organ's seals; the only one is chosen already."""

    seal = forms.TypedChoiceField(label=_("印章"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, seals: Iterable[Seal], **kwargs: Any) -> None:
        """Offer the seals."""
        super().__init__(*args, **kwargs)
        offered = [(seal.pk, seal.name) for seal in seals]
        field = self.fields["seal"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = offered
        if len(offered) == 1:
            self.initial["seal"] = offered[0][0]
