"""Four thousand services over the city and its districts: synthetic, and marked as such.

They do not come from acts, so they have no journal; what they measure is how pages grow.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice, product
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from sunhall.directory import queries
from sunhall.directory.actions.items.drafting import new_draft, write
from sunhall.directory.actions.revision import advance_items
from sunhall.directory.choices import Certainty, MatterKind, OrganizationKind, VersionStatus
from sunhall.directory.models import (
    LegalBasis,
    Matter,
    Organization,
    ServiceItem,
    ServiceItemVersion,
)
from sunhall.directory.rules.items.document import read_item
from sunhall.kernel.actor import Actor

ITEMS = 4_000
"""About as many as the article counts: 近4000项审批服务事项."""

FIRST_NUMBER = 5_001
BATCH = 500
TELL_EVERY = 50
SUBJECTS = (
    ("养老机构", "social"), ("民办学校", "education"), ("医疗机构", "health"),
    ("劳务派遣", "work"), ("客运车辆", "transport"), ("建筑企业资质", "construction"),
    ("排污", "environment"), ("燃气经营", "utilities"), ("娱乐场所", "culture"),
    ("职业技能鉴定", "qualification"), ("公租房", "housing"), ("危险化学品经营", "operating"),
    ("道路停车", "transport"), ("供热用户", "utilities"), ("网络出版", "culture"),
    ("林木采伐", "environment"), ("取水", "environment"), ("港口经营", "operating"),
    ("特种设备", "operating"), ("计量检定", "qualification"), ("残疾人补贴", "social"),
    ("高龄津贴", "social"), ("失业保险", "work"), ("工伤认定", "work"),
    ("住房公积金", "housing"), ("不动产", "housing"), ("户外活动", "culture"),
    ("渔业捕捞", "operating"), ("种子经营", "operating"), ("兽药经营", "operating"),
)  # fmt: skip
ACTS = (
    "许可新办", "许可变更", "许可延续", "许可补证", "许可注销", "备案", "年度报告", "信息查询",
    "证明开具", "资格认定", "补贴申领", "地址变更", "负责人变更",
)  # fmt: skip
SOURCES = ("个人申请", "单位申请")


def load_items(tell: Callable[..., None], now: datetime, total: int = ITEMS) -> None:
    """Write about that many synthetic services, all or none; do nothing where there are some."""
    if ServiceItemVersion.objects.filter(is_synthetic=True).exists():
        return
    tell(_("写入合成服务事项"))
    by = queries.system_actor(now)
    halls = list(
        Organization.objects.on(by.today)
        .filter(
            kind=OrganizationKind.GOVERNMENT, division__kind__in=("district", "county_level_city")
        )
        .select_related("division")
        .order_by("code")
    )
    wanted = -(-total // (len(halls) + 1))
    with transaction.atomic():
        templates = _templates(by, wanted, tell)
        _adopt(by, templates, halls, tell)
        advance_items()


def _templates(by: Actor, wanted: int, tell: Callable[..., None]) -> list[ServiceItemVersion]:
    owners = list(
        Organization.objects.on(by.today).exclude(domain_code="").filter(division__kind="city")
    )
    names = list(islice(_names(), wanted))
    matters = [
        Matter(
            code=f"{owner.code}-{FIRST_NUMBER + at}",
            name=name,
            kind=MatterKind.LICENSE,
            organization=owner,
            is_synthetic=True,
            valid_from=by.today,
        )
        for at, (name, _theme) in enumerate(names)
        for owner in [owners[at % len(owners)]]
    ]
    Matter.objects.bulk_create(matters, batch_size=BATCH)
    LegalBasis.objects.bulk_create(
        [
            LegalBasis(
                matter=matter,
                law="行政许可法",
                year=2019,
                article="第十二条",
                certainty=Certainty.SYNTHETIC,
                valid_from=by.today,
            )
            for matter in matters
        ],
        batch_size=BATCH,
    )
    items = [
        ServiceItem(code=matter.code, matter=matter, organization=matter.organization)
        for matter in matters
    ]
    ServiceItem.objects.bulk_create(items, batch_size=BATCH)
    themes = [theme for _name, theme in names]
    versions = []
    for at, (item, theme) in enumerate(zip(items, themes, strict=True)):
        if at % TELL_EVERY == 0:
            tell(_("写入合成服务事项"), at, len(items))
        versions.append(_version(by, item, _document(item, theme, at)))
    return ServiceItemVersion.objects.bulk_create(versions, batch_size=BATCH)


def _adopt(
    by: Actor,
    templates: list[ServiceItemVersion],
    halls: list[Organization],
    tell: Callable[..., None],
) -> None:
    for at, hall in enumerate(halls):
        tell(_("写入合成服务事项"), at, len(halls))
        items = [
            ServiceItem(
                code=f"{one.item.code}-{hall.division.code}",
                matter=one.item.matter,
                organization=hall,
                template=one.item,
            )
            for one in templates
        ]
        ServiceItem.objects.bulk_create(items, batch_size=BATCH)
        office = {"name": f"{hall.division.name}政务服务中心", "telephone": "12345"}
        versions = []
        for item, template in zip(items, templates, strict=True):
            document = {**template.document, "office": {**template.document["office"], **office}}
            version = _version(by, item, document)
            version.differences = {"office": office}
            version.template_version = template
            versions.append(version)
        ServiceItemVersion.objects.bulk_create(versions, batch_size=BATCH)


def _names() -> Iterator[tuple[str, str]]:
    for source, act, (subject, theme) in product(SOURCES, ACTS, SUBJECTS):
        yield f"{subject}{act}（{source}）", theme


def _version(by: Actor, item: ServiceItem, document: dict[str, Any]) -> ServiceItemVersion:
    version = new_draft(by, item, 1, "")
    version.drafter_ids = []
    version.is_synthetic = True
    write(by, version, read_item(document), has_basis=True)
    version.status = VersionStatus.PUBLISHED
    version.published_at = by.moment
    version.published_by_name = by.name
    version.valid_from = by.today
    return version


def _document(item: ServiceItem, theme: str, at: int) -> dict[str, Any]:
    is_personal = SOURCES[0] in item.matter.name
    days = 5 + at % 16
    return {
        "name": item.matter.name,
        "summary": "为规模演示而合成",
        "subjects": ["natural_person"] if is_personal else ["legal_person"],
        "authority": {"acceptance_organ": item.organization.name},
        "office": {"name": "市民中心政务服务大厅", "telephone": "12345", "certainty": "synthetic"},
        "conditions": [{"text": "符合法律规定的条件", "certainty": "synthetic"}],
        "quantity": "无数量限制",
        "materials": [
            {"name": "申请书"},
            {"name": "居民身份证", "electronic_license": "居民身份证"},
            {"name": "营业执照", "electronic_license": "营业执照", "when": "单位申请的"},
        ],
        "steps": [
            {"name": "受理", "role": "窗口", "limit": {"value": 5}},
            {"name": "审查决定", "role": "审批人", "limit": {"value": days}},
            {"name": "送达", "role": "窗口", "limit": {"value": 10}},
        ],
        "statutory_limit": {"value": 20, "certainty": "synthetic"},
        "committed_limit": {"value": min(days, 20), "certainty": "synthetic"},
        "result": "决定书",
        "forms": ["申请书"],
        "themes": [theme],
        "certainty": "synthetic",
    }
