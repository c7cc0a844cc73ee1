"""Reading the law pack: the guides with what the city adds to them."""

import re
from collections.abc import Mapping
from typing import Any

from sunhall.directory.choices import (
    Certainty,
    Handling,
    ItemCertainty,
    Level,
    LimitUnit,
    MaterialForm,
    MatterKind,
    Subject,
)
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft

ALWAYS = "必要"
SUBJECTS = {
    "自然人": Subject.NATURAL_PERSON,
    "法人": Subject.LEGAL_PERSON,
    "个体工商户": Subject.INDIVIDUAL_BUSINESS,
}
KINDS = {
    "行政许可": MatterKind.LICENSE,
    "行政确认": MatterKind.CONFIRMATION,
    "公共服务": MatterKind.PUBLIC_SERVICE,
}
HANDLINGS = {"即办件": Handling.IMMEDIATE, "承诺件": Handling.PROMISED}
CERTAINTIES = {
    "verified": ItemCertainty.VERIFIED,
    "page-verified": ItemCertainty.PAGE_VERIFIED,
    "page-hint": ItemCertainty.PAGE_VERIFIED,
    "seed": ItemCertainty.SEED,
    "own-knowledge": ItemCertainty.OWN_KNOWLEDGE,
    "own": ItemCertainty.OWN_KNOWLEDGE,
    "not-verified": ItemCertainty.OWN_KNOWLEDGE,
    "design": ItemCertainty.DESIGN,
}
WORD = re.compile(r"page-verified|page-hint|not-verified|own-knowledge|verified|seed|own|design")
AUTHORITY = {
    "accept_org": "acceptance_organ",
    "accept_at": "acceptance_place",
    "approve": "approval_organ",
    "sign": "signing_organ",
}
PUBLIC_WORDS = {"种子文": "报道", "自知识": "未核对原文"}
"""What the law pack calls its sources among its authors, and what the public calls them."""

KEPT = ("summary", "themes", "life_events", "keywords", "quantity", "faq", "result_licenses")
Record = Mapping[str, Any]


def matter_of(guide: Record, details: Record) -> MatterDraft:
    """Return the matter of a guide, with the articles it rests on."""
    return MatterDraft(
        code=guide["id"],
        name=guide["name"],
        organization_code=details["organization"],
        kind=_kind(guide["item_type"]).value,
        level=Level.CITY.value,
        keywords=" ".join(details.get("keywords", ()))[:300],
        bases=tuple(_basis(one) for one in guide["legal_basis"]),
    )


def document_of(guide: Record, details: Record) -> dict[str, Any]:
    """Return the document of a guide: the law pack's record, and what the city adds to it."""
    document: dict[str, Any] = _in_public_words(_document_of(guide, details))
    return document


def _document_of(guide: Record, details: Record) -> dict[str, Any]:
    authority = guide["authority"]
    office = {"certainty": ItemCertainty.DESIGN.value, **details["office"]}
    return {
        "name": guide["name"],
        "subjects": subjects_of(guide["service_object"]),
        "subject_note": guide["service_object"],
        "kind_note": guide["item_type"],
        "handling": _handling(guide["handling"]),
        "authority": {ours: authority.get(theirs, "") for theirs, ours in AUTHORITY.items()},
        "office": {"name": authority.get("office", ""), **office},
        "conditions": [_condition(text) for text in details["conditions"]],
        "materials": [_material(one) for one in guide["materials"]],
        "materials_certainty": _materials_certainty(guide),
        "steps": [_step(one) for one in guide["steps"]],
        "statutory_limit": _limit(guide["legal_limit"]),
        "committed_limit": _limit(guide["promise_limit"]),
        "fee": _fee(guide["fee"]),
        "result": guide["result"],
        "forms": guide["forms"],
        "outcomes": guide.get("accept_outcomes", []),
        "notes": guide.get("rule_notes", []),
        "parallel": guide.get("parallel"),
        "link": guide.get("link", ""),
        "origin_text": guide.get("seed_text", ""),
        "certainty": certainty_of(guide["certainty"]),
        "certainty_note": guide["certainty"],
        **{name: details[name] for name in KEPT if name in details},
    }


