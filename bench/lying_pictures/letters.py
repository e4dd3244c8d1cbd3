"""One letter changed: the licence's type letter for any consonant, firms by vowels, tone marks and look-alikes."""

from __future__ import annotations

from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.listed import Row
from bench.lying_pictures.making import Kind, Maker

CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถธบปผฝพฟภมยรลวศษหฬอฮ"
"""All that are no licence type."""
LIKE_TYPE = {"ท": "ฑหกฒตดพภฬTnmr", "น": "มฉณบuUvV", "ส": "ศลคaSn"}
"""What each type letter is mistaken for, Latin letters among them."""
LETTER_EM = 30.0
"""Smallest type in px at which one letter more or less can be told by eye in a photo."""


def _lettered(maker: Maker, row: Row, letter: str, shows: str) -> Pair:
    """The licence number with another type letter."""
    honest = maker.label(row, shows)
    said = honest.of("licence")
    lie = honest.line("licence", text=said.replace(row.licence, letter + row.licence[1:]))
    return pair(lie, honest, f"{letter} for {row.type}", LETTER_EM)


def type_any(maker: Maker) -> Pair:
    return _lettered(maker, maker.row(), maker.turn(CONSONANTS), maker.one(("l", "l", "lf")))


def type_alike(maker: Maker) -> Pair:
    row = maker.row()
    return _lettered(maker, row, maker.turn(LIKE_TYPE[row.type]), maker.one(("l", "l", "lf")))


def other_type(maker: Maker) -> Pair:
    """The letter of another type of licence: the number as such is that of a licence."""
    row = maker.row(types="ทน")
    return _lettered(maker, row, {"ท": "น", "น": "ท"}[row.type], maker.one(("l", "lf", "lq")))


def _name(maker: Maker, swaps: dict[str, str]) -> Pair:
    """The holder's name with one of its letters changed; the firm is what the label leads by."""
    able = [r for r in maker.rows if r.status == "active" and not r.rival and not r.beside]
    able = [r for r in able if any(c in swaps for c in _stem(r.holder))]
    row = maker.one(able)
    stem = _stem(row.holder)
    at = maker.one([i for i, c in enumerate(stem) if c in swaps])
    false = stem[:at] + maker.one(swaps[stem[at]]) + stem[at + 1 :]
    honest = maker.label(row, "f").line("firm", scale=1.0)
    text = honest.of("firm")
    piece = slice(max(0, at - 2), at + 2)
    lie = honest.line("firm", text=text.replace(stem, false))
    return pair(lie, honest, f"{false[piece]} for {stem[piece]}", LETTER_EM)


def _stem(holder: str) -> str:
    return holder.removeprefix("บริษัท ").removesuffix(" จำกัด")


def vowels(maker: Maker) -> Pair:
    return _name(maker, {
        "ั": "้็", "้": "ั่", "่": "้", "า": "ำ", "ำ": "า", "ิ": "ีึื", "ี": "ิึ", "ึ": "ิื", "ื": "ึี", "ุ": "ู",
        "ู": "ุ", "เ": "แ", "แ": "เ", "ไ": "ใโ", "ใ": "ไ", "โ": "ไ", "็": "ั",
    })  # fmt: skip


def consonants(maker: Maker) -> Pair:
    return _name(maker, {
        "อ": "ฮ", "ฮ": "อ", "ด": "ต", "ต": "ด", "ค": "ศ", "ศ": "ค", "ก": "ภถ", "ภ": "ถก", "ถ": "ภ", "ช": "ซ",
        "ซ": "ช", "บ": "ปษ", "ป": "บฝ", "พ": "ฟผ", "ฟ": "พ", "ผ": "ฝพ", "ร": "ธ", "ธ": "ร", "ล": "ส", "ส": "ล",
        "น": "ม", "ม": "น", "ท": "ห", "ห": "ท", "ง": "ว", "ว": "ง", "ย": "ข", "ข": "ช", "จ": "ฉ", "ฉ": "จ", "ษ": "บ",
    })  # fmt: skip


def lost(maker: Maker) -> Pair:
    """A letter of the name left out, doubled, or two exchanged."""
    row = maker.row()
    stem = _stem(row.holder)
    at = maker.rng.randrange(1, len(stem) - 2)
    while not ("ก" <= stem[at] <= "ฮ" and "ก" <= stem[at + 1] <= "ฮ" and stem[at] != stem[at + 1]):
        at = maker.rng.randrange(1, len(stem) - 2)
    name, false = maker.turn((
        ("left out", stem[:at] + stem[at + 1 :]), ("doubled", stem[: at + 1] + stem[at:]),
        ("exchanged", stem[:at] + stem[at + 1] + stem[at] + stem[at + 2 :]),
    ))  # fmt: skip
    honest = maker.label(row, "f").line("firm", scale=1.0)
    return pair(honest.line("firm", text=honest.of("firm").replace(stem, false)), honest, name, LETTER_EM)


LATIN_LIKE = {
    "a": "o", "o": "a", "e": "c", "h": "b", "n": "m", "i": "l", "u": "v", "g": "q", "k": "h", "t": "f", "m": "rn",
    "w": "vv", "c": "e", "l": "i",
}  # fmt: skip


def latin(maker: Maker) -> Pair:
    """The holder's Latin name with one letter changed for one that looks like it."""
    row = maker.row()
    name = row.holder_en
    stem = name.split()[0]
    at = maker.one([i for i, c in enumerate(stem) if i and c in LATIN_LIKE])
    false = stem[:at] + LATIN_LIKE[stem[at]] + stem[at + 1 :]
    honest = maker.label(row, "")
    lead = maker.one(("", "Licensee: ", "By "))
    return pair(honest.plus(Line(lead + name.replace(stem, false), "firm")), honest.plus(Line(lead + name, "firm")),
                f"{false} for {stem}", LETTER_EM)  # fmt: skip


def standard_digit(maker: Maker) -> Pair:
    """One digit of the standard's number or year changed; number and firm are those of the right one."""
    row = maker.row()
    honest = maker.label(row, maker.one(("f", "q", "fq")))
    at = maker.one([i for i, c in enumerate(row.standard) if c.isdigit()])
    digit = maker.one([d for d in "1234567890" if d != row.standard[at] and not (at == 0 and d == "0")])
    false = row.standard[:at] + digit + row.standard[at + 1 :]
    return pair(
        honest.line("standard", text="มอก. " + false), honest.line("standard", text="มอก. " + row.standard), false
    )


KINDS = (
    Kind("type letter, any consonant", "another consonant for the licence's type letter", type_any),
    Kind("type letter, look-alike", "a look-alike for the licence's type letter, Latin ones too", type_alike),
    Kind("type letter of another type", "น for ท or ท for น", other_type),
    Kind("firm, vowel or tone mark", "one vowel or tone mark of the firm changed", vowels),
    Kind("firm, look-alike consonant", "one consonant of the firm changed for one like it", consonants),
    Kind("firm, letter lost or doubled", "one consonant lost, doubled or exchanged", lost),
    Kind("firm in Latin, look-alike", "one letter of the Latin name changed", latin),
    Kind("standard, one digit", "one digit of the standard changed", standard_digit),
)
