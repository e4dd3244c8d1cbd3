"""The form of the report: the one declaration from which everything else about its shape follows.

`verifier.report.plain` fills it and turns it into data for JSON; `api.schemas.report` gives it to OpenAPI and prints
its JSON Schema; `scripts/client_forms.py` writes the client's types from it. Keys are added, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from verifier.domain import (
    CertificateKind,
    LicenceStatus,
    MarkFault,
    MarkKind,
    Outcome,
    Param,
    ReachedBy,
    StatementKind,
    TargetKind,
    VerdictKind,
)


@dataclass(frozen=True)
class Says:
    """Keywords of JSON Schema that say more of a value than its Python type: `Annotated[float, Says(minimum=0)]`."""

    keywords: tuple[tuple[str, Any], ...]

    def __init__(self, **keywords: Any) -> None:
        object.__setattr__(self, "keywords", tuple(keywords.items()))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Adds the keywords to the schema that pydantic makes of the type; it calls this where it is installed."""
        return {**handler(schema), **dict(self.keywords)}


Share: TypeAlias = Annotated[float, Says(minimum=0, maximum=1)]
Index: TypeAlias = Annotated[int, Says(minimum=0)]
Pixels: TypeAlias = Annotated[int, Says(exclusiveMinimum=0)]
Corner: TypeAlias = Annotated[list[float], Says(minItems=2, maxItems=2)]
Corners: TypeAlias = Annotated[
    list[Corner],
    Says(
        minItems=4,
        maxItems=4,
        description="Four [x, y] corners, clockwise from the top-left of the print, in pixels of the oriented photo.",
    ),
]
BoxOut: TypeAlias = Annotated[
    list[int],
    Says(minItems=4, maxItems=4, description="Left, top, right, bottom of a frame, in pixels of the oriented photo."),
]
EvidenceId: TypeAlias = Annotated[str, Says(description="`field/index` into `claim`, for instance `licences/0`.")]
Language: TypeAlias = Annotated[str, Says(enum=("th", "en"))]
Day: TypeAlias = Annotated[str, Says(pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO 8601, Christian era.")]


@dataclass(frozen=True)
class Form:
    """What all forms share: nothing unnamed, nothing converted."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "strict": True}


@dataclass(frozen=True)
class Words(Form):
    """One text in both languages."""

    th: str
    en: str


@dataclass(frozen=True)
class FindingOut(Form):
    """What one rule says. An `unknown` that is `required` keeps the verdict from `agrees`."""

    code: str
    outcome: Outcome
    required: bool
    evidence: list[EvidenceId]
    params: dict[str, Param]
    message: Words


@dataclass(frozen=True)
class Place(Form):
    """Where something stands: photo and label group, both counted from 0 over the whole call."""

    photo: Index
    label: Index
    quad: Corners


@dataclass(frozen=True)
class LikenessOut(Form):
    """How a mark compares with our drawing of it; faults are told only where it is clear."""

    clear: bool
    faults: list[MarkFault]
    mirrored: bool
    squeeze: Annotated[Share, Says(description="Narrower over wider side of what should be square.")]


@dataclass(frozen=True)
class MarkOut(Place):
    """A mark that was seen. `likeness` is null where it was not measured: under 40 px, or a community mark."""

    kind: MarkKind
    score: Share
    likeness: LikenessOut | None


@dataclass(frozen=True)
class ReadOut(Place):
    """A number or name as it was read: `value` in normal form, `text` as printed. Never repaired from the list."""

    value: str
    text: str
    confidence: Share
    certain: Annotated[bool, Says(description="Whether the reading was accepted; only such readings can conflict.")]
    readers: list[str]


@dataclass(frozen=True)
class CodeOut(Place):
    """A decoded QR or bar code. Its target is judged by its letters; the link is never opened."""

    payload: str
    symbology: str
    target: TargetKind
    reason: str
    qr_id: str | None
    licence: str | None


@dataclass(frozen=True)
class CertificateOut(Place):
    """A certificate that is no licence: มผช. of a community product, มอก.เอส of a small firm. It explains a label."""

    kind: CertificateKind
    value: str
    text: str
    confidence: Share


@dataclass(frozen=True)
class StatementOut(Place):
    """A line that announces something or qualifies a number, or print and codes that could not be read."""

    kind: StatementKind
    value: str
    text: str
    words: str
    confidence: Share


@dataclass(frozen=True)
class ClaimOut(Form):
    """What the photos say."""

    marks: list[MarkOut]
    standards: list[ReadOut]
    licences: list[ReadOut]
    holders: list[ReadOut]
    codes: list[CodeOut]
    certificates: list[CertificateOut]
    statements: list[StatementOut]
    challenged: bool


@dataclass(frozen=True)
class LicenceOut(Form):
    """One row of the list. What the list does not tell is null."""

    licence: str
    standard: str
    holder: str
    status: LicenceStatus
    product: str
    qr_id: str | None
    licence_type: str | None
    issued: Day | None
    suspended_from: Day | None
    suspended_to: Day | None
    trade_mark: str | None
    factory: str | None
    holder_en: str | None


@dataclass(frozen=True)
class MatchOut(LicenceOut):
    """A licence that the claim reached exactly, and by which item."""

    by: ReachedBy
    evidence: EvidenceId


@dataclass(frozen=True)
class NearOut(LicenceOut):
    """A licence whose number resembles a number that was read. Never a match."""

    read: str
    distance: Index
    evidence: EvidenceId | None


@dataclass(frozen=True)
class SnapshotOut(Form):
    """Which list, of which date; `covers` is `all`, `samples` or the covered standards joined by `; `.

    A `sample` list holds made-up numbers to try the product with: it says nothing of real goods.
    """

    id: str
    date: Day
    covers: str
    rows: Index
    source: str
    sample: bool


@dataclass(frozen=True)
class ListingOut(Form):
    """What the list says about the claim. `licence` is the first of `matches`; `snapshot` is null without a list."""

    licence: MatchOut | None
    matches: list[MatchOut]
    near: list[NearOut]
    ambiguous_holders: list[EvidenceId]
    snapshot: SnapshotOut | None


@dataclass(frozen=True)
class QualityOut(Form):
    """How fit a photo is for reading, measured at 1,024 px."""

    sharpness: float
    brightness: float
    contrast: float
    glare: Share


@dataclass(frozen=True)
class FramingOut(Form):
    """Which part of a photo was judged, as somebody framed it, and the frames of the other labels in it."""

    region: BoxOut
    others: list[BoxOut]


@dataclass(frozen=True)
class PhotoOut(Form):
    """What is kept of a photo in the report: hashes, size and quality.

    `framing` is null unless one label of several was judged; then `phash` and `quality` are of its region.
    """

    sha256: Annotated[str, Says(pattern="^[0-9a-f]{64}$")]
    phash: Annotated[str, Says(pattern="^[0-9a-f]{16}$")]
    width: Pixels
    height: Pixels
    quality: QualityOut
    framing: FramingOut | None = None


@dataclass(frozen=True)
class CropOut(Form):
    """A cut-out of what was read, straightened along the print, with a margin."""

    evidence: EvidenceId
    width: Pixels
    height: Pixels
    jpeg: Annotated[str, Says(description="A JPEG in base64.")]


@dataclass(frozen=True)
class AdviceOut(Words):
    """One next step."""

    code: str


@dataclass(frozen=True)
class ReportOut(Form):
    """What is printed on the product, compared with the list. It never says that goods are genuine or safe."""

    schema: Literal[1]
    verdict: VerdictKind
    verdict_text: Words
    leading: Annotated[int | None, Says(description="Index into `findings` of the one that decides.")]
    findings: list[FindingOut]
    claim: ClaimOut
    listing: ListingOut
    advice: Annotated[list[str], Says(description="Codes of the next steps, most useful first.")]
    advice_text: list[AdviceOut]
    photos: Annotated[list[PhotoOut], Says(minItems=1)]
    timings_ms: dict[str, float]
    versions: dict[str, str]
    lang: Language | None = None
    summary: str | None = None
    crops: Annotated[list[CropOut] | None, Says(description="With `evidence=crops` only.")] = None


SOMETIMES = ("lang", "summary", "crops")
"""Keys of a report that are left out, not null, where they are not asked for."""
