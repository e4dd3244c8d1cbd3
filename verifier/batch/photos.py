"""The photos of a run: what their files hold, and what the ledger knows of that content."""

from __future__ import annotations

import hashlib
import json

from verifier.batch.jobs import Seen
from verifier.batch.ledger import Ledger
from verifier.batch.source import Source, is_address
from verifier.errors import FileMissing
from verifier.settings import Settings

LOOK, AGAIN = "look", "again"
"""The two ways to look at a photo: at first, and for what speaks against agreement."""
READ_ALL_THE_SAME = ("", "source.no_picture")
"""Problems by name that do not matter when a manifest names the file: its content decides."""


class Photos:
    """Photos by name and by content. `seen_by`: the digest of what looks at them, set when that is known."""

    def __init__(self, ledger: Ledger, source: Source | None, settings: Settings) -> None:
        self.ledger, self.source = ledger, source
        self.max_bytes = settings.max_bytes
        self.seen_by = ""

    def content(self, name: str) -> tuple[str, bytes | None, str, str]:
        """Hash of a photo, its bytes where they had to be read, code and reason of a trouble.

        A file of the same name, size and time as before is taken for the same. Raises FileMissing when the whole source
        is gone.
        """
        entry = self.ledger.one("SELECT stamp, problem FROM entries WHERE name = ?", (name,))
        if entry is None:
            not_there = (
                ("stock.photo_unread", "source.not_fetched") if is_address(name) else ("stock.photo_missing", "")
            )
            return "", None, *not_there
        stamp, problem = entry
        if problem not in READ_ALL_THE_SAME:
            return "", None, "stock.photo_unread", problem
        known = self.ledger.one("SELECT sha256 FROM hashes WHERE name = ? AND stamp = ?", (name, stamp))
        if known:
            return str(known[0]), None, "", ""
        data = self._read(name)
        if data is None:
            return "", None, "stock.photo_unread", "source.unreadable"
        sha256 = hashlib.sha256(data).hexdigest()
        self.ledger.put("INSERT OR REPLACE INTO hashes VALUES (?, ?, ?)", (name, stamp, sha256))
        return sha256, data, "", ""

    def read_again(self, sha256: str, name: str) -> bytes | None:
        """The bytes of a photo that was read before; None where its file is gone or another by now."""
        data = self._read(name)
        return data if data is not None and hashlib.sha256(data).hexdigest() == sha256 else None

    def is_known(self, sha256: str, stage: str = LOOK) -> bool:
        """Whether a photo was looked at so, or set aside."""
        return self.has_sight(sha256, stage) or self.ledger.set_aside(sha256, self.seen_by, stage) is not None

    def has_sight(self, sha256: str, stage: str = LOOK) -> bool:
        """Whether it is known what a photo shows when it is looked at so."""
        values = (sha256, self.seen_by, int(stage == AGAIN))
        query = "SELECT 1 FROM sights WHERE sha256 = ? AND seen_by = ? AND challenged = ?"
        return self.ledger.one(query, values) is not None

    def state(self, sha256: str) -> list[object]:
        """What a verdict rests on of a photo: whether there is a sight, and why it was set aside at either look."""
        asides = [self.ledger.set_aside(sha256, self.seen_by, stage) for stage in (LOOK, AGAIN)]
        return [self.has_sight(sha256), *asides]

    def keep(self, sha256: str, seen: Seen, stage: str) -> None:
        """Keeps what was seen in a photo."""
        row = (sha256, self.seen_by, int(stage == AGAIN), seen.sight, json.dumps(seen.gtins), seen.phash)
        self.ledger.put("INSERT OR REPLACE INTO sights VALUES (?, ?, ?, ?, ?, ?)", row)
        if seen.thumb:
            self.ledger.put("INSERT OR REPLACE INTO thumbs VALUES (?, ?)", (sha256, seen.thumb))

    def _read(self, name: str) -> bytes | None:
        if self.source is None:
            return None
        try:
            return self.source.read(name, self.max_bytes)
        except FileMissing:
            if not self.source.is_there():
                raise
            return None
