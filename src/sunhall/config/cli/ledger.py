"""Fold the journal into the ledger, and check the ledger."""

import json
from typing import Any, TextIO

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.config.database import database_in_use
from sunhall.directory.queries import system_actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.ledger.disclosure import export_lines
from sunhall.kernel.ledger.heads import head_document, latest_head, public_key_pem
from sunhall.kernel.ledger.proofs import receipt_for
from sunhall.kernel.ledger.sequencer import fold_all
from sunhall.platforms.security.actions import verify_ledger


@click.group()
def ledger() -> None:
    """Fold the journal into the ledger, and check the ledger."""


@ledger.command()
def fold() -> None:
    """Append all entries that wait."""
    with database_in_use():
        total = fold_all(timezone.now())
    click.echo(ngettext("已入账 %(n)s 条日志。", "已入账 %(n)s 条日志。", total) % {"n": total})


@ledger.command()
def head() -> None:
    """Print the last signed head and the public key, to be kept elsewhere."""
    with database_in_use():
        last = latest_head()
        if last is None:
            raise click.ClickException(_("账本还是空的。"))
        _print(head_document(last) | {"public_key": public_key_pem()})


@ledger.command()
@click.argument("entry", type=int)
def receipt(entry: int) -> None:
    """Print what shows the journal's ENTRY to be in the ledger."""
    with database_in_use():
        try:
            _print(receipt_for(entry))
        except NotFound as error:
            raise click.ClickException(str(error)) from error


@ledger.command()
@click.option("--public", "is_public", is_flag=True, help="Show only what anybody may see.")
def export(is_public: bool) -> None:
    """Print the whole ledger, one JSON a line, for the one-file checker."""
    with database_in_use():
        for line in export_lines(is_whole=not is_public):
            click.echo(line)


@ledger.command()
def key() -> None:
    """Print the public key that heads are checked with."""
    click.echo(public_key_pem(), nl=False)


@ledger.command()
@click.option("--head", "kept", type=click.File(encoding="utf-8"), help="A head kept elsewhere.")
def verify(kept: TextIO | None) -> None:
    """Compute everything anew; exit 1 and say what is wrong if anything is."""
    with database_in_use():
        head = _read_head(kept) if kept else None
        faults = verify_ledger(system_actor(timezone.now()), kept=head)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise SystemExit(1)
    click.echo(_("账本完好。"))


def _read_head(kept: TextIO) -> dict[str, Any]:
    try:
        document = json.load(kept)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise click.ClickException(_("文件不是账本签名。"))
    return document


def _print(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
