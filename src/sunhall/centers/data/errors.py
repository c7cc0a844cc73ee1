"""Why an act of the data center is turned down."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class KindTaken(Refusal):
    """A kind of license has its code and its name for itself."""

    code = "kind_taken"
    message = _("证照类型代码或者名称“%(name)s”已经有了。")


class TemplateRefused(Refusal):
    """A template's elements have faults; `faults` name them by key."""

    code = "template_refused"
    message = _("模板有误：%(what)s")


class DraftOpen(Refusal):
    """A kind has one draft at a time."""

    code = "draft_open"
    message = _("“%(name)s”已有一份草稿，请先发布或者放弃。")


class PublishedAlready(Refusal):
    """A template is published once."""

    code = "published_already"
    message = _("这个模板已经发布。")


class PublishedByDrafter(Refusal):
    """Whoever drafts a template does not publish it."""

    code = "published_by_drafter"
    message = _("起草人不能发布自己的模板，请由另一人复核发布。")


class DayTooEarly(Refusal):
    """A template never holds for days that are over, nor before the one it follows."""

    code = "day_too_early"
    message = _("生效日期不能早于 %(day)s。")


class NoTemplate(Refusal):
    """A kind without a template today issues nothing."""

    code = "no_template"
    message = _("“%(name)s”今天没有生效的模板，不能颁发。")


class NotAnIssuer(Refusal):
    """The organ does not issue licenses of this kind."""

    code = "not_an_issuer"
    message = _("本单位不颁发“%(name)s”。")


class HolderRefused(Refusal):
    """A holder is named by a number and a name that fit."""

    code = "holder_refused"
    message = _("持证主体信息有误：%(fault)s")


class DataRefused(Refusal):
    """The content does not fit the template; `faults` are the messages by element."""

    code = "data_refused"
    message = _("照面内容有 %(count)s 处不合模板：%(what)s")

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(count=len(faults), what=" ".join(faults.values()))


class PeriodRefused(Refusal):
    """A license begins before it ends, and is never extended backwards."""

    code = "period_refused"
    message = _("有效期有误：%(fault)s")


class LicenseStepNotAllowed(Refusal):
    """The license is not where this could be done with it."""

    code = "license_step_not_allowed"
    message = _("证照 %(number)s 现在是“%(state)s”，不能%(step)s。请刷新页面看最新状态。")


class ReasonNotFitting(Refusal):
    """The reason does not go with how the license stands, or with who holds it."""

    code = "reason_not_fitting"
    message = _("“%(reason)s”不适用于“%(state)s”的这份证照。")


class WordsMissing(Refusal):
    """What touches somebody's rights or data says why."""

    code = "words_missing"
    message = _("请写明理由或者用途，至少 %(least)s 个字。")


class NotInspected(Refusal):
    """Licenses of this kind have no annual inspection."""

    code = "not_inspected"
    message = _("“%(name)s”不需要年检。")


class InspectedAlready(Refusal):
    """A license passes the inspection of a year once."""

    code = "inspected_already"
    message = _("%(number)s 的 %(year)s 年度年检已经合格。")


class YearRefused(Refusal):
    """An inspection is of a year in which the license was good, and which has begun."""

    code = "year_refused"
    message = _("%(year)s 年度不能年检：证照 %(first)s 年颁发，今年是 %(last)s 年。")


class BlockedByConduct(Refusal):
    """A record of the holder's conduct stands in the way. `reasons` are the records in words."""

    code = "blocked_by_conduct"
    message = _("有 %(count)s 条行为记录依法阻止%(occasion)s：%(what)s")

    def __init__(self, occasion: Any, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(count=len(reasons), occasion=occasion, what=" ".join(reasons))


class SealedAlready(Refusal):
    """A version bears a seal once."""

    code = "license_sealed_already"
    message = _("%(number)s 已经用印，或者正在等待用印。")


class PurposeNotGranted(Refusal):
    """A department looks licenses up for the purposes granted to it, and for no other."""

    code = "purpose_not_granted"
    message = _("本部门今天没有用途“%(purpose)s”，不能调用。请向数据主管部门申请登记用途。")


class PurposeTaken(Refusal):
    """A department has a purpose of this code already."""

    code = "purpose_taken"
    message = _("用途“%(purpose)s”已经登记，没有到期。")


class KindsMissing(Refusal):
    """A purpose or a consent is for some kinds, by name."""

    code = "kinds_missing"
    message = _("请至少选择一种证照。")


class NothingToShow(Refusal):
    """A disclosure shows something of what the license states."""

    code = "nothing_to_show"
    message = _("请至少选择一项要出示的内容。")


class NotGoodNow(Refusal):
    """Only a license that is good proves something."""

    code = "not_good_now"
    message = _("证照 %(number)s 现在是“%(state)s”，不能出示。")


class HoursRefused(Refusal):
    """A disclosure lasts for hours, not for ever."""

    code = "hours_refused"
    message = _("出示时间应为 1 至 %(most)s 小时。")


class NoConsent(Refusal):
    """Without the holder's consent nothing is drawn for a matter."""

    code = "no_consent"
    message = _("持有人没有同意为此事项使用“%(name)s”，或者已经撤回。")


class ConsentPeriodRefused(Refusal):
    """A consent ends, within a year."""

    code = "consent_period_refused"
    message = _("同意的有效期应在一年之内，并且晚于现在。")
