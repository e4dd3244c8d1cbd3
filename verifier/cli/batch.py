"""`mokcheck batch`: a stock of products → a sheet with a verdict for each. `batch status`: where a run stands."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from verifier.batch.manifest import Manifest
from verifier.batch.plan import Grouping
from verifier.batch.pool import Limits
from verifier.batch.run import Tally
from verifier.batch.session import Order, Session
from verifier.batch.source import place_of
from verifier.batch.status import MISSING, status_of
from verifier.batch.worker import Make
from verifier.cli import Misused, State, lang_option, list_option, settings_from_environment, with_list
from verifier.cli.days import day_option
from verifier.cli.show import plain
from verifier.cli.tables import tell_table
from verifier.domain import VerdictKind
from verifier.messages.stock import SIGNS, say
from verifier.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)
MAX_WORKERS = 16
"""Workers unless `--workers` says otherwise: one a processor, at most this many."""
POLL_S = 5.0
"""Seconds between two looks at a watched folder; what is new must stand still for as long."""
LINE_EVERY_S = 60.0
"""Seconds between two lines about the progress where nobody sees a bar."""
SECONDS_A_MINUTE = 60
UNFETCHED = "SELECT count(*) FROM photos WHERE name LIKE '%://%' AND name NOT IN (SELECT name FROM entries)"
"""Photos that a manifest names by address, and that nobody fetched."""


@click.command()
@click.argument("what", nargs=-1, metavar="SOURCE")
@click.option(
    "--out", multiple=True, type=FILE, metavar="RESULT.xlsx|.csv|.jsonl|.parquet|.html", help="Where to write."
)
@list_option
@click.option(
    "--manifest", type=FILE, metavar="TABLE", help="Which photos belong to which product, and what is expected."
)
@click.option("--mapping", type=FILE, metavar="MAP.toml", help="Headings by field, and own words for kinds of goods.")
@click.option(
    "--group",
    "grouping",
    type=click.Choice([str(way) for way in Grouping]),
    default=str(Grouping.AUTO),
    help="How photos that no manifest names become products. Default: auto.",
)
@click.option(
    "--engine", type=click.Choice(["local", "ray"]), default="local", help="Where workers are. Default: local."
)
@click.option(
    "--workers", type=click.IntRange(1, 128), metavar="N", help="Processes that look. Default: one a processor."
)
@click.option(
    "--time-limit", type=click.FloatRange(1), default=120.0, metavar="SECONDS", help="For one photo. Default: 120."
)
@click.option(
    "--memory-limit", type=click.IntRange(300), default=2048, metavar="MIB", help="Of one process. Default: 2048."
)
@click.option("--on", type=day_option, metavar="DATE", help="Judge as of this day. Default: today, in Thailand.")
@click.option("--retry", type=click.Choice(["failed"]), help="Try photos that were set aside once more.")
@click.option("--recheck", is_flag=True, help="Judge again what was seen before, without SOURCE: for another list.")
@click.option("--watch", is_flag=True, help="Go on, and take what comes into the folder, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="With `status`: print it as JSON.")
@lang_option
@click.pass_obj
def batch(
    state: State,
    *,
    what: Sequence[str],
    out: Sequence[Path],
    list_path: str | None,
    manifest: Path | None,
    mapping: Path | None,
    grouping: str,
    engine: str,
    workers: int | None,
    time_limit: float,
    memory_limit: int,
    on: date | None,
    retry: str | None,
    recheck: bool,
    watch: bool,
    as_json: bool,
    lang: str | None,
) -> None:
    """Check a whole stock: SOURCE is a folder, a .zip, a manifest beside its photos, or s3://bucket/prefix.

    A manifest is a table (.csv, .xlsx, .jsonl); other object stores are gs://bucket/prefix and az://container/prefix.
    A run that was stopped goes on when it is asked for again. `mokcheck batch status RESULT` tells where one stands.
    """
    lang = lang or "th"
    if len(what) == len(("status", "RESULT")) and what[0] == "status":
        show_status(Path(what[1]), lang, as_json=as_json)
        return
    _check_usage(what, out, recheck=recheck, watch=watch)
    settings = with_list(settings_from_environment(), list_path)
    order = Order(
        source=None if recheck else place_of(what[0]),
        out=tuple(out),
        manifest=manifest,
        mapping=mapping,
        grouping=Grouping(grouping),
        day=on,
        workers=workers or min(MAX_WORKERS, len(os.sched_getaffinity(0))),
        limits=Limits(job_s=time_limit, memory_bytes=memory_limit * 2**20),
        retry=retry is not None,
        lang=lang,
        ray=engine == "ray",
    )
    carry_out(order, settings, _maker(settings), watch=watch)


def carry_out(order: Order, settings: Settings, make: Make, *, watch: bool = False) -> None:
    """Runs an order and tells on standard error how it goes. `make` builds the engines of a worker."""
    console = Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
    lang = order.lang
    try:
        with Session(order, settings, make) as session:
            _once(session, console, lang)
            if watch:
                _keep_watching(session, console, lang)
    except KeyboardInterrupt:
        console.print(say("stopped", lang), style="yellow")
        if not watch:
            raise


def show_status(result: Path, lang: str, *, as_json: bool) -> None:
    """Prints where the run behind a result stands. Raises FileMissing, LedgerProblem."""
    facts = status_of(result)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    click.echo(say("status.finished" if facts["finished"] else "status.unfinished", lang))
    click.echo(say("status.photos", lang, done=f"{facts['photos_looked_at']:,}", all=f"{facts['photos']:,}"))
    click.echo(say("status.products", lang, done=f"{facts['products_judged']:,}", all=f"{facts['products']:,}"))
    click.echo(
        "  ".join(f"{SIGNS[kind]} {say(str(kind), lang)} {facts['verdicts'][str(kind)]:,}" for kind in VerdictKind)
    )
    for key, count in (("status.aside", facts["photos_set_aside"]), ("status.missing", facts["photos_missing"])):
        if count:
            click.echo(say(key, lang, count=count))


def _check_usage(what: Sequence[str], out: Sequence[Path], *, recheck: bool, watch: bool) -> None:
    """Raises click.UsageError."""
    if not out:
        raise Misused("usage.out")
    if recheck and (what or watch):
        raise Misused("usage.recheck")
    if not recheck and len(what) != 1:
        raise Misused("usage.source")
    if watch and isinstance(place_of(what[0]), str):
        raise Misused("usage.watch_objects")
    if watch and not Path(what[0]).is_dir() and Path(what[0]).suffix.lower() == ".zip":
        raise Misused("usage.watch")


def _maker(settings: Settings) -> Make:
    return partial(make_verifier, settings)


def make_verifier(settings: Settings):  # type: ignore[no-untyped-def]  # the engines' type would load them
    """The engines of one worker, loaded in its process alone."""
    from verifier.build import build_verifier  # noqa: PLC0415

    return build_verifier(settings)


def _once(session: Session, console: Console, lang: str) -> None:
    """One run, with its progress and what a person should know of it."""
    with _progress(console, lang) as tell:
        tally = session.run(tell, lambda manifest: _tell_plan(session, manifest, console, lang))
    words = {str(kind): f"{tally.verdicts[kind]:,}" for kind in VerdictKind}
    counts = session.stock.counts(lang).verdicts
    words = {str(kind): f"{counts[kind]:,}" for kind in VerdictKind}
    console.print(say("compared", lang, list=session.stock.of_list(lang)), style="dim")
    console.print(say("done", lang, products=f"{counts.total():,}", **words), style="bold")
    if not counts.total():
        source = session.order.source or session.order.results[0]
        console.print(Text(plain(say("no_products", lang, source=source)), style="yellow"))
    aside = sum(1 for _ in session.stock.aside())
    unread = sum(1 for _ in session.stock.unread())
    missing = session.ledger.count(MISSING)
    for key, count in (("aside", aside), ("missing", missing), ("unused", unread), ("waiting", tally.waiting)):
        if count:
            console.print(say(key, lang, count=f"{count:,}"), style="yellow")
    for path in session.order.results:
        console.print(Text(plain(say("wrote", lang, path=path))))


def _tell_plan(session: Session, manifest: Manifest | None, console: Console, lang: str) -> None:
    """Says how photos became products."""
    ways = dict(session.ledger.all("SELECT grouped_by, count(*) FROM items WHERE line IS NULL GROUP BY grouped_by"))
    if manifest is None:
        counts = {way: f"{ways.get(way, 0):,}" for way in ("folder", "name", "photo")}
        console.print(say("grouped", lang, **counts), style="dim")
        return
    if manifest.unused_headings:
        unused = ", ".join(manifest.unused_headings)
        console.print(Text(plain(say("unused_columns", lang, columns=unused)), style="yellow"))
    tell_table(manifest.table, console, lang)
    if addresses := session.ledger.count(UNFETCHED):
        console.print(say("addresses", lang, count=f"{addresses:,}"), style="yellow")
    if ways:
        console.print(say("grouped_rest", lang, count=f"{sum(ways.values()):,}"), style="yellow")


def _keep_watching(session: Session, console: Console, lang: str) -> None:
    """Runs again whenever the folder changed and then stood still."""
    console.print(Text(plain(say("watching", lang, source=session.order.source))))
    done = session.listing()
    before = done
    while True:
        time.sleep(POLL_S)
        now = session.listing()
        if now == before != done:
            done = now
            _once(session, console, lang)
        before = now


@contextmanager
def _progress(console: Console, lang: str) -> Iterator[Callable[[Tally], None]]:
    """A bar with rate, time left and verdicts so far; a line a minute where there is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[more]}"),
    )
    start = time.monotonic()
    told = start
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(say("progress", lang), total=None, more="")

        def tell(tally: Tally) -> None:
            nonlocal told
            now = time.monotonic()
            more = _more(tally, now - start, lang)
            progress.update(task, total=tally.photos, completed=tally.photos_done, more=more)
            if not console.is_terminal and now - told > LINE_EVERY_S:
                told = now
                console.print(f"{tally.photos_done:,}/{tally.photos:,} {more}")

        yield tell


def _more(tally: Tally, seconds: float, lang: str) -> str:
    rate = (tally.looked or tally.photos_done) / seconds if seconds > 0 else 0.0
    left = (tally.photos - tally.photos_done) / rate if rate else 0.0
    hours, minutes = divmod(round(left / SECONDS_A_MINUTE), SECONDS_A_MINUTE)
    verdicts = " ".join(f"{SIGNS[kind]}{tally.verdicts[kind]:,}" for kind in VerdictKind)
    pace = say("rate", lang, rate=f"{rate * SECONDS_A_MINUTE:.0f}")
    return f"{pace} · {hours}:{minutes:02d} · {verdicts}"
