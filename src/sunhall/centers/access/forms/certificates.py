"""What people fill in to get certificates, to sign and to seal."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.choices import RevocationReason
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.rules import seal_pictures
from sunhall.centers.access.rules.signing import MAX_BYTES
from sunhall.kernel.uploads import CERTIFICATE_REQUEST, PDF, PNG
from sunhall.kernel.uploads.fields import UploadField


class CertificateRequestForm(forms.Form):
    """A request for a certificate: for a key of one's own, or for one that the city keeps."""

    request = UploadField(
        accepted=CERTIFICATE_REQUEST,
        most_bytes=2**20,
        label=_("证书请求文件"),
        required=False,
        help_text=_("自己保管密钥时上传 PKCS#10 文件；密钥不离开您的设备或智能卡"),
    )
    passphrase = forms.CharField(
        label=_("托管密钥的口令"),
        required=False,
        max_length=200,
        strip=False,
        help_text=_("由本市托管密钥时填写，不少于 12 个字符；口令不保存，忘记后只能重新申请"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Require one of the two ways, not both."""
        values = super().clean() or {}
        if not self.errors and bool(values.get("request")) == bool(values.get("passphrase")):
            raise forms.ValidationError(_("请上传证书请求文件，或者填写托管密钥的口令，二选一"))
        return values


class RefuseForm(forms.Form):
    """Why something is not granted."""

    reason = forms.CharField(label=_("不批准的理由"), max_length=500)


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    reason = forms.ChoiceField(
        label=_("吊销原因"),
        choices=[one for one in RevocationReason.choices if one[0] != RevocationReason.SUPERSEDED],
    )


class PdfForm(forms.Form):
    """A PDF to look at; nothing of it is kept."""

    document = UploadField(
        accepted=PDF,
        most_bytes=MAX_BYTES,
        label=_("PDF 文件"),
        help_text=_("不超过 20 MB"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


class SignForm(PdfForm):
    """A PDF to sign, by which certificate, and the passphrase that opens its key."""

    certificate = forms.ChoiceField(label=_("用哪张证书"))
    reason = forms.CharField(label=_("签署说明"), max_length=100, required=False)
    passphrase = forms.CharField(
        label=_("口令"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, certificates: Sequence[Certificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["certificate"])
        field.choices = [
            (one.pk, f"{one.get_profile_display()} {one.serial[:8]}") for one in certificates
        ]


class SealForm(forms.Form):
    """A seal to be made."""

    name = forms.CharField(label=_("印章名称"), max_length=60)
    picture = UploadField(
        accepted=PNG,
        most_bytes=seal_pictures.MAX_BYTES,
        label=_("印模"),
        help_text=_("背景透明的 PNG 图片，不超过 1 MB，边长 100 至 2000 像素"),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
    )


class SealUseForm(PdfForm):
    """A document to bear a seal."""

    title = forms.CharField(label=_("文件名称"), max_length=200)
    field_order = ["title", "document"]
