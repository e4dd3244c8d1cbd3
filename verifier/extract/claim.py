"""From what was seen to what is claimed: items get their photo and their label group; nothing is altered or dropped.

A label is a piece of print that belongs together. Items of one photo are grouped by geometry: two items join when the
gap between them is small against the marks of that photo. Contradictions count only inside one label.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from verifier.domain import (
    Claim,
    Code,
    MarkKind,
    Reading,
    Region,
    RegionKind,
    SeenCertificate,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
    SeenStatement,
    Sight,
    StatementKind,
)
from verifier.domain.geometry import Quad
from verifier.extract.abbreviation import other_word
from verifier.extract.candidates import licence_forms
from verifier.extract.certificates import read_certificates
from verifier.extract.fields import Field, extract
from verifier.extract.payloads import code_statements, official_places
from verifier.extract.print_lines import Statement
from verifier.extract.statements import statements
from verifier.links.target import judge_target
from verifier.numbers import LicenceNumber, StandardNumber

REACH = 3.0
"""Items of one label lie within this many mark widths of each other (measured from edge to edge)."""
MAX_FROM_MARK = 7.0
"""What lies further from every mark, in widths of the largest, is of another label, whatever lies between."""
APART = -1
"""Stands for the cluster of what belongs to no mark."""
MARKS_TOGETHER = 0.8
"""Marks of one label lie within this share of the largest mark's width of each other (from edge to edge)."""
REACH_WITHOUT_MARK = 0.25
"""The same, as a share of the photo's or the frame's long side, when no mark tells the scale."""


Placed: TypeAlias = Region | Code | Field[StandardNumber] | Field[LicenceNumber] | Field[str] | Statement


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


def parted(groups: Sequence[int], placed: Sequence[Placed], marks: Sequence[Region]) -> list[int]:
    """Label groups, those with several marks that stand apart divided between these: each item goes to the nearest.

    `marks` come first among the items `placed`. Two marks side by side on one label, a ring and a bare one say, stay
    together; labels that lie side by side do not.
    """
    if not marks:
        return list(groups)
    own = group([mark.quad for mark in marks], _side(marks) * MARKS_TOGETHER)
    clusters = [[k for k in range(len(marks)) if own[k] == n] for n in range(max(own) + 1)]
    found: list[tuple[int, int]] = []
    for index, item in enumerate(placed):
        here = [n for n, cluster in enumerate(clusters) if groups[cluster[0]] == groups[index]]
        away = {n: min(marks[k].quad.distance(item.quad) for k in clusters[n]) for n in here}
        near = min(away, key=lambda n: away[n], default=APART)
        beyond = near != APART and away[near] > MAX_FROM_MARK * _side(marks)
        found.append((groups[index], own[index] if index < len(marks) else APART if beyond else near))
    order = {key: n for n, key in enumerate(dict.fromkeys(found))}
    return [order[key] for key in found]


def _side(marks: Sequence[Region]) -> float:
    """Side of the largest mark, in pixels."""
    return max((max(mark.quad.width, mark.quad.height) for mark in marks), default=0.0)


def assemble(sights: Sequence[Sight]) -> Claim:
    """One claim from all photos of one product. Label indices run on from photo to photo."""
    claim, labels_before = Claim(photos=len(sights)), 0
    for photo, sight in enumerate(sights):
        part, labels = _of_photo(sight, photo, labels_before)
        labels_before += labels
        claim = Claim(
            claim.marks + part.marks,
            claim.standards + part.standards,
            claim.licences + part.licences,
            claim.holders + part.holders,
            claim.codes + part.codes,
            claim.photos,
            claim.certificates + part.certificates,
            claim.statements + part.statements,
            challenged=all(sight.challenged for sight in sights),
            framed=tuple(n for n, sight in enumerate(sights) if sight.photo.framing is not None),
        )
    return claim


def _of_photo(sight: Sight, photo: int, first_label: int) -> tuple[Claim, int]:
    """What one photo claims, and the number of labels in it."""
    fields, certificates = extract(sight.readings), list(read_certificates(sight.readings))
    signs = [*(mark.quad for mark in sight.marks), *official_places(sight.codes)]
    said = [
        *statements(sight.readings, fields, whole=sight.challenged, signs=signs),
        *code_statements(sight.codes),
        *_unread(sight),
    ]
    placed: tuple[Placed, ...] = (
        *sight.marks,
        *fields.standards,
        *fields.licences,
        *fields.holders,
        *sight.codes,
        *(certificate.region for certificate in certificates),
        *said,
    )
    groups = parted(group([item.quad for item in placed], _reach(sight)), placed, sight.marks)
    label = iter([first_label + g for g in groups])
    part = Claim(
        tuple(SeenMark(_kind(m), photo, next(label), m.quad, m.score, m.likeness) for m in sight.marks),
        tuple(
            SeenStandard(s.value, s.text, photo, next(label), s.quad, s.confidence, s.certain, s.readers)
            for s in fields.standards
        ),
        tuple(
            SeenLicence(n.value, n.text, photo, next(label), n.quad, n.confidence, n.certain, n.readers)
            for n in fields.licences
        ),
        tuple(
            SeenHolder(h.value, h.text, photo, next(label), h.quad, h.confidence, h.certain, h.readers)
            for h in fields.holders
        ),
        tuple(
            SeenCode(c.payload, c.symbology, judge_target(c.payload), photo, next(label), c.quad) for c in sight.codes
        ),
        certificates=tuple(
            SeenCertificate(c.found.kind, c.found.value, c.found.raw, photo, next(label), c.region.quad, c.confidence)
            for c in certificates
        ),
        statements=tuple(
            SeenStatement(s.kind, s.text, s.words, s.value, photo, next(label), s.quad, s.confidence) for s in said
        ),
    )
    return part, 1 + max(groups, default=-1)


def _unread(sight: Sight) -> list[Statement]:
    """What was seen and could not be read or given to a label, signs, numbers struck out or whose letter is doubted."""
    kinds = {
        RegionKind.CODE: StatementKind.UNREAD_CODE,
        RegionKind.LINE: StatementKind.UNREAD_PRINT,
        RegionKind.SIGN: StatementKind.SIGN,
    }
    struck = [Statement(StatementKind.STRUCK, "", "", "", region.quad, region.score) for region in sight.struck]
    letters = [_doubted(look) for look in sight.doubted]
    strays = [Statement(StatementKind.STRAY, "", "", "", region.quad, region.score) for region in sight.stray]
    unread = [Statement(kinds[region.kind], "", "", "", region.quad, region.score) for region in sight.unread]
    return [*struck, *letters, *unread, *strays]


def _doubted(look: Reading) -> Statement:
    """What another look makes of a licence's letter or, where it shows no licence, of the word before a standard."""
    word = "" if any(licence_forms(look)) else other_word(look)[0]
    kind = StatementKind.ABBREVIATION if word else StatementKind.LETTER
    return Statement(kind, look.text, word, look.text, look.region.quad, look.confidence)


def _reach(sight: Sight) -> float:
    """How far apart the items of one label may lie, in pixels."""
    if not sight.marks:
        framing = sight.photo.framing
        left, top, right, bottom = framing.region if framing else (0, 0, sight.photo.width, sight.photo.height)
        return REACH_WITHOUT_MARK * max(right - left, bottom - top)
    return REACH * _side(sight.marks)


def _kind(mark: Region) -> MarkKind:
    assert mark.mark is not None  # the guard has seen to it
    return mark.mark
