"""Cases in one folder: `cases.sqlite` with cases and trail, and their files. Safe for several processes of a machine.

A deed and its entry in the trail are one transaction. A case is there for its team alone: whoever else asks is told
that there is none. What is deleted is overwritten in the database, and its files go with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from verifier import days
from verifier.cases import rows
from verifier.cases.files import CaseFiles, told
from verifier.cases.model import Case, Officer, new_salt
from verifier.cases.trail import Chain, Deed, append, read_chain
from verifier.errors import CaseChanged, CaseClosed, CaseHeld, FileMissing, NoCase, NotOfficer, StoreProblem
from verifier.private import make_private

_BUSY_S = 30.0
"""How long one process waits for another that writes, in seconds."""
Edit = Callable[[Case, sqlite3.Connection], Case]


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks. An `operator` works on the machine itself and reaches every case; what they do is in the trail too."""

    key_id: str
    name: str = ""
    operator: bool = False

    @property
    def officer(self) -> Officer:
        """The same as somebody responsible for a case."""
        return Officer(self.key_id, self.name)


class CaseStore:
    """The store of one folder."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Opens a store, or makes one with `create`. Raises FileMissing, StoreProblem."""
        self._path = folder / "cases.sqlite"
        if not create and not self._path.is_file():
            raise FileMissing(f"{folder}: no store of cases", path=str(folder))
        self.files = CaseFiles(folder)
        with told(self._path):
            make_private(self._path)
        with self._connected() as db:
            db.executescript(rows.SCHEMA)

    # ---- one case ------------------------------------------------------------------------------------------------

    def create(self, case: Case, *, who: Who, at: datetime, any_end: bool = False) -> Case:
        """Takes a case in that is new; one that is there already with the same content is left as it is.

        `any_end`: its last day was not named, so that one that is there may have another.
        Raises CaseChanged where it is there with another, NoCase where it is another team's.
        """
        with self.writing() as db:
            if rows.get(db, case.id) is not None:
                known = self.reach(db, case.id, who)
                end = case.keep_until if any_end else known.keep_until
                if replace(known, salt="", revision=1, keep_until=end) != replace(case, salt="", revision=1):
                    raise CaseChanged(revision=known.revision)
                return known
            fresh = replace(case, salt=new_salt(), revision=1)
            rows.put(db, fresh, "create", by=who.key_id, at=at)
        return fresh

    def read(self, case_id: str, *, who: Who, at: datetime, did: Deed = "read", part: str = "") -> Case:
        """A case; that it was seen or exported stands in the trail. Raises NoCase."""
        with self.writing() as db:
            case = self.reach(db, case_id, who)
            append(db, did, case_id, by=who.key_id, at=at, part=part)
        return case

    def change(
        self,
        case_id: str,
        edit: Edit,
        *,
        who: Who,
        at: datetime,
        did: Deed = "change",
        revision: int | None = None,
        part: str = "",
        why: str = "",
    ) -> Case:
        """Replaces a case by what `edit` makes of it; one that stays as it is makes no entry.

        Raises NoCase, CaseChanged where `revision` is not the case's, CaseClosed where it is closed and more than how
        long it is kept would change, CaseHeld where the case is held and would lose a file, a report as well as a
        photo, and what `edit` raises.
        """
        with self.writing() as db:
            known = self.reach(db, case_id, who)
            if revision is not None and revision != known.revision:
                raise CaseChanged(revision=known.revision)
            case = edit(known, db)
            if case == known:
                return known
            if known.closed and did != "reopen" and case != replace(known, held=case.held, keep_until=case.keep_until):
                raise CaseClosed
            gone = known.blobs - case.blobs
            if known.held and gone:
                raise CaseHeld
            case = replace(case, revision=known.revision + 1)
            rows.put(db, case, did, by=who.key_id, at=at, part=part, why=why)
        self._clean(gone)
        return case

    def delete(self, case_id: str, *, who: Who, at: datetime, why: str) -> None:
        """Deletes a case with all its files. Raises NoCase, NotOfficer, CaseHeld, CaseClosed."""
        with self.writing() as db:
            case = self.reach(db, case_id, who)
            if not who.operator and case.officer.key_id != who.key_id:
                raise NotOfficer
            if case.held:
                raise CaseHeld
            if case.closed:
                raise CaseClosed
            rows.remove(db, case, by=who.key_id, at=at, why=why)
        self._clean(case.blobs)
        self.files.forget(case_id)

    def purge(self, *, who: Who, at: datetime) -> list[str]:
        """Deletes every case whose retention is over and that is not held; their ids.

        Files that a deletion or a process left behind when it was cut off go too.
        """
        with self.writing() as db:
            db.execute("DELETE FROM listed WHERE day < ?", (days.today(at).isoformat(),))
            over = rows.over(db, days.today(at))
            for case in over:
                rows.remove(db, case, by=who.key_id, at=at, why="retention")
        self._clean(self.files.hashes())
        with self.writing() as db:  # nobody writes a file meanwhile
            self.files.sweep(lambda case_id, product_id, sha256: _awaited(rows.get(db, case_id), product_id, sha256))
        return [case.id for case in over]

    # ---- many ----------------------------------------------------------------------------------------------------

    def find(
        self,
        *,
        who: Who,
        at: datetime,
        text: str = "",
        since: str = "",
        until: str = "",
    ) -> list[Case]:
        """All cases that `who` may read, as `page` gives them."""
        return self.page(who=who, at=at, text=text, since=since, until=until)[0]

    def page(
        self,
        *,
        who: Who,
        at: datetime,
        text: str = "",
        since: str = "",
        until: str = "",
        limit: int | None = None,
        after: str = "",
    ) -> tuple[list[Case], bool]:
        """Cases that `who` may read, the latest visit first, at most `limit`, and whether there are more.

        Each word of `text` is somewhere in them. `since`, `until`: days of the visit, ISO 8601, both included. `after`:
        goes on behind the case of this id. That they were listed stands in the trail, an entry a case and day.
        """
        with self.writing() as db:
            member = None if who.operator else who.key_id
            most = None if limit is None else limit + 1
            found = rows.search(db, member, text=text, since=since, until=until, after=after, limit=most)
            cases = found[:limit]
            ids = [case.id for case in cases]
            rows.listed(db, ids, by=who.key_id, at=at, part=str(len(cases)), kind="list")
        return cases, len(found) > len(cases)

    # ---- the trail -----------------------------------------------------------------------------------------------

    def trail(self, case_id: str, *, who: Who) -> Chain:
        """The entries of one case out of the whole chain, whose flaws are told too. Raises NoCase."""
        with self.reading() as db:
            self.reach(db, case_id, who)
            return read_chain(rows.entries(db), case=case_id)

    def probe(self) -> None:
        """Writes as much as a small photo and deletes it again. Raises StoreProblem where there is no room."""
        self.files.probe()
        with self.writing():
            pass

    # ---- inside a transaction ------------------------------------------------------------------------------------

    def reach(self, db: sqlite3.Connection, case_id: str, who: Who) -> Case:
        """The case, if it is there for this asker. Raises NoCase."""
        case = rows.get(db, case_id)
        if case is None or not (who.operator or who.key_id in case.team):
            raise NoCase
        return case

    def _clean(self, hashes: Iterable[str]) -> None:
        """Deletes those of these files that belong to no case any more; nobody can take one in meanwhile."""
        found = list(hashes)
        if not found:
            return
        with self.writing() as db:
            for sha256 in found:
                if db.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (sha256,)).fetchone() is None:
                    self.files.delete(sha256)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that holds the write lock from its beginning: all that is done inside counts, or nothing."""
        with self._connected() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """What is there at one moment; nothing may be written inside."""
        with self._connected() as db:
            db.execute("BEGIN")
            yield db

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)) as db:
                db.execute("PRAGMA synchronous = FULL")
                db.execute("PRAGMA secure_delete = ON")
                yield db
        except sqlite3.Error as error:  # its text may quote a value
            raise StoreProblem(f"{self._path.name}: {type(error).__name__}") from error


def _awaited(case: Case | None, product_id: str, sha256: str) -> bool:
    """Whether the rest of a photo may still come to this product of the case."""
    product = case.product(product_id) if case else None
    return product is not None and sha256 not in {photo.sha256 for photo in product.photos}
