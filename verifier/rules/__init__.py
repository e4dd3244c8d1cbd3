"""The rulebook: one file a family of rules, each rule a pure function of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from verifier.models import Claim, Finding, Listing
from verifier.registry.catalogue import Catalogue
from verifier.seams import Rule

ALL_RULES: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules are asked about. `category` is a key of the catalogue or None; ages are in days."""

    claim: Claim
    listing: Listing
    today: date
    catalogue: Catalogue
    category: str | None = None
    list_max_age_days: int = 45


def judge(case: Case, rules: Sequence[Rule] = ALL_RULES) -> tuple[Finding, ...]:
    """All findings, in the order of the rules."""
    return tuple(finding for rule in rules for finding in rule(case))
