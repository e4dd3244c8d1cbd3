"""Names that are made to be taken for a licensee's: a letter or a mark of it changed, or two or three letters."""

from __future__ import annotations

import random

from bench.worlds.world import World
from verifier.domain import Licence
from verifier.names.confusions import chance

CONSONANTS = "กขคงจฉชซญฐณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
MARKS = ("", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู", "่", "้", "๊", "์", "็")
READERS = ("linenet", "tesseract")


def any_letter(world: World, row: Licence, rng: random.Random) -> str:
    """One consonant replaced by any other."""
    return _replaced(row.holder, rng.choice(_places(row.holder, CONSONANTS)), rng)


def deceiving_letter(world: World, row: Licence, rng: random.Random) -> str:
    """One consonant replaced by one of the three that readers most often take for it."""
    at = rng.choice(_places(row.holder, CONSONANTS))
    return row.holder[:at] + rng.choice(deceivers(row.holder[at])[:3]) + row.holder[at + 1 :]


def worst_letter(world: World, row: Licence, rng: random.Random) -> str:
    """The one consonant of the name that readers most often misread so, by the counts that the verifier has."""
    name = row.holder
    places = [(at, deceivers(name[at])[0]) for at in _places(name, CONSONANTS)]
    at, other = max(places, key=lambda place: (_share(name[place[0]], place[1]), place))
    return name[:at] + other + name[at + 1 :]


def several_letters(world: World, row: Licence, rng: random.Random) -> str:
    """Two or three consonants replaced by any others."""
    name = row.holder
    for at in rng.sample(_places(name, CONSONANTS), rng.choice((2, 3))):
        name = _replaced(name, at, rng)
    return name


def a_mark(world: World, row: Licence, rng: random.Random) -> str:
    """What stands above or below a letter lost or replaced; where the name has no such mark, one added."""
    places = _places(row.holder, "".join(MARKS))
    if not places:
        at = rng.choice(_places(row.holder, CONSONANTS)) + 1
        return row.holder[:at] + rng.choice(MARKS[1:]) + row.holder[at:]
    at = rng.choice(places)
    return row.holder[:at] + rng.choice([mark for mark in MARKS if mark != row.holder[at]]) + row.holder[at + 1 :]


FORGERIES = {
    "one letter, any": any_letter,
    "one letter, of those most like it": deceiving_letter,
    "one letter, where it deceives best": worst_letter,
    "two or three letters": several_letters,
    "a mark above or below": a_mark,
}


def deceivers(letter: str) -> list[str]:
    """Other consonants, those first that readers most often take for this one."""
    return sorted((c for c in CONSONANTS if c != letter), key=lambda c: (-_share(letter, c), c))


def _share(letter: str, printed: str) -> float:
    return max(chance((reader,), printed, letter) for reader in READERS)


def _places(name: str, letters: str) -> list[int]:
    """Where a letter of `letters` stands in the name proper."""
    start, end = name.find(" ") + 1, name.rfind(" ")
    return [i for i, c in enumerate(name) if start <= i < end and c in letters]


def _replaced(name: str, at: int, rng: random.Random) -> str:
    return name[:at] + rng.choice([c for c in CONSONANTS if c != name[at]]) + name[at + 1 :]
