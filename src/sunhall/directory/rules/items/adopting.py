"""A city item adopted by a district: the same everywhere but for what may differ.

全市统一、分级推进: a district says where to go and whom to call, and may promise more.
"""

from collections.abc import Mapping
from typing import Any

from sunhall.directory.choices import ItemElement
from sunhall.directory.errors import PromiseLonger, ThatMustNotDiffer
from sunhall.directory.rules.items.document import Item, Limit, read_item, write_item
from sunhall.directory.rules.items.limits import is_shorter_or_equal

PLACE = "acceptance_place"
MAY_DIFFER = (ItemElement.OFFICE.value, ItemElement.COMMITTED_LIMIT.value, PLACE)


def adopt(template: Item, differences: Mapping[str, Any]) -> Item:
    """Return the district's item: the city's with the differences.

    Raises:
        ThatMustNotDiffer: an element differs that must be the same in the whole city.
        PromiseLonger: the district promises less than the city.
        ItemUnreadable: a difference is none that can be written down.
    """
    for name in differences:
        if name not in MAY_DIFFER:
            raise ThatMustNotDiffer(element=label_of(name))
    document = write_item(template)
    if office := differences.get("office"):
        document["office"] = document["office"] | dict(office)
    if place := differences.get(PLACE):
        document["authority"] = document["authority"] | {PLACE: place}
    if limit := differences.get("committed_limit"):
        document["committed_limit"] = dict(limit)
    item = read_item(document)
    _check_promise(item.committed_limit, template.committed_limit)
    return item


def still_allowed(template: Item, differences: Mapping[str, Any]) -> dict[str, Any]:
    """Return the differences that a new template leaves: a promise now too long falls away."""
    kept = dict(differences)
    limit = kept.get("committed_limit")
    promised = template.committed_limit
    if limit and promised and not is_shorter_or_equal(Limit(**limit), promised):
        del kept["committed_limit"]
    return kept


def differences_of(template: Item, local: Mapping[str, Any]) -> dict[str, Any]:
    """Return by what a whole document differs from the template.

    Raises:
        ThatMustNotDiffer: an element differs that must be the same in the whole city.
        ItemUnreadable: it is no item.
    """
    wanted = write_item(read_item(local))
    ours = write_item(template)
    found: dict[str, Any] = {}
    for name, value in wanted.items():
        if value == ours[name]:
            continue
        if name == "authority" and _only_place_differs(ours[name], value):
            found[PLACE] = value[PLACE]
        elif name in MAY_DIFFER:
            found[name] = value
        else:
            raise ThatMustNotDiffer(element=label_of(name))
    return found


def label_of(name: str) -> Any:
    """Return what people call an element."""
    return ItemElement(name).label if name in ItemElement.values else name


def _only_place_differs(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    return all(ours[name] == theirs[name] for name in ours if name != PLACE)


def _check_promise(local: Limit | None, template: Limit | None) -> None:
    if local and template and not is_shorter_or_equal(local, template):
        raise PromiseLonger(days=local.value, city_days=template.value)
