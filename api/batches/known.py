"""The share of these rows, and no other: it bears a mark whose name the rows hold.

A folder that is not mounted looks like an empty share, a wrong address like another's. Without the mark a machine would
keep photos where no other finds them, call batches lost that are well, and sweep away what other rows have.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from api.batches.share import Share
from api.batches.store import NAME
from api.database.postgres import PostgresDatabase, ask, run
from verifier.errors import FileMissing, ShareLost

SCHEMA = "CREATE TABLE IF NOT EXISTS share (id BIGINT PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL);"
MARKS = "mokcheck"
"""Where marks lie in a share, as if it were a batch; no batch is called so."""
PROBE_BYTES = 262_144
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('mokcheck.share'))"


class KnownShare:
    """A `Share` that bears the mark `name`. Raises ShareLost too where it does not. `folder`: this process's own."""

    def __init__(self, share: Share, name: str, folder: Path) -> None:
        self._share, self.name, self._folder = share, name, folder

    def put(self, file: Path, batch: str, name: str) -> None:
        """As `Share.put`."""
        self.check()
        self._share.put(file, batch, name)

    def get(self, batch: str, name: str, file: Path) -> None:
        """As `Share.get`; what is not there may be missing, or the whole share may."""
        try:
            self._share.get(batch, name, file)
        except FileMissing:
            self.check()
            raise

    def remove(self, batch: str, name: str) -> None:
        """As `Share.remove`."""
        self._share.remove(batch, name)

    def forget(self, batch: str) -> None:
        """As `Share.forget`."""
        self._share.forget(batch)

    def batches(self) -> Iterator[tuple[str, float]]:
        """As `Share.batches`."""
        self.check()
        return self._share.batches()

    def mark(self) -> None:
        """Puts the mark there."""
        self._put(self.name, b"The batches in this folder are those of the rows that name this file.\n")

    def check(self) -> None:
        """Raises ShareLost unless the mark is there."""
        place = self._folder / f".{secrets.token_hex(8)}"
        try:
            self._share.get(MARKS, self.name, place)
        except FileMissing as error:
            raise ShareLost(
                "what lies under MOKCHECK_BATCHES_SHARE is not what the rows know: is it mounted?"
            ) from error
        finally:
            place.unlink(missing_ok=True)

    def probe(self) -> None:
        """Raises ShareLost, StoreProblem or ObjectsUnreachable unless a file can be kept there, and here before."""
        self.check()
        name = f"probe-{secrets.token_hex(8)}"
        try:
            self._put(name, bytes(PROBE_BYTES))
        finally:
            self._share.remove(MARKS, name)

    def _put(self, name: str, data: bytes) -> None:
        place = self._folder / f".{secrets.token_hex(8)}"
        try:
            place.write_bytes(data)
            self._share.put(place, MARKS, name)
        except OSError as error:
            raise ShareLost(f"{place.name}: {error.strerror}") from error
        finally:
            place.unlink(missing_ok=True)


def known(share: Share, rows: PostgresDatabase, folder: Path) -> KnownShare:
    """The share of these rows; one that none has yet is marked as theirs.

    Raises ShareLost for one that holds batches and none of theirs, or none while they have some; StoreProblem,
    ObjectsUnreachable.
    """
    with rows.transaction() as connection:
        ask(connection, _LOCK)
        found = ask(connection, "SELECT name FROM share")
        if found:
            return KnownShare(share, str(found[0][0]), folder)
        mine = {str(batch) for (batch,) in ask(connection, "SELECT id FROM batches")}
        there = {batch for batch, _ in share.batches() if NAME.fullmatch(batch)}
        if (mine or there) and not mine & there:
            raise ShareLost("what lies under MOKCHECK_BATCHES_SHARE holds other batches than the rows do")
        made = KnownShare(share, secrets.token_hex(16), folder)
        made.mark()
        run(connection, "INSERT INTO share VALUES (1, ?)", made.name)
        return made
