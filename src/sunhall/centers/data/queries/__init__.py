"""All that others read of the data center."""

from sunhall.centers.data.queries.conduct import (
    ConductEffect,
    conduct_of,
    effects_on,
    list_own_conduct,
)
from sunhall.centers.data.queries.kinds import (
    current_template,
    get_kind,
    get_template,
    kinds_called,
    list_issued_here,
    list_kinds,
)
from sunhall.centers.data.queries.licenses import (
    Wanted,
    conditions_of,
    count_in_state,
    get_license,
    get_own_license,
    history_of,
    licenses_that_prove,
    list_licenses,
    list_own_licenses,
)
from sunhall.centers.data.queries.papers import pdf_of_version
from sunhall.centers.data.queries.sharing import (
    get_disclosed,
    list_consents,
    list_disclosures,
    list_own_purposes,
    list_own_uses,
    list_purposes,
    uses_of,
)
from sunhall.centers.data.queries.shown import ShownLicense, show_license
from sunhall.centers.data.queries.verifying import Verified, verify_license

__all__ = [
    "ConductEffect",
    "ShownLicense",
    "Verified",
    "Wanted",
    "conditions_of",
    "conduct_of",
    "count_in_state",
    "current_template",
    "effects_on",
    "get_disclosed",
    "get_kind",
    "get_license",
    "get_own_license",
    "get_template",
    "history_of",
    "kinds_called",
    "licenses_that_prove",
    "list_consents",
    "list_disclosures",
    "list_issued_here",
    "list_kinds",
    "list_licenses",
    "list_own_conduct",
    "list_own_licenses",
    "list_own_purposes",
    "list_own_uses",
    "list_purposes",
    "pdf_of_version",
    "show_license",
    "uses_of",
    "verify_license",
]
