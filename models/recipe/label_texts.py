"""What lines say that nobody expects: near forms of numbers, firms with a letter changed, syllables by chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from models.recipe import texts
from models.recipe.label_numbers import (
    CONSONANTS,
    Rng,
    Said,
    block_number,
    digits,
    in_words,
    licence_of_any_letter,
    near_licence,
    near_standard,
    with_part,
)
from models.recipe.words import chance, one
from verifier.thai import normal_form

LOOK_ALIKES: Final = (
    *("กถภฤฦ", "ทหฑฒฆ", "ถกภ", "นบษม", "สลศค", "คดตฅศ", "ขชซฃฆ", "ผพฝฟฬ", "ฎฏฐญ", "อฮ", "งวจ", "รธโ", "ยบฃ", "ปฝฟ"),
    *("าำะ", "เแโ", "ใไโ", "ิีึื", "่้๊๋", "ุู", "ั้็์", "ัิ"),
    *("0oOQD", "1lIi", "5sS", "8B", "2Z", "6Gb", "cCeo", "uvn", "mn", "rt", "VY", "EF", "MN"),
)
"""Letters that stand for one another in `changed`."""
ANNOUNCED: Final = (
    *("ผู้รับใบอนุญาต", "ผู้ได้รับใบอนุญาต", "ผู้ผลิต", "ผู้ทำ", "ผู้นำเข้า", "ผู้แทนจำหน่าย", "ผู้จัดจำหน่าย", "ผู้ขาย"),
    *("ผลิตโดย", "นำเข้าโดย", "จัดจำหน่ายโดย", "บรรจุโดย", "ผลิตเพื่อ", "ภายใต้ใบอนุญาตของ", "เจ้าของเครื่องหมายการค้า"),
    *("Licensee", "License holder", "Manufacturer", "Manufactured by", "Made by", "Imported by", "Importer"),
    "Distributed by",
)  # fmt: skip
_SIGNS = "ัิีึืุู็"
_TONES = "่้๊๋์"
_TABLE: dict[str, str] = {}
for _group in LOOK_ALIKES:
    for _letter in _group:
        _TABLE[_letter] = _TABLE.get(_letter, "") + "".join(
            c for c in _group if c != _letter and c not in _TABLE.get(_letter, "")
        )


def announced(rng: Rng) -> Said:
    """A firm or a person after a word that says what they are: licensee, maker, importer."""
    title = one(rng, ("นาย", "นาง", "นางสาว", "ร้าน", ""))
    name = texts.firm_line(rng) if not title else f"{title}{syllables(rng, 2)} {syllables(rng, 2)}"
    return Said(one(rng, ANNOUNCED) + one(rng, (" ", " : ", ": ", ":")) + name)


def changed(rng: Rng, text: str, most: int = 3) -> str:
    """The text with one to `most` of its letters, vowels or tone marks become others that look like them, or gone."""
    letters = list(text)
    for _ in range(int(rng.integers(1, most + 1))):
        places = [i for i, c in enumerate(letters) if c in _TABLE]
        if not places:
            break
        at = int(one(rng, places))
        if letters[at] in _SIGNS + _TONES and chance(rng, 0.25):
            del letters[at]
        else:
            letters[at] = one(rng, _TABLE[letters[at]])
    return "".join(letters)


def changed_line(rng: Rng) -> Said:
    """A firm, or the words round it, with letters changed to look-alikes."""
    source = float(rng.random())
    if source < 0.62:
        usual = texts.firm_line(rng)
    elif source < 0.8:
        usual = one(rng, ANNOUNCED) + " : " + one(rng, texts.words.FIRM_WORDS)
    else:
        usual = one(rng, texts.words.THAI_LINES)
    usual = normal_form(usual)
    text = normal_form(changed(rng, usual))
    return Said(text, usual if text != usual else "")


def cluster(rng: Rng) -> str:
    """A consonant with any vowel and any tone mark, whether or not a word holds them together."""
    first = one(rng, CONSONANTS)
    sign = one(rng, _SIGNS) if chance(rng, 0.42) else ""
    tone = one(rng, _TONES) if chance(rng, 0.3) else ""
    form = float(rng.random())
    if form < 0.16:
        return one(rng, "เแโใไ") + first + sign + tone
    if form < 0.32:
        return first + tone + one(rng, "าำะ")
    return first + sign + tone


def syllables(rng: Rng, most: int) -> str:
    """One to three times `most` clusters by chance, without a gap."""
    return "".join(cluster(rng) for _ in range(int(rng.integers(2, 3 * most + 1))))


def by_chance(rng: Rng) -> Said:
    """Syllables by chance, Thai or Latin or mixed with digits."""
    kind = float(rng.random())
    if kind < 0.6:
        return Said(" ".join(syllables(rng, 2) for _ in range(int(rng.integers(1, 4)))))
    if kind < 0.8:
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/."
        return Said("".join(one(rng, letters) for _ in range(int(rng.integers(4, 16)))))
    return Said(
        f"{syllables(rng, 1)}{one(rng, ('', ' ', '.', '-'))}{digits(rng, 1, 6)}{one(rng, ('', ' '))}{syllables(rng, 1)}"
    )


def block_firm(rng: Rng) -> Said:
    """The firm under it, now and then in capitals without its form, as labels have it."""
    name = texts.firm_line(rng)
    if chance(rng, 0.3):
        words = [texts._latin_word(rng).upper() for _ in range(int(rng.integers(1, 4)))]
        name = " ".join([*words, one(rng, ("", "", "ELECTRIC", "INTERNATIONAL", "(THAILAND)", "CO., LTD.", "CO.,LTD"))])
    return Said(name.strip())


SHARES: Final[tuple[tuple[Callable[[Rng], Said], float], ...]] = (
    (licence_of_any_letter, 0.2),
    (near_licence, 0.1),
    (near_standard, 0.12),
    (with_part, 0.08),
    (in_words, 0.03),
    (announced, 0.05),
    (changed_line, 0.16),
    (by_chance, 0.08),
    (block_number, 0.09),
    (block_firm, 0.09),
)


def label_line(rng: Rng) -> Said:
    """One line, never empty, at most 48 characters, in the normal form of its letters."""
    while True:
        maker = SHARES[int(rng.choice(len(SHARES), p=[share for _, share in SHARES]))][0]
        said = maker(rng)
        text, usual = normal_form(said.text), normal_form(said.usual)
        if 0 < len(text) <= 48 and len(usual) <= 56:
            return Said(text, usual if usual != text else "")
