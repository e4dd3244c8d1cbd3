"""Checking a bundle without a network, with a public key alone: what is proven by it, and what is wrong with it.

Every byte is accounted for: the record by its hash and its signature, the originals by their hashes in the record, the
archive by being written again. What cannot be proven is not silently believed: a bundle without a signature, or of a
key that nobody vouched for, is `UNPROVEN` however whole it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any

from verifier import messages
from verifier.days import THAILAND
from verifier.errors import BadEvidence
from verifier.evidence.archive import ENVELOPE, OTHER_KINDS, REPORT, STAMP, Flaw, unpack
from verifier.evidence.envelope import read_envelope, signature_flaws, signer_of
from verifier.evidence.newer import NEWER, newer_form
from verifier.evidence.record import KIND, SCHEMA, Record, read_record
from verifier.evidence.rejudge import follows
from verifier.evidence.signing import PublicKey
from verifier.evidence.stamp import MAX_STAMP_BYTES, Stamp, check_stamp
from verifier.messages.evidence import say

STAMP_DOUBTS = ("stamp.none", "stamp.root", "stamp.algorithm", "stamp.future")
"""What is no change of a bundle, but keeps its time from being proven."""
CLOCKS_APART = timedelta(minutes=5)
"""How far ahead of this machine's clock a stamp may be before one of the two clocks is called wrong."""


class State(IntEnum):
    """How a check ends; the values are the exit codes of `mokcheck report verify`."""

    WHOLE = 0
    """Whole, and signed with a key that was given."""
    CHANGED = 10
    """Something is not as it was made, or contradicts itself."""
    UNPROVEN = 20
    """Whole as far as can be told, but nobody's: unsigned, or of a key that was not given or is revoked.

    Or roots were given, and no time stamp leads to them; or it says that it is of a newer form than is known here; or
    it is evidence of another kind, of which nothing was checked.
    """


def state_of(flaws: Sequence[Flaw], doubts: Sequence[str]) -> State:
    """How a check ends. What is of a newer form or of another kind was not read: neither whole nor found changed."""
    if any(flaw.code not in (NEWER, *OTHER_KINDS.values()) for flaw in flaws):
        return State.CHANGED
    return State.UNPROVEN if flaws or doubts else State.WHOLE


def headline(state: State, flaws: Sequence[Flaw], doubts: Sequence[str]) -> str:
    """Key of the sentence in `messages.evidence` that says how a check ended."""
    if flaws and state is not State.CHANGED:
        return "state.newer" if any(flaw.code == NEWER for flaw in flaws) else "state.other"
    if flaws and all(flaw.code.startswith("stamp.") for flaw in flaws):
        return "state.stamp"
    if doubts and not flaws and all(doubt.startswith("stamp.") for doubt in doubts):
        return "state.unstamped"
    return f"state.{state.name.lower()}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `record` is None where it cannot be read; `signer` is the key of the signature, if any.

    `doubts`: codes that keep an unchanged bundle from being proven. `recomputed`: whether the report was found to
    follow from its sights, None where these rules are not those that judged. `stamp`: a time stamp that was checked,
    None where there is none, where it is a flaw or a doubt, and where no roots were given.
    """

    state: State
    flaws: tuple[Flaw, ...]
    doubts: tuple[str, ...]
    record: Record | None
    record_bytes: bytes
    entries: Mapping[str, bytes]
    signer: PublicKey | None
    recomputed: bool | None
    stamp: Stamp | None = None

    @property
    def record_sha256(self) -> str:
        """SHA-256 of `report.json`, hexadecimal; empty where there is none."""
        return hashlib.sha256(self.record_bytes).hexdigest() if self.record_bytes else ""

    @property
    def headline(self) -> str:
        """Key of the sentence that says how the check ended."""
        return headline(self.state, self.flaws, self.doubts)

    def proven(self, lang: str) -> list[str]:
        """What is proven, in sentences of `th` or `en`: of the key only where somebody vouches for it."""
        lines = []
        if self.state is State.WHOLE and self.signer is not None:
            lines.append(say("proven.bytes", lang))
            lines.append(say("proven.key", lang, name=self.signer.name, fingerprint=self.signer.fingerprint))
        lines += [say("proven.recomputed", lang)] if self.recomputed else []
        return [*lines, self._stamped("proven.stamp", lang)] if self.stamp else lines

    def not_proven(self, lang: str) -> list[str]:
        """What is not, whatever the state."""
        lines = [told_doubt(doubt, self.signer, lang) for doubt in self.doubts]
        lines += [say("not_proven.holder", lang)] if self.signer is not None else []
        lines += [self._stamped(f"not_proven.{self._clock()}", lang), say("not_proven.scene", lang)]
        return lines if self.recomputed else [*lines, say("not_proven.recomputed", lang)]

    def _clock(self) -> str:
        """What is to be said of the machine's clock: by a stamp that was checked it is late, or plainly wrong."""
        if self.stamp is None:
            return "stamp" if STAMP in self.entries else "clock"
        ahead = self.record is not None and self.record.judged > self.stamp.moment
        return "ahead" if ahead else "before"

    def _stamped(self, key: str, lang: str) -> str:
        """A sentence on times: that of the machine, that of the stamp, and whose it is."""
        judged = messages.moment(self.record.judged.astimezone(THAILAND), lang) if self.record else ""
        if self.stamp is None:
            return say(key, lang, judged=judged)
        moment = messages.moment(self.stamp.moment.astimezone(THAILAND), lang)
        return say(key, lang, judged=judged, moment=moment, authority=self.stamp.authority)


