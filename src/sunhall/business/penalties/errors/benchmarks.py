"""Why the penalties system turns an act down."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class NotProved(Refusal):
    """Only a proved table may be published."""

    code = "not_proved"
    message = _("这份基准还有 %(count)s 处缺陷，改正并通过校验后才能公布。")


class NotChecked(Refusal):
    """A draft is checked before it is published."""

    code = "not_checked"
    message = _("请先校验这份基准，再公布。")


class FourEyes(Refusal):
    """The drafter may not publish."""

    code = "four_eyes"
    message = _("起草人 %(name)s 不能公布自己起草的基准，请由另一位审核人公布。")


class Immutable(Refusal):
    """A published version never changes."""

    code = "immutable"
    message = _("第 %(version)s 版已经公布，不能再改；请从它起草新的一版。")


class EffectiveDateInThePast(Refusal):
    """No benchmark takes effect before it was public (行政处罚法 第三十四条)."""

    code = "effective_date_in_the_past"
    message = _(
        "生效日期 %(date)s 早于今天 %(today)s。未公布的基准不得适用，请选择今天或以后的日期。"
    )


class EffectiveDateTaken(Refusal):
    """Versions follow one another."""

    code = "effective_date_taken"
    message = _("已公布的第 %(version)s 版自 %(date)s 起生效，新版的生效日期须晚于它。")


class DraftExists(Refusal):
    """One draft a matter."""

    code = "draft_exists"
    message = _("事项 %(matter)s 已有一份草稿（第 %(version)s 版），请在它上面修改，或先作废它。")


class NothingInEffect(Refusal):
    """A matter without a published benchmark has no sanction."""

    code = "nothing_in_effect"
    message = _("事项 %(matter)s 在 %(date)s 没有已公布并生效的裁量基准，不能据以处罚。")


class NotReadable(Refusal):
    """The document is not a benchmark."""

    code = "not_readable"
    message = _("读不出这份基准：%(reason)s")


class OtherOrganization(Refusal):
    """A department words only its own benchmarks."""

    code = "other_organization"
    message = _("事项 %(matter)s 属于%(organization)s，请由该单位起草。")


class UnknownMatters(Refusal):
    """A benchmark belongs to a matter of the directory."""

    code = "unknown_matters"
    message = _(
        "目录里没有这 %(count)s 个事项：%(codes)s。请先在目录中登记事项，再导入它们的基准。"
    )


class AlreadyTakenOver(Refusal):
    """A file is taken over once."""

    code = "already_taken_over"
    message = _("文件 %(filename)s 已经导入过。要再导入，请重新上传。")


class ChangedMeanwhile(Refusal):
    """Two people edit the same draft; the later one must look first."""

    code = "changed_meanwhile"
    message = _(
        "%(name)s 在 %(moment)s 改过这份草稿，您打开的是之前的样子，所以没有保存。"
        "您填写的内容都还在下面。"
    )
