"""The figures of a month: how many products were found where, with which standard and finding. Each adds up.

A product is in exactly one row of each table, so that every table has the same total as the month.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from verifier import days, messages
from verifier.cases.model import Case, Product

NOTHING = "–"
"""The row of products for which a table has no name: not judged, no number read, no district given."""
Key = Callable[[Case, Product], str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of products: all, by our verdict, by the officer's own; pieces found; products with a seizure tag."""

    cases: int = 0
    products: int = 0
    agrees: int = 0
    conflicts: int = 0
    cannot_tell: int = 0
    not_judged: int = 0
    own_agrees: int = 0
    own_conflicts: int = 0
    own_cannot_tell: int = 0
    differing: int = 0
    quantity: int = 0
    seized: int = 0


NUMBERS = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class Summary:
    """A month: its figures, and by name of table the rows with theirs, most products first."""

    month: str
    total: Figures
    tables: dict[str, list[tuple[str, Figures]]]


def _joined(values: Sequence[str]) -> str:
    return ", ".join(values) or NOTHING


KEYS: dict[str, Key] = {
    "standard": lambda _, product: _joined(product.judged.standards if product.judged else ()),
    "finding": lambda _, product: (product.judged.leading if product.judged else None) or NOTHING,
    "district": lambda case, _: _joined([part for part in (case.place.district, case.place.province) if part]),
    "shop": lambda case, _: _joined([part for part in (case.place.name, case.place.address) if part]),
}


def summarise(cases: Sequence[Case], month: str) -> Summary:
    """The figures of the cases that were inspected in this month (`YYYY-MM`, Thailand's days)."""
    mine = [case for case in cases if days.today(case.inspected).isoformat()[:7] == month]
    found = [(case, product) for case in mine for product in case.products]
    tables = {}
    for name, key in KEYS.items():
        rows: dict[str, list[tuple[Case, Product]]] = {}
        for case, product in found:
            rows.setdefault(key(case, product), []).append((case, product))
        counted = [(row, _count(where)) for row, where in rows.items()]
        tables[name] = sorted(counted, key=lambda entry: (-entry[1].products, entry[0]))
    total = _count(found)
    return Summary(month, Figures(**{**_as_dict(total), "cases": len(mine)}), tables)


def row_name(table: str, row: str, lang: str) -> str:
    """What a row of a table is called for people: findings by their words, numbers of standards with what they are."""
    if row == NOTHING:
        return row
    return messages.kind_of_finding(row, lang) if table == "finding" else f"มอก. {row}" if table == "standard" else row


def month_of(text: str) -> str:
    """A month as `YYYY-MM`, with a year of either era. Raises ValueError."""
    return days.parse_day(f"{text}-01").isoformat()[:7]


def first_day(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


def _count(where: Sequence[tuple[Case, Product]]) -> Figures:
    products = [product for _, product in where]
    ours = [product.judged.verdict if product.judged else "not_judged" for product in products]
    own = [product.finding.verdict if product.finding else "" for product in products]
    return Figures(
        cases=len({case.id for case, _ in where}),
        products=len(products),
        **{verdict: ours.count(verdict) for verdict in ("agrees", "conflicts", "cannot_tell", "not_judged")},
        **{f"own_{verdict}": own.count(verdict) for verdict in ("agrees", "conflicts", "cannot_tell")},
        differing=sum(
            mine not in ("", theirs) and theirs != "not_judged" for theirs, mine in zip(ours, own, strict=True)
        ),
        quantity=sum(product.quantity or 0 for product in products),
        seized=sum(bool(product.seizure_tag) for product in products),
    )


def _as_dict(figures: Figures) -> dict[str, int]:
    return {name: getattr(figures, name) for name in NUMBERS}


def summary_to_plain(summary: Summary) -> dict[str, Any]:
    """The same as data for JSON."""
    tables = {
        name: [{"name": row, **_as_dict(figures)} for row, figures in rows] for name, rows in summary.tables.items()
    }
    return {"month": summary.month, "total": _as_dict(summary.total), "tables": tables}
