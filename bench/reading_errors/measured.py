"""What the real readers make of printed names and numbers: the error model that `reading_errors.measure` measured.

`reading.json` holds photos of lines that were drawn, hurt and read. A label is read as one of these photos was: each of
its items as a line of the same kind in that photo (a name in Latin letters as one in another photo with print of that
height). So a name or a number is lost, read and not accepted, or accepted, with as many errors, of the same kinds, as
far as its letters allow; and what damages one line damages its neighbours.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from verifier.names.parse import in_thai, tidy

READING = Path(__file__).with_name("reading.json")
ROOT = Path(__file__).resolve().parents[2]
Confusion = tuple[int, str, str]
"""Where in the print, which letter, and what was read for it; an empty text: something inserted or lost."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a line was read as: whether it was accepted, how certain it was (0..1), and the versions of who read it."""

    text: str
    certain: bool
    confidence: float
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one line: every value read in it, and the errors of each."""

    looks: tuple[tuple[Look, tuple[Confusion, ...]], ...]


@dataclass(frozen=True, slots=True)
class MeasuredPhoto:
    """One photo: how high its digits are in pixels, and what came of its lines, by kind (`holder`, `licence`, …)."""

    digit: int
    lines: Mapping[str, tuple[Line, ...]]


@cache
def photos(least: int, below: int = 1_000) -> tuple[MeasuredPhoto, ...]:
    """The measured photos with digits of `least` px and more, and less than `below`."""
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in _data()["lines"]:
        if least <= line["digit"] < below:
            grouped[line["photo"]].append(line)
    return tuple(_photo(lines) for _, lines in sorted(grouped.items()))


def readers() -> str:
    """The readers that were measured, with their versions; and a warning where what reads has changed since."""
    stale = "" if _data()["fingerprint"] == fingerprint() else "; STALE: run python -m bench.reading_errors.measure"
    return f"{_data()['readers']} (bench/reading_errors/reading.json{stale})"


READING_MODULES = ("ensemble", "doubts", "linenet", "ppocr", "tesseract", "tesseract_stream", "ctc")
"""The modules of `verifier.ocr` that read lines which are given; the others find lines, or challenge an answer."""


def fingerprint() -> str:
    """Hash of all that decides what is read and accepted: our reader's weights, the code and the data of reading."""
    patterns = (
        "verifier/weights/reader.onnx",
        "verifier/names/parse.py",
        "verifier/data/confidence.toml",
        "verifier/image/crop.py",
        "verifier/extract/candidates.py",
        "verifier/extract/confidence.py",
        "verifier/extract/fields.py",
        "verifier/extract/may_stand.py",
        "verifier/extract/support.py",
        *(f"verifier/ocr/{name}.py" for name in READING_MODULES),
    )
    files = [file for pattern in patterns for file in ROOT.glob(pattern)]
    known = sorted(f for f in files if f.is_file() and f.suffix != ".pyc")
    return hashlib.sha256(b"".join(hashlib.sha256(f.read_bytes()).digest() for f in known)).hexdigest()[:16]


def name_kind(printed: str) -> str:
    """The kind of lines as which a firm's name is read."""
    return "holder" if in_thai(tidy(printed) or printed) else "latin"


def size(kind: str, found: tuple[MeasuredPhoto, ...]) -> int:
    """How many lines of a kind the photos `found` hold."""
    return sum(len(photo.lines.get(kind, ())) for photo in found)


@cache
def wrong_at_most(kind: str) -> float:
    """The share of accepted readings of a kind that is wrong, at worst: three more than were among those measured.

    (Where none of n was wrong, 3/n bounds the share with 95 % certainty.)
    """
    looks = [look for photo in photos(0) for line in photo.lines.get(kind, ()) for look in line.looks]
    errors = [any(a.strip() != b.strip() for _, a, b in errors) for look, errors in looks if look.certain]
    return min(1.0, (sum(errors) + 3) / max(len(errors), 1))


