"""The parts of a report as the service answers them. `scripts/client_forms.py` writes this module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mokcheck_client.words import Words


@dataclass(frozen=True)
class Finding:
    """What one rule says. An `unknown` that is `required` keeps the verdict from `agrees`."""

    code: str
    outcome: Literal["pass", "fail", "warn", "unknown"]
    required: bool
    evidence: list[str]
    params: dict[str, str | int | float | bool | None]
    message: Words


@dataclass(frozen=True)
class Place:
    """Where something stands: photo and label group, both counted from 0 over the whole call."""

    photo: int
    label: int
    quad: list[list[float]]


@dataclass(frozen=True)
class Likeness:
    """How a mark compares with our drawing of it; faults are told only where it is clear."""

    clear: bool
    faults: list[Literal["part_missing", "part_added", "ring_broken", "second_ring", "ring_size", "crossed_out"]]
    mirrored: bool
    squeeze: float


@dataclass(frozen=True)
class Mark(Place):
    """A mark that was seen. `likeness` is null where it was not measured: under 40 px, or a community mark."""

    kind: Literal["compulsory", "voluntary", "community"]
    score: float
    likeness: Likeness | None


@dataclass(frozen=True)
class Read(Place):
    """A number or name as it was read: `value` in normal form, `text` as printed. Never repaired from the list."""

    value: str
    text: str
    confidence: float
    certain: bool
    readers: list[str]


@dataclass(frozen=True)
class Code(Place):
    """A decoded QR or bar code. Its target is judged by its letters; the link is never opened."""

    payload: str
    symbology: str
    target: Literal["official", "lookalike", "official_other", "other"]
    reason: str
    qr_id: str | None
    licence: str | None


@dataclass(frozen=True)
class Certificate(Place):
    """A certificate that is no licence: มผช. of a community product, มอก.เอส of a small firm. It explains a label."""

    kind: Literal["community", "sme"]
    value: str
    text: str
    confidence: float


@dataclass(frozen=True)
class Statement(Place):
    """A line that announces something or qualifies a number, or print and codes that could not be read."""

    kind: Literal[
        "standard",
        "licence",
        "licensee",
        "maker",
        "importer",
        "seller",
        "denied",
        "compared",
        "pending",
        "expired",
        "part",
        "words",
        "address",
        "named",
        "made_on",
        "made_in",
        "voltage",
        "goods",
        "struck",
        "letter",
        "abbreviation",
        "unread_print",
        "unread_code",
        "sign",
        "stray",
    ]
    value: str
    text: str
    words: str
    confidence: float


@dataclass(frozen=True)
class Claim:
    """What the photos say."""

    marks: list[Mark]
    standards: list[Read]
    licences: list[Read]
    holders: list[Read]
    codes: list[Code]
    certificates: list[Certificate]
    statements: list[Statement]
    challenged: bool


@dataclass(frozen=True)
class Licence:
    """One row of the list. What the list does not tell is null."""

    licence: str
    standard: str
    holder: str
    status: Literal["active", "suspended", "cancelled", "revoked", "unstated"]
    product: str
    qr_id: str | None
    licence_type: str | None
    issued: str | None
    suspended_from: str | None
    suspended_to: str | None
    trade_mark: str | None
    factory: str | None
    holder_en: str | None


@dataclass(frozen=True)
class Match(Licence):
    """A licence that the claim reached exactly, and by which item."""

    by: Literal["licence", "qr", "holder"]
    evidence: str


@dataclass(frozen=True)
class Near(Licence):
    """A licence whose number resembles a number that was read. Never a match."""

    read: str
    distance: int
    evidence: str | None


@dataclass(frozen=True)
class Snapshot:
    """Which list, of which date; `covers` is `all`, `samples` or the covered standards joined by `; `.

    A `sample` list holds made-up numbers to try the product with: it says nothing of real goods.
    """

    id: str
    date: str
    covers: str
    rows: int
    source: str
    sample: bool


@dataclass(frozen=True)
class Listing:
    """What the list says about the claim. `licence` is the first of `matches`; `snapshot` is null without a list."""

    licence: Match | None
    matches: list[Match]
    near: list[Near]
    ambiguous_holders: list[str]
    snapshot: Snapshot | None


@dataclass(frozen=True)
class Quality:
    """How fit a photo is for reading, measured at 1,024 px."""

    sharpness: float
    brightness: float
    contrast: float
    glare: float


@dataclass(frozen=True)
class Framing:
    """Which part of a photo was judged, as somebody framed it, and the frames of the other labels in it."""

    region: list[int]
    others: list[list[int]]


@dataclass(frozen=True)
class Photo:
    """What is kept of a photo in the report: hashes, size and quality.

    `framing` is null unless one label of several was judged; then `phash` and `quality` are of its region.
    """

    sha256: str
    phash: str
    width: int
    height: int
    quality: Quality
    framing: Framing | None = None


@dataclass(frozen=True)
class Crop:
    """A cut-out of what was read, straightened along the print, with a margin."""

    evidence: str
    width: int
    height: int
    jpeg: str


@dataclass(frozen=True)
class Advice(Words):
    """One next step."""

    code: str


@dataclass(frozen=True)
class Report:
    """What is printed on the product, compared with the list. It never says that goods are genuine or safe."""

    schema: Literal[1]
    verdict: Literal["agrees", "conflicts", "cannot_tell"]
    verdict_text: Words
    leading: int | None
    findings: list[Finding]
    claim: Claim
    listing: Listing
    advice: list[str]
    advice_text: list[Advice]
    photos: list[Photo]
    timings_ms: dict[str, float]
    versions: dict[str, str]
    lang: str | None = None
    summary: str | None = None
    crops: list[Crop] | None = None
