"""Draw a flow, and put a version of it to use."""

import hashlib

from django.db import connection

from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.platforms.workflow.errors import FlowUnsound, KeyTaken, NothingNew
from sunhall.platforms.workflow.events import FlowDeployed
from sunhall.platforms.workflow.models import Definition, Draft
from sunhall.platforms.workflow.permissions import Permission
from sunhall.platforms.workflow.queries.flows import latest_flow
from sunhall.platforms.workflow.rules.compiling import compile_flow
from sunhall.platforms.workflow.rules.findings import Unsound
from sunhall.platforms.workflow.rules.graph import Graph, Kind


@action(Permission.FLOW_DRAW)
def save_draft(by: Actor, *, key: str, name: str, xml: str) -> Draft:
    """Keep a flow that the actor's organization is drawing, sound or not.

    Raises:
        KeyTaken: another organization's flow has the key.
    """
    _check_key(by, key)
    draft, _created = Draft.objects.update_or_create(
        organization_id=by.own_organization_id,
        key=key,
        defaults={
            "name": name,
            "xml": xml,
            "drawn_at": by.moment,
            "drawn_by_id": by.person_id,
        },
    )
    return draft


@action(Permission.FLOW_DRAW)
def discard_draft(by: Actor, *, draft_id: int) -> None:
    """Throw a draft away.

    Raises:
        NotFound: the actor's organization has no such draft.
    """
    Draft.objects.within(by).lock(draft_id).delete()


@action(Permission.FLOW_DEPLOY)
def deploy(by: Actor, *, xml: bytes, organization_id: int | None = None) -> Definition:
    """Put a flow to use as its next version; running cases keep theirs.

    `organization_id` is for the city itself; anybody else deploys for their own organization.

    Raises:
        FlowUnsound: it has defects; each is named with its element.
        KeyTaken: another organization's flow has the key.
        NothingNew: the version in use is the same, byte for byte.
    """
    calls: dict[str, int] = {}

    def called(key: str) -> Graph | None:
        try:
            flow = latest_flow(key)
        except NotFound:
            return None
        calls[key] = flow.id
        return flow.graph

    try:
        drawn = compile_flow(xml, called)
    except Unsound as unsound:
        raise FlowUnsound([unsound.finding]) from None
    if drawn.findings:
        raise FlowUnsound(drawn.findings)
    graph = drawn.graph
    _lock(graph.key)
    _check_key(by, graph.key, organization_id)
    digest = hashlib.sha256(xml).hexdigest()
    last = Definition.objects.filter(key=graph.key).order_by("-version").defer("xml").first()
    if last is not None and last.hash == digest and last.calls == _pinned(graph, calls):
        raise NothingNew(version=last.version)
    definition = Definition.objects.create(
        key=graph.key,
        version=last.version + 1 if last else 1,
        name=graph.name,
        organization_id=_owner(by, organization_id),
        xml=xml.decode(),
        hash=digest,
        calls=_pinned(graph, calls),
        deployed_at=by.moment,
        deployed_by_id=by.person_id,
    )
    announce(
        by,
        FlowDeployed(
            subject_id=definition.pk,
            flow=definition.key,
            version=definition.version,
            hash=digest,
        ),
    )
    return definition


def _owner(by: Actor, organization_id: int | None) -> int:
    if by.channel is Channel.SYSTEM and organization_id:
        return organization_id
    return by.own_organization_id


def _check_key(by: Actor, key: str, organization_id: int | None = None) -> None:
    others = Definition.objects.filter(key=key).exclude(organization_id=_owner(by, organization_id))
    taken = others.select_related("organization").first()
    if taken is not None:
        raise KeyTaken(key=key, organization=taken.organization.short_name)


def _pinned(graph: Graph, calls: dict[str, int]) -> dict[str, int]:
    """Return the versions of the flows it calls itself; those know what they call."""
    called = {one.refers_to for one in graph.nodes.values() if one.kind is Kind.CALL}
    return {key: pk for key, pk in sorted(calls.items()) if key in called}


def _lock(key: str) -> None:
    """Let one act at a time deploy a flow, so that its versions count up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"workflow:{key}"])
