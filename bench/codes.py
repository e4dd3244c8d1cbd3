"""`python -m bench codes [--quick] [--photos=FOLDER]`: what each way to look for QR codes reads, and what it costs.

The photos are the samples, or those of a folder with a `truth.json` (docs/reference/evaluate.md). Marks are not given,
so the search beside them is not part of it. Counted are photos in which an official link was read; a link other than
the true one is wrong.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from verifier.codes.cascade import CodeCascade
from verifier.codes.decoder import Wanted
from verifier.codes.net_places import NetCodePlaces
from verifier.codes.window import Window, resized, sharpened
from verifier.codes.zbar import ZbarReader
from verifier.codes.zxing import ZxingReader
from verifier.domain import Code, Photo, TargetKind
from verifier.evaluation.truth import load_truth
from verifier.finder.first_pass import FirstPass
from verifier.finder.net import FinderNet
from verifier.image.decode import open_photo
from verifier.links.target import judge_target
from verifier.settings import Settings

MOST_PIXELS = 1_300_000  # larger photos are not enlarged, but reduced to this first, as the cascade does


def _ways() -> dict[str, Callable[[Photo], list[Code]]]:
    zxing, zbar = ZxingReader(), ZbarReader()
    places = NetCodePlaces(FirstPass(FinderNet()))  # its own look at the photo is in the time

    def grey(photo: Photo) -> Window:
        window = Window(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8))
        return resized(window, min(1.0, (MOST_PIXELS / window.grey.size) ** 0.5))

    def at(*factors: float, sigma: float = 0.0) -> Callable[[Photo], list[Code]]:
        def look(photo: Photo) -> list[Code]:
            found: list[Code] = []
            for factor in factors:
                found += zxing.look(sharpened(resized(grey(photo), factor), sigma).grey, Wanted.QR).codes
            return found

        return look

    return {
        "zbar": lambda photo: list(zbar.look(grey(photo).grey).codes),
        "zxing": at(1),
        "zxing, 2x": at(2),
        "zxing, 2x, sharpened": at(2, sigma=4),
        "zxing, 3x": at(3),
        "zxing, 4x": at(4),
        "zxing, 1x 2x 3x": at(1, 2, 3),
        "not pointed at, no zbar": lambda photo: list(CodeCascade([zxing]).read(photo, ())),
        "not pointed at": lambda photo: list(CodeCascade([zxing, zbar]).read(photo, ())),
        "cascade": lambda photo: list(CodeCascade([zxing, zbar], places).read(photo, ())),
    }


def main(options: list[str]) -> int:
    """1 when any way read an official link that is not the true one."""
    folder = next((Path(o.partition("=")[2]) for o in options if o.startswith("--photos=")), Path("samples"))
    truths = load_truth(folder)[: 6 if "--quick" in options else None]
    photos = [open_photo((folder / truth.file).read_bytes(), Settings()) for truth in truths]
    known = sum(truth.qr is not None for truth in truths)
    print(f"{len(photos)} photos of {folder.name}, {known} with a known link; ratio: time by that of zxing once")
    unit, misread = 0.0, 0
    for name, read in _ways().items():
        times, hits, right, wrong = [], 0, 0, 0
        for truth, photo in zip(truths, photos, strict=True):
            start = time.perf_counter()
            codes = read(photo)
            times.append(time.perf_counter() - start)
            links = {c.payload for c in codes if judge_target(c.payload).kind is TargetKind.OFFICIAL}
            hits += bool(links)
            right += truth.qr in links
            wrong += bool(truth.qr and links and truth.qr not in links)
        misread += wrong
        unit = statistics.median(times) if name == "zxing" else unit
        ratio = f"{statistics.median(times) / unit:6.1f}x" if unit else "       "
        milliseconds = statistics.median(times) * 1000
        print(f"  {name:24} read {hits:3}   right {right:3}   wrong {wrong}   {ratio} {milliseconds:7.1f} ms")
    return min(misread, 1)
