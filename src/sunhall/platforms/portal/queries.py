"""Every read of the portal's own."""

from collections.abc import Sequence

from sunhall.directory.queries import items
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.platforms.portal.models import NavigationTree, NavigationVersion
from sunhall.platforms.portal.rules.navigation import Tree, TreeFinding, find_tree_faults, read_tree


def list_trees(by: Actor) -> list[NavigationVersion]:
    """Return the navigations in force today."""
    rows = NavigationVersion.objects.in_force(by.today).select_related("tree")
    return list(rows.defer("document").order_by("tree__audience", "tree__code"))


def get_tree(by: Actor, code: str) -> tuple[NavigationVersion, Tree]:
    """Return the version of a navigation in force today, and its tree.

    Raises:
        NotFound: none is.
    """
    rows = NavigationVersion.objects.in_force(by.today).filter(tree__code=code)
    version = rows.select_related("tree").first()
    if version is None:
        raise NotFound(str(NavigationTree._meta.verbose_name), code)
    return version, read_tree(version.document)


def list_all_trees(by: Actor) -> list[NavigationTree]:
    """Return every navigation, each with its versions."""
    return list(NavigationTree.objects.prefetch_related("versions"))


def get_draft(by: Actor, version_id: int) -> NavigationVersion:
    """Return any version of a navigation, for those who work on them.

    Raises:
        NotFound: there is none.
    """
    version = NavigationVersion.objects.select_related("tree").filter(pk=version_id).first()
    if version is None:
        raise NotFound(str(NavigationVersion._meta.verbose_name), version_id)
    return version


def faults_of(by: Actor, tree: Tree) -> list[TreeFinding]:
    """Return what keeps a tree from being published today."""
    return find_tree_faults(tree, live_items(by, tree.items))


def live_items(by: Actor, codes: Sequence[str]) -> frozenset[str]:
    """Return which of the items are in force today."""
    return frozenset(items.list_titles(by, codes))
