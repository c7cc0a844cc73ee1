"""What is filled in for the catalogs of information and applications."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import Classification, Sharing, UpdateCycle
from sunhall.directory.forms.entries import Day, code_field
from sunhall.directory.models import Organization

OWNER: Any = Organization.objects.open()


class InformationResourceForm(forms.Form):
    """Information as it shall be entered."""

    name = forms.CharField(label=_("名称"), max_length=100)
    organization = forms.ModelChoiceField(OWNER, label=_("提供单位"), to_field_name="code")
    summary = forms.CharField(label=_("摘要"), max_length=500, required=False)
    classification = forms.ChoiceField(
        label=_("级别"),
        choices=Classification,
        help_text=_("按最敏感的信息项定（数据安全法第二十一条、个人信息保护法第二十八条）"),
    )
    update_cycle = forms.ChoiceField(label=_("更新周期"), choices=UpdateCycle)
    sharing = forms.ChoiceField(label=_("共享类型"), choices=Sharing)
    sharing_basis = forms.CharField(
        label=_("共享条件或者依据"),
        max_length=300,
        required=False,
        help_text=_("无条件共享可以不写"),
    )
    items = forms.CharField(
        label=_("信息项"),
        max_length=5000,
        required=False,
        help_text=_("每行一项，级别写在冒号后，公开的可以不写。例如 法定代表人：个人信息"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )


class NewInformationResourceForm(InformationResourceForm):
    """Information to be entered."""

    code = code_field(_("资源编码"), 30, _("例如 QD-SC-R001，登记后不能更改"))
    valid_from = Day(label=_("生效日期"))
    field_order = ("code", "name")


class ApplicationResourceForm(forms.Form):
    """An application as it shall be entered."""

    name = forms.CharField(label=_("名称"), max_length=100)
    organization = forms.ModelChoiceField(OWNER, label=_("所属单位"), to_field_name="code")
    summary = forms.CharField(label=_("摘要"), max_length=500, required=False)
    address = forms.URLField(label=_("地址"), max_length=200, required=False, assume_scheme="https")
    client_id = forms.CharField(
        label=_("登录用的应用编号"),
        max_length=100,
        required=False,
        help_text=_("在“接入的应用”里登记的编号；不用统一登录的留空"),
    )


class NewApplicationResourceForm(ApplicationResourceForm):
    """An application to be entered."""

    code = code_field(_("应用编码"), 30, _("例如 QD-SC-A001，登记后不能更改"))
    valid_from = Day(label=_("生效日期"))
    field_order = ("code", "name")
