"""Cases on their way: where they stand, whose turn it is, what goes off when."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.models import LockableQuerySet, Organization, Person
from sunhall.kernel.actor import Actor
from sunhall.platforms.workflow.choices import CaseState, StepEnd
from sunhall.platforms.workflow.models.flows import Definition
from sunhall.platforms.workflow.permissions import Permission

NODE_LENGTH = 300


class InstanceQuerySet(LockableQuerySet["Instance"]):
    """Cases on their way; seen by whose they are and by those whose turn it is or was."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see."""
        if by.may(Permission.CASE_WATCH):
            return self.all()
        own = by.own_organization_id
        had_a_turn = Task.objects.filter(instance=models.OuterRef("pk"), organization_id=own)
        return self.filter(Q(organization_id=own) | Q(models.Exists(had_a_turn)))


class Instance(models.Model):
    """A case on its way through a flow; `state` is what the core made of it, in node ids.

    `subject_kind` and `subject_id` name the thing it is run for: the platform knows no business.
    """

    id = models.BigAutoField(primary_key=True)
    definition = models.ForeignKey(
        Definition, models.PROTECT, verbose_name=_("流程"), related_name="instances"
    )
    subject_kind = models.CharField(_("事项种类"), max_length=50)
    subject_id = models.BigIntegerField(_("事项"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("主办单位"), related_name="+"
    )
    state = models.JSONField(_("进展"))
    status = models.CharField(
        _("状态"), max_length=10, choices=CaseState, default=CaseState.RUNNING
    )
    started_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    suspended_at = models.DateTimeField(_("中止时间"), null=True)
    legal_basis = models.CharField(_("中止依据"), max_length=200, blank=True)

    objects = InstanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("流程实例")
        verbose_name_plural = _("流程实例")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="workflow_instance_of"),
            models.Index(fields=["definition", "status", "id"], name="workflow_instance_by"),
        ]


class TaskQuerySet(LockableQuerySet["Task"]):
    """Steps; seen by the organization whose turn it is, if they may do it, and by who has it."""

    def within(self, by: Actor) -> Self:
        """Keep what is the actor's to do, or their organization's."""
        allowed = ["", *by.permissions]
        ours = Q(organization_id=by.own_organization_id, permission__in=allowed)
        reached = [
            Q(organization_id__in=organizations, permission=code)
            for code, organizations in by.reach
            if code in by.permissions
        ]
        mine = Q(claimed_by_id=by.own_person_id)
        return self.filter(reduce(or_, reached, ours | mine))

    def open(self) -> Self:
        """Keep what waits to be done, in cases that do not stand still."""
        return self.filter(closed_at__isnull=True, instance__status=CaseState.RUNNING)


class Task(models.Model):
    """A step (环节) of a case that is, or was, somebody's turn: whose, since when, how it ended.

    `host` is the organization whose the case is.
    """

    id = models.BigAutoField(primary_key=True)
    instance = models.ForeignKey(Instance, models.PROTECT, related_name="tasks")
    token = models.PositiveIntegerField(_("位置"))
    node = models.CharField(_("环节编号"), max_length=NODE_LENGTH)
    name = models.CharField(_("环节"), max_length=200)
    item = models.CharField(_("其中一项"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("承办单位"), related_name="+"
    )
    host = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("主办单位"), related_name="+"
    )
    permission = models.CharField(_("所需权限"), max_length=100, blank=True)
    opened_at = models.DateTimeField(_("到达时间"))
    claimed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, verbose_name=_("认领人"), related_name="+"
    )
    claimed_at = models.DateTimeField(_("认领时间"), null=True)
    closed_at = models.DateTimeField(_("离开时间"), null=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, verbose_name=_("办理人"), related_name="+"
    )
    outcome = models.CharField(_("结果"), max_length=10, choices=StepEnd, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("环节")
        verbose_name_plural = _("环节")
        indexes = [
            models.Index(fields=["instance", "token"], name="workflow_task_of"),
            models.Index(
                fields=["organization", "id"],
                name="workflow_task_open",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["claimed_by", "id"],
                name="workflow_task_claimed",
                condition=Q(closed_at__isnull=True, claimed_by__isnull=False),
            ),
            models.Index(fields=["opened_at"], name="workflow_task_opened"),
        ]


class Timer(models.Model):
    """An event of a case that happens at a moment, unless something else does before."""

    id = models.BigAutoField(primary_key=True)
    instance = models.ForeignKey(Instance, models.PROTECT, related_name="timers")
    token = models.PositiveIntegerField(_("位置"))
    node = models.CharField(_("事件编号"), max_length=NODE_LENGTH)
    due_at = models.DateTimeField(_("到时"))

    class Meta:
        verbose_name = _("定时")
        verbose_name_plural = _("定时")
        indexes = [
            models.Index(fields=["due_at"], name="workflow_timer_due"),
            models.Index(fields=["instance"], name="workflow_timer_of"),
        ]


class SubstitutionQuerySet(LockableQuerySet["Substitution"]):
    """Substitutions; seen by the two whom they concern."""

    def within(self, by: Actor) -> Self:
        """Keep what concerns the actor."""
        return self.filter(Q(person_id=by.own_person_id) | Q(substitute_id=by.own_person_id))


class Substitution(models.Model):
    """What one has in hand is another's to do too, from a day until a day (替班)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="substitutions")
    substitute = models.ForeignKey(Person, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止"))
    reason = models.CharField(_("理由"), max_length=200)
    released_on = models.DateField(_("收回日期"), null=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("替班")
        verbose_name_plural = _("替班")
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="workflow_substitution_ends_after_it_starts",
            )
        ]
