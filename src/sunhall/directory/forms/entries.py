"""What people fill in to maintain the entries of the directory."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import (
    Certainty,
    DivisionKind,
    Level,
    MatterKind,
    OrganizationKind,
    Scope,
)
from sunhall.directory.models import Division, Grant, Organization, Person, Post, Role
from sunhall.directory.rules.announcements import MAX_NOTE
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.kernel.actions import catalog
from sunhall.kernel.calendar.fields import CalendarDate
from sunhall.kernel.hooks import permission_names
from sunhall.kernel.sheets import MAX_BYTES
from sunhall.kernel.uploads import WORKBOOK
from sunhall.kernel.uploads.fields import UploadField

CODE = r"^[0-9A-Za-z_-]+\Z"
ACT = "act:"
CODE_MESSAGE = {"invalid": _("只能用字母、数字、横线和下划线")}


class Day(forms.DateField):
    """A day, picked from a calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def code_field(label: Any, length: int, hint: Any = "") -> forms.RegexField:
    """Return a field for a code that may stand in an address."""
    return forms.RegexField(
        CODE, label=label, max_length=length, help_text=hint, error_messages=CODE_MESSAGE
    )


def _in_words(post: Post) -> str:
    """Return a post with those who hold it."""
    holders = post.holders  # type: ignore[attr-defined]
    if not holders:
        return post.title
    names = gettext("、").join(one.person.name for one in holders)
    return gettext("%(title)s（%(names)s）") % {"title": post.title, "names": names}


class DayForm(forms.Form):
    """The day whose directory one looks at."""

    on = Day(label=_("日期"), required=False)


class CloseForm(forms.Form):
    """The day on which something ends."""

    on = Day(label=_("失效日期"), help_text=_("自这一天起不再有效；以前的记录都会留下"))


class DivisionForm(forms.Form):
    """A division to be added."""

    code = code_field(_("区划码"), 6, _("国家标准 GB/T 2260 的 6 位数字"))
    name = forms.CharField(label=_("名称"), max_length=50)
    kind = forms.ChoiceField(label=_("类别"), choices=DivisionKind)
    valid_from = Day(label=_("生效日期"))


class CloseDivisionForm(CloseForm):
    """The day a division ends, and who takes over."""

    successor = forms.ModelChoiceField(
        Division.objects.open(),
        label=_("承接区划"),
        required=False,
        help_text=_("从这一天起由谁接着管；没有就留空"),
    )


class OrganizationForm(forms.Form):
    """An organization as it shall be."""

    name = forms.CharField(label=_("名称"), max_length=100)
    short_name = forms.CharField(label=_("简称"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=OrganizationKind)
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=18,
        required=False,
        help_text=_("18 位，没有可不填"),
    )
    domain_code = forms.RegexField(
        r"^[A-Z]{2}\Z",
        label=_("领域代码"),
        required=False,
        help_text=_("两个大写字母，例如 CG"),
        error_messages={"invalid": _("应为两个大写字母")},
    )
    parent = forms.ModelChoiceField(
        Organization.objects.open(), label=_("上级单位"), required=False
    )


class NewOrganizationForm(OrganizationForm):
    """An organization to be set up."""

    code = code_field(_("单位编码"), 20, _("例如 QD-CG，登记后不能更改"))
    division = forms.ModelChoiceField(Division.objects.open(), label=_("所在区划"))
    valid_from = Day(label=_("生效日期"))
    field_order = ("code", "name", "short_name", "kind", "division", "parent")


class PersonForm(forms.Form):
    """A person as they shall be entered."""

    name = forms.CharField(label=_("姓名"), max_length=50)


class NewPersonForm(PersonForm):
    """A person to be registered."""

    employee_number = code_field(_("工号"), 20, _("例如 QD0001，登记后不能更改"))
    valid_from = Day(label=_("生效日期"))
    field_order = ("employee_number", "name")


class PostForm(forms.Form):
    """A post as it shall be called."""

    title = forms.CharField(label=_("岗位名称"), max_length=50)


