"""Photos that a manifest names by address are fetched before its batch begins, and kept with it like photos that came.

Every address has its outcome: a photo, or the reason why there is none. One that does not answer is tried again, and a
host that does not answer time after time is asked no more. Photos that came in a .zip with the manifest stay with it;
what lies there under an address's file name is not fetched.
"""

from __future__ import annotations

import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

from api.batches.addresses import Unfetched
from api.batches.fetch import Fetcher
from verifier.batch.archive import MAX_ENTRIES, Archive
from verifier.batch.fetched import REASONS, write_reasons
from verifier.batch.manifest import open_manifest
from verifier.batch.photos import READ_ALL_THE_SAME
from verifier.batch.plan import name_key
from verifier.batch.session import manifest_in, unpacked
from verifier.batch.source import Entry, is_address
from verifier.errors import FileMissing

ARCHIVE = ".zip"
MOST = MAX_ENTRIES - 2
"""Photos of one batch: an archive holds as many, the manifest and the reasons."""
AT_ONCE = 4
"""Photos that are fetched at the same time."""
TRIES, WAIT_S = 3, 1.0
"""Attempts at an address that does not answer, and seconds before the second; twice as many before the third."""
PATIENCE = 5
"""Addresses of one host that do not answer, one after another, before it is asked no more."""
SILENT = "source.unreachable"
TELL_S = 1.0


def addresses_in(manifest: Path) -> Iterator[str]:
    """Every address that a manifest names as a photo, once. Raises ListRejected, BadSource."""
    known: set[str] = set()
    for product in open_manifest(manifest).products():
        for text in product.files:
            if is_address(text) and text not in known:
                known.add(text)
                yield text


class Gathering:
    """Fetches the photos of one manifest. `tell` is called all the time, and ends it by raising."""

    def __init__(self, fetcher: Fetcher, most_bytes: int, tell: Callable[[], None]) -> None:
        self._fetcher, self._room, self._tell = fetcher, most_bytes, tell
        self._silent: Counter[str] = Counter()
        self._over = threading.Event()

    def gather(self, came: Path, target: Path) -> bool:
        """Writes what a `verifier.batch.fetched.Fetched` reads; False, and nothing, where no address is to be fetched.

        `came` is a manifest, or a .zip with one at its root; `target` is whole or not there. Raises what `tell` raises,
        OSError, ListRejected, BadSource, FileMissing.
        """
        with ExitStack() as stack:
            archive = stack.enter_context(closing(Archive(came))) if came.suffix == ARCHIVE else None
            inside = manifest_in(archive) if archive else None
            if archive is not None and inside is None:
                return False
            manifest = stack.enter_context(unpacked(archive, inside)) if archive and inside else came
            entries = [entry for entry in archive.entries() if entry.name != inside] if archive else []
            here = {_file_name(entry.name) for entry in entries if entry.problem in READ_ALL_THE_SAME}
            wanted = [address for address in addresses_in(manifest) if _file_name(address) not in here]
            if wanted:
                self._write(target, manifest, (archive, entries), wanted)
            return bool(wanted)

    def _write(
        self, target: Path, manifest: Path, came: tuple[Archive | None, Sequence[Entry]], wanted: Sequence[str]
    ) -> None:
        most = max(0, MOST - len(came[1]))
        coming, reasons = target.with_name(f".{target.name}"), dict.fromkeys(wanted[most:], "source.too_much")
        coming.unlink(missing_ok=True)
        with zipfile.ZipFile(coming, "x") as archive, ThreadPoolExecutor(AT_ONCE) as pool:
            archive.write(manifest, f"manifest{manifest.suffix}")
            for name, found in chain(self._brought(*came), self._all(pool, wanted[:most])):
                if isinstance(found, str):
                    reasons[name] = found
                else:
                    archive.writestr(name, found)
            write_reasons(archive, reasons)
        coming.rename(target)

    def _brought(self, archive: Archive | None, entries: Sequence[Entry]) -> Iterator[tuple[str, bytes | str]]:
        """Every file that came with the manifest, or the code of why it is not read."""
        for entry in entries:
            self._tell()
            if archive is None or entry.problem not in READ_ALL_THE_SAME or entry.name == REASONS:
                yield entry.name, entry.problem or "source.unreadable"
                continue
            try:
                data = archive.read(entry.name, self._fetcher.max_bytes)
            except FileMissing:
                yield entry.name, "source.unreadable"
                continue
            yield (
                entry.name,
                entry.problem or "source.too_large" if len(data) > self._fetcher.max_bytes else self._held(data),
            )

    def _all(self, pool: Executor, wanted: Sequence[str]) -> Iterator[tuple[str, bytes | str]]:
        """Every address with its photo or the code of a reason, few at a time."""
        try:
            for start in range(0, len(wanted), AT_ONCE):
                asked = {address: pool.submit(self._fetch, address) for address in wanted[start : start + AT_ONCE]}
                while wait(asked.values(), TELL_S).not_done:
                    self._tell()
                self._tell()
                yield from ((address, self._outcome(future)) for address, future in asked.items())
        finally:
            self._over.set()

    def _outcome(self, future: Future[bytes]) -> bytes | str:
        try:
            data = future.result()
        except Unfetched as problem:
            return problem.code
        return self._held(data)

    def _held(self, data: bytes) -> bytes | str:
        """A photo for which there is room, else the code that says that there is none."""
        if len(data) > self._room:
            return "source.too_much"
        self._room -= len(data)
        return data

    def _fetch(self, address: str) -> bytes:
        host = self._fetcher.allowed.place(address)[0].root
        for tried in range(1, TRIES + 1):
            if self._silent[host] >= PATIENCE or self._over.is_set():
                break
            try:
                data = self._fetcher.fetch(address)
            except Unfetched as problem:
                if problem.code != SILENT:
                    self._silent[host] = 0
                    raise
                self._over.wait(WAIT_S * tried)
            else:
                self._silent[host] = 0
                return data
        self._silent[host] += 1
        raise Unfetched(SILENT)


def _file_name(name: str) -> str:
    """The last part of a path or an address, as names are compared."""
    return name_key(name).rpartition("/")[2]
