"""Readings → statements: what is announced and not parsed, who is named in which role, words that qualify a number.

Nothing that stands in the photo may vanish because no grammar knows it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.domain import Reading, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.candidates import licences, places
from verifier.extract.fields import Fields
from verifier.extract.making import made_in, made_on
from verifier.extract.unexplained import address, anywhere, beside_number, of_licences, person, without_numbers
from verifier.extract.words import (
    Word,
    announcing,
    find,
    harmless,
    others_office,
    qualifying,
    rest_after,
    stands_alone,
)
from verifier.names.parse import tidy
from verifier.thai import fold_text

ROLES = (StatementKind.LICENSEE, StatementKind.MAKER, StatementKind.IMPORTER, StatementKind.SELLER)
"""Roles in which a firm can be named."""
NEXT_LINE_HEIGHTS = 0.9
"""A line is next to another when the gap between them is at most this share of the line's height."""
NEXT_COLUMN_HEIGHTS = 6.0
"""A name may stand this many heights of its line right of the word that announces it."""
MIN_NAME_LETTERS = 3
"""Fewer letters after a role's word are no name."""
SAME_DIGITS = 2
"""Digits that differ in at most this many places from a parsed number's in the same place are that number, misread."""
CUT_MIN_FIGURES = 5
"""From this many figures on, the beginning or the end of an accepted standard's number is that number, cut off."""
BESIDE_HEIGHTS = 0.5
"""A box that cuts a number short, or takes in more than it, lies within this many heights of the number's own."""
LARGE_HEIGHTS = 0.7
"""Print that denies counts wherever it stands if it is at least this many times as high as the lowest number."""
BRAND_HEIGHTS = 1.4
"""A brand's lettering is at least this many times as high as the highest number."""
MIN_FIGURES = 3
"""Fewer figures after the word for a licence are no number."""

_STANDARD = re.compile(
    r"(?:(?<![ก-๎])ม ?\.? ?อ ?\.? ?ก|(?<![A-Za-z])T\.?I\.?S(?![A-Za-z]))[^0-9]{0,12}[0-9]{2,}", re.IGNORECASE
)
"""มอก or TIS and figures after it, whatever their form."""
_LICENCE_FORM = re.compile(
    r"(?<![0-9A-Za-z])(?:\([^)]{0,3}\) {0,2})?[A-Za-zก-ฮ]{0,3}[ .-]{0,2}"
    r"[0-9]{3,6} {0,2}[-.–] {0,2}[0-9]{1,6} {0,2}[/.|\\] {0,2}[0-9]{3,6}(?![0-9])"
    r"|(?<![ก-๎])(?:นค|[ทนส]) {0,2}[0-9]{3,6}[-. ]{1,3}[0-9]{1,6}[-. ]{1,3}[0-9]{3,6}(?![0-9])"
)
"""What has about the form of a licence number, whatever its letters and separators; after one of its own letters also
with a dash for the slash, as one that is struck through is read."""
_LICENCE_BROKEN = re.compile(r"(?<![ก-๎])(?:นค|[ทนส]) {0,2}[0-9]{3,6} {0,2}-[0-9 ]{0,4}$|^(?:นค|[ทนส]) ?[0-9]{4,6}$")
"""The first half of a licence number that goes on in another line, or is all of it that was seen."""
_LICENCE_TAIL = re.compile(r"^[^0-9]{0,2}[0-9]{1,4} ?- ?[0-9]{1,4} ?/ ?[0-9A-Za-z]{2,6}\W*$")
"""The end of a licence number, when a line says nothing else."""
_LICENCE_WORD = re.compile(r"icen[cs]e|อนุญาต", re.IGNORECASE)
"""What is left of the word for a licence when its first letters were misread or cut off."""
_SPACED = re.compile(r"(?:[0-9/-] {1,3}){4,}[0-9]")
"""Figures with gaps between them."""
_DIGITS = re.compile(r"[0-9]+")
_LETTER = re.compile(r"[A-Za-zก-ฮ]")
_NO_NAME = re.compile(
    r"^(?:[\d\s./-]+|(?:in|at|on|the)\b.*|ใน.*|ที่.*|เมื่อ.*|จาก.*|ตาม.*|วันที่.*|ประเทศ.*|date.*|thailand.*|china.*|ไทย.*|จีน.*)$",
    re.IGNORECASE,
)
"""What follows a role's word and names no firm: places and dates."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one line says, with its place in the photo; fields as in `SeenStatement`."""

    kind: StatementKind
    text: str
    words: str
    value: str
    quad: Quad
    confidence: float


