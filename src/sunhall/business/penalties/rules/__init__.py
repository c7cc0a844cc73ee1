"""What the law of penalties decides by itself: procedure, limits, amounts, effects."""

from sunhall.business.penalties.rules.effects import Change, Comparison, Effect, Outcome

__all__ = ["Change", "Comparison", "Effect", "Outcome"]
