"""`python -m bench verdict [--quick]`: what the judgement makes of made-up labels, honest and lying.

Labels and list are made up (`worlds`), the readings are disturbed as real readers disturb them, or worse
(`reading_errors.errors`): the figures are about the rules, not about how well photos are read. Floors: no wrong
`agrees` where the lie stands in the claim; at most 0.5 % of the honest labels called `conflicts`; and of the honest
labels that show a link as many called `agrees` as `LEAST_COVERAGE` says, so that who never answers fails.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from bench.reading_errors.errors import GOAL_PX, AllSeeing, AsMeasured, Eyes, Harsher, read
from bench.reading_errors.measured import readers
from bench.worlds.latin_lies import LATIN_LIES
from bench.worlds.lies import LIES
from bench.worlds.more_lies import MORE_LIES
from bench.worlds.stories import HONEST, Story, told_by
from bench.worlds.world import TODAY, World
from verifier.domain import Outcome, Verdict, VerdictKind
from verifier.registry.lookup import look_up
from verifier.rules import Case, judge
from verifier.rules.verdict import conclude

SEED = 20261123
MOST_WRONG_CONFLICTS = 0.005
LEAST_COVERAGE = {
    f"as measured, print of {GOAL_PX} px and more": 0.76,
    f"as measured, print under {GOAL_PX} px": 0.5,
    "everything read as printed": 0.97,
}
"""By how labels are read, the share of the honest ones with a link that must agree: about 8 points under today's, so
that chance does not fail the quick mode; everything read as printed: 99.5 % today."""


def main(arguments: list[str]) -> int:
    """0 when the floors hold."""
    quick = "--quick" in arguments
    licences, share = (4_000, 8) if quick else (20_000, 1)
    start = time.perf_counter()
    world, rng = World(SEED, licences), random.Random(SEED + 1)
    tally = Tally()
    for name, (eyes, honest, each_lie) in EYES.items():
        kinds = [kind for kind, part in HONEST for _ in range(honest // share * part // 1000)]
        kinds += [lie for lie in (*LIES, *MORE_LIES, *LATIN_LIES) for _ in range(each_lie // share)]
        for make in kinds:
            tally.add(name, _judged(world, make(world), eyes(rng), rng))
    return tally.report(time.perf_counter() - start, len(world.rows))


EYES: dict[str, tuple[Callable[[random.Random], Eyes], int, int]] = {
    f"as measured, print of {GOAL_PX} px and more": (lambda rng: AsMeasured(rng, GOAL_PX), 5_000, 160),
    f"as measured, print under {GOAL_PX} px": (lambda rng: AsMeasured(rng, 0, GOAL_PX), 1_000, 40),
    "as measured, with half as many errors again": (lambda rng: AsMeasured(rng, 0, worse=1.5), 1_000, 160),
    "numbers read worse than measured": (Harsher, 3_000, 160),
    "everything read as printed": (lambda rng: AllSeeing(), 1_000, 40),
}
"""How labels are read, and how many honest ones and lies of each kind are read so."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A story and its verdict. `told`: the lie stands in the claim; `readable`: enough was read to agree."""

    story: Story
    verdict: Verdict
    fails: tuple[str, ...]
    told: bool
    readable: bool

    @property
    def hidden(self) -> bool:
        """Called `agrees`, but the item that gives the lie away was not read, so that the claim does not hold it."""
        return not self.story.honest and self.verdict.kind is VerdictKind.AGREES and not self.told


def _judged(world: World, story: Story, eyes: Eyes, rng: random.Random) -> Judged:
    claim = read(story.labels, rng, eyes)
    case = Case(claim, look_up(claim, world.registry), TODAY, world.catalogue, story.category)
    findings = judge(case)
    fails = tuple(f.code for f in findings if f.outcome is Outcome.FAIL)
    readable = bool(case.links() and case.products() and claim.marks)
    return Judged(story, conclude(findings), fails, told_by(claim, story), readable)


