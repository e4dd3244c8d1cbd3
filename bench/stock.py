"""`python -m bench stock [--quick]`: how quickly `mokcheck batch` goes through a stock, and judges it again.

The sample photos, saved anew until there are 96 (12 with `--quick`), each alone through a verifier and then as a stock
with one worker and with two; then 10,000 products (500) of those sights judged again against another list. Processor
time, which other work on the machine disturbs least, is held to the floors; wall time stands beside it, and is held to
them where others took next to nothing of the processors meanwhile. Workers start before the clock does. Some four
minutes on two quiet cores.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PIL import Image

from verifier.batch.ledger import Ledger, ledger_of
from verifier.batch.pool import Pool
from verifier.batch.session import Order, Session
from verifier.build import build_verifier
from verifier.registry.importer import import_list, open_import
from verifier.settings import Settings

DAY = date(2026, 11, 29)
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
WORKERS, MAX_OVERHEAD, TIMES_AS_FAST, AGAIN_A_MINUTE = 2, 1.1, 1.9, 10_000
QUIET = 0.03
"""Share of the processors that others may take of a measurement by the wall clock that counts."""
MIB = 1024


@dataclass(frozen=True)
class Spent:
    """Seconds of wall and processor time, that of children included once they ended.

    `others`: the share of all processors that others took meanwhile.
    """

    wall: float
    cpu: float
    others: float = 0.0


def main(arguments: list[str]) -> int:
    """0 when a stock costs little more than its photos alone and enough products a minute are judged again."""
    quick = "--quick" in arguments
    photos, products = (12, 500) if quick else (96, 10_000)
    with tempfile.TemporaryDirectory(prefix="mokcheck-bench-") as name:
        root = Path(name)
        files = _draw(root / "stock", photos)
        settings = Settings(list_path=_list(root / "list.sqlite", DAY))
        alone = _alone(files, settings)
        print(f"{photos} photos each alone: {alone.wall:.1f} s wall, {alone.cpu:.1f} s of processor time")
        spent = {workers: _stock(root, workers, settings) for workers in (1, WORKERS)}
        for workers, used in spent.items():
            rate = 60 * photos / used.wall
            print(
                f"as a stock, {workers} worker(s): {used.wall:.1f} s wall, {used.cpu:.1f} s of processor time, "
                f"{rate:.0f} photos a minute; others took {used.others:.0%} of the processors",
                flush=True,
            )
        faster = spent[1].wall / spent[WORKERS].wall
        quiet = all(used.others <= QUIET for used in spent.values())
        counts = f"wanted {TIMES_AS_FAST}" if quiet else "does not count: the machine was not ours"
        print(f"two workers over one: {faster:.2f} times as fast by the wall clock ({counts})", flush=True)
        again = _again(root, products, Settings(list_path=_list(root / "other.sqlite", date(2026, 11, 28))))
        rate = 60 * products / (again.cpu / WORKERS)
        print(f"{products:,} products judged again: {again.wall:.1f} s wall, {again.cpu:.1f} s of processor time")
        print(f"{60 * products / again.wall:,.0f} a minute as measured; {rate:,.0f} on two processors of one's own")
    print(f"memory of the parent at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:.0f} MiB")
    overhead = spent[1].cpu / alone.cpu
    print(f"processor time of a stock over that of its photos alone: {overhead:.2f} (at most {MAX_OVERHEAD})")
    fast = faster >= TIMES_AS_FAST or not quiet
    met = quick or (overhead <= MAX_OVERHEAD and rate >= AGAIN_A_MINUTE and fast)
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def _draw(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    samples = sorted(SAMPLES.glob("*.jpg"))
    made = []
    for number in range(count):
        sample = samples[number % len(samples)]
        out = io.BytesIO()
        with Image.open(sample) as picture:
            picture.save(out, "JPEG", quality=94 - number // len(samples))
        made.append(folder / f"{number:03d}.jpg")
        made[-1].write_bytes(out.getvalue())
    return made


def _list(path: Path, day: date) -> Path:
    source = SAMPLES / "list.csv"
    import_list(open_import(source), source, path, date=day, covers=["all"])
    return path


def _alone(files: list[Path], settings: Settings) -> Spent:
    verifier = build_verifier(settings)
    verifier.verify([files[0].read_bytes()], today=DAY)
    start, cpu = time.perf_counter(), _cpu()
    for path in files:
        verifier.verify([path.read_bytes()], today=DAY)
    return Spent(time.perf_counter() - start, _cpu() - cpu)


def _stock(root: Path, workers: int, settings: Settings) -> Spent:
    """A whole run; what workers take to start is measured apart and taken off."""
    make, out = partial(build_verifier, settings), root / f"stock-{workers}.jsonl"
    before = _cpu()
    engine = Pool(make, workers)
    _await_all(engine)
    engine.close()
    starting = _cpu() - before
    before = _cpu()
    engine = Pool(make, workers)
    _await_all(engine)
    start, busy, own = time.perf_counter(), _busy(), _running(engine)
    with Session(Order(root / "stock", (out,), day=DAY, workers=workers), settings, make, engine) as session:
        session.run()
        wall, own = time.perf_counter() - start, _running(engine) - own
        others = (_busy() - busy - own) / (wall * (os.cpu_count() or 1))
    return Spent(wall, _cpu() - before - starting, max(0.0, others))


def _await_all(engine: Pool) -> None:
    while not engine.ready():
        engine.wait(0.2)


def _again(root: Path, products: int, settings: Settings) -> Spent:
    out = root / "stock-1.jsonl"
    _multiply(ledger_of(out), products)
    start, cpu = time.perf_counter(), _cpu()
    with Session(Order(None, (out,), day=DAY, workers=WORKERS), settings, partial(build_verifier, settings)) as session:
        session.run()
    return Spent(time.perf_counter() - start, _cpu() - cpu)


def _multiply(path: Path, products: int) -> None:
    """Fills a ledger with as many products, which share the sights that it holds."""
    ledger = Ledger.open(path)
    seen = ledger.all("SELECT sha256, seen_by, challenged, data, gtins, phash FROM sights")
    for table in ("sights", "hashes", "entries", "items", "photos", "outcomes"):
        ledger.put(f"DELETE FROM {table}")
    contents = sorted({row[0] for row in seen})
    for number in range(products):
        own, name = contents[number % len(contents)], f"{number}.jpg"
        rows = [(f"{number:064x}", *row[1:]) for row in seen if row[0] == own]
        ledger.put_all("INSERT INTO sights VALUES (?, ?, ?, ?, ?, ?)", rows)
        ledger.put("INSERT INTO hashes VALUES (?, '', ?)", (name, f"{number:064x}"))
        ledger.put("INSERT INTO entries (name, stamp, problem, place) VALUES (?, '', '', ?)", (name, number + 1))
        facts = json.dumps({"name": name})
        ledger.put("INSERT INTO items VALUES (?, ?, NULL, NULL, ?, '', 'photo', '[]', 0)", (number + 1, name, facts))
        ledger.put("INSERT INTO photos VALUES (?, 1, ?, NULL)", (number + 1, name))
    ledger.close()


def _busy() -> float:
    """Seconds that all processors of the machine have worked, or were taken from it, since it began."""
    user, nice, system, _idle, _waiting, *more = map(int, Path("/proc/stat").read_text("ascii").split()[1:9])
    return (user + nice + system + sum(more)) / os.sysconf("SC_CLK_TCK")


def _running(engine: Pool) -> float:
    """Seconds of processor time of this process and of its workers that run."""
    stats = [Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split() for pid in engine.pids()]
    return time.process_time() + sum(int(s[11]) + int(s[12]) for s in stats) / os.sysconf("SC_CLK_TCK")


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
