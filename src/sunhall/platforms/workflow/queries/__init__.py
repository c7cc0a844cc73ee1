"""Every read of the workflow platform."""

from sunhall.platforms.workflow.queries.flows import (
    RunnableFlow,
    flow_of,
    get_definition,
    get_draft,
    latest_flow,
    list_definitions,
    list_drafts,
    list_versions,
)

__all__ = [
    "RunnableFlow",
    "flow_of",
    "get_definition",
    "get_draft",
    "latest_flow",
    "list_definitions",
    "list_drafts",
    "list_versions",
]
