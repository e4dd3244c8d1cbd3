"""The nouns of the product: what was seen, what was claimed, what was found, what follows.

Every type is a frozen dataclass. Pixels are RGB `uint8` arrays, coordinates are pixels of the *oriented* photo
(x right, y down, origin at the outer corner of the top-left pixel), scores and confidences lie in 0..1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from verifier.geometry import Quad
from verifier.numbers import LicenceNumber, StandardNumber

Pixels: TypeAlias = npt.NDArray[np.uint8]
Param: TypeAlias = str | int | float | bool | None


class MarkKind(StrEnum):
    """The marks a Thai product may carry (TISI: บังคับ, ทั่วไป, มผช.)."""

    COMPULSORY = "compulsory"
    VOLUNTARY = "voluntary"
    COMMUNITY = "community"


class RegionKind(StrEnum):
    """What a region of a photo holds."""

    MARK = "mark"
    LINE = "line"
    CODE = "code"


class Outcome(StrEnum):
    """What one rule says of one claim."""

    PASS = "pass"
    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"


class VerdictKind(StrEnum):
    """The three answers there are."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    CANNOT_TELL = "cannot_tell"


class TargetKind(StrEnum):
    """What a code's payload points at."""

    OFFICIAL = "official"
    LOOKALIKE = "lookalike"
    OFFICIAL_OTHER = "official_other"
    OTHER = "other"


class LicenceStatus(StrEnum):
    """The states TISI keeps for a licence; `UNSTATED` when a list does not tell."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    UNSTATED = "unstated"


# ---- seeing -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quality:
    """How fit a photo is for reading. All figures are measured on a copy of at most 1,024 px on its long side.

    `sharpness`: variance of the Laplacian of the grey picture (0 flat; under about 60 reads badly).
    `brightness`: mean grey, 0..255. `contrast`: 95th minus 5th percentile of grey, 0..255.
    `glare`: share of pixels burnt out to white, 0..1.
    """

    sharpness: float
    brightness: float
    contrast: float
    glare: float


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """One opened picture: `pixels` is H×W×3 RGB uint8, upright, read-only, without any metadata.

    `sha256` is the hash of the bytes as they came, hexadecimal; `phash` a 64-bit perceptual hash, 16 hex digits.
    """

    pixels: Pixels
    sha256: str
    phash: str
    quality: Quality

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True)
class Region:
    """A place in a photo where something was detected. `mark` is set when and only when `kind` is MARK.

    `quad` is clockwise from the top-left corner of the thing *as printed*, so that it carries the reading direction.
    `score` is the detector's certainty, 0..1.
    """

    kind: RegionKind
    quad: Quad
    score: float
    mark: MarkKind | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader saw in one line region; never altered afterwards.

    `text` is the best hypothesis, `confidences` one probability (0..1) for each character of it,
    `alternatives` further hypotheses with their natural-log probabilities, best first, without `text` itself.
    `reader` names engine and version, for instance `tesseract-5.3.0/Thai`.
    """

    text: str
    region: Region
    reader: str
    confidences: tuple[float, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def confidence(self) -> float:
        """The least certain character decides; 0 for an empty text."""
        return min(self.confidences, default=0.0)


@dataclass(frozen=True, slots=True)
class Code:
    """A decoded QR or bar code. `symbology` is zxing's name (`QRCode`, `EAN13`, …). It is never dereferenced."""

    payload: str
    symbology: str
    quad: Quad
    decoder: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a payload points at, judged from its letters alone. `reason` is a short code for look-alikes and others."""

    kind: TargetKind
    qr_id: str | None = None
    licence: LicenceNumber | None = None
    reason: str = ""


# ---- claiming -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeenMark:
    """A mark in photo `photo` (index), belonging to label group `label` (index over all photos of the claim)."""

    kind: MarkKind
    photo: int
    label: int
    quad: Quad
    score: float


@dataclass(frozen=True, slots=True)
class SeenStandard:
    """A standard number as read. `certain` tells whether the reading was accepted (agreement, calibration)."""

    value: StandardNumber
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLicence:
    """A licence number as read. `certain` as in `SeenStandard`."""

    value: LicenceNumber
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenHolder:
    """A firm's name as read; `value` is the tidied name, `text` the line as it was read."""

    value: str
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code in a photo with the judgement of its target."""

    payload: str
    symbology: str
    target: Target
    photo: int
    label: int
    quad: Quad


@dataclass(frozen=True, slots=True)
class SeenCertificate:
    """A certificate that is no licence: `kind` is `community` (มผช.) or `sme` (มอก.เอส), `value` its number or ""."""

    kind: str
    value: str
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What the photos say, and nothing that the list says. Evidence ids are `field/index`, e.g. `licences/0`."""

    marks: tuple[SeenMark, ...] = ()
    standards: tuple[SeenStandard, ...] = ()
    licences: tuple[SeenLicence, ...] = ()
    holders: tuple[SeenHolder, ...] = ()
    codes: tuple[SeenCode, ...] = ()
    photos: int = 1
    certificates: tuple[SeenCertificate, ...] = ()


# ---- the list -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Licence:
    """One row of the list. Dates are Christian-era `date`s; absent facts are None."""

    number: LicenceNumber
    standard: StandardNumber
    holder: str
    status: LicenceStatus
    product: str = ""
    qr_id: str | None = None
    licence_type: str | None = None
    issued: date | None = None
    suspended_from: date | None = None
    suspended_to: date | None = None
    trade_mark: str | None = None
    factory: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One dated copy of the list. `covers` holds standards (normal form, with or without year) or the word `all`."""

    id: str
    date: date
    covers: frozenset[str]
    rows: int
    source: str = ""

    def covers_standard(self, standard: StandardNumber) -> bool:
        """Whether the list claims to hold *every* licence of this standard."""
        return bool({"all", str(standard), str(standard.without_year())} & self.covers)


class ReachedBy(StrEnum):
    """By which of the claim's words a licence was found."""

    LICENCE = "licence"
    QR = "qr"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class Match:
    """A licence of the list that the claim reached exactly, and by which item of evidence."""

    licence: Licence
    by: ReachedBy
    evidence: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A licence of the list whose number looks like a number that was read. For explanation only, never a match."""

    licence: Licence
    read: LicenceNumber
    distance: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list says about a claim. `snapshot` is None when there is no list at all.

    `ambiguous_holders`: evidence ids of holder names that fit more than one licence of the printed standard.
    """

    matches: tuple[Match, ...] = ()
    near: tuple[NearMiss, ...] = ()
    snapshot: Snapshot | None = None
    ambiguous_holders: tuple[str, ...] = ()


# ---- judging ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says: a code of the message catalogue, an outcome, its evidence, values for the message.

    `required`: an `unknown` of this finding keeps the verdict from `agrees`.
    """

    code: str
    outcome: Outcome
    evidence: tuple[str, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    required: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, the finding that decides it, and what to do next (advice codes, most useful first)."""

    kind: VerdictKind
    leading: Finding | None
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What the report keeps of a photo: no pixels, no metadata."""

    sha256: str
    phash: str
    width: int
    height: int
    quality: Quality


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
