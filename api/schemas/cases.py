"""What is answered about inspectors' cases."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.answers import Form
from api.schemas.cases_sent import Box, VerdictName
from verifier.cases.model import MAX_PRODUCTS
from verifier.report.form import Index


class OfficerOut(Form):
    """An inspector."""

    key_id: str
    name: str


class PlaceOut(Form):
    """The shop or stall."""

    kind: Literal["shop", "stall"]
    name: str
    address: str
    district: str
    province: str
    latitude: float | None
    longitude: float | None


class FindingOut(Form):
    """What the officer finds."""

    verdict: VerdictName
    words: str


class UploadOut(Form):
    """A photo, and how much of it has come. Keep the original until `whole` is true."""

    sha256: str
    bytes: Index
    received: Index
    whole: bool


class JudgedOut(Form):
    """Our report in short; `record` is the SHA-256 of what is kept of it."""

    record: str
    verdict: VerdictName
    leading: str | None
    standards: list[str]
    licences: list[str]
    holders: list[str]
    day: str
    at: str


class FrameOut(Form):
    """The frame of the product's label in a photo that shows several goods, and those of the other labels."""

    sha256: str
    region: Box
    others: list[Box]


class ProductOut(Form):
    """A product; `judged` is null until the photos that are there now were judged."""

    id: str
    name: str
    category: str | None
    notes: str
    quantity: int | None
    price_thb: str | None
    seizure_tag: str
    finding: FindingOut | None
    photos: list[UploadOut]
    judged: JudgedOut | None
    frames: list[FrameOut]


class ClosedOut(Form):
    """When the case was closed, and by which key."""

    at: str
    by: str


class CaseOut(Form):
    """A case as it stands; `closed` is null while it is worked on."""

    id: str
    revision: Annotated[int, Field(ge=1)]
    place: PlaceOut
    officer: OfficerOut
    team: list[str]
    inspected: str
    keep_until: str
    notes: str
    held: str | None
    closed: ClosedOut | None
    products: Annotated[list[ProductOut], Field(max_length=MAX_PRODUCTS)]


class CaseRowOut(Form):
    """A case in a list; `verdicts` counts its products by our verdict."""

    id: str
    revision: Annotated[int, Field(ge=1)]
    place: PlaceOut
    officer: OfficerOut
    inspected: str
    keep_until: str
    held: str | None
    closed: ClosedOut | None
    products: Index
    verdicts: dict[str, int]


class CasesOut(Form):
    """Cases, the latest visit first. `after` asks for the next ones; null at the end."""

    cases: list[CaseRowOut]
    after: str | None


class ColleaguesOut(Form):
    """Inspectors whom a case can be handed to."""

    colleagues: list[OfficerOut]


class DeedOut(Form):
    """An entry of the trail."""

    n: Index
    at: str
    by: str
    did: str
    part: str
    sha256: str
    why: str


class TrailOut(Form):
    """What was done with a case. `whole`: the chain of the whole store has no flaw; `head` is the hash of its last."""

    entries: list[DeedOut]
    whole: bool
    head: str
