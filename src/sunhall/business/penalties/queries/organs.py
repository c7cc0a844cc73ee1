"""How an organ names itself in its documents, and where its decisions may be challenged."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from sunhall.business.penalties.rules.particulars import Citation, Organ
from sunhall.directory.models import Organization

TABLE = Path(__file__).resolve().parent.parent / "law" / "papers.yaml"
ANY = "*"

_CITYS = re.compile(r"^市(?!辖)")
_PLACE = re.compile(r"[区市县]$")
_RANK = re.compile(r"(委员会|管理局|支队|大队|中队|局|委|厅|办)$|（.*）")


def organ_mark(organization: Organization) -> str:
    """Return the mark (代字) that opens an organ's numbers, such as 青城管 or 青市南城管.

    It is made of the city's, the district's and the organ's short names.
    """
    initial = settings.SUNHALL_CITY[:1]
    name = organization.short_name or organization.name
    division = organization.division.name
    if division == settings.SUNHALL_CITY:
        return initial + _core(_CITYS.sub("", name))
    place = _PLACE.sub("", division)
    rest = _PLACE.sub("", name.removeprefix(division)) or name
    return initial + place + _core(rest.removeprefix(place).lstrip("区市县"))


def _core(name: str) -> str:
    return _RANK.sub("", name) or name


def organ_of(organization: Organization) -> Organ:
    """Return an organ as its documents name it."""
    place = _place(organization)
    names = {"city": settings.SUNHALL_CITY, "place": place}
    reconsideration = row("reconsideration", "kind", organization.kind)
    court = row("court", "division", organization.division.code)
    return Organ(
        name=official_name(organization),
        mark=organ_mark(organization),
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
