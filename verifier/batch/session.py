"""From what was asked for to the results: opens source, manifest and ledger, runs, notes the whole, writes.

A session keeps its workers from one run to the next, as a watched folder needs it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from verifier import days
from verifier.batch.blind import build_blind
from verifier.batch.ledger import Ledger, ledger_of
from verifier.batch.manifest import Manifest, open_manifest
from verifier.batch.plan import Grouping, make_plan
from verifier.batch.pool import Engine, Limits, Pool
from verifier.batch.results import check_name, write_result
from verifier.batch.results.rows import Stock
from verifier.batch.run import Run, Tally
from verifier.batch.source import MANIFESTS, Source, open_source, stamp_of
from verifier.batch.versions import digest
from verifier.batch.whole import note_whole
from verifier.batch.worker import Make
from verifier.errors import BadRequest, BadSource
from verifier.product_table.columns import Columns
from verifier.settings import Settings

MAX_MANIFEST_BYTES = 200_000_000
"""Largest manifest inside an archive."""
SUMMARY = ".html"
Tell = Callable[[Tally], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `source` is None for a recheck; `out`: results, the ledger lies beside the first."""

    source: Path | str | None  # as `place_of` gives it: a URL is that of an object store
    out: tuple[Path, ...]
    manifest: Path | None = None
    mapping: Path | None = None
    grouping: Grouping = Grouping.AUTO
    day: date | None = None
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    retry: bool = False
    lang: str = "th"
    ray: bool = False
    """Whether the workers are those of a Ray cluster."""
    label: str = ""
    """What people call the stock; without it the name of the source stands over the summary."""

    @property
    def ledger(self) -> Path:
        """Where the ledger lies."""
        return ledger_of(self.out[0])

    @property
    def results(self) -> tuple[Path, ...]:
        """All files that are written: a summary too, unless one was asked for."""
        summary = self.out[0].with_suffix(SUMMARY)
        return self.out if any(path.suffix.lower() == SUMMARY for path in self.out) else (*self.out, summary)


