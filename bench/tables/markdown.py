"""Tables of figures as Markdown, which reads as well in a terminal, and shares with their intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.evaluation.evaluate import Share


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns set to the same width; the first is flush left, the others flush right."""
    cells = [[str(cell) for cell in row] for row in rows]
    wide = [max(len(row[k]) for row in (list(heads), *cells)) for k in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        return (
            "| "
            + " | ".join(c.rjust(w) if k else c.ljust(w) for k, (c, w) in enumerate(zip(row, wide, strict=True)))
            + " |"
        )

    rule = "|" + "|".join("-" * (w + 1) + (":" if k else "-") for k, w in enumerate(wide)) + "|"
    return "\n".join([line(list(heads)), rule, *(line(row) for row in cells)])


def share(hits: int, n: int) -> str:
    """Per cent with Wilson's 95 % interval; a dash where there is nothing to count."""
    if not n:
        return "-"
    low, high = Share(hits, n).interval
    return f"{100 * hits / n:.1f} ({100 * low:.1f}-{100 * high:.1f})"


def goal(wanted: float) -> str:
    """A share to be reached, as per cent."""
    return f"{100 * wanted:.0f} %" if wanted else "-"
