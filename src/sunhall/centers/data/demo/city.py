"""Kinds, licenses of the citizens and the enterprise of the demonstration, and their use."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files

import yaml
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.centers.access import actions as access
from sunhall.centers.access.demo import CITIZENS, ENTERPRISE, SEAL_TEMPLATE, demo_actor
from sunhall.centers.data import actions
from sunhall.centers.data.choices import ElementKind, HolderKind, InspectionResult
from sunhall.centers.data.models import License, LicenseKind
from sunhall.centers.data.rules.elements import Element
from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.documents import draw

DEFINED_BY = "113702000050100138"
"""The credit code (of nobody) under which the demonstration defines its kinds."""

PLACE = files("sunhall.centers.data.demo") / "kinds.yaml"
OFFICER, HEAD, COUNTER, OFFICER_OF_DATA = "lu", "kong", "jiang", "chen"
SEAL = "行政许可专用章"
WRITTEN = re.compile(r"(?P<key>[a-z0-9_]+) (?P<name>[^*! ]+)(?P<marks>[*!]*)(?: \((?P<kind>.+)\))?")
YEARS_AGO = 3
(_LOGIN, ZHANG, ZHANG_NAME, *_REST), (_OTHER, LIN, LIN_NAME, *_MORE) = CITIZENS
FIRM, FIRM_NAME = ENTERPRISE
ADDRESS = "青岛市市南区太平路 12 号"
LICENSES: tuple[tuple[str, str, tuple[str, str], int, dict[str, str]], ...] = (
    ("001", "QD-GA", (ZHANG, ZHANG_NAME), 900,
     {"sex": "男", "nation": "汉", "born": "1958-03-12", "address": ADDRESS}),
    ("002", "QD-GA", (ZHANG, ZHANG_NAME), 900,
     {"household": "家庭户", "head": ZHANG_NAME, "address": ADDRESS, "relation": "户主"}),
    ("007", "QD-MZ", (ZHANG, ZHANG_NAME), 800, {"registered": "1985-05-01", "spouse": "王秀英"}),
    ("008", "QD-ZR", (ZHANG, ZHANG_NAME), 700,
     {"location": ADDRESS, "unit_number": "370202001001GB00001F00010001", "use": "住宅",
      "area_m2": "86.5"}),
    ("004", "QD-GA", (ZHANG, ZHANG_NAME), 600,
     {"vehicle_class": "C1", "first_issued": "1998-06-01"}),
    ("001", "QD-GA", (LIN, LIN_NAME), 900,
     {"sex": "女", "nation": "汉", "born": "1988-11-07", "address": "青岛市市北区辽宁路 3 号"}),
    ("013", "QD-WJ", (LIN, LIN_NAME), 200,
     {"examined": "2026-03-01", "institution": "市疾病预防控制中心", "result": "合格"}),
    ("012", "QD-WJ", (LIN, LIN_NAME), 500,
     {"level": "执业医师", "category": "临床", "school": "青岛大学医学部"}),
    ("009", "QD-SC", (FIRM, FIRM_NAME), 1000,
     {"type": "有限责任公司", "representative": ZHANG_NAME, "capital": "100 万元",
      "scope": "餐饮服务；水产品销售", "address": ADDRESS}),
    ("010", "QD-SC", (FIRM, FIRM_NAME), 900,
     {"premises": ADDRESS, "category": "餐饮服务经营者", "items": "热食类食品制售"}),
    ("018", "QD-YS", (FIRM, FIRM_NAME), 700, {"scope": "普通货运", "address": ADDRESS}),
)  # fmt: skip
"""Serial of the kind, issuer, holder, days ago, content."""

HYGIENE = {"premises": ADDRESS, "category": "餐饮", "area_m2": "260"}
CONDITIONS = [
    ("scope", "热食类食品制售，不含生食海鲜"),
    ("area", "太平路 12 号一层，不得占道经营"),
    ("hours", "每日 9:00–22:00"),
]
PURPOSES = (
    ("QD-RS", "counter-intake", "窗口收件核验", "行政许可法 第三十一条", ("001", "002"), False),
    ("QD-XZ", "approval-intake", "审批收件核验", "行政许可法 第三十一条",
     ("001", "002", "008", "009"), True),
    ("QD-CG", "enforcement", "执法核对许可条件", "行政许可法 第六十二条",
     ("009", "010", "011"), False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts in the demonstration, at any moment."""

    now: datetime

    def at(self, login: str, days_ago: float = 0) -> Actor:
        """Return one of the cast, some days ago."""
        return replace(demo_actor(login, self.now), moment=self._moment(days_ago))

    def department(self, code: str, days_ago: float) -> Actor:
        """Return the system of a department, some days ago."""
        by = directory.system_actor(self.now)
        unit = directory.get_organization(by, code)
        moment = self._moment(days_ago)
        return replace(by, moment=moment, organization_id=unit.pk, organization_name=unit.name)

    def _moment(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)


def load(progress: Callable[[str], None], now: datetime) -> None:
    """Make the demonstration's licenses; do nothing if there are any."""
    if LicenseKind.objects.exists():
        return
    progress(_("证照库"))
    stage = Stage(now)
    define_kinds(stage)
    for serial, issuer, holder, days_ago, content in LICENSES:
        issue(stage.department(issuer, days_ago), serial, holder, content)
    hygiene = issue(stage.at(OFFICER, 420), "011", (FIRM, FIRM_NAME), HYGIENE, CONDITIONS)
    inspect(stage, hygiene)
    seal(hygiene)
    end(stage)
    share(stage)


