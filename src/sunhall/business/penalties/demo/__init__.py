"""The demonstration's benchmarks: the law pack, published by each department's own people.

Everything here happens through the same acts that officers use; nothing is written past them.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.demo.bulk import load_cases
from sunhall.business.penalties.demo.facts import sample_facts
from sunhall.business.penalties.demo.history import EachDay, let_pass, play_year
from sunhall.business.penalties.demo.library import synthetic_library
from sunhall.business.penalties.demo.staff import OFFICER, REVIEWER, staff
from sunhall.business.penalties.demo.vocabulary import DEPARTMENTS
from sunhall.business.penalties.models import Benchmark, Document
from sunhall.centers.access import actions as access_actions
from sunhall.centers.access import queries as access_queries
from sunhall.centers.access.demo import demo_actor
from sunhall.directory import actions as directory
from sunhall.directory import queries as directory_queries
from sunhall.directory.demo import SINCE, Unit, organization_code, set_up
from sunhall.directory.models import Matter
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.kernel.decision.formats import load as load_file

__all__ = ["law_pack", "load", "load_cases", "load_library", "publish_pack"]

Tell = Callable[..., None]
Documents = Sequence[dict[str, Any]]

LAW = Path(__file__).resolve().parent.parent / "law" / "discretion"
DAYS_OF_HISTORY = 400
NOTICE_DAYS = 10
DETERMINATIONS = 240
BATCH = 500

EVERYDAY_WORDS = {
    "QD-CG-001": "占道经营 摆摊 流动摊贩 马路市场 店外经营 地摊",
    "QD-CG-002": "占道经营 摆摊 地摊",
    "QD-CG-003": "渣土车 撒漏 遗撒",
    "QD-CG-004": "随地吐痰 乱扔垃圾 丢烟头",
    "QD-CG-006": "广告牌 招牌",
    "QD-CG-013": "遛狗不牵绳 狗",
    "QD-CG-014": "吸烟 抽烟",
    "QD-CG-015": "烧烤 撸串",
    "QD-GA-001": "放鞭炮 烟花",
    "QD-GA-002": "养狗 烈性犬",
    "QD-JJ-001": "超速",
    "QD-JJ-002": "酒驾 醉驾 喝酒开车",
    "QD-JJ-003": "交强险 脱保",
    "QD-JJ-005": "无证驾驶",
    "QD-JJ-007": "违章停车 乱停车",
    "QD-SP-001": "无证餐饮 小饭店 无证经营食品",
    "QD-SP-002": "过期食品",
    "QD-HB-004": "噪音扰民 广场舞 音响",
    "QD-XF-003": "楼道堆放杂物 堵塞通道",
    "QD-RS-001": "雇用童工",
    "QD-YS-001": "超载 超限",
    "QD-YS-006": "黑车 非法营运",
    "QD-WH-002": "网吧 未成年人上网",
}


def law_pack() -> list[dict[str, Any]]:
    """Return the documents of the law pack that comes with the product."""
    return [
        document for path in sorted(LAW.glob("*.yaml")) for document in load_file(path).documents
    ]


def load(tell: Tell, now: datetime, each_day: EachDay = let_pass) -> None:
    """Publish the law pack, and let the year before `now` pass as it would have happened.

    `each_day` hears of the end of every day of the year.
    """
    publish_pack(tell, now)
    tell(_("认定处罚"))
    _determine(tell, now)
    play_year(tell, now, each_day=each_day)
    _leave_work(now)
    _seal_a_decision(now)


def publish_pack(tell: Tell, now: datetime) -> None:
    """Register the matters of the law pack and publish their benchmarks, before the year."""
    start = now - timedelta(days=DAYS_OF_HISTORY)
    documents = law_pack()
    units = {document["code"]: organization_code(document["department"]) for document in documents}
    tell(_("登记处罚事项"))
    _register(start, documents, units)
    _publish_by_department(tell, start, documents, units)


def load_library(tell: Tell, now: datetime) -> None:
    """Add synthetic benchmarks up to the article's 44 departments and 5,866 items."""
    taken = law_pack()
    if Benchmark.objects.count() >= len(taken) + BATCH:
        return
    start = now - timedelta(days=DAYS_OF_HISTORY)
    tell(_("编制合成基准"))
    documents = synthetic_library(taken)
    units = _set_up_departments(start)
    places = {document["code"]: units[document["department"]] for document in documents}
    for i in range(0, len(documents), BATCH):
        tell(_("登记合成事项"), i, len(documents))
        _register(start, documents[i : i + BATCH], places)
    _publish_by_department(tell, start, documents, places)


def _register(moment: datetime, documents: Documents, units: Mapping[str, str]) -> None:
    by = directory_queries.system_actor(moment)
    directory.register_matters(by, [_matter(d, units[d["code"]]) for d in documents])


