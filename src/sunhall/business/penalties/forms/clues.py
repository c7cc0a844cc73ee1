"""Forms from a clue to a filed case: what came up, whom it is against, who handles it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.penalties.choices import CaseSource, NoFilingReason, PartyKind
from sunhall.business.penalties.forms.fields import (
    Day,
    Numbers,
    Photos,
    Words,
    YesNo,
    offered,
    with_blank,
)
from sunhall.business.penalties.forms.steps import REASON_LENGTH, StepForm
from sunhall.business.penalties.models import Case, Party
from sunhall.business.penalties.queries import choosing
from sunhall.business.penalties.rules.parties import PartyDraft
from sunhall.kernel.actor import Actor

PARTY = (
    "party_kind",
    "party_name",
    "identifier",
    "representative",
    "address",
    "phone",
    "accepts_electronic_service",
)


class PartyFields(forms.Form):
    """Whom a case is against; nothing, as long as nobody knows."""

    use_required_attribute = False

    party_kind = forms.ChoiceField(
        label=gettext_lazy("当事人类型"),
        choices=PartyKind,
        initial=PartyKind.CITIZEN,
        widget=forms.RadioSelect,
    )
    party_name = forms.CharField(
        label=gettext_lazy("当事人姓名或者名称"), max_length=100, required=False
    )
    identifier = forms.CharField(
        label=gettext_lazy("证件号码"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("公民填居民身份证号，单位填统一社会信用代码。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    representative = forms.CharField(
        label=gettext_lazy("法定代表人或者负责人"), max_length=100, required=False
    )
    address = forms.CharField(label=gettext_lazy("地址"), max_length=200, required=False)
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    accepts_electronic_service = forms.BooleanField(
        label=gettext_lazy("同意电子送达"), required=False
    )

    @property
    def party(self) -> PartyDraft | None:
        """Return the party as it was written down; none without a name."""
        given = self.cleaned_data
        if not given["party_name"].strip():
            return None
        return PartyDraft(
            kind=PartyKind(given["party_kind"]),
            name=given["party_name"].strip(),
            identifier=given["identifier"],
            representative=given["representative"],
            address=given["address"],
            phone=given["phone"],
            accepts_electronic_service=given["accepts_electronic_service"],
        )


def party_initial(party: Party | None) -> dict[str, Any]:
    """Return what a form shows of a party that is known."""
    if party is None:
        return {}
    return {
        "party_kind": party.kind,
        "party_name": party.name,
        "identifier": party.identifier,
        "representative": party.representative,
        "address": party.address,
        "phone": party.phone,
        "accepts_electronic_service": party.accepts_electronic_service,
    }


def offer_matters(form: forms.Form, by: Actor) -> None:
    """Let a form offer the matters its actor's organization enforces."""
    matters = [(code, f"{code} {name}") for code, name in choosing.competent_matters(by)]
    offered(form, "matter_code", with_blank(matters, _("还不清楚")))


