"""`python -m bench check [--quick]`: how many rows of a product table `mokcheck check` judges in a minute.

100,000 rows (3,000 with `--quick`) drawn from a made-up list of 40,000 licences (3,000), in the columns that
marketplaces keep, most of them honest, some with foreign or unreadable cells. Reading, judging and writing CSV all
count. The floor is judged by processor time over two processors, which other work on the machine disturbs least; wall
time stands beside it.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

from bench.worlds import made_up_list
from verifier.cli.check import make_checker
from verifier.product_table.check import check_rows
from verifier.product_table.columns import find_columns, shop_words
from verifier.product_table.write import cells_of, heading, open_result
from verifier.registry.importer import import_list, open_import
from verifier.registry.tables import read_table

DAY = date(2026, 11, 1)
WORKERS, ROWS_A_MINUTE = 2, 100_000
HEADER = ("SKU", "TIS Number", "TIS License", "QR Link", "Licensee")


def main(arguments: list[str]) -> int:
    """0 when as many rows come out as went in and, of the full table, quickly enough."""
    quick = "--quick" in arguments
    rows, licences = (3_000, 3_000) if quick else (100_000, 40_000)
    with tempfile.TemporaryDirectory(prefix="mokcheck-bench-") as folder:
        source, listed, table, out = (Path(folder) / n for n in ("l.csv", "l.sqlite", "goods.csv", "result.csv"))
        made_up_list.write(source, licences)
        import_list(open_import(source), source, listed, date=DAY, covers=["all"])
        _write_goods(table, licences, rows)
        start, start_cpu = time.perf_counter(), _cpu()
        verdicts = _check(table, listed, out)
        wall, cpu = time.perf_counter() - start, _cpu() - start_cpu
        with out.open(encoding="utf-8-sig", newline="") as file:
            written = sum(1 for _ in csv.reader(file)) - 1
    rate = 60 * rows / (cpu / WORKERS)
    print(f"{rows:,} rows against {licences:,} licences: {wall:.1f} s wall, {cpu:.1f} s of processor time")
    print(f"{60 * rows / wall:,.0f} rows a minute as measured; {rate:,.0f} on {WORKERS} processors of one's own")
    print(", ".join(f"{kind} {count:,}" for kind, count in verdicts.most_common()))
    met = written == rows and verdicts.total() == rows and (quick or rate >= ROWS_A_MINUTE)
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def _check(table: Path, listed: Path, out: Path) -> Counter[str]:
    spoken, verdicts = shop_words(), Counter[str]()
    read = read_table(table, spoken.headings)
    make = partial(make_checker, str(listed), find_columns(read.header, spoken), DAY, 45)
    snapshot = make().snapshot
    with open_result(out, table) as put:
        put(heading(read.header))
        for row in check_rows(read.rows, make, workers=WORKERS):
            put(cells_of(row, len(read.header), snapshot, "th"))
            verdicts[row.verdict] += 1
    return verdicts


def _write_goods(path: Path, licences: int, rows: int) -> None:
    rng, listed = random.Random(3), list(made_up_list.rows(licences))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(rows):
            licence, standard, holder, _, _, qr_id, *_ = rng.choice(listed)
            chance = rng.random()
            if chance < 0.03:
                licence = rng.choice(listed)[0]
            elif chance < 0.05:
                licence = "-/-"
            link = f"https://appdb.tisi.go.th/Q/i.php?d={qr_id}" if qr_id and rng.random() < 0.6 else ""
            shown = licence if rng.random() < 0.6 else ""
            named = holder if rng.random() < 0.7 else ""
            writer.writerow([f"SKU-{n}", f"มอก. {standard}", shown, link, named])


def _cpu() -> float:
    """Processor seconds of this process and of those that it has seen end."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