def told_doubt(doubt: str, signer: PublicKey | None, lang: str) -> str:
    """A doubt in words; of a key that is revoked also since when, and why where its file says it."""
    if doubt != "key.revoked" or signer is None or signer.revoked is None:
        return say(doubt, lang)
    try:
        day = messages.day(datetime.fromisoformat(signer.revoked).date(), lang)
    except ValueError:  # a file that somebody else wrote
        day = signer.revoked
    return say("key.revoked.since", lang, said=say(doubt, lang), why=": ".join(filter(None, (day, signer.reason))))


def check(
    data: bytes, keys: Sequence[PublicKey] = (), roots: Sequence[Any] = (), *, now: datetime | None = None
) -> Checked:
    """Checks the bytes of a bundle against the public keys that somebody vouches for. Never raises for any bytes.

    `roots`: certificates (`stamp.roots_of`) to which a time stamp must lead; without any, a stamp is not looked at.
    `now`: what this machine's clock says, with its zone; a stamp of later proves no time.
    Raises EngineMissing for a signed bundle where `cryptography` is not installed, and for roots without their extra.
    """
    opened = unpack(data)
    flaws, record_bytes = list(opened.flaws), opened.entries.get(REPORT, b"")
    known = {flaw.part for flaw in flaws}
    envelope, record, recomputed = None, None, None
    if opened.entries or not flaws:  # a zip that holds nothing is readable
        flaws += (Flaw("part.missing", n) for n in (REPORT, ENVELOPE) if n not in opened.entries and n not in known)
        if ENVELOPE in opened.entries:
            envelope, found = read_envelope(opened.entries[ENVELOPE])
            flaws += found
        if REPORT in opened.entries:
            flaws += signature_flaws(envelope, record_bytes)
            try:
                record = read_record(record_bytes)
            except BadEvidence as error:
                newer = newer_form(record_bytes, KIND, SCHEMA)
                flaws.append(Flaw(NEWER, REPORT, newer) if newer else Flaw("report.form", REPORT, error.detail))
    if record is not None:
        flaws += _parts(record, opened.entries, known)
        recomputed = None if flaws else follows(record)
        if recomputed is False:
            flaws.append(Flaw("report.does_not_follow", REPORT))
    stamp, unstamped = _stamp(opened.entries, roots, now or datetime.now(UTC))
    flaws += [unstamped] if unstamped and unstamped.code not in STAMP_DOUBTS else []
    signer, doubts = signer_of(envelope, keys) if envelope or not flaws else (None, ())
    doubts += (unstamped.code,) if unstamped and unstamped.code in STAMP_DOUBTS else ()
    stamp = None if flaws else stamp
    return Checked(
        state_of(flaws, doubts), tuple(flaws), doubts, record, record_bytes, opened.entries, signer, recomputed, stamp
    )


def _stamp(entries: Mapping[str, bytes], roots: Sequence[Any], now: datetime) -> tuple[Stamp | None, Flaw | None]:
    """The time stamp that was checked, or what is wrong with it; neither where nothing can be said."""
    if STAMP not in entries or ENVELOPE not in entries:
        return None, Flaw("stamp.none", STAMP) if roots and ENVELOPE in entries else None
    if len(entries[STAMP]) > MAX_STAMP_BYTES:
        return None, Flaw("stamp.form", STAMP, f"{len(entries[STAMP])} bytes, at most {MAX_STAMP_BYTES}")
    found = check_stamp(entries[STAMP], entries[ENVELOPE], roots) if roots else None
    if isinstance(found, Stamp) and found.moment > now + CLOCKS_APART:
        found = Flaw("stamp.future", STAMP, found.moment.isoformat())
    return (None, found) if isinstance(found, Flaw) else (found, None)


def _parts(record: Record, entries: Mapping[str, bytes], known: set[str]) -> Iterator[Flaw]:
    """Files that are missing, changed or too many. `known`: parts whose flaw was told already."""
    named = {part.path: part for part in record.files}
    for path, part in named.items():
        if path in known:
            continue
        if path not in entries:
            yield Flaw("part.missing", path)
        elif len(entries[path]) != part.size or hashlib.sha256(entries[path]).hexdigest() != part.sha256:
            yield Flaw("part.changed", path, f"sha256 {hashlib.sha256(entries[path]).hexdigest()}")
    for path in entries:
        if path not in named and path not in (REPORT, ENVELOPE, STAMP):
            yield Flaw("part.extra", path)