def _matter(document: Mapping[str, Any], unit: str) -> MatterDraft:
    return MatterDraft(
        code=document["code"],
        name=document["name"],
        organization_code=unit,
        keywords=EVERYDAY_WORDS.get(document["code"], ""),
        is_synthetic=document["provenance"] == "synthetic",
        valid_from=SINCE,
        bases=tuple(_bases(document["basis"])),
    )


def _bases(rows: Iterable[Mapping[str, Any]]) -> Iterable[BasisDraft]:
    for row in rows:
        yield BasisDraft(
            law=row["law"],
            article=str(row["article"]),
            year=row.get("year"),
            role=row.get("role", ""),
            certainty=row.get("certainty", ""),
            source=row.get("source", "")[:300],
            gist=row.get("gist", ""),
        )


def _publish_by_department(
    tell: Tell, moment: datetime, documents: Documents, units: Mapping[str, str]
) -> None:
    """Let each department's officer draft and its reviewer publish."""
    by_unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document in documents:
        by_unit[units[document["code"]]].append(document)
    effective = (moment + timedelta(days=NOTICE_DAYS)).date()
    done = 0
    for unit, own in by_unit.items():
        tell(_("公布裁量基准"), done, len(documents))
        officer, reviewer = (staff(unit, role, moment) for role in (OFFICER, REVIEWER))
        drafted = actions.draft_benchmarks(
            officer, documents=own, source="law pack", which=actions.TakeOver.ALL
        )
        keys = [benchmark.pk for benchmark in drafted.benchmarks]
        actions.publish_benchmarks(reviewer, benchmark_ids=keys, effective_date=effective)
        done += len(own)


def _determine(tell: Tell, now: datetime) -> None:
    """Let the city's enforcement officer determine sanctions over the months."""
    rng = random.Random(2011)  # noqa: S311  a reproducible history, not a secret
    matters = Matter.objects.filter(organization__code="QD-CG", benchmarks__isnull=False)
    codes = sorted(matters.values_list("code", flat=True).distinct())
    weights = [20 if code == "QD-CG-001" else 3 for code in codes]
    first = now - timedelta(days=DAYS_OF_HISTORY - NOTICE_DAYS - 1)
    person = staff("QD-CG", "enforcement_officer", now)
    for i in range(DETERMINATIONS):
        if i % 20 == 0:
            tell(_("认定处罚"), i, DETERMINATIONS)
        officer = replace(person, moment=first + (now - first) * i / DETERMINATIONS)
        code = rng.choices(codes, weights)[0]
        table = queries.get_table(queries.benchmark_in_effect_for(code, officer.today))
        actions.determine_sanction(
            officer,
            matter_code=code,
            facts=sample_facts(rng, table),
            occurred_on=officer.today,
        )


def _leave_work(now: datetime) -> None:
    """Leave one proved and one faulty draft on the desks."""
    officer = staff("QD-CG", OFFICER, now)
    for code, change in (("QD-CG-001", _raise_carriageway), ("QD-CG-005", _open_gap)):
        matter = Matter.objects.get(code=code)
        draft = actions.draft_next_version(officer, matter_id=matter.pk)
        document = dict(draft.document)
        change(document["tiers"])
        actions.revise_benchmark(officer, benchmark_id=draft.pk, document=document)


def _seal_a_decision(now: datetime) -> None:
    """Let the bureau's last decision bear its seal: the officer asks, the head grants."""
    sun, he = (demo_actor(login, now) for login in ("sun", "he"))
    decided = Document.objects.filter(case__organization_id=sun.own_organization_id)
    last = decided.filter(kind=DocumentKind.DECISION).order_by("-pk").first()
    seal = next(iter(access_queries.list_ready_seals(sun)), None)
    if last is None or seal is None:
        return
    asked = actions.ask_for_seal(sun, document_id=last.pk, seal_id=seal.pk)
    access_actions.grant_seal_use(he, use_id=asked.use_id)


def _raise_carriageway(tiers: list[dict[str, Any]]) -> None:
    for tier in tiers:
        if tier["when"].get("place") == ["机动车道"]:
            tier["penalties"][0]["amount"]["value"] += 100


def _open_gap(tiers: list[dict[str, Any]]) -> None:
    """Shift the end of the first number that a tier bounds from above."""
    for tier in tiers:
        for cell in tier["when"].values():
            if isinstance(cell, dict) and "lt" in cell:
                cell["lt"] = cell["lt"] / 2
                return


def _set_up_departments(moment: datetime) -> dict[str, str]:
    """Return each department's organization, set up where the city lacks it."""
    units: dict[str, str] = {}
    missing = []
    for department in DEPARTMENTS:
        try:
            units[department.name] = organization_code(department.name)
        except KeyError:
            unit = Unit(f"QD-{department.code}", department.name, department.name, parent="")
            units[department.name] = unit.code
            missing.append(unit)
    set_up(directory_queries.system_actor(moment), missing)
    return units
