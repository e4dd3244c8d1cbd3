"""The one thing to change for a better photo: from what was measured, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.domain import Claim, Report, VerdictKind
from verifier.domain.claim import Item
from verifier.domain.geometry import Quad
from verifier.image.quality import problems
from verifier.rules.book import book
from verifier.rules.verdict import PHOTO_ADVICE

SMALL_PRINT = 20.0
"""Numbers whose box is lower than this many pixels are read badly; a box is about a third taller than its print."""
SMALL_MARK = 60.0
"""A mark of fewer pixels has numbers beside it that are too small to read."""
EDGE = 0.004
"""What comes nearer to the edge of a photo than this share of its long side is taken to be cut off."""
ADVICE = {**PHOTO_ADVICE, "nothing": "move_closer", "cut_off": "show_whole_label", "too_far": "move_closer"}
BETTER_PHOTO = frozenset({"move_closer", "hold_still", "show_whole_label", "photograph_straight"})
"""Advice of findings that another photo of the same side may settle."""
ORDER = ("too_dark", "too_bright", "too_blurred", "nothing", "cut_off", "too_far", "glare", "low_contrast")


@dataclass(frozen=True, slots=True)
class Retake:
    """What is wrong with photo number `photo`, and the code of the advice that mends it."""

    problem: str
    photo: int

    @property
    def advice(self) -> str:
        """A code of `verifier.messages`."""
        return ADVICE[self.problem]


def retake(report: Report) -> Retake | None:
    """One thing to change in one photo, where the verdict is open and a better photo may settle it."""
    if report.verdict.kind is not VerdictKind.CANNOT_TELL or not _helps(report):
        return None
    found = [Retake(problem, photo) for photo in range(len(report.photos)) for problem in _problems(report, photo)]
    nothing_at_all = not any(True for photo in range(len(report.photos)) for _ in seen(report.claim, photo))
    wanted = [r for r in found if r.problem != "nothing" or nothing_at_all]
    return min(wanted, key=lambda r: (ORDER.index(r.problem), r.photo), default=None)


def _helps(report: Report) -> bool:
    """Whether a better photo may settle what keeps the verdict open: the leading finding's own advice tells."""
    leading = report.verdict.leading
    entry = book().get(leading.code) if leading else None
    return entry is None or not entry.advice or bool(set(entry.advice) & BETTER_PHOTO)


def seen(claim: Claim, photo: int) -> Iterator[Quad]:
    """The places of everything in one photo that is about the licence; other bar codes are not."""
    codes = [code for code in claim.codes if "QR" in code.symbology]
    things: list[Item] = [*claim.marks, *claim.standards, *claim.licences, *claim.holders, *codes]
    yield from (thing.quad for thing in things if thing.photo == photo)


def _problems(report: Report, photo: int) -> Iterator[str]:
    facts, claim = report.photos[photo], report.claim
    yield from problems(facts.quality)
    places = list(seen(claim, photo))
    if not places:
        yield "nothing"
        return
    margin = EDGE * max(facts.width, facts.height)
    for left, top, right, bottom in (place.bounds for place in places):
        if min(left, top, facts.width - right, facts.height - bottom) < margin:
            yield "cut_off"
    read: list[Item] = [*claim.standards, *claim.licences]
    numbers = [item.quad.height for item in read if item.photo == photo]
    marks = [mark.quad.height for mark in claim.marks if mark.photo == photo]
    if (numbers and max(numbers) < SMALL_PRINT) or (not numbers and marks and max(marks) < SMALL_MARK):
        yield "too_far"
