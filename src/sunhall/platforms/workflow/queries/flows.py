"""Flows in use, ready to run, and flows being drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.platforms.workflow.models import Definition, Draft
from sunhall.platforms.workflow.rules.compiling import Called, compile_flow, must_compile
from sunhall.platforms.workflow.rules.findings import Unsound
from sunhall.platforms.workflow.rules.graph import Graph
from sunhall.platforms.workflow.rules.reading import Drawn

READY = 512
"""How many versions are kept ready to run; one takes some 50 KB."""


@dataclass(frozen=True, slots=True)
class RunnableFlow:
    """A version of a flow, ready to run."""

    id: int
    key: str
    version: int
    graph: Graph


@lru_cache(maxsize=READY)
def flow_of(definition_id: int) -> RunnableFlow:
    """Return a version ready to run; it never changes, so it is made once.

    Raises:
        NotFound: there is none.
    """
    found = Definition.objects.filter(pk=definition_id).only_one(definition_id)
    graph = must_compile(found.xml.encode(), _pinned(found.calls))
    return RunnableFlow(found.pk, found.key, found.version, graph)


def _pinned(calls: Mapping[str, int]) -> Called:
    def called(key: str) -> Graph | None:
        return flow_of(calls[key]).graph if key in calls else None

    return called


def latest_flow(key: str) -> RunnableFlow:
    """Return the version in use of a flow.

    Raises:
        NotFound: no flow has the key.
    """
    found = Definition.objects.filter(key=key).order_by("-version").values_list("pk", flat=True)
    definition_id = found.first()
    if definition_id is None:
        raise NotFound(str(Definition._meta.verbose_name), key)
    return flow_of(definition_id)


def list_definitions(by: Actor) -> list[Definition]:
    """Return the version in use of every flow, by key, with the organizations."""
    newest = Definition.objects.order_by("key", "-version").distinct("key")
    return list(newest.select_related("organization").defer("xml"))


def list_versions(by: Actor, key: str) -> list[Definition]:
    """Return every version of a flow, newest first.

    Raises:
        NotFound: no flow has the key.
    """
    found = Definition.objects.filter(key=key).select_related("organization", "deployed_by")
    versions = list(found.order_by("-version"))
    if not versions:
        raise NotFound(str(Definition._meta.verbose_name), key)
    return versions


def get_definition(by: Actor, key: str, version: int) -> Definition:
    """Return a version of a flow.

    Raises:
        NotFound: there is none.
    """
    found = Definition.objects.select_related("organization", "deployed_by")
    return found.filter(key=key, version=version).only_one(key)


def list_drafts(by: Actor) -> list[Draft]:
    """Return what the actor's organization is drawing, latest first."""
    found = Draft.objects.within(by).select_related("drawn_by").defer("xml")
    return list(found.order_by("-drawn_at"))


def get_draft(by: Actor, draft_id: int) -> Draft:
    """Return a draft of the actor's organization.

    Raises:
        NotFound: there is none.
    """
    found = Draft.objects.within(by).select_related("organization", "drawn_by")
    return found.filter(pk=draft_id).only_one(draft_id)


def check_file(data: bytes) -> Drawn:
    """Return the flow of a file, with every finding, by the flows in use now.

    Nothing is kept. A file that cannot be read at all has one finding.
    """

    def called(key: str) -> Graph | None:
        try:
            return latest_flow(key).graph
        except NotFound:
            return None

    try:
        return compile_flow(data, called)
    except Unsound as unsound:
        return Drawn(Graph("", "", {}, {}), (unsound.finding,))
