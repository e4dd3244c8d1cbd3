"""`python -m bench registry [--quick]`: how long a list takes to build, to search, and to replace under load.

The list is made up (`worlds.made_up_list`): 1,000,000 licences, or 20,000 with `--quick`. All of it runs in one thread,
so the floors are judged by processor time, which other work on the machine disturbs least; wall time stands beside it.
Where PostgreSQL's server is installed, the same look-ups are timed against one started for this, by wall time and
without a floor. The first name of a standard that is not listed to the letter has its holders fetched: timed apart.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.servers.postgres import programs, server
from bench.worlds import made_up_list
from verifier.domain import Licence
from verifier.names.match import NameMatch, best_match
from verifier.numbers import LicenceNumber
from verifier.registry import postgres
from verifier.registry.importer import import_list, open_import
from verifier.registry.live import LiveRegistry
from verifier.registry.queries import SqlRegistry
from verifier.registry.snapshot import SqliteRegistry

DAY = date(2026, 11, 1)
SLOWEST_LOOK_UP_MS, LONGEST_BUILD_S, SWAPS = 2.0, 60.0, 20


def main(arguments: list[str]) -> int:
    """0 when the floors hold: p99 of every kind of look-up, the build of the full list, no failed look-up."""
    quick = "--quick" in arguments
    rows, asked = (20_000, 2_000) if quick else (1_000_000, 10_000)
    with tempfile.TemporaryDirectory(prefix="mokcheck-bench-") as folder:
        table, out = Path(folder) / "list.csv", Path(folder) / "list.sqlite"
        made_up_list.write(table, rows)
        start, start_cpu = time.perf_counter(), time.process_time()
        imported = open_import(table)
        snapshot = import_list(imported, table, out, date=DAY, covers=["all"])
        build_s, wall_s = time.process_time() - start_cpu, time.perf_counter() - start
        size = out.stat().st_size / 1e6
        print(
            f"build: {build_s:.1f} s (wall {wall_s:.1f} s) for {imported.read:,} rows; "
            f"{snapshot.rows:,} licences, {size:.0f} MB"
        )
        opened = SqliteRegistry.open(out)
        drawn = _drawn(opened, asked)
        slowest = _look_ups(opened, drawn)
        _in_postgres(opened, drawn[: asked // 4])
        failed = _swaps(out, asked)
    met = slowest <= SLOWEST_LOOK_UP_MS and failed == 0 and (quick or build_s <= LONGEST_BUILD_S)
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def _look_ups(opened: SqlRegistry, drawn: list[Licence]) -> float:
    """Prints median and p99 of each kind of look-up in milliseconds; returns the largest p99 of processor time."""
    kinds: dict[str, Callable[[Licence], object]] = {
        "licence number": lambda row: opened.by_licence(row.number),
        "absent number": lambda row: opened.by_licence(LicenceNumber("นค", 99_999, row.number.n, row.number.standard)),
        "QR id": lambda row: opened.by_qr_id(row.qr_id or "1"),
        "standard + holder": lambda row: opened.by_holder(row.standard, row.holder),
        "rivals of a holder": lambda row: opened.rivals(row.standard, row.holder),
        "trade mark": lambda row: opened.by_trade_mark(row.trade_mark or ""),
        "near misses": lambda row: opened.neighbours(row.number),
    }
    worst = max(_times(name, ask, drawn) for name, ask in kinds.items())
    of_each_standard = list({row.standard: row for row in drawn}.values())
    first = _times("a name misread, first of its standard", lambda row: _nearest(opened, row), of_each_standard, warm=0)
    return max(worst, first, _times("a name misread", lambda row: _nearest(opened, row), drawn))


def _nearest(opened: SqlRegistry, row: Licence) -> NameMatch:
    """The holder that is meant by a holder's name of which one letter more was read."""
    read = row.holder.replace("บริษัท ", "บริษัท ก")
    return best_match(read, opened.holders_like(row.standard, read))


def _times(name: str, ask: Callable[[Licence], object], drawn: list[Licence], warm: int = 200) -> float:
    """Prints the times of one kind of look-up; returns the p99 of processor time in milliseconds."""
    for row in drawn[:warm]:
        ask(row)
    spent, wall = zip(*(_timed(ask, row) for row in drawn), strict=True)
    p99, wall_p99 = (sorted(times)[int(len(times) * 0.99)] for times in (spent, wall))
    middle = statistics.median(spent)
    print(
        f"{name}: median {middle:.3f} ms, p99 {p99:.3f} ms "
        f"(wall median {statistics.median(wall):.3f} ms, p99 {wall_p99:.3f} ms, n={len(spent)})"
    )
    return p99


def _in_postgres(opened: SqliteRegistry, drawn: list[Licence]) -> None:
    """The same look-ups in PostgreSQL: processor time of this side alone, so wall time is what counts."""
    folder = programs()
    if folder is None:
        print("PostgreSQL: no server installed, not measured")
        return
    with server(folder) as url:
        start = time.perf_counter()
        postgres.publish(opened, url)
        print(f"PostgreSQL: published in {time.perf_counter() - start:.0f} s; times of look-ups there:")
        _look_ups(postgres.PostgresRegistry.open(url), drawn)


def _drawn(opened: SqliteRegistry, asked: int) -> list[Licence]:
    rng = random.Random(2)
    everyone = list(opened) if opened.snapshot.rows <= asked else _some(opened, asked, rng)
    return [rng.choice(everyone) for _ in range(asked)]


def _some(opened: SqliteRegistry, count: int, rng: random.Random) -> list[Licence]:
    chosen = set(rng.sample(range(opened.snapshot.rows), count))
    return [row for i, row in enumerate(opened) if i in chosen]


def _timed(ask: Callable[[Licence], object], row: Licence) -> tuple[float, float]:
    start, start_wall = time.thread_time(), time.perf_counter()
    ask(row)
    return (time.thread_time() - start) * 1000, (time.perf_counter() - start_wall) * 1000


def _swaps(out: Path, asked: int) -> int:
    """Replaces the file under four threads that look up all the time; returns how many look-ups failed."""
    live, stop = LiveRegistry(out, check_every_s=0.0), threading.Event()
    row = next(iter(live.current()))
    done, failed = [0] * 4, [0] * 4

    def ask(thread: int) -> None:
        while not stop.is_set():
            try:
                if row not in live.current().by_licence(row.number):
                    raise LookupError(row.number)
                done[thread] += 1
            except Exception as error:
                failed[thread] += 1
                print(f"failed: {error!r}", file=sys.stderr)

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(len(done))]
    for thread in threads:
        thread.start()
    fresh = out.with_suffix(".new")
    for _ in range(SWAPS):
        shutil.copy(out, fresh)
        fresh.replace(out)
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    print(f"replaced {SWAPS} times under 4 threads: {sum(failed)} of {sum(done) + sum(failed):,} look-ups failed")
    return sum(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
