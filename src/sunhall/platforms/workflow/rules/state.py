"""Where a case stands in its flow, and what a step makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sunhall.platforms.workflow.rules.graph import Timer

Item = str | int


@dataclass(slots=True)
class Token:
    """A place where a case stands and waits.

    `parent` is the token of the sub-process, or of the whole, that it is a part of; 0 is the
    process. `item` is what of a list it is for. `mark` is the flow it came by where it waits at a
    join, and the place of its item where one follows the other.
    """

    node: str
    parent: int = 0
    item: Item | None = None
    mark: str = ""


@dataclass(slots=True)
class State:
    """All a running case is: its tokens by number, its facts, the last number given."""

    tokens: dict[int, Token] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    last: int = 0

    def dump(self) -> dict[str, Any]:
        """Return the state as plain JSON, as short as it gets."""
        return {
            "n": self.last,
            "t": {str(key): _short(one) for key, one in self.tokens.items()},
            "f": self.facts,
        }

    @classmethod
    def load(cls, plain: Mapping[str, Any]) -> "State":
        """Return the state that plain JSON tells of."""
        tokens = {int(key): Token(*parts) for key, parts in plain["t"].items()}
        return cls(tokens, dict(plain["f"]), plain["n"])

    def copy(self) -> "State":
        """Return a state that may be changed without changing this one."""
        tokens = {
            key: Token(one.node, one.parent, one.item, one.mark) for key, one in self.tokens.items()
        }
        return State(tokens, dict(self.facts), self.last)


def _short(token: Token) -> list[Any]:
    parts = [token.node, token.parent, token.item, token.mark]
    while parts[-1] in (0, None, ""):
        parts.pop()
    return parts


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody's turn has come."""

    token: int
    node: str
    organization: str
    item: Item | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A function is to be called, or a table to be asked; then the step is done, or has failed."""

    token: int
    node: str


@dataclass(frozen=True, slots=True)
class Armed:
    """A timer is set for an event; a day of a fact has been read."""

    token: int
    event: str
    timer: Timer


@dataclass(frozen=True, slots=True)
class Told:
    """The flow tells something: a message or a signal."""

    node: str
    name: str


Effect = Opened | Asked | Armed | Told


@dataclass(slots=True)
class Outcome:
    """What a step made: the state after it, what is to be done, which tokens are gone."""

    state: State
    effects: list[Effect] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing is left of the case's flow."""
        return not self.state.tokens


class FlowError(Exception):
    """A step cannot be taken; `code` never changes and `node` is where."""

    def __init__(self, code: str, node: str = "", **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.node = node
        self.facts = facts
