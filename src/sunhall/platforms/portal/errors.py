"""Why the portal turns an act down."""

from django.utils.translation import gettext_noop

from sunhall.kernel.errors import Refusal

_ = gettext_noop


class NavigationUnreadable(Refusal):
    """A document is no navigation."""

    code = "navigation_unreadable"
    message = _("办事导航写得不对：%(place)s")


class NavigationExists(Refusal):
    """Another navigation has the code."""

    code = "navigation_exists"
    message = _("已有编码为 %(code)s 的办事导航")


class NavigationDraftExists(Refusal):
    """The navigation has a draft already."""

    code = "navigation_draft_exists"
    message = _("这套导航已有草稿（第 %(version)s 版），请先办完它")


class NavigationImmutable(Refusal):
    """The version is public; what is public never changes."""

    code = "navigation_immutable"
    message = _("第 %(version)s 版已经公布，不能再改；请起草新版本")


class NavigationChangedMeanwhile(Refusal):
    """Someone has changed the draft since."""

    code = "navigation_changed_meanwhile"
    message = _("%(name)s在您之后改过这份草稿，请先看看改了什么；您写的还在下面")


class NavigationFourEyes(Refusal):
    """Who drafted a version may not approve it."""

    code = "navigation_four_eyes"
    message = _("%(name)s参与了起草，须由另一个人审定")


class NavigationNotSound(Refusal):
    """The gate found something that keeps the version from being published."""

    code = "navigation_not_sound"
    message = _("还不能公布：%(place)s，%(fault)s")


class NavigationDayPassed(Refusal):
    """The day is over."""

    code = "navigation_day_passed"
    message = _("施行日期 %(day)s 已经过去，今天是 %(today)s")


class NavigationDayTaken(Refusal):
    """The version before takes effect on that day or later."""

    code = "navigation_day_taken"
    message = _("第 %(version)s 版自 %(day)s 起施行，新版本须晚于它")
