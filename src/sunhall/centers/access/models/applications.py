"""Departments' applications that sign people on with the city, and what they were let do."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.models.accounts import Account
from sunhall.directory.models import LockableQuerySet, Organization


class Application(models.Model):
    """A department's application, known to OpenID Connect by its `client_id`.

    Without a `secret_sha256` it is public: a program on people's devices, which can keep none.
    `generation` rises with every new secret; tokens of an older one are worth nothing.
    """

    client_id = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    organization = models.ForeignKey(
        Organization, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    secret_sha256 = models.CharField(max_length=64, blank=True)
    generation = models.PositiveIntegerField(default=1)
    redirect_uris = ArrayField(models.CharField(max_length=500), verbose_name=_("回调地址"))
    post_logout_uris = ArrayField(
        models.CharField(max_length=500), verbose_name=_("退出后返回的地址"), default=list
    )
    backchannel_logout_uri = models.CharField(_("后台退出地址"), max_length=500, blank=True)
    grant_types = ArrayField(models.CharField(max_length=60), verbose_name=_("授权方式"))
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("范围"))
    claims = ArrayField(models.CharField(max_length=40), verbose_name=_("可知道的信息"))
    permissions = ArrayField(models.CharField(max_length=100), verbose_name=_("接口权限"))
    zones = ArrayField(models.CharField(max_length=40), verbose_name=_("网络区域"), default=list)
    is_pairwise = models.BooleanField(_("每个应用看到不同的用户标识"), default=True)
    is_active = models.BooleanField(_("启用"), default=True)
    registered_at = models.DateTimeField(_("登记时间"))

    objects = LockableQuerySet["Application"].as_manager()

    class Meta:
        verbose_name = _("应用")
        verbose_name_plural = _("应用")
        ordering = ["client_id"]

    def __str__(self) -> str:
        """Return the application's name."""
        return self.name


class Consent(models.Model):
    """Somebody has agreed that an application learns what its scopes say."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="consents")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="consents")
    scopes = ArrayField(models.CharField(max_length=40))
    given_at = models.DateTimeField(_("同意时间"))

    class Meta:
        verbose_name = _("同意")
        verbose_name_plural = _("同意")
        constraints = [
            models.UniqueConstraint(fields=["application", "account"], name="access_consent_once")
        ]


class Authorization(models.Model):
    """Somebody is signed on to an application; the row stands behind every token of it.

    A code or refresh token is of one `generation`: 0 is the code, and each use makes the next.
    One of an earlier generation has been used before, so that somebody has stolen it: the row is
    `revoked_at`, and with it every token. Access tokens live ten minutes, and no longer than it.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, blank=True)
    scopes = ArrayField(models.CharField(max_length=40))
    post_id = models.BigIntegerField(_("岗位编号"), null=True)
    enterprise_id = models.BigIntegerField(_("企业编号"), null=True)
    redirect_uri = models.CharField(max_length=500, blank=True)
    challenge = models.CharField(max_length=128, blank=True)
    nonce = models.CharField(max_length=500, blank=True)
    issuer = models.CharField(max_length=200)
    proved_at = models.DateTimeField(_("证明身份的时间"))
    methods = ArrayField(models.CharField(max_length=10))
    generation = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(_("进入时间"))
    expires_at = models.DateTimeField(_("失效时间"))
    revoked_at = models.DateTimeField(_("收回时间"), null=True)

    objects = LockableQuerySet["Authorization"].as_manager()

    class Meta:
        verbose_name = _("应用登录")
        verbose_name_plural = _("应用登录")
        indexes = [
            models.Index(
                fields=["session_key"],
                condition=Q(revoked_at__isnull=True),
                name="access_authorization_session",
            ),
            models.Index(fields=["expires_at"], name="access_authorization_expires"),
        ]


class DeviceRequest(models.Model):
    """A device without a keyboard waits for somebody to type its `user_code` elsewhere."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    device_sha256 = models.CharField(max_length=64, unique=True)
    user_code = models.CharField(max_length=8, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    expires_at = models.DateTimeField(_("失效时间"))
    polled_at = models.DateTimeField(null=True)
    is_denied = models.BooleanField(default=False)
    authorization = models.ForeignKey(Authorization, null=True, on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("设备登录")
        verbose_name_plural = _("设备登录")
