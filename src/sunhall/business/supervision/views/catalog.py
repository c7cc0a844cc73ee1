"""The rules: what each watches, its versions, and what a change would have found."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sunhall.business.supervision import actions, queries
from sunhall.business.supervision.actions import NewRule
from sunhall.business.supervision.forms import DraftForm, NewRuleForm
from sunhall.business.supervision.models import Rule
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.queries import BackTest, Period
from sunhall.business.supervision.rules import Draft
from sunhall.business.supervision.views.desk import DAYS, known
from sunhall.business.supervision.views.wording import fact_words
from sunhall.directory.queries import list_organizations
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Refusal
from sunhall.kernel.events import event_words
from sunhall.kernel.views import actor_of, permission_required

BACK = 366
TEST, PROPOSE = "test", "propose"


@require_GET
@permission_required(Permission.FINDING_VIEW)
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules: what each watches, whether it does, what it lacks, what it found."""
    by = actor_of(request)
    shares = {
        share.key: share.total
        for share in queries.count_by(by, "rule", Period.until(by.today, DAYS))
    }
    every = queries.list_rules(by)
    points = list(dict.fromkeys(rule.key_point for rule in every))
    chosen = known(request.GET.get("key_point"), points)
    rows = [
        {
            "rule": rule,
            "version": rule.version,
            "watches": [event_words(name) for name in rule.version.on] if rule.version else [],
            "count": shares.get(rule.code, 0),
        }
        for rule in every
        if chosen in ("", rule.key_point)
    ]
    context = {
        "rows": rows,
        "days": DAYS,
        "watching": sum(bool(rule.version and rule.version.is_watching) for rule in every),
        "total": len(every),
        "tabs": [
            {
                "label": label,
                "url": f"?key_point={value}" if value else "?",
                "current": value == chosen,
            }
            for value, label in [("", _("全部")), *((point, point) for point in points)]
        ],
        "may_propose": by.may(Permission.RULE_PROPOSE),
    }
    return render(request, "supervision/rules.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.FINDING_VIEW)
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Show a rule and its versions; try a change on the past, and propose it."""
    by = actor_of(request)
    found = queries.get_rule(by, code=code)
    form = DraftForm(request.POST or None, events=_events(), version=found.version)
    test, proposed = None, False
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == PROPOSE:
                _propose(request, found, form)
                proposed = True
            else:
                test = _test(by, form.drafted, found.version.draft if found.version else None)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    if proposed:
        return redirect("supervision:rule", code)
    return _page(request, found, form, test)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RULE_PROPOSE)
def new_rule(request: HttpRequest) -> HttpResponse:
    """Propose a rule of the city's own; try it on the past first."""
    by = actor_of(request)
    form = NewRuleForm(request.POST or None, events=_events())
    test = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == PROPOSE:
                version = actions.propose_rule(
                    by, rule=_named(form), draft=form.drafted, reason=form.cleaned_data["reason"]
                )
                messages.success(request, _("已提出，等另一位监督人员启用。"))
                return redirect("supervision:rule", version.rule.code)
            test = _test(by, form.drafted, None)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "test": _shown(by, test), "facts": _facts(form)}
    status = 422 if form.errors else 200
    return render(request, "supervision/new_rule.html", context, status=status)


@require_POST
@permission_required(Permission.RULE_ENABLE)
def decide(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """Enable or reject a proposed version."""
    act = actions.reject_version if request.POST.get("do") == "reject" else actions.enable_version
    try:
        act(actor_of(request), version_id=version_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已处理。规则立即对全市生效。"))
    return redirect("supervision:rule", code)


def _propose(request: HttpRequest, rule: Rule, form: DraftForm) -> None:
    actions.propose_version(
        actor_of(request), code=rule.code, draft=form.drafted, reason=form.cleaned_data["reason"]
    )
    messages.success(request, _("已提出，等另一位监督人员启用。"))


def _test(by: Actor, draft: Draft, present: Draft | None) -> BackTest:
    since = by.moment - timedelta(days=BACK)
    return queries.back_test(by, draft, since=since, present=present)


def _page(request: HttpRequest, rule: Rule, form: DraftForm, test: BackTest | None) -> HttpResponse:
    by = actor_of(request)
    context = {
        "rule": rule,
        "version": rule.version,
        "watches": [event_words(name) for name in rule.version.on] if rule.version else [],
        "versions": queries.list_versions(by, rule=rule),
        "form": form,
        "facts": _facts(form),
        "test": _shown(by, test),
        "days": BACK,
        "may_propose": by.may(Permission.RULE_PROPOSE),
        "may_enable": by.may(Permission.RULE_ENABLE),
        "own_id": by.person_id,
    }
    status = 422 if form.errors else 200
    return render(request, "supervision/rule.html", context, status=status)


def _shown(by: Actor, test: BackTest | None) -> dict[str, Any] | None:
    if test is None:
        return None
    names = {one.pk: one.name for one in list_organizations(by)}
    return {
        "found": test,
        "organizations": [
            (names.get(pk, _("其他")), count) for pk, count in test.by_organization.most_common(20)
        ],
        "samples": [
            {
                "sample": sample,
                "event": event_words(sample.entry.event),
                "organization": names.get(sample.entry.facts.get("organization_id") or 0, ""),
            }
            for sample in test.samples
        ],
    }


def _events() -> list[tuple[str, str]]:
    return [(name, f"{event_words(name)} {name}") for name in queries.supervised_events()]


def _facts(form: DraftForm) -> list[tuple[str, str, str]]:
    """Return the facts that the events chosen have in common: name, kind, words."""
    value: Iterable[str] = form["on"].value() or []
    chosen = [name for name in value if name in queries.supervised_events()]
    if not chosen:
        return []
    common = set.intersection(*(set(queries.facts_of(name)) for name in chosen))
    types = queries.facts_of(chosen[0])
    return [(name, types[name].kind.words, fact_words(name)) for name in types if name in common]


def _named(form: NewRuleForm) -> NewRule:
    names = ("code", "name", "key_point", "condition", "basis")
    return NewRule(**{name: form.cleaned_data[name] for name in names})
