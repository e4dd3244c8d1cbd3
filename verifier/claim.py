"""From what was seen to what is claimed: items get their photo and their label group; nothing is altered or dropped.

A label is a piece of print that belongs together. Items of one photo are grouped by geometry: two items join when the
gap between them is small against the marks of that photo. Contradictions count only inside one label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.codes.target import judge_target
from verifier.geometry import Quad
from verifier.models import (
    Claim,
    Code,
    MarkKind,
    Reading,
    Region,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
)
from verifier.read.fields import extract

REACH = 3.0
"""Items of one label lie within this many mark widths of each other (measured from edge to edge)."""
REACH_WITHOUT_MARK = 0.25
"""The same, as a share of the photo's long side, when no mark tells the scale."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything the engines saw in one photo; `width` and `height` in pixels."""

    marks: tuple[Region, ...]
    codes: tuple[Code, ...]
    readings: tuple[Reading, ...]
    width: int
    height: int


def group(quads: Sequence[Quad], reach: float) -> list[int]:
    """The label group of each quad, numbered from 0 in order of first appearance: single linkage within `reach` px."""
    groups = list(range(len(quads)))
    for i, quad in enumerate(quads):
        for j in range(i):
            if groups[i] != groups[j] and quad.distance(quads[j]) <= reach:
                old, new = max(groups[i], groups[j]), min(groups[i], groups[j])
                groups = [new if g == old else g for g in groups]
    order = {g: n for n, g in enumerate(dict.fromkeys(groups))}
    return [order[g] for g in groups]


def assemble(sights: Sequence[Sight]) -> Claim:
    """One claim from all photos of one product. Label indices run on from photo to photo."""
    marks: list[SeenMark] = []
    standards: list[SeenStandard] = []
    licences: list[SeenLicence] = []
    holders: list[SeenHolder] = []
    codes: list[SeenCode] = []
    first_label = 0
    for photo, sight in enumerate(sights):
        fields = extract(sight.readings)
        sides = [max(m.quad.width, m.quad.height) for m in sight.marks]
        reach = REACH * max(sides) if sides else REACH_WITHOUT_MARK * max(sight.width, sight.height)
        quads = [
            item.quad for item in (*sight.marks, *fields.standards, *fields.licences, *fields.holders, *sight.codes)
        ]
        labels = iter([first_label + g for g in group(quads, reach)])
        for mark in sight.marks:
            kind = mark.mark or MarkKind.COMPULSORY
            marks.append(SeenMark(kind, photo, next(labels), mark.quad, mark.score))
        for s in fields.standards:
            standards.append(
                SeenStandard(s.value, s.text, photo, next(labels), s.quad, s.confidence, s.certain, s.readers)
            )
        for n in fields.licences:
            licences.append(
                SeenLicence(n.value, n.text, photo, next(labels), n.quad, n.confidence, n.certain, n.readers)
            )
        for h in fields.holders:
            holders.append(SeenHolder(h.value, h.text, photo, next(labels), h.quad, h.confidence, h.certain, h.readers))
        for code in sight.codes:
            target = judge_target(code.payload)
            codes.append(SeenCode(code.payload, code.symbology, target, photo, next(labels), code.quad))
        first_label = 1 + max([first_label - 1, *(i.label for i in (*marks, *standards, *licences, *holders, *codes))])
    return Claim(tuple(marks), tuple(standards), tuple(licences), tuple(holders), tuple(codes), len(sights))
