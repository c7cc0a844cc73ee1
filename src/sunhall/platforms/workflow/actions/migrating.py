"""Carry running cases over to another version of their flow, all of them or none."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.platforms.workflow.errors import CannotMigrate
from sunhall.platforms.workflow.events import CaseMigrated, CasesMigrated
from sunhall.platforms.workflow.permissions import Permission
from sunhall.platforms.workflow.queries.flows import RunnableFlow, flow_of
from sunhall.platforms.workflow.rules import migrating as rules
from sunhall.platforms.workflow.rules.state import State

READ = """
SELECT id, subject_kind, subject_id, state FROM workflow_instance
WHERE definition_id = %s AND status IN ('running', 'suspended') ORDER BY id
"""
LOCKED = READ + " FOR UPDATE"
MOVE = """
UPDATE workflow_instance i SET state = m.state::jsonb, definition_id = %s
FROM unnest(%s::bigint[], %s::text[]) AS m (id, state) WHERE i.id = m.id
"""
RENAME_STEPS = """
UPDATE workflow_task t SET node = m.new, name = m.name
FROM unnest(%s::text[], %s::text[], %s::text[]) AS m (old, new, name)
WHERE t.instance_id = ANY (%s) AND t.closed_at IS NULL AND t.node = m.old
"""
RENAME_TIMERS = """
UPDATE workflow_timer t SET node = m.new FROM unnest(%s::text[], %s::text[]) AS m (old, new)
WHERE t.instance_id = ANY (%s) AND t.node = m.old
"""
DROP_TIMERS = "DELETE FROM workflow_timer WHERE instance_id = ANY (%s) AND node <> ALL (%s)"
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Migration:
    """What a migration does, or would do: how many cases, and what keeps others from it."""

    count: int
    misfits: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """Return how many tokens find no place."""
        return sum(self.misfits.values())


@action(Permission.FLOW_DEPLOY)
def migrate(
    by: Actor, *, from_id: int, to_id: int, mapping: Mapping[str, str], dry_run: bool
) -> Migration:
    """Let the running cases of one version go on by another; nodes go where told, or to their id.

    Timers go with their events; one whose event is gone is dropped. A dry run changes nothing.

    Raises:
        NotFound: there is no such version.
        CannotMigrate: a case stands where the mapping leads nowhere; no case is changed.
    """
    old, new = flow_of(from_id), flow_of(to_id)
    nodes = rules.map_nodes(old.graph, new.graph, mapping)
    moved: list[tuple[int, str, int, str]] = []
    misfits: Counter[tuple[str, str]] = Counter()
    for key, kind, subject_id, plain in _read(from_id, dry_run=dry_run):
        state, wrong = rules.migrate(old.graph, new.graph, nodes, State.load(json.loads(plain)))
        misfits.update((one.node, one.code) for one in wrong)
        if state is not None:
            moved.append((key, kind, subject_id, _written(state)))
    found = Migration(len(moved), dict(misfits))
    if dry_run:
        return found
    if misfits:
        raise CannotMigrate(count=found.refused)
    for first in range(0, len(moved), BATCH):
        _move(by, moved[first : first + BATCH], old, new, nodes)
    announce(
        by,
        CasesMigrated(
            subject_id=to_id,
            flow=new.key,
            version=new.version,
            from_version=old.version,
            count=len(moved),
            mapping=dict(mapping),
        ),
    )
    return found


def _read(definition_id: int, *, dry_run: bool) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(READ if dry_run else LOCKED, [definition_id])
        yield from cursor.fetchall()


def _written(state: State) -> str:
    return json.dumps(state.dump(), ensure_ascii=False, separators=(",", ":"))


def _move(
    by: Actor,
    batch: Sequence[tuple[int, str, int, str]],
    old: RunnableFlow,
    new: RunnableFlow,
    nodes: Mapping[str, str],
) -> None:
    keys = [key for key, _kind, _subject, _state in batch]
    before, after = list(nodes), list(nodes.values())
    names = [new.graph.nodes[goal].name or goal for goal in after]
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [new.id, keys, [state for *_rest, state in batch]])
        cursor.execute(RENAME_STEPS, [before, after, names, keys])
        cursor.execute(DROP_TIMERS, [keys, before])
        cursor.execute(RENAME_TIMERS, [before, after, keys])
    announce(
        by,
        *(
            CaseMigrated(
                subject_id=key,
                of_kind=kind,
                of_id=subject_id,
                flow=new.key,
                version=new.version,
                from_version=old.version,
            )
            for key, kind, subject_id, _state in batch
        ),
    )
