"""Second set, half b: only its totals are told, so that it stays a set on which nothing is built."""

from __future__ import annotations

from bench.lying_pictures.held_back.second_b import figures, firms, said, shown
from bench.lying_pictures.helping import Families

FAMILIES: Families = {
    "second b: words": said.KINDS,
    "second b: figures": figures.KINDS,
    "second b: firms": firms.KINDS,
    "second b: scenes": shown.KINDS,
}
