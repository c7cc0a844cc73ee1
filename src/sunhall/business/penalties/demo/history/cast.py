"""Who plays: for each bureau two officers, a head and a legal reviewer, hired like anyone else."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sunhall.directory import queries as directory
from sunhall.directory.choices import Employment
from sunhall.directory.demo import CAST, Member, acting, hire
from sunhall.directory.models import Organization, PostHolding
from sunhall.directory.rules.fields import FIELDS, HEARING_HOST, LEGAL_PROFESSION
from sunhall.kernel.actor import Actor

DEPARTMENTS = ("CG", "SC", "HB", "JS", "YS", "WJ", "YJ", "XF", "WH", "RS")
BUREAUS = ("CG", "SC")
OWN_CAST = "QD-CG"
"""The city bureau of the cast, which has its people already."""

ROLES = ("enforcement_officer", "enforcement_officer", "head", "reviewer")
TITLES = ("执法大队中队长", "执法大队执法员", "局长", "法规科科长")
SURNAMES = "丁万严乔任侯倪冷卢史叶姚姜孔孟宫庄康廖戴曲柳武江汪潘牟田石秦纪苏范葛蒋蔡薛"
GIVEN = (
    "文博", "雨桐", "振华", "思远", "晓燕", "国栋", "佳宁", "一鸣",
    "婉清", "承志", "静怡", "浩然", "丽华", "新宇", "若彤", "学军",
    "红梅", "世杰", "梦琪", "卫东",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """An organ with the people who handle its cases; each acts as of the day they were hired."""

    code: str
    division: str
    place: str
    domain: str
    lead: Actor
    partner: Actor
    head: Actor
    reviewer: Actor


class Casting:
    """Finds people for the posts of the bureaus; nobody has the name of another."""

    def __init__(self, moment: datetime, rng: random.Random) -> None:
        self._by = directory.system_actor(moment)
        names = [surname + given for surname in SURNAMES for given in GIVEN]
        self._names = iter(rng.sample(names, len(names)))
        self._numbers: dict[str, int] = {}

    def bureaus(self) -> list[Bureau]:
        """Return every district's two bureaus and some departments, with their people."""
        codes = [
            *(f"QD-{code}" for code in DEPARTMENTS),
            *(
                f"{division.code}-{code}"
                for division in directory.list_divisions(self._by)
                if division.kind in ("district", "county_level_city")
                for code in BUREAUS
            ),
        ]
        rows = Organization.objects.select_related("division").in_bulk(codes, field_name="code")
        return [self._bureau(rows[code]) for code in codes]

    def newcomer(
        self,
        bureau: Bureau,
        title: str,
        role: str = "enforcement_officer",
        *,
        more_roles: tuple[str, ...] = (),
        employment: Employment = Employment.CIVIL_SERVANT,
        field: str | None = None,
        certificate_until: date | None = None,
    ) -> Actor:
        """Hire one more for a bureau, not always with what the work demands.

        `field` is that of the certificate, the bureau's own if none is given; empty is none.
        """
        scope = FIELDS[bureau.domain] if field is None else field
        return self._hire(
            bureau.code,
            title,
            role,
            more_roles=more_roles,
            employment=employment,
            licenses=((scope, self._number(bureau.code, "C")),) if scope else (),
            certificate_until=certificate_until,
        )

    def _bureau(self, organization: Organization) -> Bureau:
        people = self._own_cast() if organization.code == OWN_CAST else self._staff(organization)
        lead, partner, head, reviewer = people
        return Bureau(
            code=organization.code,
            division=organization.division.code,
            place=organization.division.name.removeprefix("青岛市"),
            domain=organization.domain_code,
            lead=lead,
            partner=partner,
            head=head,
            reviewer=reviewer,
        )

    def _own_cast(self) -> Iterator[Actor]:
        numbers = {member.login: member.number for member in CAST}
        for login in ("sun", "qian", "he", "wang"):
            yield self._act(numbers[login])

    def _staff(self, organization: Organization) -> Iterator[Actor]:
        code = organization.code
        for role, title in zip(ROLES, TITLES, strict=True):
            scopes = {
                "enforcement_officer": (FIELDS[organization.domain_code],),
                "reviewer": (LEGAL_PROFESSION, HEARING_HOST),
            }.get(role, ())
            licenses = tuple((scope, self._number(code, "C")) for scope in scopes)
            yield self._hire(code, title, role, licenses=licenses)

    def _hire(
        self,
        code: str,
        title: str,
        role: str,
        *,
        licenses: tuple[tuple[str, str], ...],
        more_roles: tuple[str, ...] = (),
        employment: Employment = Employment.CIVIL_SERVANT,
        certificate_until: date | None = None,
    ) -> Actor:
        number = self._number(code, "E")
        member = Member(
            login="",
            number=number,
            name=next(self._names),
            unit=code,
            title=title,
            role=role,
            note="",
            licenses=licenses,
            more_roles=more_roles,
            employment=employment,
            licensed_until=certificate_until,
        )
        hire(self._by, member)
        return self._act(number)

    def _number(self, code: str, mark: str) -> str:
        """Return the next employee (E) or certificate (C) number of a bureau."""
        series = f"{code.replace('-', '')}{mark}"
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return f"{series}{self._numbers[series]:03}"

    def _act(self, number: str) -> Actor:
        rows = PostHolding.objects.select_related("person", "post__organization")
        return acting(rows.get(person__employee_number=number), self._by.moment)


def at(actor: Actor, moment: datetime) -> Actor:
    """Return somebody at another moment."""
    return replace(actor, moment=moment)
