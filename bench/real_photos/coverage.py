"""A list that knows the codes of genuine photos, so that it can be told how many of them a user would see agree.

Each official code of a truth leads to a made-up licence of the standard that is printed beside it, held by the firm
that a person reads there; where nobody noted the firm, by one that is made up, which no label names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bench.worlds.memory_registry import MemoryRegistry
from verifier.domain import Licence, LicenceStatus, MarkKind, Outcome, Report, Snapshot, TargetKind, VerdictKind
from verifier.evaluation.truth import Truth
from verifier.links.target import judge_target
from verifier.names.parse import in_thai
from verifier.numbers import LicenceNumber, parse_licence

AGREES = "agrees"
MADE_HERE = frozenset({"2820737955"})
"""Ids of the stickers whose goods say `Made in Thailand`, as a person reads them: their licence is one to make."""


def list_of(truths: Iterable[Truth], day: date) -> MemoryRegistry:
    """The list, as of `day`, with one licence for each official code whose photos tell a standard.

    A firm that a person reads in one photo of a sticker holds for all of them.
    """
    noted_last = sorted(truths, key=lambda truth: truth.licensee is not None)
    rows = {truth.qr: licence for truth in noted_last for licence in _licence(truth)}
    return MemoryRegistry(rows.values(), Snapshot("real-photos", day, frozenset({"all"}), len(rows)))


def listed(truth: Truth) -> bool:
    """Whether the list knows a code of this photo."""
    return any(_licence(truth))


def _licence(truth: Truth) -> Iterator[Licence]:
    target = judge_target(truth.qr or "")
    if target.kind is not TargetKind.OFFICIAL or not truth.standards:
        return
    compulsory = "ท" if target.qr_id in MADE_HERE else "น"
    letter = "ส" if truth.kind is MarkKind.VOLUNTARY else compulsory
    number = target.licence or _made_up(letter, target.qr_id or "", truth.standards[0].number)
    made_up = f"บริษัท ตัวอย่าง {target.qr_id or number} จำกัด"
    latin = truth.licensee if truth.licensee and not in_thai(truth.licensee) else None
    holder = made_up if latin else truth.licensee or made_up
    yield Licence(number, truth.standards[0], holder, LicenceStatus.ACTIVE, qr_id=target.qr_id, holder_en=latin)


def _made_up(letter: str, qr_id: str, standard: int) -> LicenceNumber:
    """A number of a type that goes with the mark."""
    number = parse_licence(f"{letter}{30_000 + int(qr_id) % 60_000}-{1 + int(qr_id) % 997}/{standard}")
    assert number is not None
    return number


def outcome(report: Report) -> str:
    """`agrees`, or the code of the finding that leads an answer that does not."""
    if report.verdict.kind is VerdictKind.AGREES:
        return AGREES
    leading = report.verdict.leading
    return f"{report.verdict.kind}: {leading.code if leading else 'no finding'}"


def held_by(report: Report) -> tuple[str, ...]:
    """The codes of all findings that keep an answer from agreeing."""
    held = (f.code for f in report.findings if f.required and f.outcome not in (Outcome.PASS,))
    return tuple(dict.fromkeys(held))


def causes(outcomes: Sequence[str]) -> list[tuple[str, int]]:
    """What keeps photos back, the most frequent first."""
    return Counter(said for said in outcomes if said != AGREES).most_common()
