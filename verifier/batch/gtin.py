"""GTINs: the numbers of bar codes on goods, brought to 14 figures (GS1 General Specifications, 7.9)."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Code
from verifier.thai import to_ascii_digits

SYMBOLOGIES = frozenset({"EAN13", "EAN8", "UPCA"})
"""Kinds of bar code, by the names that `Code` gives them, that carry a GTIN when their check digit fits."""
LENGTHS = (8, 12, 13, 14)
FIGURES = 14


def gtin_of(text: str) -> str | None:
    """The GTIN in a cell or payload as 14 figures; None where the length or the check digit does not fit.

    A spreadsheet drops leading zeros and may show a fraction `.0`; both are forgiven, for the check digit still holds.
    """
    figures = to_ascii_digits(text).strip().replace(" ", "").replace("-", "").removesuffix(".0")
    if not (figures.isascii() and figures.isdigit()) or not LENGTHS[0] <= len(figures) <= FIGURES:
        return None
    full = figures.zfill(FIGURES)
    weighted = sum(int(figure) * (3 if place % 2 == 0 else 1) for place, figure in enumerate(full[:-1]))
    return full if (weighted + int(full[-1])) % 10 == 0 and full.strip("0") else None


def gtins_in(codes: Iterable[Code]) -> tuple[str, ...]:
    """The GTINs of all bar codes of a photo, sorted, each once."""
    bars = (code for code in codes if code.symbology in SYMBOLOGIES)
    return tuple(sorted({found for code in bars if (found := gtin_of(code.payload))}))


def shown(gtin: str) -> str:
    """A GTIN as people know it: 13 figures, more only where it needs them."""
    return gtin[1:] if gtin.startswith("0") else gtin
