"""Photos of twelve megapixels for timing, and the work of a whole verification laid out by stage.

The samples, and real photos where `../shared/data/photos` is, enlarged to 4,032 px as they are, with a sensor's noise,
and encoded anew to the size of a phone's file. Print is softer than a phone would show it: they tell about time, not
about reading.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from verifier.pipeline import Verifier

LONG_SIDE, NOISE, QUALITY = 4032, 4.0, 93
REAL = Path("../shared/data/photos")
Clock = Callable[[], float]


def sources(quick: bool) -> list[Path]:
    """Every sample, and every fifth real photo that is not an artwork; three and three in quick mode."""
    samples = sorted(Path("samples").glob("*.jpg"))
    rows = json.loads((REAL / "truth.json").read_text("utf-8")) if REAL.is_dir() else []
    real = sorted({REAL / row["file"] for row in rows if row["file"].endswith(".jpg")})[::5]
    return [*samples[::5], *real[::10]] if quick else [*samples, *real]


def enlarged(path: Path) -> bytes:
    """A photo as a JPEG of 4,032 px on its long side."""
    picture = cv2.imread(str(path))
    assert picture is not None, path
    factor = LONG_SIDE / max(picture.shape[:2])
    picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(7).standard_normal(picture.shape, np.float32)
    noisy = np.clip(picture + NOISE * noise, 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def running() -> list[Path]:
    """Folders in /proc of the programs that this process runs (Linux)."""
    return [Path("/proc", pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def cpu() -> float:
    """Seconds of processor time of this process and of the programs that it runs or ran."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    still = sum(int((program / "schedstat").read_text().split()[0]) for program in running())
    return time.process_time() + ended.ru_utime + ended.ru_stime + still / 1e9


def decode_s(data: bytes, clock: Clock = cpu, times: int = 3) -> float:
    """Median time of a full decode by OpenCV, in seconds."""
    encoded, took = np.frombuffer(data, np.uint8), []
    for _ in range(times):
        start = clock()
        cv2.imdecode(encoded, cv2.IMREAD_COLOR)
        took.append(clock() - start)
    return statistics.median(took)


class Laps:
    """Time per stage of one verification, by any clock; handed to `Verifier.verify` as `watch`."""

    def __init__(self, clock: Clock) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._clock, self._stage, self._start = clock, "", clock()

    def __call__(self, stage: str) -> None:
        now = self._clock()
        if self._stage:
            self.spent[self._stage] += now - self._start
        self._stage, self._start = stage, now

    def total(self) -> dict[str, float]:
        """All stages with their sum, `total`, in seconds."""
        self("")
        return {**self.spent, "total": sum(self.spent.values())}


def stages(verifier: Verifier, data: bytes, clock: Clock) -> Iterator[tuple[str, float]]:
    """Each stage's name and its time as a multiple of a decode measured just before and just after."""
    before, laps = decode_s(data, clock, 2), Laps(clock)
    verifier.verify([data], watch=laps)
    spent = laps.total()
    unit = (before + decode_s(data, clock, 2)) / 2
    return ((stage, seconds / unit) for stage, seconds in spent.items())
