"""A case, who it is against and who handles it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import CaseSource, CaseState, PartyKind, Procedure
from sunhall.business.penalties.models.benchmarks import Determination
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.rules.procedure import ENDED, FILED_STATES
from sunhall.directory.models import Matter, Organization, Person, of_organizations
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class Party(models.Model):
    """Whom a case is against (当事人); personal data, seen by who handles or watches the case.

    `identifier` is a resident ID number or a unified social credit code. Law: 行政处罚法 第四条.
    """

    kind = models.CharField(_("当事人类型"), max_length=20, choices=PartyKind)
    name = models.CharField(_("姓名或者名称"), max_length=100)
    identifier = models.CharField(_("证件号码"), max_length=30, blank=True)
    representative = models.CharField(_("法定代表人或者负责人"), max_length=100, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    accepts_electronic_service = models.BooleanField(_("同意电子送达"), default=False)

    class Meta:
        verbose_name = _("当事人")
        verbose_name_plural = _("当事人")
        indexes = [
            models.Index(fields=["identifier"], name="party_identifier"),
            models.Index(fields=["name"], name="party_name"),
        ]

    def __str__(self) -> str:
        """Return the party's name."""
        return self.name

    @property
    def is_citizen(self) -> bool:
        """Tell whether the party is a natural person."""
        return self.kind == PartyKind.CITIZEN


class CaseQuerySet(LockableQuerySet["Case"]):
    """Cases."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: as far as grants reach, or, for supervisors, the city's."""
        if by.may(Permission.CASE_WATCH):
            return self.all()
        if by.may(Permission.CASE_VIEW):
            return self.filter(of_organizations(by.organizations(Permission.CASE_VIEW)))
        return self.none()

    def open(self) -> Self:
        """Keep what is not at its end."""
        return self.exclude(state__in=ENDED)


class Case(models.Model):
    """An enforcement case from the first clue to the closed file; its state is its last act.

    `clue_number` and `case_number` are written by the system when the clue is registered and the
    case is filed. `due_date` and `due_concern` repeat the next open obligation. `determination`
    is what the facts lead to now: the only place a fine can come from. Instants are those of the
    acts; nobody types them. Pairs of states that the procedure does not know are refused by a
    trigger.

    Law: 行政处罚法 第五十四条 to 第七十五条.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    division_code = models.CharField(_("区划码"), max_length=6)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="cases")
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    procedure = models.CharField(
        _("程序"), max_length=10, choices=Procedure, default=Procedure.ORDINARY
    )
    state = models.CharField(_("状态"), max_length=20, choices=CaseState, default=CaseState.CLUE)
    is_suspended = models.BooleanField(_("已中止"), default=False)
    clue_number = models.CharField(_("线索编号"), max_length=60)
    case_number = models.CharField(_("案号"), max_length=60, blank=True)
    source = models.CharField(_("案件来源"), max_length=20, choices=CaseSource)
    title = models.CharField(_("案由"), max_length=200)
    story = models.TextField(_("基本情况"), blank=True)
    place = models.CharField(_("违法地点"), max_length=200, blank=True)
    discovered_on = models.DateField(_("发现日期"))
    occurred_on = models.DateField(_("违法行为发生日期"))
    ended_on = models.DateField(_("违法行为终了日期"), null=True)
    endangers_life = models.BooleanField(_("涉及生命健康或者金融安全且有危害后果"), default=False)
    suspected_crime = models.BooleanField(_("涉嫌犯罪"), default=False)
    is_complex = models.BooleanField(_("情节复杂或者重大"), default=False)
    has_major_interest = models.BooleanField(_("涉及重大公共利益"), default=False)
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="+")
    due_date = models.DateField(_("到期日"), null=True)
    due_concern = models.CharField(_("到期事项"), max_length=20, blank=True)
    registered_at = models.DateTimeField(_("登记时间"))
    filed_at = models.DateTimeField(_("立案时间"), null=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    ended_at = models.DateTimeField(_("办结时间"), null=True)
    changed_at = models.DateTimeField(_("最近办理时间"))

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("案件")
        verbose_name_plural = _("案件")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=FILED_STATES)
                | (
                    Q(filed_at__isnull=False, matter__isnull=False, party__isnull=False)
                    & ~Q(case_number="")
                ),
                name="case_filed_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "served", "enforcement", "executed"])
                | Q(decided_at__isnull=False, determination__isnull=False),
                name="case_decided_is_determined",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("occurred_on")),
                name="case_act_ends_after_it_starts",
            ),
            models.UniqueConstraint(fields=["clue_number"], name="case_clue_number"),
            models.UniqueConstraint(
                fields=["case_number"], condition=~Q(case_number=""), name="case_number"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "due_date", "id"], name="case_due"),
            models.Index(
                fields=["due_date", "id"],
                condition=Q(due_date__isnull=False),
                name="case_due_in_city",
            ),
            models.Index(
                fields=["organization", "-id"],
                condition=Q(due_date__isnull=True) & ~Q(state__in=ENDED),
                name="case_undue",
            ),
            models.Index(fields=["state", "due_date", "id"], name="case_state_in_city"),
            models.Index(fields=["organization", "state", "-id"], name="case_state"),
            models.Index(fields=["organization", "-id"], name="case_organization"),
            models.Index(fields=["matter", "-id"], name="case_matter"),
            models.Index(fields=["party", "-id"], name="case_party"),
        ]

    def __str__(self) -> str:
        """Return the number and the matter, never words that may name somebody."""
        return f"{self.number} {self.matter.name}" if self.matter else self.number

    @property
    def number(self) -> str:
        """Return the case's number, or its clue's until it is filed."""
        return self.case_number or self.clue_number

    @property
    def is_open(self) -> bool:
        """Tell whether something remains to be done."""
        return self.state not in ENDED


class CaseOfficer(models.Model):
    """An officer on a case, until relieved. Law: 行政处罚法 第四十二条 (at least two)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="officers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_lead = models.BooleanField(_("主办"), default=False)
    assigned_at = models.DateTimeField(_("指派时间"))
    removed_at = models.DateTimeField(_("退出时间"), null=True)
    removal_reason = models.CharField(_("退出原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("承办人员")
        verbose_name_plural = _("承办人员")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(removed_at__isnull=True),
                name="case_officer_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "case"], name="case_officer_person"),
            models.Index(
                fields=["person", "case"],
                condition=Q(removed_at__isnull=True),
                name="case_officer_now",
            ),
        ]


class InterestDeclaration(models.Model):
    """An officer's declared tie to a party. Law: 行政处罚法 第四十三条."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    party_identifier = models.CharField(_("当事人证件号码"), max_length=30)
    relation = models.CharField(_("关系"), max_length=100)
    declared_at = models.DateTimeField(_("申报时间"))

    class Meta:
        verbose_name = _("利害关系申报")
        verbose_name_plural = _("利害关系申报")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party_identifier"], name="interest_declared_once"
            ),
        ]


class FirstViolation(models.Model):
    """A first violation somebody was exempted for, seen by every department of the city.

    Law: 行政处罚法 第三十三条第一款; FACTS PL-09 (register across departments).
    """

    party_identifier = models.CharField(_("当事人证件号码"), max_length=30)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, related_name="first_violation")
    occurred_on = models.DateField(_("违法行为发生日期"))
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("首次违法登记")
        verbose_name_plural = _("首次违法登记")
        constraints = [
            models.UniqueConstraint(
                fields=["party_identifier", "matter"], name="first_violation_is_first"
            ),
        ]
