"""What has happened to accounts and applications."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """Someone may sign on from now on."""

    name = "access.account.opened"
    words = _("开设账号")
    subject = "access.account"
    login: str
    is_demo: bool


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(Event):
    """Someone may no longer sign on."""

    name = "access.account.disabled"
    words = _("停用账号")
    subject: ClassVar[str] = "access.account"
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountEnabled(Event):
    """Someone may sign on again."""

    name = "access.account.enabled"
    words = _("启用账号")
    subject: ClassVar[str] = "access.account"


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """Sessions of an account have been ended from elsewhere."""

    name = "access.account.sessions_ended"
    words = _("终止会话")
    subject: ClassVar[str] = "access.account"
    count: int


@dataclass(frozen=True, kw_only=True)
class ActivationCodeIssued(Event):
    """A one-time code for setting a password has been handed out."""

    name = "access.account.activation_code_issued"
    words = _("发放激活码")
    subject: ClassVar[str] = "access.account"


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """An account has a new password; by an activation code, or by its owner."""

    name = "access.account.password_set"
    words = _("设定密码")
    subject: ClassVar[str] = "access.account"
    by_code: bool


@dataclass(frozen=True, kw_only=True)
class SecondFactorAdded(Event):
    """An account has an authenticator app, recovery codes or a passkey more."""

    name = "access.account.second_factor_added"
    words = _("增加第二重验证")
    subject: ClassVar[str] = "access.account"
    kind: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Event):
    """An account has an authenticator app, recovery codes or a passkey less."""

    name = "access.account.second_factor_removed"
    words = _("移除第二重验证")
    subject: ClassVar[str] = "access.account"
    kind: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Someone has signed on, by the methods that RFC 8176 names, after so many failures.

    `network` is where a civil servant came from, coarser than an address; citizens have none.
    `serial` is the certificate's, if it was by one.
    """

    name = "access.account.signed_in"
    words = _("登录系统")
    subject = "access.account"
    login: str
    by_password: bool
    methods: tuple[str, ...] = ()
    failures: int = 0
    network: str = ""
    serial: str = ""


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """Someone has signed out."""

    name = "access.account.signed_out"
    words = _("退出系统")
    subject = "access.account"
    login: str


@dataclass(frozen=True, kw_only=True)
class Confirmed(Event):
    """Someone has proved once more to be who they are, before a weighty act."""

    name = "access.account.confirmed"
    words = _("再次确认身份")
    subject: ClassVar[str] = "access.account"
    methods: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PostChosen(Event):
    """Someone with several posts has chosen the one to act in."""

    name = "access.account.post_chosen"
    words = _("选定岗位")
    subject = "access.account"
    chosen_post_id: int


@dataclass(frozen=True, kw_only=True)
class EnterpriseChosen(Event):
    """A citizen has chosen for whom to act: an enterprise, or themselves (none)."""

    name = "access.account.enterprise_chosen"
    words = _("选定办事身份")
    subject: ClassVar[str] = "access.account"
    enterprise_id: int | None


@dataclass(frozen=True, kw_only=True)
class EnterpriseRegistered(Event):
    """An enterprise may be acted for from now on."""

    name = "access.enterprise.registered"
    words = _("登记企业")
    subject: ClassVar[str] = "access.enterprise"
    credit_code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class AgentAdded(Event):
    """A citizen, named by their key alone, may act for an enterprise."""

    name = "access.enterprise.agent_added"
    words = _("增加代理人")
    subject: ClassVar[str] = "access.enterprise"
    agent_citizen_id: int
    scopes: tuple[str, ...]
    is_legal_representative: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class AgentEnded(Event):
    """A citizen may no longer act for an enterprise."""

    name = "access.enterprise.agent_ended"
    words = _("终止代理人")
    subject: ClassVar[str] = "access.enterprise"
    agent_citizen_id: int
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class ApplicationRegistered(Event):
    """A department's application may sign people on with the city, within these bounds."""

    name = "access.application.registered"
    words = _("登记应用")
    subject: ClassVar[str] = "access.application"
    client_id: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    permissions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationSecretRenewed(Event):
    """An application has a new secret; the old one and its tokens are worth nothing."""

    name = "access.application.secret_renewed"
    words = _("更换应用密钥")
    subject: ClassVar[str] = "access.application"


@dataclass(frozen=True, kw_only=True)
class ApplicationSwitched(Event):
    """An application has been disabled, or enabled again."""

    name = "access.application.switched"
    words = _("启用或停用应用")
    subject: ClassVar[str] = "access.application"
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class ApplicationBound(Event):
    """An application may call from these zones alone; from anywhere if there are none."""

    name = "access.application.bound"
    words = _("限定应用的网络区域")
    subject: ClassVar[str] = "access.application"
    zones: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationOutside(Event):
    """Somebody called as an application, with its secret or its token, from outside its zones."""

    name = "access.application.outside"
    words = _("应用在限定的网络区域之外调用")
    subject: ClassVar[str] = "access.application"
    network: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """Somebody lets an application learn what its scopes say."""

    name = "access.account.consent_given"
    words = _("同意应用获取信息")
    subject: ClassVar[str] = "access.account"
    client_id: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    """Somebody no longer lets an application learn anything."""

    name = "access.account.consent_withdrawn"
    words = _("撤回对应用的同意")
    subject: ClassVar[str] = "access.account"
    client_id: str


@dataclass(frozen=True, kw_only=True)
class ApplicationEntered(Event):
    """Somebody has signed on to an application."""

    name = "access.account.application_entered"
    words = _("登录应用")
    subject: ClassVar[str] = "access.account"
    client_id: str


@dataclass(frozen=True, kw_only=True)
class TokenReused(Event):
    """A code or refresh token came a second time: it was stolen, so all its tokens are revoked."""

    name = "access.account.token_reused"
    words = _("令牌被重复使用")
    subject: ClassVar[str] = "access.account"
    client_id: str


@dataclass(frozen=True, kw_only=True)
class DirectorySubscribed(Event):
    """An application follows changes of the directory from now on."""

    name = "access.subscription.opened"
    words = _("订阅目录")
    subject = "access.subscription"
    client_id: str
    topics: tuple[str, ...]
    address: str


@dataclass(frozen=True, kw_only=True)
class DirectoryUnsubscribed(Event):
    """An application no longer follows changes of the directory."""

    name = "access.subscription.ended"
    words = _("退订目录")
    subject = "access.subscription"
    client_id: str
