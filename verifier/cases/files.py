"""The files of cases: originals and records under their own hash, and photos that have come in part.

A photo comes in parts and is counted as received only when it lies on the disk. Until the store says that it is whole
its part stays, so that a process that is killed at any moment loses nothing that was confirmed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from verifier.cases.model import Original
from verifier.errors import StoreProblem, UploadGap, UploadMismatch

PROBE_BYTES = 1_000_000
_PART = re.compile(r"([0-9a-f-]{36})\.([0-9a-f-]{36})\.([0-9a-f]{64})\.(\d{1,12})")


class CaseFiles:
    """`files/` (by SHA-256) and `parts/` (by case, product, SHA-256 and size) in the folder of a store."""

    def __init__(self, folder: Path) -> None:
        """Makes the folders, readable by their owner alone. Raises StoreProblem."""
        self._files, self._parts = folder / "files", folder / "parts"
        with told(folder):
            for made in (folder, self._files, self._parts):
                made.mkdir(mode=0o700, parents=True, exist_ok=True)

    def read(self, sha256: str) -> bytes:
        """The content of a file, which is what its name says. Raises StoreProblem."""
        with told(self._files):
            data = self._path(sha256).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreProblem(f"{sha256} was changed in the store")
        return data

    def write(self, data: bytes) -> str:
        """Keeps bytes under their hash, whole or not at all."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        part = self._parts / f".{sha256}.{secrets.token_hex(8)}"  # processes of two machines may have one number
        with told(path):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
                _settle(path.parent)
            finally:
                part.unlink(missing_ok=True)
        return sha256

    def probe(self) -> None:
        """Writes a file of PROBE_BYTES and deletes it. Raises StoreProblem."""
        path = self._parts / f".probe.{os.getpid()}.{threading.get_ident()}"
        with told(path):
            try:
                path.write_bytes(bytes(PROBE_BYTES))
            finally:
                path.unlink(missing_ok=True)

    # ---- parts ---------------------------------------------------------------------------------------------------

    def add(self, case: str, product: str, photo: Original, offset: int, data: bytes) -> int:
        """Puts bytes of a photo where they belong; how many bytes of it, from its beginning, are on the disk now.

        Raises UploadGap where bytes before `offset` have not come, UploadMismatch where they are more than its size or,
        when all have come, are not of its hash: then they are gone, and the photo is to be sent anew.
        """
        path = self._parts / f"{case}.{product}.{photo.sha256}.{photo.size}"
        with told(path), _locked(path) as file:
            received = os.fstat(file.fileno()).st_size
            if offset > received:
                if not received:
                    path.unlink()
                raise UploadGap(received=received)
            if offset + len(data) > photo.size:
                raise UploadMismatch(received=received)
            if fresh := data[received - offset :]:
                file.write(fresh)
                file.flush()
                os.fsync(file.fileno())
                if received == 0:
                    _settle(self._parts)
            received = max(received, offset + len(data))
            if received == photo.size and hashlib.sha256(path.read_bytes()).hexdigest() != photo.sha256:
                path.unlink()
                raise UploadMismatch(received=0)
        return received

    def complete(self, case: str, product: str, photo: Original) -> None:
        """Gives a whole photo its place among the files; its part stays until `forget`."""
        path, part = self._path(photo.sha256), self._parts / f"{case}.{product}.{photo.sha256}.{photo.size}"
        with told(path):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            if not path.exists():
                os.link(part, path)
                _settle(path.parent)

    def forget(self, case: str, product: str = "", sha256: str = "") -> None:
        """Deletes parts of a case, of one product or of one photo of it."""
        for found_case, found_product, found_sha256, size, path in self._all_parts():
            del size
            if found_case == case and product in ("", found_product) and sha256 in ("", found_sha256):
                path.unlink(missing_ok=True)

    def parts(self, case: str, product: str) -> list[tuple[str, int, int]]:
        """Photos of a product that are not whole: SHA-256, size, and how many bytes have come."""
        return [
            (sha256, size, path.stat().st_size)
            for found_case, found_product, sha256, size, path in self._all_parts()
            if (found_case, found_product) == (case, product)
        ]

    def cases_of_parts(self) -> set[str]:
        """Ids of the cases that parts belong to."""
        return {found[0] for found in self._all_parts()}

    def products_of_parts(self, case: str) -> set[str]:
        """Ids of the products of a case that parts belong to."""
        return {found[1] for found in self._all_parts() if found[0] == case}

    def sweep(self, awaited: Callable[[str, str, str], bool]) -> None:
        """Deletes parts whose case, product and photo (SHA-256) nobody awaits, and files that were never finished.

        Nobody may write a file meanwhile; a photo may come in.
        """
        for case, product, sha256, _size, path in self._all_parts():
            if not awaited(case, product, sha256):
                path.unlink(missing_ok=True)
        for path in self._parts.glob(".*"):
            path.unlink(missing_ok=True)

    # ---- all files -----------------------------------------------------------------------------------------------

    def hashes(self) -> Iterator[str]:
        """The names of all files that are kept."""
        yield from (path.name for path in sorted(self._files.glob("??/*")))

    def sound(self, sha256: str) -> bool | None:
        """Whether a file is what its name says; None where there is none."""
        path = self._path(sha256)
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256 if path.is_file() else None

    def delete(self, sha256: str) -> None:
        """Deletes a file, if it is there."""
        with told(self._files):
            self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._files / sha256[:2] / sha256

    def _all_parts(self) -> Iterator[tuple[str, str, str, int, Path]]:
        for path in sorted(self._parts.iterdir()):
            if found := _PART.fullmatch(path.name):
                yield found[1], found[2], found[3], int(found[4]), path


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    """The file of a part, for this process alone; another one where that which was waited for is gone meanwhile."""
    while True:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
                yield file
                return


def _settle(folder: Path) -> None:
    """Has the disk keep the names in a folder: a file whose name is lost with the power is lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the disk says into StoreProblem."""
    try:
        yield
    except OSError as error:
        raise StoreProblem(f"{path.name}: {error.strerror}") from error
