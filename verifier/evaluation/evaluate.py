"""Truth × report → what was right, wrong, missed and abstained; many of those → figures with intervals.

Pure: runs no engine and prints nothing. Wrong, missed and abstained are counted apart, for a wrong well-formed number
is far worse than none.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from verifier.domain import Report, SeenLicence, SeenStandard, TargetKind, VerdictKind
from verifier.domain.geometry import Quad
from verifier.evaluation.truth import Box, Truth
from verifier.numbers import find_licences, find_standards
from verifier.thai import to_ascii_digits

BANDS = (("under 24 px", 0, 24), ("24-31 px", 24, 32), ("32-47 px", 32, 48), ("48 px and more", 48, math.inf))
"""Sizes of marks in the photo: mean side of the true box, lower bound in, upper bound out."""
GROWN = 1.25
"""A mark is found when a box's centre lies in the true box grown by a quarter …"""
SIDES = (0.6, 1.6)
"""… and its side is within these multiples of the true one."""


class Hit(StrEnum):
    """How one question of one photo went. `MISSED`: nothing said; `ABSTAINED`: something read, nothing accepted."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Score:
    """How one photo went. A question that its truth does not answer is None; what was said all the same is listed.

    `false_marks`: marks on a photo that has none. `other_marks`: detections beside the true mark of a photo that has
    one (they may be true: the truth boxes one mark only). `unverified`: accepted numbers that the truth is silent on.
    `verdict`: the true one, where the truth has one, and `answer`, what was said in any case.
    """

    file: str
    sticker: str | None = None
    error: str | None = None
    mark_size: float | None = None
    mark: Hit | None = None
    kind: Hit | None = None
    false_marks: int | None = None
    other_marks: int = 0
    qr: Hit | None = None
    standard: Hit | None = None
    licence: Hit | None = None
    verdict: tuple[VerdictKind, VerdictKind] | None = None
    answer: VerdictKind | None = None
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unverified: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)


def score(truth: Truth, report: Report | None, error: str | None = None) -> Score:
    """What `report` got right of `truth`; without a report (`error` says why) everything asked is missed."""
    if report is None:
        asked = {name: Hit.MISSED for name in ("mark", "qr", "standard", "licence") if _asked(truth, name)}
        return Score(truth.file, truth.qr, error, truth.mark_size, **asked)  # type: ignore[arg-type]
    claim = report.claim
    found = [m for m in claim.marks if truth.mark_box is not None and _is_at(m.quad, truth.mark_box)]
    mark = kind = None
    if truth.mark_box is not None:
        mark = Hit.RIGHT if found else Hit.MISSED
    if found and truth.kind is not None:
        best = max(found, key=lambda m: m.score)
        kind = Hit.RIGHT if best.kind == truth.kind else Hit.WRONG
    standards = [s for s in claim.standards if s.certain]
    licences = [n for n in claim.licences if n.certain]
    standard = _number(standards, truth.standards, bool(claim.standards))
    licence = _number(licences, (truth.licence,), bool(claim.licences))
    unverified = [] if truth.standards and not truth.weak else [str(s.value) for s in standards]
    unverified += [] if truth.licence else [str(n.value) for n in licences]
    return Score(
        file=truth.file,
        sticker=truth.qr,
        mark_size=truth.mark_size,
        mark=mark,
        kind=kind,
        false_marks=len(claim.marks) if truth.has_mark is False else None,
        other_marks=len(claim.marks) - len(found) if truth.has_mark and truth.mark_box else 0,
        qr=_code(truth, report) if truth.qr else None,
        standard=standard if _asked(truth, "standard") else None,
        licence=licence if _asked(truth, "licence") else None,
        verdict=(truth.verdict, report.verdict.kind) if truth.verdict else None,
        answer=report.verdict.kind,
        said={
            "marks": tuple(f"{m.kind} {m.score:.2f}" for m in claim.marks),
            "codes": tuple(c.payload for c in claim.codes),
            "standards": tuple(f"{s.value}{'' if s.certain else ' ?'}" for s in claim.standards),
            "licences": tuple(f"{n.value}{'' if n.certain else ' ?'}" for n in claim.licences),
        },
        unverified=tuple(dict.fromkeys(unverified)),
        timings_ms=dict(report.timings_ms),
    )


def _asked(truth: Truth, name: str) -> bool:
    return {
        "mark": truth.mark_box is not None,
        "qr": truth.qr is not None,
        "standard": bool(truth.standards) and not truth.weak,
        "licence": truth.licence is not None,
    }[name]


def _is_at(quad: Quad, box: Box) -> bool:
    left, top, right, bottom = box
    x, y = quad.centre
    x0, y0, x1, y1 = quad.bounds
    near = abs(x - (left + right) / 2) <= GROWN * (right - left) / 2
    near = near and abs(y - (top + bottom) / 2) <= GROWN * (bottom - top) / 2
    return near and SIDES[0] <= (x1 - x0 + y1 - y0) / (right - left + bottom - top) <= SIDES[1]


def _number(accepted: Sequence[SeenStandard | SeenLicence], true: Sequence[object], read: bool) -> Hit:
    """Wrong when any accepted number is not true, or has no place of its own with text that says it."""
    if any(seen.value not in true or not _stands_in_print(seen) for seen in accepted):
        return Hit.WRONG
    return Hit.RIGHT if accepted else Hit.ABSTAINED if read else Hit.MISSED


def _stands_in_print(seen: SeenStandard | SeenLicence) -> bool:
    x0, y0, x1, y1 = seen.quad.bounds
    find = find_standards if isinstance(seen, SeenStandard) else find_licences
    says = any(f.value == seen.value for f in find(seen.text)) or _digits(str(seen.value)) in _digits(seen.text)
    return x1 > x0 and y1 > y0 and says


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", to_ascii_digits(text))


def _code(truth: Truth, report: Report) -> Hit:
    """Exact; wrong when another text was decoded where the code is (official links anywhere when that is unknown).

    Of several codes all must be read.
    """
    codes = report.claim.codes
    if {code.payload for code in codes}.issuperset(truth.codes):
        return Hit.RIGHT
    if truth.qr_box is not None:
        left, top, right, bottom = truth.qr_box
        others = [c for c in codes if c.payload not in truth.codes]
        at = [c for c in others if left <= c.quad.centre[0] <= right and top <= c.quad.centre[1] <= bottom]
        return Hit.WRONG if at else Hit.MISSED
    unknown = [c for c in codes if c.target.kind == TargetKind.OFFICIAL and c.payload not in truth.codes]
    return Hit.WRONG if unknown else Hit.MISSED


# ---- many photos ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n` with Wilson's 95 % interval."""

    hits: int
    n: int

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound, 0..1; the whole range when n is 0 (E. B. Wilson, JASA 22, 1927)."""
        if not self.n:
            return 0.0, 1.0
        z, p = 1.96, self.hits / self.n
        centre = (p + z * z / (2 * self.n)) / (1 + z * z / self.n)
        half = z / (1 + z * z / self.n) * math.sqrt(p * (1 - p) / self.n + z * z / (4 * self.n * self.n))
        return max(0.0, centre - half), min(1.0, centre + half)

    def to_dict(self) -> dict[str, Any]:
        """Counts, rate (None when n is 0) and interval, rounded to four places."""
        low, high = self.interval
        rate = round(self.hits / self.n, 4) if self.n else None
        return {"hits": self.hits, "n": self.n, "rate": rate, "low": round(low, 4), "high": round(high, 4)}


def summarise(scores: Sequence[Score]) -> dict[str, Any]:
    """All figures of an evaluation as JSON-safe data, with the photos behind every miss and every wrong answer."""
    unmarked = [s for s in scores if s.false_marks is not None]
    false = sum(s.false_marks or 0 for s in unmarked)
    judged = [s.verdict for s in scores if s.verdict is not None]
    return {
        "photos": len(scores),
        "errors": {s.file: s.error for s in scores if s.error},
        "marks": {
            "found": {name: _share(scores, "mark", _band(low, high)).to_dict() for name, low, high in BANDS},
            "found_from_32_px": _share(scores, "mark", _band(32, math.inf)).to_dict(),
            "missed": [s.file for s in scores if s.mark == Hit.MISSED],
            "kind_right": _share(scores, "kind").to_dict(),
            "kind_wrong": [s.file for s in scores if s.kind == Hit.WRONG],
            "false": {
                "marks": false,
                "photos": len(unmarked),
                "per_100": round(100 * false / len(unmarked), 2) if unmarked else None,
                "photos_with": Share(sum(1 for s in unmarked if s.false_marks), len(unmarked)).to_dict(),
                "files": [s.file for s in unmarked if s.false_marks],
            },
            "other_detections": {s.file: s.other_marks for s in scores if s.other_marks},
        },
        "qr": _question(scores, "qr", "codes"),
        "standard": _question(scores, "standard", "standards"),
        "licence": _question(scores, "licence", "licences"),
        "unverified": {s.file: list(s.unverified) for s in scores if s.unverified},
        "verdicts": {
            "right": Share(sum(1 for true, said in judged if true == said), len(judged)).to_dict(),
            "confusion": {
                str(true): {str(said): judged.count((true, said)) for said in VerdictKind}
                for true in VerdictKind
                if any(t == true for t, _ in judged)
            },
            "wrong": {s.file: str(s.verdict[1]) for s in scores if s.verdict and s.verdict[0] != s.verdict[1]},
            "said": {str(kind): sum(s.answer == kind for s in scores) for kind in VerdictKind},
            "wrong_agrees": sum(1 for t, said in judged if said == VerdictKind.AGREES != t),
        },
        "timings_ms": _timings(scores),
    }


def _band(low: float, high: float) -> Callable[[Score], bool]:
    return lambda s: s.mark_size is not None and low <= s.mark_size < high


def _share(scores: Iterable[Score], name: str, where: Callable[[Score], bool] = lambda _: True) -> Share:
    hits = Counter(getattr(s, name) for s in scores if getattr(s, name) is not None and where(s))
    return Share(hits[Hit.RIGHT], hits.total())


def _question(scores: Sequence[Score], name: str, said: str) -> dict[str, Any]:
    """One question over all photos: counts, the photos that failed, and the mean over stickers (one code, one vote)."""
    hits = Counter(getattr(s, name) for s in scores)
    by_sticker: dict[Hashable, list[bool]] = defaultdict(list)
    for s in scores:
        if s.sticker is not None and getattr(s, name) is not None:
            by_sticker[s.sticker].append(getattr(s, name) == Hit.RIGHT)
    means = [sum(rights) / len(rights) for rights in by_sticker.values()]
    return {
        "right": _share(scores, name).to_dict(),
        **{str(hit): hits[hit] for hit in (Hit.WRONG, Hit.MISSED, Hit.ABSTAINED)},
        "stickers": {
            "n": len(means),
            "ever_right": sum(1 for mean in means if mean),
            "mean": round(sum(means) / len(means), 4) if means else None,
        },
        "files": {
            str(hit): {s.file: list(s.said.get(said, ())) for s in scores if getattr(s, name) == hit}
            for hit in (Hit.WRONG, Hit.MISSED, Hit.ABSTAINED)
        },
    }


def _timings(scores: Iterable[Score]) -> dict[str, dict[str, float]]:
    stages: dict[str, list[float]] = defaultdict(list)
    for s in scores:
        for name, ms in s.timings_ms.items():
            stages[name].append(ms)
    return {name: {"p50": _quantile(ms, 0.5), "p95": _quantile(ms, 0.95)} for name, ms in stages.items()}


def _quantile(values: Sequence[float], share: float) -> float:
    """The nearest-rank quantile."""
    return round(sorted(values)[max(0, math.ceil(share * len(values)) - 1)], 1)
