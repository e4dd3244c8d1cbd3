"""The photos of the printed form: reduced, without metadata, with a cut-out of each item that was read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.errors import BadEvidence
from verifier.evidence.record import Record
from verifier.image.crop import cut
from verifier.image.decode import open_photo
from verifier.settings import Settings

FIELDS = ("marks", "standards", "licences", "holders", "codes", "certificates", "statements")
MOST_ITEMS = 60
"""Items of one report that are outlined and cut out; a photo full of codes makes no form without end."""
LONG_SIDE_PX, QUALITY = 1600, 85
FIRST_PT, OTHERS_PT = (264.0, 180.0), (250.0, 170.0)
"""Room for the first photo of a form, and for each of the others: width and height in points."""
CROP_WIDTH_PT, CROP_HEIGHT_PT, CROP_WIDEST_PX = 126.0, 19.0, 640
MARGIN = 0.25
"""Share of an item's height that is added on every side of its cut-out."""


@dataclass(frozen=True, slots=True)
class Crop:
    """The cut-out of one item of the claim, `height` in points as it is printed."""

    evidence: str
    path: str
    jpeg: bytes
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is printed: upright, without metadata; `width`, `height` in points, `scale` points a pixel."""

    path: str
    jpeg: bytes
    width: float
    height: float
    scale: float
    crops: tuple[Crop, ...]


def pictures(record: Record, entries: Mapping[str, bytes], settings: Settings) -> list[Picture]:
    """The photos of a record, one at a time in memory. Raises BadPhoto, BadEvidence."""
    found = []
    claimed = list(items(record.report))
    for number, part in enumerate(record.photos):
        photo = open_photo(entries[part.path], settings)
        facts = record.report["photos"][number]
        if (photo.width, photo.height) != (facts["width"], facts["height"]):
            raise BadEvidence(f"{part.path} is of another size than the photo that was judged")
        mine = [(evidence, item) for evidence, item in claimed if item["photo"] == number]
        found.append(_picture(photo, number, mine))
    return found


def items(report: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The items of the claim by their evidence ids, at most MOST_ITEMS."""
    found = ((f"{field}/{n}", item) for field in FIELDS for n, item in enumerate(report["claim"][field]))
    for _, entry in zip(range(MOST_ITEMS), found, strict=False):
        yield entry


def _picture(photo: Photo, number: int, claimed: Sequence[tuple[str, Mapping[str, Any]]]) -> Picture:
    room = OTHERS_PT if number else FIRST_PT
    scale = min(room[0] / photo.width, room[1] / photo.height)
    reduced = min(1.0, LONG_SIDE_PX / max(photo.width, photo.height))
    picture = Image.fromarray(photo.pixels)
    if reduced < 1:
        size = max(1, round(photo.width * reduced)), max(1, round(photo.height * reduced))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    crops = tuple(_crop(photo, evidence, item) for evidence, item in claimed)
    width, height = round(photo.width * scale, 2), round(photo.height * scale, 2)
    return Picture(f"photo-{number}.jpg", _jpeg(picture), width, height, scale, crops)


def _crop(photo: Photo, evidence: str, item: Mapping[str, Any]) -> Crop:
    quad = Quad.of_points(item["quad"])
    if not all(-1 <= x <= photo.width + 1 and -1 <= y <= photo.height + 1 for x, y in quad.corners):
        raise BadEvidence(f"{evidence} lies outside its photo")
    quad = quad.grown(MARGIN)
    shrunk = min(1.0, CROP_WIDEST_PX / max(quad.width, quad.height, 1.0))
    pixels: Pixels = cut(photo.pixels, quad, max(8, round(quad.height * shrunk)))
    height, width = pixels.shape[:2]
    printed = min(CROP_HEIGHT_PT, CROP_WIDTH_PT * height / width)
    name = f"crop-{evidence.replace('/', '-')}.jpg"
    return Crop(evidence, name, _jpeg(Image.fromarray(np.ascontiguousarray(pixels))), round(printed, 2))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
