"""Real photos, where they lie beside the repository: marks, numbers and codes by size, by picture and by sticker.

The photos only measure (docs/reference/benchmarks.md). Near-duplicates abound, so shares are given by picture and by
sticker: pictures with the same known code show the same sticker, and a sticker counts as the share of its pictures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np

from bench.tables.markdown import share, table
from verifier import days
from verifier.build import build_verifier
from verifier.cli.evaluate import evaluate_photo
from verifier.codes.decoder import Wanted
from verifier.codes.window import Window, resized
from verifier.codes.zxing import ZxingReader
from verifier.domain import TargetKind
from verifier.evaluation.evaluate import BANDS, Hit, Score
from verifier.evaluation.truth import Truth, load_truth
from verifier.image.decode import open_photo
from verifier.links.target import judge_target
from verifier.pipeline import Verifier
from verifier.settings import Settings

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
MOST_PIXELS = 1_300_000
"""Pixels to which a larger photo is reduced before zxing-cpp looks at it enlarged, as the cascade does."""
WANTED = {"under 24 px": 0.9, "24-31 px": 0.97}


def photos_tables(part: float = 1.0) -> list[tuple[str, str]]:
    """Titles and tables; one table that says why when the photos are not there. `part`: share of the photos taken."""
    if not (FOLDER / "photos" / "truth.json").is_file():
        return [
            ("Real photos", f"Not measured: {FOLDER.parent.name}/{FOLDER.name} does not lie beside the repository.")
        ]
    verifier = build_verifier()
    truths = _some(load_truth(FOLDER / "photos"), part)
    scores = [evaluate_photo(verifier, FOLDER / "photos", truth, days.today()) for truth in truths]
    return [
        (f"Real photos ({len(scores)}): marks", _marks(scores)),
        ("Real photos: standard numbers where legible", _numbers(scores)),
        ("Real photos: official links read", _codes(scores)),
        ("Packages without a mark", _false(verifier, part)),
    ]


def _some(truths: list[Truth], part: float) -> list[Truth]:
    """That share of them, spread over all."""
    return truths[:: max(1, round(1 / part))]


def _marks(scores: Sequence[Score]) -> str:
    rows = []
    for name, low, high in BANDS:
        part = [s for s in scores if s.mark_size is not None and low <= s.mark_size < high]
        found = [s.mark is Hit.RIGHT for s in part]
        kinds = [s.kind is Hit.RIGHT for s in part if s.kind is not None]
        wanted = f"{100 * WANTED.get(name, 0.99):.0f} %"
        rows.append((name, len(part), wanted, share(sum(found), len(part)), share(sum(kinds), len(kinds))))
    beside = sum(s.other_marks for s in scores)
    said = table(("mark in the photo", "n", "goal", "found %", "kind right %"), rows)
    return f"{said}\n\nDetections beside the mark that the truth tells: {beside} (true or false: look at them)."


def _numbers(scores: Sequence[Score]) -> str:
    asked = [s for s in scores if s.standard is not None]
    parts: list[tuple[str, list[Score]]] = [("all", asked)]
    for name, low, high in BANDS:
        parts.append((f"mark {name}", [s for s in asked if s.mark_size is not None and low <= s.mark_size < high]))
    parts.append(("with a known code beside it", [s for s in asked if s.sticker]))
    parts.append(("without", [s for s in asked if not s.sticker]))
    rows = [(name, len(part), *_hits(part), _by_sticker(part)) for name, part in parts if part]
    heads = ("standard number (goal 85 %, wrong 1 %)", "n", "exact %", "wrong", "abstained", "missed", "by sticker")
    return table(heads, rows)


def _hits(part: Sequence[Score]) -> tuple[object, ...]:
    hits = Counter(s.standard for s in part)
    return share(hits[Hit.RIGHT], len(part)), hits[Hit.WRONG], hits[Hit.ABSTAINED], hits[Hit.MISSED]


def _by_sticker(part: Sequence[Score]) -> str:
    of: dict[str, list[bool]] = defaultdict(list)
    for s in part:
        if s.sticker:
            of[s.sticker].append(s.standard is Hit.RIGHT)
    means = [sum(hits) / len(hits) for hits in of.values()]
    return f"{100 * sum(means) / len(means):.1f} % of {len(means)}" if means else "-"


def _codes(scores: Sequence[Score]) -> str:
    """Pictures with an official link: by zxing-cpp alone, enlarged, and by the product."""
    zxing, greys = ZxingReader(), {s.file: _grey(FOLDER / "photos" / s.file) for s in scores}

    def at(*factors: float) -> dict[str, set[str]]:
        return {
            file: _official(c.payload for f in factors for c in zxing.look(resized(grey, f).grey, Wanted.QR).codes)
            for file, grey in greys.items()
        }

    ways = {"zxing-cpp 1x": at(1), "zxing-cpp 1x 2x 3x": at(1, 2, 3)}
    ways["the product"] = {s.file: _official(s.said.get("codes", ())) for s in scores}
    known = {s.file: s.sticker for s in scores if s.sticker}
    base, rows = ways["zxing-cpp 1x 2x 3x"], []
    for name, read in ways.items():
        right = [known[f] in read[f] for f in known]
        wrong = sum(bool(read[f] and known[f] not in read[f]) for f in known)
        more = sum(bool(read[f]) and not base[f] for f in read)
        less = sum(bool(base[f]) and not read[f] for f in read)
        rows.append((name, sum(map(bool, read.values())), more, less, f"{sum(right)} of {len(right)}", wrong))
    heads = ("way", "pictures read", "more than 1x 2x 3x", "less", "of the known", "wrong")
    return table(heads, rows)


def _official(payloads: Iterable[str]) -> set[str]:
    return {text for text in payloads if judge_target(text).kind is TargetKind.OFFICIAL}


def _grey(path: Path) -> Window:
    pixels = open_photo(path.read_bytes(), Settings()).pixels
    window = Window(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8))
    return resized(window, min(1.0, (MOST_PIXELS / window.grey.size) ** 0.5))


def _false(verifier: Verifier, part: float) -> str:
    """False marks: the detector alone, for nothing else of these photos is asked."""
    truths = _some([t for t in load_truth(FOLDER / "negatives") if t.has_mark is False], part)
    opened = (open_photo((FOLDER / "negatives" / t.file).read_bytes(), Settings()) for t in truths)
    found = [len(verifier.detector.detect(photo)) for photo in opened]
    per_100 = 100 * sum(found) / max(len(found), 1)
    rows = [(len(found), sum(found), f"{per_100:.1f}", share(sum(map(bool, found)), len(found)))]
    return table(("photos", "false marks", "per 100 (goal 1)", "photos with one %"), rows)