@dataclass(frozen=True, slots=True)
class _Line:
    """All readings of one line of print, the surest first."""

    readings: tuple[Reading, ...]

    @property
    def quad(self) -> Quad:
        return self.readings[0].region.quad

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reading.text for reading in self.readings if reading.text.strip()))


def statements(readings: Sequence[Reading], fields: Fields, *, whole: bool = False) -> list[Statement]:
    """Everything announced and not parsed, every role, every qualifying word of one photo, in reading order.

    `whole`: also what no line of goods is known to say, wherever it stands, and when and where goods were made.
    """
    lines = [_Line(tuple(sorted(place, key=_mean, reverse=True))) for place in places(readings)]
    found: list[Statement] = []
    for line in lines:
        said = [*_unparsed(line, fields), *_without_number(line, lines), *_roles(line, lines)]
        said += _unexplained(line, fields, said)
        found += said + ([*_unknown(line, fields, said), *_making(line)] if whole else [])
    return found + list(_qualified(lines, fields))


def _unparsed(line: _Line, fields: Fields) -> Iterator[Statement]:
    """A standard or licence that the line announces, or has about the form of, and no parser understood."""
    rule = next(rule for rule in announcing() if rule.kind is StatementKind.LICENCE)
    told: set[StatementKind] = set()
    for reading in line.readings:
        rest = _closed_up(without_numbers(reading))
        if _explained(rest, line.quad, fields):
            continue
        if StatementKind.STANDARD not in told and (found := _STANDARD.search(rest)):
            told.add(StatementKind.STANDARD)
            yield _of(StatementKind.STANDARD, reading, found[0])
        others = find(rule.others, rest, fuzzy=False)
        word = None if others else find(rule.words, rest) or _LICENCE_WORD.search(rest)
        figures = sum(map(len, _DIGITS.findall(rest)))
        form = _LICENCE_FORM.search(rest) or _LICENCE_BROKEN.search(rest) or _LICENCE_TAIL.search(rest)
        if StatementKind.LICENCE not in told and ((word and figures >= MIN_FIGURES) or form):
            told.add(StatementKind.LICENCE)
            yield _of(StatementKind.LICENCE, reading, form[0] if form else rest)


def _without_number(line: _Line, lines: Sequence[_Line]) -> Iterator[Statement]:
    """A licence number that the line announces, and which stands neither in it nor right of it nor below it."""
    rule = next(rule for rule in announcing() if rule.kind is StatementKind.LICENCE)
    reading = line.readings[0]
    told = find(rule.words, reading.text) or _LICENCE_WORD.search(reading.text)
    if not told or others_office(reading.text) or not harmless(reading.text) or any(map(_has_number, line.readings)):
        return
    if not any(_has_number(other) for after in _after(line, lines) for other in after.readings):
        yield _of(StatementKind.LICENCE, reading, reading.text)


def _has_number(reading: Reading) -> bool:
    """Whether a reading shows the whole form of a licence number, parsed or not."""
    return any(licences(reading)) or _LICENCE_FORM.search(fold_text(reading.text)) is not None


def _closed_up(text: str) -> str:
    """A text whose characters stand apart, one by one, closed up: `T 9 9 9 0 6 - 9`; any other as it is."""
    return text.replace(" ", "") if _SPACED.search(text) else text


