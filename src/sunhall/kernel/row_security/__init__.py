"""The second wall: the database itself shows and changes only what whoever acts may.

Every request runs as a role that owns no table, under policies that read who acts from the
settings of the transaction. A filter that somebody forgets leaks nothing.
"""

from sunhall.kernel.row_security.policies import (
    create_reach,
    create_role,
    let_change,
    narrow,
    protect,
    reaching,
    reprotect,
    widen,
)
from sunhall.kernel.row_security.scopes import (
    ROLE,
    Scope,
    acting,
    begin,
    guarded,
    see_as,
    whole_city,
)

__all__ = [
    "ROLE",
    "Scope",
    "acting",
    "begin",
    "create_reach",
    "create_role",
    "guarded",
    "let_change",
    "narrow",
    "protect",
    "reaching",
    "reprotect",
    "see_as",
    "whole_city",
    "widen",
]
