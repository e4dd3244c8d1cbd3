"""`python -m bench names [--quick] [--latin] [--calibrate] [--drawn=N]`: from a firm's name, as read, to its holder.

Firms and list are made up, with words so common that many names are alike; every name is read as
`reading_errors.measured` says. Asked is the firm among all holders of the printed standard, by height of print.
*Linked*: what carries a verdict (`verifier.names.forgery`). *Matched*: what `best_match` would name, which is shown to
people and decides nothing. Then names that are forged to be taken for a holder's (`firms.forged`), and names in Latin
letters (`firms.latin`). Floors: at most 0.2 % of the links are wrong, no more than 0.2 % of the names with any one
letter changed are linked, and as many true names lead to their holder as `LEAST_LINKED` says.

`--latin` measures names in Latin letters alone. `--drawn` draws forged names and reads them with the readers
themselves. `--calibrate` writes `name_calibration.toml`, counted on other firms, and `name_confusions.toml` into
`verifier/data`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict

from bench.firms import counts, drawn_forgeries, latin
from bench.firms.asked import Asked, asked, linked, nearest, strangers_name
from bench.firms.forged import FORGERIES
from bench.reading_errors.measured import MeasuredPhoto, photos, readers, size
from bench.verdict import line
from bench.worlds.world import World
from verifier.names.match import best_match, normal

SEED = 20261125
MOST_WRONG_LINKS = 0.002
SIZES = (("print of 18 px and more", 18, 1_000), ("print under 18 px", 0, 18))
LEAST_LINKED = {"print of 18 px and more": (0.57, 0.58), "print under 18 px": (0.37, 0.4)}
"""By height of print, the share of true names that must lead to their holder: in Thai letters, and in Latin ones where
the list has them. Who never answers fails."""


def main(arguments: list[str]) -> int:
    """0 when no more links are wrong than allowed."""
    names, licences = (300, 4_000) if "--quick" in arguments else (5_000, 20_000)
    if "--latin" in arguments:
        return _in_latin(World(SEED, licences), names // 2)
    if "--calibrate" in arguments:
        counts.write(licences, 3_000)
        return 0
    drawn = [argument.partition("=")[2] for argument in arguments if argument.startswith("--drawn=")]
    if drawn:
        return drawn_forgeries.main(int(drawn[0]))
    world, met = World(SEED, licences), True
    print(f"{licences:,} licences; seed {SEED}; names as read by {readers()}")
    for title, least, below in SIZES:
        met &= _of_size(title, world, photos(least, below), names)
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def _in_latin(world: World, names: int) -> int:
    met = True
    for title, least, below in SIZES:
        print(f"\n{title}, names as read by {readers()}")
        wrong, right = latin.measure(world, photos(least, below), names, SEED)
        met &= wrong <= MOST_WRONG_LINKS and right >= LEAST_LINKED[title][1]
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def _of_size(title: str, world: World, measured: tuple[MeasuredPhoto, ...], names: int) -> bool:
    """Prints the figures for names of one height of print; whether the floors hold."""
    outcomes: dict[str, Counter[str]] = {"linked": Counter(), "matched": Counter()}
    causes, strangers, odds = Counter[str](), Counter[str](), list[tuple[float, bool]]()
    for one in asked(world, measured, random.Random(SEED), names):
        own, reached = normal(one.row.holder), linked(world, one)
        outcomes["linked"][_outcome(reached, own)] += 1
        if reached is None:
            causes[_cause(world, one)] += 1
        match, holders = _best(world, one), world.registry.holders(one.row.standard)
        outcomes["matched"][_outcome(None if match.index is None else normal(holders[match.index]), own)] += 1
        if match.probability:
            found = nearest(world, one)
            odds.append((match.probability, found is not None and normal(found[0]) == own))
    for one in asked(world, measured, random.Random(SEED + 1), names // 4, strangers_name):
        strangers["linked"] += linked(world, one) is not None
        strangers["matched"] += _best(world, one).index is not None
    print(f"\n{title}: {names:,} names by {size('holder', measured)} lines that were read")
    for kind, tally in outcomes.items():
        for outcome in ("right", "wrong", "abstained"):
            line(f"  {kind}, {outcome}", tally[outcome], names)
    print("  not linked: " + ", ".join(f"{cause} {n}" for cause, n in causes.most_common()))
    for kind in outcomes:
        line(f"  firms that hold no licence of the standard, {kind} all the same", strangers[kind], names // 4)
    forged = _forged(world, measured, names // 2)
    print(f"  expected calibration error of the probability: {_calibration_error(odds):.4f} (n={len(odds)})")
    wrong_latin, right_latin = latin.measure(world, measured, names // 2, SEED)
    wrong = max(outcomes["linked"]["wrong"] / names, 4 * strangers["linked"] / names, 2 * forged / names, wrong_latin)
    least, least_latin = LEAST_LINKED[title]
    enough = outcomes["linked"]["right"] >= least * names and right_latin >= least_latin
    return wrong <= MOST_WRONG_LINKS and enough


def _forged(world: World, measured: tuple[MeasuredPhoto, ...], names: int) -> int:
    """Prints how many forged names are linked with the holder's licence; returns those with any letter changed."""
    wrong = {}
    for title, forge in FORGERIES.items():
        made = asked(world, measured, random.Random(f"{SEED} {title}"), names, forge)
        wrong[title] = sum(linked(world, one) is not None for one in made if one.printed != one.row.holder)
        line(f"  forged, {title}: linked all the same", wrong[title], names)
    return wrong["one letter, any"]


def _outcome(found: str | None, own: str) -> str:
    return "abstained" if found is None else "right" if found == own else "wrong"


def _cause(world: World, one: Asked) -> str:
    """Why a name did not lead to its holder."""
    exact = [look for look in one.read if normal(look.text) == normal(one.row.holder)]
    if not one.read:
        return "nothing read"
    if any(look.certain and look not in exact for look in one.read):
        return "accepted, not to the letter"
    if exact and world.registry.rivals(one.row.standard, one.row.holder):
        return "a rival that readers confuse"
    return "to the letter, and doubted" if exact else "not to the letter"


def _best(world: World, one: Asked):  # type: ignore[no-untyped-def]
    """The match of all looks at the name."""
    return best_match(one.texts, world.registry.holders(one.row.standard))


def _calibration_error(odds: list[tuple[float, bool]], bins: int = 10) -> float:
    """Mean gap between stated and true share of right answers over ten bins, weighted by their size."""
    grouped: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for stated, right in odds:
        grouped[min(int(stated * bins), bins - 1)].append((stated, right))
    gaps = [abs(sum(p for p, _ in found) - sum(r for _, r in found)) for found in grouped.values()]
    return sum(gaps) / max(len(odds), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
