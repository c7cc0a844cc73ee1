"""The auditor's console, and every citizen's own page of who looked at them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.kernel.actor import Channel
from sunhall.kernel.events import event_words
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.paging import read_key
from sunhall.kernel.revealing import Purpose, ResidentRevealed, Standing
from sunhall.kernel.views import actor_of, permission_required
from sunhall.platforms.security import queries
from sunhall.platforms.security.forms import DaysForm, JournalForm
from sunhall.platforms.security.permissions import Permission
from sunhall.platforms.security.queries.journal import organizations_of
from sunhall.platforms.security.rules.bars import bars_of
from sunhall.platforms.security.rules.unusual import (
    FAILURES,
    MANY_PERSONS,
    OUTSIDE_OWN_CASES,
    Rule,
    Unusual,
)

PURPOSES = dict(Purpose.choices)
STANDINGS = dict(Standing.choices)
CHANNELS = {
    Channel.WEB: gettext_lazy("网页"),
    Channel.API: gettext_lazy("接口"),
    Channel.CLI: gettext_lazy("命令行"),
    Channel.SYSTEM: gettext_lazy("系统"),
}
RULES = {
    Rule.MANY: (
        gettext_lazy("一小时内查看许多人"),
        gettext_lazy("一小时内查看超过 %(most)s 个不同的人，可能是成批收集个人信息。")
        % {"most": MANY_PERSONS},
        "coral",
    ),
    Rule.OUTSIDE: (
        gettext_lazy("反复查看别人的案件"),
        gettext_lazy("一天内查看本单位自己不经办的案件当事人超过 %(most)s 次。")
        % {"most": OUTSIDE_OWN_CASES},
        "sun",
    ),
    Rule.OFF_HOURS: (
        gettext_lazy("非工作时间查看"),
        gettext_lazy("工作日 8:00 至 18:00 以外，或者在休息日、法定假日查看个人信息；经办人不算。"),
        "sun",
    ),
    Rule.GUESSED: (
        gettext_lazy("多次失败后登录成功"),
        gettext_lazy("登录成功之前连续失败 %(least)s 次以上，可能是猜中了密码。")
        % {"least": FAILURES},
        "coral",
    ),
    Rule.NEW_NETWORK: (
        gettext_lazy("从没用过的网络登录"),
        gettext_lazy("这个账号以前登录过，但从没在这个网络登录过。"),
        "sea",
    ),
}
DAYS, MOST_DAYS = 14, 92


@sensitive_post_parameters("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.JOURNAL_AUDIT)
def journal(request: HttpRequest) -> HttpResponse:
    """Show who did what to whom; an identity number is sent by POST and is in no address."""
    by = actor_of(request)
    is_post = request.method == "POST"
    given = request.POST if is_post else request.GET
    form = JournalForm(given)
    form.is_valid()
    page = queries.list_entries(by, form.wanted, after=read_key(given.get("after")))
    kept = {
        name: given[name]
        for name in form.fields
        if name != "resident" and given.get(name) and name not in form.errors
    }
    context = {
        "form": form,
        "entries": _shown(page.items),
        "is_narrowed": any(given.get(name) for name in form.fields),
        "next": f"?{urlencode({**kept, 'after': page.next})}" if page.next and not is_post else "",
        "more": {**given.dict(), "after": page.next} if page.next and is_post else None,
    }
    status = 422 if form.errors else 200
    return render(request, "security/journal.html", context, status=status)


@require_safe
@permission_required(Permission.JOURNAL_AUDIT)
def unusual(request: HttpRequest) -> HttpResponse:
    """Show what was unusual in some days, by stated rules, with pictures of when people look."""
    by = actor_of(request)
    since, until = by.today - timedelta(days=DAYS - 1), by.today
    form = DaysForm(request.GET or {"since": since, "until": until})
    if form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    since = max(since, until - timedelta(days=MOST_DAYS - 1))
    days, hours = queries.count_looks(by, since, until)
    found = queries.list_unusual(by, since, until)
    counts = Counter(one.rule for one in found)
    context = {
        "form": form,
        "found": [_told(one) for one in found],
        "rules": [
            {"name": name, "reason": reason, "count": counts[rule], "tone": tone}
            for rule, (name, reason, tone) in RULES.items()
        ],
        "days": bars_of([(f"{day:%m-%d}", days[day]) for day in _each_day(since, until)]),
        "hours": bars_of([(f"{hour}:00", hours[hour]) for hour in range(24)]),
        "total": days.total(),
    }
    return render(request, "security/unusual.html", context, status=422 if form.errors else 200)


@require_safe
@permission_required(Permission.LOOKS_OWN)
def mine(request: HttpRequest) -> HttpResponse:
    """Show a citizen who looked at their data, and why."""
    after = read_key(request.GET.get("after"))
    page = queries.list_own_looks(actor_of(request), after=after)
    context = {
        "entries": _shown(page.items),
        "first": "?" if after else None,
        "next": f"?after={page.next}" if page.next else None,
    }
    return render(request, "security/mine.html", context)


def _shown(entries: Iterable[JournalEntry]) -> list[dict[str, Any]]:
    """Return entries as people read them; of citizens who acted themselves there is no name."""
    rows = list(entries)
    organizations = organizations_of(rows)
    return [
        {
            "entry": entry,
            "words": event_words(entry.event),
            "who": entry.person_name or _nobody(entry),
            "organization": organizations.get(entry.organization_id or 0, ""),
            "channel": CHANNELS.get(Channel(entry.channel), ""),
            "is_look": entry.event == ResidentRevealed.name,
            "purpose": PURPOSES.get(entry.facts.get("purpose", ""), entry.facts.get("purpose", "")),
            "standing": STANDINGS.get(entry.facts.get("standing", ""), ""),
            "about": entry.facts.get("about", ""),
            "about_id": entry.facts.get("about_id"),
        }
        for entry in rows
    ]


def _nobody(entry: JournalEntry) -> str:
    if "by_citizen_id" in entry.facts:
        return _("市民本人")
    return _("应用") if "by_application_id" in entry.facts else str(entry.facts.get("login", "—"))


def _told(one: Unusual) -> dict[str, Any]:
    name, reason, tone = RULES[one.rule]
    is_sign_on = one.rule in (Rule.GUESSED, Rule.NEW_NETWORK)
    asked: dict[str, Any] = {"since": one.at.date(), "until": one.at.date()}
    asked |= (
        {"subject": "access.account", "subject_id": one.who_id}
        if is_sign_on
        else {"actor": one.who, "event": ResidentRevealed.name}
    )
    url = f"{reverse('security:journal')}?{urlencode(asked)}"
    return {"one": one, "name": name, "reason": reason, "tone": tone, "url": url}


def _each_day(since: date, until: date) -> list[date]:
    return [since + timedelta(days=n) for n in range((until - since).days + 1)]
