"""`python -m bench.verdict [--quick]`: what the judgement makes of made-up labels, honest and lying.

Labels, list and reading errors are made up (`_world.py`, `_stories.py`,
`_lies.py`, `_reading.py`): the figures are about the rules, not about
how well photos are read. Floors: no wrong `agrees` where the lie stands in the claim; at most 0.5 % of the honest
labels called `conflicts`.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections import Counter, defaultdict

from bench._lies import LIES
from bench._more_lies import MORE_LIES
from bench._reading import read
from bench._stories import HONEST, Story, told_by
from bench._world import TODAY, World
from verifier.models import Outcome, VerdictKind
from verifier.registry.lookup import look_up
from verifier.rules import Case, judge
from verifier.verdict import conclude

SEED = 20261123
MOST_WRONG_CONFLICTS = 0.005


def main(arguments: list[str]) -> int:
    """0 when the floors hold."""
    quick = "--quick" in arguments
    honest, each_lie, licences = (1_000, 40, 4_000) if quick else (6_000, 300, 20_000)
    start = time.perf_counter()
    world, rng = World(SEED, licences), random.Random(SEED + 1)
    made = [kind for kind, share in HONEST for _ in range(honest * share // 1000)]
    tally: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    accused: Counter[str] = Counter()
    for story in [make(world) for make in made] + [lie(world) for lie in (*LIES, *MORE_LIES) for _ in range(each_lie)]:
        counts = tally[not story.honest, story.kind]
        verdict, fails, told, readable = _judge(world, story, rng)
        counts["n"] += 1
        counts["link"] += story.link
        counts["readable"] += readable
        hidden = not story.honest and verdict is VerdictKind.AGREES and not told
        counts["hidden" if hidden else verdict] += 1
        counts["agreed with link"] += story.link and verdict is VerdictKind.AGREES
        counts["agreed readable"] += readable and verdict is VerdictKind.AGREES
        if story.honest and verdict is VerdictKind.CONFLICTS:
            accused.update(fails)
    return _report(tally, accused, time.perf_counter() - start, len(world.rows))


def _judge(world: World, story: Story, rng: random.Random) -> tuple[VerdictKind, list[str], bool, bool]:
    """The verdict, the codes that fail, whether the lie stands in the claim, whether enough was read to agree."""
    claim = read(story.labels, rng)
    case = Case(claim, look_up(claim, world.registry), TODAY, world.catalogue, story.category)
    findings = judge(case)
    fails = [f.code for f in findings if f.outcome is Outcome.FAIL]
    readable = bool(case.links() and case.products() and claim.marks)
    return conclude(findings).kind, fails, told_by(claim, story), readable


def _report(tally: dict[tuple[bool, str], Counter[str]], accused: Counter[str], seconds: float, rows: int) -> int:
    honest, lying = Counter[str](), Counter[str]()
    print(f"{'kind of label':42} {'n':>5} {'agrees':>7} {'cannot tell':>12} {'conflicts':>10} {'unread':>7}")
    for (lie, kind), counts in sorted(tally.items()):
        (lying if lie else honest).update(counts)
        cells = [counts[VerdictKind.AGREES], counts[VerdictKind.CANNOT_TELL], counts[VerdictKind.CONFLICTS]]
        name = ("lie " if lie else "honest: ") + kind
        print(f"{name:42} {counts['n']:5} {cells[0]:7} {cells[1]:12} {cells[2]:10} {counts['hidden']:7}")
    total = honest["n"] + lying["n"]
    print(f"\n{total:,} claims against {rows:,} licences in {seconds:.0f} s; seed {SEED}")
    print(
        "unread: called agrees, but the item that gives the lie away was not read, so the claim does not hold the lie"
    )
    wrong_green, wrong_red = lying[VerdictKind.AGREES], honest[VerdictKind.CONFLICTS]
    line("wrong agrees, of lying labels", wrong_green, lying["n"])
    line("  and of those called agrees with the lie unread", lying["hidden"], lying["n"])
    line("wrong conflicts, of honest labels", wrong_red, honest["n"])
    line("coverage: agrees, of honest labels that show a link", honest["agreed with link"], honest["link"])
    line("coverage: agrees, of honest labels whose link was read", honest["agreed readable"], honest["readable"])
    line("coverage: agrees, of all honest labels", honest[VerdictKind.AGREES], honest["n"])
    line("caught: conflicts, of lying labels", lying[VerdictKind.CONFLICTS], lying["n"])
    if accused:
        print("honest labels were accused by: " + ", ".join(f"{code} {n}" for code, n in accused.most_common()))
    met = wrong_green == 0 and wrong_red <= MOST_WRONG_CONFLICTS * honest["n"]
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


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
