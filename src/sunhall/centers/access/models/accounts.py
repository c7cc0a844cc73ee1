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
    # The journal has every sign-on; a second place would be one more write of each
    last_login = None

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
    """Someone failed to sign on as this login, from this address."""

    login = models.CharField(_("登录名"), max_length=50)
    address = models.CharField(_("网络地址"), max_length=45, blank=True, default="")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("登录失败")
        verbose_name_plural = _("登录失败")
        indexes = [
            models.Index(fields=["login", "at"], name="access_failure_login"),
            models.Index(fields=["address", "at"], name="access_failure_address"),
        ]


class ActivationCode(models.Model):
    """A one-time code, handed out in person, with which somebody sets their password.

    Only its SHA-256 is kept: the code is long enough that nothing can be guessed back from it.
    """

    account = models.OneToOneField(
        Account, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="activation"
    )
    sha256 = models.CharField(max_length=64)
    expires_at = models.DateTimeField(_("失效时间"))

    class Meta:
        verbose_name = _("激活码")
        verbose_name_plural = _("激活码")
