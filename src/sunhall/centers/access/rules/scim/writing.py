"""What a written user asks for: an account opened, let sign on, or no more. RFC 7644 3.3, 3.5."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunhall.centers.access.rules.scim.faults import ScimFault
from sunhall.centers.access.rules.scim.schemas import ENTERPRISE, MESSAGES, USER

PATCH = f"{MESSAGES}:PatchOp"
LONGEST_LOGIN = 50
ACTIVE = {"active", f"{USER}:active".lower()}


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account to be opened: the login, whose it is, and whether it may sign on."""

    login: str
    employee_number: str
    is_active: bool


def read_new(body: Mapping[str, Any]) -> NewUser:
    """Return the account a posted user asks for; what is read only is passed over.

    Raises:
        ScimFault: a login or an employee number is missing, or is none (400, invalidValue).
    """
    known = {name.lower(): value for name, value in body.items()}
    more = known.get(ENTERPRISE.lower())
    extension = {k.lower(): v for k, v in more.items()} if isinstance(more, Mapping) else {}
    login, number = known.get("username"), extension.get("employeenumber")
    for name, value in (("userName", login), ("employeeNumber", number)):
        if not (isinstance(value, str) and value.isprintable() and len(value.strip()) > 0):
            raise ScimFault(400, f"{name} is required", "invalidValue")
    if len(str(login)) > LONGEST_LOGIN:
        raise ScimFault(400, "userName is too long", "invalidValue")
    return NewUser(str(login), str(number), _flag(known.get("active", True)))


def read_replaced(body: Mapping[str, Any], login: str, number: str) -> bool | None:
    """Return whether a user that is put may sign on; none if it does not say.

    Raises:
        ScimFault: it would change what never changes (400, mutability).
    """
    known = {name.lower(): value for name, value in body.items()}
    more = known.get(ENTERPRISE.lower())
    extension = {k.lower(): v for k, v in more.items()} if isinstance(more, Mapping) else {}
    given = known.get("username", login), extension.get("employeenumber", number)
    if given != (login, number):
        raise ScimFault(400, "userName and employeeNumber never change", "mutability")
    return _flag(known["active"]) if "active" in known else None


def read_patched(body: Mapping[str, Any]) -> bool | None:
    """Return whether a patched user may sign on; none if nothing is said of it.

    Raises:
        ScimFault: it is no patch, or touches what is read only (400).
    """
    if PATCH not in (body.get("schemas") or []):
        raise ScimFault(400, "PatchOp expected", "invalidSyntax")
    operations = body.get("Operations")
    if not isinstance(operations, list) or not operations:
        raise ScimFault(400, "Operations expected", "invalidSyntax")
    wanted = None
    for operation in operations:
        wanted = _patched(operation)
    return wanted


def _patched(operation: Any) -> bool:
    if not isinstance(operation, Mapping) or not isinstance(operation.get("op"), str):
        raise ScimFault(400, "an operation has op, path and value", "invalidSyntax")
    verb, path, value = operation["op"].lower(), operation.get("path"), operation.get("value")
    if verb not in ("add", "replace", "remove"):
        raise ScimFault(400, f"no operation: {verb}", "invalidSyntax")
    if not path and isinstance(value, Mapping) and len(value) == 1:
        ((path, value),) = value.items()
    if not isinstance(path, str) or not path:
        raise ScimFault(400, "path expected", "noTarget")
    if path.lower() not in ACTIVE or verb == "remove":
        raise ScimFault(400, f"{path} cannot be changed here", "mutability")
    return _flag(value)


def _flag(value: Any) -> bool:
    # Some providers write booleans as words
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise ScimFault(400, "active is true or false", "invalidValue")
    return value
