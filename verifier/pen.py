"""Outlines, leaders and caption plates on a picture, and strips of text beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from verifier import lettering
from verifier.geometry import Point, Quad
from verifier.models import Outcome

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


@dataclass(frozen=True, slots=True)
class Note:
    """One item of evidence with its caption; `outcome` is the gravest of the findings that rest on it."""

    quad: Quad
    caption: str
    outcome: Outcome | None


class Pen:
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


def strip(
    width: int, rows: Sequence[tuple[str, Outcome | None]], size: float, filled: Outcome | None = None
) -> Image.Image:
    """A strip of wrapped text with signs, `width` pixels wide; with `filled` on its colour, the first row bold."""
    pad, indent, step = size * 0.5, size * 1.9, size * 1.5
    ground, ink = (COLOURS[filled], PAPER) if filled else (PAPER, INK)
    fonts = [lettering.font(size, bold=bool(filled) and not n) for n in range(len(rows))]
    wrapped = [lettering.wrap(text, font, width - indent - pad) for (text, _), font in zip(rows, fonts, strict=True)]
    sheet = Image.new("RGB", (width, round(sum(map(len, wrapped)) * step + 1.2 * pad)), ground)
    draw = ImageDraw.Draw(sheet)
    y = 0.6 * pad + step / 2
    for (_, outcome), font, lines in zip(rows, fonts, wrapped, strict=True):
        if outcome or not filled:
            lettering.sign(draw, outcome, (pad + size * 0.5, y), size, ink if filled else COLOURS[outcome])
        for text in lines:
            draw.text((indent, y), text, font=font, fill=ink, anchor="lm")
            y += step
    return sheet
