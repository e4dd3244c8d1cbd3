"""`mokcheck registry build`: somebody's table of licences → a list, with an account of what was left out and why."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from verifier import days
from verifier.cli import lang_option
from verifier.cli.days import day_option
from verifier.cli.show import plain
from verifier.cli.tables import lines_in_words, tell_table
from verifier.domain import SAMPLES, Snapshot
from verifier.errors import BadNumber, FileMissing
from verifier.messages import day
from verifier.messages.listing import say
from verifier.numbers import parse_standard
from verifier.registry.cells import inert
from verifier.registry.importer import Import, import_list, open_import, read_qr_ids
from verifier.registry.licence_rows import Rejected

SHOWN_REMARKS = 20
"""Rejected and repeated rows shown before the rest is only counted."""
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("out", type=FILE, metavar="OUT.sqlite")
@click.argument("also_covers", nargs=-1, metavar="")
@click.option(
    "--from", "table", type=FILE, required=True, metavar="LIST", help="Table of licences: .csv, .xlsx, .jsonl."
)
@click.option(
    "--date", "stated", type=day_option, metavar="DATE", help="Day of the data, YYYY-MM-DD. Default: when LIST changed."
)
@click.option(
    "--covers", multiple=True, metavar="STANDARD...|all|samples", help="Standards of which LIST holds every licence."
)
@click.option("--mapping", type=FILE, metavar="MAP.toml", help="Headings of LIST by field, when they are unusual.")
@click.option("--only-in-force", is_flag=True, help="LIST holds only licences in force: an empty state means active.")
@click.option("--allow-shrink", is_flag=True, help="Replace OUT even by a list that lost over 5 % of its licences.")
@click.option("--qr-ids", type=FILE, metavar="QR_IDS.csv", help="QR ids that resolve-qr found, for rows without one.")
@click.option("--rejects", type=FILE, metavar="FILE.csv", help="Write every rejected and repeated row there.")
@lang_option
def build(
    *,
    out: Path,
    also_covers: tuple[str, ...],
    table: Path,
    stated: date | None,
    covers: tuple[str, ...],
    mapping: Path | None,
    only_in_force: bool,
    allow_shrink: bool,
    qr_ids: Path | None,
    rejects: Path | None,
    lang: str | None,
) -> None:
    """Build the list OUT.sqlite from a table of licences, or leave OUT as it is and say why."""
    lang, console = lang or "th", Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    if also_covers and not covers:
        raise click.UsageError(f"unexpected argument {also_covers[0]!r}")
    if not out.absolute().parent.is_dir():
        raise FileMissing(f"{out.absolute().parent}: no such folder", path=str(out))
    asked = [_standard_or_all(text) for given in (*covers, *also_covers) for text in given.split(",")]
    found = read_qr_ids(qr_ids) if qr_ids else {}
    imported = open_import(table, mapping=mapping, listed_are_active=only_in_force, qr_ids=found)
    dated = stated or days.day_of_timestamp(table.stat().st_mtime)
    if stated is None:
        console.print(say("build.dated_by_file", lang, date=day(dated, lang)), style="yellow")
    if dated > days.today():
        console.print(say("build.dated_ahead", lang, date=day(dated, lang)), style="yellow")
    try:
        snapshot = import_list(imported, table, out, date=dated, covers=asked, allow_shrink=allow_shrink)
    finally:
        _tell_import(imported, console, lang)
        if rejects is not None:
            _write_remarks(imported, rejects, lang)
    if qr_ids:
        console.print(say("build.qr_ids", lang, count=imported.qr_ids_taken, path=qr_ids))
    if snapshot.covers != frozenset(asked):
        _tell_narrowed(imported, asked, snapshot, console, lang)
    console.print(say("build.done", lang, path=out), style="bold green")
    show_snapshot(snapshot, console, lang)


def _tell_narrowed(imported: Import, asked: list[str], snapshot: Snapshot, console: Console, lang: str) -> None:
    words = {"asked": covers_in_words(asked, lang), "covers": covers_in_words(snapshot.covers, lang)}
    lines = lines_in_words(imported.uncovering_lines())
    console.print(say("build.narrowed", lang, lines=lines, **words), style="yellow")


def _standard_or_all(text: str) -> str:
    if (word := text.strip()) in ("all", SAMPLES):
        return word
    standard = parse_standard(text)
    if standard is None:
        raise BadNumber(f"--covers {text!r}: not the number of a standard", text=text)
    return str(standard)


def _tell_import(imported: Import, console: Console, lang: str) -> None:
    kinds = Counter(remark.kind for remark in imported.repeated)
    counts = say(
        "build.counts",
        lang,
        read=imported.read,
        taken=imported.taken,
        rejected=len(imported.rejected),
        duplicates=kinds["duplicate"],
        contradictions=kinds["contradiction"] + kinds["shared_qr"],
    )
    console.print(counts)
    used = ", ".join(f"{say(name, lang)} ← {heading}" for name, heading in imported.columns.items())
    console.print(Text(plain(say("build.columns", lang, columns=used)), style="dim"))
    tell_table(imported.table, console, lang)
    if imported.unread:
        console.print(Text(plain(say("build.unread", lang, columns=", ".join(imported.unread))), style="dim"))
    for one, other in imported.swapped:
        console.print(say("build.swapped", lang, one=say(one, lang), other=say(other, lang)), style="yellow")
    if imported.left_out:
        console.print(say("build.left_out", lang, count=len(imported.left_out)), style="yellow")
    if imported.unstated:
        console.print(say("build.unstated", lang, count=imported.unstated), style="yellow")
    remarks = _remarks(imported, lang)
    if remarks:
        shown = Table(show_edge=False, pad_edge=False)
        for name in ("line", "column", "reason", "cell"):
            shown.add_column(say(name, lang), overflow="fold")
        for remark in remarks[:SHOWN_REMARKS]:
            shown.add_row(*(Text(plain(text)) for text in remark))
        console.print(shown)
    if len(remarks) > SHOWN_REMARKS:
        console.print(say("build.more", lang, count=len(remarks) - SHOWN_REMARKS))


def _remarks(imported: Import, lang: str) -> list[tuple[str, str, str, str]]:
    """(line, column, reason, cell) of every row that was rejected or repeats another, in people's words."""
    rows = [
        (r.line, say(r.column, lang) if r.column else "", _reason(r, lang), r.cell)
        for r in (*imported.rejected, *imported.left_out)
    ]
    for r in imported.repeated:
        column = say("qr_id" if r.value.isdigit() else "licence", lang)
        rows.append(
            (r.line, column, say(r.kind, lang, first=r.first_line), f"{r.sheet}: {r.value}" if r.sheet else r.value)
        )
    return [(str(line or ""), column, reason, cell) for line, column, reason, cell in sorted(rows)]


