"""Kinds on which nothing is built, run by `--held-back` alone: their figure is one on lies nobody thought of.

Of the second set, whose halves were drawn by lot before anything was judged, the answers to half a may be looked at one
by one; of half b only the totals are told.
"""

from __future__ import annotations

from bench.lying_pictures import disguised, forms, layers, makeshift, pretexts, signs, writing
from bench.lying_pictures.held_back import paper, print_, said, second_a, second_b, third
from bench.lying_pictures.making import Kind

FAMILIES: dict[str, tuple[Kind, ...]] = {
    "held back: print": print_.KINDS,
    "held back: paper": paper.KINDS,
    "held back: words": said.KINDS,
}
SETS: dict[str, dict[str, tuple[Kind, ...]]] = {
    "first": FAMILIES,
    "second": {**second_a.FAMILIES, **second_b.FAMILIES},
    "second-a": second_a.FAMILIES,
    "second-b": second_b.FAMILIES,
    "third": third.FAMILIES,
    "untold": {
        "not told every time": (
            *writing.UNTOLD,
            *layers.UNTOLD,
            *disguised.UNTOLD,
            *signs.UNTOLD,
            *forms.UNTOLD,
            *pretexts.UNTOLD,
            *makeshift.UNTOLD,
        )
    },
}
"""By the name that `--held-back=NAME` takes; those of `untold` are known, and not told every time."""
