"""Why the directory turns an act down."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class CodeTaken(Refusal):
    """Another entry has this code."""

    code = "code_taken"
    message = _("编码 %(code)s 已被使用")


class InvalidCode(Refusal):
    """The code breaks its standard."""

    code = "invalid_code"
    message = _("%(field)s %(value)s 有误:%(reason)s")


class EndsBeforeStart(Refusal):
    """The end is not after the start."""

    code = "ends_before_start"
    message = _("失效日期 %(valid_to)s 必须晚于生效日期 %(valid_from)s")


class AlreadyClosed(Refusal):
    """It has ended already."""

    code = "already_closed"
    message = _("已于 %(valid_to)s 失效")


class NotValidThen(Refusal):
    """What the entry stands on is not valid on its first day."""

    code = "not_valid_then"
    message = _("%(name)s 在 %(day)s 无效")


class CircularSuccession(Refusal):
    """A division would succeed itself."""

    code = "circular_succession"
    message = _("区划承接关系成环:%(path)s")


class CircularHierarchy(Refusal):
    """An organization would stand above itself."""

    code = "circular_hierarchy"
    message = _("上级单位关系成环:%(path)s")


class StillInUse(Refusal):
    """Others still stand on it."""

    code = "still_in_use"
    message = _("%(name)s 还有未结束的%(what)s,请先办理")


class PostHeld(Refusal):
    """Somebody holds the post at that time."""

    code = "post_held"
    message = _("%(post)s 在该期间已由 %(person)s 担任")


class AlreadyGranted(Refusal):
    """The post has the role already."""

    code = "already_granted"
    message = _("%(post)s 已有角色 %(role)s")


class GrantToOneself(Refusal):
    """Nobody grants a role to a post they hold."""

    code = "grant_to_oneself"
    message = _("不得给自己担任的岗位授予角色")


class UnknownPermission(Refusal):
    """There is no such permission."""

    code = "unknown_permission"
    message = _("没有权限 %(permission)s")


class NothingChanged(Refusal):
    """The act would change nothing."""

    code = "nothing_changed"
    message = _("内容没有变化")


class WorkbookFaulty(Refusal):
    """The workbook has faults, so nothing of it is imported."""

    code = "workbook_faulty"
    message = _("工作簿有 %(count)s 处错误,没有导入任何内容。第一处:%(first)s")


class RowRefused(Refusal):
    """One row of the workbook breaks a rule, so nothing of it is imported."""

    code = "row_refused"
    message = _("“%(sheet)s”中 %(key)s:%(reason)s。没有导入任何内容")
