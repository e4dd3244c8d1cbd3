"""Where several machines keep what is sent and what came of it: a shared folder, or a prefix of an object store.

Whole files go in and come out; nothing is locked, changed in place or read in parts there, so that any share of files
will do, one on which SQLite could not work among them. A file is there whole or not at all.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from verifier.batch.objects import RETRIES, TRIED_FOR_S, obstore_or_error, reason_of
from verifier.batch.source import place_of
from verifier.errors import BadSettings, FileMissing, ObjectsUnreachable, StoreProblem

CHUNK_BYTES = 1_000_000


class Share(Protocol):
    """Files by batch and name. Raises StoreProblem or ObjectsUnreachable when the place does not answer."""

    def put(self, file: Path, batch: str, name: str) -> None:
        """Keeps a copy of a file."""

    def get(self, batch: str, name: str, file: Path) -> None:
        """Fetches one to where no file is. Raises FileMissing."""

    def remove(self, batch: str, name: str) -> None:
        """Forgets one, if it is there."""

    def forget(self, batch: str) -> None:
        """Forgets all of a batch."""

    def batches(self) -> Iterator[tuple[str, float]]:
        """Ids of batches of which there is something, and the age in seconds of what came last."""


class FolderShare:
    """A folder that all machines reach under some path, NFS or alike."""

    def __init__(self, root: Path) -> None:
        """Makes the folder where there is none. Raises StoreProblem."""
        self.root = root
        with self._told():
            root.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, file: Path, batch: str, name: str) -> None:
        """As `Share.put`; lasting before it is called by its name."""
        place = self.root / batch
        coming = place / f".{secrets.token_hex(8)}"
        with self._told():
            place.mkdir(mode=0o700, exist_ok=True)
            try:
                with file.open("rb") as source, coming.open("xb") as target:
                    shutil.copyfileobj(source, target, CHUNK_BYTES)
                    target.flush()
                    os.fsync(target.fileno())
                coming.rename(place / name)
            finally:
                coming.unlink(missing_ok=True)

    def get(self, batch: str, name: str, file: Path) -> None:
        """As `Share.get`."""
        with self._told(), _arriving(file) as coming:
            try:
                shutil.copyfile(self.root / batch / name, coming)
            except FileNotFoundError:
                raise FileMissing(f"{batch}/{name} is not in the share", path=name) from None

    def remove(self, batch: str, name: str) -> None:
        """As `Share.remove`."""
        with self._told():
            (self.root / batch / name).unlink(missing_ok=True)

    def forget(self, batch: str) -> None:
        """As `Share.forget`."""
        shutil.rmtree(self.root / batch, ignore_errors=True)

    def batches(self) -> Iterator[tuple[str, float]]:
        """As `Share.batches`."""
        with self._told():
            for place in [place for place in self.root.iterdir() if place.is_dir()]:
                try:
                    yield place.name, time.time() - place.stat().st_mtime
                except FileNotFoundError:
                    continue

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreProblem(f"{self.root}: {error.strerror}") from error


class ObjectShare:
    """A prefix of an object store. `store`: one of obstore's, which holds the prefix."""

    def __init__(self, store: Any, label: str) -> None:
        self._store, self._label, self._obstore = store, label, obstore_or_error()

    def put(self, file: Path, batch: str, name: str) -> None:
        """As `Share.put`; large files go in parts."""
        with self._told():
            self._obstore.put(self._store, f"{batch}/{name}", file)

    def get(self, batch: str, name: str, file: Path) -> None:
        """As `Share.get`. Raises FileMissing too where it broke off."""
        with _arriving(file) as coming, coming.open("xb") as target:
            with self._told(name):
                found = self._obstore.get(self._store, f"{batch}/{name}")
                for part in found.stream(min_chunk_size=CHUNK_BYTES):
                    target.write(part)
            if target.tell() != found.meta["size"]:
                raise ObjectsUnreachable(f"{self._label}: {name}: it broke off")

    def remove(self, batch: str, name: str) -> None:
        """As `Share.remove`."""
        self._delete([f"{batch}/{name}"])

    def forget(self, batch: str) -> None:
        """As `Share.forget`."""
        with self._told():
            pages = self._obstore.list(self._store, prefix=f"{batch}/")
            names = [found["path"] for page in pages for found in page]
        self._delete(names)

    def batches(self) -> Iterator[tuple[str, float]]:
        """As `Share.batches`."""
        with self._told():
            newest: dict[str, float] = {}
            for page in self._obstore.list(self._store):
                for found in page:
                    batch, at = found["path"].partition("/")[0], found["last_modified"].timestamp()
                    newest[batch] = max(at, newest.get(batch, 0.0))
        now = time.time()
        yield from ((batch, now - at) for batch, at in newest.items())

    def _delete(self, names: list[str]) -> None:
        for name in names:
            try:
                with self._told(name):
                    self._obstore.delete(self._store, name)
            except FileMissing:
                continue

    @contextmanager
    def _told(self, name: str = "") -> Iterator[None]:
        """Errors of the store as our own, without its texts, which hold addresses."""
        try:
            yield
        except FileNotFoundError as error:
            raise FileMissing(f"{self._label}: {name}: {reason_of(error)}", path=name) from None
        except (self._obstore.exceptions.BaseError, ValueError) as error:
            raise ObjectsUnreachable(f"{self._label}: {reason_of(error)}") from None
        except OSError as error:
            raise StoreProblem(f"{self._label}: {error.strerror}") from error


@contextmanager
def _arriving(file: Path) -> Iterator[Path]:
    """A name under which a file arrives; it has its own when it is whole."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    coming = file.with_name(f".{secrets.token_hex(8)}")
    try:
        yield coming
        coming.rename(file)
    finally:
        coming.unlink(missing_ok=True)


def open_share(place: str) -> Share:
    """The share at a path, or at the URL of an object store. Raises BadSettings, BadRequest without that extra."""
    found = place_of(place)
    if isinstance(found, Path):
        return FolderShare(found)
    obstore = obstore_or_error()
    try:
        retries = {"max_retries": RETRIES, "retry_timeout": timedelta(seconds=TRIED_FOR_S)}
        return ObjectShare(obstore.store.from_url(place, retry_config=retries), place.partition("?")[0])
    except (obstore.exceptions.BaseError, ValueError) as error:
        setting = "MOKCHECK_BATCHES_SHARE"
        raise BadSettings(f"{setting}: {reason_of(error)}", setting=setting) from None
