"""Who acts, in which post, with what permissions, when and through which channel."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone


class Channel(StrEnum):
    """The edge an act came through."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Delegation:
    """What somebody may do only in the place of another (代理): whose it is, and what."""

    person_id: int
    name: str
    permissions: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Someone acting at one moment; built once at the edge, first argument of every action.

    It replaces the request, the session and the clock. The system itself is an actor too, so no
    check is ever skipped. Civil servants are persons of the directory and act in a post; citizens
    act for themselves, or as agents for an enterprise; a department's application acts for itself.

    `permissions` hold those of `delegations` too; `in_place_of` is the one an act goes on under.
    `reach` are the organizations a permission extends to besides the actor's own. `is_confirmed`
    tells that they proved a short while ago to be who they are, or need not: only a session ages.
    """

    moment: datetime
    channel: Channel
    account_id: int | None = None
    person_id: int | None = None
    citizen_id: int | None = None
    enterprise_id: int | None = None
    application_id: int | None = None
    name: str = ""
    post_id: int | None = None
    post_name: str = ""
    organization_id: int | None = None
    organization_name: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)
    delegations: tuple[Delegation, ...] = ()
    in_place_of: Delegation | None = None
    reach: tuple[tuple[str, frozenset[int]], ...] = ()
    is_confirmed: bool = True

    @property
    def is_visitor(self) -> bool:
        """Tell whether nobody has signed in."""
        keys = (self.person_id, self.citizen_id, self.application_id)
        return keys == (None, None, None) and self.channel is not Channel.SYSTEM

    @property
    def own_organization_id(self) -> int:
        """Return the organization the actor acts for; 0, which none has, if there is none."""
        return self.organization_id or 0

    @property
    def own_person_id(self) -> int:
        """Return who the actor is; 0, which nobody has, for the public and the system."""
        return self.person_id or 0

    @property
    def own_account_id(self) -> int:
        """Return by which account the actor signed on; 0, which none has, if by none."""
        return self.account_id or 0

    @property
    def today(self) -> date:
        """Return the date of the act in the city's time zone."""
        return timezone.localdate(self.moment)

    def may(self, permission: str) -> bool:
        """Tell whether the actor holds the permission."""
        return permission in self.permissions

    def exercising(self, permission: str) -> "Actor":
        """Return the actor using a permission: in their own right, or in the place of another."""
        found = next((one for one in self.delegations if permission in one.permissions), None)
        return self if found is self.in_place_of else replace(self, in_place_of=found)

    def organizations(self, permission: str) -> frozenset[int]:
        """Return the organizations a permission they hold extends to, their own among them."""
        own = frozenset({self.own_organization_id})
        return own.union(*(reached for code, reached in self.reach if code == permission))

    @classmethod
    def visitor(cls, moment: datetime, channel: Channel = Channel.WEB) -> "Actor":
        """Return the public: everyone who has not signed in."""
        return cls(moment=moment, channel=channel)
