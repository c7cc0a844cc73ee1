"""All reads of the citizen card."""

from sunhall.business.citizencards.queries.batches import (
    get_batch,
    list_batches,
    list_lines,
)
from sunhall.business.citizencards.queries.cards import (
    COUNTED,
    Wanted,
    count_waiting,
    get_card,
    get_own_card,
    history_of,
    list_cards,
    list_earlier,
    search_cards,
)
from sunhall.business.citizencards.queries.functions import (
    get_for_department,
    list_switches,
    own_functions_of,
    switches_of,
)
from sunhall.business.citizencards.queries.looks import (
    list_looks,
    list_own_purposes,
    list_purposes,
    looks_at,
)
from sunhall.business.citizencards.queries.status import (
    get_status_list,
    list_status_lists,
    new_qr,
)

__all__ = [
    "COUNTED",
    "Wanted",
    "count_waiting",
    "get_batch",
    "get_card",
    "get_for_department",
    "get_own_card",
    "get_status_list",
    "history_of",
    "list_batches",
    "list_cards",
    "list_earlier",
    "list_lines",
    "list_looks",
    "list_own_purposes",
    "list_purposes",
    "list_status_lists",
    "list_switches",
    "looks_at",
    "new_qr",
    "own_functions_of",
    "search_cards",
    "switches_of",
]
