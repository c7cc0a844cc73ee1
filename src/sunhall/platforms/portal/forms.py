"""What people fill in at the city's front door."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """Why personal facts are erased, and that the right ones are meant."""

    reason = forms.CharField(
        label=_("删除的理由"),
        help_text=_("写明依据和申请；理由记入日志，永久保存，不要写个人信息。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_sure = forms.BooleanField(label=_("已经核对是这一条，知道删除以后不能恢复"))