def _reason(rejected: Rejected, lang: str) -> str:
    reason = say(rejected.reason, lang)
    return say("build.row_kept", lang, reason=reason) if rejected.row_kept else reason


def _write_remarks(imported: Import, path: Path, lang: str) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(say(name, lang) for name in ("line", "column", "reason", "cell"))
            writer.writerows((*rest, inert(cell)) for *rest, cell in _remarks(imported, lang))
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror}", path=str(path)) from error


def covers_in_words(covers: Iterable[str], lang: str) -> str:
    """What a list covers, for people."""
    found = sorted(covers)
    if SAMPLES in found:
        return say("list.samples", lang)
    if "all" in found:
        return say("list.all", lang)
    return ", ".join(found) or say("build.nothing", lang)


def show_snapshot(snapshot: Snapshot, console: Console, lang: str) -> None:
    """Prints which list this is."""
    age_days = (days.today() - snapshot.date).days
    age = say({0: "list.age_today", 1: "list.age_yesterday"}.get(age_days, "list.age"), lang, days=age_days)
    grid = Table.grid(padding=(0, 2))
    grid.add_row(say("list.id", lang), snapshot.id)
    grid.add_row(say("list.date", lang), f"{day(snapshot.date, lang)} ({age})")
    grid.add_row(say("list.rows", lang), f"{snapshot.rows:,}")
    grid.add_row(say("list.complete_for", lang), covers_in_words(snapshot.covers, lang))
    grid.add_row(say("list.source", lang), Text(plain(snapshot.source)))
    console.print(grid)
