"""What the access center lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.permissions import NAMES, Permission
from sunhall.kernel.classification import classify
from sunhall.kernel.hooks import Area, MenuEntry, menu, name_permissions

name_permissions({code.value: name for code, name in NAMES.items()})

menu.register(
    MenuEntry(
        area=Area.HALL, label=_("验证签章"), url_name="authority:verify", icon="shield", order=60
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (_("我的证书"), "access:certificates", Permission.CERTIFICATE_OWN, "shield"),
        (_("单位印章"), "access:seals", Permission.SEAL_REQUEST, "pencil"),
        (_("用印审批"), "access:seals", Permission.SEAL_GRANT, "pencil"),
        (_("证书管理"), "access:certificate_desk", Permission.CERTIFICATE_ADMINISTER, "users"),
    ]
):
    menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            icon=icon,
            order=400 + order,
            group=_("认证授权"),
        )
    )
menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("账号"),
        url_name="access:accounts",
        permission=Permission.ACCOUNT_MAINTAIN,
        icon="login",
        order=310,
        group=_("目录"),
    )
)
menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("接入的应用"),
        url_name="access:applications",
        permission=Permission.APPLICATION_MAINTAIN,
        icon="globe",
        order=311,
        group=_("目录"),
    )
)
menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("目录订阅"),
        url_name="access:subscriptions",
        permission=Permission.APPLICATION_MAINTAIN,
        icon="link",
        order=312,
        group=_("目录"),
    )
)
menu.register(
    MenuEntry(
        area=Area.HALL,
        label=_("企业代理人"),
        url_name="access:agents",
        permission=Permission.AGENT_MAINTAIN,
        icon="users",
        order=90,
    )
)

classify(
    "access.Citizen",
    personal="name phone",
    sensitive="resident_id",
    why="to know who signs on",
    seen_by="oneself; the counter, masked, and for a purpose whole",
)
classify(
    "access.Account",
    internal="demo_note",
    personal="login",
    sensitive="password",
    why="to sign on",
    seen_by="oneself; the counter (never the hash)",
)
classify(
    "access.SignInFailure",
    personal="login address",
    why="to slow down guessing; a quarter of an hour",
    seen_by="nobody",
)
classify("access.ActivationCode", internal="sha256")
classify(
    "access.Application",
    internal="client_id name secret_sha256 redirect_uris post_logout_uris "
    "backchannel_logout_uri grant_types scopes claims permissions zones",
)
classify("access.Subscription", internal="topics address issuer")
classify("access.Consent", internal="scopes")
classify(
    "access.Authorization",
    internal="scopes redirect_uri challenge nonce issuer methods",
    sensitive="session_key",
    why="single sign-on",
    seen_by="nobody",
)
classify("access.DeviceRequest", internal="device_sha256 user_code scopes")
classify(
    "access.CertificateRequest",
    internal="profile organization_name organization_code public_key state reason",
    personal="common_name serial_number",
    sensitive="sealed_key",
    why="to certify a person",
    seen_by="oneself; certificate officers",
)
classify(
    "access.Certificate",
    internal="profile serial sha256 status reason key_place",
    personal="common_name der",
    why="to sign on and to sign",
    seen_by="oneself; certificate officers",
)
classify("access.RevocationList", public="der")
classify(
    "access.KeyCeremony",
    public="algorithm",
    personal="custodians witness",
    why="who keeps the root",
    seen_by="public by design",
)
classify("access.Enterprise", public="credit_code name")
classify("access.Agent", internal="scopes")
classify("access.Seal", internal="name")
classify("access.SealUse", internal="title state reason")
