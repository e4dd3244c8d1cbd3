"""`mokcheck registry`: build, show, search and compare lists of licences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from verifier.cli import lang_option, list_option, settings_from_environment
from verifier.cli.build_list import build, covers_in_words, show_snapshot
from verifier.cli.catalogue import catalogue
from verifier.cli.publish import publish
from verifier.cli.show import plain
from verifier.cli.sync import resolve_qr, sync, waiting
from verifier.domain import Licence, LicenceStatus, TargetKind
from verifier.errors import ListUnreadable, NoList, NotListed
from verifier.links.target import judge_target
from verifier.messages import day
from verifier.messages.listing import say
from verifier.numbers import parse_licence, parse_standard
from verifier.registry.diff import Change, compare
from verifier.registry.lookup import without_letter
from verifier.registry.open import open_registry
from verifier.registry.queries import SqlRegistry
from verifier.registry.snapshot import SqliteRegistry

SHOWN_ITEMS = 20
"""Licences or changes shown before the rest is only counted."""
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def registry() -> None:
    """Build, show, search and compare lists of licences."""


registry.add_command(build)
registry.add_command(catalogue)
registry.add_command(publish)
registry.add_command(sync)
registry.add_command(resolve_qr)
registry.add_command(waiting)


def _open(location: str | None) -> SqlRegistry:
    chosen = location or settings_from_environment().list_location
    if chosen is None:
        raise NoList("name a list: --list FILE, MOKCHECK_LIST_PATH or MOKCHECK_LIST_URL")
    return open_registry(chosen)


@registry.command()
@click.argument("location", required=False, metavar="[LIST.sqlite]")
@list_option
@click.option("--check", is_flag=True, help="Read every row and compare with the list's id.")
@lang_option
def show(location: str | None, list_path: str | None, check: bool, lang: str | None) -> None:
    """Show which list this is: its date, what it covers, how many licences of which state it holds."""
    lang, console = lang or "th", Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    opened = _open(location or list_path)
    show_snapshot(opened.snapshot, console, lang)
    counts = Table(say("status", lang), say("list.licences", lang), show_edge=False, pad_edge=False)
    for status, licences in opened.counts().items():
        counts.add_row(say(f"status.{status}", lang), f"{licences:,}")
    console.print(counts)
    if check:
        if not opened.is_intact():
            raise ListUnreadable("its rows are not those that it was built with")
        console.print(say("list.checked", lang), style="green")


@registry.command()
@click.argument("number", nargs=-1, required=True, metavar="NUMBER")
@list_option
@click.option("--all", "everything", is_flag=True, help="Show every licence found, not only the first twenty.")
@lang_option
def lookup(number: tuple[str, ...], list_path: str | None, everything: bool, lang: str | None) -> None:
    """Look up a licence number, an official QR link or its id, a standard's number, or a trade mark."""
    lang, console = lang or "th", Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    text, opened = " ".join(number), _open(list_path)
    found = _find(text, opened)
    for licence in found if everything else found[:SHOWN_ITEMS]:
        console.print(_licence(licence, lang))
        console.print()
    if found:
        shown = len(found) if everything else min(SHOWN_ITEMS, len(found))
        key = "found.count" if shown == len(found) else "found.shown"
        console.print(say(key, lang, count=len(found), shown=shown))
    _show_near(text, opened, console, lang)
    if not found:
        listed = day(opened.snapshot.date, lang)
        raise NotListed(say("found.none", lang, text=plain(text), date=listed), number=text)


def _find(text: str, opened: SqlRegistry) -> Sequence[Licence]:
    target = judge_target(text)
    licence = parse_licence(text) or target.licence
    if licence is not None:
        return opened.by_licence(licence)
    if numbered := without_letter(text, opened):
        return numbered
    if target.kind is TargetKind.OFFICIAL and target.qr_id:
        return opened.by_qr_id(target.qr_id)
    if re.fullmatch(r"[0-9]{6,12}", text):
        return opened.by_qr_id(text)
    standard = parse_standard(text)
    return opened.by_standard(standard) if standard is not None else opened.by_trade_mark(text)


def _show_near(text: str, opened: SqlRegistry, console: Console, lang: str) -> None:
    number = parse_licence(text) or judge_target(text).licence
    near = opened.neighbours(number) if number is not None else ()
    if near:
        console.print(say("found.near", lang))
        for miss in near:
            console.print(Text(plain(f"  {miss.licence.number}  {miss.licence.standard}  {miss.licence.holder}")))


def _licence(licence: Licence, lang: str) -> Table:
    grid = Table.grid(padding=(0, 2))
    for name in Licence.__dataclass_fields__:
        value = getattr(licence, name)
        if value in (None, ""):
            continue
        if isinstance(value, LicenceStatus):
            value = say(f"status.{value}", lang)
        elif isinstance(value, date):
            value = day(value, lang)
        grid.add_row(say("licence" if name == "number" else name, lang), Text(plain(str(value))))
    return grid


@registry.command()
@click.argument("old", type=FILE, metavar="OLD.sqlite")
@click.argument("new", type=FILE, metavar="NEW.sqlite")
@click.option("--all", "everything", is_flag=True, help="Show every change, not only the first of each kind.")
@lang_option
def diff(old: Path, new: Path, everything: bool, lang: str | None) -> None:
    """Tell what changed from list OLD to list NEW."""
    lang, console = lang or "th", Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    before, after = SqliteRegistry.open(old).snapshot, SqliteRegistry.open(new).snapshot
    changes = list(compare(old, new))
    console.print(say("diff.from_to", lang, old=day(before.date, lang), new=day(after.date, lang)), style="bold")
    for key, standards in (
        ("diff.covers_more", after.covers - before.covers),
        ("diff.covers_less", before.covers - after.covers),
    ):
        if standards:
            console.print(say(key, lang, covers=covers_in_words(standards, lang)), style="yellow")
    kinds = Counter(change.kind for change in changes)
    names = ("added", "gone", "status", "holder", "other")
    console.print(say("diff.counts", lang, **{n: kinds[n] for n in names}) if changes else say("diff.same", lang))
    for kind in dict.fromkeys(change.kind for change in changes):
        of_kind = [change for change in changes if change.kind == kind]
        for change in of_kind if everything else islice(of_kind, SHOWN_ITEMS):
            console.print(Text(plain(_change(change, lang))))
        if not everything and len(of_kind) > SHOWN_ITEMS:
            console.print(say("diff.more", lang, count=len(of_kind) - SHOWN_ITEMS))


def _change(change: Change, lang: str) -> str:
    before, after = ((rows or (None,))[0] for rows in (change.before, change.after))
    licence = after or before
    assert licence is not None
    words = {"licence": change.number, "standard": licence.standard, "holder": licence.holder}
    if change.kind == "status" and before and after:
        return say("diff.status", lang, **words, before=_state(before, lang), after=_state(after, lang))
    if change.kind == "holder" and before and after:
        return say("diff.holder", lang, **words, before=before.holder, after=after.holder)
    if change.kind == "other":
        names = [say(name, lang) for name in change.fields] or [say("diff.rows", lang)]
        return say("diff.other", lang, **words, fields=", ".join(names))
    return say(f"diff.{change.kind}", lang, **words)


def _state(licence: Licence, lang: str) -> str:
    parts = [say(f"status.{licence.status}", lang)]
    for name in ("suspended_from", "suspended_to"):
        value = getattr(licence, name)
        if value is not None:
            parts.append(f"{say(name, lang)} {day(value, lang)}")
    return " ".join(parts)
