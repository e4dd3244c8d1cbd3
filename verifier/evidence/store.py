"""A folder of bundles with retention, and the trail of what was done with them: each entry holds the hash of the last.

What is kept, until when and whether it is held follows from the trail alone; there is no second place that could say
otherwise. An entry that was changed, taken out or put in breaks the chain. Entries cut off at its end do not: whoever
must notice that notes the head (`Trail.head`) elsewhere and asks for it later.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from verifier import days
from verifier.days import THAILAND
from verifier.errors import BadEvidence, FileMissing, NotKept, StoreProblem
from verifier.evidence.archive import Flaw
from verifier.evidence.canonical import decode, encode
from verifier.evidence.check import check

Deed = Literal["keep", "export", "hold", "release", "delete"]
FIRST = "0" * 64
"""What the first entry has in place of the hash of one before it."""
_BUSY_S = 30.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: who (`by`, as they say), when by this machine's clock, what, with which bundle (the report's SHA-256).

    `sha256` is the bundle file's; `until` the last day of its retention, for `keep`; `why` what was given as reason.
    """

    n: int
    at: str
    by: str
    did: Deed
    bundle: str
    sha256: str
    until: str | None
    why: str
    before: str

    def data(self) -> bytes:
        """The canonical bytes that are hashed."""
        return encode({name: getattr(self, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle that is in the store: until which day at least, and whether a legal hold keeps it beyond."""

    bundle: str
    sha256: str
    until: date
    held: bool


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
            self._bundles.mkdir(parents=True, exist_ok=True)
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
                raise BadEvidence("the same report is kept with another envelope")
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
            return _kept(_entries(connection))

    def audit(self, head: str | None = None) -> Trail:
        """The trail and what is wrong: with the chain, and with files that are missing, changed, or not deleted.

        `head`: one that was noted earlier, and must be in the chain still.
        """
        entries, flaws, last, hashes = [], [], FIRST, set()
        with closing(self._connect()) as connection:
            rows = _rows(connection)
        for n, data in enumerate(rows):
            last_before, last = last, hashlib.sha256(data).hexdigest()
            hashes.add(last)
            try:
                entry = _entry(data)
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
            with part.open("wb") as file:
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
    def _writing(self) -> Iterator[_Writer]:
        """The trail for this process alone: all that is appended inside is written, or nothing of it."""
        with closing(self._connect()) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield _Writer(connection, _entries(connection))
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


@dataclass(slots=True)
class _Writer:
    """The trail while it is written."""

    connection: sqlite3.Connection
    entries: list[Entry]

    def kept(self) -> dict[str, Kept]:
        """What the entries so far say is kept."""
        return _kept(self.entries)

    def append(
        self, did: Deed, bundle: str, digest: str, *, by: str, at: datetime, until: date | None = None, why: str = ""
    ) -> None:
        """One entry more, behind the last."""
        moment, end = at.astimezone(THAILAND).isoformat(timespec="seconds"), until.isoformat() if until else None
        before = hashlib.sha256(self.entries[-1].data()).hexdigest() if self.entries else FIRST
        entry = Entry(len(self.entries), moment, by, did, bundle, digest, end, why, before)
        self.connection.execute("INSERT INTO audit VALUES (?, ?)", (entry.n, entry.data()))
        self.entries.append(entry)


def _kept(entries: Sequence[Entry]) -> dict[str, Kept]:
    found: dict[str, Kept] = {}
    for entry in entries:
        if entry.did == "keep":
            held = entry.bundle in found and found[entry.bundle].held
            found[entry.bundle] = Kept(entry.bundle, entry.sha256, date.fromisoformat(entry.until or ""), held)
        elif entry.did == "delete":
            found.pop(entry.bundle, None)
        elif entry.did in ("hold", "release") and entry.bundle in found:
            found[entry.bundle] = replace(found[entry.bundle], held=entry.did == "hold")
    return found


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    try:
        return [_entry(data) for data in _rows(connection)]
    except (ValueError, TypeError, KeyError) as error:
        raise StoreProblem(f"the trail cannot be read: {error}") from error


def _rows(connection: sqlite3.Connection) -> list[bytes]:
    try:
        return [bytes(row[0]) for row in connection.execute("SELECT entry FROM audit ORDER BY n")]
    except (sqlite3.Error, TypeError) as error:
        raise StoreProblem(f"the trail cannot be read: {error}") from error


def _entry(data: bytes) -> Entry:
    plain: dict[str, Any] = decode(data)
    entry = Entry(**plain)
    texts = (entry.at, entry.by, entry.bundle, entry.sha256, entry.why, entry.before)
    if not all(isinstance(text, str) for text in texts) or entry.did not in get_args(Deed):
        raise ValueError("not an entry of a trail")
    if (entry.until is None) == (entry.did == "keep"):
        raise ValueError("a day belongs to what is kept, and to nothing else")
    if entry.until is not None:
        date.fromisoformat(entry.until)
    return entry
