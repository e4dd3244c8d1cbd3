"""What readers make of a printed label: error models between a label and a claim.

`AllSeeing`: everything as printed. `AsMeasured`: numbers and names are read as `reading_errors.measured` says, in
photos whose print is as large as asked for; on it coverage is quoted. `Harsher`: safety is tried on it as well. Two
readers look at every number; they take characters for look-alikes, drop some, and make a part of their errors alike;
what both read is certain, the rest stays in the claim as uncertain. The rates are set, not measured: about one certain
number in a hundred is wrong on the worst third of the photos (measured: none of hundreds). Names are read as measured
there too.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bench.reading_errors.measured import Line, Look, MeasuredPhoto, name_kind, photos, read_as
from verifier.domain import Claim, MarkKind, SeenCode, SeenHolder, SeenLicence, SeenMark, SeenStandard
from verifier.domain.geometry import Quad
from verifier.links.target import judge_target
from verifier.names.parse import tidy
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
"""Share of the readers' errors in which both readers see the wrong sign alike."""
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
PRINT = ((24,), (16, 24), (0, 16))
"""Heights of their digits in pixels."""
GOAL_PX = 16
"""From this height of a digit on coverage is asked for."""
LEAD = {"standard": "มอก. ", "licence": "ใบอนุญาตเลขที่ "}


class Eyes(Protocol):
    """Eyes on one photo: what each item of a label is read as, and whether for certain."""

    sharp: Sharpness

    def number(self, kind: str, printed: str, parse: Callable[[str], V | None]) -> list[tuple[V, str, bool]]:
        """The values and texts that a printed number (`standard`, `licence`) is read as."""

    def name(self, printed: str) -> list[tuple[str, Look]]:
        """The looks at a printed line with a firm's name: the words before the name, and the name, as they are read."""


class AllSeeing:
    """Reads everything as it is printed: what then does not agree, the rules hold back."""

    sharp = Sharpness(0, 0, 0, 0)

    def number(self, kind: str, printed: str, parse: Callable[[str], V | None]) -> list[tuple[V, str, bool]]:
        """As in `Eyes`."""
        value = parse(LEAD[kind] + printed)
        return [] if value is None else [(value, LEAD[kind] + printed, True)]

    def name(self, printed: str) -> list[tuple[str, Look]]:
        """As in `Eyes`."""
        name = tidy(printed) or printed
        return [(printed.partition(name)[0], Look(name, True, 0.99, ()))]


class AsMeasured:
    """Reads every item as a line of its kind was read in one measured photo with digits of `least`..`below` px.

    `worse`: factor on the number of errors in names and numbers; the certainty stays as measured.
    """

    def __init__(self, rng: random.Random, least: int, below: int = 1_000, worse: float = 1.0) -> None:
        self.sharp = SHARPNESS[0 if least >= GOAL_PX else 1]
        self._rng, self._photo, self._worse = rng, rng.choice(photos(least, below)), worse

    def number(self, kind: str, printed: str, parse: Callable[[str], V | None]) -> list[tuple[V, str, bool]]:
        """As in `Eyes`."""
        lead = LEAD[kind]
        looks = read_as(printed, self._line(kind), self._rng, self._worse, kind)
        found = [(parse(lead + look.text), lead + look.text, look.certain) for look in looks]
        return [(value, text, certain) for value, text, certain in found if value is not None]

    def name(self, printed: str) -> list[tuple[str, Look]]:
        """As in `Eyes`."""
        return _named(printed, self._line(name_kind(printed)), self.sharp, self._rng, self._worse)

    def _line(self, kind: str) -> Line:
        return self._rng.choice(self._photo.lines[kind])


