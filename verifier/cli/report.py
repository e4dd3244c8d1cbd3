"""`mokcheck report`: evidence bundles are checked, judged again, set as a PDF, stamped. `stamp` alone connects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier import days, messages
from verifier.cli import lang_option, list_option, settings_from_environment, with_list
from verifier.cli.days import day_option
from verifier.cli.keep import new_file, read_file, write_new
from verifier.cli.show import plain
from verifier.cli.stamp import pinned, roots_option, stamp
from verifier.cli.store import store
from verifier.errors import BadEvidence, FileMissing, MokCheckError, NoList
from verifier.evidence.archive import STAMP
from verifier.messages.evidence import say
from verifier.messages.listing import say as list_say

if TYPE_CHECKING:
    from verifier.evidence.check import Checked
    from verifier.evidence.record import Record
    from verifier.evidence.rejudge import Rejudged

REFUSED = 65
ANOTHER = 10
"""Exit code of `rejudge` where a verdict is another."""
key_option = click.option(
    "--key",
    "keys",
    metavar="PUBLIC",
    multiple=True,
    help="A public key file to trust (KEYFILE.pub.json, or PEM); may be given several times.",
)


@click.group()
def report() -> None:
    """Check evidence bundles, judge them again, set them as PDF, keep them."""


report.add_command(store)
report.add_command(stamp)


@report.command()
@click.argument("file", metavar="FILE")
@key_option
@roots_option(required=False)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@lang_option
def verify(file: str, keys: Sequence[str], roots: str | None, as_json: bool, lang: str | None) -> int:
    """Check a bundle: unchanged since it was signed, by which key, and with roots when it was stamped.

    Exit code: 0 whole and signed with a key given, 10 changed, 20 unsigned, the key not given or revoked, or no time
    stamp of the roots given.
    """
    checked = checked_file(file, keys, roots)
    if as_json:
        click.echo(json.dumps(_found(checked), ensure_ascii=False, indent=1))
    else:
        _tell(checked, lang or "th")
    return int(checked.state)


@report.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@list_option
@click.option("--on", type=day_option, metavar="DATE", help="Judge as of this day too. Default: today, in Thailand.")
@click.option("--json", "as_json", is_flag=True, help="Print what changed as JSON, one object a file and line.")
@lang_option
def rejudge(files: Sequence[str], list_path: str | None, on: date | None, as_json: bool, lang: str | None) -> int:
    """Judge stored sights again against another list: as of the day of the inspection, and as of today.

    Exit code: 0 every verdict is the same, 10 one is another, 65 a file was refused.
    """
    settings = with_list(settings_from_environment(), list_path)
    if settings.list_location is None:
        raise NoList("name the new list with --list")

    from verifier.evidence.rejudge import rejudge as again  # noqa: PLC0415
    from verifier.registry.open import open_registry  # noqa: PLC0415

    registry, day = open_registry(settings.list_location), on or days.today()
    results: list[tuple[str, Rejudged | MokCheckError]] = []
    for file in files:
        try:
            results.append((file, again(_unchanged(file), registry, day)))
        except (BadEvidence, FileMissing) as error:  # one bad file does not keep the others from their answer
            results.append((file, error))
    if as_json:
        for file, found in results:
            click.echo(json.dumps({"file": file, **_as_data(found)}, ensure_ascii=False))
    else:
        _table(results, day, lang or "th")
    told = [found for _, found in results if not isinstance(found, MokCheckError)]
    if len(told) < len(results):
        return REFUSED
    return ANOTHER if any(found.then != found.that_day or found.then != found.today for found in told) else 0


@report.command()
@click.argument("file", metavar="FILE")
@click.option("--out", required=True, metavar="OUT.pdf", help="Where the PDF goes; never over a file that is there.")
@key_option
@roots_option(required=False)
@lang_option
def pdf(file: str, out: str, keys: Sequence[str], roots: str | None, lang: str | None) -> int:
    """Set a bundle as PDF/A-3, its report attached, its signature checked as by `verify`.

    Exit code 0, also for an unsigned bundle, whose PDF says so; 65 for one that was changed.
    """
    path = new_file(out, ".pdf")

    from verifier.evidence.sheet import make_pdf  # noqa: PLC0415 - an extra, for those who print

    write_new(path, make_pdf(checked_file(file, keys, roots), lang or "th", settings_from_environment()))
    click.echo(say("wrote.pdf", lang or "th", path=out), err=True)
    return 0


def checked_file(file: str, keys: Sequence[str], roots: str | None = None) -> Checked:
    """A bundle, read within its bounds and checked. Raises FileMissing, BadSigningKey, BadRoots, EngineMissing."""
    from verifier.evidence.archive import MAX_ARCHIVE_BYTES  # noqa: PLC0415
    from verifier.evidence.check import check  # noqa: PLC0415
    from verifier.evidence.signing import load_public  # noqa: PLC0415

    data = read_file(file, MAX_ARCHIVE_BYTES + 1)
    return check(data, [load_public(Path(key)) for key in keys], pinned(roots) if roots else ())


def _unchanged(file: str) -> Record:
    """The record of a bundle that nobody changed. Raises BadEvidence, naming the part, FileMissing, EngineMissing."""
    checked = checked_file(file, ())
    if checked.flaws or checked.record is None:
        raise BadEvidence("; ".join(f"{flaw.part}: {flaw.code}" for flaw in checked.flaws))

    from verifier.evidence.rejudge import bounded  # noqa: PLC0415

    if not bounded(checked.record):
        raise BadEvidence(f"{file} holds more print than any label shows; it is not judged again")
    return checked.record


def _tell(checked: Checked, lang: str) -> None:
    click.echo(say(checked.headline, lang))
    for flaw in checked.flaws:
        detail = f" ({flaw.detail})" if flaw.detail else ""
        click.echo(plain(f"  ✗ {flaw.part}: {say(flaw.code, lang)}{detail}"))
    if checked.flaws:
        return
    if checked.signer is not None:
        click.echo(plain(f"  {checked.signer.fingerprint}  {checked.signer.name}"))
    if checked.record is not None:
        verdict, day = checked.record.report["verdict_text"][lang], messages.day(checked.record.day, lang)
        click.echo(plain(f"{say('report.says', lang)}: {say('report.as_of', lang, verdict=verdict, day=day)}"))
    click.echo(f"{say('record', lang)}: {checked.record_sha256}")
    for part in checked.record.photos if checked.record else ():
        click.echo(f"  {part.path}")
    for heading, lines in (("proven", checked.proven(lang)), ("not_proven", checked.not_proven(lang))):
        if lines:
            click.echo(f"{say(heading, lang)}:")
        for line in lines:
            click.echo(plain(f"  - {line}"))


def _found(checked: Checked) -> dict[str, Any]:
    signer = checked.signer
    return {
        "state": checked.state.name.lower(),
        "flaws": [asdict(flaw) for flaw in checked.flaws],
        "doubts": list(checked.doubts),
        "report_sha256": checked.record_sha256 or None,
        "photos": [part.sha256 for part in checked.record.photos] if checked.record else [],
        "verdict": checked.record.report["verdict"] if checked.record else None,
        "day": checked.record.day.isoformat() if checked.record else None,
        "judged": checked.record.judged.isoformat() if checked.record else None,
        "key": None if signer is None else {"id": signer.id, "name": signer.name, "revoked": signer.revoked},
        "recomputed": checked.recomputed,
        "stamp": _stamp(checked),
    }


def _stamp(checked: Checked) -> dict[str, Any] | None:
    """`checked` false: there is one, and no roots were given, or it did not pass."""
    if checked.stamp is None:
        return {"checked": False} if STAMP in checked.entries else None
    stamped = checked.stamp
    return {"checked": True, "moment": stamped.moment.isoformat(), "authority": stamped.authority}


def _as_data(found: Rejudged | MokCheckError) -> dict[str, Any]:
    if isinstance(found, MokCheckError):
        return {"error": found.code, "detail": found.detail}
    return {**asdict(found), **{name: getattr(found, name).isoformat() for name in ("day", "as_of", "on")}}


def _table(results: Sequence[tuple[str, Rejudged | MokCheckError]], day: date, lang: str) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, emoji=False, markup=False)
    table = Table(show_edge=False, pad_edge=False)
    today = say("rejudge.today", lang, day=messages.day(day, lang))
    headings = (say("rejudge.file", lang), say("rejudge.then", lang), say("rejudge.that_day", lang), today)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for file, found in results:
        if isinstance(found, MokCheckError):
            table.add_row(Text(plain(file)), Text(say("rejudge.refused", lang)), "", "")
            continue
        verdicts = [Text(say(f"verdict.{kind}", lang)) for kind in (found.then, found.that_day, found.today)]
        if found.as_of != found.day:
            verdicts[1].append(say("rejudge.as_of", lang, day=messages.day(found.as_of, lang)))
        table.add_row(Text(plain(file)), *verdicts)
    console.print(table)
    console.print(Text(f"\n{say('rejudge.why', lang)}:"))
    for file, found in results:
        for line in [found.detail] if isinstance(found, MokCheckError) else _why(found, lang):
            console.print(Text(plain(f"  {file}: {line}")), soft_wrap=True)
    ended = [(file, row) for file, found in results if not isinstance(found, MokCheckError) for row in found.ended]
    if ended:
        console.print(Text(f"\n{say('rejudge.ended', lang)}:"))
    for file, row in ended:
        before, now = (list_say(f"status.{status}", lang) for status in (row.before, row.now))
        console.print(Text(plain(f"  {file}: {row.licence} {row.holder} ({before} → {now})")))


def _why(found: Rejudged, lang: str) -> list[str]:
    """One line a finding that came or went, by what made it."""
    lines = []
    for change in found.changes:
        word = say("came" if change.now else "gone", lang)
        lines.append(f"{say(f'cause.{change.cause}', lang)}: {word} “{change.message[lang]}”")
    return lines or [say("rejudge.same", lang)]
