"""Why a document is not made."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class SheetIncomplete(Refusal):
    """A document says all that the law demands of it (行政处罚法 第五十九条).

    The fact `parts` are the names of what is missing.
    """

    code = "sheet_incomplete"
    message = _("《%(title)s》还缺少必须载明的内容：%(parts)s。")

    def __str__(self) -> str:
        """Return the reason in the reader's language, with each missing part."""
        parts = gettext("、").join(gettext(part) for part in self.facts["parts"])
        return gettext(self.message) % {**self.facts, "parts": parts}


class WordingTooLong(Refusal):
    """A document has room for so many words."""

    code = "wording_too_long"
    message = _("《%(title)s》的“%(part)s”最多 %(limit)s 字。")

    def __str__(self) -> str:
        """Return the reason in the reader's language, with the part that is too long."""
        part = self.facts["part"]
        return gettext(self.message) % {**self.facts, "part": gettext(part)}
