"""Accounts, and the failures to sign on that slow a guesser down."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.directory.models import Person


class AccountManager(BaseUserManager["Account"]):
    """Find accounts by their login."""


class Account(AbstractBaseUser):
    """What one signs on with; the person behind it, not the account, holds posts."""

    login = models.CharField(_("登录名"), max_length=50, unique=True)
    person = models.OneToOneField(
        Person,
        verbose_name=_("人员"),
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
