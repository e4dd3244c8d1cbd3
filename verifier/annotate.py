"""Draws a report on its photo: what was seen, what was read, and what follows from it.

Evidence is outlined and never covered: captions stand beside it on plates, those that find no free place stand in a
strip under the photo, and the verdict stands in a strip above it. Colour is never alone: every caption bears a sign
(tick, cross, exclamation or question mark).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from verifier import lettering, messages
from verifier.geometry import Point, Quad
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


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is drawn.

    `text`: height of captions as a share of the long side. `max_side`: long side in pixels to which the photo is
    reduced before drawing, None for its own. `banner`: whether the verdict stands above. `focus`: whether the photo is
    cropped to the evidence and its surroundings.
    """

    text: float = 0.021
    max_side: int | None = None
    banner: bool = True
    focus: bool = False


FILE = Look()
PHONE = Look(text=0.042, max_side=960, banner=False, focus=True)
"""For the width of a hand, where the verdict stands in words beside the picture."""


def annotate(photo: Photo, report: Report, photo_index: int, *, lang: str = "th", look: Look = FILE) -> Pixels:
    """A new H×W×3 RGB uint8 picture: photo number `photo_index` of the report with outlines, captions and verdict.

    By itself it is as wide as the photo and taller by the strips. Raises EngineMissing when no Thai font is installed,
    IndexError and ValueError for a photo the report lacks.
    """
    facts = report.photos[photo_index]
    if (facts.width, facts.height) != (photo.width, photo.height):
        raise ValueError("the report is of another photo")
    notes = list(_notes(report, photo_index, lang))
    picture = Image.fromarray(photo.pixels)
    left, top, right, bottom = _surroundings(notes, picture.size) if look.focus else (0, 0, *picture.size)
    factor = min(1.0, look.max_side / max(right - left, bottom - top)) if look.max_side else 1.0
    size = round((right - left) * factor), round((bottom - top) * factor)
    if look.focus or factor < 1:
        picture = picture.resize(size, Image.Resampling.LANCZOS, (left, top, right, bottom))
    frame = Quad.of_box(left, top, right, bottom)
    notes = [
        Note(n.quad.moved(-left, -top).scaled(factor), n.caption, n.outcome)
        for n in notes
        if frame.contains(n.quad.centre)
    ]
    letter = max(13.0, look.text * max(size))
    left_over = _Pen(picture, letter).show(notes)
    parts = [picture]
    if look.banner:
        parts.insert(0, _strip(size[0], _headline(report, lang), 1.2 * letter, BANNER[report.verdict.kind]))
    if left_over:
        parts.append(_strip(size[0], [(n.caption, n.outcome) for n in left_over], letter))
    return np.vstack([np.asarray(part) for part in parts])


