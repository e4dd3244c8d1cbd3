"""Labels without end: layouts, inks and words put together by chance, for training and measuring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.recipe import blocks, words
from models.recipe.blocks import Block, row, stack
from models.recipe.fonts import FontFile
from models.recipe.icons import DRAWN, ROUNDELS
from models.recipe.label import SAMPLE
from models.recipe.sheet import Colour, Sheet
from models.recipe.words import chance, one
from verifier.domain import MarkKind
from verifier.numbers import LicenceNumber, StandardNumber

KINDS = (MarkKind.COMPULSORY, MarkKind.VOLUNTARY, MarkKind.COMMUNITY)
PAPERS: tuple[tuple[Colour, Colour], ...] = (
    ((252, 252, 250), (24, 24, 26)), ((250, 246, 232), (50, 36, 26)), ((238, 240, 244), (30, 40, 90)),
    ((36, 36, 40), (232, 232, 230)), ((18, 52, 96), (244, 244, 240)), ((186, 188, 190), (40, 40, 42)),
    ((214, 188, 150), (70, 44, 24)), ((120, 30, 40), (250, 240, 230)), ((246, 214, 60), (30, 30, 30)),
    ((235, 235, 235), (150, 150, 152)), ((40, 40, 44), (110, 110, 116)), ((20, 110, 80), (240, 250, 240)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """What the label claims: the truth of its lines in normal form."""

    kind: MarkKind | None
    standard: StandardNumber
    licence: LicenceNumber
    sheet: Sheet


def _certification(
    rng: np.random.Generator, font: FontFile, kind: MarkKind | None, number: StandardNumber, paper: LicenceNumber
) -> Block:
    """Mark, number, licence, licensee and code in one of the arrangements met on goods."""
    size = int(rng.integers(90, 260))
    em = size * float(rng.uniform(0.18, 0.34))
    weight = float(rng.choice([0.0, 0.0, rng.uniform(-0.008, 0.012)]))
    sign = [blocks.mark(kind, size, weight=weight)] if kind else []
    printed = blocks.line(words.printed_standard(rng, number), font, em, role="standard")
    more: list[Block] = []
    if chance(rng, 0.55):
        more.append(blocks.line(words.printed_licence(rng, paper), font, em * 0.85, role="licence"))
    if chance(rng, 0.7):
        more.append(blocks.line(words.firm(rng), font, em * float(rng.uniform(0.7, 1)), role="holder"))
    code = [blocks.qr(words.link(rng, paper), round(size * rng.uniform(0.85, 1.3)))] if chance(rng, 0.6) else []
    gap = size * float(rng.uniform(0.08, 0.25))
    match one(rng, ("under", "under", "beside", "above", "column")):
        case "beside":
            return row([*sign, stack([printed, *more], em * 0.3), *code], gap)
        case "above":
            return stack(
                [printed, row([*code, *sign], gap), *more] if code or sign else [printed, *more], em * 0.3, 0.5
            )
        case "column":
            return stack([*sign, printed, *more, *code], em * 0.3, 0.5)
        case _:
            head = [row([*sign, *code], gap)] if sign or code else []
            return stack([*head, printed, *more], em * 0.3, float(one(rng, (0.0, 0.5))))


def _surroundings(rng: np.random.Generator, fonts: Sequence[FontFile]) -> list[Block]:
    """The rest of the package: brand, dense lines in Thai and Latin, icons, bar code."""
    body, display = one(rng, fonts), one(rng, fonts)
    parts = [blocks.line(f"{one(rng, words.BRANDS)} {one(rng, words.GOODS)}", display, float(rng.uniform(50, 90)))]
    for _ in range(int(rng.integers(0, 3))):
        em = float(rng.uniform(18, 44))
        source = (words.THAI_LINES, words.LATIN_LINES)
        lines = [blocks.line(one(rng, one(rng, source)), body, em) for _ in range(int(rng.integers(2, 7)))]
        parts.append(stack(lines, em * float(rng.uniform(0.1, 0.5))))
    if chance(rng, 0.7):
        names = rng.permutation([*DRAWN, *ROUNDELS])[: int(rng.integers(1, 6))]
        side = int(rng.integers(44, 120))
        parts.append(row([blocks.picture(str(name), side, body) for name in names], side * 0.25))
    if chance(rng, 0.5):
        digits = "2" + "".join(map(str, rng.integers(0, 10, 11)))
        parts.append(blocks.ean(digits, int(rng.integers(2, 4)), int(rng.integers(60, 120)), body))
    return parts


def label(rng: np.random.Generator, fonts: Sequence[FontFile]) -> Content:
    """A label of any layout, paper, ink and font; one in eight bears no mark. It says that it is a sample."""
    font = one(rng, fonts)
    kind = None if chance(rng, 0.12) else KINDS[int(rng.choice(3, p=[0.55, 0.32, 0.13]))]
    number = words.standard(rng)
    paper = words.licence(rng, number)
    parts = [_certification(rng, font, kind, number, paper), *_surroundings(rng, fonts)]
    parts = [parts[int(i)] for i in rng.permutation(len(parts))]
    gap, middle = float(rng.uniform(24, 60)), (len(parts) + 1) // 2
    columns = [parts[:middle], parts[middle:]] if chance(rng, 0.5) else [parts]
    body = row([stack(c, gap, float(one(rng, (0.0, 0.5)))) for c in columns if c], gap * 1.5, 0.0)
    notice = blocks.line(SAMPLE, one(rng, fonts), max(34.0, body.width * 0.035), role="sample")
    whole = stack([body, notice], gap, 0.5)
    ground, ink = one(rng, PAPERS)
    sheet = Sheet(round(whole.width + 2 * gap), round(whole.height + 2 * gap), ground, ink)
    whole.draw(sheet, gap, gap)
    return Content(kind, number, paper, sheet)
