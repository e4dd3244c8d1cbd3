"""A folder of bundles with retention, and the trail of what was done with them: each entry holds the hash of the last.

What is kept, until when and whether it is held follows from the trail alone; there is no second place that could say
otherwise. An entry that was changed, taken out or put in breaks the chain. Entries cut off at its end do not: whoever
must notice that notes the head (`Trail.head`) elsewhere and asks for it later.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from verifier import days
from verifier.errors import BadEvidence, FileMissing, NotKept, StoreProblem
from verifier.evidence.archive import Flaw
from verifier.evidence.check import check
from verifier.evidence.trail import FIRST, Deed, Entry, Kept, Writer, kept_by, parse_entry, read_entries, read_rows

_BUSY_S = 30.0
"""How long one process waits for another that writes, in seconds."""


@dataclass(frozen=True, slots=True)
class Trail:
    """A trail that was read, what is wrong with it or with the files, and its head: the hash of the last entry."""

    entries: tuple[Entry, ...]
    flaws: tuple[Flaw, ...]
    head: str


class EvidenceStore:
    """A folder with `bundles/` and `audit.sqlite`; safe for several processes of one machine."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Opens a store, or makes one with `create`. Raises FileMissing, StoreProblem."""
        self._bundles, self._audit = folder / "bundles", folder / "audit.sqlite"
        if not create and not self._audit.is_file():
            raise FileMissing(f"{folder}: no evidence store", path=str(folder))
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._bundles.mkdir(mode=0o700, exist_ok=True)
            os.close(os.open(self._audit, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreProblem(f"{folder}: {error.strerror}") from error
        with closing(self._connect()) as connection, connection:
            connection.execute("CREATE TABLE IF NOT EXISTS audit (n INTEGER PRIMARY KEY, entry BLOB NOT NULL)")

    def keep(self, data: bytes, *, keep_days: int, by: str, at: datetime) -> str:
        """Takes a bundle in, for `keep_days` days from `at`; its id. Raises BadEvidence for one that was changed.

        One that is there already stays, and its retention ends on the later day.
        """
        checked = check(data)
        if checked.flaws:
            raise BadEvidence("; ".join(f"{flaw.part}: {flaw.code}" for flaw in checked.flaws))
        bundle, digest = checked.record_sha256, hashlib.sha256(data).hexdigest()
        until = days.today(at) + timedelta(days=keep_days)
        with self._writing() as writer:
            known = writer.kept().get(bundle)
            if known is not None and known.sha256 != digest:
                raise BadEvidence("the same report is kept with another envelope or time stamp")
            self._write(bundle, data)  # on the disk before the trail says that it is kept
            until = max(until, known.until) if known else until
            writer.append("keep", bundle, digest, by=by, at=at, until=until)
        return bundle

    def export(self, bundle: str, *, by: str, at: datetime, why: str = "") -> bytes:
        """The bytes of a bundle; that they were asked for is written down first. Raises NotKept, BadEvidence."""
        known = self._mark("export", bundle, by, at, why)
        try:
            data = self._path(bundle).read_bytes()
        except OSError as error:
            raise BadEvidence(f"{bundle}: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != known.sha256:
            raise BadEvidence(f"{bundle} was changed in the store")
        return data

    def hold(self, bundle: str, *, by: str, at: datetime, why: str) -> None:
        """Keeps a bundle beyond its retention, until it is released. Raises NotKept."""
        self._mark("hold", bundle, by, at, why)

    def release(self, bundle: str, *, by: str, at: datetime, why: str) -> None:
        """Ends a hold. Raises NotKept."""
        self._mark("release", bundle, by, at, why)

    def purge(self, *, by: str, at: datetime) -> list[str]:
        """Deletes every bundle whose retention is over and that is not held; their ids.

        The deed is written down before the file goes: a purge that was cut off ends with the next one.
        """
        with self._writing() as writer:
            over = [known for known in writer.kept().values() if known.until < days.today(at) and not known.held]
            for known in over:
                writer.append("delete", known.bundle, known.sha256, by=by, at=at, why="retention")
        with self._writing() as writer:  # so that nobody takes one in again meanwhile
            kept, deleted = writer.kept(), {entry.bundle for entry in writer.entries if entry.did == "delete"}
            for bundle in deleted - kept.keys():
                self._path(bundle).unlink(missing_ok=True)
        return [known.bundle for known in over]

    def kept(self) -> dict[str, Kept]:
        """What is in the store, by id. Raises StoreProblem for a trail that cannot be read."""
        with closing(self._connect()) as connection:
            return kept_by(read_entries(connection))

    def audit(self, head: str | None = None) -> Trail:
        """The trail and what is wrong: with the chain, and with files that are missing, changed, or not deleted.

        `head`: one that was noted earlier, and must be in the chain still.
        """
        entries, flaws, last, hashes = [], [], FIRST, set()
        with closing(self._connect()) as connection:
            rows = read_rows(connection)
        for n, data in enumerate(rows):
            last_before, last = last, hashlib.sha256(data).hexdigest()
            hashes.add(last)
            try:
                entry = parse_entry(data)
                entries.append(entry)
            except (ValueError, TypeError, KeyError) as error:
                flaws.append(Flaw("trail.form", f"entry {n}", f"{type(error).__name__}: {error}"))
                continue
            if entry.n != n or entry.before != last_before:
                flaws.append(Flaw("trail.broken", f"entry {n}"))
        if head is not None and head not in hashes:
            flaws.append(Flaw("trail.head", "trail", head))
        if not flaws:
            flaws.extend(self._files())
        return Trail(tuple(entries), tuple(flaws), last)

    # ---- files --------------------------------------------------------------------------------------------------

    def _files(self) -> Iterator[Flaw]:
        kept = self.kept()
        for known in kept.values():
            path = self._path(known.bundle)
            if not path.is_file():
                yield Flaw("part.missing", path.name)
            elif hashlib.sha256(path.read_bytes()).hexdigest() != known.sha256:
                yield Flaw("part.changed", path.name)
        for file in sorted(self._bundles.iterdir()):
            if file.suffix != ".zip" or file.stem not in kept:
                yield Flaw("part.extra", file.name)

    def _path(self, bundle: str) -> Path:
        return self._bundles / f"{bundle}.zip"

    def _write(self, bundle: str, data: bytes) -> None:
        """The file, whole or not at all."""
        path, part = self._path(bundle), self._bundles / f".{bundle}.{os.getpid()}"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StoreProblem(f"{path}: {error.strerror}") from error

    # ---- the trail ----------------------------------------------------------------------------------------------

    def _mark(self, did: Deed, bundle: str, by: str, at: datetime, why: str) -> Kept:
        """Writes down a deed with a bundle that is kept, and gives what is known of it. Raises NotKept."""
        with self._writing() as writer:
            known = writer.kept().get(bundle)
            if known is None:
                raise NotKept(bundle)
            writer.append(did, bundle, known.sha256, by=by, at=at, why=why)
        return known

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        """The trail for this process alone: all that is appended inside is written, or nothing of it."""
        with closing(self._connect()) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield Writer(connection, read_entries(connection))
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                raise StoreProblem(f"{self._audit}: {error}") from error

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(self._audit, timeout=_BUSY_S, isolation_level=None)
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error as error:
            raise StoreProblem(f"{self._audit}: {error}") from error
        return connection