def define_kinds(stage: Stage) -> None:
    """Let one draft every kind, and another publish it."""
    for row in yaml.safe_load(PLACE.read_text(encoding="utf-8"))["kinds"]:
        by, head = (stage.at(login, 365 * YEARS_AGO) for login in (OFFICER, HEAD))
        draft = actions.define_kind(
            by,
            code=code_of(row["serial"]),
            name=row["name"],
            aliases=row["aliases"],
            issuer_fields=row["fields"],
            holder_kinds=[HolderKind(kind) for kind in row["holders"]],
            elements=[element_of(text) for text in row["elements"]],
            validity_years=row.get("years"),
            is_inspected=row.get("inspected", False),
        )
        actions.publish_template(head, template_id=draft.pk, valid_from=head.today)


def code_of(serial: str) -> str:
    """Return the code of a kind of the demonstration."""
    return f"{DEFINED_BY}{serial}"


def element_of(text: str) -> Element:
    """Return an element as the list of kinds writes it.

    Raises:
        ValueError: it is not written so.
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    kind, choices = ElementKind.TEXT, ()
    if said := found["kind"]:
        is_choice = said not in ElementKind.values
        kind = ElementKind.CHOICE if is_choice else ElementKind(said)
        choices = tuple(said.split("|")) if is_choice else ()
    return Element(
        key=found["key"],
        name=found["name"],
        kind=kind,
        is_required="*" in found["marks"],
        is_sensitive="!" in found["marks"],
        choices=choices,
    )


def issue(
    by: Actor,
    serial: str,
    holder: tuple[str, str],
    content: Mapping[str, str],
    conditions: Iterable[tuple[str, str]] = (),
) -> License:
    """Issue a license of a kind."""
    identifier, name = holder
    return actions.issue_license(
        by,
        kind_code=code_of(serial),
        holder_identifier=identifier,
        holder_name=name,
        data=content,
        conditions=list(conditions),
    )


def inspect(stage: Stage, license: License) -> None:
    """Let a license have passed the inspection of last year."""
    by = stage.at(OFFICER, 300)
    actions.inspect_license(
        by, license_id=license.pk, year=by.today.year, result=InspectionResult.PASSED
    )


def seal(license: License) -> None:
    """Let the commission have a seal, and a license bear it; the key ceremony was just held."""
    by, head = (demo_actor(login, timezone.now()) for login in (OFFICER, HEAD))
    picture = draw(SEAL_TEMPLATE, {"organ": by.organization_name, "purpose": SEAL})
    made = access.request_seal(by, name=SEAL, picture=picture)
    access.grant_seal(head, seal_id=made.pk)
    path = reverse("data:verified", args=[license.identifier, license.code])
    asked = actions.ask_for_seal(
        by,
        license_id=license.pk,
        seal_id=made.pk,
        verify_at=f"{settings.SUNHALL_AUTHORITY_URL}{path}",
    )
    access.grant_seal_use(head, use_id=asked.use_id)


def end(stage: Stage) -> None:
    """Let a license run out, another be suspended, and a third be modified."""
    content = {"examined": "2024-01-05", "institution": "体检中心", "result": "合格"}
    old = stage.at(OFFICER, 600)
    issue(old, "013", (LIN, LIN_NAME), content)
    actions.expire_licenses(directory.system_actor(stage.now))
    second = issue(
        stage.at(OFFICER, 200), "011", (FIRM, FIRM_NAME), {**HYGIENE, "category": "宾馆"}
    )
    actions.suspend_license(stage.at(HEAD, 30), license_id=second.pk, reason="客房空调未按期清洗")
    third = License.objects.get(kind__code=code_of("012"))
    actions.modify_license(
        stage.at(OFFICER, 20),
        license_id=third.pk,
        data={**third.data, "category": "中医"},
        reason="执业类别变更",
    )


def share(stage: Stage) -> None:
    """Let departments look up, and the holder see it; let Zhang allow and show something."""
    by = stage.at(OFFICER_OF_DATA, 100)
    for organization, code, name, basis, serials, shows_sensitive in PURPOSES:
        actions.grant_purpose(
            by,
            organization_code=organization,
            code=code,
            name=name,
            basis=basis,
            kind_codes=[code_of(serial) for serial in serials],
            valid_from=by.today,
            shows_sensitive=shows_sensitive,
        )
    actions.look_up(stage.at(COUNTER, 12), identifier=ZHANG, purpose="counter-intake")
    actions.look_up(stage.department("QD-XZ", 5), identifier=ZHANG, purpose="approval-intake")
    zhang = stage.at("zhang")
    actions.give_consent(
        zhang,
        kind_names=["居民身份证", "居民户口簿", "结婚证"],
        subject="demo",
        subject_id=1,
        purpose="外地亲属落户青岛（投靠子女）",
        until=zhang.moment + timedelta(days=60),
    )
    home = License.objects.get(kind__code=code_of("008"))
    actions.disclose(zhang, license_id=home.pk, elements=["use", "area_m2"], hours=72)
