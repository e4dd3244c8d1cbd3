"""Draws a report on its photo: what was seen, what was read, and what follows from it.

Evidence is outlined and never covered: captions stand beside it on plates, those that find no free place stand in a
strip under the photo, and the verdict stands in a strip above it. Colour is never alone: every caption bears a sign
(tick, cross, exclamation or question mark).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from verifier import lettering, messages
from verifier.geometry import Quad
from verifier.messages.interface import label
from verifier.models import Outcome, Photo, Pixels, Report, SeenCode, TargetKind, VerdictKind

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]

INK: Colour = (20, 24, 28)
PAPER: Colour = (255, 255, 255)
COLOURS: dict[Outcome | None, Colour] = {
    Outcome.PASS: (0, 122, 61),
    Outcome.FAIL: (196, 22, 28),
    Outcome.WARN: (176, 96, 0),
    Outcome.UNKNOWN: (176, 96, 0),
    None: (0, 84, 166),
}
BANNER = {
    VerdictKind.AGREES: Outcome.PASS,
    VerdictKind.CONFLICTS: Outcome.FAIL,
    VerdictKind.CANNOT_TELL: Outcome.UNKNOWN,
}
GRAVITY = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN, Outcome.PASS)


@dataclass(frozen=True, slots=True)
class Note:
    """One item of evidence with its caption; `outcome` is the gravest of the findings that rest on it."""

    quad: Quad
    caption: str
    outcome: Outcome | None


def annotate(
    photo: Photo, report: Report, photo_index: int, *, lang: str = "th", max_side: int | None = None
) -> Pixels:
    """A new H×W×3 RGB uint8 picture: photo number `photo_index` of the report with outlines, captions and verdict.

    It is as wide as the photo and taller by the strips. `max_side` reduces the photo first, so that its long side has
    at most so many pixels. Raises EngineMissing when no Thai font is installed, IndexError and ValueError for
    a photo the report lacks.
    """
    facts = report.photos[photo_index]
    if (facts.width, facts.height) != (photo.width, photo.height):
        raise ValueError("the report is of another photo")
    picture = Image.fromarray(photo.pixels)
    factor = min(1.0, max_side / max(picture.size)) if max_side else 1.0
    if factor < 1:
        picture = picture.resize((round(photo.width * factor), round(photo.height * factor)), Image.Resampling.LANCZOS)
    notes = [Note(n.quad.scaled(factor), n.caption, n.outcome) for n in _notes(report, photo_index, lang)]
    size = max(13.0, 0.021 * max(picture.size))
    pen = _Pen(picture, size)
    for note in notes:
        pen.outline(note)
    left_over = [note for note in notes if not pen.caption(note, notes)]
    banner = _strip(
        picture.width,
        [(messages.verdict(report.verdict.kind, lang), BANNER[report.verdict.kind])],
        1.25 * size,
        filled=True,
    )
    footer = _strip(picture.width, [(n.caption, n.outcome) for n in left_over], size) if left_over else None
    parts = [part for part in (banner, picture, footer) if part is not None]
    return np.vstack([np.asarray(part) for part in parts])


def _notes(report: Report, photo_index: int, lang: str) -> Iterator[Note]:
    claim = report.claim
    captions: dict[str, tuple[int, Quad, str]] = {}
    for i, mark in enumerate(claim.marks):
        captions[f"marks/{i}"] = (mark.photo, mark.quad, label(f"mark.{mark.kind}", lang))
    for i, code in enumerate(claim.codes):
        captions[f"codes/{i}"] = (code.photo, code.quad, _code_caption(code, lang))
    for name in ("standards", "licences", "holders"):
        for i, item in enumerate(getattr(claim, name)):
            doubt = "" if item.certain else f" ({label('uncertain', lang)})"
            caption = label(f"caption.{name}", lang).format(value=item.value) + doubt
            captions[f"{name}/{i}"] = (item.photo, item.quad, caption)
    for evidence, (photo, quad, caption) in captions.items():
        if photo == photo_index:
            outcomes = {f.outcome for f in report.findings if evidence in f.evidence}
            yield Note(quad, caption, next((o for o in GRAVITY if o in outcomes), None))


def _code_caption(code: SeenCode, lang: str) -> str:
    if "QR" not in code.symbology:
        return f"{code.symbology} {code.payload[:20]}"
    known = code.target.licence or code.target.qr_id or ""
    words = label(f"target.{code.target.kind}", lang)
    return f"{words} {known}" if known and code.target.kind is TargetKind.OFFICIAL else words


class _Pen:
    """Draws on one picture and remembers which places are taken."""

    def __init__(self, picture: Image.Image, size: float) -> None:
        self.draw = ImageDraw.Draw(picture)
        self.width, self.height = picture.size
        self.size = size
        self.line = max(2, round(size / 8))
        self.font = lettering.font(size)
        self.taken: list[Box] = []

    def outline(self, note: Note) -> None:
        quad = note.quad.grown(0.04).clipped(self.width - 1, self.height - 1)
        ring = [*quad.corners, quad.corners[0], quad.corners[1]]
        line = max(1, min(self.line, round(note.quad.height / 8)))
        self.draw.line(ring, fill=PAPER, width=line + 2 * max(1, line // 2), joint="curve")
        self.draw.line(ring, fill=COLOURS[note.outcome], width=line, joint="curve")

    def caption(self, note: Note, notes: list[Note]) -> bool:
        """Puts the caption on a free place near its evidence; False when there is none."""
        pad = self.size * 0.3
        width = self.font.getlength(note.caption) + self.size * 1.1 + 3 * pad
        height = self.size * 1.35 + pad
        evidence = [other.quad.grown(0.04).bounds for other in notes]
        for x, y in self._places(note.quad.bounds, width, height):
            box = (x, y, x + width, y + height)
            inside = x >= 0 and y >= 0 and box[2] <= self.width and box[3] <= self.height
            if inside and not any(_overlap(box, other) for other in (*evidence, *self.taken)):
                self._plate(note, box, pad)
                self.taken.append(box)
                return True
        return False

    def _places(self, bounds: Box, width: float, height: float) -> Iterator[tuple[float, float]]:
        """Top-left corners to try, the nearest first: below, above, right, left, further and further away."""
        left, top, right, bottom = bounds
        gap = 2.0 * self.line
        middle = (left + right - width) / 2
        for step in range(5):
            away = gap + step * 1.15 * height
            for x in (left, middle, right - width, 0.0, self.width - width):
                nearby = min(max(x, 0.0), max(self.width - width, 0.0))
                if nearby + width >= left and nearby <= right:
                    yield nearby, bottom + away
                    yield nearby, top - away - height
            for y in (top, bottom - height, (top + bottom - height) / 2):
                yield right + away, min(max(y, 0.0), max(self.height - height, 0.0))
                yield left - away - width, min(max(y, 0.0), max(self.height - height, 0.0))

    def _plate(self, note: Note, box: Box, pad: float) -> None:
        colour = COLOURS[note.outcome]
        self._leader(note.quad.bounds, box, colour)
        self.draw.rounded_rectangle(
            box, radius=self.size * 0.25, fill=PAPER, outline=colour, width=max(1, self.line // 2)
        )
        middle = (box[1] + box[3]) / 2
        lettering.sign(self.draw, note.outcome, (box[0] + pad + self.size * 0.5, middle), self.size, colour)
        self.draw.text(
            (box[0] + 2 * pad + self.size * 1.1, middle), note.caption, font=self.font, fill=INK, anchor="lm"
        )

    def _leader(self, evidence: Box, box: Box, colour: Colour) -> None:
        """A line from plate to evidence where they stand apart."""
        near = (min(max((box[0] + box[2]) / 2, evidence[0]), evidence[2]), min(max(box[1], evidence[1]), evidence[3]))
        start = (min(max(near[0], box[0]), box[2]), min(max(near[1], box[1]), box[3]))
        self.draw.line([start, near], fill=PAPER, width=2 * self.line)
        self.draw.line([start, near], fill=colour, width=max(1, self.line))


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _strip(width: int, rows: list[tuple[str, Outcome | None]], size: float, *, filled: bool = False) -> Image.Image:
    """A strip of text lines with their signs, `width` pixels wide and as high as its wrapped text."""
    pad, indent = size * 0.5, size * 1.9
    font = lettering.font(size, bold=filled)
    wrapped = [(lettering.wrap(text, font, width - indent - pad), outcome) for text, outcome in rows]
    step = size * 1.5
    strip = Image.new("RGB", (width, round(sum(len(lines) for lines, _ in wrapped) * step + 1.2 * pad)), PAPER)
    draw = ImageDraw.Draw(strip)
    y = 0.6 * pad + step / 2
    for lines, outcome in wrapped:
        colour, ink = COLOURS[outcome], INK
        if filled:
            draw.rectangle((0, 0, *strip.size), fill=colour)
            colour = ink = PAPER
        lettering.sign(draw, outcome, (pad + size * 0.5, y), size, colour)
        for text in lines:
            draw.text((indent, y), text, font=font, fill=ink, anchor="lm")
            y += step
    return strip
