"""`python -m bench names [--quick] [--calibrate]`: from a firm's name, as real readers read it, to the holder.

Firms and list are made up, with words so common that many names are alike; every name is read as `_measured.py` says.
Asked is the firm among all holders of the printed standard, by height of print. *Linked*: what carries a verdict, an
accepted name equal but for legal form and spacing, no rival that readers confuse with it. *Matched*: what `best_match`
would name, which is shown to people and decides nothing. Floors: of the links at most 0.2 % wrong. `--calibrate` writes
`verifier/data/name_odds.toml` from other firms.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench._measured import MeasuredPhoto, photos, read_as, readers, size
from bench._world import World
from bench.verdict import line
from verifier.firms import parted
from verifier.geometry import Quad
from verifier.models import Claim, Licence, SeenHolder, SeenStandard
from verifier.name_odds import MOST, cell
from verifier.names import NameMatch, best_match, likeness, normal, ranked_firms, tidy
from verifier.registry.lookup import look_up

SEED, CALIBRATION_SEED = 20261125, 811
MOST_WRONG_LINKS = 0.002
SIZES = (("print of 18 px and more", 18, 1_000), ("print under 18 px", 0, 18))
QUAD = Quad.of_box(0, 0, 10, 10)
ODDS = Path(__file__).resolve().parents[1] / "verifier" / "data" / "name_odds.toml"


@dataclass(frozen=True, slots=True)
class Asked:
    """One printed name: whose it is, the holders of its standard, and what was read: (text, accepted)."""

    row: Licence
    holders: tuple[str, ...]
    read: tuple[tuple[str, bool], ...]


def main(arguments: list[str]) -> int:
    """0 when no more links are wrong than allowed."""
    names, licences = (300, 4_000) if "--quick" in arguments else (5_000, 20_000)
    if "--calibrate" in arguments:
        _calibrate(World(CALIBRATION_SEED, licences), 3_000)
        return 0
    world, met = World(SEED, licences), True
    print(f"{licences:,} licences; seed {SEED}; names as read by {readers()}")
    for title, least, below in SIZES:
        met &= _of_size(title, world, photos(least, below), names)
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def _of_size(title: str, world: World, measured: tuple[MeasuredPhoto, ...], names: int) -> bool:
    """Prints the figures for names of one height of print; whether the floors hold."""
    outcomes: dict[str, Counter[str]] = {"linked": Counter(), "matched": Counter()}
    causes, strangers, odds = Counter[str](), Counter[str](), list[tuple[float, bool]]()
    for asked in _asked(world, measured, random.Random(SEED), names):
        linked = _linked(world, asked)
        outcomes["linked"][linked] += 1
        if linked == "abstained":
            causes[_cause(world, asked)] += 1
        match = _best(asked)
        named = asked.holders[match.index] if match.index is not None else None
        right = named is not None and normal(named) == normal(asked.row.holder)
        outcomes["matched"]["abstained" if named is None else "right" if right else "wrong"] += 1
        if match.probability:
            odds.append((match.probability, _nearest_is_right(asked)))
    for asked in _asked(world, measured, random.Random(SEED + 1), names // 4, stranger=True):
        match = _best(asked)
        strangers["linked"] += _linked(world, asked) == "wrong"
        strangers["matched"] += match.index is not None
    print(f"\n{title}: {names:,} names by {size('holder', measured)} lines that were read")
    for kind, counts in outcomes.items():
        for outcome in ("right", "wrong", "abstained"):
            line(f"  {kind}, {outcome}", counts[outcome], names)
    print("  not linked: " + ", ".join(f"{cause} {n}" for cause, n in causes.most_common()))
    for kind in outcomes:
        line(f"  firms that hold no licence of the standard, {kind} all the same", strangers[kind], names // 4)
    print(f"  expected calibration error of the probability: {_calibration_error(odds):.4f} (n={len(odds)})")
    wrong = outcomes["linked"]["wrong"]
    return wrong <= MOST_WRONG_LINKS * names and strangers["linked"] <= MOST_WRONG_LINKS * names / 4


def _asked(
    world: World, measured: tuple[MeasuredPhoto, ...], rng: random.Random, count: int, *, stranger: bool = False
) -> Iterator[Asked]:
    lines = [line for photo in measured for line in photo.lines["holder"]]
    for _ in range(count):
        row = rng.choice(world.good)
        name = world.stranger(row.standard) if stranger else row.holder
        read = [(tidy(text) or text, certain) for text, certain in read_as(name, rng.choice(lines), rng)]
        yield Asked(row, tuple(world.registry.holders(row.standard)), tuple(read))


def _cause(world: World, asked: Asked) -> str:
    """Why a name did not lead to its holder."""
    exact = [accepted for text, accepted in asked.read if normal(text) == normal(asked.row.holder)]
    if not asked.read:
        return "nothing read"
    if any(exact):
        return (
            "a rival that readers confuse" if world.registry.rivals(asked.row.standard, asked.row.holder) else "other"
        )
    if any(accepted for _, accepted in asked.read):
        return "accepted, not to the letter"
    return "to the letter, not accepted" if exact else "neither accepted nor to the letter"


def _linked(world: World, asked: Asked) -> str:
    """What the look-up makes of the reading: the firm behind the licences that it reaches by name."""
    holders = tuple(SeenHolder(text, text, 0, 0, QUAD, 0.9, certain) for text, certain in asked.read)
    standard = SeenStandard(asked.row.standard, str(asked.row.standard), 0, 0, QUAD, 0.9, True)
    listing = look_up(Claim(standards=(standard,), holders=holders), world.registry)
    exact = [m for m in listing.matches if likeness(holders[int(m.evidence[8:])].value, m.licence.holder) == 1]
    if not exact:  # several licences of the firm that was read are no wrong answer either
        return "right" if _several_of_it(world, asked) else "abstained"
    return "right" if all(normal(m.licence.holder) == normal(asked.row.holder) for m in exact) else "wrong"


def _several_of_it(world: World, asked: Asked) -> bool:
    """Whether the right firm was read to the letter and holds several licences, so that a verdict asks for more."""
    certain = [text for text, accepted in asked.read if accepted]
    same = bool(certain) and all(normal(text) == normal(asked.row.holder) for text in certain)
    rivals = world.registry.rivals(asked.row.standard, asked.row.holder)
    return same and not rivals and len({r.number for r in world.of_firm[asked.row.standard, asked.row.holder]}) > 1


def _best(asked: Asked) -> NameMatch:
    """The match of all looks at the name."""
    return best_match([text for text, _ in asked.read], asked.holders)


def _nearest_is_right(asked: Asked) -> bool:
    nearest = _nearest(asked)
    return nearest is not None and normal(nearest[0]) == normal(asked.row.holder)


def _nearest(asked: Asked) -> tuple[str, int, int, int | None] | None:
    """The nearest holder, the edits to it, the hard ones, the edits to the next firm; as `best_match` ranks them."""
    firms = {parted(holder): holder for holder in reversed(asked.holders)}
    ranked = ranked_firms([(text, *parted(text)) for text, _ in asked.read], list(firms))
    if not ranked:
        return None
    (best, firm, _), rest = ranked[0], [difference for difference, _, _ in ranked[1:]]
    following = min(rest, key=lambda d: (d.edits, d.hard), default=None)
    return firms[firm], best.edits, best.hard, following.edits if following else None


def _calibrate(world: World, count: int) -> None:
    cells: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for asked in _asked(world, photos(0), random.Random(CALIBRATION_SEED), count):
        if (nearest := _nearest(asked)) is not None:
            name, edits, hard, following = nearest
            tally = cells[cell(edits, hard, following)]
            tally[0] += normal(name) == normal(asked.row.holder)
            tally[1] += 1
    head = (
        "# How often the nearest holder was the firm printed: right, all. By `python -m bench names --calibrate`.\n"
        f"# Cell: edits to the nearest (up to {MOST}) / those that no look-alike explains (up to 2) / edits more\n"
        "# to the next firm.\n"
        "[cells]\n"
    )
    table = "".join(f'"{name}" = [{right}, {seen}]\n' for name, (right, seen) in sorted(cells.items()))
    ODDS.write_text(head + table, encoding="utf-8")
    print(f"{ODDS.name}: {len(cells)} cells from {count:,} names")


def _calibration_error(odds: list[tuple[float, bool]], bins: int = 10) -> float:
    """Mean gap between stated and true share of right answers over ten bins, weighted by their size."""
    grouped: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for stated, right in odds:
        grouped[min(int(stated * bins), bins - 1)].append((stated, right))
    gaps = [abs(sum(p for p, _ in found) - sum(r for _, r in found)) for found in grouped.values()]
    return sum(gaps) / max(len(odds), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
