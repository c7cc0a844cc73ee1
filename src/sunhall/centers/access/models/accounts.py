"""Accounts, and the failures to sign on that slow a guesser down."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.models.citizens import Citizen
from sunhall.directory.models import Person


class AccountManager(BaseUserManager["Account"]):
    """Find accounts by their login."""


class Account(AbstractBaseUser):
    """What one signs on with: a civil servant, who holds posts, or a citizen; never both."""

    login = models.CharField(_("登录名"), max_length=50, unique=True)
    person = models.OneToOneField(
        Person,
        verbose_name=_("人员"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="account",
    )
    citizen = models.OneToOneField(
        Citizen,
        verbose_name=_("市民"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="account",
    )
    is_active = models.BooleanField(_("启用"), default=True)
    is_demo = models.BooleanField(_("演示账号"), default=False)
    demo_note = models.CharField(_("能做什么"), max_length=200, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(citizen__isnull=True),
                name="access_account_of_one",
            )
        ]

    def __str__(self) -> str:
        """Return the login."""
        return self.login


class SignInFailure(models.Model):
    """Someone failed to sign on as this login."""

    login = models.CharField(_("登录名"), max_length=50)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("登录失败")
        verbose_name_plural = _("登录失败")
        indexes = [models.Index(fields=["login", "at"], name="access_failure_login")]
