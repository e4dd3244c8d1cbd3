"""`python -m bench names [--quick] [--calibrate]`: from a firm's name, as real readers read it, to the holder.

Firms and list are made up, with words so common that many names are alike; every name is read as `_names.py` says, at
18 px and more (sharp and middling lines in equal shares). Asked is the firm among all holders of the printed standard.
*Linked*: what carries a verdict, an accepted name equal but for legal form and spacing, no rival that readers confuse
with it. *Matched*: what `best_match` would name, which is shown to people and decides nothing. Floors: of the links at
most 0.2 % wrong. `--calibrate` writes `verifier/data/name_odds.toml` from other firms.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench._names import MIDDLING, SHARP, measured, read_name
from bench._world import World
from bench.verdict import line
from verifier.geometry import Quad
from verifier.models import Claim, Licence, SeenHolder, SeenStandard
from verifier.name_odds import MOST, cell
from verifier.names import _core, _difference, best_match, likeness, normal
from verifier.registry.lookup import look_up

SEED, CALIBRATION_SEED = 20261125, 811
MOST_WRONG_LINKS = 0.002
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
    names, licences = (600, 4_000) if "--quick" in arguments else (5_000, 20_000)
    if "--calibrate" in arguments:
        _calibrate(World(CALIBRATION_SEED, licences), 20_000 if licences < 20_000 else 10_000)
        return 0
    world = World(SEED, licences)
    links, matches, strangers, odds = Counter[str](), Counter[str](), Counter[str](), list[tuple[float, bool]]()
    sizes = Counter[int]()
    for asked in _asked(world, random.Random(SEED), names):
        links[_linked(world, asked)] += 1
        match = _best(asked)
        sizes[min(len(asked.holders), 1000)] += 1
        named = asked.holders[match.index] if match is not None and match.index is not None else None
        right = named is not None and normal(named) == normal(asked.row.holder)
        matches["abstained" if named is None else "right" if right else "wrong"] += 1
        if match is not None and match.probability:
            odds.append((match.probability, _nearest_is_right(asked)))
    for asked in _asked(world, random.Random(SEED + 1), names // 4, stranger=True):
        strangers[_linked(world, asked)] += 1
    middle = sorted(sizes.elements())[names // 2]
    total = sum(map(len, measured()))
    print(f"{names:,} names, {licences:,} licences, {middle} holders of a standard in the median; seed {SEED}")
    print(f"error model: {total} lines of names, drawn and read by the readers that ship (bench/reading.json)")
    for title, counts in (("linked", links), ("matched", matches)):
        for outcome in ("right", "wrong", "abstained"):
            line(f"{title}, {outcome}", counts[outcome], names)
    line("firms that hold no licence of the standard, linked all the same", strangers["wrong"], names // 4)
    print(f"expected calibration error of the probability: {_calibration_error(odds):.4f} (n={len(odds)})")
    met = links["wrong"] <= MOST_WRONG_LINKS * names and strangers["wrong"] <= MOST_WRONG_LINKS * names / 4
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def _asked(world: World, rng: random.Random, count: int, *, stranger: bool = False) -> Iterator[Asked]:
    for _ in range(count):
        row = rng.choice(world.good)
        name = world.stranger(row.standard) if stranger else row.holder
        read = read_name(name, rng, rng.choice((SHARP, MIDDLING)))
        yield Asked(row, tuple(world.registry.holders(row.standard)), tuple(read))


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


def _best(asked: Asked):  # type: ignore[no-untyped-def]
    """The match of the best reading: an accepted one if there is one."""
    texts = sorted(asked.read, key=lambda read: not read[1])
    return best_match(texts[0][0], asked.holders) if texts else None


def _nearest_is_right(asked: Asked) -> bool:
    text = min(asked.read, key=lambda read: not read[1])[0]
    return normal(_nearest(text, asked.holders)[0]) == normal(asked.row.holder)


def _nearest(text: str, holders: tuple[str, ...]) -> tuple[str, int, int, int | None]:
    """The nearest holder, the edits to it, the hard ones, the edits to the next firm; as `best_match` ranks them."""
    kind, core = _core(text)
    firms = {_core(h): h for h in reversed(holders)}
    fitting = [firm for firm in firms if not kind or not firm[0] or firm[0] == kind] or list(firms)
    ranked = sorted(((_difference(core, firm[1]), firms[firm]) for firm in fitting), key=lambda r: -r[0].likeness)
    best, rest = ranked[0], [d for d, _ in ranked[1:21]]
    following = min(rest, key=lambda d: (d.edits, d.hard), default=None)
    return best[1], best[0].edits, best[0].hard, following.edits if following else None


def _calibrate(world: World, count: int) -> None:
    cells: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for asked in _asked(world, random.Random(CALIBRATION_SEED), count):
        if asked.read:
            text = min(asked.read, key=lambda read: not read[1])[0]
            name, edits, hard, following = _nearest(text, asked.holders)
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
