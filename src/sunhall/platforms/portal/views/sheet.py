"""A guide as facts for paper."""

from pathlib import Path
from typing import Any

from django.utils.translation import override

from sunhall.directory.choices import Handling
from sunhall.directory.queries.items import Guide
from sunhall.kernel.templatetags.units import day
from sunhall.platforms.portal.views import shown

TEMPLATE = Path(__file__).resolve().parents[1] / "documents" / "guide.typ"


def sheet_of(guide: Guide) -> dict[str, Any]:
    """Return what the paper says; the text of the law and of the city is Chinese."""
    with override("zh-hans"):
        return _sheet_of(guide)


def _sheet_of(guide: Guide) -> dict[str, Any]:
    item, version = guide.content, guide.version
    return {
        "code": guide.item.code,
        "name": item.name,
        "organ": guide.item.organization.name,
        "version": version.version,
        "valid_from": day(version.valid_from),
        "hash": version.document_hash,
        "is_synthetic": version.is_synthetic,
        "summary": item.summary,
        "subjects": shown.subjects_in_words(item),
        "handling": str(Handling(item.handling).label),
        "conditions": [one.text for one in item.conditions],
        "quantity": item.quantity,
        "materials": [
            {"name": one.material.name, "form": one.form, "when": one.material.when,
             "licenses": one.licenses}
            for one in shown.show_materials(item)
        ],
        "steps": [
            {"name": one.step.name, "role": one.step.role, "limit": one.limit,
             "output": one.step.output}
            for one in shown.show_steps(item.steps)
        ],
        "statutory": shown.limit_in_words(item.statutory_limit),
        "committed": shown.limit_in_words(item.committed_limit),
        "fee": item.fee.standard if item.fee.is_charged else "",
        "result": item.result,
        "forms": list(item.forms),
        "authority": item.authority.acceptance_organ,
        "office": {
            "name": item.office.name,
            "address": item.office.address,
            "hours": item.office.hours,
            "telephone": item.office.telephone,
            "complaints": item.office.complaints,
        },
        "bases": [{"law": basis.law, "article": basis.article} for basis in guide.bases],
        "sure": sure.label if (sure := shown.sure_of(item.certainty)) else "",
    }  # fmt: skip
