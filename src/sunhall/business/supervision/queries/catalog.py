"""The rules as people look them up."""

from django.db.models import Exists, OuterRef

from sunhall.business.supervision.models import Rule, RuleVersion
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound


def list_rules(by: Actor) -> list[Rule]:
    """Return every rule with its version in force, and whether a proposal waits (`is_awaiting`)."""
    waiting = RuleVersion.objects.filter(
        rule=OuterRef("pk"), enabled_at__isnull=True, rejected_at__isnull=True
    )
    return list(Rule.objects.select_related("version").annotate(is_awaiting=Exists(waiting)))


def get_rule(by: Actor, *, code: str) -> Rule:
    """Return a rule with its version in force.

    Raises:
        NotFound: no rule has the code.
    """
    rule = Rule.objects.select_related("version").filter(code=code).first()
    if rule is None:
        raise NotFound(str(Rule._meta.verbose_name), code)
    return rule


def list_versions(by: Actor, *, rule: Rule) -> list[RuleVersion]:
    """Return a rule's versions, newest first."""
    return list(RuleVersion.objects.filter(rule=rule).order_by("-number"))
