"""The bundle as a file: a zip that is the same bytes for the same content, so that any other byte can be named.

Entries are stored without compression (photos are compressed already, and what unpacks to more than it is cannot hide
here), in a fixed order, dated 1980, without comments or extra fields. What is read is written again and compared: a
changed bit in a header or in the directory, which no checksum covers, is found as well.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MAX_ARCHIVE_BYTES = 256_000_000
"""Largest bundle that is read, in bytes."""
MAX_TEXT_BYTES = 32_000_000
"""Largest of its files that are no photo, in bytes."""
REPORT, ENVELOPE, EXIF = "report.json", "envelope.json", "exif.json"
STAMP = "stamp.tsr"
"""The answer of a time-stamping authority (RFC 3161), the one part that may come after the signature."""
TEXTS = (REPORT, ENVELOPE, EXIF, STAMP)
PHOTO_NAME = re.compile(r"photos/[0-9a-f]{64}\.(?:jpg|png|webp|avif|heic)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What an archive may hold: its files of fixed names, in the order in which they stand, and the names of others."""

    texts: tuple[str, ...]
    others: re.Pattern[str]
    max_bytes: int
    max_entries: int


BUNDLE = Shape(TEXTS, PHOTO_NAME, MAX_ARCHIVE_BYTES, 40)
OTHER_KINDS = {"case.json": "archive.case", REPORT: "archive.bundle"}
"""Codes of a file that is whole evidence of the other kind, by what such a one is known."""
_LONGEST_IN_DIRECTORY = 1_000
"""More bytes than any entry of ours has in a zip's directory."""
_END, _END64, _END_BYTES = b"PK\5\6", b"PK\6\7", 22
"""Signatures of a zip's end record and of the locator before a large one's, length of the first (APPNOTE 4.3.16)."""
_BLOCK_BYTES = 65_536
_HEADER_BYTES = 30
"""Length of a zip's local header without its name (APPNOTE 4.3.7)."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError, struct.error)
"""What `zipfile` raises for an entry that is damaged or encrypted; NotImplementedError for a packing that it lacks."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a part of a bundle: a code of `messages.evidence`, the part, and what shows it."""

    code: str
    part: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What could be read of an archive by name, and what is wrong with it."""

    entries: Mapping[str, bytes]
    flaws: tuple[Flaw, ...]


def pack(entries: Mapping[str, bytes], shape: Shape = BUNDLE) -> bytes:
    """The archive of these entries. Raises ValueError where `unpack` would not take it again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in _in_order(entries, shape):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(info, entries[name])
    data = out.getvalue()
    if flaw := _too_much(len(data), [(name, len(content)) for name, content in entries.items()], shape):
        raise ValueError(f"{flaw.part}: {flaw.detail}")
    return data


def unpack(data: bytes, shape: Shape = BUNDLE) -> Opened:
    """The entries of an archive that `pack` made, or what is wrong with it; never raises for any bytes."""
    if flaw := _directory(data, shape):
        return Opened({}, (flaw,))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            sizes = [(info.filename, info.file_size) for info in infos]
            flaw = _other_kind(sizes, shape) or _too_much(len(data), sizes, shape) or _packed(infos)
            if flaw:
                return Opened({}, (flaw,))
            entries: dict[str, bytes] = {}
            flaws: list[Flaw] = []
            for info in infos:
                try:
                    entries[info.filename] = archive.read(info)
                except (*_UNREADABLE, zlib.error) as error:
                    flaws.append(Flaw("part.changed", info.filename, str(error)))
    except (*_UNREADABLE, zlib.error) as error:
        return Opened({}, (Flaw("archive.unreadable", "zip", f"{type(error).__name__}: {error}"),))
    if not flaws:
        flaws.extend(_other_bytes(data, entries, shape))
    return Opened(entries, tuple(flaws))


