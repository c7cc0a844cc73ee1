"""Make and look after the city's certificate authority."""

from pathlib import Path

import click
from asn1crypto import pem
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.centers.access import actions, queries
from sunhall.centers.access.choices import Profile
from sunhall.centers.access.rules.authority.keys import Algorithm
from sunhall.config.database import database_in_use
from sunhall.directory.queries import system_actor
from sunhall.kernel.errors import SunhallError

ALGORITHMS = {"p256": Algorithm.ECDSA, "sm2": Algorithm.SM2}


@click.group()
def ca() -> None:
    """Make and look after the city's certificate authority."""


@ca.command()
@click.option("--custodian", "names", multiple=True, required=True, help="A name; once for each.")
@click.option("--threshold", default=2, show_default=True, help="How many open the root together.")
@click.option("--witness", required=True, help="Who watches.")
@click.option("--algorithm", type=click.Choice(list(ALGORITHMS)), default="p256", show_default=True)
def ceremony(names: tuple[str, ...], threshold: int, witness: str, algorithm: str) -> None:
    """Make the root and all that stands on it; each custodian types a passphrase, unseen."""
    custodians = [actions.Custodian(name, _ask_passphrase(name, is_new=True)) for name in names]
    with database_in_use(), _said():
        held = actions.hold_ceremony(
            system_actor(timezone.now()),
            city=settings.SUNHALL_CITY,
            custodians=custodians,
            threshold=threshold,
            witness=witness,
            algorithm=ALGORITHMS[algorithm],
        )
        click.echo(
            _("密钥仪式已完成。请把根证书指纹记入纪要：%(hash)s") % {"hash": held.root.sha256}
        )


@ca.command()
@click.option("--root", is_flag=True, help="The root's list; enough custodians type their words.")
def crl(root: bool) -> None:
    """Sign the list of the revoked anew."""
    with database_in_use(), _said():
        by = system_actor(timezone.now())
        if root:
            made = actions.publish_root_list(by, passphrases=_custodians())
        else:
            made = actions.publish_list(by)
        facts = {"number": made.number, "until": timezone.localtime(made.next_at)}
        click.echo(_("已签发第 %(number)s 号吊销列表，%(until)s 前有效。") % facts)


@ca.command()
def status() -> None:
    """Show what the authority signs by, until when, and its lists."""
    with database_in_use():
        rows = queries.list_authorities()
        if not rows:
            raise click.ClickException(_("尚未举行密钥仪式，不能签发证书"))
        for row in rows:
            until = timezone.localtime(row.valid_to)
            click.echo(f"{row.get_profile_display()}  {row.common_name}  {until:%Y-%m-%d}")
            click.echo(f"  SHA-256 {row.sha256}")
            made = row.lists.order_by("-number").first()
            if made:
                click.echo(f"  CRL {made.number}  {timezone.localtime(made.next_at):%Y-%m-%d}")


@ca.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write ca.pem and crl.pem for a web server into FOLDER; reload the server after it."""
    with database_in_use(), _said():
        issuing = queries.certificate_of(Profile.ISSUING)
        rows = [issuing, *queries.chain_of(issuing)]
        certificates = [pem.armor("CERTIFICATE", bytes(row.der)) for row in rows]
        lists = [pem.armor("X509 CRL", bytes(queries.latest_list(row).der)) for row in rows]
    folder.mkdir(parents=True, exist_ok=True)
    for name, parts in (("ca.pem", certificates), ("crl.pem", lists)):
        draft = folder / f".{name}"
        draft.write_bytes(b"".join(parts))
        draft.replace(folder / name)
        click.echo(folder / name)


def _custodians() -> dict[int, str]:
    """Return the passphrases of the custodians who are there; empty ones are not."""
    held = queries.get_ceremony()
    if held is None:
        raise click.ClickException(_("尚未举行密钥仪式，不能签发证书"))
    given = {
        number: _ask_passphrase(name, is_new=False)
        for number, name in enumerate(held.custodians, 1)
    }
    return {number: passphrase for number, passphrase in given.items() if passphrase}


def _ask_passphrase(name: str, *, is_new: bool) -> str:
    text = _("%(name)s的口令") % {"name": name}
    default = None if is_new else ""
    answer: str = click.prompt(
        text, hide_input=True, confirmation_prompt=is_new, default=default, show_default=False
    )
    return answer


class _said:  # noqa: N801  a context manager reads like a function
    """Say a refusal in one line."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, SunhallError):
            raise click.ClickException(str(error)) from error
