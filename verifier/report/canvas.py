"""Outlines, leaders and caption plates on a picture, and strips of text beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from verifier.domain import Outcome
from verifier.domain.geometry import Point, Quad
from verifier.report import fonts

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
STEP = 0.06
"""What a caption one step further away costs, in shares of print covered."""
CLUTTER_MAX_SIDE_PX = 1000
"""Long side of the copy on which clutter is looked for."""
CLUTTER_MIN_CONTRAST = 40
"""Grey levels, of 255, by which a pixel's neighbourhood of 3×3 must differ in itself to count as clutter."""


@dataclass(frozen=True, slots=True)
class Note:
    """One item of evidence with its caption; `outcome` is the gravest of the findings that rest on it."""

    quad: Quad
    caption: str
    outcome: Outcome | None


class Clutter:
    """Where a picture shows print and other edges, and where it is calm."""

    def __init__(self, picture: Image.Image) -> None:
        self.scale = min(1.0, CLUTTER_MAX_SIDE_PX / max(picture.size))
        grey = picture.convert("L").resize([max(1, round(side * self.scale)) for side in picture.size])
        change = cv2.morphologyEx(np.asarray(grey, np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        self.sums = cv2.integral((change > CLUTTER_MIN_CONTRAST).astype(np.uint8))

    def share(self, box: Box) -> float:
        """Which share of a box inside the picture is edges, 0..1; print has a quarter and more."""
        height, width = self.sums.shape
        x0, y0, x1, y1 = (round(v * self.scale) for v in box)
        x0, y0 = min(x0, width - 2), min(y0, height - 2)
        x1, y1 = min(max(x1, x0 + 1), width - 1), min(max(y1, y0 + 1), height - 1)
        total = self.sums[y1, x1] - self.sums[y0, x1] - self.sums[y1, x0] + self.sums[y0, x0]
        return float(total) / float((x1 - x0) * (y1 - y0))


class Pen:
    """Draws notes on one picture; `size` is the height of captions in pixels."""

    def __init__(self, picture: Image.Image, size: float) -> None:
        self.clutter = Clutter(picture)
        self.draw = ImageDraw.Draw(picture)
        self.width, self.height = picture.size
        self.size = size
        self.pad = size * 0.3
        self.line = max(2, round(size / 8))
        self.font = fonts.font(size)

    def show(self, notes: Sequence[Note]) -> list[Note]:
        """Outlines, then leaders, then plates, so that nothing crosses a caption. Returns notes without a place."""
        plates: list[tuple[Note, Box]] = []
        left_over: list[Note] = []
        for note in notes:
            self._outline(note)
            box = self._place(note, [n.quad for n in notes if n is not note], [taken for _, taken in plates])
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

    def _place(self, note: Note, others: list[Quad], taken: list[Box]) -> Box | None:
        """The best free place for a caption: near and on calm ground, its leader across no other evidence. Or None."""
        width = self.font.getlength(note.caption) + self.size * 1.1 + 3 * self.pad
        height = self.size * 1.35 + self.pad
        evidence = [quad.grown(0.04).bounds for quad in (note.quad, *others)]
        free: list[tuple[int, float, int, Box]] = []
        for order, (step, x, y) in enumerate(self._places(note.quad.bounds, width, height)):
            box = (x, y, x + width, y + height)
            inside = x >= 0 and y >= 0 and box[2] <= self.width and box[3] <= self.height
            if inside and not any(_overlap(box, other) for other in (*evidence, *taken)):
                leader = _leader(note.quad.bounds, box)
                if not any(_passes(leader, other) for other in others):
                    crossed = sum(_crosses(leader, other) for other in taken)
                    cost = STEP * step + self.clutter.share(box) + self.clutter.share(_box(leader)) / 2
                    free.append((crossed, cost, order, box))
        return min(free)[3] if free else None

    def _places(self, bounds: Box, width: float, height: float) -> Iterator[tuple[int, float, float]]:
        """Top-left corners to try, with steps away: below, above, right, left, further and further."""
        left, top, right, bottom = bounds
        gap = 2.0 * self.line
        middle = (left + right - width) / 2
        for step in range(8):
            away = gap + step * 1.15 * height
            for x in (left, middle, right - width, right - 0.2 * width, left - 0.8 * width):
                nearby = min(max(x, 0.0), max(self.width - width, 0.0))
                if nearby + width >= left and nearby <= right:
                    yield step, nearby, bottom + away
                    yield step, nearby, top - away - height
            for y in (top, bottom - height, (top + bottom - height) / 2):
                yield step, right + away, min(max(y, 0.0), max(self.height - height, 0.0))
                yield step, left - away - width, min(max(y, 0.0), max(self.height - height, 0.0))

    def _plate(self, note: Note, box: Box) -> None:
        colour, middle, left = COLOURS[note.outcome], (box[1] + box[3]) / 2, box[0] + self.pad
        self.draw.rounded_rectangle(box, self.size * 0.25, fill=PAPER, outline=colour, width=max(1, self.line // 2))
        fonts.sign(self.draw, note.outcome, (left + self.size * 0.5, middle), self.size, colour)
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


def _passes(line: tuple[Point, Point], quad: Quad) -> bool:
    """Whether a line passes through a quad, whose box may overlap that of the line's own end."""
    (x0, y0), (x1, y1) = line
    return any(quad.contains((x0 + (x1 - x0) * t / 24, y0 + (y1 - y0) * t / 24)) for t in range(25))


def _box(line: tuple[Point, Point]) -> Box:
    (x0, y0), (x1, y1) = line
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def strip(
    width: int, rows: Sequence[tuple[str, Outcome | None]], size: float, filled: Outcome | None = None
) -> Image.Image:
    """A strip of wrapped text with signs, `width` pixels wide; with `filled` on its colour, the first row bold."""
    pad, indent, step = size * 0.5, size * 1.9, size * 1.5
    ground, ink = (COLOURS[filled], PAPER) if filled else (PAPER, INK)
    faces = [fonts.font(size, bold=bool(filled) and not n) for n in range(len(rows))]
    wrapped = [fonts.wrap(text, face, width - indent - pad) for (text, _), face in zip(rows, faces, strict=True)]
    sheet = Image.new("RGB", (width, round(sum(map(len, wrapped)) * step + 1.2 * pad)), ground)
    draw = ImageDraw.Draw(sheet)
    y = 0.6 * pad + step / 2
    for (_, outcome), face, lines in zip(rows, faces, wrapped, strict=True):
        if outcome or not filled:
            fonts.sign(draw, outcome, (pad + size * 0.5, y), size, ink if filled else COLOURS[outcome])
        for text in lines:
            draw.text((indent, y), text, font=face, fill=ink, anchor="lm")
            y += step
    return sheet
