"""What people fill in about citizen cards; every form keeps what was typed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.business.citizencards.choices import (
    CancelReason,
    Function,
    LossKind,
    ReplaceReason,
)
from sunhall.business.citizencards.models import Purpose
from sunhall.business.citizencards.rules.batch_files import MOST_BYTES
from sunhall.business.citizencards.rules.qr import MOST_LENGTH
from sunhall.kernel.uploads import Kind
from sunhall.kernel.uploads.fields import UploadField

ID_LENGTH = 18
NUMBER_LENGTH = 20
PURPOSE_LENGTH = 200


class ResidentIdField(forms.CharField):
    """A resident ID number, read off the card that is shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=ID_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            **{"label": _("公民身份号码"), **kwargs},
        )


class NumberField(forms.CharField):
    """A card number, read off a card."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=NUMBER_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            **{"label": _("卡号"), "help_text": _("卡面上的 14 位，末位是校验码。"), **kwargs},
        )


class CardForm(forms.Form):
    """What an act on a card asks for."""

    use_required_attribute = False


class ApplyForm(CardForm):
    """Who applies at the counter."""

    resident_id = ResidentIdField()
    name = forms.CharField(
        label=_("姓名"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class IdentityForm(CardForm):
    """The ID that the holder shows."""

    resident_id = ResidentIdField(help_text=_("照出示的身份证填写，与持卡人核对。"))


class LossForm(CardForm):
    """How a loss is reported."""

    kind = forms.ChoiceField(
        label=_("挂失方式"),
        choices=LossKind,
        widget=forms.RadioSelect,
        help_text=_("两种都立即生效。口头挂失 7 天内不转书面，自动解除。"),
    )


class ReplaceForm(CardForm):
    """Why a card is replaced, and the ID that the holder shows."""

    reason = forms.ChoiceField(label=_("补换原因"), choices=ReplaceReason)
    resident_id = ResidentIdField(help_text=_("照出示的身份证填写，与持卡人核对。"))


class CancelForm(CardForm):
    """Why a card is cancelled."""

    reason = forms.ChoiceField(label=_("注销原因"), choices=CancelReason)


class RevealForm(CardForm):
    """What somebody's name and number are looked at for."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=PURPOSE_LENGTH,
        help_text=_("会记入日志，持卡人看得见是谁看过。"),
    )


class NumberForm(CardForm):
    """The number on one's own card."""

    number = NumberField()


class OwnApplyForm(CardForm):
    """Where a citizen fetches their card."""

    division_code = forms.ChoiceField(label=_("领卡的区市"))

    def __init__(self, *args: Any, divisions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Take the divisions to choose from."""
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["division_code"]  # type: ignore[assignment]
        field.choices = list(divisions)


class ResultForm(CardForm):
    """The producer's file."""

    file = UploadField(
        accepted={Kind.TEXT, Kind.UNKNOWN},
        most_bytes=MOST_BYTES,
        label=_("结果文件"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> bytes:
        """Return the file's bytes."""
        return bytes(self.cleaned_data["file"].read())


class SwitchForm(CardForm):
    """Which function of which card is switched, how, and what for."""

    number = NumberField()
    function = forms.TypedChoiceField(label=_("功能"), coerce=int)
    is_on = forms.TypedChoiceField(
        label=_("开通或者关闭"),
        choices=[("1", _("开通")), ("0", _("关闭"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(label=_("用途"), max_length=PURPOSE_LENGTH)

    def __init__(self, *args: Any, functions: Iterable[Function], **kwargs: Any) -> None:
        """Take the functions that the department owns."""
        super().__init__(*args, **kwargs)
        field: forms.TypedChoiceField = self.fields["function"]  # type: ignore[assignment]
        field.choices = [(function.value, function.label) for function in functions]


class VerifyForm(CardForm):
    """A card number or the words of a QR, and what it is verified for."""

    purpose = forms.ChoiceField(label=_("用途"))
    shown = forms.CharField(
        label=_("卡号或者二维码"),
        max_length=MOST_LENGTH,
        help_text=_("扫码枪扫入二维码，或者输入卡号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, purposes: Iterable[Purpose], **kwargs: Any) -> None:
        """Take the purposes of the department."""
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["purpose"]  # type: ignore[assignment]
        field.choices = [(purpose.code, purpose.name) for purpose in purposes]


class PurposeForm(CardForm):
    """What a department may look at cards for."""

    organization_code = forms.ChoiceField(label=_("单位"))
    code = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,38}\Z",
        label=_("编码"),
        max_length=40,
        help_text=_("程序用的名字：小写字母、数字和横线，例如 clinic-visit。"),
    )
    name = forms.CharField(label=_("用途"), max_length=100)
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("法律、法规的条款。"))
    valid_from = forms.DateField(
        label=_("生效日期"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    shows_name = forms.BooleanField(label=_("答复含姓名"), required=False)

    def __init__(self, *args: Any, organizations: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Take the organizations to choose from."""
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["organization_code"]  # type: ignore[assignment]
        field.choices = list(organizations)


class EndPurposeForm(CardForm):
    """From which day on a purpose ends."""

    valid_to = forms.DateField(
        label=_("失效日期"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
