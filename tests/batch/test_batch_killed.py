"""A run that is killed anywhere goes on, and ends as one that nobody disturbed."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.stock import KINDS, archive, folder, gtin, make_slow_stub, picture, run
from verifier.errors import LedgerProblem

ROOT = Path(__file__).resolve().parents[2]


def start(source, *results):
    command = [sys.executable, "-m", "tests.batch.kill_driver", str(source), *map(str, results)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)


def killed_at_random(source, results, times, longest_s, seed):
    """Kills a run `times` times, each after up to `longest_s` seconds, then lets it end; how many met it at work."""
    chance = random.Random(seed)
    met = 0
    for _ in range(times):
        process = start(source, *results)
        try:
            process.wait(timeout=chance.uniform(0.3, longest_s))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            met += 1
        process.communicate()
    process = start(source, *results)
    _, said = process.communicate(timeout=600)
    assert process.returncode == 0, said.decode()
    return met


def orphans():
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = path.read_bytes()
        except OSError:
            continue
        if b"multiprocessing" in text and b"spawn_main" in text and b"parent_pid" in text:
            parent = int(text.split(b"parent_pid=")[1].split(b",")[0])
            if not Path(f"/proc/{parent}").exists():
                found.append(path.parent.name)
    return found


def test_killed_at_random_it_ends_as_if_nothing_had_been(tmp_path):
    stock = folder(tmp_path / "stock", {f"{n:03d}.png": picture(n) for n in range(60)})
    results = [tmp_path / f"r.{kind}" for kind in KINDS]
    calm = [tmp_path / f"calm.{path.suffix[1:]}" for path in results]
    assert killed_at_random(stock, results, times=4, longest_s=7, seed=1) > 0
    run(stock, calm, make_slow_stub)
    assert [path.read_bytes() for path in results] == [path.read_bytes() for path in calm]
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "tmp"))]
    time.sleep(1)
    assert orphans() == []


@pytest.mark.slow
def test_a_large_stock_killed_twenty_times_equals_an_undisturbed_run(tmp_path):
    files = {f"photos/p{n:03d}/{side}.png": picture(4 * n + side) for n in range(500) for side in range(4)}
    table = "photo,SKU,barcode,product,supplier,date\n" + "".join(
        f"{';'.join(f'photos/p{n:03d}/{side}.png' for side in range(4))},S{n},{gtin(4 * n)},สินค้า {n},"
        f"ผู้ขาย {n % 7},2026-11-{1 + n % 28}\n"
        for n in range(500)
    )
    stock = archive(tmp_path / "stock.zip", {**files, "manifest.csv": table.encode()})
    results = [tmp_path / f"r.{kind}" for kind in KINDS]
    calm = [tmp_path / f"calm.{path.suffix[1:]}" for path in results]
    assert killed_at_random(stock, results, times=20, longest_s=12, seed=2) >= 10
    run(stock, calm, make_slow_stub)
    assert [path.read_bytes() for path in results] == [path.read_bytes() for path in calm]
    assert len(calm[1].read_text("utf-8").splitlines()) == 500


def test_a_full_disk_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("verifier.batch.ledger.COMMIT_AFTER_S", 0)
    stock = folder(tmp_path / "stock", {f"{n:03d}.png": picture(n) for n in range(40)})
    out = tmp_path / "r.csv"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, before[1]))
        with pytest.raises(LedgerProblem):
            run(stock, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert not out.exists()
    tally = run(stock, out)
    assert 0 < tally.looked < 80  # what was kept before is not looked at again
    run(stock, tmp_path / "calm.csv")
    assert out.read_bytes() == (tmp_path / "calm.csv").read_bytes()


@pytest.mark.slow
def test_memory_stays_flat_over_twenty_thousand_photos(tmp_path):
    def memory_kb(count):
        command = [sys.executable, "-m", "tests.batch.memory_driver", str(count), str(tmp_path)]
        return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)

    few, many = memory_kb(1_000), memory_kb(20_000)
    assert many - few < 25_000, (few, many)
