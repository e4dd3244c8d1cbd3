"""The rulebook as a table: every finding there is, how grave it is, when it is made and on what it rests.

The table is `verifier/data/rulebook.toml`. Its order is meaning: the earlier finding is the more telling, and
leads the verdict. Rules decide *which* entry applies; nothing else in the product says
how grave one is. The words people read are in `messages`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from verifier.domain import Evidence, Finding, Outcome, Param


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that rules can make; `rank` is its place in the table.

    `required`: unless it is a pass, it keeps the verdict from `agrees`. `when` and `basis` (law or fact behind it) are
    for the documentation; `advice` holds codes of the message catalogue, most useful first.
    """

    code: str
    outcome: Outcome
    rank: int
    when: str
    basis: str
    advice: tuple[str, ...]
    required: bool


@cache
def book() -> Mapping[str, Entry]:
    """All entries by code, the most telling first."""
    text = (resources.files("verifier") / "data" / "rulebook.toml").read_text("utf-8")
    entries = [
        Entry(
            row["code"],
            Outcome(row["outcome"]),
            rank,
            row["when"],
            row["basis"],
            tuple(row.get("advice", ())),
            row.get("required", True),
        )
        for rank, row in enumerate(tomllib.loads(text)["finding"])
    ]
    return MappingProxyType({entry.code: entry for entry in entries})


def say(code: str, *evidence: Evidence, **params: Param) -> Finding:
    """The finding of this code, with outcome and weight as the book has them. Raises KeyError for an unknown code."""
    entry = book()[code]
    return Finding(code, entry.outcome, tuple(dict.fromkeys(evidence)), params, entry.required)
