"""Sights as JSON: what was seen in the photos of one product, kept so that it can be judged again without pixels.

The form is versioned; every number comes back exactly as it was, so that the report is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from verifier.domain import (
    Code,
    Framing,
    MarkFault,
    MarkKind,
    MarkLikeness,
    PhotoFacts,
    Quality,
    Reading,
    Region,
    RegionKind,
    Sight,
)
from verifier.domain.geometry import Quad
from verifier.domain.sight import Box
from verifier.errors import BadSights

SCHEMA, FRAMED = 1, 2
"""Version of the form, and that of sights of one label of several: who does not know frames must not judge those."""


def sights_to_dict(sights: Sequence[Sight]) -> dict[str, Any]:
    """The sights of one product as data that survives `json.dumps` and comes back equal."""
    return {"schema": _schema_of(sights), "sights": [_sight(sight) for sight in sights]}


def sights_from_dict(data: Mapping[str, Any]) -> tuple[Sight, ...]:
    """What `sights_to_dict` gave. Raises BadSights for anything else, another version included."""
    schema = data.get("schema") if isinstance(data, Mapping) else data
    if not isinstance(data, Mapping) or schema not in (SCHEMA, FRAMED):
        raise BadSights(f"schema {schema!r}, expected {SCHEMA} or {FRAMED}")
    try:
        sights = tuple(_as_sight(item, framed=schema == FRAMED) for item in data["sights"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadSights(f"{type(error).__name__}: {error}") from error
    if schema != _schema_of(sights):
        raise BadSights(f"schema {schema!r} is not that of these sights")
    return sights


def _schema_of(sights: Sequence[Sight]) -> int:
    return FRAMED if any(sight.photo.framing is not None or sight.stray for sight in sights) else SCHEMA


def _sight(sight: Sight) -> dict[str, Any]:
    facts, quality = sight.photo, sight.photo.quality
    return {
        "photo": {
            "sha256": facts.sha256,
            "phash": facts.phash,
            "width": facts.width,
            "height": facts.height,
            "quality": {name: float(getattr(quality, name)) for name in Quality.__slots__},
            "framing": facts.framing
            and {"region": list(facts.framing.region), "others": [list(box) for box in facts.framing.others]},
        },
        "marks": [_region(mark) for mark in sight.marks],
        "codes": [
            {"payload": code.payload, "symbology": code.symbology, "quad": _quad(code.quad), "decoder": code.decoder}
            for code in sight.codes
        ],
        "readings": [_reading(reading) for reading in sight.readings],
        "unread": [_region(region) for region in sight.unread],
        "struck": [_region(region) for region in sight.struck],
        "doubted": [_reading(reading) for reading in sight.doubted],
        "challenged": sight.challenged,
        "stray": [_region(region) for region in sight.stray],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "text": reading.text,
        "reader": reading.reader,
        "region": _region(reading.region),
        "confidences": [float(confidence) for confidence in reading.confidences],
        "alternatives": [[text, float(log_probability)] for text, log_probability in reading.alternatives],
    }


def _region(region: Region) -> dict[str, Any]:
    return {
        "kind": str(region.kind),
        "quad": _quad(region.quad),
        "score": float(region.score),
        "mark": None if region.mark is None else str(region.mark),
        "likeness": None if region.likeness is None else _likeness(region.likeness),
    }


def _likeness(likeness: MarkLikeness) -> dict[str, Any]:
    return {
        "frame": _quad(likeness.frame),
        "clear": likeness.clear,
        "faults": list(map(str, likeness.faults)),
        "mirrored": likeness.mirrored,
    }


def _quad(quad: Quad) -> list[list[float]]:
    return [[float(x), float(y)] for x, y in quad.corners]


def _as_sight(data: Mapping[str, Any], *, framed: bool) -> Sight:
    photo = data["photo"]
    width, height = int(photo["width"]), int(photo["height"])
    return Sight(
        marks=tuple(map(_as_region, data["marks"])),
        codes=tuple(
            Code(str(code["payload"]), str(code["symbology"]), Quad.of_points(code["quad"]), str(code["decoder"]))
            for code in data["codes"]
        ),
        readings=tuple(map(_as_reading, data["readings"])),
        photo=PhotoFacts(
            str(photo["sha256"]),
            str(photo["phash"]),
            width,
            height,
            Quality(**{name: float(value) for name, value in photo["quality"].items()}),
            _as_framing(photo["framing"] if framed else photo.get("framing"), width, height),
        ),
        unread=tuple(map(_as_region, data["unread"])),
        struck=tuple(map(_as_region, data["struck"])),
        doubted=tuple(map(_as_reading, data["doubted"])),
        challenged=data["challenged"] is True,
        stray=tuple(
            map(_as_region, data["stray"] if framed else data.get("stray", ()))
        ),  # the latter: not there of old
    )


def _as_framing(data: Mapping[str, Any] | None, width: int, height: int) -> Framing | None:
    if data is None:
        return None
    region, *others = (_as_box(box) for box in (data["region"], *data["others"]))
    framing = Framing(region, tuple(others))
    if misfit := framing.misfit(width, height):
        raise ValueError(misfit[1])
    return framing


def _as_box(sides: Sequence[int]) -> Box:
    if any(type(side) is not int for side in sides):
        raise ValueError(f"a frame of {sides!r}")
    left, top, right, bottom = sides
    return left, top, right, bottom


def _as_region(data: Mapping[str, Any]) -> Region:
    mark = None if data["mark"] is None else MarkKind(data["mark"])
    measured = data.get("likeness")  # not in what was kept before marks were measured
    likeness = None if measured is None else _as_likeness(measured)
    return Region(RegionKind(data["kind"]), Quad.of_points(data["quad"]), float(data["score"]), mark, likeness)


def _as_likeness(data: Mapping[str, Any]) -> MarkLikeness:
    faults = tuple(map(MarkFault, data["faults"]))
    return MarkLikeness(Quad.of_points(data["frame"]), data["clear"] is True, faults, data["mirrored"] is True)


def _as_reading(data: Mapping[str, Any]) -> Reading:
    return Reading(
        str(data["text"]),
        _as_region(data["region"]),
        str(data["reader"]),
        tuple(float(confidence) for confidence in data["confidences"]),
        tuple((str(text), float(log_probability)) for text, log_probability in data["alternatives"]),
    )
