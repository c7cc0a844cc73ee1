"""Departments verify cards: one statement looks the cards up and writes the look down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop

from sunhall.business.citizencards.choices import Way
from sunhall.business.citizencards.errors import PurposeNotGranted, QrRefused, TooManyCards
from sunhall.business.citizencards.models import UsedQr
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules import qr
from sunhall.business.citizencards.rules.functions import CODES
from sunhall.business.citizencards.rules.numbers import serial_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.signed_tokens import ForgedToken, read_token

MOST_CARDS = 10_000
VERIFY = """
WITH purpose AS (
    SELECT id, shows_name FROM citizencards_purpose
    WHERE organization_id = %(organization)s::bigint AND code = %(purpose)s::text
    AND (valid_from IS NULL OR valid_from <= %(today)s::date)
    AND (valid_to IS NULL OR valid_to > %(today)s::date)
), found AS MATERIALIZED (
    SELECT asked.place, card.id, card.holder_id, coalesce(card.functions, 0) AS functions,
        coalesce(card.state = 'in_use' AND card.valid_until >= %(today)s::date, false) AS is_valid,
        purpose.id AS purpose_id, purpose.shows_name
    FROM purpose
    CROSS JOIN unnest(%(serials)s::int[]) WITH ORDINALITY AS asked (serial, place)
    LEFT JOIN citizencards_card AS card ON card.id = asked.serial
), looked AS (
    INSERT INTO citizencards_look
        (at, card_id, purpose_id, organization_id, person_id, way, is_valid)
    SELECT %(moment)s::timestamptz, id, purpose_id, %(organization)s::bigint,
        %(person)s::bigint, %(way)s::text, is_valid
    FROM found
)
SELECT is_valid, CASE WHEN is_valid THEN functions ELSE 0 END,
    CASE WHEN is_valid AND shows_name THEN (
        SELECT name FROM citizencards_holder WHERE citizencards_holder.id = found.holder_id
    ) ELSE '' END
FROM found ORDER BY place
"""
PLAN_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan"
"""Every look goes by the same keys; planning it anew would take four times as long as the look."""

USE = """
INSERT INTO citizencards_usedqr (nonce, expires_at) VALUES (%s, %s) ON CONFLICT DO NOTHING
"""
FAULTS = {
    qr.Fault.UNREADABLE: gettext_noop("二维码不完整，请让持卡人刷新后重扫。"),
    qr.Fault.TOO_OLD: gettext_noop("二维码已过期（有效 60 秒），请让持卡人刷新后重扫。"),
    qr.Fault.TOO_NEW: gettext_noop("二维码的时间在将来，请核对设备时间。"),
}
FORGED = gettext_noop("二维码不是本市签发的，或者被改动过。")
USED = gettext_noop("二维码已经用过，一码一次。请让持卡人刷新后重扫。")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a department learns of a card: no more than whether it is good, and for what.

    `functions` are the codes of those that are on; `name` is empty unless the purpose shows it.
    """

    is_valid: bool
    functions: tuple[str, ...]
    name: str


@action(Permission.CARD_VERIFY, law="个人信息保护法 第三十四条")
def verify_cards(
    by: Actor, *, numbers: Sequence[str], purpose: str, way: Way = Way.NUMBER
) -> list[Answer]:
    """Verify cards by their numbers, in their order, for one of the department's purposes.

    A number that no card can have is not valid, as one that no card has.

    Raises:
        TooManyCards: a call asks about 10,000 at most.
        PurposeNotGranted: the department has no such purpose today.
    """
    if len(numbers) > MOST_CARDS:
        raise TooManyCards(most=MOST_CARDS)
    return _look(by, [serial_of(number) or 0 for number in numbers], purpose, way)


@action(Permission.CARD_VERIFY, law="个人信息保护法 第三十四条")
def verify_qr(by: Actor, *, token: str, purpose: str) -> Answer:
    """Verify the card whose QR is shown; each is good for one look.

    Raises:
        QrRefused: it is forged, too old, or used.
        PurposeNotGranted: the department has no such purpose today.
    """
    try:
        claims = read_token(Path(settings.SUNHALL_CARD_KEY), qr.KIND, token[: qr.MOST_LENGTH + 1])
    except ForgedToken as error:
        raise QrRefused(FORGED) from error
    fault = qr.fault_of(claims, by.moment)
    if fault is not None:
        raise QrRefused(FAULTS[fault])
    expires_at = datetime.fromtimestamp(claims["exp"], UTC) + qr.SKEW
    if not _is_first(claims["jti"], expires_at):
        raise QrRefused(USED)
    return _look(by, [serial_of(claims["sub"]) or 0], purpose, Way.QR)[0]


@action(Permission.CARD_KEEP)
def forget_used_qrs(by: Actor) -> int:
    """Forget the QRs that are too old to be shown again; return how many."""
    return UsedQr.objects.filter(expires_at__lt=by.moment).delete()[0]


@action(Permission.CARD_KEEP)
def add_months(by: Actor, *, days: Sequence[date]) -> int:
    """Make room for the looks of the months that days belong to."""
    with connection.cursor() as cursor:
        for day in days:
            cursor.execute("SELECT citizencards_add_month(%s::date)", [day])
    return len(days)


def _look(by: Actor, serials: Sequence[int], purpose: str, way: Way) -> list[Answer]:
    """Look cards up and write the look down; an answer for each, in their order.

    Raises:
        PurposeNotGranted: the department has no such purpose today.
    """
    told: dict[str, Any] = {
        "organization": by.own_organization_id,
        "person": by.person_id,
        "moment": by.moment,
        "today": by.today,
        "purpose": purpose,
        "way": way.value,
        "serials": list(serials),
    }
    with connection.cursor() as cursor:
        cursor.execute(PLAN_ONCE)
        cursor.execute(VERIFY, told)
        answers = [Answer(is_valid, CODES[bits], name) for is_valid, bits, name in cursor]
    if serials and not answers:
        raise PurposeNotGranted(purpose=purpose)
    return answers


def _is_first(nonce: str, expires_at: datetime) -> bool:
    """Tell whether a QR is shown for the first time; of two at once, one is."""
    with connection.cursor() as cursor:
        cursor.execute(USE, [nonce, expires_at])
        return bool(cursor.rowcount)
