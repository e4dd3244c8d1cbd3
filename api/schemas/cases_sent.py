"""What is sent for inspectors' cases."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from verifier import days
from verifier.cases.model import LONGEST_NAME, LONGEST_NOTE
from verifier.domain.sight import MOST_OTHERS

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

    @model_validator(mode="after")
    def _one_a_photo(self) -> ProductIn:
        if len({frame.sha256 for frame in self.frames}) < len(self.frames):
            raise ValueError("a photo has one frame in a product")
        return self


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
