"""What the service answers, as frozen dataclasses. Keys that are not known are ignored: the service may add some.

`raw` holds the whole answer as it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar

T = TypeVar("T")
Quad = list[list[float]]
"""Four [x, y] corners, clockwise from the top-left of the print, in pixels of the upright photo."""


def known(kind: type[T], data: Mapping[str, Any], **more: Any) -> T:
    """An instance from the keys that `kind` has."""
    names = {part.name for part in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in data.items() if name in names} | more)


@dataclass(frozen=True)
class Licence:
    """One row of the list. Dates are ISO 8601, Christian era; what the list does not tell is None."""

    licence: str
    standard: str
    holder: str
    status: Literal["active", "suspended", "cancelled", "revoked", "unstated"]
    product: str = ""
    qr_id: str | None = None
    licence_type: str | None = None
    issued: str | None = None
    suspended_from: str | None = None
    suspended_to: str | None = None
    trade_mark: str | None = None
    factory: str | None = None
    holder_en: str | None = None


@dataclass(frozen=True)
class Match(Licence):
    """A licence that the label leads to: `by` its number, a QR code, or standard and holder."""

    by: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Snapshot:
    """The list that was compared with; `covers` is `all` or the covered standards joined by `; `."""

    id: str
    date: str
    covers: str
    rows: int
    source: str


@dataclass(frozen=True)
class Finding:
    """What one rule says; `message` in `th` and `en`."""

    code: str
    outcome: Literal["pass", "fail", "warn", "unknown"]
    required: bool
    message: dict[str, str]
    evidence: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A number or name as it was read, never repaired: `value` in normal form, `text` as printed."""

    value: str
    text: str
    confidence: float
    certain: bool
    photo: int
    label: int
    quad: Quad


@dataclass(frozen=True)
class Seen:
    """A mark (`kind`, `score`) or a code (`payload`, `target`) in a photo. A code's link was not opened."""

    photo: int
    label: int
    quad: Quad
    kind: str = ""
    score: float = 0.0
    payload: str = ""
    symbology: str = ""
    target: str = ""
    licence: str | None = None


@dataclass(frozen=True)
class Report:
    """The answer about one product. `agrees` does not prove goods genuine or safe."""

    verdict: Literal["agrees", "conflicts", "cannot_tell"]
    verdict_text: dict[str, str]
    findings: list[Finding]
    leading: Finding | None
    marks: list[Seen]
    standards: list[Read]
    licences: list[Read]
    holders: list[Read]
    codes: list[Seen]
    matches: list[Match]
    snapshot: Snapshot | None
    advice: list[str]
    raw: dict[str, Any] = field(repr=False)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Report:
        """From the JSON of the service."""
        findings = [known(Finding, finding) for finding in data["findings"]]
        claim, listing = data["claim"], data["listing"]
        leading = data.get("leading")
        return cls(
            verdict=data["verdict"],
            verdict_text=data["verdict_text"],
            findings=findings,
            leading=None if leading is None else findings[leading],
            marks=[known(Seen, item) for item in claim["marks"]],
            standards=[known(Read, item) for item in claim["standards"]],
            licences=[known(Read, item) for item in claim["licences"]],
            holders=[known(Read, item) for item in claim["holders"]],
            codes=[known(Seen, item) for item in claim["codes"]],
            matches=[known(Match, item) for item in listing["matches"]],
            snapshot=known(Snapshot, listing["snapshot"]) if listing["snapshot"] else None,
            advice=data["advice"],
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
        return known(cls, data, licences=[known(Licence, row) for row in data["licences"]])


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
        return known(cls, data, report=Report.of(data["report"]) if data["report"] else None)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")
