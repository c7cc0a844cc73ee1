"""Why the directory turns an act down."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_noop

from sunhall.kernel.errors import Refusal

_ = gettext_noop


class CodeTaken(Refusal):
    """Another entry has this code."""

    code = "code_taken"
    message = _("编码 %(code)s 已被使用")


class InvalidCode(Refusal):
    """The code breaks its standard."""

    code = "invalid_code"
    message = _("%(field)s %(value)s 有误：%(reason)s")


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
    message = _("区划承接关系成环：%(path)s")


class CircularHierarchy(Refusal):
    """An organization would stand above itself."""

    code = "circular_hierarchy"
    message = _("上级单位关系成环：%(path)s")


class StillInUse(Refusal):
    """Others still stand on it."""

    code = "still_in_use"
    message = _("%(name)s 还有未结束的%(what)s，请先办理")


class NotYet(Refusal):
    """A reorganization is carried out on its day, not before."""

    code = "not_yet"
    message = _("机构改革自 %(day)s 起施行，到那一天再办理")


class SucceedsItself(Refusal):
    """An organization cannot take over from itself."""

    code = "succeeds_itself"
    message = _("%(name)s 不能承接自己")


class NothingToHandOver(Refusal):
    """No organization, post or matter is named."""

    code = "nothing_to_hand_over"
    message = _("没有选择要划转的岗位或者事项")


class HandedOverTwice(Refusal):
    """A post or a matter goes to two organizations, or does not belong to the one it leaves."""

    code = "handed_over_twice"
    message = _("%(code)s 不属于 %(name)s，或者选择了两次")


class LabelTooLow(Refusal):
    """An item is more sensitive than the label of the resource it is in."""

    code = "label_too_low"
    message = _("信息项“%(item)s”属于%(label)s，资源的级别不能低于它")


class BasisMissing(Refusal):
    """What is not shared without condition says why. Law: 政务信息资源共享管理暂行办法 第十条."""

    code = "basis_missing"
    message = _("有条件共享或者不予共享的，应当写明依据")


class SharedTooFreely(Refusal):
    """Personal data is not shared without condition. Law: 个人信息保护法 第三十四条."""

    code = "shared_too_freely"
    message = _("%(label)s不能无条件共享")


class UnreadableItem(Refusal):
    """A line of items cannot be read."""

    code = "unreadable_item"
    message = _("信息项第 %(line)s 行“%(text)s”读不懂：每行写名称，级别写在冒号后，可用 %(known)s")


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


class DelegatedAlready(Refusal):
    """What was delegated is not delegated further."""

    code = "delegated_already"
    message = _("%(role)s 是别人委托给您的，不得再委托")


class DelegatedElsewhere(Refusal):
    """Nobody of another organization acts in one's place."""

    code = "delegated_elsewhere"
    message = _("%(post)s 不是本单位的岗位，不能委托")


class DelegatedToOneself(Refusal):
    """Nobody acts in their own place."""

    code = "delegated_to_oneself"
    message = _("%(post)s 由您自己担任，不必委托")


class DelegatedInThePast(Refusal):
    """What was done without it stays so."""

    code = "delegated_in_the_past"
    message = _("委托不得从过去的日期 %(day)s 开始")


class OutlivesGrant(Refusal):
    """Nobody delegates for longer than they have it."""

    code = "outlives_grant"
    message = _("您的角色 %(role)s 到 %(valid_to)s 为止，委托不得更长")


class ScopeWithoutDivision(Refusal):
    """A division is named where the grant reaches over one, and only there."""

    code = "scope_without_division"
    message = _("范围是一个区市时，请选择区市；其他范围不必选")


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
    message = _("工作簿有 %(count)s 处错误，没有导入任何内容。第一处：%(first)s")


class RowRefused(Refusal):
    """One row of the workbook breaks a rule, so nothing of it is imported."""

    code = "row_refused"
    message = _("“%(sheet)s”中 %(key)s：%(reason)s。没有导入任何内容")


class DayOutOfCalendar(Refusal):
    """The calendar does not reach that day."""

    code = "day_out_of_calendar"
    message = _("%(day)s 超出日历范围。请使用 %(first)s 至 %(last)s 之间的日期")


class DayRepeated(Refusal):
    """A day of an announcement comes twice."""

    code = "day_repeated"
    message = _("%(day)s 重复。请只留一行")


class NoteTooLong(Refusal):
    """The note on a day is too long."""

    code = "note_too_long"
    message = _("%(day)s 的说明有 %(count)s 个字符，最多 %(limit)s 个")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a workbook, at which cell."""

    place: str
    template: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the fault in the reader's language, without its place."""
        return gettext(self.template) % self.facts if self.facts else gettext(self.template)


