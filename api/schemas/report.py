"""The form of the report, as OpenAPI and JSON Schema describe it; held to `verifier.report.plain` by tests.

`python -m api.schemas.report` prints its JSON Schema (`docs/reference/report.schema.json`).
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from verifier.domain import MarkFault, StatementKind

Share = Annotated[float, Field(ge=0, le=1)]
Corner = Annotated[list[float], Field(min_length=2, max_length=2)]
Quad = Annotated[
    list[Corner],
    Field(
        min_length=4,
        max_length=4,
        description="Four [x, y] corners, clockwise from the top-left of the print, in pixels of the oriented photo.",
    ),
]
Index = Annotated[int, Field(ge=0)]
EvidenceId = Annotated[str, Field(description="`field/index` into `claim`, for instance `licences/0`.")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO 8601, Christian era.")]
Status = Literal["active", "suspended", "cancelled", "revoked", "unstated"]


class Form(BaseModel):
    """What all forms share: nothing unnamed, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Words(Form):
    """One text in both languages."""

    th: str
    en: str


class FindingOut(Form):
    """What one rule says. An `unknown` that is `required` keeps the verdict from `agrees`."""

    code: str
    outcome: Literal["pass", "fail", "warn", "unknown"]
    required: bool
    evidence: list[EvidenceId]
    params: dict[str, str | int | float | bool | None]
    message: Words


class Place(Form):
    """Where something stands: photo and label group, both counted from 0 over the whole call."""

    photo: Index
    label: Index
    quad: Quad


class LikenessOut(Form):
    """How a mark compares with our drawing of it; faults are told only where it is clear."""

    clear: bool
    faults: list[MarkFault]
    mirrored: bool
    squeeze: Annotated[Share, Field(description="Narrower over wider side of what should be square.")]


class MarkOut(Place):
    """A mark that was seen. `likeness` is null where it was not measured: under 40 px, or a community mark."""

    kind: Literal["compulsory", "voluntary", "community"]
    score: Share
    likeness: LikenessOut | None


class ReadOut(Place):
    """A number or name as it was read: `value` in normal form, `text` as printed. Never repaired from the list."""

    value: str
    text: str
    confidence: Share
    certain: Annotated[bool, Field(description="Whether the reading was accepted; only such readings can conflict.")]
    readers: list[str]


class CodeOut(Place):
    """A decoded QR or bar code. Its target is judged by its letters; the link is never opened."""

    payload: str
    symbology: str
    target: Literal["official", "lookalike", "official_other", "other"]
    reason: str
    qr_id: str | None
    licence: str | None


class CertificateOut(Place):
    """A certificate that is no licence: มผช. of a community product, มอก.เอส of a small firm. It explains a label."""

    kind: Literal["community", "sme"]
    value: str
    text: str
    confidence: Share


class StatementOut(Place):
    """A line that announces something or qualifies a number, or print and codes that could not be read."""

    kind: StatementKind
    value: str
    text: str
    words: str
    confidence: Share


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


class LicenceOut(Form):
    """One row of the list. What the list does not tell is null."""

    licence: str
    standard: str
    holder: str
    status: Status
    product: str
    qr_id: str | None
    licence_type: str | None
    issued: Day | None
    suspended_from: Day | None
    suspended_to: Day | None
    trade_mark: str | None
    factory: str | None
    holder_en: str | None


class MatchOut(LicenceOut):
    """A licence that the claim reached exactly, and by which item."""

    by: Literal["licence", "qr", "holder"]
    evidence: EvidenceId


class NearOut(LicenceOut):
    """A licence whose number resembles a number that was read. Never a match."""

    read: str
    distance: Index
    evidence: str


class SnapshotOut(Form):
    """Which list, of which date; `covers` is `all` or the covered standards joined by `; `."""

    id: str
    date: Day
    covers: str
    rows: Index
    source: str


class ListingOut(Form):
    """What the list says about the claim. `licence` is the first of `matches`; `snapshot` is null without a list."""

    licence: MatchOut | None
    matches: list[MatchOut]
    near: list[NearOut]
    ambiguous_holders: list[EvidenceId]
    snapshot: SnapshotOut | None


class QualityOut(Form):
    """How fit a photo is for reading, measured at 1,024 px."""

    sharpness: float
    brightness: float
    contrast: float
    glare: Share


class PhotoOut(Form):
    """What is kept of a photo in the report: hashes, size and quality."""

    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    phash: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    width: Annotated[int, Field(gt=0)]
    height: Annotated[int, Field(gt=0)]
    quality: QualityOut


class CropOut(Form):
    """A cut-out of what was read, straightened along the print, with a margin."""

    evidence: EvidenceId
    width: Annotated[int, Field(gt=0)]
    height: Annotated[int, Field(gt=0)]
    jpeg: Annotated[str, Field(description="A JPEG in base64.")]


class AdviceOut(Words):
    """One next step."""

    code: str


class ReportOut(Form):
    """What is printed on the product, compared with the list. It never says that goods are genuine or safe."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    verdict: Literal["agrees", "conflicts", "cannot_tell"]
    verdict_text: Words
    leading: Annotated[int | None, Field(description="Index into `findings` of the one that decides.")]
    findings: list[FindingOut]
    claim: ClaimOut
    listing: ListingOut
    advice: Annotated[list[str], Field(description="Codes of the next steps, most useful first.")]
    advice_text: list[AdviceOut]
    photos: Annotated[list[PhotoOut], Field(min_length=1)]
    timings_ms: dict[str, float]
    versions: dict[str, str]
    lang: Literal["th", "en"] | None = None
    summary: str | None = None
    crops: Annotated[list[CropOut] | None, Field(description="With `evidence=crops` only.")] = None


def report_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the report."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ReportOut.model_json_schema(by_alias=True)}


if __name__ == "__main__":
    print(json.dumps(report_schema(), ensure_ascii=False, indent=1))