class Harsher:
    """Reads numbers worse than was measured; half of the photos are sharp, a third middling, the rest poor."""

    def __init__(self, rng: random.Random) -> None:
        place = rng.choices(range(3), SHARES)[0]
        self.sharp, self._rng = SHARPNESS[place], rng
        self._photo: MeasuredPhoto = rng.choice(photos(*PRINT[place]))

    def number(self, kind: str, printed: str, parse: Callable[[str], V | None]) -> list[tuple[V, str, bool]]:
        """One certain value when two readers agree, else each its own, uncertain."""
        rng, chance = self._rng, self.sharp.character
        if rng.random() < self.sharp.lost:
            return []
        common = _garbled(LEAD[kind] + printed, rng, chance * ALIKE, _figure)
        texts = [_garbled(common, rng, chance * (1 - ALIKE), _figure) for _ in range(2)]
        values = [parse(text) for text in texts]
        agree = values[0] == values[1]
        seen = zip(values[:1] if agree else values, texts, strict=False)
        return [(value, text, agree) for value, text in seen if value is not None]

    def name(self, printed: str) -> list[tuple[str, Look]]:
        """As in `Eyes`."""
        return _named(printed, self._rng.choice(self._photo.lines[name_kind(printed)]), self.sharp, self._rng)


def read(labels: tuple[Label, ...], rng: random.Random, eyes: Eyes | None = None) -> Claim:
    """The claim that one photo of these labels gives; to `Harsher` eyes unless others are given."""
    eyes = eyes or Harsher(rng)
    claims = [_read(label, 2 * place, rng, eyes) for place, label in enumerate(labels)]
    return Claim(
        marks=tuple(m for c in claims for m in c.marks),
        standards=tuple(s for c in claims for s in c.standards),
        licences=tuple(n for c in claims for n in c.licences),
        holders=tuple(h for c in claims for h in c.holders),
        codes=tuple(c for claim in claims for c in claim.codes),
        challenged=True,
    )


def _read(label: Label, here: int, rng: random.Random, eyes: Eyes) -> Claim:
    apart, sharp = here + int(rng.random() < GROUPED_APART), eyes.sharp
    return Claim(
        marks=tuple(_mark(kind, here, rng, sharp) for kind in label.marks if rng.random() >= sharp.lost),
        standards=tuple(
            SeenStandard(value, text, 0, here, QUAD, 0.9 if certain else 0.5, certain)
            for printed in label.standards
            for value, text, certain in eyes.number("standard", printed, _standard)
        ),
        licences=tuple(
            SeenLicence(value, text, 0, apart, QUAD, 0.9 if certain else 0.5, certain)
            for printed in label.licences
            for value, text, certain in eyes.number("licence", printed, _licence)
        ),
        holders=tuple(
            _holder(lead, look, apart, place)
            for place, printed in enumerate(label.holders, 20 * here)
            for lead, look in eyes.name(printed)
        ),
        codes=tuple(
            SeenCode(payload, "QRCode", judge_target(payload), 0, here, QUAD)
            for payload in label.codes
            if rng.random() >= sharp.code_lost
        ),
    )


def _holder(lead: str, look: Look, label: int, place: int) -> SeenHolder:
    quad, name = QUAD.moved(0, 40 * place), tidy(look.text) or look.text
    return SeenHolder(name, lead + look.text, 0, label, quad, look.confidence, look.certain, look.readers)


def _mark(kind: MarkKind, label: int, rng: random.Random, sharp: Sharpness) -> SeenMark:
    if kind is not MarkKind.COMMUNITY and rng.random() < sharp.mark_kind:
        other = MarkKind.VOLUNTARY if kind is MarkKind.COMPULSORY else MarkKind.COMPULSORY
        return SeenMark(other, 0, label, QUAD, rng.uniform(0.45, 0.85))
    return SeenMark(kind, 0, label, QUAD, min(0.99, rng.betavariate(9, 1.5)))


def _named(
    printed: str, line: Line, sharp: Sharpness, rng: random.Random, worse: float = 1.0
) -> list[tuple[str, Look]]:
    """What is read of a line that names a firm; the words before the name are misread at the set rate."""
    name = tidy(printed) or printed
    lead = printed.partition(name)[0] if name in printed else ""
    lead = _garbled(lead, rng, sharp.character, _letter)
    return [(lead, look) for look in read_as(name, line, rng, worse, name_kind(printed))]


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
