"""What people fill in to sign on, to keep their account safe, and at the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.permissions import NAMES, SCOPES
from sunhall.centers.access.rules import oidc
from sunhall.centers.access.rules.passwords import MAX_LENGTH, MIN_LENGTH
from sunhall.kernel.actor import Actor

POLICY = _("至少 %(count)s 个字符，一句自己记得住的话最好；不能是登录名、姓名、号码或者常见的密码")


def login_field() -> forms.CharField:
    """Return the field for one's login."""
    widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    return forms.CharField(label=_("登录名"), max_length=50, widget=widget)


def secret_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """Return a field for a password; what is typed is never sent back."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, max_length=MAX_LENGTH, strip=False, widget=widget, help_text=help_text
    )


def code_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """Return a field for a one-time code."""
    attrs = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        max_length=40,
        help_text=help_text,
        required=required,
        widget=forms.TextInput(attrs=attrs),
    )


class SignInForm(forms.Form):
    """Login and password."""

    login = login_field()
    password = secret_field(_("密码"), "current-password")


class SecondFactorForm(forms.Form):
    """A one-time code of the authenticator app, or a recovery code."""

    code = code_field(_("验证码"), _("验证器里的六位数字；手机不在身边时，填一个恢复码"))


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = secret_field(_("新密码"), "new-password", POLICY % {"count": MIN_LENGTH})
    again = secret_field(_("再填一次"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Return the values if both passwords are the same."""
        values = super().clean() or {}
        if {"password", "again"} <= values.keys() and values["password"] != values["again"]:
            self.add_error("again", _("两次填的不一样"))
        return values


class ActivationForm(NewPasswordForm):
    """An activation code and the password it sets."""

    login = login_field()
    code = code_field(_("激活码"), _("柜台交给您的十六位字母和数字，只能用一次"))
    field_order = ("login", "code", "password", "again")


class ChangePasswordForm(NewPasswordForm):
    """The password there is, and the one there shall be."""

    current = secret_field(_("现在的密码"), "current-password")
    field_order = ("current", "password", "again")


class ConfirmForm(forms.Form):
    """The password once more, with a code where there is a second factor."""

    password = secret_field(_("密码"), "current-password")
    code = code_field(_("验证码"), _("验证器里的六位数字，或者一个恢复码"))

    def __init__(self, *args: Any, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_code:
            del self.fields["code"]


class PasskeyForm(forms.Form):
    """What one calls a passkey."""

    name = forms.CharField(
        label=_("名称"), max_length=50, help_text=_("例如 办公室电脑，方便以后认出它")
    )


class PersonAccountForm(forms.Form):
    """An account to be opened for somebody who works for the city."""

    employee_number = forms.CharField(label=_("工号"), max_length=20)
    login = login_field()


class CitizenAccountForm(forms.Form):
    """An account to be opened for a citizen who stands at the counter."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    resident_id = forms.CharField(
        label=_("公民身份号码"), max_length=18, help_text=_("核对本人和身份证原件以后填写")
    )
    login = login_field()


class EnterpriseForm(forms.Form):
    """An enterprise to be registered with its legal representative."""

    credit_code = forms.CharField(
        label=_("统一社会信用代码"), max_length=18, help_text=_("照营业执照填写")
    )
    name = forms.CharField(label=_("名称"), max_length=100)
    resident_id = forms.CharField(
        label=_("法定代表人的公民身份号码"),
        max_length=18,
        help_text=_("本人须已有市民账号"),
    )


class ReasonForm(forms.Form):
    """Why something is done to somebody's account."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("会记入日志，请勿写入姓名和号码")
    )


class AgentForm(forms.Form):
    """A citizen who shall act for the enterprise."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    resident_id = forms.CharField(
        label=_("公民身份号码"), max_length=18, help_text=_("本人须已有市民账号")
    )
    scopes = forms.MultipleChoiceField(label=_("代理权限"), widget=forms.CheckboxSelectMultiple)
    valid_to = forms.DateField(
        label=_("失效日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("这一天起不再是代理人；不填就没有期限"),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = self.fields["scopes"]
        assert isinstance(scopes, forms.MultipleChoiceField)  # noqa: S101  for the type alone
        scopes.choices = [(scope.value, NAMES[scope]) for scope in SCOPES if by.may(scope)]


class Lines(forms.CharField):
    """Several values, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})

    def clean(self, value: Any) -> list[str]:
        """Return the lines that are not empty."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class ApplicationForm(forms.Form):
    """A department's application to be registered."""

    GRANTS = (
        (oidc.AUTHORIZATION_CODE, _("授权码：人在浏览器里登录")),
        (oidc.REFRESH_TOKEN, _("刷新：登录以后不必反复来回")),
        (oidc.CLIENT_CREDENTIALS, _("应用自己调用接口")),
        (oidc.DEVICE_CODE, _("设备：没有键盘的终端")),
    )

    client_id = forms.RegexField(
        r"^[a-z][a-z0-9-]{2,39}$", label=_("编号"), help_text=_("例如 archive-hall，登记后不能更改")
    )
    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("人们同意时看到的名称"))
    organization_code = forms.CharField(label=_("单位编码"), max_length=30)
    grant_types = forms.MultipleChoiceField(
        label=_("授权方式"), widget=forms.CheckboxSelectMultiple, choices=GRANTS
    )
    redirect_uris = Lines(
        label=_("回调地址"), required=False, help_text=_("每行一个，须逐字相同；只准 HTTPS")
    )
    post_logout_uris = Lines(label=_("退出后返回的地址"), required=False, help_text=_("每行一个"))
    backchannel_logout_uri = forms.CharField(
        label=_("后台退出地址"), max_length=500, required=False
    )
    scopes = forms.MultipleChoiceField(
        label=_("范围"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(scope, scope) for scope in oidc.CLAIMS],
        initial=[oidc.OPENID],
        required=False,
    )
    claims = forms.MultipleChoiceField(
        label=_("可知道的信息"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, name) for names in oidc.CLAIMS.values() for name in names],
        required=False,
    )
    permissions = Lines(
        label=_("接口权限"), required=False, help_text=_("每行一个权限代码，应用以自己的名义调用")
    )
    is_public = forms.BooleanField(label=_("装在用户设备上，存不住密钥"), required=False)
