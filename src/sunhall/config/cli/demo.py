"""Load a city to try things in."""

import click
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sunhall.business.citizencards import demo as citizencards
from sunhall.business.penalties import demo as penalties
from sunhall.business.supervision import demo as supervision
from sunhall.centers.access import demo as access
from sunhall.centers.data import demo as data
from sunhall.config.cli.server import only_one_migrates
from sunhall.config.database import database_in_use
from sunhall.directory import demo as directory
from sunhall.kernel.ledger.sequencer import fold_all
from sunhall.platforms.portal import demo as portal

SCALES = ("small", "qingdao")
console = Console()


@click.group()
def demo() -> None:
    """Load a city to try things in."""


@demo.command()
@click.option(
    "--scale",
    type=click.Choice(SCALES),
    default="small",
    show_default=True,
    help="qingdao adds synthetic data: 44 departments, 5,866 matters, 1,000,000 cases, "
    "4,000 services, 26,891 licenses.",
)
def load(scale: str) -> None:
    """Load the demo city into an empty or a demo database."""
    with database_in_use(), only_one_migrates():
        call_command("migrate", verbosity=0, interactive=False)
        load_demo(scale)


def load_demo(scale: str = "small") -> None:
    """Load whatever part of the demo city is missing, with a progress bar.

    The city itself is there whole or not at all, whenever the loading is broken off.
    """
    now = timezone.now()
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
    ) as bar:
        task = bar.add_task(_("正在建立演示城市"), total=None)

        def tell(step: str, done: int | None = None, total: int | None = None) -> None:
            bar.update(task, description=_(step), completed=done or 0, total=total)

        if not get_user_model()._default_manager.exists():
            with transaction.atomic():
                directory.load(tell)
                access.load(tell)
                portal.load(tell, now)
                data.load(tell, now)
                citizencards.load(tell, now)
                penalties.load(tell, now, each_day=supervision.Answering().end_day)
            tell(_("签署账本"))
            fold_all(now)
        if scale == "qingdao":
            directory.load_items(tell, now)
            data.load_licenses(tell, now)
            penalties.load_library(tell, now)
            penalties.load_cases(tell, now)
        bar.update(task, description=_("演示城市已就绪"), completed=1, total=1)
