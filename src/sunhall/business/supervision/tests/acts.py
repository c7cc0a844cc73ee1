"""A small business of the tests' own: two acts that supervision watches, and rules for them."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from tests.cast import Cast

from sunhall.business.supervision import actions
from sunhall.business.supervision.models import Finding, RuleVersion
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.rules import Draft
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import SupervisedEvent, announce
from sunhall.kernel.models import NumberSeries

SERIES = "tests.stall"


@dataclass(frozen=True, kw_only=True)
class StallCleared(SupervisedEvent):
    """A stall has been cleared away."""

    name = "tests.stall.cleared"
    subject = "tests.stall"
    personal = ("holder",)
    officer_count: int = 2
    fine_yuan: Decimal = Decimal(100)
    place: str = "carriageway"
    holder: str = "张三"


@action(Permission.FINDING_VIEW)
def clear_stall(by: Actor, **facts) -> None:
    """Clear a stall away; the row it leaves shows whether the act was lost."""
    NumberSeries.objects.create(organization_id=0, series=SERIES, year=facts["subject_id"], last=1)
    announce(by, StallCleared(**facts))


@dataclass
class Scene:
    """The cast with the permissions of supervision, and an act on a stall in their city."""

    cast: Cast
    officer: Actor
    supervisor: Actor
    other: Actor
    answerer: Actor
    stranger: Actor

    def facts(self, stall: int = 1, **facts):
        """Return the facts of an act on a stall."""
        return {
            "subject_id": stall,
            "organization_id": self.answerer.organization_id,
            "division": "370202",
            "matter": "QD-CG-001",
            "handler_id": self.officer.person_id,
            "label": f"摊点{stall}",
            **facts,
        }

    def clear(self, stall: int = 1, *, by: Actor | None = None, **facts) -> None:
        """Clear a stall."""
        clear_stall(by or self.officer, **self.facts(stall, **facts))

    def is_cleared(self, stall: int = 1) -> bool:
        """Tell whether the act has left its row."""
        return NumberSeries.objects.filter(series=SERIES, year=stall).exists()

    def rule(self, when: str, code: str = "T01", **draft) -> RuleVersion:
        """Let a rule on stalls watch, proposed by one and enabled by another."""
        proposed = actions.propose_rule(
            self.supervisor,
            rule=actions.NewRule(
                code=code,
                key_point="程序",
                name="测试规则",
                condition="测试情形",
                basis="行政处罚法 第四十二条",
            ),
            draft=draft_of(when, **draft),
            reason="试一试",
        )
        return actions.enable_version(self.other, version_id=proposed.pk)

    def change(self, when: str, code: str = "T01", **draft) -> RuleVersion:
        """Let another version of a rule watch."""
        proposed = actions.propose_version(
            self.supervisor, code=code, draft=draft_of(when, **draft), reason="改一改"
        )
        return actions.enable_version(self.other, version_id=proposed.pk)


def draft_of(when: str, **draft) -> Draft:
    """Return a draft of a rule on stalls."""
    values = {"on": (StallCleared.name,), "remedy_working_days": 3, "notify": ("经办人",)}
    return Draft(when=when, **{**values, **draft})


def with_permissions(actor: Actor, *permissions: Permission) -> Actor:
    """Return an actor who may do just this in supervision."""
    others = {one for one in actor.permissions if not one.startswith("supervision:")}
    return replace(actor, permissions=frozenset({*others, *map(str, permissions)}))


def at(actor: Actor, **moment) -> Actor:
    """Return an actor at another moment of the day, or on another day."""
    return replace(actor, moment=actor.moment.replace(**moment))


def findings(code: str = "T01") -> list[Finding]:
    """Return what a rule has found, oldest first."""
    return list(Finding.objects.filter(rule__code=code).select_related("card").order_by("pk"))


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Return the scene: Sun clears stalls, Wang answers, Zhao supervises, Chen enables."""
    view = Permission.FINDING_VIEW
    return Scene(
        cast=cast,
        officer=with_permissions(cast.sun, view),
        supervisor=with_permissions(
            cast.zhao, view, Permission.CARD_HANDLE, Permission.RULE_PROPOSE
        ),
        other=with_permissions(cast.chen, view, Permission.RULE_ENABLE, Permission.RULE_PROPOSE),
        answerer=with_permissions(cast.wang, Permission.CARD_ANSWER),
        stranger=with_permissions(cast.chen, Permission.CARD_ANSWER),
    )
