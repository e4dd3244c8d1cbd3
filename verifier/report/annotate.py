"""Draws a report on its photo: what was seen, what was read, and what follows from it.

Evidence is outlined and never covered: captions stand beside it on plates, those that find no free place stand in a
strip under the photo, and the verdict stands in a strip above it. Colour is never alone: every caption bears a sign
(tick, cross, exclamation or question mark).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from verifier import messages
from verifier.domain import Evidence, Outcome, Photo, Pixels, Report, SeenCode, TargetKind, VerdictKind
from verifier.domain.geometry import Quad
from verifier.messages.interface import label
from verifier.report.canvas import Note, Pen, strip
from verifier.rules.verdict import notes as informing_only

BANNER = {
    VerdictKind.AGREES: Outcome.PASS,
    VerdictKind.CONFLICTS: Outcome.FAIL,
    VerdictKind.CANNOT_TELL: Outcome.UNKNOWN,
}
OWN_FRAME, OTHER_FRAME = (0, 84, 166), (120, 120, 120)
GRAVITY = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN, Outcome.PASS)


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is drawn.

    `text`: height of captions as a share of the long side. `max_side`: long side in pixels to which the photo is
    reduced before drawing, None for its own. `banner`: whether the verdict stands above.
    """

    text: float = 0.021
    max_side: int | None = None
    banner: bool = True


FILE = Look()


def annotate(photo: Photo, report: Report, photo_index: int, *, lang: str = "th", look: Look = FILE) -> Pixels:
    """A new H×W×3 RGB uint8 picture: photo number `photo_index` of the report with outlines, captions and verdict.

    By itself it is as wide as the photo and taller by the strips. Raises EngineMissing when no Thai font is installed,
    IndexError and ValueError for a photo the report lacks.
    """
    facts = report.photos[photo_index]
    if (facts.width, facts.height) != (photo.width, photo.height):
        raise ValueError("the report is of another photo")
    notes = list(_notes(report, photo_index, lang))
    picture = Image.fromarray(photo.pixels)
    factor = min(1.0, look.max_side / max(picture.size)) if look.max_side else 1.0
    size = round(picture.width * factor), round(picture.height * factor)
    if factor < 1:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        notes = [Note(n.quad.scaled(factor), n.caption, n.outcome) for n in notes]
    letter = max(13.0, look.text * max(size))
    if facts.framing is not None:
        ink = ImageDraw.Draw(picture)
        for n, box in enumerate(facts.framing.boxes):
            shape = [round(side * factor) for side in box]
            ink.rectangle(shape, outline=OWN_FRAME if n == 0 else OTHER_FRAME, width=max(2, round(letter / 6)))
    left_over = Pen(picture, letter).show(notes)
    parts = [picture]
    if look.banner:
        parts.insert(0, strip(size[0], _headline(report, lang), 1.2 * letter, BANNER[report.verdict.kind]))
    if left_over:
        parts.append(strip(size[0], [(n.caption, n.outcome) for n in left_over], letter))
    return np.vstack([np.asarray(part) for part in parts])


def _headline(report: Report, lang: str) -> list[tuple[str, Outcome | None]]:
    """The verdict and the finding that decides it."""
    rows: list[tuple[str, Outcome | None]] = [
        (messages.verdict(report.verdict.kind, lang, report.verdict.leading), BANNER[report.verdict.kind])
    ]
    if report.verdict.leading is not None:
        rows.append((messages.finding(report.verdict.leading, lang), None))
    return rows


def _notes(report: Report, photo_index: int, lang: str) -> Iterator[Note]:
    claim = report.claim
    captions: dict[Evidence, tuple[int, Quad, str]] = {}
    for i, mark in enumerate(claim.marks):
        captions[Evidence("marks", i)] = (mark.photo, mark.quad, label(f"mark.{mark.kind}", lang))
    for i, code in enumerate(claim.codes):
        captions[Evidence("codes", i)] = (code.photo, code.quad, _code_caption(code, lang))
    for name in ("standards", "licences", "holders"):
        for i, item in enumerate(getattr(claim, name)):
            doubt = "" if item.certain else f" ({label('uncertain', lang)})"
            caption = label(f"caption.{name}", lang).format(value=item.value) + doubt
            captions[Evidence(name, i)] = (item.photo, item.quad, caption)
    shown: list[tuple[Evidence, Quad]] = []
    informing = informing_only(report.findings)
    for evidence, (photo, quad, caption) in captions.items():
        same_name = evidence.field == "holders" and any(
            other.field == "holders" and quad.contains(place.centre) for other, place in shown
        )
        if photo == photo_index and not same_name:  # several readings of one name differ in spaces as a rule
            outcomes = {f.outcome for f in report.findings if evidence in f.evidence and f not in informing}
            shown.append((evidence, quad))
            yield Note(quad, caption, next((o for o in GRAVITY if o in outcomes), None))


def _code_caption(code: SeenCode, lang: str) -> str:
    if "QR" not in code.symbology:
        return f"{code.symbology} {code.payload[:20]}"
    known = code.target.licence or code.target.qr_id or ""
    words = label(f"target.{code.target.kind}", lang)
    return f"{words} {known}" if known and code.target.kind is TargetKind.OFFICIAL else words
