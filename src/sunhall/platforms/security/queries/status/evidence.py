"""How the ledger, the outbox, the tasks and the uploads stand."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from sunhall.kernel.actor import Actor
from sunhall.kernel.ledger.heads import latest_head
from sunhall.kernel.models import (
    FileScan,
    JournalEntry,
    LedgerPending,
    OutboxMessage,
    StoredFile,
    TaskRun,
)
from sunhall.kernel.templatetags.units import moment
from sunhall.kernel.uploads.scanning import ScannerUnavailable, Scanning, mode, version
from sunhall.platforms.security.events import LedgerVerified
from sunhall.platforms.security.queries.status.check import Check, Level, checked, level_of

COUNTED = 10_000
"""As many of what waits as are counted; there is no need to know more."""

UNFOLDED_FOR = timedelta(minutes=10)
UNDELIVERED_FOR = timedelta(hours=1)
IDLE_FOR = timedelta(hours=3)
VERIFIED_WITHIN = timedelta(days=7)
SIGNATURES_OLD, SIGNATURES_STALE = timedelta(days=3), timedelta(days=14)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAY_OF_SIGNATURES = re.compile(r"([A-Z][a-z]{2}) +(\d+) (\d\d):(\d\d):(\d\d) (\d{4})\Z")


def of_ledger(by: Actor) -> Iterator[Check]:
    """Look at the ledger: its last head, what waits for it, and when it was last computed anew."""
    area, head = _("账本"), latest_head()
    says = _("还是空的")
    if head is not None:
        says = _("%(size)s 页，第 %(number)s 次签名于 %(at)s") % {
            "size": f"{head.tree_size:,}",
            "number": head.number,
            "at": moment(head.signed_at),
        }
    yield checked(
        area,
        _("最新签名"),
        level_of(yellow=head is None),
        says,
        _("运行 sunhall work，日志才会入账。"),
    )
    waiting = list(
        LedgerPending.objects.order_by("entry_id").values_list("pk", flat=True)[:COUNTED]
    )
    oldest = JournalEntry.objects.filter(pk__in=waiting[:1]).values_list("at", flat=True).first()
    is_late = oldest is not None and by.moment - oldest > UNFOLDED_FOR
    yield checked(
        area,
        _("待入账"),
        level_of(red=is_late),
        _("%(count)s 条日志") % {"count": _counted(len(waiting))},
        _("最早的已经等了十分钟以上：sunhall work 没有在运行，或者出了错。"),
    )
    yield _last_verification(by, area)


def _last_verification(by: Actor, area: str) -> Check:
    entries = JournalEntry.objects.filter(event=LedgerVerified.name)
    last = entries.order_by("-pk").first()
    if last is None:
        says, level = _("从来没有"), Level.YELLOW
    else:
        faults = int(last.facts["faults"])
        says = _("%(at)s，缺陷 %(count)s 处") % {"at": moment(last.at), "count": faults}
        level = level_of(red=faults > 0, yellow=by.moment - last.at > VERIFIED_WITHIN)
    advice = _("运行 sunhall ledger verify，从头重算一遍；有缺陷时立即封存数据库并查明原因。")
    return checked(area, _("上次核验"), level, says, advice)


def of_outbox(by: Actor) -> Iterator[Check]:
    """Look at what waits to be sent, and at the tasks of the clock."""
    waiting = OutboxMessage.objects.filter(delivered_at=None)
    count = waiting.order_by("pk")[:COUNTED].count()
    oldest = waiting.order_by("pk").values_list("created_at", flat=True).first()
    yield checked(
        _("发件和任务"),
        _("待发送"),
        level_of(red=oldest is not None and by.moment - oldest > UNDELIVERED_FOR),
        _("%(count)s 件") % {"count": _counted(count)},
        _("有的等了一小时以上：看上次错误，检查对方地址和 sunhall work。"),
    )
    last = TaskRun.objects.exclude(done_at=None).order_by("-done_at").first()
    failed = TaskRun.objects.filter(done_at=None).exclude(last_error="")[:COUNTED].count()
    is_idle = last is None or last.done_at is None or by.moment - last.done_at > IDLE_FOR
    yield checked(
        _("发件和任务"),
        _("定时任务"),
        level_of(red=failed > 0, yellow=is_idle),
        _("失败待重试 %(count)s 项") % {"count": failed},
        _("让 sunhall work 一直运行；失败的原因在它的输出里。"),
    )


def of_uploads(by: Actor) -> Iterator[Check]:
    """Look at the scanner, the age of its signatures, and the files it has not seen."""
    area, how = _("上传文件"), mode()
    yield checked(
        area,
        _("病毒扫描"),
        level_of(
            red=how is Scanning.OFF and not settings.SUNHALL_DEMO,
            yellow=how is not Scanning.REQUIRED,
        ),
        {
            Scanning.REQUIRED: _("必须扫描"),
            Scanning.ADVISORY: _("扫描器不在时先存后扫"),
            Scanning.OFF: _("没有扫描"),
        }[how],
        _("安装 clamd，设置 SUNHALL_CLAMD，并把 SUNHALL_UPLOAD_SCANNING 设为 required。"),
    )
    if how is not Scanning.OFF:
        yield _scanner(by, area, how)
        unseen = StoredFile.objects.filter(scan=None)[:COUNTED].count()
        yield checked(
            area,
            _("没有扫描的文件"),
            level_of(yellow=unseen > 0),
            _("%(count)s 个") % {"count": _counted(unseen)},
            _("扫描之前谁也看不到；扫描器恢复后每小时补扫一次。"),
        )
    infected = FileScan.objects.exclude(signature="")[:COUNTED].count()
    yield checked(
        area,
        _("带毒的文件"),
        level_of(yellow=infected > 0),
        _("%(count)s 个") % {"count": _counted(infected)},
        _("谁也看不到；请联系上传的人检查设备。"),
    )


def _scanner(by: Actor, area: str, how: Scanning) -> Check:
    advice = _("检查 clamd 和 freshclam 是否在运行。")
    try:
        told = version()
    except ScannerUnavailable as error:
        level = level_of(red=how is Scanning.REQUIRED, yellow=True)
        return checked(area, _("扫描器"), level, _("没有应答：%(why)s") % {"why": error}, advice)
    made = signatures_made_at(told)
    age = by.moment - made if made else None
    level = level_of(
        red=age is not None and age > SIGNATURES_STALE,
        yellow=age is None or age > SIGNATURES_OLD,
    )
    return checked(area, _("扫描器"), level, told, advice)


def signatures_made_at(told: str) -> datetime | None:
    """Return when the signatures of a scanner were made, by what it says of itself, if it does.

    It says `ClamAV 1.0.7/27000/Sun Nov 22 09:00:00 2026`.
    """
    found = DAY_OF_SIGNATURES.search(told)
    if found is None or found[1] not in MONTHS:
        return None
    day, hour, minute, second, year = (int(found[place]) for place in range(2, 7))
    return datetime(year, MONTHS.index(found[1]) + 1, day, hour, minute, second, tzinfo=UTC)


def _counted(count: int) -> str:
    return f"{count:,}+" if count >= COUNTED else f"{count:,}"
