"""Who may do what: roles, grants and enforcement qualifications."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.models.dated import Dated, DatedQuerySet, LockableQuerySet
from sunhall.directory.models.people import Person, Post


class Role(models.Model):
    """A named set of permissions."""

    code = models.CharField(_("角色编码"), max_length=50, unique=True)
    name = models.CharField(_("名称"), max_length=50)
    permissions = ArrayField(models.CharField(max_length=100), verbose_name=_("权限"), default=list)
    needs_second_factor = models.BooleanField(_("须以第二重验证登录"), default=False)

    objects = LockableQuerySet["Role"].as_manager()

    class Meta:
        verbose_name = _("角色")
        verbose_name_plural = _("角色")
        ordering = ["code"]

    def __str__(self) -> str:
        """Return the role's name."""
        return self.name


class Grant(Dated):
    """A post has a role for a time."""

    role = models.ForeignKey(
        Role, verbose_name=_("角色"), on_delete=models.PROTECT, related_name="grants"
    )
    post = models.ForeignKey(
        Post, verbose_name=_("岗位"), on_delete=models.PROTECT, related_name="grants"
    )
    granted_by = models.ForeignKey(
        Person,
        verbose_name=_("授权人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DatedQuerySet["Grant"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("角色授权")
        verbose_name_plural = _("角色授权")
        ordering = ["-valid_from", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["role", "post"],
                condition=Q(valid_to__isnull=True),
                name="directory_grant_one_open_grant",
            ),
        ]


class EnforcementQualification(Dated):
    """A person's enforcement certificate (执法证). Law: 行政处罚法 第四十二条第一款."""

    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="qualifications"
    )
    certificate_number = models.CharField(_("证号"), max_length=30, unique=True)
    scope = models.CharField(_("执法领域"), max_length=50)

    objects = DatedQuerySet["EnforcementQualification"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("执法资格")
        verbose_name_plural = _("执法资格")
        ordering = ["-valid_from", "-id"]