class NewPostForm(PostForm):
    """A post to be added."""

    code = code_field(_("岗位编码"), 30, _("例如 QD-CG-QD0001，登记后不能更改"))
    valid_from = Day(label=_("生效日期"))
    field_order = ("code", "title")


class AppointForm(forms.Form):
    """Whom to appoint, from when."""

    employee_number = forms.CharField(
        label=_("工号"), max_length=20, help_text=_("在“人员”页可以按姓名查到")
    )
    valid_from = Day(label=_("生效日期"))
    valid_to = Day(label=_("失效日期"), required=False)

    def clean_employee_number(self) -> Person:
        """Return the person with the number."""
        person = Person.objects.filter(employee_number=self.cleaned_data["employee_number"]).first()
        if person is None:
            raise forms.ValidationError(_("没有这个工号"))
        return person


class GrantForm(forms.Form):
    """Which role to grant, from when."""

    role = forms.ModelChoiceField(Role.objects.all(), label=_("授予的角色"))
    scope = forms.ChoiceField(label=_("范围"), choices=Scope, initial=Scope.OWN)
    division = forms.ModelChoiceField(
        Division.objects.all(),
        label=_("区市"),
        required=False,
        help_text=_("范围是一个区市时才选"),
    )
    valid_from = Day(label=_("生效日期"))
    valid_to = Day(label=_("失效日期"), required=False)


