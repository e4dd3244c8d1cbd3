"""`mokcheck report store`: a folder of bundles with retention, holds, and a trail of who did what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli import lang_option
from verifier.cli.keep import new_file, read_file, write_new
from verifier.cli.show import plain
from verifier.errors import BadEvidence
from verifier.messages.evidence import say

if TYPE_CHECKING:
    from verifier.evidence.store import EvidenceStore

CHANGED = 10
store_option = click.option("--store", "folder", required=True, metavar="FOLDER", help="The folder of the store.")
by_option = click.option("--by", required=True, metavar="NAME", help="Who does it; stands in the trail.")
why_option = click.option("--why", required=True, metavar="TEXT", help="The reason; stands in the trail.")


@click.group()
def store() -> None:
    """Keep bundles in a folder for their days, and a trail of who did what with them."""


@store.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@store_option
@by_option
@click.option("--days", type=click.IntRange(min=1), required=True, help="Days from today for which they are kept.")
@lang_option
def keep(files: Sequence[str], folder: str, by: str, days: int, lang: str | None) -> int:
    """Take bundles in and print their ids; the folder is made where there is none."""
    from verifier.evidence.archive import MAX_ARCHIVE_BYTES  # noqa: PLC0415

    opened = _open(folder, create=True)
    for name in files:
        data = read_file(name, MAX_ARCHIVE_BYTES + 1)
        try:
            kept = opened.keep(data, keep_days=days, by=by, at=_now())
        except BadEvidence as error:
            raise BadEvidence(f"{name}: {error.detail}", path=name) from error
        click.echo(plain(f"{kept}  {name}"))
    return 0


@store.command("list")
@store_option
@lang_option
def list_kept(folder: str, lang: str | None) -> int:
    """Show what is kept: id, last day, whether held."""
    for kept in _open(folder).kept().values():
        held = f"  {say('store.held', lang or 'th')}" if kept.held else ""
        click.echo(f"{kept.bundle}  {kept.until.isoformat()}{held}")
    return 0


@store.command()
@click.argument("bundle", metavar="ID")
@click.option("--out", required=True, metavar="OUT.zip", help="Where the bundle goes; never over a file that is there.")
@store_option
@by_option
@click.option("--why", default="", metavar="TEXT", help="The reason; stands in the trail.")
@lang_option
def export(*, bundle: str, out: str, folder: str, by: str, why: str, lang: str | None) -> int:
    """Write a copy of a bundle; the trail says who took it."""
    path = new_file(out, ".zip")
    write_new(path, _open(folder).export(bundle, by=by, at=_now(), why=why))
    click.echo(say("wrote", lang or "th", path=out), err=True)
    return 0


@store.command()
@click.argument("bundle", metavar="ID")
@store_option
@by_option
@why_option
@lang_option
def hold(bundle: str, folder: str, by: str, why: str, lang: str | None) -> int:
    """Keep a bundle beyond its days, until it is released."""
    _open(folder).hold(bundle, by=by, at=_now(), why=why)
    return 0


@store.command()
@click.argument("bundle", metavar="ID")
@store_option
@by_option
@why_option
@lang_option
def release(bundle: str, folder: str, by: str, why: str, lang: str | None) -> int:
    """End a hold."""
    _open(folder).release(bundle, by=by, at=_now(), why=why)
    return 0


@store.command()
@store_option
@by_option
@lang_option
def purge(folder: str, by: str, lang: str | None) -> int:
    """Delete the bundles whose days are over and that are not held, and print their ids."""
    for bundle in _open(folder).purge(by=by, at=_now()):
        click.echo(bundle)
    return 0


@store.command()
@store_option
@click.option("--head", metavar="HASH", help="A head noted earlier: it must be in the trail still.")
@lang_option
def audit(folder: str, head: str | None, lang: str | None) -> int:
    """Print the trail and check it, and every file, against it.

    Exit code: 0 whole, 10 an entry or a file is changed, missing or too many.
    """
    trail = _open(folder).audit(head)
    for entry in trail.entries:
        until = f"  {entry.until}" if entry.until else ""
        click.echo(
            plain(f"{entry.n:6}  {entry.at}  {entry.did:7}  {entry.bundle[:16]}{until}  {entry.by}  {entry.why}")
        )
    for flaw in trail.flaws:
        click.echo(plain(f"  ✗ {flaw.part}: {say(flaw.code, lang or 'th')} {flaw.detail}".rstrip()))
    click.echo(say("store.head", lang or "th", head=trail.head))
    return CHANGED if trail.flaws else 0


def _open(folder: str, *, create: bool = False) -> EvidenceStore:
    from verifier.evidence.store import EvidenceStore  # noqa: PLC0415

    return EvidenceStore(Path(folder), create=create)


def _now() -> datetime:
    return datetime.now(UTC)
