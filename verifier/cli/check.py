"""`mokcheck check`: a shop's product table, without photos → a verdict and its reasons for every row."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from verifier import days
from verifier.batch.manifest import names_photos
from verifier.cli import lang_option, list_option, settings_from_environment
from verifier.cli.days import day_option
from verifier.cli.show import list_line, plain
from verifier.cli.tables import tell_table
from verifier.domain import VerdictKind
from verifier.messages import stock
from verifier.messages.listing import say
from verifier.product_table.check import Checked, Checker, check_rows
from verifier.product_table.columns import Columns, find_columns, of_goods, shop_words
from verifier.product_table.write import Put, cells_of, heading, open_result, to_stream
from verifier.registry.catalogue import Catalogue
from verifier.registry.open import open_registry
from verifier.registry.tables import read_table

FILE = click.Path(dir_okay=False, path_type=Path)
MAX_WORKERS = 8
"""Processes that work at a time unless `--workers` says otherwise."""
SHOWN_PROBLEMS = 10
"""Rows that could not be understood shown before the rest is only counted."""


@click.command()
@click.argument("table", type=FILE, metavar="TABLE.csv")
@list_option
@click.option("--out", type=FILE, metavar="RESULT.csv|.xlsx", help="Where to write; default: CSV on standard output.")
@click.option("--mapping", type=FILE, metavar="MAP.toml", help="Headings by field, and own words for kinds of goods.")
@click.option(
    "--on", type=day_option, metavar="DATE", help="Check as of this day, YYYY-MM-DD. Default: today, in Thailand."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that work at a time. Default: all, at most 8.")
@lang_option
@of_goods()
def check(
    *,
    table: Path,
    list_path: str | None,
    out: Path | None,
    mapping: Path | None,
    on: date | None,
    workers: int | None,
    lang: str | None,
) -> None:
    """Check a table of products (.csv, .xlsx, .jsonl) that states standard, licence, QR link, holder, kind of goods.

    Every row comes back with a verdict, its reasons and the licence it leads to.
    """
    lang, console = lang or "th", Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
    settings = settings_from_environment()
    location = list_path or settings.list_location
    spoken = shop_words(mapping)
    read = read_table(table, spoken.headings)
    columns = find_columns(read.header, spoken)
    make = partial(make_checker, location, columns, on or days.today(), settings.list_max_age_days)
    snapshot = make().snapshot  # a list that cannot be opened is an error before any work is done
    used = ", ".join(f"{say(name, lang)} ← {heading}" for name, heading in columns.used.items())
    console.print(Text(plain(say("check.columns", lang, columns=used)), style="dim"))
    if columns.unused_headings:
        unused = ", ".join(columns.unused_headings)
        console.print(Text(plain(say("check.unused", lang, columns=unused)), style="dim"))
        if names_photos(columns.unused_headings):
            console.print(stock.say("table_has_photos", lang), style="yellow")
    tell_table(read, console, lang)
    console.print(say("check.no_list", lang) if snapshot is None else list_line(snapshot, lang), style="dim")
    verdicts: Counter[VerdictKind] = Counter()
    troubled: list[Checked] = []
    with _result(out, table) as put, _progress(console, lang) as count:
        put(heading(read.header))
        for row in check_rows(read.rows, make, workers=workers or min(MAX_WORKERS, os.cpu_count() or 1)):
            put(cells_of(row, len(read.header), snapshot, lang))
            verdicts[row.verdict] += 1
            if row.problems:
                troubled.append(row)
            count()
    words = {kind.value: verdicts[kind] for kind in VerdictKind}
    console.print(say("check.done", lang, rows=f"{verdicts.total():,}", **words), style="bold")
    if troubled:
        console.print(say("check.problems", lang, rows=len(troubled)), style="yellow")
        for row in troubled[:SHOWN_PROBLEMS]:
            console.print(Text(plain(say("check.line", lang, line=row.line, reason=row.reasons(lang)[0]))))


def make_checker(location: str | None, columns: Columns, today: date, list_max_age_days: int) -> Checker:
    """A checker with its own look at the list. Raises ListMissing, ListUnreadable."""
    registry = open_registry(location) if location else None
    return Checker(registry, Catalogue.load(), columns, today, list_max_age_days)


@contextmanager
def _result(out: Path | None, table: Path) -> Iterator[Put]:
    if out is not None:
        with open_result(out, table) as put:
            yield put
        return
    text = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    try:
        yield to_stream(text)
        text.flush()
    finally:
        text.detach()


@contextmanager
def _progress(console: Console, lang: str) -> Iterator[Callable[[], None]]:
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(say("check.progress", lang), total=None)
        yield lambda: progress.advance(task)
