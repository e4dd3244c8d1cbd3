"""The forms of inspectors' cases: what is sent, and what is answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from api.schemas.answers import Form
from verifier import days
from verifier.cases.model import LONGEST_NAME, LONGEST_NOTE, MAX_PRODUCTS
from verifier.framing import MOST_OTHERS
from verifier.report.form import Index

VerdictName = Literal["agrees", "conflicts", "cannot_tell"]
Name = Annotated[str, Field(max_length=LONGEST_NAME)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE)]
KeyId = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$", description="The middle part of an API key.")]
Box = Annotated[
    list[Annotated[int, Field(ge=0, le=100_000)]],
    Field(min_length=4, max_length=4, description="Left, top, right, bottom, in pixels of the oriented photo."),
]
MOST_FRAMES = 50
Revision = Annotated[
    int | None,
    Field(ge=1, description="The revision of the case that the change is based on; none to make something new."),
]


D = TypeVar("D", bound=date)


def _christian(value: D) -> D:
    """A day or moment of the Christian era. Raises ValueError for a year of the Buddhist, which is 543 years on."""
    if value.year not in days.CHRISTIAN_YEARS:
        raise ValueError(f"the year is none from {days.CHRISTIAN_YEARS[0]} to {days.CHRISTIAN_YEARS[-1]}")
    return value


class Taken(BaseModel):
    """What is sent: nothing unnamed."""

    model_config = ConfigDict(extra="forbid")


class PlaceIn(Taken):
    """The shop or stall. Coordinates are sent only when the officer wants them kept."""

    kind: Literal["shop", "stall"]
    name: Annotated[Name, Field(min_length=1)]
    address: Name = ""
    district: Name = ""
    province: Name = ""
    latitude: Annotated[float | None, Field(ge=-90, le=90)] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180)] = None

    @model_validator(mode="after")
    def _both_or_none(self) -> PlaceIn:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude belong together")
        return self


class CaseIn(Taken):
    """A case without its products. `inspected` has its zone; without `keep_until` a case that is there keeps its own.

    Years are of the Christian era, 1937 to 2100.
    """

    revision: Revision = None
    place: PlaceIn
    inspected: Annotated[AwareDatetime, AfterValidator(_christian)]
    notes: Note = ""
    keep_until: Annotated[date, AfterValidator(_christian)] | None = None


class FindingIn(Taken):
    """What the officer finds."""

    verdict: VerdictName
    words: Note = ""


class FrameIn(Taken):
    """Where the product's label is in a photo that shows several goods, and where the other labels in it are."""

    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    region: Box
    others: Annotated[list[Box], Field(max_length=MOST_OTHERS)] = []


class ProductIn(Taken):
    """A product without its photos. `category` in everyday words, `price_thb` for one piece.

    `frames`: of photos that show several goods; the same photo may be sent for each of these products.
    """

    revision: Revision = None
    name: Name = ""
    category: Annotated[str | None, Field(max_length=LONGEST_NAME)] = None
    notes: Note = ""
    quantity: Annotated[int | None, Field(ge=0, le=1_000_000_000)] = None
    price_thb: Annotated[str | None, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$")] = None
    seizure_tag: Name = ""
    finding: FindingIn | None = None
    frames: Annotated[list[FrameIn], Field(max_length=MOST_FRAMES)] = []


class TeamIn(Taken):
    """Who is responsible, and who else may read and change the case."""

    officer: KeyId
    members: Annotated[list[KeyId], Field(max_length=50)] = []


class HoldIn(Taken):
    """The reason of a legal hold; null ends it."""

    why: Annotated[str | None, Field(min_length=1, max_length=LONGEST_NAME)]


class ClosedIn(Taken):
    """`revision` closes the case as it was seen last; `why` is the reason for opening it again. One of the two."""

    revision: Revision = None
    why: Annotated[str | None, Field(min_length=1, max_length=LONGEST_NAME)] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ClosedIn:
        if (self.revision is None) == (self.why is None):
            raise ValueError("either revision or why")
        return self


TAKEN: tuple[type[BaseModel], ...] = (CaseIn, ProductIn, TeamIn, HoldIn, ClosedIn)
"""Forms of bodies that routes read themselves, for the OpenAPI document."""


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


class EndedOut(Form):
    """A licence that was in force at the inspection, and is not any more."""

    licence: str
    holder: str
    before: str
    now: str


class ChangeOut(Form):
    """A finding that came (`now`) or went (`now` is null), and what made it: the rules, the list or the day."""

    cause: Literal["rules", "list", "day"]
    code: str
    before: str | None
    now: str | None
    message: dict[str, str]


class AffectedProductOut(Form):
    """A product whose answer is another: as it was given, by the list in use as of that day, and as of today.

    `as_of` is the day that `that_day` is of: `day`, or the list's own where that is later. `unread`: what is kept of
    the product is damaged, so that nobody knows.
    """

    case: str
    product: str
    place: str
    name: str
    day: str
    as_of: str
    then: str
    that_day: str
    today: str
    unread: bool
    ended: list[EndedOut]
    changes: list[ChangeOut]


class AffectedOut(Form):
    """What the list in use changes in so many `cases`, as of the day `on`."""

    on: str
    cases: Index
    affected: list[AffectedProductOut]


class MemberOut(Form):
    """A product that bears a shared thing."""

    case: str
    product: str
    place: str
    name: str


class SharedOut(Form):
    """A thing that several products bear. Counts are over all of them; `hidden` are in cases of other teams.

    `contradicts`: it belongs to one firm and one kind of goods, and is on others; or it is a link that only looks
    official.
    """

    kind: Literal["qr", "licence", "lookalike", "label"]
    value: str
    contradicts: bool
    cases: Index
    products: Index
    shops: Index
    firms: Index
    categories: Index
    licences: Index
    hidden: Index
    members: list[MemberOut]


class LinksOut(Form):
    """What products share, contradictions first."""

    links: list[SharedOut]


class FiguresOut(Form):
    """Counts of products; `own_…` by the officer's finding, `differing` where it is not ours, `seized` with a tag."""

    cases: Index
    products: Index
    agrees: Index
    conflicts: Index
    cannot_tell: Index
    not_judged: Index
    own_agrees: Index
    own_conflicts: Index
    own_cannot_tell: Index
    differing: Index
    quantity: Index
    seized: Index


class SummaryRowOut(FiguresOut):
    """A row of a table."""

    name: str


class SummaryOut(Form):
    """A month; each table adds up to `total` (a case may be in several rows of one)."""

    month: str
    total: FiguresOut
    tables: dict[str, list[SummaryRowOut]]
