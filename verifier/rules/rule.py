"""What a rule is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from verifier.domain import Finding
from verifier.rules.case import Case


class Rule(Protocol):
    """One question asked of a case: a pure function of claim, listing and date."""

    def __call__(self, case: Case) -> Iterable[Finding]:
        """The findings of this rule; none when it does not apply."""
        ...
