"""What supervision keeps: rules by version, what they found, and the cards it led to."""

from sunhall.business.supervision.models.cards import Card, CardStep
from sunhall.business.supervision.models.findings import Finding
from sunhall.business.supervision.models.versions import Rule, RuleSetRevision, RuleVersion

__all__ = ["Card", "CardStep", "Finding", "Rule", "RuleSetRevision", "RuleVersion"]
