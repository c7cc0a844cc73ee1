"""What a penalty is to those who examine and inspect elsewhere: its gravest sanction."""

import re
from collections.abc import Iterable

from sunhall.centers.data.choices import ConductKind

NO_PENALTY = re.compile(r"责令(限期|立即)?改正|不予(行政)?处罚|首违不罚")
FROM_THE_GRAVEST = (
    (re.compile(r"拘留"), ConductKind.DETENTION),
    (re.compile(r"吊销|撤销"), ConductKind.PERMIT_REVOKED),
    (re.compile(r"关闭|限制|禁止|从业禁止"), ConductKind.BUSINESS_CLOSED),
    (re.compile(r"责令.*(停产|停业)"), ConductKind.BUSINESS_SUSPENDED),
    (re.compile(r"暂扣|扣留|降低"), ConductKind.PERMIT_SUSPENDED),
    (re.compile(r"罚款|没收"), ConductKind.FINE),
    (re.compile(r"警告|通报批评"), ConductKind.WARNING),
)


def conduct_kind(sanctions: Iterable[str]) -> ConductKind | None:
    """Return what sanctions are, by their names; none where nothing of it is a penalty.

    Law: 行政处罚法 第九条.
    """
    penalties = [name for name in sanctions if not NO_PENALTY.match(name)]
    if not penalties:
        return None
    for words, kind in FROM_THE_GRAVEST:
        if any(words.search(name) for name in penalties):
            return kind
    return ConductKind.OTHER
