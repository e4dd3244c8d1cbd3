"""`mokcheck registry catalogue`: what is known of a standard, and taking in TISI's monthly table."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from verifier.cli import lang_option
from verifier.cli.days import day_option
from verifier.cli.show import plain
from verifier.errors import BadNumber, FileMissing, NotListed
from verifier.messages import day
from verifier.messages.listing import say
from verifier.numbers import parse_standard
from verifier.registry.catalogue import Catalogue, StandardFacts
from verifier.registry.catalogue_update import read_update, write_update

SHOWN_STANDARDS = 20
FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)


@click.group()
def catalogue() -> None:
    """Standards and their titles, kinds, dates and successors."""


@catalogue.command()
@click.argument("standard", nargs=-1, required=True, metavar="STANDARD")
@lang_option
def show(standard: tuple[str, ...], lang: str | None) -> None:
    """Show what is known of STANDARD: of one edition, or of all when no year is given."""
    lang, console = lang or "th", Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    text, known = " ".join(standard), Catalogue.load()
    number = parse_standard(text)
    if number is None:
        raise BadNumber(f"{text!r} is not the number of a standard", text=text)
    exact = known.edition(number)
    found = (exact,) if exact is not None and number.year is not None else known.editions(number)
    if not found:
        raise NotListed(say("catalogue.unknown", lang, standard=number), number=str(number))
    for facts in found:
        console.print(_facts(facts, known, lang))
    console.print(Text(say("catalogue.source", lang, source=known.source, date=day(known.date, lang)), style="dim"))


def _facts(facts: StandardFacts, known: Catalogue, lang: str) -> Table:
    grid = Table.grid(padding=(0, 2))
    kind = facts.scheme if facts.product_standard else "no_product"
    words = say(f"catalogue.{kind}", lang) + (say("catalogue.inferred", lang) if facts.inferred else "")
    grid.add_row(say("standard", lang), str(facts.number))
    grid.add_row(say("catalogue.title", lang), Text(plain(facts.title_th)))
    grid.add_row("", Text(plain(facts.title_en)))
    grid.add_row(say("catalogue.kind", lang), words)
    if facts.since:
        grid.add_row(say("catalogue.since", lang), day(facts.since, lang))
    if facts.in_transition:
        grid.add_row("", say("catalogue.transition", lang))
    if facts.categories:
        goods = [c for c in known.categories if c.key in facts.categories]
        grid.add_row(
            say("catalogue.goods", lang), ", ".join((c.words_th if lang == "th" else c.words_en)[0] for c in goods)
        )
    for name in ("predecessor", "successor"):
        other = getattr(facts, name)
        if other is not None:
            grid.add_row(say(f"catalogue.{name}", lang), str(other))
    return grid


@catalogue.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--date", "stated", type=day_option, required=True, help="Day of the data, YYYY-MM-DD.")
@click.option("--into", "folder", type=FOLDER, help="Folder of the catalogue's files. Default: those of this program.")
@lang_option
def update(file: Path, stated: date, folder: Path | None, lang: str | None) -> None:
    """Take in TISI's monthly table of licences per standard (.csv in UTF-8 or cp874, .xlsx)."""
    lang, console = lang or "th", Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    folder = folder or Path(str(resources.files("verifier"))) / "data"
    try:
        new = read_update(file, (folder / "standards.csv").read_text("utf-8"))
        known = write_update(new, folder, file=file.name, day=stated)
    except OSError as error:
        path = str(error.filename or folder)
        raise FileMissing(f"{path}: {error.strerror}", path=path) from error
    console.print(say("catalogue.updated", lang, count=len(known), date=day(known.date, lang)), style="bold green")
    for key in ("added", "gone", "other_type"):
        names = getattr(new, key)
        if names:
            more = [f"… (+{len(names) - SHOWN_STANDARDS})"] if len(names) > SHOWN_STANDARDS else []
            standards = ", ".join([*names[:SHOWN_STANDARDS], *more])
            console.print(say(f"catalogue.{key}", lang, count=len(names), standards=standards))
