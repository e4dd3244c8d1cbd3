"""What follows: findings, verdict, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from verifier.domain.claim import Claim
from verifier.domain.evidence import Evidence
from verifier.domain.kinds import Outcome, VerdictKind
from verifier.domain.listing import Listing
from verifier.domain.sight import PhotoFacts

Param: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says: a code of the message catalogue, an outcome, its evidence, values for the message.

    `required`: an `unknown` of this finding keeps the verdict from `agrees`.
    """

    code: str
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    required: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, the finding that decides it, and what to do next (advice codes, most useful first)."""

    kind: VerdictKind
    leading: Finding | None
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All of it: serialisable, and the same for the same bytes, timings apart."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    claim: Claim
    listing: Listing
    photos: tuple[PhotoFacts, ...]
    timings_ms: Mapping[str, float]
    versions: Mapping[str, str]
