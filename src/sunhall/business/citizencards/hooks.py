"""What the citizen card lends to the shell."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.citizencards import queries
from sunhall.business.citizencards.choices import CardState
from sunhall.business.citizencards.permissions import NAMES, Permission
from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.classification import classify
from sunhall.kernel.hooks import Area, Card, Figure, MenuEntry, SearchHit
from sunhall.kernel.identifiers import mask_resident_id
from sunhall.kernel.masking import masked_name

GROUP = gettext_lazy("市民卡")

hooks.name_permissions({str(code): name for code, name in NAMES.items()})
hooks.let_citizens(Permission.CARD_OWN)


@hooks.search_sources.register
def find_cards(by: Actor, query: str, limit: int) -> Sequence[SearchHit]:
    """Return the cards that a number or a whole name means, to those who handle cards."""
    return [
        SearchHit(
            title=card.number,
            url=reverse("citizencards:card", args=[card.number]),
            summary=f"{masked_name(card.holder.name)} {mask_resident_id(card.holder.resident_id)}",
            kind=_("市民卡"),
        )
        for card in queries.search_cards(by, query, limit)
    ]


def _figures(by: Actor, states: Sequence[CardState]) -> list[Figure]:
    counts = [(state, queries.count_waiting(by, state)) for state in states]
    return [
        Figure(
            value=f"{queries.COUNTED}+" if count > queries.COUNTED else str(count),
            label=str(state.label),
            url=f"{reverse('citizencards:list')}?state={state}"
            if by.may(Permission.CARD_HANDLE)
            else "",
        )
        for state, count in counts
    ]


def counter_figures(by: Actor) -> Sequence[Figure]:
    """Return how many cards wait at the counter, and how many are lost."""
    return _figures(by, [CardState.AT_COUNTER, CardState.LOST_ORALLY, CardState.LOST])


def producer_figures(by: Actor) -> Sequence[Figure]:
    """Return how many cards wait to be made, and are being made."""
    return _figures(by, [CardState.APPLIED, CardState.PRODUCING])


hooks.cards.register(
    Card(
        title=gettext_lazy("市民卡窗口"),
        text=gettext_lazy("申领、激活、挂失、补换、注销，一个窗口办完。"),
        url_name="citizencards:list",
        permission=Permission.CARD_HANDLE,
        icon="user",
        order=7,
        figures=counter_figures,
    )
)
hooks.cards.register(
    Card(
        title=gettext_lazy("市民卡制卡"),
        text=gettext_lazy("送制、收回结果、送达窗口，逐行核对。"),
        url_name="citizencards:batches",
        permission=Permission.CARD_PRODUCE,
        icon="printer",
        order=7,
        figures=producer_figures,
    )
)
hooks.cards.register(
    Card(
        title=gettext_lazy("市民卡"),
        text=gettext_lazy("一张卡办社保、就医、公积金；谁查过您的卡，自己看得见。"),
        url_name="citizencards:about",
        icon="user",
        order=14,
    )
)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL,
        label=gettext_lazy("市民卡"),
        url_name="citizencards:about",
        icon="user",
        order=24,
    )
)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL,
        label=gettext_lazy("我的卡"),
        url_name="citizencards:mine",
        permission=Permission.CARD_OWN,
        icon="user",
        order=25,
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (gettext_lazy("卡片"), "citizencards:list", Permission.CARD_HANDLE, "user"),
        (gettext_lazy("申领"), "citizencards:apply", Permission.CARD_HANDLE, "plus"),
        (gettext_lazy("制卡批次"), "citizencards:batches", Permission.CARD_PRODUCE, "printer"),
        (gettext_lazy("核验"), "citizencards:verify", Permission.CARD_VERIFY, "check"),
        (gettext_lazy("卡功能"), "citizencards:functions", Permission.FUNCTION_SWITCH, "shield"),
        (gettext_lazy("核验用途"), "citizencards:purposes", Permission.PURPOSE_GRANT, "scale"),
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
            order=60 + order,
        )
    )

classify(
    "citizencards.Holder",
    personal="name",
    sensitive="resident_id",
    why="whose card it is",
    seen_by="the holder; the counter, masked, and for a purpose whole",
)
classify("citizencards.Card", internal="division_code state")
classify(
    "citizencards.Batch",
    internal="number state sha256",
    personal="made_by_name",
    why="who made a batch",
    seen_by="producers",
)
classify("citizencards.BatchLine", internal="outcome fault")
classify(
    "citizencards.FunctionSwitch",
    internal="purpose organization_name",
    personal="person_name",
    why="who switched a function",
    seen_by="the holder; the counter",
)
classify("citizencards.Purpose", public="code name basis")
classify("citizencards.Look", internal="way")
classify("citizencards.UsedQr", internal="nonce")
classify("citizencards.StatusList", public="content token")
