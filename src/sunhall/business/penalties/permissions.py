"""What one may be allowed to do with penalties."""

from enum import StrEnum


class Permission(StrEnum):
    """Codes of the form scope:resource:action."""

    BENCHMARK_VIEW = "penalties:benchmark:view"
    BENCHMARK_DRAFT = "penalties:benchmark:draft"
    BENCHMARK_PUBLISH = "penalties:benchmark:publish"
    SANCTION_DETERMINE = "penalties:sanction:determine"