def _surroundings(notes: Sequence[Note], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of a photo of this size round all evidence that findings rest on; the whole photo without evidence."""
    if not notes:
        return 0, 0, *size
    judged = [note for note in notes if note.outcome is not None] or notes
    bounds = np.array([note.quad.bounds for note in judged])
    low, high = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
    half = np.maximum(0.75 * (high - low).max(), 0.15 * max(size))
    middle = (low + high) / 2
    left, top = np.clip(np.floor(middle - half), 0, size).astype(int)
    right, bottom = np.clip(np.ceil(middle + half), 0, size).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _headline(report: Report, lang: str) -> list[tuple[str, Outcome | None]]:
    """The verdict and the finding that decides it."""
    rows: list[tuple[str, Outcome | None]] = [
        (messages.verdict(report.verdict.kind, lang), BANNER[report.verdict.kind])
    ]
    if report.verdict.leading is not None:
        rows.append((messages.finding(report.verdict.leading, lang), None))
    return rows


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
    shown: list[tuple[str, Quad]] = []
    for evidence, (photo, quad, caption) in captions.items():
        same_name = evidence.startswith("holders/") and any(
            other.startswith("holders/") and quad.contains(place.centre) for other, place in shown
        )
        if photo == photo_index and not same_name:  # several readings of one name differ in spaces as a rule
            outcomes = {f.outcome for f in report.findings if evidence in f.evidence}
            shown.append((evidence, quad))
            yield Note(quad, caption, next((o for o in GRAVITY if o in outcomes), None))


def _code_caption(code: SeenCode, lang: str) -> str:
    if "QR" not in code.symbology:
        return f"{code.symbology} {code.payload[:20]}"
    known = code.target.licence or code.target.qr_id or ""
    words = label(f"target.{code.target.kind}", lang)
    return f"{words} {known}" if known and code.target.kind is TargetKind.OFFICIAL else words


class _Pen:
    """Draws notes on one picture; `size` is the height of captions in pixels."""

    def __init__(self, picture: Image.Image, size: float) -> None:
        self.draw = ImageDraw.Draw(picture)
        self.width, self.height = picture.size
        self.size = size
        self.pad = size * 0.3
        self.line = max(2, round(size / 8))
        self.font = lettering.font(size)

    def show(self, notes: Sequence[Note]) -> list[Note]:
        """Outlines, then leaders, then plates, so that nothing crosses a caption. Returns notes without a place."""
        plates: list[tuple[Note, Box]] = []
        left_over: list[Note] = []
        for note in notes:
            self._outline(note)
            box = self._place(note, [n.quad.grown(0.04).bounds for n in notes], [taken for _, taken in plates])
            if box is None:
                left_over.append(note)
            else:
                plates.append((note, box))
        for note, box in plates:
            start, end = _leader(note.quad.bounds, box)
            self.draw.line([start, end], fill=PAPER, width=2 * self.line)
            self.draw.line([start, end], fill=COLOURS[note.outcome], width=self.line)
        for note, box in plates:
            self._plate(note, box)
        return left_over

    def _outline(self, note: Note) -> None:
        quad = note.quad.grown(0.04).clipped(self.width - 1, self.height - 1)
        ring = [*quad.corners, quad.corners[0], quad.corners[1]]
        line = max(1, min(self.line, round(note.quad.height / 8)))
        self.draw.line(ring, fill=PAPER, width=line + 2 * max(1, line // 2), joint="curve")
        self.draw.line(ring, fill=COLOURS[note.outcome], width=line, joint="curve")

    def _place(self, note: Note, evidence: list[Box], taken: list[Box]) -> Box | None:
        """The nearest free place for the caption whose leader crosses no other evidence; None without any."""
        width = self.font.getlength(note.caption) + self.size * 1.1 + 3 * self.pad
        height = self.size * 1.35 + self.pad
        own = note.quad.grown(0.04).bounds
        others = [other for other in evidence if not _overlap(own, other)]
        free: list[tuple[int, int, Box]] = []
        for order, (x, y) in enumerate(self._places(note.quad.bounds, width, height)):
            box = (x, y, x + width, y + height)
            inside = x >= 0 and y >= 0 and box[2] <= self.width and box[3] <= self.height
            if inside and not any(_overlap(box, other) for other in (*evidence, *taken)):
                leader = _leader(note.quad.bounds, box)
                if not any(_crosses(leader, other) for other in others):
                    free.append((sum(_crosses(leader, other) for other in taken), order, box))
        return min(free)[2] if free else None

    def _places(self, bounds: Box, width: float, height: float) -> Iterator[tuple[float, float]]:
        """Top-left corners to try, the nearest first: below, above, right, left, further and further away."""
        left, top, right, bottom = bounds
        gap = 2.0 * self.line
        middle = (left + right - width) / 2
        for step in range(8):
            away = gap + step * 1.15 * height
            for x in (left, middle, right - width, right - 0.2 * width, left - 0.8 * width):
                nearby = min(max(x, 0.0), max(self.width - width, 0.0))
                if nearby + width >= left and nearby <= right:
                    yield nearby, bottom + away
                    yield nearby, top - away - height
            for y in (top, bottom - height, (top + bottom - height) / 2):
                yield right + away, min(max(y, 0.0), max(self.height - height, 0.0))
                yield left - away - width, min(max(y, 0.0), max(self.height - height, 0.0))

    def _plate(self, note: Note, box: Box) -> None:
        colour, middle, left = COLOURS[note.outcome], (box[1] + box[3]) / 2, box[0] + self.pad
        self.draw.rounded_rectangle(box, self.size * 0.25, fill=PAPER, outline=colour, width=max(1, self.line // 2))
        lettering.sign(self.draw, note.outcome, (left + self.size * 0.5, middle), self.size, colour)
        at = (left + self.pad + self.size * 1.1, middle)
        self.draw.text(at, note.caption, font=self.font, fill=INK, anchor="lm")


def _leader(evidence: Box, plate: Box) -> tuple[Point, Point]:
    """The shortest upright or slanting line from a plate to its evidence."""
    x = min(max((plate[0] + plate[2]) / 2, evidence[0]), evidence[2])
    y = min(max((plate[1] + plate[3]) / 2, evidence[1]), evidence[3])
    return (min(max(x, plate[0]), plate[2]), min(max(y, plate[1]), plate[3])), (x, y)


def _crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a line passes through a box (tried at points along it)."""
    (x0, y0), (x1, y1) = line
    points = ((x0 + (x1 - x0) * t / 24, y0 + (y1 - y0) * t / 24) for t in range(25))
    return any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in points)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _strip(
    width: int, rows: Sequence[tuple[str, Outcome | None]], size: float, filled: Outcome | None = None
) -> Image.Image:
    """A strip of wrapped text with signs, `width` pixels wide; with `filled` on its colour, the first row bold."""
    pad, indent, step = size * 0.5, size * 1.9, size * 1.5
    ground, ink = (COLOURS[filled], PAPER) if filled else (PAPER, INK)
    fonts = [lettering.font(size, bold=bool(filled) and not n) for n in range(len(rows))]
    wrapped = [lettering.wrap(text, font, width - indent - pad) for (text, _), font in zip(rows, fonts, strict=True)]
    strip = Image.new("RGB", (width, round(sum(map(len, wrapped)) * step + 1.2 * pad)), ground)
    draw = ImageDraw.Draw(strip)
    y = 0.6 * pad + step / 2
    for (_, outcome), font, lines in zip(rows, fonts, wrapped, strict=True):
        if outcome or not filled:
            lettering.sign(draw, outcome, (pad + size * 0.5, y), size, ink if filled else COLOURS[outcome])
        for text in lines:
            draw.text((indent, y), text, font=font, fill=ink, anchor="lm")
            y += step
    return strip
