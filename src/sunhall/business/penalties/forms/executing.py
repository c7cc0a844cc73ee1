"""Forms after the decision: service, payment, enforcement, publication, closing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import OnSiteGround, PaymentWay, ServiceWay
from sunhall.business.penalties.forms.fields import Day, Numbers, Photos, Words, offered
from sunhall.business.penalties.forms.steps import REASON_LENGTH, StepForm
from sunhall.business.penalties.models import Document
from sunhall.business.penalties.queries.standing import unserved_of

PAID_WAYS = [way for way in PaymentWay.choices if way[0] != PaymentWay.ON_SITE]
MOST_INSTALLMENTS = 24


class TodayForm(StepForm):
    """A step that something on some day is told of: today, unless said otherwise."""

    day = ""

    def prepare(self) -> None:
        """Suppose that it was today."""
        self.initial[self.day] = self.file.by.today


class ServiceForm(TodayForm):
    """How a document reached the party, and what proves it."""

    day = "served_on"
    way = forms.ChoiceField(label=_("送达方式"), choices=ServiceWay, widget=forms.RadioSelect)
    served_on = Day(label=_("送达日期"))
    receiver = forms.CharField(label=_("签收人"), max_length=100, required=False)
    note = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        help_text=_("留置送达的写明见证人和经过，邮寄的写明邮件号码，公告的写明载体。"),
    )
    photos = Photos(_("送达凭证"), required=False, help_text=_("送达回证、邮件回执的照片。"))

    also = Numbers(
        _("一并送达的其他文书"),
        required=False,
        help_text=_("同一时间、同一方式交给当事人的，一起登记。"),
    )

    def prepare(self) -> None:
        """Offer the other documents that wait."""
        super().prepare()
        others = [one for one in unserved_of(self.file) if one.pk != self.subject_id]
        offered(self, "also", [(one.pk, _title(one)) for one in others])
        if not others:
            del self.fields["also"]

    @property
    def every(self) -> Iterable[dict[str, Any]]:
        """Return what the act takes for each document."""
        given = self.arguments
        keys = [self.subject_id, *self.cleaned_data.get("also", ())]
        return [{**given, "document_id": key} for key in keys]

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes; of several photos the first proves it."""
        named = ("way", "served_on", "receiver", "note")
        given = {name: self.cleaned_data[name] for name in named}
        for photo in self.cleaned_data["photos"][:1]:
            given |= {
                "content": photo.read(),
                "filename": photo.name,
                "media_type": photo.content_type,
            }
        return given


def _title(document: Document) -> str:
    return f"{document.get_kind_display()} {document.number}".strip()


class PaymentForm(TodayForm):
    """That what is due has been paid; how much that is, nobody types."""

    day = "paid_on"
    way = forms.ChoiceField(
        label=_("缴纳方式"), choices=PAID_WAYS, initial=PaymentWay.BANK, widget=forms.RadioSelect
    )
    paid_on = Day(label=_("缴纳日期"))
    voucher = forms.CharField(label=_("票据号码"), max_length=60)


class CollectForm(StepForm):
    """Why a fine is collected on the spot, and against which receipt."""

    ground = forms.ChoiceField(
        label=_("当场收缴的情形"), choices=OnSiteGround, widget=forms.RadioSelect
    )
    voucher = forms.CharField(
        label=_("票据号码"),
        max_length=60,
        help_text=_("必须出具财政部门统一制发的专用票据；不出具的，当事人有权拒绝缴纳。"),
    )


class DeferralForm(StepForm):
    """Why a fine may be paid later or in parts, and when."""

    reason = Words(_("经济困难的情形"), REASON_LENGTH)
    installments = forms.IntegerField(
        label=_("分几期"),
        min_value=1,
        max_value=MOST_INSTALLMENTS,
        initial=1,
        help_text=_("一期就是延期；每期的数额平均分，由系统算出。"),
    )
    first_due = Day(label=_("第一期应缴日期"))
    interval_days = forms.IntegerField(
        label=_("每期间隔"), min_value=1, max_value=366, initial=30, help_text=_("按日计。")
    )


class RemedyForm(TodayForm):
    """That the party has gone to reconsideration or to court."""

    day = "start_date"
    ground = forms.ChoiceField(
        label=_("救济途径"),
        choices=[("reconsideration", _("行政复议")), ("litigation", _("行政诉讼"))],
        widget=forms.RadioSelect,
    )
    start_date = Day(label=_("受理日期"))


class EndRemedyForm(TodayForm):
    """That it is over."""

    day = "end_date"
    end_date = Day(label=_("结束日期"))


class EnforcementForm(StepForm):
    """Which court is asked, and why."""

    court = forms.CharField(label=_("人民法院"), max_length=100)
    reason = Words(_("理由"), REASON_LENGTH)


class EnforcedForm(TodayForm):
    """That the court has enforced what was due."""

    day = "paid_on"
    paid_on = Day(label=_("到账日期"))
    voucher = forms.CharField(label=_("票据号码"), max_length=60)


class ClosingForm(StepForm):
    """How the case went, for the closing report."""

    summary = Words(_("办理情况"), 1_500)