UNKNOWN_SHEET = _("没有这样的工作表；可用：%(known)s")
UNKNOWN_COLUMN = _("没有“%(header)s”这一列")
REPEATED_COLUMN = _("“%(header)s”这一列重复")
MISSING_COLUMN = _("缺少“%(header)s”这一列")
NO_SHEETS = _("工作簿里没有目录的工作表")
REQUIRED = _("“%(header)s”必填")
TOO_LONG = _("“%(header)s”最多 %(limit)s 个字符")
NOT_A_CODE = _("“%(value)s”只能用字母、数字、横线和下划线")
NOT_A_DATE = _("“%(value)s”不是日期，请写成 2026-01-31")
NOT_A_YEAR = _("“%(value)s”不是年份")
NOT_A_CHOICE = _("“%(value)s”不在可选值内：%(known)s")
WRONG_IDENTIFIER = _("“%(value)s”有误：%(reason)s")
REPEATED_KEY = _("与第 %(row)s 行重复")
DANGLING = _("没有“%(value)s”")
CIRCULAR = _("关系成环：%(path)s")
ENDS_TOO_EARLY = _("失效日期必须晚于生效日期")
FIXED = _("“%(header)s”一经登记不能更改（现为“%(value)s”）")
ENDED = _("已于 %(valid_to)s 失效，不能再更改")
FAULTY_DAY = "%(reason)s"
NOT_A_DAY_WORD = _("%(day)s 之后应写“休”或“班”，现为“%(value)s”")
REPEATED_DAY = _("%(day)s 与第 %(row)s 行重复。请只留一行")
LONG_NOTE = _("%(day)s 的说明过长，最多 %(limit)s 个字符")
TOO_MANY_DAYS = _("一次最多 %(limit)s 天。请分年导入")
NOTHING_ANNOUNCED = _("没有读到任何一天。每行写一天，例如 2027-01-01 休 元旦")


class ItemUnreadable(Refusal):
    """A document is no service item."""

    code = "item_unreadable"
    message = _("服务事项写得不对：%(element)s（%(reason)s）")


class ItemExists(Refusal):
    """The organization offers this matter as a service already."""

    code = "item_exists"
    message = _("事项 %(code)s 已有服务事项，请起草新版本")


class ItemDraftExists(Refusal):
    """The item has a draft already."""

    code = "item_draft_exists"
    message = _("%(code)s 已有草稿（第 %(version)s 版），请先办完它")


class ItemImmutable(Refusal):
    """The version is public; what is public never changes."""

    code = "item_immutable"
    message = _("第 %(version)s 版已经公布，不能再改；请起草新版本")


class ItemOfOthers(Refusal):
    """The item belongs to another organization."""

    code = "item_of_others"
    message = _("%(code)s 由%(organization)s负责，您不能办理")


class ItemFourEyes(Refusal):
    """Who drafted a version may not approve it."""

    code = "item_four_eyes"
    message = _("%(name)s参与了起草，须由另一个人审定")


class ItemNotReady(Refusal):
    """The gate found something that keeps the version from being published."""

    code = "item_not_ready"
    message = _("%(code)s 还不能公布：%(element)s，%(fault)s")


class ItemDayTaken(Refusal):
    """The version before takes effect on that day or later."""

    code = "item_day_taken"
    message = _("第 %(version)s 版自 %(day)s 起施行，新版本须晚于它")


class ItemDayPassed(Refusal):
    """The day is over."""

    code = "item_day_passed"
    message = _("施行日期 %(day)s 已经过去，今天是 %(today)s")


class ItemChangedMeanwhile(Refusal):
    """Someone has changed the draft since."""

    code = "item_changed_meanwhile"
    message = _("%(name)s在您之后改过这份草稿，请先看看改了什么；您写的还在下面")


class ThatMustNotDiffer(Refusal):
    """A district may not have this element of its own."""

    code = "that_must_not_differ"
    message = _("“%(element)s”全市统一，区市不能另写")


class PromiseLonger(Refusal):
    """A district may promise more than the city, never less."""

    code = "promise_longer"
    message = _("区市的承诺时限 %(days)s 天比全市的 %(city_days)s 天长")


class NotInDistrict(Refusal):
    """Only a district's department of the same field adopts a city item."""

    code = "not_in_district"
    message = _("%(organization)s不是与%(owner)s同一领域的区市部门，不能领用")


class NothingToAdopt(Refusal):
    """Only a city item in force is adopted."""

    code = "nothing_to_adopt"
    message = _("%(code)s 现在没有施行的全市版本")


class TemplateMovedOn(Refusal):
    """The city's item has a newer version than the one a district's draft was made of."""

    code = "template_moved_on"
    message = _("%(code)s 的全市版本已经更新，请打开草稿重新保存一次")
