"""The three ways an act is turned down; anything else is a bug and surfaces."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


class SunhallError(Exception):
    """An act was turned down."""


class Refusal(SunhallError):
    """Law or state forbids the act; shown on the form, 409 in the API.

    A subclass names the reason by its `code` and says it in words by `message`, a Chinese msgid
    with %-placeholders that are filled from the facts.
    """

    code = "refused"
    message = ""

    def __init__(self, **facts: Any) -> None:
        self.facts: Mapping[str, Any] = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        """Return the reason in the reader's language."""
        return _(self.message) % self.facts if self.facts else _(self.message)


class Forbidden(SunhallError):
    """The actor lacks the permission; 403."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(permission)

    def __str__(self) -> str:
        """Return the reason in the reader's language."""
        return _("您没有办理此事的权限：%(permission)s") % {"permission": self.permission}


class ConfirmationNeeded(Forbidden):
    """The act is weighty, and the actor proved too long ago to be who they are; 403."""

    def __str__(self) -> str:
        """Return the reason in the reader's language."""
        return _("此事重大，请先再次确认身份")


class NotFound(SunhallError):
    """There is no such thing, or it is not in the actor's jurisdiction; 404."""

    def __init__(self, what: str, key: object) -> None:
        self.what = what
        self.key = key
        super().__init__(f"{what} {key}")

    def __str__(self) -> str:
        """Return the reason in the reader's language."""
        return _("没有找到：%(what)s %(key)s") % {"what": self.what, "key": self.key}
