"""What a card proves by itself: the QR of a minute, the lists for checking offline."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from sunhall.business.citizencards.choices import CardState
from sunhall.business.citizencards.models import Card, StatusList
from sunhall.business.citizencards.rules import qr
from sunhall.business.citizencards.rules.status_list import BITS, compressed
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.signed_tokens import encode64, sign_token

LIVES = timedelta(hours=24)
FRESH = timedelta(hours=1)
ADDRESS = "/citizen-card/status/"


def new_qr(by: Actor, card: Card) -> str:
    """Return a token for the QR of the citizen's own card, good for a minute and one look.

    Raises:
        NotFound: the card is not the citizen's, or not in use.
    """
    own = Card.objects.own(by).filter(pk=card.pk, state=CardState.IN_USE)
    if not own.filter(valid_until__gte=by.today).exists():
        raise NotFound(str(Card._meta.verbose_name), card.number)
    claims = qr.claims_for(card.number, secrets.token_urlsafe(qr.NONCE_BYTES), by.moment)
    return sign_token(Path(settings.SUNHALL_CARD_KEY), qr.KIND, claims)


def claims_for(number: int, content: bytes, moment: datetime) -> dict[str, Any]:
    """Return what the token of a status list says. Law: Token Status List, section 5.1."""
    issued = int(moment.timestamp())
    return {
        "sub": f"{ADDRESS}{number}",
        "iat": issued,
        "exp": issued + int(LIVES.total_seconds()),
        "ttl": int(FRESH.total_seconds()),
        "status_list": {"bits": BITS, "lst": encode64(compressed(content))},
    }


def get_status_list(number: int) -> StatusList:
    """Return a status list without its bits.

    Raises:
        NotFound: no card of that list has been issued.
    """
    found = StatusList.objects.defer("content").filter(pk=number).first()
    if found is None:
        raise NotFound(str(StatusList._meta.verbose_name), number)
    return found


def list_status_lists() -> list[StatusList]:
    """Return all status lists without bits and tokens."""
    return list(StatusList.objects.defer("content", "token").order_by("number"))
