"""Read what the surroundings decide: the home folder, the secret, the database, the variables."""

import os
import secrets
from collections.abc import Mapping, Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import platformdirs
from django.core.exceptions import ImproperlyConfigured

from sunhall.kernel.postgres.cluster import Cluster
from sunhall.kernel.secret_files import keep_secret

CHECKOUT = Path(__file__).resolve().parents[3]
"""The folder of the Makefile, where the program runs from a checkout."""

CONNECTION_SECONDS = 600
"""How long a connection may be kept for the next request."""

PREPARED_AFTER = 3
"""How often a connection runs a statement before its plan is kept."""


def home() -> Path:
    """Return the folder that holds all that must outlive the program.

    `SUNHALL_HOME` if set; in a checkout `var` beside the Makefile; else the user's data folder.
    """
    if chosen := os.environ.get("SUNHALL_HOME"):
        return Path(chosen).expanduser().absolute()
    if (CHECKOUT / "Makefile").is_file() and (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    return Path(platformdirs.user_data_dir("sunhall", appauthor=False))


def text(name: str, *, default: str) -> str:
    """Return a variable as it stands."""
    return os.environ.get(name, default)


def words(name: str, *, default: list[str]) -> list[str]:
    """Return a variable as the words between its commas."""
    given = os.environ.get(name)
    return default if given is None else [word.strip() for word in given.split(",") if word.strip()]


def flag(name: str, *, default: bool) -> bool:
    """Return a variable as yes or no.

    Raises:
        ImproperlyConfigured: it says neither.
    """
    given = os.environ.get(name, "").strip().lower()
    if given in {"1", "yes", "true", "on"}:
        return True
    if given in {"0", "no", "false", "off"}:
        return False
    if given:
        raise ImproperlyConfigured(f"{name} is {given!r}, but must be 1 or 0")
    return default


def choice(name: str, *, of: Sequence[str], default: str) -> str:
    """Return a variable that names one of several ways.

    Raises:
        ImproperlyConfigured: it names none of them.
    """
    given = os.environ.get(name, "").strip().lower() or default
    if given not in of:
        raise ImproperlyConfigured(f"{name} is {given!r}, but must be one of {', '.join(of)}")
    return given


def number(name: str, *, default: int) -> int:
    """Return a variable as a whole number.

    Raises:
        ImproperlyConfigured: it is none.
    """
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdigit()):
        raise ImproperlyConfigured(f"{name} is {given!r}, but must be a whole number")
    return int(given)


def networks(name: str, *, default: str) -> dict[str, list[str]]:
    """Return a variable as named lists of networks: `name=10.0.0.0/8 fc00::/7,name=…`.

    Raises:
        ImproperlyConfigured: it is not written so, or something in it is no network.
    """
    zones = {}
    for part in os.environ.get(name, default).split(","):
        zone, equals, listed = (one.strip() for one in part.partition("="))
        if not (zone and equals and listed):
            raise ImproperlyConfigured(f"{name} must be written name=network network,name=…")
        try:
            zones[zone] = [str(ip_network(one)) for one in listed.split()]
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}") from error
    return zones


def secret_key() -> str:
    """Return the key that signs sessions: `SUNHALL_SECRET_KEY`, or one made on the first run."""
    if chosen := os.environ.get("SUNHALL_SECRET_KEY"):
        return chosen
    kept = home() / "secret_key"
    if not kept.exists():
        keep_secret(kept, secrets.token_urlsafe(64).encode())
    return kept.read_text(encoding="ascii")


def embedded_cluster() -> Cluster | None:
    """Return the database server that the program brings along, or None if it is given another."""
    return None if os.environ.get("DATABASE_URL") else Cluster(home())


def database_settings() -> dict[str, Any]:
    """Return Django's settings of the database, without touching the database.

    Nothing here depends on a session of the server, so that a pooler in transaction mode may stand
    between.

    Raises:
        ImproperlyConfigured: `DATABASE_URL` is not the address of a PostgreSQL database.
    """
    cluster = embedded_cluster()
    place: Mapping[str, Any] = (
        cluster.address() if cluster else parse_database_url(os.environ["DATABASE_URL"])
    )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        **place,
        "OPTIONS": {**_statements(), **place.get("OPTIONS", {})},
    }


def _statements() -> dict[str, Any]:
    """Let PostgreSQL keep the plan of a statement that comes again."""
    if flag("SUNHALL_PREPARED_STATEMENTS", default=True):
        return {"server_side_binding": True, "prepare_threshold": PREPARED_AFTER}
    return {}


def parse_database_url(url: str) -> Mapping[str, Any]:
    """Return the parts of `postgresql://user:password@host:port/name?option=value` as Django names.

    A host or a name may also stand among the options, as `?host=/run/postgresql`. The message of a
    fault never repeats the password.

    Raises:
        ImproperlyConfigured: the URL is not the address of a PostgreSQL database.
    """
    parts, port = _split(url)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = unquote(parts.path.removeprefix("/")) or options.pop("dbname", "")
    if not name or "/" in name:
        raise _bad_url("it must end with the name of one database")
    return {
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": port or options.pop("port", ""),
        "OPTIONS": options,
    }


def _split(url: str) -> tuple[SplitResult, str]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise _bad_url("its host or port cannot be read (in a password, write / as %2F)") from None
    if parts.scheme not in {"postgresql", "postgres"}:
        raise _bad_url(f"its scheme is {parts.scheme!r}, but only PostgreSQL is supported")
    return parts, str(port or "")


def _bad_url(fault: str) -> ImproperlyConfigured:
    form = "postgresql://user:password@host:port/name?sslmode=require"
    return ImproperlyConfigured(f"DATABASE_URL is wrong: {fault}. Its form is {form}")
