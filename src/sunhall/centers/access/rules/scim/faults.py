"""Why a SCIM request is turned down. Standard: RFC 7644 3.12."""


class ScimFault(Exception):
    """A request that cannot be answered: HTTP status, SCIM's own word, and why."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.kind = kind
