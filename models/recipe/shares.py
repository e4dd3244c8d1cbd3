"""How often scenes have what makes a mark hard to find. Tests draw with `USUAL`, training with `MISSED` too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of panels, of groups on them or of scenes, 0..1.

    `ways`: printed plainly, in relief, in dots. `faint`: of little contrast. `toned`: of coloured ink as light as what
    lies under it. `kinds`: of the marks. `sides`: of a mark, in px from the smallest to the largest. `grounds`: what
    panels are made of, as thresholds: plain, gradient, mottled, striped, else shapes. `sticker`: marks that stand on
    a field of their own. `squeezed`: panels seen from aside. `covered`: scenes with something over a mark's edge.
    `hidden`: a mark of which a larger share is covered is to be ignored; `drowned`: so is one of less contrast than
    this share of the deviation of what lies under it. `blocks`: of the marks, those that stand in a block as labels
    print them (`mark_blocks`); `coloured`: of these, those in a pair of colours met on labels.
    `rolled`: panels on the side of a coil or bottle.
    """

    ways: tuple[float, float, float] = (0.8, 0.14, 0.06)
    faint: float = 0.2
    toned: float = 0.0
    kinds: tuple[float, float, float] = (0.34, 0.36, 0.3)
    sides: tuple[float, float] = (12, 84)
    grounds: tuple[float, float, float, float] = (0.55, 0.8, 0.9, 0.95)
    sticker: float = 0.4
    squeezed: float = 0.3
    covered: float = 0.0
    hidden: float = 0.1
    drowned: float = 0.0
    blocks: float = 0.0
    coloured: float = 0.0
    rolled: float = 0.0


USUAL = Shares()
MISSED = Shares(
    ways=(0.45, 0.36, 0.19),
    faint=0.45,
    toned=0.1,
    kinds=(0.4, 0.3, 0.3),
    sides=(11.5, 60),
    grounds=(0.3, 0.45, 0.65, 0.9),
    sticker=0.2,
    squeezed=0.5,
    covered=0.3,
    hidden=0.25,
    drowned=0.5,
)
"""More of what a detector trained on the usual shares did not find."""
LABELS = Shares(
    ways=(0.62, 0.18, 0.2),
    faint=0.35,
    sides=(22, 130),
    sticker=0.35,
    squeezed=0.4,
    blocks=0.85,
    coloured=0.35,
    rolled=0.2,
)
"""Marks in the blocks of real labels, large enough that their small lines can be told apart."""
