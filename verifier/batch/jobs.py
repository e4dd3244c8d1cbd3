"""What a worker is asked and what it answers, in forms that travel between processes and machines."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from verifier.domain import Sight
from verifier.errors import BadSights
from verifier.product_table.columns import Columns
from verifier.report.sights import sights_from_dict, sights_to_dict


@dataclass(frozen=True, slots=True)
class Look:
    """See everything in one encoded picture. `sha256`: the hash of `data`, by which its worker may know it again."""

    data: bytes
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Look at a picture for what speaks against agreement. `sight`: what was seen in it, packed."""

    data: bytes
    sight: bytes
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A product's row of the manifest: its line and cells, and which columns mean what."""

    line: int
    cells: tuple[str, ...]
    columns: Columns


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge a product by what was seen in its photos.

    `troubles`: (code, photo, reason) of photos that could not be looked at, and of the plan. `facts`: what the manifest
    says beside standards and licences (`sku`, `gtin`, `supplier` …).
    """

    sights: tuple[bytes, ...]
    day: date
    row: Row | None = None
    facts: Mapping[str, str] | None = None
    troubles: tuple[tuple[str, str, str], ...] = ()


Job: TypeAlias = Look | LookAgain | Judge


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in a photo, packed; its bar codes as 14 figures; its perceptual hash; a small JPEG or nothing."""

    sight: bytes
    gtins: tuple[str, ...]
    phash: str
    thumb: bytes = b""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a product as JSON-safe data. `awaits_look`: it would agree if its photos were looked at again."""

    outcome: Mapping[str, Any]
    awaits_look: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """The worker lives and has no answer. `final`: trying again gives the same."""

    reason: str
    detail: str
    final: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The worker died or was ended: `reason` is `stock.crash`, `stock.time` or `stock.memory`."""

    reason: str
    detail: str


Answer: TypeAlias = Seen | Judged | Refused | Lost


def pack(sight: Sight) -> bytes:
    """A sight as compressed JSON, about 7 kB."""
    return zlib.compress(json.dumps(sights_to_dict([sight]), ensure_ascii=False, allow_nan=False).encode(), 6)


def unpack(data: bytes) -> Sight:
    """What `pack` gave. Raises BadSights."""
    try:
        sights: Sequence[Sight] = sights_from_dict(json.loads(zlib.decompress(data)))
    except (zlib.error, ValueError) as error:
        raise BadSights(f"{type(error).__name__}: {error}") from error
    if len(sights) != 1:
        raise BadSights(f"{len(sights)} sights where one was kept")
    return sights[0]