def _explained(text: str, quad: Quad, fields: Fields) -> bool:
    """Whether a number parsed in the same place accounts for the figures of a line: it is that number, read worse."""
    digits = "".join(_DIGITS.findall(text))
    whole = ["".join(_DIGITS.findall(fold_text(field.text))) for field in fields.standards if field.certain]
    if len(digits) >= CUT_MIN_FIGURES and any(own.startswith(digits) or own.endswith(digits) for own in whole):
        return True  # the same number once more, cut off by the photo's edge
    for place, _, shown in _numbers(fields):
        if place.distance(quad) <= BESIDE_HEIGHTS * place.height:
            own = "".join(_DIGITS.findall(fold_text(shown)))
            if digits in own or own in digits or _off_by(digits, own) <= SAME_DIGITS:
                return True
    return False


def _numbers(fields: Fields) -> list[tuple[Quad, str, str]]:
    """Place, value and text of every standard and licence number that was parsed."""
    found = [(field.quad, str(field.value), field.text) for field in fields.standards]
    return found + [(field.quad, str(field.value), field.text) for field in fields.licences]


def _off_by(one: str, other: str) -> int:
    """In how many places two strings of digits differ; their lengths count."""
    return abs(len(one) - len(other)) + sum(a != b for a, b in zip(one, other, strict=False))


def _roles(line: _Line, lines: Sequence[_Line]) -> Iterator[Statement]:
    """The firm that a line names as licensee, maker, importer or seller, in the line itself or in the next."""
    for rule in announcing():
        if rule.kind not in ROLES:
            continue
        for reading in line.readings:
            word = find(rule.words, reading.text)
            if word is None:
                continue
            name = _name(rest_after(word, reading.text)) or tidy(reading.text) or ""
            if not name and _NO_NAME.match(rest_after(word, reading.text) or "x") is None:
                name = next(filter(None, (_next_name(other) for other in _after(line, lines))), "")
            elif not name:
                break  # a place or a date
            yield Statement(rule.kind, reading.text, word.written, name, line.quad, reading.confidence)
            return


def _name(rest: str) -> str:
    """The firm's or person's name at the beginning of what follows a role's word; "" when there is none."""
    if firm := tidy(rest):
        return firm
    rest = rest.strip(" :.,-")
    letters = len(_LETTER.findall(rest))
    return "" if letters < MIN_NAME_LETTERS or _NO_NAME.match(rest) else rest


def _next_name(line: _Line) -> str:
    text = line.texts[0] if line.texts else ""
    if any(find(rule.words, text, fuzzy=False) for rule in announcing()) or _STANDARD.search(fold_text(text)):
        return ""
    return next(filter(None, map(tidy, line.texts)), "") or _name(text)


def _after(line: _Line, lines: Sequence[_Line]) -> list[_Line]:
    """The lines where a name may stand that this one announces: right of it, then right below."""
    right, below = [], []
    height, frame = line.quad.height, line.quad
    for other in lines:
        if other is line or not other.texts:
            continue
        along, down = _offset(frame, other.quad)
        gap = frame.distance(other.quad)
        if abs(down) < height / 2 and along > 0 and gap <= NEXT_COLUMN_HEIGHTS * height:
            right.append((gap, other))
        elif down > 0 and gap <= NEXT_LINE_HEIGHTS * height:
            below.append((gap, other))
    return [other for _, other in (*sorted(right, key=_gap), *sorted(below, key=_gap))]


def _gap(entry: tuple[float, _Line]) -> float:
    return entry[0]


def _offset(frame: Quad, other: Quad) -> tuple[float, float]:
    """Where another quad's middle lies from this one's: along its line and down from it, in pixels."""
    (ax, ay), (bx, by), *_ = frame.corners
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-6)
    cos, sin = (bx - ax) / length, (by - ay) / length
    dx, dy = other.centre[0] - frame.centre[0], other.centre[1] - frame.centre[1]
    return dx * cos + dy * sin, dy * cos - dx * sin