def guide_of_project(project: Record, details: Record) -> dict[str, Any]:
    """Return a joint procedure as a guide: its stages are the steps, each with its lead."""
    return {
        **details["guide"],
        "name": project["name"],
        "steps": [
            {
                "no": stage["no"],
                "name": stage["name"],
                "role": stage["lead"],
                "note": "、".join(stage["items"]),
                "limit": {
                    "value": stage["design_limit_wd"],
                    "unit": LimitUnit.WORKING_DAY.value,
                    "certainty": ItemCertainty.DESIGN.value,
                },
            }
            for stage in project["stages"]
        ],
        "rule_notes": [*project["basis"], project["seed"], *project["parallel_rules"]],
    }


def _in_public_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_public_words(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_in_public_words(one) for one in value]
    if isinstance(value, str):
        for word, public in PUBLIC_WORDS.items():
            value = value.replace(word, public)
    return value


def subjects_of(text: str) -> list[str]:
    """Return who may apply, from the words of a guide."""
    return [subject.value for word, subject in SUBJECTS.items() if word in text]


def certainty_of(text: str) -> str:
    """Return how sure a record is; several words mean that its parts differ."""
    if text.startswith("mixed"):
        return ItemCertainty.MIXED.value
    found = {CERTAINTIES[word] for word in WORD.findall(text)}
    return found.pop().value if len(found) == 1 else ItemCertainty.MIXED.value


def _kind(text: str) -> MatterKind:
    return next((kind for word, kind in KINDS.items() if text.startswith(word)), MatterKind.OTHER)


def _handling(text: str) -> str:
    return HANDLINGS[text].value


def _basis(basis: Record) -> BasisDraft:
    """Return a basis; what stands in brackets after the article is its gist."""
    article, _bracket, gist = basis["article"].partition("（")
    certainty = basis["certainty"]
    is_verified = certainty == Certainty.VERIFIED.value
    return BasisDraft(
        law=basis["law"],
        year=basis["year"],
        article=article,
        gist=gist.removesuffix("）"),
        certainty=(Certainty.VERIFIED if is_verified else Certainty.OWN_KNOWLEDGE).value,
        source=certainty.partition("（")[2].removesuffix("）"),
    )


def _condition(text: str) -> dict[str, str]:
    return {"text": text, "certainty": ItemCertainty.OWN_KNOWLEDGE.value}


def _material(material: Record) -> dict[str, Any]:
    is_original = material["form"] == "原件"
    when = material["required"]
    return {
        "name": material["name"],
        "form": (MaterialForm.ORIGINAL if is_original else MaterialForm.COPY).value,
        "copies": material["copies"],
        "source": material["source"],
        "when": "" if when == ALWAYS else when,
        "electronic_license": material.get("e_licence", ""),
        "basis": material.get("basis", ""),
    }


def _materials_certainty(guide: Record) -> str:
    if note := guide.get("materials_certainty"):
        return certainty_of(note)
    certainty = guide["certainty"]
    says_own = "材料" in certainty or certainty == "mixed"
    return ItemCertainty.OWN_KNOWLEDGE.value if says_own else certainty_of(certainty)


def _step(step: Record) -> dict[str, Any]:
    return {
        "name": step["name"],
        "role": step.get("role", ""),
        "limit": _limit(step["limit"]) if "limit" in step else None,
        "output": step.get("output", ""),
        "note": step.get("note", ""),
    }


def _limit(limit: Record) -> dict[str, Any]:
    return {
        "value": limit["value"],
        "unit": LimitUnit(limit["unit"]).value,
        "certainty": certainty_of(limit["certainty"]),
        "basis": limit.get("basis", ""),
    }


def _fee(fee: Record) -> dict[str, Any]:
    return {
        "is_charged": fee["charged"],
        "name": fee.get("item", ""),
        "standard": fee.get("standard", ""),
        "note": fee.get("note", ""),
    }
