"""Matters as they are handed in."""

from dataclasses import dataclass
from datetime import date

from sunhall.directory.choices import Certainty, Level, MatterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisDraft:
    """An article a matter shall rest on; `valid_from` of None is the matter's own."""

    law: str
    article: str
    year: int | None = None
    role: str = ""
    certainty: str = Certainty.VERIFIED.value
    source: str = ""
    gist: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells one basis of a matter from another."""
        return (self.law, self.article, self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterDraft:
    """A matter to be registered by the organization with this code."""

    code: str
    name: str
    organization_code: str
    kind: str = MatterKind.PENALTY.value
    level: str = Level.CITY.value
    task_code: str = ""
    keywords: str = ""
    is_synthetic: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    bases: tuple[BasisDraft, ...] = ()
