"""A flat piece of print with its truth: lines of text, marks, QR codes, bar codes and icons laid on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

import segno
from PIL import Image, ImageDraw

from models.recipe.fonts import FontFile
from verifier.detect.drawing import mark_mask
from verifier.domain import MarkKind
from verifier.domain.geometry import Quad

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing printed: `kind` is mark, line, code or decoy, `quad` in pixels of the sheet.

    `text`: what the line says, the payload of the code, the name of the decoy or of the mark's kind. `role` of a line:
    standard, licence, holder, sample, text; of a code: qr, ean.
    """

    kind: str
    quad: Quad
    text: str = ""
    role: str = ""


@dataclass
class Sheet:
    """The print as an RGB picture and the list of what is on it; the truth follows what the methods draw."""

    width: int
    height: int
    paper: Colour = (255, 255, 255)
    ink: Colour = (20, 20, 20)
    items: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.picture = Image.new("RGB", (self.width, self.height), self.paper)
        self.draw = ImageDraw.Draw(self.picture)

    def measure(self, text: str, font: FontFile, size: float) -> float:
        """Advance width of a line in px."""
        return float(font.at(size).getlength(text, language="th"))

    def line(
        self, x: float, y: float, text: str, font: FontFile, size: float, *, ink: Colour | None = None,
        centred: bool = False, role: str = "text",
    ) -> Box:  # fmt: skip
        """One line of text with its ascender line at `y`; `x` is its left end, or its middle when `centred`."""
        if centred:
            x -= self.measure(text, font, size) / 2
        face = font.at(size)
        box = self.draw.textbbox((x, y), text, font=face, language="th")
        if box[0] < 0 or box[1] < 0 or box[2] > self.width or box[3] > self.height:
            raise ValueError(f"the line {text!r} leaves the sheet: {box}")
        self.draw.text((x, y), text, font=face, fill=ink or self.ink, language="th")
        self.items.append(Item("line", Quad.of_box(*box), text, role))
        return box

    def mark(
        self, x: float, y: float, size: int, kind: MarkKind, *, ink: Colour | None = None, angle: float = 0.0,
        weight: float = 0.0,
    ) -> Box:  # fmt: skip
        """A mark of full width `size`, its upper left corner at (x, y)."""
        self._stamp(x, y, Image.fromarray(mark_mask(kind, size, angle, weight=weight)), ink)
        box = (x, y, x + size, y + size)
        self.items.append(Item("mark", Quad.of_box(*box), kind.value))
        return box

    def qr(self, x: float, y: float, size: int, payload: str, *, error: str = "m", quiet: int = 4) -> Box:
        """A QR code with its quiet zone, about `size` px wide, black on white; the truth box is without the zone."""
        code = segno.make(payload, error=error, micro=False, boost_error=False)
        modules = code.symbol_size(border=0)[0]
        pixel = max(1, size // (modules + 2 * quiet))
        side = pixel * (modules + 2 * quiet)
        self.draw.rectangle((x, y, x + side - 1, y + side - 1), fill=(255, 255, 255))
        for row, line in enumerate(code.matrix):
            for column, dark in enumerate(line):
                if dark:
                    px, py = x + (column + quiet) * pixel, y + (row + quiet) * pixel
                    self.draw.rectangle((px, py, px + pixel - 1, py + pixel - 1), fill=(0, 0, 0))
        inner = (x + quiet * pixel, y + quiet * pixel, x + side - quiet * pixel, y + side - quiet * pixel)
        self.items.append(Item("code", Quad.of_box(*inner), payload, "qr"))
        return (x, y, x + side, y + side)

    def ean(self, x: float, y: float, module: int, height: int, digits: str, *, font: FontFile) -> Box:
        """An EAN-13 bar code with its digits below; `digits` are the first twelve, the check digit is added."""
        number = digits + check_digit(digits)
        pattern = ean13(number)
        width = (len(pattern) + 18) * module
        size = 11 * module
        self.draw.rectangle((x, y, x + width, y + height + size * 1.5), fill=(255, 255, 255))
        for i, bar in enumerate(pattern):
            if bar == "1":
                left = x + (9 + i) * module
                self.draw.rectangle((left, y + 4, left + module - 1, y + height), fill=(0, 0, 0))
        self.line(x + width / 2, y + height, number, font, size, ink=(0, 0, 0), centred=True)
        bars = (x + 9 * module, y + 4, x + (9 + len(pattern)) * module, y + height)
        self.items.append(Item("code", Quad.of_box(*bars), number, "ean"))
        return (x, y, x + width, y + height + size * 1.5)

    def decoy(
        self, x: float, y: float, size: int, picture: Image.Image, name: str, *, ink: Colour | None = None
    ) -> Box:
        """An icon that is none of the marks: `picture` is its mask (mode L, 255 ink), drawn `size` px high."""
        width = round(picture.width * size / picture.height)
        self._stamp(x, y, picture.resize((width, size), Image.Resampling.LANCZOS), ink)
        box = (x, y, x + width, y + size)
        self.items.append(Item("decoy", Quad.of_box(*box), name))
        return box

    def _stamp(self, x: float, y: float, mask: Image.Image, ink: Colour | None) -> None:
        self.picture.paste(ink or self.ink, (round(x), round(y)), mask)


# Left-hand odd codes of the digits, and the parities by which the first digit is told (ISO/IEC 15420).
_LEFT = [f"{n:07b}" for n in (13, 25, 19, 61, 35, 49, 47, 59, 55, 11)]
_PARITY = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]


def check_digit(digits: str) -> str:
    """The thirteenth digit of an EAN-13 (ISO/IEC 15420): weights 1 and 3 in turn, to a multiple of ten."""
    return str(-sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10)


def ean13(number: str) -> str:
    """The 95 modules of an EAN-13 as 0 and 1 (ISO/IEC 15420)."""
    right = [code.translate(str.maketrans("01", "10")) for code in _LEFT]
    codes = {"L": _LEFT, "G": [code[::-1] for code in right]}
    left = "".join(codes[p][int(d)] for p, d in zip(_PARITY[int(number[0])], number[1:7], strict=True))
    return "101" + left + "01010" + "".join(right[int(d)] for d in number[7:]) + "101"
