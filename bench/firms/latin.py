"""`bench names` on names in Latin letters: those that the list has, and those that it can only compare by sound."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bench.firms.asked import Asked, Printed, asked, linked
from bench.reading_errors.measured import MeasuredPhoto, size
from bench.verdict import line
from bench.worlds.latin import latin, misspelled, spelled
from bench.worlds.world import World
from verifier.domain import Licence
from verifier.names.parse import normal
from verifier.registry.lookup import look_up


def own(world: World, row: Licence, rng: random.Random) -> str:
    """The holder's own."""
    return latin(row.holder)


def strangers(world: World, row: Licence, rng: random.Random) -> str:
    """That of a firm without a licence of the standard."""
    return latin(world.stranger(row.standard))


def one_letter(world: World, row: Licence, rng: random.Random) -> str:
    """The holder's with one letter replaced by any other."""
    return misspelled(latin(row.holder), rng)


def another_spelling(world: World, row: Licence, rng: random.Random) -> str:
    """The holder's Thai name as another firm would spell it; the holder's own where there is one way only."""
    others = (spelled(row.holder, rng) for _ in range(10))
    return next((name for name in others if normal(name) != normal(latin(row.holder))), latin(row.holder))


FALSE: Mapping[str, Printed] = MappingProxyType(
    {"firms that hold no licence": strangers, "one letter replaced": one_letter, "another spelling": another_spelling}
)


def measure(world: World, measured: tuple[MeasuredPhoto, ...], names: int, seed: int) -> tuple[float, float]:
    """Prints the figures for `names` names a row; the largest share of wrong links, and that of right ones."""

    def of(title: str, name: Printed, wanted: Callable[[Licence], bool]) -> list[Asked]:
        return list(asked(world, measured, random.Random(f"{seed} {title}"), names, name, wanted=wanted))

    print(f"  in Latin letters: {names:,} names each by {size('latin', measured)} lines that were read")
    counts = Counter(_outcome(linked(world, one), one) for one in of("own", own, _listed))
    for outcome in ("right", "wrong", "abstained"):
        line(f"  Latin, listed: linked, {outcome}", counts[outcome], names)
    wrong = [counts["wrong"]]
    for title, name in FALSE.items():
        false = [one for one in of(title, name, _listed) if normal(one.printed) != normal(latin(one.row.holder))]
        wrong.append(sum(linked(world, one) is not None for one in false))
        line(f"  Latin, {title}: linked all the same", wrong[-1], len(false))
    unlisted = of("heard", own, lambda row: not _listed(row))
    heard = Counter(_heard(world, one) for one in unlisted)
    for outcome in ("right", "wrong", "ambiguous", "abstained"):
        line(f"  Latin, not listed: heard, {outcome}", heard[outcome], names)
    absent = Counter(_heard(world, one) for one in of("absent", strangers, lambda row: not _listed(row)))
    line("  Latin, firms that hold no licence: heard all the same", absent["wrong"] + absent["right"], names)
    wrong.append(sum(linked(world, one) is not None for one in unlisted))
    return max(wrong) / names, counts["right"] / names


def _listed(row: Licence) -> bool:
    return row.holder_en is not None


def _outcome(found: str | None, one: Asked) -> str:
    return "abstained" if found is None else "right" if found == normal(one.row.holder) else "wrong"


def _heard(world: World, one: Asked) -> str:
    """Which holder the clearest look sounds like."""
    sounding = look_up(one.claim(), world.registry).sounding
    clear = [sound for sound in sounding if len(sound.holders) == 1]
    if not clear:
        return "ambiguous" if sounding else "abstained"
    return _outcome(normal(max(clear, key=lambda sound: sound.probability).holders[0]), one)
