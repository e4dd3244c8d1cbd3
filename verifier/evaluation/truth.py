"""`truth.json`: what photos really show, one row a photo, for `mokcheck evaluate`.

Keys of a row (all but `file` may be absent, and absent means *not known*, never *not there*):
`file` name in the folder; `mark` true, false or null; `mark_bbox` [left, top, right, bottom] in pixels of one mark;
`kind` compulsory, voluntary or community, or `circle` ring or not; `qr` text of a code, or a list of texts; `qr_bbox`;
`standard`, `standards` or both; `std_weak` when the number is known from elsewhere; `licence`; `licensee`; `verdict`;
`category`. Others are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from verifier.domain import MarkKind, TargetKind, VerdictKind
from verifier.errors import BadTruth
from verifier.links.target import judge_target
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the upright photo."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What one photo shows; None and empty mean not known. `has_mark` False means that there is none.

    `qr`: the code that tells one sticker from another, the official one where there are several; `more_codes`: the
    others. `licensee`: the firm as a person reads it.
    """

    file: str
    has_mark: bool | None = None
    mark_box: Box | None = None
    kind: MarkKind | None = None
    qr: str | None = None
    qr_box: Box | None = None
    standards: tuple[StandardNumber, ...] = ()
    weak: bool = False
    licence: LicenceNumber | None = None
    verdict: VerdictKind | None = None
    category: str | None = None
    more_codes: tuple[str, ...] = ()
    licensee: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The texts of all codes that are known."""
        return () if self.qr is None else (self.qr, *self.more_codes)

    @property
    def mark_size(self) -> float | None:
        """Mean of width and height of the mark's box in pixels."""
        if self.mark_box is None:
            return None
        left, top, right, bottom = self.mark_box
        return (right - left + bottom - top) / 2


def load_truth(folder: Path) -> list[Truth]:
    """The rows of `folder/truth.json`, in order. Raises BadTruth naming the row and the key that is wrong."""
    path = folder / "truth.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadTruth(f"{path}: {error}", path=str(path)) from error
    if not isinstance(rows, list) or not rows:
        raise BadTruth(f"{path}: not a list of rows", path=str(path))
    truths = [_row(row, f"{path}, row {number}") for number, row in enumerate(rows, 1)]
    missing = [t.file for t in truths if not (folder / t.file).is_file()]
    if missing:
        raise BadTruth(f"{path}: no such photo: {', '.join(missing[:3])}", path=str(path))
    if len({t.file for t in truths}) < len(truths):
        raise BadTruth(f"{path}: a photo has two rows", path=str(path))
    return truths


def _row(row: Any, where: str) -> Truth:
    if not isinstance(row, Mapping):
        raise BadTruth(f"{where}: not an object")
    get = _Getter(row, where)
    file = get.text("file")
    if file is None or Path(file).name != file:
        raise BadTruth(f"{where}: `file` must be a name in the folder")
    circle = get.truth("circle")
    kind = get.text("kind") or (None if circle is None else "compulsory" if circle else "voluntary")
    numbers = dict.fromkeys([*get.one_or_more("standard"), *get.texts("standards")])
    codes = sorted(get.one_or_more("qr"), key=lambda text: judge_target(text).kind is not TargetKind.OFFICIAL)
    licence, verdict = get.text("licence"), get.text("verdict")
    return Truth(
        file=file,
        has_mark=get.truth("mark"),
        mark_box=get.box("mark_bbox"),
        kind=None if kind is None else get.made("kind", MarkKind, kind),
        qr=codes[0] if codes else None,
        qr_box=get.box("qr_bbox"),
        standards=tuple(get.made("standard", parse_standard, number) for number in numbers if number),
        weak=get.truth("std_weak") or False,
        licence=None if licence is None else get.made("licence", parse_licence, licence),
        verdict=None if verdict is None else get.made("verdict", VerdictKind, verdict),
        category=get.text("category"),
        more_codes=tuple(codes[1:]),
        licensee=get.text("licensee"),
    )


class _Getter:
    """Values of one row, checked; a key that is absent or null gives None."""

    def __init__(self, row: Mapping[str, Any], where: str) -> None:
        self.row, self.where = row, where

    def fail(self, key: str) -> BadTruth:
        return BadTruth(f"{self.where}: `{key}` cannot be {self.row.get(key)!r}")

    def text(self, key: str) -> str | None:
        value = self.row.get(key)
        if value is not None and (not isinstance(value, str) or not value):
            raise self.fail(key)
        return value

    def texts(self, key: str) -> list[str]:
        value = self.row.get(key) or []
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.fail(key)
        return value

    def one_or_more(self, key: str) -> list[str]:
        if isinstance(self.row.get(key), list):
            return self.texts(key)
        value = self.text(key)
        return [] if value is None else [value]

    def truth(self, key: str) -> bool | None:
        value = self.row.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key)
        return value

    def box(self, key: str) -> Box | None:
        value = self.row.get(key)
        if value is None:
            return None
        match value:
            case [left, top, right, bottom] if all(map(_is_number, value)) and left < right and top < bottom:
                return float(left), float(top), float(right), float(bottom)
        raise self.fail(key)

    def made(self, key: str, make: Any, text: str) -> Any:
        try:
            value = make(text)
        except ValueError:
            value = None
        if value is None:
            raise BadTruth(f"{self.where}: `{key}` cannot be {text!r}")
        return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
