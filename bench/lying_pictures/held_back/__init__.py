"""Kinds on which nothing is built, run by `--held-back` alone: their figure is one on lies nobody thought of."""

from __future__ import annotations

from bench.lying_pictures.held_back import paper, print_, said
from bench.lying_pictures.making import Kind

FAMILIES: dict[str, tuple[Kind, ...]] = {
    "held back: print": print_.KINDS,
    "held back: paper": paper.KINDS,
    "held back: words": said.KINDS,
}
