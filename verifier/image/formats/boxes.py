"""The box structure of HEIC and AVIF files (ISO/IEC 14496-12 and 23008-12), as far as it tells what decoding costs.

Sizes in the boxes are only said; a decoder works on what the coded data hold. So the size in AV1 data is compared
(libheif does that for HEVC), and coded pictures are counted: an image item that hides thousands of them behind one
costs their time and shows one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from verifier.errors import DamagedPhoto, UnknownFormat
from verifier.image.formats import av1, hevc

MAX_BOXES = 20_000
"""Most boxes and table entries of one file, items' parts included; a photo in 512 px tiles has some hundred."""
CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}
"""Boxes whose children are looked at, and the bytes before those."""


@dataclass(slots=True)
class Item:
    """One item of the file: `extents` are (place, length, whether inside `idat`); `refers` holds ids by relation."""

    kind: bytes = b""
    extents: list[tuple[int, int, bool]] = field(default_factory=list)
    properties: list[int] = field(default_factory=list)
    refers: dict[bytes, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Container:
    """What the boxes say."""

    brands: frozenset[bytes]
    primary: int = 0
    items: dict[int, Item] = field(default_factory=dict)
    properties: list[tuple[bytes, bytes]] = field(default_factory=list)
    inside: bytes = b""
    boxes: int = 0

    def item(self, name: int) -> Item:
        """The item of this id, made when it is new. Raises DamagedPhoto when there are too many."""
        self.count()
        return self.items.setdefault(name, Item())

    def count(self) -> None:
        """Counts a box or an entry of a table."""
        self.boxes += 1
        if self.boxes > MAX_BOXES:
            raise DamagedPhoto(f"more than {MAX_BOXES} boxes")

    def property(self, item: Item, kind: bytes) -> bytes | None:
        """The body of the first property of this kind that an item has."""
        found = (self.properties[at - 1] for at in item.properties if 0 < at <= len(self.properties))
        return next((body for name, body in found if name == kind), None)


@dataclass(frozen=True, slots=True)
class Cost:
    """What is shown, in pixels, and how many pixels the decoder works on for it, those of transparency included."""

    width: int
    height: int
    coded: int


def read_brands(data: bytes) -> tuple[bytes, frozenset[bytes]]:
    """The major brand and all brands of a file that begins with `ftyp`."""
    end = min(len(data), int.from_bytes(data[:4], "big"), 4096)
    return data[8:12], frozenset([data[8:12], *(data[at : at + 4] for at in range(16, end, 4))])


def cost(data: bytes) -> Cost:
    """What the primary image costs. Raises DamagedPhoto when the structure is broken or cut, UnknownFormat."""
    found = Container(read_brands(data)[1])
    try:
        _walk(found, data, 0, len(data))
        primary = found.items.get(found.primary)
        if primary is None:
            raise DamagedPhoto("no primary item")
        width, height = _said_size(found, primary)
        coded = _coded(found, data, found.primary, {})
        for name, item in found.items.items():
            if found.primary in item.refers.get(b"auxl", ()):
                coded += _coded(found, data, name, {})
    except (struct.error, IndexError) as error:
        raise DamagedPhoto(f"a box is too short: {error}") from error
    return Cost(width, height, coded)


def _said_size(found: Container, item: Item) -> tuple[int, int]:
    body = found.property(item, b"ispe")
    if body is None:
        raise DamagedPhoto("an image without a size")
    width, height = struct.unpack_from(">II", body, 4)
    return width, height


def _coded(found: Container, data: bytes, name: int, known: dict[int, int]) -> int:
    """Pixels that are decoded for an item: its own, or those of its tiles. `known`: of items looked at before."""
    if name in known:
        return known[name]
    item = found.items.get(name, Item())
    if item.kind in (b"grid", b"iden"):
        known[name] = 0  # one that refers to itself shows nothing
        known[name] = sum(_coded(found, data, tile, known) for tile in item.refers.get(b"dimg", ()))
    elif item.kind in (b"hvc1", b"av01"):
        width, height = _said_size(found, item)
        payload = _payload(found, data, item)
        if item.kind == b"hvc1":
            pictures = hevc.count_pictures(payload, found.property(item, b"hvcC") or b"")
            known[name] = pictures * width * height
        else:
            size, pictures = av1.measure(payload)
            if size != (width, height):
                raise DamagedPhoto(f"{width}×{height} are said, {size[0]}×{size[1]} coded")
            known[name] = pictures * width * height
    else:
        raise UnknownFormat(f"an image coded as {item.kind!r}")
    return known[name]


def _payload(found: Container, data: bytes, item: Item) -> bytes:
    parts = []
    for start, length, inside in item.extents:
        part = (found.inside if inside else data)[start : start + length] if length else data[start:]
        if len(part) < length or not part:
            raise DamagedPhoto("an item is longer than the file")
        parts.append(part)
    return b"".join(parts)


# ---- boxes --------------------------------------------------------------------------------------------------


def _boxes(found: Container, data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, begin and end of the body of each box between two places. Raises DamagedPhoto for one that is longer."""
    while start + 8 <= end:
        found.count()
        size, kind = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        stop = start + size if size else end
        if stop < body or stop > end:
            raise DamagedPhoto("a box is longer than the file")
        yield kind, body, stop
        start = stop


def _walk(found: Container, data: bytes, start: int, end: int) -> None:
    for kind, body, stop in _boxes(found, data, start, end):
        if kind in CONTAINERS and kind != b"ipco":
            _walk(found, data, body + CONTAINERS[kind], stop)
        elif kind == b"ipco":
            found.properties = [(name, data[at:to]) for name, at, to in _boxes(found, data, body, stop)]
        elif kind == b"idat":
            found.inside = data[body:stop]
        elif kind in READERS:
            READERS[kind](found, data[body:stop])


def _primary(found: Container, body: bytes) -> None:
    (found.primary,) = struct.unpack_from(">I" if body[0] else ">H", body, 4)


def _kinds(found: Container, body: bytes) -> None:
    wide = body[0] > 0
    for kind, at, to in _boxes(found, body, 8 if wide else 6, len(body)):
        if kind == b"infe" and body[at] >= 2:
            name, _, item_kind = struct.unpack_from(">IH4s" if body[at] >= 3 else ">HH4s", body[:to], at + 4)
            found.item(name).kind = item_kind


def _references(found: Container, body: bytes) -> None:
    width = "I" if body[0] else "H"
    for relation, at, to in _boxes(found, body, 4, len(body)):
        name, count = struct.unpack_from(f">{width}H", body[:to], at)
        targets = struct.unpack_from(f">{count}{width}", body[:to], at + struct.calcsize(f">{width}H"))
        found.item(name).refers.setdefault(relation, []).extend(targets)


def _associations(found: Container, body: bytes) -> None:
    wide, large = body[0] > 0, bool(body[3] & 1)
    (entries,), at = struct.unpack_from(">I", body, 4), 8
    for _ in range(entries):
        name, count = struct.unpack_from(">IB" if wide else ">HB", body, at)
        at += 5 if wide else 3
        marks = struct.unpack_from(f">{count}{'H' if large else 'B'}", body, at)
        at += count * (2 if large else 1)
        found.item(name).properties.extend(mark & (0x7FFF if large else 0x7F) for mark in marks)


def _locations(found: Container, body: bytes) -> None:
    version, sizes = body[0], struct.unpack_from(">BB", body, 4)
    offset_size, length_size, base_size, index_size = (n for size in sizes for n in (size >> 4, size & 15))
    index_size = index_size if version else 0
    at = 6

    def take(size: int) -> int:
        nonlocal at
        if at + size > len(body):
            raise DamagedPhoto("item locations end early")
        at += size
        return int.from_bytes(body[at - size : at], "big")

    for _ in range(take(4 if version == 2 else 2)):
        item = found.item(take(4 if version == 2 else 2))
        method = take(2) & 15 if version else 0
        take(2)
        base = take(base_size)
        for _ in range(take(2)):
            found.count()
            take(index_size)
            place = base + take(offset_size)
            item.extents.append((place, take(length_size), method == 1))
        if method > 1:
            raise UnknownFormat("an image inside another item")


READERS = {
    b"pitm": _primary,
    b"iinf": _kinds,
    b"iref": _references,
    b"ipma": _associations,
    b"iloc": _locations,
}
