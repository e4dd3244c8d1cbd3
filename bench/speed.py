"""Stage times of a 12 MP JPEG, as ratios to a full OpenCV decode of the same file in the same run.

The photos are the samples, enlarged to 4,032 px and encoded anew, so print is larger and smoother than a phone would
show it: the figures are about time, not about reading. `python -m bench speed [--quick]`.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from verifier.build import build_verifier

LONG_SIDE = 4032


def enlarged(path: Path) -> bytes:
    """A sample as a JPEG of 4,032 px on its long side, quality 90, with noise so that its size is a phone's."""
    picture = cv2.imread(str(path))
    assert picture is not None, path
    factor = LONG_SIDE / max(picture.shape[:2])
    picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(7).normal(0, 3, picture.shape)
    picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def decode_ms(data: bytes) -> float:
    """Best of three full decodes by OpenCV, in milliseconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def main(options: list[str]) -> int:
    """Print p50 and p95 of every stage over the samples; always 0: ratios are reported, not judged."""
    cv2.setNumThreads(1)
    paths = sorted(Path("samples").glob("*.jpg"))[: 3 if "--quick" in options else None]
    verifier = build_verifier()
    ratios: dict[str, list[float]] = defaultdict(list)
    for path in paths:
        data = enlarged(path)
        unit = decode_ms(data)
        report = verifier.verify([data])
        for stage, ms in report.timings_ms.items():
            ratios[stage].append(ms / unit)
    print(f"{len(paths)} photos of 12 MP; times as multiples of a full OpenCV decode of the same file, one thread")
    for stage, values in ratios.items():
        p95 = float(np.percentile(values, 95))
        print(f"  {stage:8} p50 {statistics.median(values):6.1f}   p95 {p95:6.1f}")
    print(f"peak resident {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0
