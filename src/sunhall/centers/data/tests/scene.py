"""Licenses for tests, made by the acts that make any."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.cast import Cast

from sunhall.centers.access.actions import open_citizen_account, register_enterprise
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of
from sunhall.centers.data import actions
from sunhall.centers.data.actions import record_conduct
from sunhall.centers.data.choices import ConductKind, ElementKind, HolderKind
from sunhall.centers.data.models import ConductRecord, License, LicenseKind
from sunhall.centers.data.rules.elements import Element
from sunhall.directory.models import Organization
from sunhall.kernel.actor import Actor
from sunhall.kernel.row_security import acting

ZHANG = ("370202195803120031", "张建国")
LIN = ("37020319881107002X", "林晓燕")
PIER = ("91370200MA3QDHX030", "青岛栈桥海鲜有限公司")
OTHER = ("91370202MA3QA1B2XE", "青岛另一家有限公司")
DEFINED_BY = "113702000050100138"
HYGIENE, DOCTOR = f"{DEFINED_BY}001", f"{DEFINED_BY}002"
ELEMENTS = (
    Element("premises", "经营场所"),
    Element("category", "类别", ElementKind.CHOICE, choices=("餐饮", "住宿")),
    Element("area_m2", "面积（平方米）", ElementKind.NUMBER, is_required=False),
    Element("manager", "负责人", is_sensitive=True),
)
DATA = {"premises": "太平路 1 号", "category": "餐饮", "area_m2": "120", "manager": "张建国"}


def define(cast: Cast, code: str = HYGIENE, name: str = "公共场所卫生许可证", **given: Any) -> str:
    """Define a kind and let licenses be issued by it from today on."""
    told: dict[str, Any] = {
        "holder_kinds": [HolderKind.ENTERPRISE],
        "elements": ELEMENTS,
        "issuer_fields": ["WJ"],
        "validity_years": 4,
        "is_inspected": True,
        **given,
    }
    draft = actions.define_kind(cast.lu, code=code, name=name, **told)
    actions.publish_template(cast.kong, template_id=draft.pk, valid_from=cast.kong.today)
    return code


def define_doctor(cast: Cast) -> str:
    """Define a kind for citizens, without an end."""
    return define(
        cast,
        DOCTOR,
        "医师资格证书",
        aliases=["医师证"],
        holder_kinds=[HolderKind.CITIZEN],
        elements=(Element("level", "级别"), Element("school", "毕业院校", is_sensitive=True)),
        validity_years=None,
        is_inspected=False,
    )


def issue(cast: Cast, who: tuple[str, str] = PIER, **given: Any) -> License:
    """Issue a hygiene license; the kind is defined if it is not."""
    if "kind_code" not in given and not LicenseKind.objects.filter(code=HYGIENE).exists():
        define(cast)
    conditions = [("scope", "热食类食品制售"), ("hours", "6:00–22:00")]
    told = {"kind_code": HYGIENE, "data": DATA, "conditions": conditions}
    return actions.issue_license(
        cast.lu,
        holder_identifier=who[0],
        holder_name=who[1],
        **{**told, **given},
    )


def issue_to_citizen(cast: Cast, who: tuple[str, str] = ZHANG) -> License:
    """Issue a doctor's certificate to a citizen."""
    if not LicenseKind.objects.filter(code=DOCTOR).exists():
        define_doctor(cast)
    return actions.issue_license(
        cast.lu,
        kind_code=DOCTOR,
        holder_identifier=who[0],
        holder_name=who[1],
        data={"level": "执业医师", "school": "青岛医学院"},
    )


def citizen(cast: Cast, who: tuple[str, str] = ZHANG, login: str = "zhang") -> Actor:
    """Open a citizen's account, and return the citizen."""
    number, name = who
    account = open_citizen_account(cast.system, login=login, resident_id=number, name=name)
    return actor_of(account, None, cast.system.moment)


def boss(cast: Cast) -> Actor:
    """Return Zhang acting for the enterprise of the pier."""
    citizen(cast)
    code, name = PIER
    enterprise = register_enterprise(cast.system, credit_code=code, name=name, resident_id=ZHANG[0])
    account = Account.objects.get(login="zhang")
    return actor_of(account, None, cast.system.moment, enterprise_id=enterprise.pk)


def allow(cast: Cast, *kinds: str, shows_sensitive: bool = False) -> None:
    """Let the bureau of human resources look kinds of licenses up."""
    actions.grant_purpose(
        cast.chen,
        organization_code="QD-RS",
        code="intake",
        name="窗口收件核验",
        basis="行政许可法 第三十一条",
        kind_codes=kinds or (HYGIENE,),
        valid_from=cast.chen.today,
        shows_sensitive=shows_sensitive,
    )


def penalized(
    cast: Cast,
    kind: ConductKind = ConductKind.BUSINESS_SUSPENDED,
    *,
    source_id: int = 1,
    starts_on: date | None = None,
    by: Actor | None = None,
) -> ConductRecord:
    """Record that the enterprise of the pier was penalized by the bureau of urban management."""
    acts = by or cast.sun
    with acting(acts):
        made = record_conduct(
            acts,
            holder_kind=HolderKind.ENTERPRISE,
            identifier=PIER[0],
            name=PIER[1],
            kind=kind,
            summary="占道经营",
            outcome="责令停产停业",
            source="penalties.case",
            source_id=source_id,
            decision_number="青城管罚决〔2026〕1号",
            organization_id=Organization.objects.get(code="QD-CG").pk,
            starts_on=starts_on or acts.today,
        )
    assert made is not None
    return made


def later(by: Actor, **time: float) -> Actor:
    """Return somebody some time later."""
    return replace(by, moment=by.moment + timedelta(**time))
