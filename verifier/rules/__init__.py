"""The rulebook: one file a family of rules, each rule a pure function of a case."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Finding
from verifier.rules.case import Case
from verifier.rules.categories import RULES as CATEGORIES
from verifier.rules.codes import RULES as CODES
from verifier.rules.holders import RULES as HOLDERS
from verifier.rules.licences import RULES as LICENCES
from verifier.rules.links import RULES as LINKS
from verifier.rules.lists import RULES as LISTS
from verifier.rules.making import RULES as MAKING
from verifier.rules.marks import RULES as MARKS
from verifier.rules.photos import RULES as PHOTOS
from verifier.rules.rule import Rule
from verifier.rules.scope import RULES as SCOPE
from verifier.rules.standards import RULES as STANDARDS
from verifier.rules.statements import RULES as STATEMENTS
from verifier.rules.statements import challenged
from verifier.rules.verdict import with_challenge

__all__ = ["ALL_RULES", "WITHOUT_PHOTO", "Case", "judge"]

ALL_RULES: tuple[Rule, ...] = (
    *PHOTOS,
    *MARKS,
    *STANDARDS,
    *LISTS,
    *LINKS,
    *LICENCES,
    *CODES,
    *HOLDERS,
    *CATEGORIES,
    *STATEMENTS,
    *MAKING,
    *SCOPE,
)
WITHOUT_PHOTO: tuple[Rule, ...] = tuple(
    rule for rule in ALL_RULES if rule not in (*MARKS, *PHOTOS, *STATEMENTS, *MAKING, *SCOPE)
)
"""For what somebody typed in: there is no mark to judge, and there are no photos to agree."""


def judge(case: Case, rules: Sequence[Rule] = ALL_RULES) -> tuple[Finding, ...]:
    """All findings, in the order of the rules; last, where only a second look at the photos is missing, that it is."""
    findings = tuple(finding for rule in rules for finding in rule(case))
    return with_challenge(findings) if challenged in rules else findings
