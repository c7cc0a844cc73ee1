"""Every act on the ways people are led to services."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from sunhall.directory.actions import advance_items
from sunhall.directory.choices import VersionStatus
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.events import announce
from sunhall.platforms.portal.errors import (
    NavigationChangedMeanwhile,
    NavigationDayPassed,
    NavigationDayTaken,
    NavigationDraftExists,
    NavigationExists,
    NavigationFourEyes,
    NavigationImmutable,
    NavigationNotSound,
)
from sunhall.platforms.portal.events import (
    NavigationDiscarded,
    NavigationDrafted,
    NavigationPublished,
    NavigationRevised,
)
from sunhall.platforms.portal.models import NavigationTree, NavigationVersion
from sunhall.platforms.portal.permissions import Permission
from sunhall.platforms.portal.queries import faults_of
from sunhall.platforms.portal.rules.navigation import read_tree, write_tree

Document = Mapping[str, Any]


@action(Permission.NAVIGATION_DRAFT)
def draft_navigation(
    by: Actor, *, code: str, audience: str, document: Document
) -> NavigationVersion:
    """Draft a new navigation.

    Raises:
        NavigationExists: another one has the code.
        NavigationUnreadable: the document is no navigation.
    """
    if NavigationTree.objects.filter(code=code).exists():
        raise NavigationExists(code=code)
    tree = NavigationTree.objects.create(code=code, audience=audience)
    return _draft(by, tree, document)


@action(Permission.NAVIGATION_DRAFT)
def draft_next_navigation(by: Actor, *, tree_id: int) -> NavigationVersion:
    """Draft a new version of a navigation from its latest one.

    Raises:
        NotFound: no such navigation.
        NavigationDraftExists: it has a draft already.
    """
    tree = NavigationTree.objects.lock(tree_id)
    if draft := tree.versions.drafts().first():
        raise NavigationDraftExists(version=draft.version)
    return _draft(by, tree, tree.versions.latest("version").document)


@action(Permission.NAVIGATION_DRAFT)
def revise_navigation(
    by: Actor, *, version_id: int, document: Document, expected_hash: str | None = None
) -> NavigationVersion:
    """Replace what a draft says, and look through the gate again.

    Raises:
        NotFound: no such version.
        NavigationImmutable: it is published.
        NavigationChangedMeanwhile: someone has changed the draft since.
        NavigationUnreadable: the document is no navigation.
    """
    version = _own_draft(version_id)
    if expected_hash not in (None, version.document_hash):
        raise NavigationChangedMeanwhile(name=version.drafted_by_name)
    if by.person_id and by.person_id not in version.drafter_ids:
        version.drafter_ids = [*version.drafter_ids, by.person_id]
    version.drafted_by_name = by.name
    _write(by, version, document)
    version.save()
    announce(by, NavigationRevised(**_named(version)))
    return version


@action(Permission.NAVIGATION_DRAFT)
def discard_navigation(by: Actor, *, version_id: int) -> None:
    """Throw a draft away; a navigation that was never public goes with it.

    Raises:
        NotFound: no such version.
        NavigationImmutable: it is published.
    """
    version = _own_draft(version_id)
    announce(by, NavigationDiscarded(**_named(version)))
    tree = version.tree
    version.delete()
    if not tree.versions.exists():
        tree.delete()


@action(Permission.NAVIGATION_PUBLISH)
def publish_navigation(by: Actor, *, version_id: int, effective_date: date) -> NavigationVersion:
    """Approve a draft and make it public, to take effect on a day.

    The gate is passed again here: every leaf reachable, no dead end, every leaf a live item.

    Raises:
        NotFound: no such version.
        NavigationImmutable: it is published already.
        NavigationFourEyes: the actor had a hand in the draft.
        NavigationNotSound: the gate has found a fault.
        NavigationDayPassed: the day is before today.
        NavigationDayTaken: the version before takes effect on that day or later.
    """
    if effective_date < by.today:
        raise NavigationDayPassed(day=effective_date.isoformat(), today=by.today.isoformat())
    version = _own_draft(version_id)
    if by.person_id in version.drafter_ids:
        raise NavigationFourEyes(name=by.name)
    for finding in faults_of(by, read_tree(version.document)):
        raise NavigationNotSound(place=finding.place, fault=finding.fault.label)
    _supersede(version, effective_date)
    version.status = VersionStatus.PUBLISHED
    version.published_by_id = by.person_id
    version.published_by_name = by.name
    version.published_at = by.moment
    version.valid_from = effective_date
    version.findings = []
    version.save()
    advance_items()
    announce(by, NavigationPublished(**_named(version), effective_date=effective_date))
    return version


def _draft(by: Actor, tree: NavigationTree, document: Document) -> NavigationVersion:
    last: int | None = tree.versions.aggregate(last=Max("version"))["last"]
    version = NavigationVersion(
        tree=tree,
        version=(last or 0) + 1,
        drafter_ids=[by.person_id] if by.person_id else [],
        drafted_by_name=by.name,
        drafted_at=by.moment,
    )
    _write(by, version, document)
    version.save()
    announce(by, NavigationDrafted(**_named(version)))
    return version


def _write(by: Actor, version: NavigationVersion, document: Document) -> None:
    tree = read_tree(document)
    version.document = write_tree(tree)
    version.document_hash = sha256_of(version.document)
    version.name = tree.name[:100]
    version.summary = tree.summary
    version.findings = [finding.as_dict() for finding in faults_of(by, tree)]
    version.changed_at = by.moment


def _own_draft(version_id: int) -> NavigationVersion:
    version = NavigationVersion.objects.select_related("tree").lock(version_id)
    if version.is_public:
        raise NavigationImmutable(version=version.version)
    return version


def _supersede(version: NavigationVersion, effective_date: date) -> None:
    lasting = NavigationVersion.objects.public().lasting(effective_date)
    for before in lasting.filter(tree=version.tree_id).select_for_update():
        if before.valid_to is not None or before.valid_from is None:
            raise NavigationDayTaken(version=before.version, day=str(before.valid_to))
        if before.valid_from >= effective_date:
            raise NavigationDayTaken(version=before.version, day=str(before.valid_from))
        before.status, before.valid_to = VersionStatus.SUPERSEDED, effective_date
        before.save(update_fields=["status", "valid_to"])


def _named(version: NavigationVersion) -> dict[str, Any]:
    return {
        "subject_id": version.tree_id,
        "code": version.tree.code,
        "version": version.version,
        "document_hash": version.document_hash,
    }