class DelegationForm(forms.Form):
    """Which roles of one's own to delegate, to which post, for how long, and why."""

    grants = forms.MultipleChoiceField(label=_("委托的角色"), widget=forms.CheckboxSelectMultiple)
    post = forms.ChoiceField(label=_("由谁代理"))
    valid_from = Day(label=_("生效日期"))
    valid_to = Day(label=_("失效日期"), help_text=_("到这一天自动结束，也可以随时收回"))
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(
        self, *args: Any, grants: Sequence[Grant], posts: Sequence[Post], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        roles = cast(forms.MultipleChoiceField, self.fields["grants"])
        roles.choices = [(str(one.pk), one.role.name) for one in grants]
        deputies = cast(forms.ChoiceField, self.fields["post"])
        deputies.choices = [(str(one.pk), _in_words(one)) for one in posts]


class AuthorityForm(forms.Form):
    """What somebody could do, on which day, and where."""

    what = forms.ChoiceField(label=_("权限或者行为"))
    on = Day(label=_("日期"))
    organization = forms.CharField(
        label=_("单位编码"), max_length=20, required=False, help_text=_("不填就查全市")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = cast(forms.ChoiceField, self.fields["what"])
        acts = [(f"{ACT}{one.name}", f"{one.law} {one.summary}") for one in catalog() if one.law]
        names = sorted(permission_names.items(), key=lambda pair: str(pair[1]))
        what.choices = [
            (_("权限"), names),
            (_("有法律依据的行为"), sorted(acts, key=itemgetter(1))),
        ]

    @property
    def permission(self) -> str:
        """Return the permission that is asked about, or that an act asks for."""
        what: str = self.cleaned_data["what"]
        asked = {f"{ACT}{one.name}": one.permission for one in catalog()}
        return asked.get(what, what)


class RoleForm(forms.Form):
    """A role and its permissions."""

    name = forms.CharField(label=_("名称"), max_length=50)
    needs_second_factor = forms.BooleanField(label=_("须以第二重验证登录"), required=False)
    permissions = forms.MultipleChoiceField(
        label=_("权限"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        permissions = cast(forms.MultipleChoiceField, self.fields["permissions"])
        permissions.choices = sorted(permission_names.items())


class NewRoleForm(RoleForm):
    """A role to be defined."""

    code = code_field(_("角色编码"), 50, _("例如 legal_officer，定义后不能更改"))
    field_order = ("code", "name")

    def clean_code(self) -> str:
        """Return the code if no role has it."""
        code: str = self.cleaned_data["code"]
        if Role.objects.filter(code=code).exists():
            raise forms.ValidationError(_("已有这个编码的角色"))
        return code


class QualificationForm(forms.Form):
    """An enforcement certificate to be registered."""

    certificate_number = code_field(_("证号"), 30, _("行政执法证上的号码"))
    scope = forms.CharField(label=_("执法领域"), max_length=50, help_text=_("例如 城市管理"))
    valid_from = Day(label=_("生效日期"))
    valid_to = Day(label=_("失效日期"), required=False)


class MatterForm(forms.Form):
    """A matter as it shall be."""

    name = forms.CharField(label=_("名称"), max_length=300)
    kind = forms.ChoiceField(label=_("事项类型"), choices=MatterKind)
    level = forms.ChoiceField(label=_("行使层级"), choices=Level, initial=Level.CITY)
    organization = forms.ModelChoiceField(
        Organization.objects.open(), label=_("实施单位"), to_field_name="code"
    )
    task_code = forms.CharField(
        label=_("实施编码"),
        max_length=31,
        required=False,
        help_text=_("国家 31 位编码，没有可不填"),
    )
    keywords = forms.CharField(
        label=_("常用说法"),
        max_length=300,
        required=False,
        help_text=_("群众搜索时用的词，以空格分开"),
    )


class NewMatterForm(MatterForm):
    """A matter to be registered."""

    code = code_field(_("事项编码"), 30, _("例如 QD-CG-001，登记后不能更改"))
    valid_from = Day(label=_("生效日期"))
    field_order = ("code", "name")


class BasisForm(forms.Form):
    """One article a matter rests on."""

    law = forms.CharField(label=_("法律法规"), max_length=200)
    article = forms.CharField(
        label=_("条款项"), max_length=100, help_text=_("例如 第二十四条第一款")
    )
    year = forms.IntegerField(label=_("版本年份"), min_value=1949, max_value=9999, required=False)
    role = forms.CharField(
        label=_("作用"), max_length=20, required=False, help_text=_("例如 禁则、罚则、授权")
    )
    certainty = forms.ChoiceField(
        label=_("核对情况"), choices=Certainty, initial=Certainty.VERIFIED
    )
    source = forms.CharField(label=_("来源"), max_length=300, required=False)
    gist = forms.CharField(
        label=_("要旨"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


BasisFormSet = forms.formset_factory(BasisForm, extra=1, can_delete=True, max_num=50)


def read_draft(code: str, values: dict[str, Any], bases: list[dict[str, Any]]) -> MatterDraft:
    """Return the matter that a filled-in form and its legal bases describe."""
    return MatterDraft(
        code=code,
        name=values["name"],
        organization_code=values["organization"].code,
        kind=values["kind"],
        level=values["level"],
        task_code=values["task_code"],
        keywords=values["keywords"],
        valid_from=values.get("valid_from"),
        bases=tuple(
            BasisDraft(**{key: value for key, value in basis.items() if key != "DELETE"})
            for basis in bases
            if basis and not basis.get("DELETE")
        ),
    )


class WorkbookForm(forms.Form):
    """A workbook to be imported."""

    file = UploadField(
        accepted=WORKBOOK,
        most_bytes=MAX_BYTES,
        label=_("XLSX 工作簿"),
        help_text=_("最大 50 MB；先核对，再导入"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class CalendarDayForm(forms.Form):
    """A day the city sets otherwise than announced."""

    KINDS = (("off", _("放假")), ("on", _("上班")))

    day = CalendarDate(label=_("日期"))
    kind = forms.ChoiceField(label=_("这一天"), choices=KINDS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("说明"),
        max_length=MAX_NOTE,
        required=False,
        help_text=_("写明缘由，人人都会看到"),
    )


class AnnouncementForm(forms.Form):
    """A year's announcement, as lines or as a workbook."""

    lines = forms.CharField(
        label=_("放假安排"),
        required=False,
        max_length=50_000,
        help_text=_("每行一天：日期、休或班、节日。例如 2027-01-01 休 元旦"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    file = UploadField(
        accepted=WORKBOOK,
        most_bytes=MAX_BYTES,
        label=_("或者上传 XLSX 工作簿"),
        required=False,
        help_text=_("第一张工作表的前三列：日期、休或班、节日"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
