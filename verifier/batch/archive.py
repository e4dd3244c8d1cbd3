"""A .zip of photos, read without unpacking it: bounded in entries, sizes and ratio, its names in UTF-8 or cp874.

Threats: names that lead out of the folder (nothing is ever written under a name of the archive), links, archives in
archives, entries that unpack to far more than they take, entries that share their bytes, encrypted ones, a directory of
millions of entries. Each bad entry is told with its reason and costs no other; an archive whose directory is a trap is
refused as a whole.
"""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from verifier.batch.source import Entry, is_litter, stamp_of, unread_by_name
from verifier.errors import BadSource, FileMissing

MAX_ENTRIES = 250_000
"""Entries of one archive; a larger stock comes as a folder."""
MAX_RATIO = 100
"""Photos are packed already: what unpacks to more than this many times its size is none."""
RATIO_FROM_BYTES = 1_000_000
"""Smaller entries may be packed as tightly as they like."""
MAX_NAME_CHARACTERS = 1_000
MAX_DIRECTORY_BYTES = 250_000_000
UTF8_NAMES, ENCRYPTED = 0x800, 0x1
"""Bits of an entry's flags (APPNOTE.TXT 4.4.4)."""
_END, _END64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LOCATOR_BYTES, _END64_BYTES, _HEADER_BYTES = 20, 56, 46
DAMAGED = (
    *(OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError),
    *(struct.error, ValueError, IndexError, OverflowError, MemoryError),
)
"""What `zipfile` raises for an entry that is not what it says; NotImplementedError for a way of packing or a version of
zip that it lacks, MemoryError where an entry asks for a huge dictionary."""


class Archive:
    """A .zip file. Entries are read by one process, one at a time."""

    def __init__(self, path: Path) -> None:
        """Raises BadSource for a file that is no archive or a trap, FileMissing for one that cannot be read."""
        self.label = path.name
        self._path = path
        try:
            _refuse_huge_directory(path)
            self._zip = zipfile.ZipFile(path)
            self._stamp = stamp_of(path.stat())  # a checksum of 32 bits is easily forged
        except OSError as error:
            raise FileMissing(f"{path}: {error.strerror or error}", path=str(path)) from error
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
            raise BadSource(f"{path.name} is not a zip archive that can be read: {error}", path=str(path)) from error
        found = self._zip.infolist()
        if sum(info.compress_size for info in found) > path.stat().st_size:
            raise BadSource(f"{path.name}: its entries share their bytes, which no honest archive does")
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        self._doubled: set[str] = set()
        for info in found:
            name = name_of(info)
            if name in self._by_name:
                self._doubled.add(name)
            self._by_name.setdefault(name, info)

    def entries(self) -> Iterator[Entry]:
        """As `Source.entries`."""
        for name, info in self._by_name.items():
            if not info.is_dir() and not is_litter(name):
                yield Entry(name, f"{info.header_offset}-{self._stamp}", self._problem(name, info))

    def top(self) -> Iterable[str]:
        """As `Source.top`."""
        return sorted(name for name in self._by_name if "/" not in name)

    def is_there(self) -> bool:
        """As `Source.is_there`."""
        return self._path.is_file()

    def read(self, name: str, limit: int) -> bytes:
        """As `Source.read`; the archive's own checksum must hold for what is read whole."""
        info = self._by_name.get(name)
        if info is None or self._problem(name, info) not in ("", unread_by_name(name)):
            raise FileMissing(f"{self.label}: {name} cannot be read", path=name)
        try:
            with self._zip.open(info) as file:
                return file.read(limit + 1)
        except DAMAGED as error:
            raise FileMissing(f"{self.label}: {name}: {error}", path=name) from error

    def close(self) -> None:
        """Closes the file."""
        self._zip.close()

    def _problem(self, name: str, info: zipfile.ZipInfo) -> str:
        """As `problem_of`; programs differ in which of two entries of one name they unpack, so neither is taken."""
        return "source.doubled" if name in self._doubled else problem_of(name, info)


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of an entry: UTF-8 where it says so or is, else cp874, which Thai Windows writes."""
    if info.flag_bits & UTF8_NAMES:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def problem_of(name: str, info: zipfile.ZipInfo) -> str:
    """Why an entry is not read; empty for a picture that may be."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or name[1:2] == ":" or "\0" in name:
        return "source.outside"
    if len(name) > MAX_NAME_CHARACTERS:
        return "source.name"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and kind not in (stat.S_IFREG, stat.S_IFDIR):
        return "source.link"
    if info.flag_bits & ENCRYPTED:
        return "source.encrypted"
    if info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_RATIO * info.compress_size:
        return "source.blown_up"
    return unread_by_name(name)


def _refuse_huge_directory(path: Path) -> None:
    """Raises BadSource before a directory is loaded that would fill the memory: too long, or of too many entries.

    What the end record says of the number of entries counts for nothing, for `zipfile` does not ask it either.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))  # the end record and the longest comment behind it
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0:
            return  # zipfile tells what is wrong
        end = size - len(tail) + at
        (length,) = struct.unpack_from("<I", tail, at + 12)
        if tail[max(0, at - _LOCATOR_BYTES) : at].startswith(_LOCATOR):  # ZIP64: a larger record may tell it
            file.seek(max(0, end - _LOCATOR_BYTES - _END64_BYTES))
            record = file.read(_END64_BYTES)
            if record.startswith(_END64) and len(record) == _END64_BYTES:
                end -= _LOCATOR_BYTES + _END64_BYTES
                (length,) = struct.unpack_from("<40xQ", record)
        if length > MAX_DIRECTORY_BYTES:
            raise BadSource(f"{path.name}: a directory of {length / 1e6:,.0f} MB")
        file.seek(max(0, end - length))
        entries = sum(1 for _ in islice(_headers(file, length), MAX_ENTRIES + 1))
    if entries > MAX_ENTRIES:
        raise BadSource(f"{path.name} has more than {MAX_ENTRIES:,} entries")


def _headers(file: IO[bytes], length: int) -> Iterator[None]:
    """One for every header in a directory of so many bytes, from where the file stands (APPNOTE.TXT 4.3.12)."""
    while length >= _HEADER_BYTES:
        header = file.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES:
            return
        more = sum(struct.unpack_from("<28x3H", header))
        file.seek(more, 1)
        length -= _HEADER_BYTES + more
        yield