def _in_order(names: Iterable[str], shape: Shape) -> list[str]:
    return sorted(names, key=lambda name: (shape.texts.index(name) if name in shape.texts else len(shape.texts), name))


def _directory(data: bytes, shape: Shape) -> Flaw | None:
    """A directory longer than any of this shape, told before `zipfile` makes an object of each of its entries."""
    at = len(data) - _END_BYTES
    if at < 0 or data[at : at + 4] != _END or data[-2:] != b"\0\0":
        at = data.rfind(_END, max(0, at - 65_535))
    size = int.from_bytes(data[at + 12 : at + 16], "little") if at >= 0 else 0
    if size <= shape.max_entries * _LONGEST_IN_DIRECTORY and (at < 0 or data[max(0, at - 20) : at - 16] != _END64):
        return None
    return Flaw("archive.bounds", "zip", f"a directory of {size} bytes, or one of a zip of more than 4 GB")


def _other_kind(entries: list[tuple[str, int]], shape: Shape) -> Flaw | None:
    """An exported case where a bundle should be, or the other way round."""
    names = {name for name, _ in entries}
    found = (code for name, code in OTHER_KINDS.items() if name in names and name not in shape.texts)
    return next((Flaw(code, "zip") for code in found if shape.texts[0] not in names), None)


def _too_much(size: int, entries: list[tuple[str, int]], shape: Shape) -> Flaw | None:
    """Names, counts and sizes that no bundle has, told before anything is read."""
    names = [name for name, _ in entries]
    if size > shape.max_bytes:
        return Flaw("archive.bounds", "zip", f"{size} bytes, at most {shape.max_bytes}")
    if len(names) > shape.max_entries or len(set(names)) != len(names):
        told = f"{len(names)} entries, {len(set(names))} names, at most {shape.max_entries}"
        return Flaw("archive.bounds", "zip", told)
    for name, length in entries:
        if name not in shape.texts and not shape.others.fullmatch(name):
            return Flaw("archive.bounds", repr(name)[:80], "no name of a bundle")
        if name in shape.texts and length > MAX_TEXT_BYTES:
            return Flaw("archive.bounds", name, f"{length} bytes, at most {MAX_TEXT_BYTES}")
    if sum(length for _, length in entries) > size:
        return Flaw("archive.bounds", "zip", "its entries are larger than itself")
    return None


def _packed(infos: list[zipfile.ZipInfo]) -> Flaw | None:
    for info in infos:
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size or info.flag_bits:
            return Flaw("archive.bounds", info.filename, "compressed or encrypted")
    return None


def _other_bytes(data: bytes, entries: Mapping[str, bytes], shape: Shape) -> Iterator[Flaw]:
    """The first byte in which an archive differs from what `pack` makes of its content, and whose byte it is."""
    try:
        right = pack(entries, shape)
    except ValueError as error:  # entries that overlap, in an archive nearly as large as one may be
        yield Flaw("archive.bounds", "zip", str(error))
        return
    if right == data:
        return
    offset = _first_difference(data, right)
    start, owner = 0, "zip directory"
    for name in _in_order(entries, shape):
        end = start + _HEADER_BYTES + len(name) + len(entries[name])
        if start <= offset < end:
            owner = name
            break
        start = end
    yield Flaw("archive.changed", f"zip header of {owner}" if owner != "zip directory" else owner, f"byte {offset}")


def _first_difference(one: bytes, other: bytes) -> int:
    """Where two that differ begin to."""
    shorter = min(len(one), len(other))
    starts = range(0, shorter, _BLOCK_BYTES)
    block = next((n for n in starts if one[n : n + _BLOCK_BYTES] != other[n : n + _BLOCK_BYTES]), shorter)
    pairs = zip(one[block : block + _BLOCK_BYTES], other[block : block + _BLOCK_BYTES], strict=False)
    return block + next((n for n, (a, b) in enumerate(pairs) if a != b), min(shorter - block, _BLOCK_BYTES))
