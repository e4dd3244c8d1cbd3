"""What the real readers make of a firm's name: the error model that `_measure.py` measured, applied to other names.

`reading.json` holds lines that were drawn, hurt and read. A name is read as one of these lines was: lost, read but not
accepted, or accepted, with as many errors, of the same kinds, as far as its letters allow.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

Confusion = tuple[str, str]
"""A letter and what was read for it; an empty text before or after: something inserted or lost."""
Line = tuple[tuple[tuple[Confusion, ...], bool], ...]
"""What came of one line: for each name read in it its errors, and whether it was accepted. Empty: nothing was read."""
SHARP, MIDDLING, POOR = range(3)


@cache
def measured() -> tuple[tuple[Line, ...], ...]:
    """All measured lines of firms by sharpness: at least 24 px and hardly blurred; at least 18 px; the rest."""
    groups: list[list[Line]] = [[], [], []]
    for line in _lines():
        read = tuple((_errors(line["printed"], value), certain) for value, certain in line["fields"])
        size, blur = line["size"], line["blur"]
        group = SHARP if size >= 24 and blur <= 0.8 else MIDDLING if size >= 18 and blur <= 1.2 else POOR
        groups[group].append(read)
    return tuple(map(tuple, groups))


def _lines() -> list[dict]:  # type: ignore[type-arg]
    data = json.loads(Path(__file__).with_name("reading.json").read_text("utf-8"))
    return [line for line in data["lines"] if line["kind"] == "holder"]


def _errors(printed: str, read: str) -> tuple[Confusion, ...]:
    found = []
    for op in Levenshtein.editops(printed, read):
        before = printed[op.src_pos] if op.tag != "insert" else ""
        found.append((before, read[op.dest_pos] if op.tag != "delete" else ""))
    return tuple(found)


@cache
def _by_letter() -> dict[str, list[str]]:
    """What each letter was read as, as often as it was."""
    found: dict[str, list[str]] = defaultdict(list)
    for group in measured():
        for line in group:
            for errors, _ in line:
                for before, after in errors:
                    found[before].append(after)
    return dict(found)


def read_name(name: str, rng: random.Random, sharpness: int) -> list[tuple[str, bool]]:
    """What a name is read as, and whether it was accepted; nothing when the line was lost."""
    line = rng.choice(measured()[sharpness])
    return [(_hurt(name, errors, rng), certain) for errors, certain in line]


def _hurt(name: str, errors: tuple[Confusion, ...], rng: random.Random) -> str:
    letters, free = list(name), set(range(len(name)))
    for before, after in errors:
        if before == "":
            at = rng.randrange(len(letters))
            letters[at] = after + letters[at]
            continue
        places = [i for i in sorted(free) if name[i] == before]
        if not places:  # this name lacks the letter: another letter that it has is confused instead
            places = [i for i in sorted(free) if name[i] in _by_letter()]
            if not places:
                continue
        at = rng.choice(places)
        free.discard(at)
        letters[at] = after if name[at] == before else rng.choice(_by_letter()[name[at]])
    return "".join(letters)
