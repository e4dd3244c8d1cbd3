"""Printed names of firms and what was read of them, as questions to the look-up."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bench.reading_errors.measured import Look, MeasuredPhoto, name_kind, read_as
from bench.worlds.world import World
from verifier.domain import Claim, Licence, SeenHolder, SeenStandard
from verifier.domain.geometry import Quad
from verifier.names.forgery import is_of
from verifier.names.match import ranked_firms, tidy
from verifier.names.parse import normal, parted
from verifier.registry.lookup import look_up

QUAD = Quad.of_box(0, 0, 10, 10)
Printed = Callable[[World, Licence, random.Random], str]
"""The name on the label of a licence's product."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One printed name: the licence that it belongs to or is made to look like, and what was read of the name."""

    row: Licence
    printed: str
    read: tuple[Look, ...]

    @property
    def texts(self) -> list[str]:
        """The name in each look."""
        return [look.text for look in self.read]

    def claim(self) -> Claim:
        """The name, behind a word that leads to it, beside the standard, and nothing else."""
        standard = SeenStandard(self.row.standard, str(self.row.standard), 0, 0, QUAD, 0.9, True)
        seen = ((r.text, f"โดย {r.text}", 0, 0, QUAD, r.confidence, r.certain, r.readers) for r in self.read)
        return Claim(standards=(standard,), holders=tuple(SeenHolder(*fields) for fields in seen))


def true_name(world: World, row: Licence, rng: random.Random) -> str:
    """The holder's own."""
    return row.holder


def strangers_name(world: World, row: Licence, rng: random.Random) -> str:
    """That of a firm without a licence of the standard."""
    return world.stranger(row.standard)


def asked(
    world: World,
    measured: tuple[MeasuredPhoto, ...],
    rng: random.Random,
    count: int,
    name: Printed = true_name,
    *,
    wanted: Callable[[Licence], bool] = lambda row: True,
) -> Iterator[Asked]:
    """Names of the `wanted` licences' holders as they are read in lines of measured photos."""
    rows = [row for row in world.good if wanted(row)]
    lines = {kind: [line for photo in measured for line in photo.lines[kind]] for kind in ("holder", "latin")}
    for _ in range(count):
        row = rng.choice(rows)
        printed = name(world, row, rng)
        kind = name_kind(printed)
        looks = read_as(printed, rng.choice(lines[kind]), rng, kind=kind)
        yield Asked(row, printed, tuple(replace(look, text=tidy(look.text) or look.text) for look in looks))


def linked(world: World, one: Asked) -> str | None:
    """The firm behind the licences that the look-up reaches by the name, in normal form; None when it reaches none.

    A firm of several licences of the standard counts as reached, though it leads to none of them.
    """
    claim = one.claim()
    matches = look_up(claim, world.registry).matches
    found = {normal(m.licence.holder) for m in matches if is_of(claim.holders, m.licence.names)}
    if not found and len({r.number for r in world.of_firm[one.row.standard, one.row.holder]}) > 1:
        rivals = world.registry.rivals(one.row.standard, one.row.holder)
        found = {normal(one.row.holder)} if is_of(claim.holders, one.row.names) and not rivals else set()
    return min(found, default=None)


def nearest(world: World, one: Asked) -> tuple[str, int, int, int | None] | None:
    """The nearest holder, the edits to it, the hard ones, the edits to the next firm; as `best_match` ranks them."""
    firms = {parted(holder): holder for holder in reversed(world.registry.holders(one.row.standard))}
    ranked = ranked_firms([(text, *parted(text)) for text in one.texts], list(firms))
    if not ranked:
        return None
    (best, firm, _), rest = ranked[0], [difference for difference, _, _ in ranked[1:]]
    following = min(rest, key=lambda d: (d.edits, d.hard), default=None)
    return firms[firm], best.edits, best.hard, following.edits if following else None
