"""The forms of the answers, as OpenAPI and JSON Schema describe them; held to `verifier.report` by tests.

`python -m api.schemas` prints the JSON Schema of the report (`docs/reference/report.schema.json`).
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

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


class MarkOut(Place):
    """A mark that was seen."""

    kind: Literal["compulsory", "voluntary", "community"]
    score: Share


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


class ClaimOut(Form):
    """What the photos say."""

    marks: list[MarkOut]
    standards: list[ReadOut]
    licences: list[ReadOut]
    holders: list[ReadOut]
    codes: list[CodeOut]
    certificates: list[CertificateOut]


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


class LookUpOut(Form):
    """The rows of the list with exactly this licence number (more than one when the list contradicts itself)."""

    number: str
    licences: Annotated[list[LicenceOut], Field(min_length=1)]
    snapshot: SnapshotOut


class LookUpsIn(BaseModel):
    """Licence numbers in any spelling; how many at once depends on the scope of the API key."""

    model_config = ConfigDict(extra="forbid")
    numbers: Annotated[
        list[Annotated[str, Field(max_length=80)]],
        Field(min_length=1, max_length=1000, examples=[["ท7195-54/1040", "(3)ท1021-49/1040"]]),
    ]


class LookedUpOut(Form):
    """One of the numbers asked for, as it was sent in `asked` and in normal form in `number`."""

    asked: str
    number: str | None
    outcome: Literal["listed", "not_listed", "bad_number"]
    licences: list[LicenceOut]


class LookUpsOut(Form):
    """The answers in the order of the question."""

    results: list[LookedUpOut]
    snapshot: SnapshotOut


class ProblemOut(BaseModel):
    """RFC 9457. `type` is `/problems/` + `code`; `title` and `detail` speak the language asked for, `words` both."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    params: dict[str, str | int | float]
    words: dict[str, dict[str, str]]
    request_id: str


class ProblemTypeOut(Form):
    """One problem type; `type` is a path of this service."""

    type: str
    code: str
    status: int
    words: dict[str, dict[str, str]]


class ProblemTypesOut(Form):
    """All problem types."""

    problems: list[ProblemTypeOut]


class ProgressOut(Form):
    """How far a job is: `photo` of `photos` were begun, and the last is in `stage`."""

    photo: Index
    photos: Annotated[int, Field(gt=0)]
    stage: str | None


class JobOut(Form):
    """A verification that is answered later. `report` or `problem` is there at the end, until `expires`."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    progress: ProgressOut
    created: str
    expires: str | None
    report: ReportOut | None
    problem: ProblemOut | None


class PartOut(Form):
    """One part of the service and whether it can work."""

    ready: bool
    detail: str


class ReadyOut(Form):
    """Whether requests will be answered; `not_ready` names the parts that stand in the way."""

    ready: bool
    not_ready: list[str]
    parts: dict[str, PartOut]


class LiveOut(Form):
    """The process runs."""

    alive: Literal[True]


class VersionOut(Form):
    """What is running: the product, the report's form, the engines and the list."""

    mokcheck: str
    schema_: Annotated[int, Field(alias="schema")]
    versions: dict[str, str]
    list: SnapshotOut | None


def report_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the report."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ReportOut.model_json_schema(by_alias=True)}


if __name__ == "__main__":
    print(json.dumps(report_schema(), ensure_ascii=False, indent=1))
