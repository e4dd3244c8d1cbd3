"""Cut-outs of what was read, for those who must show it: straightened along the print, as small JPEGs.

They are made from pixels, so nothing of a file's metadata can be in them.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from PIL import Image

from api.limits import Form
from verifier.domain import Photo, Pixels, Report
from verifier.domain.claim import Item
from verifier.domain.geometry import Quad
from verifier.image.decode import open_photo
from verifier.settings import Settings

KINDS = ("marks", "standards", "licences", "holders", "codes", "certificates", "statements")
MARGIN = 0.25
LONGEST = 640
QUALITY = 85
MOST = 60
"""Items of one report that are cut out; a photo full of codes does not make an answer without end."""


def crops(report: Report, form: Form, settings: Settings) -> list[dict[str, Any]]:
    """One cut-out for each item of the claim, in the claim's order, at most `MOST`.

    Each is `{"evidence": "licences/0", "width": …, "height": …, "jpeg": base64}`: the item's quad grown by a quarter of
    its height, at most 640 px long. Blocking; photos are opened again, one at a time.
    """
    found: list[tuple[str, Item]] = list(_items(report))[:MOST]
    done: dict[str, dict[str, Any]] = {}
    for number, data in enumerate(form.photos):
        mine = [(name, item) for name, item in found if item.photo == number]
        if mine:
            photo = open_photo(data, settings)
            done |= {name: {"evidence": name, **_cut(photo, item.quad)} for name, item in mine}
    return [done[name] for name, _ in found]


def _items(report: Report) -> Iterator[tuple[str, Item]]:
    for kind in KINDS:
        for index, item in enumerate(getattr(report.claim, kind)):
            yield f"{kind}/{index}", item


def cut_out(photo: Photo, quad: Quad, along: float = MARGIN, across: float = MARGIN) -> Pixels:
    """What stands in a quad, grown as `Quad.grown` does and set upright: h×w×3 RGB uint8, at most 640 px long."""
    quad = quad.grown(along, across)
    scale = min(1.0, LONGEST / max(quad.width, quad.height, 1.0))
    width, height = (max(8, round(side * scale)) for side in (quad.width, quad.height))
    corners = np.asarray([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.array(), corners)
    pixels = cv2.warpPerspective(
        photo.pixels, matrix, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    return pixels.astype(np.uint8, copy=False)


def _cut(photo: Photo, quad: Quad) -> dict[str, Any]:
    pixels = cut_out(photo, quad)
    height, width = pixels.shape[:2]
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=QUALITY)
    return {"width": width, "height": height, "jpeg": base64.b64encode(out.getvalue()).decode()}
