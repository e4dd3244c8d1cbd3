"""Numbers that are announced and are no numbers of the known form, or that contradict one another in the block."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from PIL import Image

from bench.lying_pictures import patches
from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import ANNOUNCING, Kind, Maker
from bench.lying_pictures.patches import Patch


def _split(text: str) -> tuple[str, str, str, str]:
    """Type letter, running number, number within the standard, standard: of a licence in normal form."""
    head, _, standard = text.partition("/")
    seq, _, n = head[1:].partition("-")
    return head[0], seq, n, standard


LICENCE_SHAPES = {
    "Latin T": "T{s}-{n}/{m}", "no letter": "{s}-{n}/{m}", "run together": "{t}{s}{n}/{m}", "dots": "{t}{s}.{n}.{m}",
    "dash after letter": "{t}-{s}-{n}-{m}", "letter in brackets": "({t}){s}-{n}/{m}", "backslash": "{t}{s}-{n}\\{m}",
    "colon": "{t}{s}:{n}:{m}", "letter last": "{s}-{n}/{m}{t}", "no n": "{t}{s}/{m}",
    "year": "{t}{s}-{n}/{m}-2560-01", "spaces": "{t} {s} {n} {m}", "TH": "TH{s}-{n}/{m}", "x": "{t}{s}-xx/{m}",
    "stars": "{t}{s0}***-{n}/{m}", "under way": "อยู่ระหว่างดำเนินการ", "none": "ไม่มี",
    "six digits": "{t}9{s}7-{n}/{m}", "(TIS)": "{t}{s}-{n}(TIS){m}",
}  # fmt: skip
"""What is printed after the words that announce a licence number: none of it is one."""


ENDING_OTHERWISE, BEGINNING_OTHERWISE = ("มอค", "มอถ", "มอด", "มอฎ", "มอฤ"), ("มฮก", "นอก", "มษก", "ฆอก", "มลก", "มฉก")
"""What is printed for มอก. and passes for it; not มอภ and บอก, which in letters without loops hardly differ from it."""


def licence_shape(maker: Maker) -> Pair:
    row = maker.row()
    other = maker.other(row)
    name = maker.turn(tuple(LICENCE_SHAPES))
    t, s, n, m = _split(other.licence)
    honest = maker.label(row, maker.one(("lq", "lf", "lfq")))
    false = LICENCE_SHAPES[name].format(t=t, s=s, n=n, m=m, s0=s[:1])
    said = honest.of("licence").replace(row.licence, false)
    return pair(honest.line("licence", text=said), honest, name)


def over_two_lines(maker: Maker) -> Pair:
    """Another licence number, broken after a dash or a slash."""
    row = maker.row()
    other, lead = maker.other(row), maker.one(ANNOUNCING)
    honest = maker.label(row, maker.one(("q", "fq", "lq")))
    at = maker.turn((other.licence.index("-") + 1, other.licence.index("/") + 1, other.licence.index("/"), 3))
    lines = (Line(lead + other.licence[:at], "other"), Line(other.licence[at:], "other"))
    return pair(replace(honest, lines=honest.lines + lines), honest, f"broken at {at}")


def _struck(look: Look, patch: Patch) -> Patch:
    """A line drawn through a line of print."""
    mask = np.zeros((patch.height, patch.width), np.uint8)
    x0, y0, x1, y1 = (round(v) for v in patch.parts[0][1])
    middle, stroke = (y0 + y1) // 2, max(2, round(look.em * 0.09))
    cv2.line(mask, (x0, middle + round(look.em * 0.05)), (x1, middle - round(look.em * 0.05)), 255, stroke, cv2.LINE_AA)
    return patches.together([(patch, 0, 0), (patches.of_mask(mask, look.ink, "stroke"), 0, 0)])


def struck(maker: Maker) -> Pair:
    """The licence number (or the standard) is struck through."""
    row, role = maker.row(), maker.turn(("licence", "standard", "licence"))
    honest = maker.label(row, maker.one(("lq", "lf", "l")))
    return pair(honest.line(role, alter=_struck), honest, role)


def _smudged(look: Look, patch: Patch) -> Patch:
    """The middle of the number rubbed out of shape."""
    rng = look.rng(11)
    x0, _, x1, _ = patch.parts[0][1]
    left = round(x0 + (x1 - x0) * rng.uniform(0.55, 0.65))
    right = round(x0 + (x1 - x0) * rng.uniform(0.85, 0.95))
    pixels = np.asarray(patch.picture).copy()
    spot = pixels[:, left:right, 3].astype(np.float32)
    spot = np.asarray(cv2.GaussianBlur(spot, (0, 0), look.em * 0.28, sigmaY=look.em * 0.1), np.float32)
    pixels[:, left:right, 3] = np.clip(spot * 1.3, 0, 255).astype(np.uint8)
    pixels[:, left:right, :3] = look.ink
    return Patch(Image.fromarray(pixels), patch.parts)


def smudged(maker: Maker) -> Pair:
    """A licence is announced and its number smudged."""
    row = maker.row()
    honest = maker.label(row, maker.one(("lq", "lf", "lfq")))
    return pair(honest.line("licence", alter=_smudged), honest, "middle of the number")


STANDARD_SHAPES = {
    "slash": "มอก. {m}/{y}", "two digits": "มอก. {m}-{yy}", "no year": "มอก. {m}", "year first": "มอก. {y}-{m}",
    "colon": "มอก. {m}:{y}", "No.": "มอก. เลขที่ {m} ปี {y}", "dot": "มอก. {m}.{y}",
    "part unknown": "มอก. {m} เล่ม x-{y}", "TISI": "TISI {m}_{y}", "letters": "มอก. {m}ก-{y}",
    "bracket": "มอก. ({m})({y})", "old year": "มอก. {m}-2449",
}  # fmt: skip


def standard_shape(maker: Maker) -> Pair:
    """Beside the honest standard another one is announced, in a form that is none."""
    row = maker.row()
    other, name = maker.other(row), maker.turn(tuple(STANDARD_SHAPES))
    honest = maker.label(row)
    year = other.standard.rpartition("-")[2]
    said = STANDARD_SHAPES[name].format(m=other.number, y=year, yy=year[2:])
    return pair(honest.plus(Line(said, "other")), honest, name)


def second_standard(maker: Maker) -> Pair:
    """A second standard, for which nobody on the label has a licence."""
    row = maker.row()
    honest, other = maker.label(row), maker.other(row)
    return pair(honest.plus(Line(maker.standard(other), "other")), honest, other.standard)


def other_licence(maker: Maker) -> Pair:
    """Another firm's licence of another standard is printed in the block."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("lq", "lf", "lfq"))), maker.other(row)
    said = honest.of("licence").replace(row.licence, other.licence)
    return pair(honest.line("licence", text=said), honest, other.status)


