"""A case: one visit to a shop or a stall, with the products found there, as an inspector keeps it.

Our report never replaces the officer's own finding; both stand side by side. Moments are Bangkok's, days Thailand's.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from verifier.days import THAILAND
from verifier.domain import Framing
from verifier.domain.sight import Box

SCHEMA = 1
MAX_PRODUCTS = 200
SPARSE = "sparse"
"""Marks, in the metadata of a field, what a document leaves out while it is empty: older cases keep their bytes."""
LONGEST_NAME, LONGEST_NOTE = 200, 4_000
"""Longest name, address, tag or reason, and longest note, in characters."""
UUID_FORM = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
"""Ids of cases and products are UUIDs that the sender makes, so that what is sent twice is kept once."""


class PlaceKind(StrEnum):
    """Where goods were found."""

    SHOP = "shop"
    STALL = "stall"


@dataclass(frozen=True, slots=True)
class Officer:
    """Who works on a case: the id of an API key of scope `inspector`, and the name it was made for."""

    key_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """The shop or stall, as typed. `latitude` and `longitude` (WGS 84, degrees) are there together, or not at all."""

    kind: PlaceKind
    name: str
    address: str = ""
    district: str = ""
    province: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """What the officer finds: `agrees`, `conflicts` or `cannot_tell`, in words of their own."""

    verdict: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A photo as it came: SHA-256 in hexadecimal, and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the product's label is in a photo that shows several goods: boxes as in `Framing`."""

    sha256: str
    region: Box
    others: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Our report on a product: the SHA-256 of its record, and what is looked for most. `at` is the service's clock."""

    record: str
    verdict: str
    leading: str | None
    standards: tuple[str, ...]
    licences: tuple[str, ...]
    holders: tuple[str, ...]
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a case. `price_thb`: baht for one piece, as decimal text. `quantity`: pieces found.

    `frames`: its label's frame in each photo that shows several goods; such a photo may be another product's too.
    `judged` is None until the photos that are there now were judged.
    """

    id: str
    name: str = ""
    category: str | None = None
    notes: str = ""
    quantity: int | None = None
    price_thb: str | None = None
    seizure_tag: str = ""
    finding: OwnFinding | None = None
    photos: tuple[Original, ...] = ()
    judged: Judged | None = None
    frames: tuple[Frame, ...] = field(default=(), metadata={SPARSE: True})

    def framing(self, sha256: str) -> Framing | None:
        """Where its label is in a photo; None where all of the photo is of this product."""
        return next((Framing(one.region, one.others) for one in self.frames if one.sha256 == sha256), None)


@dataclass(frozen=True, slots=True)
class Closed:
    """When a case was closed, by the service's clock, and by the holder of which key."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. `team`: key ids of all who may read it, the responsible officer's among them.

    `closed`: what was found is final; until it is opened again only how long it is kept may change.
    `revision` counts changes; `held` is the reason of a legal hold. `salt` keeps the hash of a deleted case, which
    stays in the trail, from being found again by guessing.
    """

    id: str
    place: Place
    officer: Officer
    team: tuple[str, ...]
    inspected: datetime
    keep_until: date
    notes: str = ""
    products: tuple[Product, ...] = ()
    held: str | None = None
    revision: int = 1
    salt: str = ""
    closed: Closed | None = field(default=None, metadata={SPARSE: True})

    def product(self, product_id: str) -> Product | None:
        """The product of this id."""
        return next((product for product in self.products if product.id == product_id), None)

    @property
    def blobs(self) -> frozenset[str]:
        """Hashes of all files that belong to the case: originals and records."""
        originals = {photo.sha256 for product in self.products for photo in product.photos}
        return frozenset(originals | {product.judged.record for product in self.products if product.judged})

    @property
    def words(self) -> str:
        """All that is searched, in one case of letters."""
        own = (self.place.name, self.place.address, self.place.district, self.place.province, self.notes)
        found = [*own, self.officer.name]
        for product in self.products:
            found += [
                product.name,
                product.notes,
                product.seizure_tag,
                product.finding.words if product.finding else "",
            ]
            if product.judged:
                found += [*product.judged.standards, *product.judged.licences, *product.judged.holders]
        return "\n".join(found).casefold()


def new_salt() -> str:
    """32 random hexadecimal digits."""
    return secrets.token_hex(16)


def to_plain(value: Any) -> Any:
    """A case, or a part of one, as data for JSON; moments in Bangkok's time."""
    if isinstance(value, datetime):
        return value.astimezone(THAILAND).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(entry) for entry in value]
    if isinstance(value, StrEnum):
        return str(value)
    if hasattr(value, "__dataclass_fields__"):
        told = ((part, getattr(value, part.name)) for part in fields(value))
        return {part.name: to_plain(held) for part, held in told if held or SPARSE not in part.metadata}
    return value


def case_from_plain(data: Mapping[str, Any]) -> Case:
    """What `to_plain` made of a case. Raises KeyError, TypeError, ValueError for anything else."""
    return Case(
        **{
            **data,
            "place": Place(**{**data["place"], "kind": PlaceKind(data["place"]["kind"])}),
            "officer": Officer(**data["officer"]),
            "team": tuple(data["team"]),
            "inspected": datetime.fromisoformat(data["inspected"]),
            "keep_until": date.fromisoformat(data["keep_until"]),
            "products": tuple(_product(entry) for entry in data["products"]),
            "closed": _closed(data.get("closed")),
        }
    )


def _closed(data: Mapping[str, Any] | None) -> Closed | None:
    return None if data is None else Closed(datetime.fromisoformat(data["at"]), data["by"])


def _product(data: Mapping[str, Any]) -> Product:
    finding, judged = data["finding"], data["judged"]
    return Product(
        **{
            **data,
            "finding": None if finding is None else OwnFinding(**finding),
            "photos": tuple(Original(**entry) for entry in data["photos"]),
            "frames": tuple(frame_of(**entry) for entry in data.get("frames", ())),
            "judged": None if judged is None else _judged(judged),
        }
    )


def frame_of(sha256: str, region: Sequence[int], others: Sequence[Sequence[int]]) -> Frame:
    """The frame of these boxes. Raises ValueError where one has not four sides."""
    return Frame(sha256, _box(region), tuple(map(_box, others)))


def _box(sides: Sequence[int]) -> Box:
    left, top, right, bottom = sides
    return left, top, right, bottom


def _judged(data: Mapping[str, Any]) -> Judged:
    days = {"day": date.fromisoformat(data["day"]), "at": datetime.fromisoformat(data["at"])}
    lists = {name: tuple(data[name]) for name in ("standards", "licences", "holders")}
    return Judged(**{**data, **days, **lists})
