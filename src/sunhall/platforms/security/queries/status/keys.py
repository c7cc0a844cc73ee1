"""How the keys and the certificates stand."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from sunhall.centers.access.choices import CertificateStatus, Profile
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.queries import get_ceremony, latest_list, list_authorities
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.templatetags.units import moment
from sunhall.platforms.security.queries.status.check import Check, Level, checked, level_of

SOON = timedelta(days=30)
HOLDERS = (
    Profile.CIVIL_SERVANT,
    Profile.ENTERPRISE,
    Profile.CITIZEN_CARD,
    Profile.ORGAN_SEAL,
    Profile.SERVER,
)
WARNED_BEFORE = {
    Profile.ROOT: timedelta(days=365),
    Profile.ISSUING: timedelta(days=180),
    Profile.OCSP: timedelta(days=2),
    Profile.TIME_STAMP: timedelta(days=7),
}
"""How long before its end a certificate of the authority's own must be on its way to a new one."""

LIST_LEFT = timedelta(hours=2)


def of_keys(by: Actor) -> Iterator[Check]:
    """Look at the key files: only their owner may read them."""
    places = {
        _("账本签名密钥"): settings.SUNHALL_LEDGER_KEY,
        _("单点登录签名密钥"): settings.SUNHALL_OIDC_KEY,
        _("市民卡二维码密钥"): settings.SUNHALL_CARD_KEY,
    }
    for name, place in places.items():
        yield _key_file(name, Path(place))
    has_device = bool(settings.SUNHALL_TOKEN_MODULE)
    yield checked(
        _("密钥"),
        _("签发机构的密钥"),
        level_of(yellow=not has_device),
        _("在密码设备里") if has_device else _("在加密的文件里"),
        _("有密码机的，用 SUNHALL_TOKEN_MODULE 把密钥移进去。"),
    )


def of_certificates(by: Actor) -> Iterator[Check]:
    """Look at when the authority's certificates, its list and the holders' certificates end."""
    area = _("证书")
    if get_ceremony() is None:
        says = _("还没有举行密钥仪式")
        advice = _("运行 sunhall ca ceremony；在此之前没有证书登录、签章和时间戳。")
        yield Check(area, _("签发机构"), Level.YELLOW, says, advice)
        return
    for row in list_authorities():
        yield _ending(by, area, row)
        if row.profile == Profile.ISSUING:
            yield _revocation_list(by, area, row)
    good = Certificate.objects.filter(status=CertificateStatus.GOOD, profile__in=HOLDERS)
    soon = good.filter(valid_to__gt=by.moment, valid_to__lte=by.moment + SOON).count()
    yield checked(
        area,
        _("三十天内到期的持有人证书"),
        level_of(yellow=soon > 0),
        _("%(count)s 张") % {"count": soon},
        _("持有人会收到提醒；请在到期前更新。"),
    )


def _key_file(name: str, place: Path) -> Check:
    area = _("密钥")
    if not place.exists():
        return Check(area, name, Level.GREEN, _("第一次用到时生成"))
    is_open = bool(stat.S_IMODE(place.stat().st_mode) & 0o077)
    says = _("别人也能读") if is_open else _("只有程序能读")
    advice = _("收回文件权限（chmod 600），换一把密钥，并查明谁读过。")
    return checked(area, name, level_of(red=is_open), says, advice)


def _ending(by: Actor, area: str, row: Certificate) -> Check:
    left = row.valid_to - by.moment
    return checked(
        area,
        row.get_profile_display(),
        level_of(red=left <= timedelta(0), yellow=left <= WARNED_BEFORE[Profile(row.profile)]),
        _("有效至 %(at)s") % {"at": moment(row.valid_to)},
        _("根证书和签发证书要再举行密钥仪式；其余由 sunhall work 自动更新，请确认它在运行。"),
    )


def _revocation_list(by: Actor, area: str, issuer: Certificate) -> Check:
    advice = _("让 sunhall work 一直运行：过期的吊销列表会让别人拒绝所有证书。")
    try:
        newest = latest_list(issuer)
    except NotFound:
        return Check(area, _("吊销列表"), Level.RED, _("还没有签发"), advice)
    left = newest.next_at - by.moment
    return checked(
        area,
        _("吊销列表"),
        level_of(red=left <= timedelta(0), yellow=left <= LIST_LEFT),
        _("下次签发：%(at)s") % {"at": moment(newest.next_at)},
        advice,
    )
