"""The demonstration's service items: the law pack's guides, and one adopted by a district."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

from sunhall.directory import actions
from sunhall.directory.models import ServiceItem
from sunhall.directory.rules.items.importing import document_of, guide_of_project, matter_of
from sunhall.kernel.actor import Actor

SOURCE = "law/guides.yaml"
PROJECT = "QD-BL-001"
ADOPTED = "QD-SP-101"
DRAFTED = "QD-GA-101"
DISTRICT = {
    "office": {
        "name": "市南区政务服务中心市场监管窗口",
        "address": "市南区（示例地址）",
        "telephone": "12345",
        "certainty": "design",
    },
    "committed_limit": {
        "value": 7,
        "unit": "workday",
        "certainty": "design",
        "basis": "市南区承诺（示例）",
    },
}


@cache
def law_pack() -> dict[str, Any]:
    """Return the guides of the law pack, as they are written."""
    return _read("guides.yaml")


def project() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the joint procedure of the law pack as a guide, with what the city adds to it."""
    added = _read("guide_details.yaml")
    details = _with_defaults(added, PROJECT)
    return guide_of_project(law_pack()["parallel_approval"], details), details


def guides() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return each guide of the law pack with what the city adds to it."""
    added = _read("guide_details.yaml")
    return [(guide, _with_defaults(added, guide["id"])) for guide in law_pack()["guides"]]


def register(by: Actor, drafter: Actor, approver: Actor) -> None:
    """Enter the guides' matters, draft their items and publish them, in force from today."""
    pairs = [*guides(), project()]
    actions.register_matters(by, [matter_of(guide, details) for guide, details in pairs])
    documents = {guide["id"]: document_of(guide, details) for guide, details in pairs}
    drafts = actions.draft_items(drafter, documents=documents, source=SOURCE)
    actions.publish_items(
        approver, version_ids=[draft.pk for draft in drafts], effective_date=approver.today
    )


def adopt_in_district(by: Actor, approver: Actor) -> None:
    """Let a district take over one item and promise more, in force from today."""
    template = ServiceItem.objects.get(code=ADOPTED)
    draft = actions.adopt_item(by, template_id=template.pk, differences=DISTRICT)
    actions.publish_items(approver, version_ids=[draft.pk], effective_date=approver.today)


def draft_in_progress(by: Actor) -> None:
    """Leave a department's draft on the desk, for whoever approves it."""
    item = ServiceItem.objects.get(code=DRAFTED)
    draft = actions.draft_next_item(by, item_id=item.pk)
    summary = "离开户口所在地来青岛，住满半年，在派出所领居住证，每年签注一次。"
    actions.revise_item(by, version_id=draft.pk, document={**draft.document, "summary": summary})


def _with_defaults(added: dict[str, Any], code: str) -> dict[str, Any]:
    defaults, details = added["defaults"], added["guides"][code]
    return {**defaults, **details, "office": {**defaults["office"], **details["office"]}}


def _read(name: str) -> dict[str, Any]:
    text = resources.files("sunhall.directory").joinpath("law", name).read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
