"""Why the access center turns an act down."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class WrongPassword(Refusal):
    """There is no such account, or the password is another; never said which."""

    code = "wrong_password"
    message = _("登录名或密码不对")


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


class ResidentIdRefused(Refusal):
    """A citizen is who their resident ID number says, and has one account."""

    code = "resident_id_refused"
    message = _("公民身份号码：%(fault)s")


class LoginTaken(Refusal):
    """Another account has this login."""

    code = "login_taken"
    message = _("登录名 %(login)s 已被使用")
