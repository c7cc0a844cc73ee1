"""Licenses are issued, and issued anew: modified or extended. Each version is kept."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sunhall.centers.data.actions.flow import needed, require_live, take
from sunhall.centers.data.actions.holders import holder_of
from sunhall.centers.data.choices import ConditionKind, HolderKind
from sunhall.centers.data.errors import DataRefused, NotAnIssuer, PeriodRefused
from sunhall.centers.data.events import LicenseExtended, LicenseIssued, LicenseModified
from sunhall.centers.data.models import License, LicenseKind, LicenseTemplate, LicenseVersion
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.kinds import current_template, get_kind
from sunhall.centers.data.queries.papers import sheet_of
from sunhall.centers.data.queries.words import data_fault_in_words
from sunhall.centers.data.rules.elements import faults_of_data
from sunhall.centers.data.rules.identifiers import (
    CODE_LENGTH,
    code_of,
    identifier_of,
    serial_of,
)
from sunhall.centers.data.rules.periods import last_day
from sunhall.directory.models import Organization
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.numbers import next_number

LONGEST_CONDITION, MOST_CONDITIONS = 200, 20


@action(Permission.LICENSE_ISSUE, law="行政许可法 第三十九条")
def issue_license(
    by: Actor,
    *,
    kind_code: str,
    holder_identifier: str,
    holder_name: str,
    data: Mapping[str, str],
    conditions: Sequence[tuple[str, str]] = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
    source: str = "",
    source_id: int = 0,
) -> License:
    """Issue a license of the actor's organization; it is good from today unless said otherwise.

    Without `valid_to` it is good as long as its template says. `conditions` are kinds and words.
    `source` and `source_id` name what it comes from, such as an approval.

    Raises:
        NotFound: there is no such kind.
        NotAnIssuer: the organization issues none of this kind.
        NoTemplate: the kind has no template today.
        HolderRefused: the number is none, or another's.
        DataRefused: the content does not fit the template.
        PeriodRefused: it ends before it begins.
    """
    license = _new(by, get_kind(by, kind_code), valid_from or by.today, valid_to)
    kinds = [HolderKind(kind) for kind in license.kind.holder_kinds]
    license.holder = holder_of(by, kinds, holder_identifier, holder_name)
    license.data, license.conditions = _checked(license.template, data), _conditions(conditions)
    _write(by, license)
    announce(
        by,
        LicenseIssued(
            subject_id=license.pk,
            number=license.number,
            kind=kind_code,
            identifier=license.identifier,
            source=source,
            source_id=source_id,
        ),
    )
    return license


@action(Permission.LICENSE_ISSUE, law="行政许可法 第四十九条")
def modify_license(
    by: Actor,
    *,
    license_id: int,
    data: Mapping[str, str],
    reason: str,
    conditions: Sequence[tuple[str, str]] | None = None,
) -> License:
    """Issue a license anew with other content, by the template of today; the old version is kept.

    Without `conditions` they stay as they are.

    Raises:
        NotFound: the actor's organization issued no such license.
        LicenseStepNotAllowed: it has ended.
        WordsMissing: nothing says why.
        NoTemplate: the kind has no template today.
        DataRefused: the content does not fit the template.
    """
    license = take(by, license_id)
    require_live(license, _("变更"))
    said = needed(reason)
    template = current_template(by, license.kind)
    license.data, license.template = _checked(template, data), template
    if conditions is not None:
        license.conditions = _conditions(conditions)
    _reissue(by, license, said)
    announce(
        by,
        LicenseModified(
            subject_id=license.pk,
            number=license.number,
            identifier=license.identifier,
            version=license.version,
        ),
    )
    return license


@action(Permission.LICENSE_ISSUE, law="行政许可法 第五十条")
def extend_license(by: Actor, *, license_id: int, valid_to: date | None = None) -> License:
    """Let a license hold longer: until a day, or for another of its terms.

    Raises:
        NotFound: the actor's organization issued no such license.
        LicenseStepNotAllowed: it has ended.
        PeriodRefused: it has no end, or would end no later than now.
    """
    license = take(by, license_id)
    require_live(license, _("延续"))
    if license.valid_to is None:
        raise PeriodRefused(fault=_("这份证照长期有效，无须延续。"))
    until = valid_to or _last_day(license.template, license.valid_to)
    if until is None or until <= license.valid_to:
        raise PeriodRefused(fault=_("延续后的有效期应晚于现在的有效期。"))
    license.valid_to = until
    _reissue(by, license, _("有效期延续"))
    announce(
        by,
        LicenseExtended(
            subject_id=license.pk,
            number=license.number,
            identifier=license.identifier,
            version=license.version,
            valid_to=until,
        ),
    )
    return license


def _new(by: Actor, kind: LicenseKind, first: date, valid_to: date | None) -> License:
    """Return a license of a kind as the actor's organization issues it, with its number.

    Raises:
        NotAnIssuer: the organization issues none of this kind.
        NoTemplate: the kind has no template today.
        PeriodRefused: it ends before it begins.
    """
    here = Organization.objects.select_related("division").filter(pk=by.own_organization_id)
    organ = here.only_one(by.own_organization_id)
    if kind.issuer_fields and organ.domain_code not in kind.issuer_fields:
        raise NotAnIssuer(name=kind.name)
    template = current_template(by, kind)
    last = valid_to or _last_day(template, first)
    if last is not None and last < first:
        raise PeriodRefused(fault=_("有效期至应不早于有效期自。"))
    division, year = organ.division.code, by.today.year
    serial = serial_of(year, next_number(0, f"license {kind.code} {division}", year))
    return License(
        kind=kind,
        template=template,
        organization=organ,
        number=f"{division}{kind.code[-3:]}{serial}",
        serial=serial,
        issued_on=by.today,
        valid_from=first,
        valid_to=last,
        changed_at=by.moment,
    )


def _reissue(by: Actor, license: License, reason: str) -> None:
    license.version += 1
    license.issued_on, license.changed_at = by.today, by.moment
    _write(by, license, reason)


def _write(by: Actor, license: License, reason: str = "") -> None:
    """Write a license with a new identifier and code, and its version as it is issued."""
    organ = license.organization
    issuer = organ.credit_code or organ.division.code
    license.identifier = identifier_of(license.kind.code, issuer, license.serial, license.version)
    license.code = code_of(secrets.token_bytes(CODE_LENGTH))
    license.save()
    LicenseVersion.objects.create(
        license=license,
        version=license.version,
        template=license.template,
        identifier=license.identifier,
        code=license.code,
        sheet=sheet_of(license),
        reason=reason,
        issued_at=by.moment,
        issued_by_name=by.name,
    )


def _last_day(template: LicenseTemplate, first: date) -> date | None:
    return last_day(first, template.validity_years) if template.validity_years else None


def _checked(template: LicenseTemplate, data: Mapping[str, str]) -> dict[str, str]:
    """Return the content without what was left empty.

    Raises:
        DataRefused: it does not fit the template.
    """
    given = {key: value.strip() for key, value in data.items() if value.strip()}
    names = {one.key: one.name for one in template.fields}
    faults = {
        key: data_fault_in_words(names.get(key, key), fault)
        for key, fault in faults_of_data(template.fields, given)
    }
    if faults:
        raise DataRefused(faults)
    return given


def _conditions(conditions: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"kind": ConditionKind(kind).value, "text": text.strip()[:LONGEST_CONDITION]}
        for kind, text in conditions[:MOST_CONDITIONS]
        if text.strip()
    ]
