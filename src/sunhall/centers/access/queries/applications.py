"""Departments' applications, who is signed on to them, and what they may learn."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from sunhall.centers.access.errors import OutsideZone
from sunhall.centers.access.models import Account, Application, Authorization, Consent
from sunhall.centers.access.queries.accounts import PUBLIC, actor_of
from sunhall.centers.access.queries.keys import token_key
from sunhall.centers.access.rules import oidc
from sunhall.centers.access.rules.networks import is_within
from sunhall.centers.access.rules.strength import is_strong, level_of, names_of
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.errors import NotFound

CALLING = """
SELECT application.name, application.organization_id, organization.name, application.generation,
    application.permissions, application.zones
FROM access_application AS application
JOIN directory_organization AS organization ON organization.id = application.organization_id
WHERE application.id = %s AND application.is_active
"""
"""Asked before everything else by every call of an application."""


def list_applications(by: Actor) -> list[Application]:
    """Return every application with its organization."""
    return list(Application.objects.select_related("organization"))


def get_application(client_id: str) -> Application:
    """Return an application by its `client_id`.

    Raises:
        NotFound: there is none.
    """
    applications = Application.objects.select_related("organization")
    application = applications.filter(client_id=client_id).first()
    if application is None:
        raise NotFound(str(Application._meta.verbose_name), client_id)
    return application


def active_application(client_id: str) -> Application | None:
    """Return an application that may be signed on to."""
    if not client_id.isascii() or len(client_id) > 40:
        return None
    return Application.objects.filter(client_id=client_id, is_active=True).first()


def has_consented(account_id: int, application: Application, scopes: tuple[str, ...]) -> bool:
    """Tell whether somebody has agreed to all that an application asks."""
    consents = Consent.objects.filter(account_id=account_id, application=application)
    return consents.filter(scopes__contains=list(scopes)).exists()


def list_consents(by: Actor) -> list[Consent]:
    """Return what the actor has agreed to."""
    consents = Consent.objects.filter(account_id=by.own_account_id)
    return list(consents.select_related("application__organization").order_by("-pk"))


def signed_on_by(text: str, moment: datetime) -> Authorization | None:
    """Return whose access token it is, if it is worth anything. One query."""
    token = oidc.read(token_key(), text)
    if token is None or token.kind != oidc.ACCESS or token.number <= moment.timestamp():
        return None
    rows = Authorization.objects.select_related("application", "account__citizen")
    return rows.filter(
        pk=token.row,
        revoked_at=None,
        expires_at__gt=moment,
        application__is_active=True,
        account__is_active=True,
    ).first()


def is_in_zone(zones: Sequence[str], address: str) -> bool:
    """Tell whether an application of zones may call from an address.

    One of no zone may call from anywhere; an unknown zone has no address.
    """
    networks = [one for zone in zones for one in settings.SUNHALL_ZONES.get(zone, [])]
    return not zones or is_within(address, networks)


def application_actor(text: str, moment: datetime, address: str) -> Actor | None:
    """Return the application whose own access token it is, as an actor. One query.

    It holds the permissions it was registered with, of those that the token asks for.

    Raises:
        OutsideZone: it does not call from where it may.
    """
    token = oidc.read(token_key(), text)
    if token is None or token.kind != oidc.APPLICATION or token.number <= moment.timestamp():
        return None
    with connection.cursor() as cursor:
        cursor.execute(CALLING, [token.row])
        row = cursor.fetchone()
    if row is None:
        return None
    name, organization_id, organization_name, generation, permissions, zones = row
    if str(generation) not in token.scopes[:1]:
        return None
    if not is_in_zone(zones, address):
        raise OutsideZone(application_id=token.row)
    return Actor(
        moment=moment,
        channel=Channel.API,
        application_id=token.row,
        name=name,
        organization_id=organization_id,
        organization_name=organization_name,
        permissions=PUBLIC | {*permissions} & {*token.scopes[1:]},
    )


def actor_behind(authorization: Authorization, moment: datetime) -> Actor:
    """Return who is signed on to an application, with what they are today."""
    return actor_of(
        authorization.account,
        authorization.post_id,
        moment,
        Channel.API,
        enterprise_id=authorization.enterprise_id,
        has_second_factor=is_strong(authorization.methods),
    )


def subject(application: Application, account: Account) -> str:
    """Return by what an application knows somebody."""
    sector = f"application {application.pk}" if application.is_pairwise else "city"
    return oidc.subject_of(token_key(), sector, account.pk)


def claims_about(authorization: Authorization, moment: datetime) -> dict[str, Any]:
    """Return what an application may learn about who is signed on to it."""
    by = actor_behind(authorization, moment)
    kind = "civil_servant" if by.person_id else "citizen"
    known = {
        "name": by.name,
        "kind": "enterprise" if by.enterprise_id else kind,
        "organization": by.organization_id if by.post_id else None,
        "organization_name": by.organization_name if by.post_id else "",
        "post": by.post_id,
        "post_name": by.post_name if by.post_id else "",
        "enterprise": by.enterprise_id,
        "enterprise_name": by.organization_name if by.enterprise_id else "",
    }
    application = authorization.application
    allowed = oidc.claims_of(known, authorization.scopes, application.claims)
    return {"sub": subject(application, authorization.account), **allowed}


def id_claims(authorization: Authorization) -> dict[str, Any]:
    """Return what an ID token says besides its times."""
    claims = {
        "iss": authorization.issuer,
        "sub": subject(authorization.application, authorization.account),
        "aud": authorization.application.client_id,
        "auth_time": int(authorization.proved_at.timestamp()),
        "acr": level_of(authorization.methods),
        "amr": names_of(authorization.methods),
        "sid": session_name(authorization),
    }
    return {**claims, "nonce": authorization.nonce} if authorization.nonce else claims


def session_name(authorization: Authorization) -> str:
    """Return the name of the session (`sid`) for the application; the cookie never leaves."""
    said = f"sid {authorization.session_key} {authorization.application_id}"
    return oidc.subject_of(token_key(), said, authorization.account_id)
