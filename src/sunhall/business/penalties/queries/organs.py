"""How an organ names itself in its documents, and where its decisions may be challenged."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from sunhall.business.penalties.rules.marks import organ_mark
from sunhall.business.penalties.rules.particulars import Citation, Organ
from sunhall.directory.choices import OrganizationKind
from sunhall.directory.models import Organization

TABLE = Path(__file__).resolve().parent.parent / "law" / "papers.yaml"
ANY = "*"

_CITYS = re.compile(r"^市(?!辖)")


def mark_of(organization: Organization) -> str:
    """Return the mark (代字) that opens an organ's numbers, such as 青城管."""
    is_city = organization.kind != OrganizationKind.DISTRICT_BUREAU
    return organ_mark(organization.short_name, organization.code, is_city=is_city)


def organ_of(organization: Organization) -> Organ:
    """Return an organ as its documents name it."""
    place = _place(organization)
    names = {"city": settings.SUNHALL_CITY, "place": place}
    reconsideration = row("reconsideration", "kind", organization.kind)
    court = row("court", "division", organization.division.code)
    return Organ(
        name=official_name(organization),
        mark=mark_of(organization),
        phone=table()["phone"]["number"],
        reconsideration_organ=reconsideration["organ"].format(**names),
        court=court["court"].format(**names),
    )


def official_name(organization: Organization) -> str:
    """Return an organ's name with the city's in front, as seals bear it."""
    city = settings.SUNHALL_CITY
    if city in organization.name:
        return organization.name
    place = "" if organization.division.name == city else organization.division.name
    return city + place + _CITYS.sub("", organization.name.removeprefix(place))


def exemption_article(ground: str) -> Citation:
    """Return the article that exempts on a ground."""
    found = row("exemption", "ground", ground)
    return Citation(law=found["law"], article=found["article"])


def row(section: str, key: str, value: str) -> dict[str, Any]:
    """Return the row of a section for a value, or the one for all others."""
    rows: dict[str, dict[str, Any]] = {one[key]: one for one in table()[section]}
    return rows.get(value) or rows[ANY]


@cache
def table() -> dict[str, Any]:
    """Return what documents say that neither the case nor the directory holds."""
    found: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return found


def _place(organization: Organization) -> str:
    division = organization.division.name
    return division if division == settings.SUNHALL_CITY else settings.SUNHALL_CITY + division
