"""Say how safe the city stands."""

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.config.database import database_in_use
from sunhall.directory.queries import system_actor
from sunhall.kernel.row_security import Scope, guarded
from sunhall.platforms.security.queries import Level, check_all

MARKS = {Level.GREEN: ("✓", "green"), Level.YELLOW: ("!", "yellow"), Level.RED: ("✗", "red")}


@click.group()
def security() -> None:
    """Say how safe the city stands."""


@security.command()
@click.option("--quiet", is_flag=True, help="Say only what is not well.")
def status(quiet: bool) -> None:
    """Look at everything; exit 1 if something wants attention, 2 if something is dangerous."""
    by = system_actor(timezone.now())
    with database_in_use(), guarded(Scope.of(by)):
        checks = check_all(by)
    for check in checks:
        if quiet and check.level is Level.GREEN:
            continue
        mark, color = MARKS[check.level]
        click.secho(
            _("%(mark)s %(area)s · %(name)s：%(says)s")
            % {"mark": mark, "area": check.area, "name": check.name, "says": check.says},
            fg=color,
        )
        if check.advice:
            click.echo(f"  {check.advice}")
    raise SystemExit(int(max((check.level for check in checks), default=Level.GREEN)))
