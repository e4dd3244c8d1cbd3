"""What the service answers, as frozen dataclasses; the parts of a report are in `mokcheck_client.forms`.

`raw` holds the whole answer as it came: keys that this version does not know are there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from mokcheck_client import forms
from mokcheck_client.forms import (
    Advice,
    Certificate,
    Code,
    Crop,
    Finding,
    Licence,
    Mark,
    Match,
    Near,
    Photo,
    Read,
    Snapshot,
    Statement,
)
from mokcheck_client.words import Words, build

OUTCOMES = ("fail", "unknown", "warn", "pass")


@dataclass(frozen=True)
class Report:
    """The answer about one product. `agrees` does not prove goods genuine or safe.

    `findings`: the one that decides first, then by outcome, what speaks against the label before what speaks for it.
    """

    verdict: Literal["agrees", "conflicts", "cannot_tell"]
    verdict_text: Words
    findings: list[Finding]
    leading: Finding | None
    marks: list[Mark]
    standards: list[Read]
    licences: list[Read]
    holders: list[Read]
    codes: list[Code]
    certificates: list[Certificate]
    statements: list[Statement]
    matches: list[Match]
    near: list[Near]
    snapshot: Snapshot | None
    advice: list[str]
    advice_text: list[Advice]
    photos: list[Photo]
    crops: list[Crop]
    raw: dict[str, Any] = field(repr=False)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Report:
        """From the JSON of the service."""
        form = build(forms.Report, data)
        claim, listing = form.claim, form.listing
        leading = None if form.leading is None else form.findings[form.leading]
        return cls(
            verdict=form.verdict,
            verdict_text=form.verdict_text,
            findings=sorted(form.findings, key=lambda f: (f is not leading, OUTCOMES.index(f.outcome))),
            leading=leading,
            marks=claim.marks,
            standards=claim.standards,
            licences=claim.licences,
            holders=claim.holders,
            codes=claim.codes,
            certificates=claim.certificates,
            statements=claim.statements,
            matches=listing.matches,
            near=listing.near,
            snapshot=listing.snapshot,
            advice=form.advice,
            advice_text=form.advice_text,
            photos=form.photos,
            crops=form.crops or [],
            raw=data,
        )

    def summary(self, lang: Literal["th", "en"] = "th") -> str:
        """The verdict and why, in one or two sentences."""
        return " ".join([self.verdict_text[lang], *([self.leading.message[lang]] if self.leading else [])])


@dataclass(frozen=True)
class LookUp:
    """What the list says of one number: `number` is its normal form, None when it is no licence number."""

    asked: str
    number: str | None
    outcome: Literal["listed", "not_listed", "bad_number"]
    licences: list[Licence]

    @classmethod
    def of(cls, data: dict[str, Any]) -> LookUp:
        """From the JSON of the service."""
        return build(cls, data)


@dataclass(frozen=True)
class Job:
    """A verification that is answered later; `report` or `problem` is there when it is done or has failed."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    progress: dict[str, Any]
    expires: str | None
    report: Report | None
    problem: dict[str, Any] | None

    @classmethod
    def of(cls, data: dict[str, Any]) -> Job:
        """From the JSON of the service."""
        report = Report.of(data["report"]) if data["report"] else None
        return cls(data["id"], data["state"], data["progress"], data["expires"], report, data["problem"])

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")
