"""Who works for the city, and in which post."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import Employment
from sunhall.directory.models.dated import Dated, DatedQuerySet
from sunhall.directory.models.organizations import Organization
from sunhall.directory.permissions import Permission
from sunhall.kernel.actor import Actor


class PersonQuerySet(DatedQuerySet["Person"]):
    """Persons; seen by those who may view persons, and by themselves."""

    def within(self, by: Actor) -> Self:
        """Keep whom the actor may see."""
        return self.all() if by.may(Permission.PERSON_VIEW) else self.filter(pk=by.person_id)


class Person(Dated):
    """Someone who works for the city; no more personal data than the work needs."""

    employee_number = models.CharField(_("工号"), max_length=20, unique=True)
    name = models.CharField(_("姓名"), max_length=50)
    employment = models.CharField(
        _("用工性质"), max_length=20, choices=Employment, default=Employment.CIVIL_SERVANT
    )

    objects = PersonQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("人员")
        verbose_name_plural = _("人员")
        ordering = ["employee_number"]

    def __str__(self) -> str:
        """Return the person's name."""
        return self.name


class Post(Dated):
    """A post (岗位) of an organization; permissions belong to posts, never to persons."""

    code = models.CharField(_("岗位编码"), max_length=30, unique=True)
    title = models.CharField(_("岗位名称"), max_length=50)
    organization = models.ForeignKey(
        Organization, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="posts"
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("承接岗位"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )

    objects = DatedQuerySet["Post"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        ordering = ["code"]

    def __str__(self) -> str:
        """Return the post's title."""
        return self.title


class PostHolding(Dated):
    """A person holds a post for a time; a post has one holder at a time."""

    post = models.ForeignKey(
        Post, verbose_name=_("岗位"), on_delete=models.PROTECT, related_name="holdings"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="holdings"
    )

    objects = DatedQuerySet["PostHolding"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        ordering = ["-valid_from", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(valid_to__isnull=True),
                name="directory_postholding_one_open_holder",
            ),
        ]
