"""All kinds of lies, family by family."""

from __future__ import annotations

from bench.lying_pictures import (
    codes,
    days,
    disguised,
    far_away,
    firms,
    inks,
    layers,
    letters,
    marks,
    meant,
    more_codes,
    numbers,
    phrases,
    several_photos,
    shapes,
    statements,
    stuck,
    torn,
    two_products,
    words,
    writing,
)
from bench.lying_pictures.making import Kind

FAMILIES: dict[str, tuple[Kind, ...]] = {
    "far away": far_away.KINDS,
    "codes": codes.KINDS,
    "numbers": numbers.KINDS,
    "firms": firms.KINDS,
    "words": words.KINDS,
    "letters": letters.KINDS,
    "marks": marks.KINDS,
    "several photos": several_photos.KINDS,
    "two products": two_products.KINDS,
    "days": days.KINDS,
    "more codes": more_codes.KINDS,
    "phrases": phrases.KINDS,
    "inks": inks.KINDS,
    "shapes": shapes.KINDS,
    "stuck": stuck.KINDS,
    "statements": statements.KINDS,
    "writing": writing.KINDS,
    "layers": layers.KINDS,
    "disguised": disguised.KINDS,
    "meant": meant.KINDS,
    "torn": torn.KINDS,
}
