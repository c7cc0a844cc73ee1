"""The console command `sunhall`.

A subcommand's module is imported only when it is called, and Django is set up only as far as it
needs, so that a question of a second costs no more than a second.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import click
import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from sunhall.kernel.postgres.errors import DatabaseUnavailable

PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Entry:
    """Where a subcommand lives, and whether it needs the whole city or only its words."""

    help: str
    module: str
    whole_city: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    """What the settings shall read unless it is set otherwise."""


COMMANDS = {
    "run": Entry(
        "Serve the city on this machine.",
        "server",
        whole_city=True,
        environment={"SUNHALL_MANIFEST": "1"},
    ),
    "migrate": Entry("Bring the database to this version.", "server", whole_city=True),
    "database": Entry("Look after the embedded database.", "database"),
    "demo": Entry("Load a city to try things in.", "demo", whole_city=True),
    "ledger": Entry("Fold the journal into the ledger and check it.", "ledger", whole_city=True),
    "ca": Entry("Make and look after the certificate authority.", "ca", whole_city=True),
    "security": Entry("Say how safe the city stands.", "security", whole_city=True),
    "work": Entry("Fold, send and do what each day asks for.", "worker", whole_city=True),
    "benchmarks": Entry("Check penalty benchmarks and decide by them.", "benchmarks"),
    "deadline": Entry("Reckon a deadline and explain it.", "deadline"),
    "identifier": Entry("Check an identifier and say what is wrong.", "identifier"),
    "manage": Entry("Run one of Django's own commands.", "server", whole_city=True),
}


class LazyGroup(click.Group):
    """Subcommands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Set Django up as far as needed and import the subcommand."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        for name, value in entry.environment.items():
            os.environ.setdefault(name, value)
        prepare(whole_city=entry.whole_city)
        command = getattr(import_module(f"{__name__}.{entry.module}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Call the subcommand; say what is wrong with the surroundings in one line."""
        try:
            return super().invoke(ctx)
        except (DatabaseUnavailable, ImproperlyConfigured) as error:
            raise click.ClickException(str(error)) from error


def prepare(*, whole_city: bool) -> None:
    """Set Django up with the city's settings, or with just its words, in the console's language."""
    if not settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.config.settings")
        if whole_city:
            django.setup()
        else:
            settings.configure(LANGUAGE_CODE="zh-hans", LOCALE_PATHS=[PACKAGE / "locale"])
            apps.populate(())
    translation.activate(console_language())


def console_language() -> str:
    """Return the language of the terminal: Chinese where the locale is, else English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "zh-hans" if locale.startswith("zh") else "en"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sunhall", message="sunhall %(version)s")
def main() -> None:
    """Run and use Sunhall, one open system for a whole city."""