def _qualified(lines: Sequence[_Line], fields: Fields) -> Iterator[Statement]:
    """Words that change what a number beside them says, or that deny in large print wherever they stand."""
    numbers = [(quad, value) for quad, value, _ in _numbers(fields)]
    large = LARGE_HEIGHTS * min((quad.height for quad, _ in numbers), default=0.0)
    for line in lines:
        own = [text for quad, text in numbers if line.quad.contains(quad.centre)]
        near = [text for quad, text in numbers if quad.distance(line.quad) <= NEXT_LINE_HEIGHTS * quad.height]
        for rule in qualifying():
            words: tuple[Word, ...] = ()
            if own:
                words = (*rule.anywhere, *rule.near, *rule.own_line)
            elif near:
                words = (*rule.anywhere, *rule.near)
            elif line.quad.height >= large:
                words = rule.anywhere
            for reading in line.readings if words or rule.alone else ():
                word = find(words, reading.text) or (find(rule.goods, reading.text, fuzzy=False) if own else None)
                if word is None and line.quad.height >= large:
                    word = stands_alone(rule.alone, reading.text)
                if word and not _goods_own(rule.not_after, word, reading.text):
                    value = (own or near or [""])[0]
                    yield Statement(rule.kind, reading.text, word.written, value, line.quad, reading.confidence)
                    break


def _unexplained(line: _Line, fields: Fields, said: Sequence[Statement]) -> Iterator[Statement]:
    """Words that are not known to say nothing, beside an accepted number or of licences; addresses and persons."""
    accepted = [(field.quad, str(field.value)) for field in fields.standards if field.certain]
    accepted += [(field.quad, str(field.value)) for field in fields.licences if field.certain]
    values = [value for quad, value in accepted if line.quad.contains(quad.centre)]
    for reading in line.readings:
        words = "" if tidy(reading.text) or not values else beside_number(reading)
        words = words or ("" if said or values else of_licences(reading))
        if words:
            yield replace(_of(StatementKind.WORDS, reading, words), value=(values or [""])[0])
            break
    surest = line.readings[0]
    for kind, told in ((StatementKind.ADDRESS, address(surest)), (StatementKind.NAMED, person(surest))):
        if told:
            yield replace(_of(kind, surest, told), value=told)


def _unknown(line: _Line, fields: Fields, said: Sequence[Statement]) -> Iterator[Statement]:
    """Words that are not known to describe goods, in a line of which nothing else was told but who is named."""
    if any(statement.kind not in ROLES for statement in said) or not line.texts:
        return
    numbers = _numbers(fields)
    highest = max((quad.height for quad, _, _ in numbers), default=math.inf)
    surest, large = line.readings[0], line.quad.height >= BRAND_HEIGHTS * highest
    if words := anywhere(surest, announces=bool(said), large=large):
        yield replace(_of(StatementKind.WORDS, surest, words), value=numbers[0][1] if numbers else "")


def _making(line: _Line) -> Iterator[Statement]:
    """When and where the goods were made, by the first look that tells."""
    for reading in line.readings:
        if days := made_on(reading.text):
            yield replace(_of(StatementKind.MADE_ON, reading, reading.text), value="/".join(map(str, days)))
            break
    for reading in line.readings:
        if country := made_in(reading.text):
            yield replace(_of(StatementKind.MADE_IN, reading, reading.text), value=country)
            break


def _goods_own(before: Sequence[Word], word: Word, text: str) -> bool:
    """Whether a word that belongs to the goods' own date stands before another: วันหมดอายุ."""
    return any(find([Word.of(other.written + word.written)], text, fuzzy=False) for other in before)


def _of(kind: StatementKind, reading: Reading, words: str) -> Statement:
    return Statement(kind, reading.text, words, "", reading.region.quad, reading.confidence)


def _mean(reading: Reading) -> float:
    return sum(reading.confidences) / max(len(reading.confidences), 1)
