"""What readers make of a printed label: the error model between a label and a claim.

Two readers look at every line. They take characters for look-alikes, drop some, and make a part of their errors alike;
what both read is certain, everything else stays in the claim as uncertain. For numbers the rates are set, and harsher
than what was measured (`reading.json`: 0 of 194 accepted numbers wrong): about one certain number in a hundred is wrong
on the worst third of the photos. For names of firms, whose accepted readings are often a letter off, they are measured
(`_names.py`).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bench._names import read_name
from verifier.codes.target import judge_target
from verifier.geometry import Quad
from verifier.models import Claim, MarkKind, SeenCode, SeenHolder, SeenLicence, SeenMark, SeenStandard
from verifier.names import tidy
from verifier.numbers import find_licences, find_standards
from verifier.thai import TYPE_LOOK_ALIKES, digits_look_alike, to_ascii_digits

V = TypeVar("V")
Confuse = Callable[[str, random.Random], str]

QUAD = Quad.of_box(0, 0, 100, 20)
ABOVE_AND_BELOW = "่้๊๋์็ัิีึืุู"
LETTER_PAIRS = (
    "กถ",
    "ถภ",
    "ทห",
    "คด",
    "ดต",
    "นบ",
    "ขช",
    "ชซ",
    "ผพ",
    "ฝฟ",
    "สล",
    "มน",
    "บษ",
    "ฎฏ",
    "รธ",
    "อฮ",
    "ยบ",
    "วจ",
)
ALIKE = 0.08
"""Share of the readers' errors that both make in the same way."""
GROUPED_APART = 0.08
"""How often firm and licence number are taken for a label of their own."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one label shows, as printed."""

    marks: tuple[MarkKind, ...] = ()
    standards: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharpness:
    """Chances of a wrong character, a line not seen, a mark taken for the other kind, a code not decoded."""

    character: float
    lost: float
    mark_kind: float
    code_lost: float


SHARPNESS = (Sharpness(0.004, 0.01, 0.002, 0.05), Sharpness(0.015, 0.05, 0.005, 0.2), Sharpness(0.05, 0.2, 0.02, 0.5))
SHARES = (0.5, 0.35, 0.15)
"""Sharp, middling and poor photos."""


def read(labels: tuple[Label, ...], rng: random.Random) -> Claim:
    """The claim that one photo of these labels gives."""
    sharp = rng.choices(SHARPNESS, SHARES)[0]
    claims = [_read(label, 2 * place, rng, sharp) for place, label in enumerate(labels)]
    return Claim(
        marks=tuple(m for c in claims for m in c.marks),
        standards=tuple(s for c in claims for s in c.standards),
        licences=tuple(n for c in claims for n in c.licences),
        holders=tuple(h for c in claims for h in c.holders),
        codes=tuple(c for claim in claims for c in claim.codes),
    )


def _read(label: Label, here: int, rng: random.Random, sharp: Sharpness) -> Claim:
    apart = here + int(rng.random() < GROUPED_APART)
    return Claim(
        marks=tuple(_mark(kind, here, rng, sharp) for kind in label.marks if rng.random() >= sharp.lost),
        standards=tuple(
            SeenStandard(value, text, 0, here, QUAD, 0.9 if certain else 0.5, certain)
            for printed in label.standards
            for value, text, certain in _twice(f"มอก. {printed}", _standard, _figure, rng, sharp)
        ),
        licences=tuple(
            SeenLicence(value, text, 0, apart, QUAD, 0.9 if certain else 0.5, certain)
            for printed in label.licences
            for value, text, certain in _twice(f"ใบอนุญาตเลขที่ {printed}", _licence, _figure, rng, sharp)
        ),
        holders=tuple(
            SeenHolder(value, text, 0, apart, QUAD, 0.9 if certain else 0.5, certain)
            for printed in label.holders
            for value, text, certain in _name(printed, rng, sharp)
        ),
        codes=tuple(
            SeenCode(payload, "QRCode", judge_target(payload), 0, here, QUAD)
            for payload in label.codes
            if rng.random() >= sharp.code_lost
        ),
    )


def _mark(kind: MarkKind, label: int, rng: random.Random, sharp: Sharpness) -> SeenMark:
    if kind is not MarkKind.COMMUNITY and rng.random() < sharp.mark_kind:
        other = MarkKind.VOLUNTARY if kind is MarkKind.COMPULSORY else MarkKind.COMPULSORY
        return SeenMark(other, 0, label, QUAD, rng.uniform(0.45, 0.85))
    return SeenMark(kind, 0, label, QUAD, min(0.99, rng.betavariate(9, 1.5)))


def _twice(
    printed: str, parse: Callable[[str], V | None], confuse: Confuse, rng: random.Random, sharp: Sharpness
) -> list[tuple[V, str, bool]]:
    """What two readers make of a line: one certain value when they agree, else each its own, uncertain."""
    if rng.random() < sharp.lost:
        return []
    common = _garbled(printed, rng, sharp.character * ALIKE, confuse)
    texts = [_garbled(common, rng, sharp.character * (1 - ALIKE), confuse) for _ in range(2)]
    values = [parse(text) for text in texts]
    agree = values[0] == values[1]
    seen = zip(values[:1] if agree else values, texts, strict=False)
    return [(value, text, agree) for value, text in seen if value is not None]


def _name(printed: str, rng: random.Random, sharp: Sharpness) -> list[tuple[str, str, bool]]:
    """What is read of a line that names a firm, by the error model that was measured on names."""
    name = tidy(printed) or printed
    lead = printed.partition(name)[0] if name in printed else ""
    lead = _garbled(lead, rng, sharp.character, _letter)
    texts = read_name(name, rng, SHARPNESS.index(sharp))
    return [(tidy(text) or text, lead + text, certain) for text, certain in texts]


def _garbled(text: str, rng: random.Random, chance: float, confuse: Confuse) -> str:
    return "".join(confuse(c, rng) if rng.random() < chance else c for c in text)


def _figure(char: str, rng: random.Random) -> str:
    """A character of a number, misread: mostly a look-alike, now and then dropped or anything."""
    way = rng.random()
    if way < 0.2:
        return ""
    if to_ascii_digits(char).isdigit():
        alike = [d for d in "0123456789" if digits_look_alike(char, d)]
        return rng.choice(alike if alike and way < 0.85 else list("0123456789"))
    return rng.choice(TYPE_LOOK_ALIKES.get(char, char) + {"ท": "น", "น": "ทส", "ส": "น"}.get(char, ""))


def _letter(char: str, rng: random.Random) -> str:
    """A letter of a name, misread: what stands above and below is lost or swapped, consonants are confused."""
    if char in ABOVE_AND_BELOW:
        return rng.choice(["", "", rng.choice(ABOVE_AND_BELOW)])
    alike = [pair[1 - pair.index(char)] for pair in LETTER_PAIRS if char in pair]
    return rng.choice([*alike, ""]) if alike else ("" if rng.random() < 0.4 else char)


def _standard(text: str):  # type: ignore[no-untyped-def]
    return next((found.value for found in find_standards(text)), None)


def _licence(text: str):  # type: ignore[no-untyped-def]
    return next((found.value for found in find_licences(text)), None)