def one_digit(maker: Maker) -> Pair:
    """The licence number with one digit changed is another firm's."""
    row = maker.row(lambda r: bool(r.beside))
    honest = maker.label(row, maker.one(("lq", "lf", "lfq")))
    said = honest.of("licence").replace(row.licence, row.beside)
    return pair(honest.line("licence", text=said), honest, f"{row.beside} for {row.licence}")


def two_licences(maker: Maker) -> Pair:
    """Two licence numbers one after the other, the second of another firm."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("l", "lf", "lq"))), maker.other(row)
    joint = maker.turn((" / ", ", ", " และ ", " or "))
    return pair(
        honest.line("licence", text=honest.of("licence") + joint + other.licence), honest, f"{joint}{other.status}"
    )


def ending_otherwise(maker: Maker) -> Pair:
    """Another word than มอก. before the number: its last letter is one that looks like it."""
    return _another_word(maker, ENDING_OTHERWISE)


def beginning_otherwise(maker: Maker) -> Pair:
    """Another word than มอก. before the number: its first or second letter is one that looks like it."""
    return _another_word(maker, BEGINNING_OTHERWISE)


def _another_word(maker: Maker, words: tuple[str, ...]) -> Pair:
    row = maker.row()
    honest, word = maker.label(row, maker.one(("lq", "lf", "lfq"))), maker.turn(words)
    return pair(
        honest.line("standard", text=f"{word}. {row.standard}"),
        honest.line("standard", text=f"มอก. {row.standard}"),
        word,
    )


KINDS = (
    Kind("licence of no form", "a licence number is announced, what follows is none", licence_shape),
    Kind("licence over two lines", "another licence number, broken over two lines", over_two_lines),
    Kind("number struck through", "licence or standard is struck through", struck),
    Kind("licence smudged", "a licence is announced and cannot be read", smudged),
    Kind("standard of no form", "a second standard is announced in no known form", standard_shape),
    Kind("second standard", "a second standard without any licence", second_standard),
    Kind("licence of another standard", "the licence number of another standard and firm", other_licence),
    Kind("licence one digit off", "the number of a licence with one digit changed", one_digit),
    Kind("two licences in a line", "the honest number and another firm's", two_licences),
    Kind("มอก. ends otherwise", "the last letter of มอก. before the number is another", ending_otherwise),
    Kind("มอก. begins otherwise", "another letter than the last of มอก. is another", beginning_otherwise),
)
