"""Photos that a manifest names by address are fetched before its batch begins, and kept with it like photos that came.

Every address has its outcome: a photo, or the reason why there is none. One that does not answer is tried again, and a
host that does not answer time after time is asked no more.
"""

from __future__ import annotations

import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from pathlib import Path

from api.batches.addresses import Unfetched, is_address
from api.batches.fetch import Fetcher
from verifier.batch.archive import MAX_ENTRIES
from verifier.batch.fetched import write_reasons
from verifier.batch.manifest import open_manifest

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

    def gather(self, manifest: Path, target: Path) -> bool:
        """Writes what a `verifier.batch.fetched.Fetched` reads; False, and nothing, where no address is named.

        `target` is whole or not there. Raises what `tell` raises, OSError.
        """
        wanted = list(addresses_in(manifest))
        if not wanted:
            return False
        wanted, beyond = wanted[:MOST], wanted[MOST:]
        coming, reasons = target.with_name(f".{target.name}"), dict.fromkeys(beyond, "source.too_much")
        coming.unlink(missing_ok=True)
        with zipfile.ZipFile(coming, "x") as archive, ThreadPoolExecutor(AT_ONCE) as pool:
            archive.write(manifest, f"manifest{manifest.suffix}")
            for address, found in self._all(pool, wanted):
                if isinstance(found, str):
                    reasons[address] = found
                else:
                    archive.writestr(address, found)
            write_reasons(archive, reasons)
        coming.rename(target)
        return True

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
