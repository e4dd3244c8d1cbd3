"""`python -m bench speed [--quick]`: what a 12 MP photo costs, in full OpenCV decodes of the same file in the same run.

Processor time (with that of Tesseract, a program of its own that stays) and wall time, one photo at a time; wall time
with two at a time in two threads of one process; photos a second of two worker processes over one; resident memory of
a worker after many photos; beside whole-page Tesseract and RapidOCR on some of the same files. Real photos as they are,
with a list that knows their codes, tell what the second look makes of the cost of an answer that agrees. On a machine
that does other work too only processor time is to be trusted: the load is printed.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from bench.real_photos.coverage import list_of, listed
from bench.real_photos.large import REAL, Laps, cpu, decode_s, enlarged, running, sources, stages
from bench.real_photos.rivals import NAMES, asked
from verifier import days
from verifier.build import build_verifier
from verifier.domain import VerdictKind
from verifier.evaluation.truth import load_truth
from verifier.pipeline import Verifier

GOAL_P50, GOAL_P95, GOAL_MB, GOAL_PAIR = 2.8, 5.0, 300, 1.8
GOAL_GREEN = 2.0
"""Cost of an answer that agrees over what it is without the second look."""
QUICK = 8
"""Of how many real photos the quick mode verifies one for that."""
MIXED = 200
"""Photos after which a worker's memory is told: every second one of 12 MP, the others as they are."""


def main(options: list[str]) -> int:
    """Prints the table; always 0: figures are reported, not judged."""
    cv2.setNumThreads(1)
    quick = "--quick" in options
    paths = sources(quick)
    with tempfile.TemporaryDirectory(prefix="mokcheck-bench-") as folder:
        files = [Path(folder, f"{n:03d}.jpg") for n in range(len(paths))]
        for path, file in zip(paths, files, strict=True):
            file.write_bytes(enlarged(path))
        real = sum(path.parent == REAL for path in paths)
        size = np.median([file.stat().st_size for file in files]) / 1e6
        print(f"{len(files)} photos of 12 MP ({len(files) - real} samples, {real} real ones enlarged), {size:.1f} MB;")
        print(f"one unit is a full decode by OpenCV, {1000 * decode_s(files[0].read_bytes()):.0f} ms of processor time")
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        _stages(build_verifier(), [file.read_bytes() for file in files])
        _green(quick)
        _rivals(files[:: max(1, len(files) // (1 if quick else 4))])
        _pair(files[:4] if quick else files)
        _memory(paths, files, 12 if quick else MIXED)
    return 0


def _stages(verifier: Verifier, photos: Sequence[bytes]) -> None:
    verifier.verify(photos[:1])  # what is loaded once
    one_cpu = _gathered(stages(verifier, data, cpu) for data in photos)
    one = _gathered(stages(verifier, data, time.perf_counter) for data in photos)
    with ThreadPoolExecutor(2) as threads:
        two = _gathered(threads.map(lambda data: stages(verifier, data, time.perf_counter), photos))
    print(f"{'':8}{'processor, one thread':>24}{'wall, one thread':>20}{'wall, two threads':>20}")
    print(f"{'stage':8}{'p50':>16}{'p95':>8}" + f"{'p50':>12}{'p95':>8}" * 2)
    for stage in one_cpu:
        cells = [f"{float(np.percentile(t[stage], q)):.2f}" for t in (one_cpu, one, two) for q in (50, 95)]
        print(
            f"{stage:8}{cells[0]:>16}{cells[1]:>8}" + "".join(f"{c:>{12 - k % 2 * 4}}" for k, c in enumerate(cells[2:]))
        )
    total = [float(np.percentile(one_cpu["total"], q)) for q in (50, 95)]
    print(f"goal: p50 {GOAL_P50:g} {_met(total[0] <= GOAL_P50)}, p95 {GOAL_P95:g} {_met(total[1] <= GOAL_P95)}")


def _gathered(runs: Iterable[Iterable[tuple[str, float]]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for run in runs:
        for stage, ratio in run:
            found[stage].append(ratio)
    return found


def _green(quick: bool) -> None:
    """What answers that agree cost, over what they cost without the second look: real photos as they are."""
    truths = [truth for truth in load_truth(REAL) if listed(truth)][:: QUICK if quick else 1] if REAL.is_dir() else []
    verifier, ratios, seconds = replace(build_verifier(), registry=list_of(truths, days.today())), [], []
    for truth in truths:
        laps = Laps(cpu)
        report = verifier.verify([(REAL / truth.file).read_bytes()], category=truth.category, watch=laps)
        if report.verdict.kind is VerdictKind.AGREES:
            total = laps.total()["total"]
            ratios.append(total / (total - laps.spent["challenge"]))
            seconds.append(total)
    if ratios:
        p50, p95 = (float(np.percentile(ratios, q)) for q in (50, 95))
        print(f"real photos that agree, over themselves less the second look: p50 {p50:.2f} {_met(p50 <= GOAL_GREEN)},")
        print(f"p95 {p95:.2f}; {1000 * np.median(seconds):.0f} ms of processor time at the median (n={len(ratios)})")


def _rivals(files: list[Path]) -> None:
    for name, title in NAMES.items():
        told = asked(name, files)
        print(f"{title}: p50 {told['p50']:.0f} units of processor time (n={len(files)}), {told['mb']:.0f} MB")


@cache
def _verifier() -> Verifier:
    cv2.setNumThreads(1)
    return build_verifier()


def _verified(file: Path) -> int:
    """Verifies one file in a worker; its process."""
    _verifier().verify([file.read_bytes()])
    return os.getpid()


def _pair(files: list[Path]) -> None:
    """Photos a second by two worker processes, over those by one."""
    rates = []
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            while len(set(pool.map(_verified, files[:1] * 2 * workers))) < workers:
                pass  # until every worker has loaded its engines
            start = time.perf_counter()
            list(pool.map(_verified, files))
            rates.append(len(files) / (time.perf_counter() - start))
    print(f"two worker processes over one: {rates[1] / rates[0]:.2f} {_met(rates[1] / rates[0] >= GOAL_PAIR)}")


def _memory(paths: list[Path], files: list[Path], count: int) -> None:
    """Resident memory of a worker process, as it goes through photos large and small."""
    mixed = [one for pair in zip(files, paths, strict=True) for one in pair]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        told = [pool.submit(_resident, mixed[n % len(mixed)]).result() for n in range(count)]
    now = [f"{told[n - 1][0]:.0f} MB after {n}" for n in sorted({count // 4, count // 2, count})]
    print(f"worker resident: {', '.join(now)} photos {_met(told[-1][0] <= GOAL_MB)}; peak {told[-1][1]:.0f} MB")


def _resident(file: Path) -> tuple[float, float]:
    """Resident memory after verifying a file, with that of the programs it runs, now and at its peak, in MB."""
    _verified(file)
    now = peak = 0
    for process in (Path("/proc/self"), *running()):
        lines = (process / "status").read_text("ascii").splitlines()
        told = {line.partition(":")[0]: line.split() for line in lines}
        now, peak = now + int(told["VmRSS"][1]), peak + int(told["VmHWM"][1])
    return now / 1024, peak / 1024


def _met(good: bool) -> str:
    return "(met)" if good else "(NOT met)"
