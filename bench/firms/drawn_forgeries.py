"""`python -m bench names --drawn=PHOTOS`: forged names drawn, hurt and read by the readers that ship, beside true ones.

Nothing is simulated here but the photo: it says how far the error model of `bench names` is to be trusted. Half of a
photo's names are true and half forged, of three kinds of forgery in turn, in any order, and no more than the readers
look at twice: names that got one look alone are less often read to the letter, and would flatter whichever kind they
are of. About a second a photo.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice

import numpy as np

from bench.drawn_lines.damaged_lines import TestPress, test_fonts
from bench.firms.asked import Asked, linked, true_name
from bench.firms.forged import FORGERIES
from bench.reading_errors.measure import read_photo
from bench.reading_errors.measured import Look
from bench.verdict import line
from bench.worlds.world import LEADS, World
from verifier.build import build_line_reader
from verifier.domain import Licence
from verifier.ocr.doubts import MAX_DOUBTS

SEED, LICENCES, LEAST_PX = 20261207, 2_000, 16
KINDS = {"true": true_name, **FORGERIES}
EACH = MAX_DOUBTS // 2
"""True names in a photo, and forged ones: of more lines of firms not all get another look."""


def main(photos: int) -> int:
    """Prints how many names of each kind lead to the holder's licence."""
    world, rng, ensemble = World(SEED, LICENCES), random.Random(SEED), build_line_reader(timeout_s=120)
    press = TestPress(test_fonts(), np.random.default_rng(SEED))
    n, reached = Counter[str](), Counter[str]()
    rows: dict[str, tuple[str, Licence]] = {}
    forgeries = cycle(FORGERIES)

    def draw() -> list[tuple[str, str, str]]:
        rows.clear()
        return [("holder", rng.choice(LEADS) + name, name) for name in map(made, mixed(forgeries, rng))]

    def made(kind: str) -> str:
        row = rng.choice(world.good)
        name = KINDS[kind](world, row, rng)
        rows[name] = (kind if name != row.holder else "true", row)
        return name

    for photo in range(photos):
        for read in read_photo(draw, rng, ensemble, press, photo, seed=SEED):
            if read.digit >= LEAST_PX:
                kind, row = rows[read.printed]
                looks = tuple(Look(f.value, f.certain, f.confidence, f.readers) for f in read.fields)
                n[kind] += 1
                reached[kind] += linked(world, Asked(row, read.printed, looks)) is not None
    print(f"{sum(n.values())} names in {photos} photos, digits of {LEAST_PX} px and more; seed {SEED}")
    for kind in n:
        line("  true names: linked" if kind == "true" else f"  forged, {kind}: linked", reached[kind], n[kind])
    return 0


def mixed(forgeries: Iterator[str], rng: random.Random) -> list[str]:
    """The kinds of one photo's names, in any order: half of them true, the others the next of `forgeries`."""
    kinds = ["true"] * EACH + list(islice(forgeries, EACH))
    rng.shuffle(kinds)
    return kinds
