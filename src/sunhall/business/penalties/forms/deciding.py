"""Forms from the proposal to the decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import CorrectionGround, DocumentKind, ExemptionGround
from sunhall.business.penalties.forms.fields import Day, Words, YesNo, offered
from sunhall.business.penalties.forms.steps import REASON_LENGTH, StepForm
from sunhall.business.penalties.queries import choosing


class ExemptionForm(StepForm):
    """Why no penalty shall be imposed."""

    ground = forms.ChoiceField(
        label=_("不予处罚的情形"), choices=ExemptionGround, widget=forms.RadioSelect
    )
    reason = Words(_("理由"), REASON_LENGTH)


class LegalReviewForm(StepForm):
    """A legal reviewer's opinion."""

    is_passed = YesNo(_("审核结论"), _("同意"), _("不同意，退回"))
    opinion = Words(_("审核意见"), 2_000)


class DeliberationForm(StepForm):
    """What the heads of the organ concluded."""

    held_on = Day(label=_("讨论日期"))
    attendees = forms.CharField(
        label=_("参加人员"), max_length=500, help_text=_("主持人写在最前面，姓名之间用顿号隔开。")
    )
    minutes = Words(_("讨论记录"), 5_000)
    conclusion = Words(_("结论"), 500)

    def prepare(self) -> None:
        """Suppose that it was held today."""
        self.initial["held_on"] = self.file.by.today


class NoticeForm(StepForm):
    """The words of a prior notice that an officer may word."""

    paper = DocumentKind.PRIOR_NOTICE


class StatementForm(StepForm):
    """What the party said."""

    text = Words(
        _("陈述申辩内容"),
        5_000,
        help_text=_("如实、完整地记录。不得因当事人陈述、申辩而给予更重的处罚。"),
    )


class ReviewStatementForm(StepForm):
    """What the organ makes of what the party said."""

    is_adopted = YesNo(_("复核结论"), _("采纳"), _("不予采纳"))
    reply = Words(_("复核意见"), 2_000)


class ArrangeHearingForm(StepForm):
    """When, where and under whom a hearing takes place."""

    scheduled_on = Day(
        label=_("举行日期"), help_text=_("应当在举行听证的 7 个工作日以前通知当事人。")
    )
    place = forms.CharField(label=_("地点"), max_length=200)
    host_id = forms.TypedChoiceField(
        label=_("主持人"), coerce=int, help_text=_("不得是本案的调查人员。")
    )

    def prepare(self) -> None:
        """Offer who works for the organ and is not an officer of the case."""
        officers = {one.person_id for one in self.file.officers}
        hosts = (one for one in choosing.list_hosts(self.file.by) if one.pk not in officers)
        offered(self, "host_id", [(one.pk, one.name) for one in hosts])


class HoldHearingForm(StepForm):
    """What happened at a hearing."""

    is_abandoned = YesNo(
        _("当事人到场了吗"),
        _("没有到场，或者中途退出，视为放弃"),
        _("到场参加"),
    )
    minutes = Words(_("听证笔录"), 10_000, help_text=_("一行一句，先写谁说的，例如“主持人：……”。"))
    is_adopted = YesNo(_("听证意见"), _("采纳当事人的意见"), _("不采纳当事人的意见"))


class CorrectionForm(StepForm):
    """Why a decision must be changed or revoked; the new one follows from the facts."""

    ground = forms.ChoiceField(label=_("依据"), choices=CorrectionGround, widget=forms.RadioSelect)
    revoke = YesNo(
        _("怎样纠正"), _("撤销原决定"), _("按现在认定的事实重新作出决定"), initial="false"
    )
    reason = Words(_("理由"), REASON_LENGTH)


class AnswerForm(StepForm):
    """The head's answer to a request; which answer, the button says."""

    opinion = Words(
        _("审批意见"), 500, required=False, help_text=_("退回时请写明要补充或者改正什么。")
    )
