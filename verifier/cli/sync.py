"""`mokcheck registry sync` and `resolve-qr`, which talk to TISI's public pages, and `waiting`: which ids to ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from verifier import days
from verifier.cli import lang_option, settings_from_environment
from verifier.errors import BadNumber, BadSettings, FileMissing
from verifier.messages import day
from verifier.messages.listing import say
from verifier.numbers import StandardNumber, parse_standard
from verifier.registry.catalogue import Catalogue
from verifier.registry.waiting import open_waiting
from verifier.settings import is_url

INTO = click.option(
    "--into", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder kept."
)
PAUSE = click.option(
    "--pause", type=click.FloatRange(min=1.0), default=2.0, show_default=True, help="Seconds between pages."
)


def _standards(texts: tuple[str, ...]) -> list[StandardNumber]:
    if not texts:
        return [facts.number for facts in Catalogue.load() if facts.number.year is not None and facts.product_standard]
    numbers = []
    for text in texts:
        number = parse_standard(text)
        if number is None or number.year is None:
            raise BadNumber(f"{text!r} is no standard number with a year", text=text)
        numbers.append(number)
    return numbers


@click.command()
@click.argument("standards", nargs=-1)
@INTO
@PAUSE
@click.option("--max-age", type=click.IntRange(min=0), default=30, show_default=True, help="Days a page is kept.")
@lang_option
def sync(standards: tuple[str, ...], folder: Path, pause: float, max_age: int, lang: str | None) -> None:
    """Fetch TISI's public table of licences, STANDARD by STANDARD (all of the catalogue when none is named).

    One request at a time, resumed where it stopped. Whether this use suits the site's terms is for you to check. The
    page tells neither status nor expiry. Afterwards: mokcheck registry build LIST.sqlite --from FOLDER/licences.csv
    """
    lang, numbers, console = lang or "th", _standards(standards), Console(stderr=True, highlight=False, soft_wrap=True)
    pages, fetch = _walk()
    console.print(say("sync.start", lang, count=len(numbers), page=pages.LOOK_UP_PAGE, pause=f"{pause:g}"))
    try:
        with fetch.PoliteClient(interval_s=pause) as client, Progress(console=console) as progress:
            task = progress.add_task("", total=len(numbers))
            walk = pages.walk(numbers, folder, client, days.today(), page=pages.LOOK_UP_PAGE, max_age_days=max_age)
            for walked in walk:
                key = "sync.walked" if walked.complete else "sync.walked_in_part"
                words = say(key, lang, standard=walked.standard, count=walked.rows)
                progress.update(task, advance=1, description=words)
    finally:
        if (folder / "pages").is_dir():
            table, coverage = pages.write_table(folder)
            console.print(say("sync.done", lang, table=table, coverage=coverage))


@click.command("resolve-qr")
@click.argument("links", nargs=-1)
@INTO
@PAUSE
@click.option(
    "--waiting", metavar="FILE|URL", help="Ids that a service counted there (MOKCHECK_WAITING_IDS), the due ones."
)
@lang_option
def resolve_qr(links: tuple[str, ...], folder: Path, pause: float, waiting: str | None, lang: str | None) -> None:
    """Open the official page behind each QR link or id and keep which licence it names."""
    if bool(links) == bool(waiting):
        raise click.UsageError("name LINKs, or --waiting FILE|URL")
    today, store = days.today(), open_waiting(waiting) if waiting else None
    wanted = [one.qr_id for one in store.all() if one.is_due(today)] if store else links
    pages, fetch = _walk()
    with fetch.PoliteClient(interval_s=pause) as client:
        for qr_id, licence in pages.resolve_qr(wanted, folder, client, today, page=pages.QR_PAGE):
            named = licence if licence is not None else say("sync.no_licence", lang or "th")
            click.echo(f"{qr_id}\t{named}")
            if store is not None and licence is None:
                store.asked(qr_id, today)
            elif store is not None:
                store.forget(qr_id)


@click.command()
@click.argument("location", metavar="FILE|URL", required=False)
@lang_option
def waiting(location: str | None, lang: str | None) -> None:
    """Show the ids of official QR codes that were photographed and that the list did not know."""
    place, lang = location or settings_from_environment().waiting_ids, lang or "th"
    if place is None:
        raise BadSettings(
            "name the place: FILE, postgresql://… or MOKCHECK_WAITING_IDS", setting="MOKCHECK_WAITING_IDS"
        )
    if not is_url(place) and not Path(place).is_file():
        raise FileMissing(f"{place}: no such file", path=place)
    found = open_waiting(place).all()
    shown = Table(
        *(say(f"waiting.{name}", lang) for name in ("id", "count", "first", "last", "asked")), show_edge=False
    )
    for one in found:
        asked = day(one.asked, lang) if one.asked else ""
        shown.add_row(one.qr_id, f"{one.count:,}", day(one.first, lang), day(one.last, lang), asked)
    console = Console(highlight=False, soft_wrap=True)
    console.print(say("waiting.total", lang, count=len(found)))
    if found:
        console.print(shown)


def _walk() -> tuple[Any, Any]:
    """The modules that open connections, which need the extra `sync`."""
    try:
        from verifier.registry import fetch, sync  # noqa: PLC0415
    except ImportError as error:
        raise BadSettings("this needs the extra: pip install 'mokcheck[sync]'") from error
    return sync, fetch
