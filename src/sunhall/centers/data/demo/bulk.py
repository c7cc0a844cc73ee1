"""115 kinds and 26,891 licenses, as the article counts them: synthetic, marked in every row.

They do not come from acts, so they have no journal; what they measure is how pages grow.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.centers.data.choices import HolderKind, LicenseState
from sunhall.centers.data.demo.city import DEFINED_BY
from sunhall.centers.data.models import (
    Holder,
    License,
    LicenseKind,
    LicenseTemplate,
    LicenseVersion,
)
from sunhall.centers.data.queries.papers import sheet_of
from sunhall.centers.data.rules.elements import Element
from sunhall.centers.data.rules.identifiers import code_of, identifier_of, serial_of
from sunhall.centers.data.rules.periods import last_day
from sunhall.directory.models import Organization

KINDS, LICENSES = 115, 26_891
"""Source: the article of 2011."""

FIRST_SERIAL = 900
BATCH = 2_000
DAYS, YEARS = 1_095, 5
MARK = "合成"
ELEMENTS = (Element("premises", "地址"), Element("scope", "范围"))
STATES = (
    *[LicenseState.VALID] * 90,
    *[LicenseState.EXPIRED] * 5,
    *[LicenseState.SUSPENDED] * 2,
    *[LicenseState.CANCELLED] * 3,
)


def load_licenses(tell: Callable[..., None], now: datetime, total: int = LICENSES) -> None:
    """Write that many synthetic licenses, all or none; do nothing where there are some."""
    if License.objects.filter(is_synthetic=True).exists():
        return
    organs = list(
        Organization.objects.exclude(domain_code="").select_related("division").order_by("pk")
    )
    with transaction.atomic():
        tell(_("写入合成证照"), 0, total)
        templates = _kinds(now)
        licenses = _licenses(templates, organs, timezone.localdate(now), now, total)
        done = 0
        while batch := list(islice(licenses, BATCH)):
            Holder.objects.bulk_create([one.holder for one in batch])
            License.objects.bulk_create(batch)
            LicenseVersion.objects.bulk_create(_version(one, now) for one in batch)
            done += len(batch)
            tell(_("写入合成证照"), done, total)
        with connection.cursor() as cursor:
            for model in (Holder, License, LicenseVersion):
                cursor.execute(f"ANALYZE {_table(model)}")


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def _kinds(now: datetime) -> list[LicenseTemplate]:
    """Write as many kinds as are missing, each with a published template."""
    missing = max(KINDS - LicenseKind.objects.count(), 1)
    kinds = LicenseKind.objects.bulk_create(
        LicenseKind(
            code=f"{DEFINED_BY}{FIRST_SERIAL - missing + n:03d}",
            name=f"{MARK}证照 {n + 1:03d}",
            holder_kinds=[HolderKind.ENTERPRISE],
            is_synthetic=True,
        )
        for n in range(missing)
    )
    return LicenseTemplate.objects.bulk_create(
        LicenseTemplate(
            kind=kind,
            version=1,
            elements=[one.as_json() for one in ELEMENTS],
            validity_years=YEARS,
            drafted_by_id=0,
            drafted_by_name=MARK,
            drafted_at=now,
            published_by_id=-1,
            published_by_name=MARK,
            published_at=now,
            valid_from=timezone.localdate(now) - timedelta(days=DAYS),
        )
        for kind in kinds
    )


def _licenses(
    templates: list[LicenseTemplate],
    organs: list[Organization],
    today: date,
    now: datetime,
    total: int,
) -> Iterator[License]:
    for n in range(total):
        template, organ = templates[n % len(templates)], organs[n * 7 % len(organs)]
        first = today - timedelta(days=DAYS - n * DAYS // total)
        serial = serial_of(first.year, 90_000_000 + n)
        issuer = organ.credit_code or organ.division.code
        yield License(
            kind=template.kind,
            template=template,
            holder=Holder(
                kind=HolderKind.ENTERPRISE,
                identifier=f"SYN{n:012d}",
                name=f"{MARK}企业 {n:06d}",
            ),
            organization=organ,
            number=f"{organ.division.code}{template.kind.code[-3:]}{serial}",
            serial=serial,
            identifier=identifier_of(template.kind.code, issuer, serial, 1),
            code=code_of((n * 2_654_435_761 % 2**64).to_bytes(8)),
            data={"premises": f"{MARK}路 {n % 500} 号", "scope": MARK},
            issued_on=first,
            valid_from=first,
            valid_to=last_day(first, YEARS),
            state=STATES[n * 37 % len(STATES)],
            changed_at=now,
            is_synthetic=True,
        )


def _version(license: License, now: datetime) -> LicenseVersion:
    return LicenseVersion(
        license=license,
        version=1,
        template=license.template,
        identifier=license.identifier,
        code=license.code,
        sheet=sheet_of(license),
        issued_at=now,
        issued_by_name=MARK,
    )
