"""Serve the city on this machine."""

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import click
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, execute_from_command_line
from django.db import connections
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from gunicorn.app.base import Application
from gunicorn.arbiter import Arbiter
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from sunhall.config.assets import gather_assets
from sunhall.config.database import database_in_use

MIGRATING = 8_611_001
"""The key of the database's lock under which one program at a time migrates."""

RESTART_SECONDS = 10.0
"""How long a worker that has died is left alone, lest one that cannot start starts for ever."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
console = Console()


class Server(Application):
    """Gunicorn with the city's configuration and a few settings of the call."""

    def __init__(self, **chosen: object) -> None:
        self.chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        """Read the configuration, then let the call's settings win."""
        self.load_config_from_module_name_or_filename("python:sunhall.config.gunicorn")
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Return the application to serve."""
        return import_string("sunhall.config.wsgi.application")

    def run(self) -> None:
        """Serve until stopped."""
        Master(self).run()


class Master(Arbiter):
    """Gunicorn's master, which also keeps the city's worker (`sunhall work`) up."""

    worker: "subprocess.Popen[bytes] | None" = None
    started_at = -RESTART_SECONDS

    def manage_workers(self) -> None:
        """Start what has died."""
        super().manage_workers()
        is_up = self.worker is not None and self.worker.poll() is None
        if not is_up and monotonic() - self.started_at >= RESTART_SECONDS:
            command = [sys.executable, "-m", "sunhall.config.cli", "work"]
            command += ["--parent", str(os.getpid())]
            self.worker = subprocess.Popen(command, preexec_fn=_ignore_ctrl_c)  # noqa: S603
            self.started_at = monotonic()

    def stop(self, graceful: bool = True) -> None:
        """Let the worker end its turn while the servers end theirs."""
        if self.worker:
            self.worker.terminate()
        super().stop(graceful)
        if self.worker:
            self.worker.wait()


def _ignore_ctrl_c() -> None:
    """Let Ctrl-C reach the master alone, which then ends the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--no-demo", is_flag=True, help="Start with an empty city.")
def run(host: str, port: int, workers: int, no_demo: bool) -> None:
    """Serve the city: start the database, bring it up to date, answer until Ctrl-C."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    _require_free(host, port)
    settings.SUNHALL_DEMO = settings.SUNHALL_DEMO or not no_demo
    _allow(host)
    with database_in_use():
        with console.status(_("正在准备数据库……")), only_one_migrates():
            call_command("migrate", verbosity=0, interactive=False)
            gather_assets()
            is_new = not get_user_model()._default_manager.exists()
        connections.close_all()
        if settings.SUNHALL_DEMO and is_new:
            _load_demo()
        console.print(_welcome(host, port))
        Server(bind=[bind, *_certificate_listener()], workers=workers).run()


@click.command()
def migrate() -> None:
    """Bring the database to this version of the program."""
    with database_in_use(), only_one_migrates():
        call_command("migrate", interactive=False)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands, with the database up."""
    with database_in_use():
        execute_from_command_line(["sunhall manage", *arguments])


@contextmanager
def only_one_migrates() -> Iterator[None]:
    """Let one program at a time into the block, whatever machine it runs on.

    The lock is a transaction's, on a connection of its own, so that a pooler may stand between.
    """
    connection = connections.create_connection("default")
    try:
        connection.set_autocommit(False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MIGRATING])
        yield
    finally:
        connection.close()


def _load_demo() -> None:
    """Load the demo city in a program of its own.

    What makes documents starts threads, and a server that forks after that would wait for them
    for ever.
    """
    command = [sys.executable, "-m", "sunhall.config.cli", "demo", "load"]
    done = subprocess.run(command, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)


def _require_free(host: str, port: int) -> None:
    """Refuse a port that another program listens on, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            facts = {"host": host, "port": port, "other": port + 1, "reason": error.strerror}
            if error.errno == errno.EADDRINUSE:
                hint = _("端口 %(port)s 已被占用。请换一个：sunhall run --port %(other)s")
            else:
                hint = _("不能在 %(host)s:%(port)s 上提供服务：%(reason)s")
            raise click.ClickException(hint % facts) from None


def _allow(host: str) -> None:
    """Answer to the name the server is asked to listen on; to every name if on all addresses."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "*" if host in {"0.0.0.0", "::"} else host]  # noqa: S104


def _certificate_listener() -> list[str]:
    """Return the listener for client certificates, in a folder closed to everybody else.

    Whoever reaches it is believed to be the web server.
    """
    place = settings.SUNHALL_CERTIFICATE_SOCKET
    if not place:
        return []
    folder = os.path.dirname(place)
    if not os.path.isabs(place) or not os.path.isdir(folder) or os.stat(folder).st_mode & 0o007:
        fault = _("%(place)s 须在只有本系统和 nginx 能进入的目录里（chmod 750）")
        raise click.ClickException(fault % {"place": place})
    return [f"unix:{place}"]


def _welcome(host: str, port: int) -> Panel:
    """Return what a newcomer wants to know: where to look, and as whom to sign in."""
    root = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    table = Table.grid(padding=(0, 3))
    table.add_row(_("办事大厅"), f"[link={root}]{root}[/link]")
    if settings.SUNHALL_DEMO:
        sign_in = f"{root}account/sign-in/"
        table.add_row(_("演示账户"), f"[link={sign_in}]{sign_in}[/link]")
        if host not in LOOPBACK:
            table.add_row("", _("任何人都能用演示账户登录；正式使用请加 --no-demo。"))
    table.add_row(_("停止"), "Ctrl-C")
    title = f"[bold]{_('阳光政务大厅')}[/bold]"
    return Panel(table, title=title, border_style="yellow", padding=(1, 3), expand=False)
