"""What is wrong with a drawn flow, and at which element."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect of a flow; the element is named by its id and by its label.

    `template` is a Chinese msgid with %(name)s placeholders, filled from `params`. Without an
    element the whole file is to blame.
    """

    code: str
    template: str
    element: str = ""
    label: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


class Unsound(Exception):
    """A flow cannot be read at all."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding
