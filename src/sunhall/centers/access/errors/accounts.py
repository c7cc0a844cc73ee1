"""Why the access center turns an act down: accounts and applications."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class WrongPassword(Refusal):
    """There is no such account, or the password is another; never said which."""

    code = "wrong_password"
    message = _("登录名或密码不对")


class WrongSecondFactor(Refusal):
    """The one-time code, the recovery code or the passkey is none of this account."""

    code = "wrong_second_factor"
    message = _("验证码不对，或者已经用过")


class UnknownPasskey(Refusal):
    """What the browser has signed is by no passkey of an account that may sign on."""

    code = "unknown_passkey"
    message = _("没有认出这个通行密钥，请换一种方式登录")


class TooManyFailures(Refusal):
    """Somebody tried too often."""

    code = "too_many_failures"
    message = _("失败次数过多，请 %(minutes)s 分钟后再试")


class NotDemo(Refusal):
    """One-click sign-on is for demonstrations only."""

    code = "not_demo"
    message = _("没有启用演示账号")


class PostNotHeld(Refusal):
    """One acts only in a post one holds today."""

    code = "post_not_held"
    message = _("您今天不担任这个岗位")


class NotAgent(Refusal):
    """One acts only for an enterprise whose agent one is today."""

    code = "not_agent"
    message = _("您今天不是这家企业的代理人")


class ResidentIdRefused(Refusal):
    """A citizen is who their resident ID number says, and has one account."""

    code = "resident_id_refused"
    message = _("公民身份号码：%(fault)s")


class CreditCodeRefused(Refusal):
    """An enterprise is what its unified social credit code says, and is registered once."""

    code = "credit_code_refused"
    message = _("统一社会信用代码：%(fault)s")


class LoginTaken(Refusal):
    """Another account has this login."""

    code = "login_taken"
    message = _("登录名 %(login)s 已被使用")


class PersonHasAccount(Refusal):
    """A person has one account."""

    code = "person_has_account"
    message = _("此人已有账号")


class PasswordRefused(Refusal):
    """The password would be too easy to guess."""

    code = "password_refused"
    message = _("换一个密码：%(fault)s")


class ActivationRefused(Refusal):
    """There is no such account, or the code is another, used or too old; never said which."""

    code = "activation_refused"
    message = _("登录名或激活码不对，或者激活码已经失效")


class OneselfRefused(Refusal):
    """Nobody maintains their own account at the counter."""

    code = "oneself_refused"
    message = _("不能办理自己的账号，请同事办理")


class AlreadySo(Refusal):
    """The account is already as wished."""

    code = "already_so"
    message = _("账号已经是这个状态")


class AgentRefused(Refusal):
    """Nobody becomes or stays an agent like this."""

    code = "agent_refused"
    message = _("代理人：%(fault)s")


class ApplicationRefused(Refusal):
    """An application cannot be registered like this."""

    code = "application_refused"
    message = _("应用：%(fault)s")


class DeviceCodeUnknown(Refusal):
    """No device waits for this code, or no longer."""

    code = "device_code_unknown"
    message = _("没有设备在等这个代码，或者已经过期")


class OutsideZone(Refusal):
    """An application calls from outside the zones it is bound to."""

    code = "outside_zone"
    message = _("应用不在限定的网络区域内")
