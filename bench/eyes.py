"""`python -m bench eyes [--quick]`: reading numbers and names, reader by reader, on lines that training never saw.

Fonts kept for testing, damage of other kinds than in training (`_lines.py`), boxes as inexact as a detector's. Each
line is a photo of its own and goes the product's way. `exact`: the number or name that a single reader saw first.
`accepted`: what the panel of readers accepts; `wrong`: accepted and not what is printed; the rest is abstained.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import numpy as np

from bench._lines import CLASSES, Class, Specimen, specimens, test_fonts
from bench.verdict import wilson
from verifier.firms import normal, tidy
from verifier.models import Reading
from verifier.numbers import find_licences, find_standards
from verifier.read.clean import clean, cut
from verifier.read.fields import extract
from verifier.read.linenet import LineNetReader
from verifier.read.panel import ReaderPanel
from verifier.read.ppocr import PPOcrReader
from verifier.read.tesseract import HEIGHT as TESSERACT_HEIGHT
from verifier.read.tesseract import TesseractReader
from verifier.seams import LineReader

SEED = 20261125


def value_of(kind: str, text: str) -> str | None:
    """The number or the firm that a text holds, in normal form."""
    if kind == "licence":
        return next((str(f.value) for f in find_licences(text) if f.value is not None), None)
    if kind == "firm":
        name = tidy(text)
        return str(normal(name)) if name else None
    return next((str(f.value) for f in find_standards(text) if f.has_year), None)


def accepted(kind: str, readings: Sequence[Reading]) -> list[tuple[str, float]]:
    """The values that the panel accepts, with their confidence."""
    fields = extract(readings)
    if kind == "licence":
        return [(str(f.value), f.confidence) for f in fields.licences if f.certain]
    if kind == "firm":
        return [(str(normal(f.value)), f.confidence) for f in fields.holders if f.certain]
    return [(str(f.value), f.confidence) for f in fields.standards if f.certain]


def main(options: list[str]) -> int:
    """Prints the table; always 0: figures are reported here and held by tests elsewhere."""
    count = 12 if "--quick" in options else 250
    readers: list[tuple[str, LineReader]] = [
        ("ours", LineNetReader()),
        ("PP-OCRv6", PPOcrReader()),
        ("Tesseract", TesseractReader(timeout_s=600)),
    ]
    panel, fonts = ReaderPanel.default(), test_fonts()
    calibration: list[tuple[float, bool]] = []
    print(
        f"{count} lines a class, seed {SEED}; share exact (95 %), by reader; panel: accepted right, wrong, of readable"
    )
    print(
        f"{'class':38}{'goal':>6} " + "".join(f"{name:>22}" for name, _ in readers) + f"{'panel right':>22}{'wrong':>7}"
    )
    for kind in CLASSES:
        made = [s for s in specimens(kind, count, SEED, fonts) if value_of(kind.kind, s.text)]
        cells = [_cell(_exact(kind, made, reader), len(made)) for _, reader in readers]
        right, wrong = _panel(kind, made, panel.read, calibration)
        goal = f"{100 * kind.goal:.0f} %" if kind.goal else "-"
        print(
            f"{kind.name:38}{goal:>6} "
            + "".join(f"{c:>22}" for c in cells)
            + f"{_cell(right, len(made)):>22}{wrong:>7}"
        )
    _calibration(calibration)
    return 0


def _exact(kind: Class, made: Sequence[Specimen], reader: LineReader) -> int:
    if isinstance(reader, TesseractReader):  # all in one spawn
        crops = [clean(cut(s.photo.pixels, s.line.quad, TESSERACT_HEIGHT)) for s in made]
        texts = [text for text, _ in reader.read_crops(crops)]
    else:
        texts = [reader.read(s.photo, [s.line])[0].text for s in made]
    return sum(value_of(kind.kind, text) == value_of(kind.kind, s.text) for text, s in zip(texts, made, strict=True))


def _panel(
    kind: Class,
    made: Sequence[Specimen],
    read: Callable[..., Sequence[Reading]],
    calibration: list[tuple[float, bool]],
) -> tuple[int, int]:
    right = wrong = 0
    for specimen in made:
        truth = value_of(kind.kind, specimen.text)
        said = accepted(kind.kind, read(specimen.photo, [specimen.line]))
        right += any(value == truth for value, _ in said)
        wrong += any(value != truth for value, _ in said)
        calibration += [(confidence, value == truth) for value, confidence in said]
    return right, wrong


def _cell(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{100 * hits / max(n, 1):.1f} ({100 * low:.1f}-{100 * high:.1f})"


def _calibration(seen: Sequence[tuple[float, bool]], bins: int = 10) -> None:
    """Expected calibration error: mean gap of confidence and share right over equal-width bins, weighted."""
    confidences, rights = np.array([c for c, _ in seen]), np.array([r for _, r in seen])
    error = 0.0
    for low in np.arange(bins) / bins:
        inside = (confidences > low) & (confidences <= low + 1 / bins)
        if inside.any():
            error += inside.mean() * abs(confidences[inside].mean() - rights[inside].mean())
    print(f"accepted readings: n {len(seen)}, wrong {int((~rights.astype(bool)).sum())}, calibration error {error:.3f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
