"""Made-up products for films: a label with everything that belongs on it, and the verdict that it deserves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from bench.worlds.world import CARRYING, QR, World, mark_of
from models.recipe.fonts import FontFile, find_fonts, pick
from models.recipe.label import Print, Style, face
from models.recipe.sheet import Sheet
from models.recipe.stories import STORIES
from verifier.domain import Licence, LicenceStatus, VerdictKind

BRANDS = ("NOVARA", "LUMERA", "ZENKO", "TARVIS", "BELLUM", "KIRAMO", "OSTREA", "VELDI")
REVOKED = 4
"""One product of this many has a licence that was revoked or cancelled; the others are honest."""


@dataclass(frozen=True, slots=True)
class Product:
    """A label and the verdict that it deserves."""

    sheet: Sheet
    deserved: VerdictKind


def products(world: World, seed: int, n: int) -> Iterator[Product]:
    """`n` products whose licences are in the world's list; equal seeds give equal products."""
    gone = [r for r in world.rows if r.status in (LicenceStatus.REVOKED, LicenceStatus.CANCELLED)]
    gone = [row for row in gone if world.is_current(row.standard)]
    for index in range(n):
        rng = np.random.default_rng([seed, index])
        bad = index % REVOKED == REVOKED - 1
        rows = gone if bad else world.good
        row = rows[int(rng.integers(len(rows)))]
        yield Product(_label(row, rng), VerdictKind.CONFLICTS if bad else VerdictKind.AGREES)


def _label(row: Licence, rng: np.random.Generator) -> Sheet:
    story = STORIES[int(rng.integers(len(STORIES)))].print_
    by_id = QR + row.qr_id if row.qr_id else None
    code = [by_id, by_id, f"{CARRYING}{row.number}", None][int(rng.integers(4))]
    brand = BRANDS[int(rng.integers(len(BRANDS)))]
    look = STORIES[int(rng.integers(len(STORIES)))].look
    display, body, number = look.fonts
    style = Style(
        pick(_fonts(), display, "Bold"), pick(_fonts(), body), pick(_fonts(), number), look.paper, look.ink, look.band,
        block=look.block, mark_size=int(rng.integers(150, 230)),
    )  # fmt: skip
    return face(
        Print(
            brand, story.title_th, story.title_en, story.details, mark_of(row), f"มอก. {row.standard}",
            f"ใบอนุญาตเลขที่ {row.number}", row.holder, code, story.ean, story.icons,
        ),
        style,
    )  # fmt: skip


@cache
def _fonts() -> Sequence[FontFile]:
    return find_fonts()
