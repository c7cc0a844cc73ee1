"""Holders are entered by whoever first names them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sunhall.centers.data.choices import HolderKind
from sunhall.centers.data.errors import HolderRefused
from sunhall.centers.data.models import Holder
from sunhall.kernel.actor import Actor
from sunhall.kernel.identifiers import IdentifierError, check

CHECKED_AS = {HolderKind.CITIZEN: "resident-id", HolderKind.ENTERPRISE: "credit-code"}
LONGEST_NAME = 100


def holder_of(by: Actor, kinds: Sequence[HolderKind], identifier: str, name: str) -> Holder:
    """Return the holder with a number, a new one if there was none; of one of these kinds.

    Raises:
        HolderRefused: it is no number of theirs or no name, or the number is another's.
    """
    written = " ".join(name.split())
    if not 0 < len(written) <= LONGEST_NAME:
        raise HolderRefused(fault=_("请填写姓名或者名称，不超过 100 个字。"))
    fitting = (known_holder(by, kind, identifier, written) for kind in kinds)
    holder = next(filter(None, fitting), None)
    if holder is None:
        raise HolderRefused(fault=_fault_of(by, kinds[0], identifier))
    if holder.name != written:
        raise HolderRefused(fault=_("姓名或者名称与该号码已登记的不一致。"))
    return holder


def known_holder(by: Actor, kind: HolderKind, identifier: str, name: str) -> Holder | None:
    """Return the holder with a number under whatever name; none where the number is none."""
    try:
        number = check(CHECKED_AS[kind], identifier, by.today).value
    except IdentifierError:
        return None
    holder, _is_new = Holder.objects.get_or_create(
        identifier=number, defaults={"kind": kind, "name": name[:LONGEST_NAME]}
    )
    return holder


def _fault_of(by: Actor, kind: HolderKind, identifier: str) -> str:
    try:
        check(CHECKED_AS[kind], identifier, by.today)
    except IdentifierError as error:
        return str(error)
    return ""
