"""Results counted by kind, and the table that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bench.lying_pictures.judge import Result
from bench.verdict import wilson

ANSWERS = ("green", "yellow", "red", "error")


def share(count: int, n: int) -> str:
    """`3 of 50 = 6.0 % (95 %: 2.1–16.2)`, the interval Wilson's."""
    low, high = wilson(count, n)
    return f"{count} of {n} = {100 * count / max(n, 1):.1f} % (95 %: {100 * low:.1f}–{100 * high:.1f})"


def counts(results: Iterable[Result]) -> Counter[str]:
    """How often each answer was given."""
    return Counter(r.answer for r in results)


def table(results: Sequence[Result], families: Mapping[str, Sequence[str]]) -> str:
    """A line a kind: the lies' answers, Wilson's interval of the green ones, the twins' answers."""
    head = f"{'kind of lie':36} {'n':>4} {'green':>6} {'95 %':>12} {'yellow':>6} {'red':>5} {'error':>5}"
    lines = [head + f"   {'twins':>5} {'green':>6} {'yellow':>6} {'red':>5} {'error':>5}"]
    for family, kinds in families.items():
        told = [r for r in results if r.kind in kinds]
        if not told:
            continue
        lines.append(f"-- {family}")
        lines += [
            _row(kind, [r for r in told if r.kind == kind]) for kind in kinds if any(r.kind == kind for r in told)
        ]
    lines.append(_row("all of them", results))
    return "\n".join(lines)


def _row(name: str, results: Sequence[Result]) -> str:
    lies, twins = [r for r in results if r.lie], [r for r in results if not r.lie]
    lie, twin = counts(lies), counts(twins)
    low, high = wilson(lie["green"], len(lies))
    line = f"{name:36} {len(lies):4} {lie['green']:6} {f'{100 * low:.0f}–{100 * high:.0f} %':>12}"
    line += f" {lie['yellow']:6} {lie['red']:5} {lie['error']:5}   {len(twins):5}"
    return line + "".join(f" {twin[answer]:{width}}" for answer, width in zip(ANSWERS, (6, 6, 5, 5), strict=True))


def causes(results: Iterable[Result]) -> str:
    """What the twins that are not green were held back by: answer and leading finding."""
    held = Counter(f"{r.answer} {r.leading}" for r in results if not r.lie and r.answer != "green")
    return ", ".join(f"{name} {n}" for name, n in held.most_common()) or "nothing"


def green_variants(results: Iterable[Result]) -> str:
    """The variants that were called green, kind by kind."""
    by_kind: dict[str, Counter[str]] = {}
    for r in results:
        if r.lie and r.answer == "green":
            by_kind.setdefault(r.kind, Counter())[r.variant] += 1
    return "\n".join(
        f"  {kind}: " + ", ".join(f"{variant} {n}" for variant, n in variants.most_common(12))
        for kind, variants in by_kind.items()
    )
