"""List the kinds of identifier and check a value by its kind."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.identifiers.divisions import check_division
from sunhall.kernel.identifiers.documents import check_document_number
from sunhall.kernel.identifiers.errors import UnknownKindError
from sunhall.kernel.identifiers.items import check_catalog_code, check_item_code
from sunhall.kernel.identifiers.licenses import check_license_id
from sunhall.kernel.identifiers.organizations import check_credit_code, check_organization_code
from sunhall.kernel.identifiers.resident_ids import check_resident_id
from sunhall.kernel.identifiers.values import Checked, Checker


@dataclass(frozen=True)
class Kind:
    """A kind of identifier; the example is made up, or public in its standard.

    The aliases are what else people call it.
    """

    key: str
    name: str | Promise
    standard: str
    example: str
    checker: Checker
    aliases: tuple[str, ...] = ()


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "resident-id",
            gettext_lazy("公民身份号码"),
            "GB 11643-1999",
            "11010519491231002X",
            check_resident_id,
            ("id-card", "resident-id-number", "resident"),
        ),
        Kind(
            "credit-code",
            gettext_lazy("统一社会信用代码"),
            "GB 32100-2015",
            "91350100M000100Y43",
            check_credit_code,
            ("uscc", "social-credit-code", "unified-social-credit-code"),
        ),
        Kind(
            "organization-code",
            gettext_lazy("组织机构代码"),
            "GB 11714-1997",
            "00501001-3",
            check_organization_code,
            ("org-code", "organization"),
        ),
        Kind(
            "license-id",
            gettext_lazy("电子证照标识"),
            "GB/T 36904-2018",
            "1.2.156.3005.2.11100000000013338W011.113702000050100138.20250000403.002.I",
            check_license_id,
            ("license", "e-license", "elicense", "licence-id", "licence", "e-licence", "elicence"),
        ),
        Kind(
            "item-code",
            gettext_lazy("实施编码"),
            "GB/T 39554.1-2020",
            "11370800MB285591843370117002011",
            check_item_code,
            ("task-code", "item"),
        ),
        Kind(
            "catalog-code",
            gettext_lazy("基本编码"),
            "GB/T 39554.1-2020",
            "370117002011",
            check_catalog_code,
            ("basic-code", "catalog"),
        ),
        Kind(
            "division",
            gettext_lazy("行政区划代码"),
            "GB/T 2260",
            "370202",
            check_division,
            ("division-code",),
        ),
        Kind(
            "document-number",
            gettext_lazy("发文字号"),
            "GB/T 9704-2012",
            "青政办发〔2011〕12号",
            check_document_number,
            ("document",),
        ),
    )
}

_KEYS = {name: kind.key for kind in KINDS.values() for name in (kind.key, *kind.aliases)}


def find_kind(name: str) -> Kind:
    """Return the kind of a name or of one of its aliases; capitals and underscores are as good.

    Raises:
        UnknownKindError: there is no such kind.
    """
    key = _KEYS.get(name.strip().lower().replace("_", "-"))
    if key is None:
        raise UnknownKindError(
            _("没有“%(kind)s”这一类号码。可用：%(kinds)s。")
            % {"kind": name[:40], "kinds": _("、").join(KINDS)}
        )
    return KINDS[key]


def check(kind: str, value: str, on: date | None = None) -> Checked:
    """Check a value as an identifier of a kind; with `on`, as of that day.

    Raises:
        UnknownKindError: there is no such kind.
        IdentifierError: what is wrong and where.
    """
    return find_kind(kind).checker(value, on)