class Tally:
    """Counts of verdicts by eyes and kind of label."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, bool, str], Counter[str]] = defaultdict(Counter)
        self._accused, self._abstained = Counter[str](), dict[str, Counter[str]]()

    def add(self, eyes: str, judged: Judged) -> None:
        """Counts one label."""
        story, kind = judged.story, judged.verdict.kind
        counts = self._counts[eyes, not story.honest, story.kind]
        agrees = kind is VerdictKind.AGREES
        counts["n"] += 1
        counts["hidden" if judged.hidden else kind] += 1
        counts["link"] += story.link
        counts["readable"] += judged.readable
        counts["agreed with link"] += story.link and agrees
        counts["agreed readable"] += judged.readable and agrees
        if story.honest and kind is VerdictKind.CONFLICTS:
            self._accused.update(judged.fails)
        if story.link and kind is VerdictKind.CANNOT_TELL and judged.verdict.leading:
            self._abstained.setdefault(eyes, Counter())[judged.verdict.leading.code] += 1

    def report(self, seconds: float, rows: int) -> int:
        """Prints all of it; 0 when the floors hold."""
        print(f"{'kind of label':42} {'n':>5} {'agrees':>7} {'cannot tell':>12} {'conflicts':>10} {'unread':>7}")
        for lie, kind in sorted({(lie, kind) for _, lie, kind in self._counts}):
            counts = self._sum(lie=lie, kind=kind)
            cells = [counts[VerdictKind.AGREES], counts[VerdictKind.CANNOT_TELL], counts[VerdictKind.CONFLICTS]]
            name = ("lie " if lie else "honest: ") + kind
            print(f"{name:42} {counts['n']:5} {cells[0]:7} {cells[1]:12} {cells[2]:10} {counts['hidden']:7}")
        lying, honest = self._sum(lie=True), self._sum(lie=False)
        print(f"\n{lying['n'] + honest['n']:,} claims against {rows:,} licences in {seconds:.0f} s; seed {SEED}")
        print(f"unread: {Judged.hidden.__doc__}")
        print(f"names, and measured numbers, as read by {readers()}")
        for eyes in dict.fromkeys(eyes for eyes, _, _ in self._counts):
            print(f"\n{eyes}:")
            self._of_eyes(eyes)
        if self._accused:
            counted = ", ".join(f"{code} {n}" for code, n in self._accused.most_common())
            print(f"honest labels were accused by: {counted}")
        print("\nall of them:")
        line("wrong agrees, of lying labels", lying[VerdictKind.AGREES], lying["n"])
        line("wrong conflicts, of honest labels", honest[VerdictKind.CONFLICTS], honest["n"])
        met = lying[VerdictKind.AGREES] == 0 and honest[VerdictKind.CONFLICTS] <= MOST_WRONG_CONFLICTS * honest["n"]
        met &= lying["n"] > 0 and all(self._covers(eyes, least) for eyes, least in LEAST_COVERAGE.items())
        print("floors: " + ("met" if met else "NOT met"))
        return 0 if met else 1

    def _covers(self, eyes: str, least: float) -> bool:
        honest = self._sum(eyes, lie=False)
        return honest["link"] > 0 and honest["agreed with link"] >= least * honest["link"]

    def _of_eyes(self, eyes: str) -> None:
        lying, honest = self._sum(eyes, lie=True), self._sum(eyes, lie=False)
        line("  wrong agrees, of lying labels", lying[VerdictKind.AGREES], lying["n"])
        line("  called agrees with the lie unread, of lying labels", lying["hidden"], lying["n"])
        line("  caught: conflicts, of lying labels", lying[VerdictKind.CONFLICTS], lying["n"])
        line("  wrong conflicts, of honest labels", honest[VerdictKind.CONFLICTS], honest["n"])
        line("  coverage: agrees, of honest labels that show a link", honest["agreed with link"], honest["link"])
        line("  coverage: agrees, of honest labels whose link was read", honest["agreed readable"], honest["readable"])
        line("  coverage: agrees, of all honest labels", honest[VerdictKind.AGREES], honest["n"])
        causes = self._abstained.get(eyes, Counter()).most_common(8)
        print("  honest labels with a link, held back by: " + ", ".join(f"{code} {n}" for code, n in causes))

    def _sum(self, eyes: str | None = None, *, lie: bool, kind: str | None = None) -> Counter[str]:
        wanted = [c for (e, x, k), c in self._counts.items() if x is lie and eyes in (None, e) and kind in (None, k)]
        return sum(wanted, Counter())


def line(name: str, count: int, n: int) -> None:
    """Prints a share with its interval."""
    low, high = wilson(count, n)
    print(f"{name}: {count} of {n} = {100 * count / max(n, 1):.2f} % (95 %: {100 * low:.2f}–{100 * high:.2f})")


def wilson(count: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927)."""
    if n == 0:
        return 0.0, 1.0
    share, square = count / n, z * z
    middle, width = share + square / 2 / n, z * math.sqrt(share * (1 - share) / n + square / 4 / n / n)
    return max(0.0, (middle - width) / (1 + square / n)), min(1.0, (middle + width) / (1 + square / n))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
