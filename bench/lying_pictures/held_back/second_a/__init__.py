"""Second set, half a: the half whose answers may be looked at one by one."""

from __future__ import annotations

from bench.lying_pictures.held_back.second_a import figures, said, shown, signs
from bench.lying_pictures.helping import Families

FAMILIES: Families = {
    "second a: words": said.KINDS,
    "second a: figures": figures.KINDS,
    "second a: signs": signs.KINDS,
    "second a: scenes": shown.KINDS,
}
