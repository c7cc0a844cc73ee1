"""Changing the rules: one person proposes a version, another lets it watch."""

from dataclasses import asdict, dataclass

from django.db.models import BigIntegerField, F, Func
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.supervision.errors import (
    AlreadyDecided,
    DraftIncomplete,
    FourEyes,
    NothingChanged,
)
from sunhall.business.supervision.events import RuleEnabled, RuleProposed, RuleRejected
from sunhall.business.supervision.models import Rule, RuleSetRevision, RuleVersion
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.queries.rule_book import compile_for
from sunhall.business.supervision.rules import Draft
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce

MICROSECONDS = Func(
    template="(extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
    output_field=BigIntegerField(),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRule:
    """What a rule of the city's own is for."""

    code: str
    key_point: str
    name: str
    condition: str
    basis: str
    domain: str = "penalty"


@action(Permission.RULE_PROPOSE)
def propose_rule(by: Actor, *, rule: NewRule, draft: Draft, reason: str) -> RuleVersion:
    """Propose a rule that the city does not have; it watches once someone else enables it.

    Raises:
        DraftIncomplete: something is not filled in.
        NothingChanged: there is a rule with this code.
        UnknownEvent: it would watch what no app announces.
        NotAQuestion: a condition cannot be asked of an event.
    """
    for value, what in (
        (rule.code, gettext_lazy("编号")),
        (rule.name, gettext_lazy("名称")),
        (rule.condition, gettext_lazy("情形")),
        (rule.basis, gettext_lazy("依据")),
    ):
        _require(value.strip(), str(what))
    row, is_new = Rule.objects.get_or_create(
        code=rule.code.strip(), defaults={**asdict(rule), "code": rule.code.strip()}
    )
    if not is_new:
        raise NothingChanged()
    return _propose(by, row, draft, reason)


@action(Permission.RULE_PROPOSE)
def propose_version(by: Actor, *, code: str, draft: Draft, reason: str) -> RuleVersion:
    """Propose another version of a rule; the one in force watches on until it is enabled.

    A version with `is_watching` False lets the rule rest.

    Raises:
        NotFound: no rule has the code.
        DraftIncomplete: something is not filled in.
        NothingChanged: the version in force is just so.
        UnknownEvent: it would watch what no app announces.
        NotAQuestion: a condition cannot be asked of an event.
    """
    rule = Rule.objects.filter(code=code).first()
    if rule is None:
        raise NotFound(str(Rule._meta.verbose_name), code)
    rule = Rule.objects.lock(rule.pk)
    if rule.version and rule.version.draft == draft:
        raise NothingChanged()
    return _propose(by, rule, draft, reason)


@action(Permission.RULE_ENABLE)
def enable_version(by: Actor, *, version_id: int) -> RuleVersion:
    """Let a proposed version take the place of the one in force, for every act from now on.

    Raises:
        NotFound: there is no such version.
        AlreadyDecided: it has been enabled or rejected, or a later one has taken effect.
        FourEyes: the actor has proposed it.
    """
    version, rule = _lock_open(version_id)
    if by.person_id is not None and by.person_id == version.proposed_by_id:
        raise FourEyes(name=by.name)
    if rule.version and rule.version.number > version.number:
        raise AlreadyDecided(rule=rule.code, number=version.number)
    version.enabled_by_id = by.person_id
    version.enabled_by_name = by.name
    version.enabled_at = by.moment
    version.save(update_fields=["enabled_by_id", "enabled_by_name", "enabled_at"])
    rule.version = version
    rule.save(update_fields=["version"])
    RuleSetRevision.objects.filter(pk=1).update(number=Greatest(F("number") + 1, MICROSECONDS))
    announce(
        by,
        RuleEnabled(
            subject_id=rule.pk,
            rule=rule.code,
            version=version.number,
            is_watching=version.is_watching,
        ),
    )
    return version


@action(Permission.RULE_ENABLE)
def reject_version(by: Actor, *, version_id: int) -> RuleVersion:
    """Turn a proposed version down; whoever proposed it may do so as well.

    Raises:
        NotFound: there is no such version.
        AlreadyDecided: it has been enabled or rejected.
    """
    version, rule = _lock_open(version_id)
    version.rejected_at = by.moment
    version.save(update_fields=["rejected_at"])
    announce(by, RuleRejected(subject_id=rule.pk, rule=rule.code, version=version.number))
    return version


def _propose(by: Actor, rule: Rule, draft: Draft, reason: str) -> RuleVersion:
    _require(reason.strip(), _("修改理由"))
    if draft.is_watching:
        _require("".join(draft.on), _("监督的事件"))
        _require(draft.when.strip(), _("条件"))
    for event in draft.on:
        compile_for(draft, event)
    last = rule.versions.order_by("-number").values_list("number", flat=True).first() or 0
    values = {**asdict(draft), "on": list(draft.on), "notify": list(draft.notify)}
    version = RuleVersion.objects.create(
        rule=rule,
        number=last + 1,
        reason=reason.strip(),
        proposed_by_id=by.person_id,
        proposed_by_name=by.name,
        proposed_at=by.moment,
        **values,
    )
    announce(
        by,
        RuleProposed(
            subject_id=rule.pk, rule=rule.code, version=version.number, reason=version.reason
        ),
    )
    return version


def _lock_open(version_id: int) -> tuple[RuleVersion, Rule]:
    found = RuleVersion.objects.filter(pk=version_id).values_list("rule", flat=True).first()
    if found is None:
        raise NotFound(str(RuleVersion._meta.verbose_name), version_id)
    rule = Rule.objects.select_related("version").lock(found)
    version = RuleVersion.objects.lock(version_id)
    if not version.is_open:
        raise AlreadyDecided(rule=rule.code, number=version.number)
    return version, rule


def _require(value: str, what: str) -> None:
    if not value:
        raise DraftIncomplete(what=what)