class ClueForm(PartyFields):
    """A clue: what came up, how, when and where; matter and party may come later."""

    source = forms.ChoiceField(
        label=gettext_lazy("案件来源"), choices=CaseSource, initial=CaseSource.PATROL
    )
    title = forms.CharField(
        label=gettext_lazy("案由"),
        max_length=200,
        help_text=gettext_lazy("一句话说清：谁，在哪里，做了什么。"),
    )
    place = forms.CharField(label=gettext_lazy("违法地点"), max_length=200, required=False)
    discovered_on = Day(label=gettext_lazy("发现日期"))
    occurred_on = Day(label=gettext_lazy("违法行为发生日期"))
    ended_on = Day(
        label=gettext_lazy("违法行为终了日期"),
        required=False,
        help_text=gettext_lazy("还在继续的不填；追责时效从终了之日起算。"),
    )
    story = Words(gettext_lazy("基本情况"), 5_000, required=False)
    endangers_life = forms.BooleanField(
        label=gettext_lazy("涉及公民生命健康安全、金融安全，且有危害后果"),
        required=False,
        help_text=gettext_lazy("追责时效为五年，其他为二年。"),
    )
    matter_code = forms.ChoiceField(label=gettext_lazy("处罚事项"), required=False)
    photos = Photos(
        gettext_lazy("现场照片"),
        required=False,
        help_text=gettext_lazy("可以选多张；每张的指纹和时间随即记入日志。"),
    )
    field_order = (
        "title",
        "source",
        "matter_code",
        "photos",
        "place",
        "occurred_on",
        "discovered_on",
        "ended_on",
        "story",
        "endangers_life",
        *PARTY,
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("discovered_on", "occurred_on", "ended_on"):
            self.initial.setdefault(name, by.today)
        offer_matters(self, by)

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes."""
        names = (
            "source",
            "title",
            "place",
            "discovered_on",
            "occurred_on",
            "ended_on",
            "story",
            "endangers_life",
            "matter_code",
        )
        return {**{name: self.cleaned_data[name] for name in names}, "party": self.party}


class DescribeClueForm(StepForm, PartyFields):
    """What more is known of a clue."""

    title = forms.CharField(label=gettext_lazy("案由"), max_length=200)
    matter_code = forms.ChoiceField(label=gettext_lazy("处罚事项"), required=False)
    place = forms.CharField(label=gettext_lazy("违法地点"), max_length=200, required=False)
    occurred_on = Day(label=gettext_lazy("违法行为发生日期"))
    story = Words(gettext_lazy("基本情况"), 5_000, required=False)
    field_order = ("matter_code", *PARTY, "title", "place", "occurred_on", "story")

    def prepare(self) -> None:
        """Show what is known."""
        case: Case = self.file.case
        offer_matters(self, self.file.by)
        self.initial = {
            **party_initial(case.party),
            "title": case.title,
            "matter_code": case.matter.code if case.matter else "",
            "place": case.place,
            "occurred_on": case.occurred_on,
            "story": case.story,
        }

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes."""
        names = ("title", "place", "occurred_on", "story")
        given = {name: self.cleaned_data[name] for name in names}
        return {
            **given,
            "matter_code": self.cleaned_data["matter_code"] or None,
            "party": self.party,
        }


class CorrectPartyForm(StepForm, PartyFields):
    """The party's data, put right."""

    field_order = PARTY

    def prepare(self) -> None:
        """Show what is on file."""
        self.fields["party_name"].required = True
        self.initial = party_initial(self.file.case.party)

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes."""
        return {"party": self.party}


class FilingForm(StepForm):
    """Why a clue shall be filed, and who shall investigate."""

    officer_ids = Numbers(
        gettext_lazy("承办人员"),
        help_text=gettext_lazy("至少两名有执法资格的人员；报请人在其中的，为主办。"),
    )
    reason = Words(gettext_lazy("立案理由"), REASON_LENGTH)

    def prepare(self) -> None:
        """Offer the colleagues; those on the clue are chosen."""
        offered(self, "officer_ids", colleagues_of(self))
        self.initial["officer_ids"] = [one.person_id for one in self.file.officers]


class NoFilingForm(StepForm):
    """Why a clue shall not be filed."""

    reason_code = forms.ChoiceField(
        label=gettext_lazy("不予立案事由"), choices=NoFilingReason, widget=forms.RadioSelect
    )
    reason = Words(gettext_lazy("理由"), REASON_LENGTH)


class OfficersForm(StepForm):
    """Who handles a case, and who leads."""

    person_ids = Numbers(gettext_lazy("承办人员"))
    lead_id = forms.TypedChoiceField(
        label=gettext_lazy("主办"), coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=gettext_lazy("调整原因"), max_length=200, required=False)

    def prepare(self) -> None:
        """Offer the colleagues; those on the case are chosen."""
        colleagues = colleagues_of(self)
        offered(self, "person_ids", colleagues)
        offered(self, "lead_id", colleagues)
        self.initial["person_ids"] = [one.person_id for one in self.file.officers]
        self.initial["lead_id"] = next(
            (one.person_id for one in self.file.officers if one.is_lead), None
        )


class InterestForm(StepForm):
    """An officer's own tie to the party."""

    relation = forms.CharField(
        label=gettext_lazy("与当事人的关系"),
        max_length=100,
        help_text=gettext_lazy("例如近亲属、同学、债务关系。申报后应当主动回避。"),
    )

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the act takes."""
        party = self.file.case.party
        return {**self.cleaned_data, "party_identifier": party.identifier if party else ""}


class RecusalForm(StepForm):
    """Who shall stand aside, who asks for it, and why."""

    person_id = forms.TypedChoiceField(
        label=gettext_lazy("请谁回避"), coerce=int, widget=forms.RadioSelect
    )
    asked_by = forms.CharField(
        label=gettext_lazy("提出人"),
        max_length=100,
        help_text=gettext_lazy("当事人，或者执法人员本人。"),
    )
    reason = Words(gettext_lazy("理由"), 500)

    def prepare(self) -> None:
        """Offer the officers of the case."""
        offered(self, "person_id", [(one.person_id, one.person.name) for one in self.file.officers])


class DecideRecusalForm(StepForm):
    """Whether an officer stands aside."""

    is_granted = YesNo(gettext_lazy("决定"), gettext_lazy("准予回避"), gettext_lazy("驳回申请"))
    reply = Words(gettext_lazy("答复"), 500, required=False)


def colleagues_of(form: StepForm) -> list[tuple[int, str]]:
    """Return the certified people of the actor's organization, by key and name."""
    return [(one.pk, one.name) for one in choosing.list_colleagues(form.file.by)]
