"""What one may be allowed to do with penalties."""

from enum import StrEnum


class Permission(StrEnum):
    """Codes of the form scope:resource:action."""

    BENCHMARK_VIEW = "penalties:benchmark:view"
    BENCHMARK_DRAFT = "penalties:benchmark:draft"
    BENCHMARK_PUBLISH = "penalties:benchmark:publish"
    SANCTION_DETERMINE = "penalties:sanction:determine"
    CASE_VIEW = "penalties:case:view"
    """See the cases of one's organization."""
    CASE_WATCH = "penalties:case:watch"
    """See the cases of the whole city, for supervision."""
    CASE_HANDLE = "penalties:case:handle"
    """Investigate and propose."""
    CASE_APPROVE = "penalties:case:approve"
    """Approve as the head of the organ."""
    CASE_REVIEW = "penalties:case:review"
    """Review the legality of a proposal."""
    CASE_PUBLISH = "penalties:case:publish"
    """Publish decisions and retract them."""
    CASE_CORRECT = "penalties:case:correct"
    """Change or revoke a wrong decision."""