class Session:
    """An order being carried out, once or many times. To be closed."""

    def __init__(self, order: Order, settings: Settings, make: Make, engine: Engine | None = None) -> None:
        """`make` builds the engines of a worker. Raises BadRequest, FileMissing, LedgerInUse, LedgerProblem."""
        for path in order.results:
            check_name(path, order.source)
        self.order, self.settings = order, settings
        if order.source is None and not order.ledger.is_file():
            raise BadRequest(f"there is no ledger {order.ledger} to judge again", path=str(order.ledger))
        self.ledger = Ledger.open(order.ledger)
        if order.source is None:
            make = partial(build_blind, settings, self.ledger.noted("engines", {}))
        self.engine = engine or _engine(make, order)
        self.stock = Stock(self.ledger)
        self._opened = ""

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()
        self.ledger.close()

    def run(self, tell: Tell = lambda _: None, planned: Callable[[Manifest | None], None] = lambda _: None) -> Tally:
        """One run from plan to results. `planned` is told when the plan stands.

        Raises BadSource, FileMissing, ListProblem, EngineProblem, LedgerProblem.
        """
        if self.order.retry:
            self.ledger.put("DELETE FROM aside")
            self.ledger.commit()
        if self._opened not in ("", self._list()):  # a watched folder outlives many a list
            self.engine.restart()
        self._opened = self._list()
        with ExitStack() as stack:
            source, columns = self._plan(stack, planned) if self.order.source else (None, self._kept_columns())
            day = self.order.day or days.today()
            run = Run(self.ledger, source, self.engine, settings=self.settings, day=day, columns=columns)
            tally = run.work(tell)
        note_whole(self.ledger, run.photos.seen_by)
        self.write()
        self.ledger.note({"finished": tally.waiting == 0})
        self.ledger.commit()
        return tally

    def write(self) -> None:
        """Writes all results from the ledger. Raises LedgerProblem, ListRejected, BadRequest."""
        self.stock = Stock(self.ledger)
        for path in self.order.results:
            write_result(self.stock, path, self.order.lang)

    def listing(self) -> str:
        """A digest of the source and the list, which changes when a file comes, goes or grows, or the list is new."""
        assert self.order.source is not None
        source, _ = open_source(self.order.source)
        own = self._own(source, None)
        found = sorted((entry.name, entry.stamp) for entry in source.entries() if entry.name not in own)
        source.close()
        return digest([found, self._list()])

    def _list(self) -> str:
        """What changes when another list takes the file's name; the same for ever where it is in a database."""
        try:
            return stamp_of(self.settings.list_path.stat()) if self.settings.list_path else "-"
        except OSError:
            return "-"

    def _plan(self, stack: ExitStack, planned: Callable[[Manifest | None], None]) -> tuple[Source, Columns | None]:
        assert self.order.source is not None
        source, table = open_source(self.order.source)
        stack.callback(source.close)
        manifest, inside = self._manifest(stack, source, table)
        own = self._own(source, inside)
        make_plan(self.ledger, source, manifest, self.order.grouping, max_photos=self.settings.max_photos, own=own)
        columns = manifest.columns if manifest else None
        name = self.order.source.name if isinstance(self.order.source, Path) else ""
        self.ledger.note({"source": self.order.label or name or source.label, "columns": _kept(columns)})
        self.ledger.commit()
        planned(manifest)
        return source, columns

    def _manifest(self, stack: ExitStack, source: Source, table: Path | None) -> tuple[Manifest | None, str | None]:
        """The manifest, and its name where it lies in the source: the one asked for, else one that is called so."""
        mapping = self.order.mapping
        if self.order.manifest is not None:
            return open_manifest(self.order.manifest, mapping), None
        if table is not None:
            return open_manifest(stack.enter_context(unpacked(source, table.name)), mapping), table.name
        name = manifest_in(source)
        if name is None:
            if mapping is not None:
                raise BadRequest("--mapping says what the columns of a manifest mean, and there is no manifest")
            return None, None
        return open_manifest(stack.enter_context(unpacked(source, name)), mapping), name

    def _own(self, source: Source, manifest: str | None) -> frozenset[str]:
        """Names in the source of files that are ours."""
        own = {manifest} if manifest else set()
        root = getattr(source, "root", None)
        for path in (*self.order.results, *((self.order.manifest,) if self.order.manifest else ())):
            if root is not None and path.absolute().is_relative_to(root.absolute()):
                own.add(path.absolute().relative_to(root.absolute()).as_posix())
        return frozenset(own)

    def _kept_columns(self) -> Columns | None:
        """The columns of the manifest with which the plan was made."""
        kept: dict[str, Any] | None = self.ledger.noted("columns")
        if kept is None:
            return None
        places = {name: tuple(columns) for name, columns in kept["places"].items()}
        return Columns(tuple(kept["header"]), places, kept["categories"])


def _engine(make: Make, order: Order) -> Engine:
    """Workers on this machine, or through Ray. Raises BadRequest where that extra is not installed."""
    if not order.ray:
        return Pool(make, order.workers, order.limits)
    from verifier.batch.ray_engine import RayEngine, ray_or_error  # noqa: PLC0415 - few need it

    ray_or_error()
    return RayEngine(make, order.workers, order.limits)


def _kept(columns: Columns | None) -> dict[str, Any] | None:
    if columns is None:
        return None
    places = {name: list(found) for name, found in columns.places.items()}
    return {"header": list(columns.header), "places": places, "categories": dict(columns.categories)}


def manifest_in(source: Source) -> str | None:
    """The name of the manifest at the root of a source; None where there is none."""
    return next((name for name in source.top() if name.casefold() in MANIFESTS), None)


@contextmanager
def unpacked(source: Source, name: str) -> Iterator[Path]:
    """A file of the source as a file of its own, for as long as it is needed. Raises BadSource for a huge one."""
    root = getattr(source, "root", None)
    if root is not None:
        yield root / name
        return
    data = source.read(name, MAX_MANIFEST_BYTES)
    if len(data) > MAX_MANIFEST_BYTES:
        raise BadSource(f"{name}: a manifest of more than {MAX_MANIFEST_BYTES / 1e6:,.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        del data
        yield path