def read_as(printed: str, line: Line, rng: random.Random, worse: float = 1.0, kind: str = "holder") -> list[Look]:
    """What a printed text is read as where `line` was read as it was; `worse`: factor on its errors, 1 to 2.

    A look without errors gets one as often as those of its `kind` are wrong, times what `worse` is above 1.
    """
    places: dict[tuple[int, str], int | None] = {}  # the looks at one line make their errors in the same places
    looks = []
    for look, errors in line.looks:
        text = _hurt(printed, errors, places, rng)
        if worse > 1:
            most = len(errors) + (rng.random() < wrong_at_most(kind))
            more = [rng.choice(_all_errors()) for _ in range(most) if rng.random() < worse - 1]
            text = _hurt(text, tuple(more), {}, rng)
        looks.append(replace(look, text=text))
    return looks


def printed_lines(kind: str) -> Iterator[tuple[str, tuple[Look, ...]]]:
    """Every measured line of a kind: the value printed, and what it was read as."""
    for line in _data()["lines"]:
        if line["kind"] == kind:
            yield line["printed"], _looks(line)


@cache
def _data() -> dict[str, Any]:
    return json.loads(READING.read_text("utf-8"))  # type: ignore[no-any-return]


def _photo(lines: list[dict[str, Any]]) -> MeasuredPhoto:
    kinds: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        looks = tuple((look, _errors(line["printed"], look.text)) for look in _looks(line))
        kinds[line["kind"]].append(Line(looks))
    return MeasuredPhoto(lines[0]["digit"], {kind: tuple(found) for kind, found in kinds.items()})


def _looks(line: dict[str, Any]) -> tuple[Look, ...]:
    return tuple(Look(value, certain, sure, tuple(by)) for value, certain, sure, *by in line["fields"])


def _errors(printed: str, read: str) -> tuple[Confusion, ...]:
    found = []
    for op in Levenshtein.editops(printed, read):
        before = printed[op.src_pos] if op.tag != "insert" else ""
        found.append((op.src_pos, before, read[op.dest_pos] if op.tag != "delete" else ""))
    return tuple(found)


@cache
def _by_letter() -> dict[str, list[str]]:
    """What each letter was read as, as often as it was."""
    found: dict[str, list[str]] = defaultdict(list)
    for photo in photos(0):
        for line in (line for lines in photo.lines.values() for line in lines):
            for _, errors in line.looks:
                for _, before, after in errors:
                    found[before].append(after)
    return dict(found)


@cache
def _all_errors() -> tuple[Confusion, ...]:
    """Every error that was made in a name or number."""
    lines = (line for photo in photos(0) for found in photo.lines.values() for line in found)
    return tuple(error for line in lines for _, errors in line.looks for error in errors)


def _hurt(
    text: str, errors: tuple[Confusion, ...], places: dict[tuple[int, str], int | None], rng: random.Random
) -> str:
    letters = list(text)
    for at, before, after in errors:
        if (at, before) not in places:
            places[at, before] = _place(text, before, set(places.values()), rng)
        place = places[at, before]
        if place is None:
            continue
        if before == "":
            letters[place] = after + letters[place]
        else:  # where this text lacks the letter, another one that it has is confused instead
            letters[place] = after if text[place] == before else _choice(_by_letter()[text[place]], (at, after))
    return "".join(letters)


def _place(text: str, before: str, taken: set[int | None], rng: random.Random) -> int | None:
    if before == "":
        return rng.randrange(len(text))
    free = [i for i in range(len(text)) if i not in taken]
    places = [i for i in free if text[i] == before] or [i for i in free if text[i] in _by_letter()]
    return rng.choice(places) if places else None


def _choice(found: list[str], key: tuple[int, str]) -> str:
    """One of `found` by the error alone: two looks that agreed in the photo agree here too."""
    return found[random.Random(f"{key}").randrange(len(found))]
