"""`mokcheck registry sync` and `resolve-qr`: the two commands that talk to TISI's public pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from verifier.errors import BadNumber
from verifier.numbers import StandardNumber, parse_standard
from verifier.registry.catalogue import Catalogue

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
def sync(standards: tuple[str, ...], folder: Path, pause: float, max_age: int) -> None:
    """Fetch TISI's public table of licences, STANDARD by STANDARD (all of the catalogue when none is named).

    One request at a time, resumed where it stopped. Whether this use suits the site's terms is for you to check. The
    page tells neither status nor expiry. Afterwards: mokcheck registry build LIST.sqlite --from FOLDER/licences.csv
    """
    from verifier.registry.fetch import PoliteClient  # noqa: PLC0415 - needs the `sync` extra
    from verifier.registry.sync import LOOK_UP_PAGE, walk, write_table  # noqa: PLC0415

    numbers, console = _standards(standards), Console(stderr=True)
    console.print(f"{len(numbers)} standards from {LOOK_UP_PAGE}, one page every {pause:g} s")
    try:
        with PoliteClient(interval_s=pause) as client, Progress(console=console) as progress:
            task = progress.add_task("standards", total=len(numbers))
            for walked in walk(numbers, folder, client, date.today(), max_age_days=max_age):
                note = "" if walked.complete else " (with rows not understood)"
                progress.update(task, advance=1, description=f"{walked.standard}: {walked.rows} licences{note}")
    finally:
        if (folder / "pages").is_dir():
            table, coverage = write_table(folder)
            console.print(f"{table}\n{coverage}", soft_wrap=True)


@click.command("resolve-qr")
@click.argument("links", nargs=-1, required=True)
@INTO
@PAUSE
def resolve_qr(links: tuple[str, ...], folder: Path, pause: float) -> None:
    """Open the official page behind each QR link or id and keep which licence it names."""
    from verifier.registry.fetch import PoliteClient  # noqa: PLC0415 - needs the `sync` extra
    from verifier.registry.sync import resolve_qr as resolve  # noqa: PLC0415

    with PoliteClient(interval_s=pause) as client:
        for qr_id, licence in resolve(links, folder, client, date.today()):
            click.echo(f"{qr_id}\t{licence if licence is not None else '-'}")
