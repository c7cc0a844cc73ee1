"""Departments' applications are registered, given new secrets, disabled and enabled."""

import hashlib
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from sunhall.centers.access.errors import AlreadySo, ApplicationRefused
from sunhall.centers.access.events import (
    ApplicationBound,
    ApplicationOutside,
    ApplicationRegistered,
    ApplicationSecretRenewed,
    ApplicationSwitched,
)
from sunhall.centers.access.models import Application
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules import oidc
from sunhall.centers.access.rules.networks import network_of
from sunhall.directory.models import Organization
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.hooks import permission_names

SECRET_BYTES = 32


@action(Permission.APPLICATION_MAINTAIN, is_weighty=True)
def register_application(
    by: Actor,
    *,
    client_id: str,
    name: str,
    organization_code: str,
    grant_types: Sequence[str],
    scopes: Sequence[str] = (oidc.OPENID,),
    claims: Sequence[str] = (),
    permissions: Sequence[str] = (),
    redirect_uris: Sequence[str] = (),
    post_logout_uris: Sequence[str] = (),
    backchannel_logout_uri: str = "",
    is_public: bool = False,
    is_pairwise: bool = True,
) -> tuple[Application, str]:
    """Register an application; return it with its secret, shown once, empty if it is public.

    Raises:
        NotFound: no such organization.
        ApplicationRefused: an address, a claim, a permission or a way to sign on is none.
    """
    organization = Organization.objects.on(by.today).filter(code=organization_code).first()
    if organization is None:
        raise NotFound(str(Organization._meta.verbose_name), organization_code)
    if Application.objects.filter(client_id=client_id).exists():
        raise ApplicationRefused(fault=_("已有这个编号的应用"))
    backchannel = [backchannel_logout_uri] if backchannel_logout_uri else []
    _check_addresses([*redirect_uris, *post_logout_uris, *backchannel])
    _check_bounds(grant_types, scopes, claims, permissions)
    if oidc.AUTHORIZATION_CODE in grant_types and not redirect_uris:
        raise ApplicationRefused(fault=_("授权码方式至少要有一个回调地址"))
    if is_public and oidc.CLIENT_CREDENTIALS in grant_types:
        raise ApplicationRefused(fault=_("没有密钥的应用不能以自己的名义调用接口"))
    secret = "" if is_public else secrets.token_urlsafe(SECRET_BYTES)
    application = Application.objects.create(
        client_id=client_id,
        name=name,
        organization=organization,
        secret_sha256=digest_of(secret) if secret else "",
        redirect_uris=list(redirect_uris),
        post_logout_uris=list(post_logout_uris),
        backchannel_logout_uri=backchannel_logout_uri,
        grant_types=list(grant_types),
        scopes=list(scopes),
        claims=list(claims),
        permissions=list(permissions),
        is_pairwise=is_pairwise,
        registered_at=by.moment,
    )
    event = ApplicationRegistered(
        subject_id=application.pk,
        client_id=client_id,
        redirect_uris=tuple(redirect_uris),
        scopes=tuple(scopes),
        claims=tuple(claims),
        permissions=tuple(permissions),
    )
    announce(by, event)
    return application, secret


@action(Permission.APPLICATION_MAINTAIN, is_weighty=True)
def renew_secret(by: Actor, *, application_id: int) -> str:
    """Return a new secret of an application, shown once; the old one is worth nothing any more.

    Raises:
        NotFound: no such application.
        ApplicationRefused: it is public.
    """
    application = Application.objects.lock(application_id)
    if not application.secret_sha256:
        raise ApplicationRefused(fault=_("它没有密钥"))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    application.secret_sha256 = digest_of(secret)
    application.generation += 1
    application.save(update_fields=["secret_sha256", "generation"])
    announce(by, ApplicationSecretRenewed(subject_id=application.pk))
    return secret


@action(Permission.APPLICATION_MAINTAIN, is_weighty=True)
def switch_application(by: Actor, *, application_id: int, is_active: bool) -> Application:
    """Disable an application, and all its tokens at once, or enable it again.

    Raises:
        NotFound: no such application.
        AlreadySo: it is so already.
    """
    application = Application.objects.lock(application_id)
    if application.is_active == is_active:
        raise AlreadySo()
    application.is_active = is_active
    application.save(update_fields=["is_active"])
    announce(by, ApplicationSwitched(subject_id=application.pk, is_active=is_active))
    return application


@action(Permission.APPLICATION_MAINTAIN)
def bind_application(by: Actor, *, application_id: int, zones: Sequence[str]) -> Application:
    """Let an application call from some zones alone; from anywhere if none is named.

    Raises:
        NotFound: no such application.
        ApplicationRefused: there is no such zone.
    """
    application = Application.objects.lock(application_id)
    unknown = {*zones} - {*settings.SUNHALL_ZONES}
    if unknown:
        named = "、".join(sorted(unknown))
        raise ApplicationRefused(fault=_("没有这样的网络区域：%(name)s") % {"name": named})
    application.zones = list(zones)
    application.save(update_fields=["zones"])
    announce(by, ApplicationBound(subject_id=application.pk, zones=tuple(zones)))
    return application


@action(Permission.SESSION_OPEN)
def note_outside(by: Actor, *, application_id: int, address: str) -> None:
    """Write down that somebody called as an application from outside its zones."""
    announce(by, ApplicationOutside(subject_id=application_id, network=network_of(address)))


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: 256 random bits need no slow hash, nobody guesses them."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check_addresses(addresses: Sequence[str]) -> None:
    for address in addresses:
        if not oidc.is_address(address):
            raise ApplicationRefused(
                fault=_("地址须是 HTTPS，没有 # 和通配：%(address)s") % {"address": address}
            )


def _check_bounds(
    grant_types: Sequence[str],
    scopes: Sequence[str],
    claims: Sequence[str],
    permissions: Sequence[str],
) -> None:
    known_claims = {claim for names in oidc.CLAIMS.values() for claim in names}
    for given, known in (
        (grant_types, {*oidc.GRANT_TYPES}),
        (scopes, {*oidc.CLAIMS}),
        (claims, known_claims),
        (permissions, {*permission_names}),
    ):
        unknown = {*given} - known
        if unknown:
            raise ApplicationRefused(
                fault=_("没有这样的选项：%(name)s") % {"name": "、".join(sorted(unknown))}
            )
