"""Look after the embedded database."""

import os

import click
from django.utils.translation import gettext as _

from sunhall.config import env
from sunhall.kernel.postgres.cluster import Cluster


@click.group()
def database() -> None:
    """Look after the embedded database."""


@database.command()
def status() -> None:
    """Say whether the database runs; exit 3 if it does not."""
    cluster = _embedded()
    if not cluster.is_running():
        click.echo(_("数据库没有运行。") + f" {cluster.data}")
        raise SystemExit(3)
    click.echo(_("数据库正在运行，进程 %(pid)s。") % {"pid": cluster.server_pid()})
    click.echo(f"{cluster.data}\n{cluster.url()}")


@database.command()
def start() -> None:
    """Start the database and keep it up until it is stopped."""
    cluster = _embedded()
    started = cluster.ensure_running()
    cluster.keep(True)
    click.echo(_("数据库已启动。") if started else _("数据库已在运行。"))


@database.command()
def stop() -> None:
    """Stop the database cleanly, whoever uses it."""
    cluster = _embedded()
    cluster.keep(False)
    click.echo(_("数据库已停止。") if cluster.stop() else _("数据库没有运行。"))


@database.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(arguments: tuple[str, ...]) -> None:
    """Open psql on the database; ARGUMENTS go to psql."""
    cluster = _embedded()
    with cluster.held():
        command = [str(cluster.program("psql")), cluster.conninfo(), *arguments]
        raise SystemExit(os.spawnv(os.P_WAIT, command[0], command))  # noqa: S606


def _embedded() -> Cluster:
    """Return the embedded database, which is out of use where another one is given."""
    cluster = env.embedded_cluster()
    if cluster is None:
        raise click.ClickException(_("已设置 DATABASE_URL，内置数据库未被使用。"))
    return cluster
