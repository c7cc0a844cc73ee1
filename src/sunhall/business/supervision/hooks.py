"""What supervision lends to the shell, and to the pages of other apps."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.supervision import queries
from sunhall.business.supervision.choices import Severity
from sunhall.business.supervision.permissions import NAMES, Permission
from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.classification import classify
from sunhall.kernel.hooks import Area, Card, Figure, MenuEntry, SubjectNote

GROUP = gettext_lazy("监督")
TONES = {Severity.YELLOW.value: "sun", Severity.RED.value: "coral"}
READERS = (Permission.FINDING_VIEW, Permission.CARD_ANSWER)

hooks.name_permissions({str(code): name for code, name in NAMES.items()})


@hooks.subject_notes.register
def notes_on(by: Actor, subject: str, subject_id: int) -> Sequence[SubjectNote]:
    """Return what was found in one case."""
    may_open = any(by.may(permission) for permission in READERS)
    return [
        SubjectNote(
            at=finding.found_at,
            title=_("%(severity)s：%(rule)s")
            % {"severity": finding.card.get_severity_display(), "rule": finding.rule.name},
            text=_("已阻断") if finding.is_blocked else finding.card.get_state_display(),
            tone=TONES[finding.card.severity],
            url=reverse("supervision:card", args=[finding.pk]) if may_open else "",
        )
        for finding in queries.findings_on(by, subject, subject_id)
    ]


def card_figures(by: Actor) -> Sequence[Figure]:
    """Return how many red and yellow cards have something left to do."""
    counts = queries.count_open_cards(by)
    address = f"{reverse('supervision:list')}?state={queries.UNENDED}"
    return [
        Figure(
            value=f"{counts[color]:,}",
            label=capfirst(str(color.label)),
            url=f"{address}&severity={color}",
        )
        for color in (Severity.RED, Severity.YELLOW)
    ]


hooks.cards.register(
    Card(
        title=gettext_lazy("未了结的监督牌"),
        text=gettext_lazy("异常一出现就亮牌，跟到整改、核销为止。"),
        url_name="supervision:list",
        permission=Permission.FINDING_VIEW,
        icon="flag",
        order=6,
        figures=card_figures,
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (gettext_lazy("监督台"), "supervision:list", Permission.FINDING_VIEW, "eye"),
        (gettext_lazy("统计下钻"), "supervision:counts", Permission.FINDING_VIEW, "table"),
        (gettext_lazy("监督规则"), "supervision:rules", Permission.FINDING_VIEW, "scale"),
        (gettext_lazy("本单位的监督牌"), "supervision:ours", Permission.CARD_ANSWER, "flag"),
    ]
):
    hooks.menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            icon=icon,
            group=GROUP,
            order=80 + order,
        )
    )

classify(
    "supervision.Rule", public="code domain stage key_point name condition basis certainty source"
)
classify(
    "supervision.RuleVersion",
    internal="on when red_when block_when effect severity notify way_out lacks reason",
    personal="proposed_by_name enabled_by_name",
    why="who answers for a rule",
    seen_by="supervisors",
)
classify(
    "supervision.Finding",
    internal="event subject occasion division matter severity act fault",
    personal="actor_name label",
    sensitive="facts",
    why="irregularities",
    seen_by="supervisors; the organ concerned",
)
classify("supervision.Card", internal="number severity state")
classify(
    "supervision.CardStep",
    internal="move state severity organization_name",
    personal="person_name",
    sensitive="words",
    why="what followed",
    seen_by="supervisors; the organ concerned",
)
