"""A document to begin with, and what no document may hold."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from sunhall.business.penalties.errors import NotReadable
from sunhall.directory.models import LegalBasis, Matter
from sunhall.kernel.decision.model import Provenance


def blank_document(matter: Matter) -> dict[str, Any]:
    """Return a benchmark of one tier for a matter, resting on the matter's legal bases.

    It asks how often the party was punished before, and imposes a warning whatever the answer.
    """
    prior = {
        "key": "prior",
        "name": "前12个月内同类处罚次数",
        "type": "count",
        "unit": "次",
        "domain": {"min": 0, "max": None},
        "role": "factor",
        "severity": "ascending",
    }
    tier = {"seq": 1, "desc": "任何情形", "when": {}, "penalties": [{"kind": "警告"}]}
    bases = [_basis(basis) for basis in matter.legal_bases.all()]
    return {
        "code": matter.code,
        "name": matter.name,
        "department": matter.organization.name,
        "type": "行政处罚",
        "no_discretion": False,
        "provenance": Provenance.ILLUSTRATIVE.value,
        "provenance_note": "新起草，请写明依据",
        "basis": bases or [{"law": "（待填）", "article": "（待填）"}],
        "statutory": [{"id": "S1", "when": {}, "fine": None, "fine_optional": True}],
        "factors": [prior],
        "tier_count": 1,
        "tiers": [tier],
    }


def check_storable(document: Mapping[str, Any]) -> None:
    """Refuse what a database cannot keep: half a character, the character zero, no number.

    Raises:
        NotReadable: the document holds such a thing.
    """
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, default=str)
        text.encode()
    except (ValueError, UnicodeEncodeError):
        raise NotReadable(reason=_("含有不能保存的字符或者数字")) from None
    if "\\u0000" in text:
        raise NotReadable(reason=_("含有不能保存的字符或者数字"))


def _basis(basis: LegalBasis) -> dict[str, Any]:
    stated = {
        "law": basis.law,
        "year": basis.year,
        "article": basis.article,
        "role": basis.role,
        "certainty": basis.certainty,
        "source": basis.source,
        "gist": basis.gist,
    }
    return {name: value for name, value in stated.items() if value}
