"""Readings → statements: what is announced and not parsed, who is named in which role, words that qualify a number.

Nothing that stands in the photo may vanish because no grammar knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from verifier.domain import Reading, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.announced import ANNOUNCED_STANDARD, unparsed, without_number
from verifier.extract.blocks import broken_words, going_on, unknown_texts
from verifier.extract.candidates import places
from verifier.extract.fields import Fields
from verifier.extract.goods import named
from verifier.extract.making import made_in, made_on, may_be_made_on
from verifier.extract.print_lines import (
    Line,
    Statement,
    following,
    line_mean,
    numbers_of,
    statement_of,
)
from verifier.extract.qualified import of_something_else, qualified
from verifier.extract.ratings import rated
from verifier.extract.statement_words import announcing, goods_of_others
from verifier.extract.unexplained import address, beside_number, of_licences, person
from verifier.extract.unknown import ROLES, unknown_words_of
from verifier.extract.words import Word, find, rest_after
from verifier.extract.wrapped import ends_name, ends_openly, unwrapped
from verifier.names.parse import cut_off, form_alone, in_thai, tidy, without_lead
from verifier.names.second import two_firms
from verifier.thai import EAST_ASIAN, RECENT_TEXTS, fold_text, letters_of

MIN_NAME_LETTERS = 3
"""Fewer letters after a role's word are no name."""
LATIN_FOR_THAI = 7
"""Latin letters that มอก. may be taken for by a reader that knows no Thai."""
LONGER = 1.1
"""A box that is so many times as long as one in it shows more of the line."""

_BEFORE_NUMBER = re.compile(r"\W*[A-Za-z]+\W*(?=[0-9]{2,5}[^0-9]{1,4}[0-9]{4}\W*$)")
_THAI_WORD = re.compile(r"^\W*ม ?\.? ?อ ?\.? ?ก")
_LETTER = re.compile(rf"[A-Za-zก-ฮ]|{EAST_ASIAN.pattern}")
_NO_NAME = re.compile(
    r"^(?:[\d\s./-]+|(?:in|at|on|the)\b.*|ใน.*|ที่.*|เมื่อ.*|จาก.*|ตาม.*|วันที่.*|ประเทศ.*|date.*|(?:no|number|เลขที่)\b.*\d.*|thailand.*|china.*|ไทย.*|จีน.*|"
    r"(?:ผลิต|ทำ|สินค้า)(?:ใน|จาก).*|เครื่อง(?:จักร|อัตโนมัติ|อัดโนมัติ).*|(?:made|product|produced) (?:in|of)\b.*|"
    r"中[国國].*|日本国?)$",
    re.IGNORECASE,
)
"""What follows a role's word and names no firm: places, dates and machines."""


def statements(
    readings: Sequence[Reading], fields: Fields, *, whole: bool = False, signs: Sequence[Quad] = ()
) -> list[Statement]:
    """Everything announced and not parsed, every role, every qualifying word of one photo, in reading order.

    `whole`: also what no line of goods is known to say, wherever it stands, when and where goods were made, and what
    they are rated for. `signs` are where marks and TISI's codes stand.
    """
    lines = _lines(readings)
    wrapped, ends = _wrapped(lines)
    goes_on = going_on(lines)
    found: list[Statement] = []
    for line in lines:
        said = _said(line, lines, fields, wrapped)
        unknown = [] if id(line) in ends or not whole else unknown_words_of(line, fields, said, goes_on, signs)
        found += said + ([*unknown, *_making(line), *rated(line)] if whole else [])
    if whole:
        value = next(iter(numbers_of(fields)), ("", "", ""))[1]
        found += [replace(text, value=value) for text in (*unknown_texts(lines), *broken_words(lines))]
        found += [
            replace(statement_of(StatementKind.GOODS, line.readings[0], word), value=word)
            for word, line in named(lines)
        ]
    return [*_without_pieces(found), *qualified(lines, fields)]


def unknown_lines(readings: Sequence[Reading], fields: Fields, signs: Sequence[Quad] = ()) -> list[Reading]:
    """The readings of one photo that are told for nothing but words that are not known to describe goods."""
    lines = _lines(readings)
    wrapped, ends = _wrapped(lines)
    goes_on = going_on(lines)
    told = [
        (statement.quad, statement.text)
        for line in lines
        if id(line) not in ends
        for statement in unknown_words_of(line, fields, _said(line, lines, fields, wrapped), goes_on, signs)
    ]
    return [reading for line in lines for reading in line.readings if (reading.region.quad, reading.text) in told]


def _lines(readings: Sequence[Reading]) -> list[Line]:
    return [Line(tuple(sorted(place, key=line_mean, reverse=True))) for place in places(readings)]


def _said(line: Line, lines: Sequence[Line], fields: Fields, wrapped: Mapping[int, str]) -> list[Statement]:
    """What one line says but for words that nobody knows."""
    said = [*unparsed(line, fields), *without_number(line, lines), *_roles(line, lines, wrapped)]
    return [*said, *_second_firm(line), *_of_other_goods(line), *_unexplained(line, fields, said)]


def _wrapped(lines: Sequence[Line]) -> tuple[dict[int, str], set[int]]:
    """Names that go on in the line below, by the id of their first line; ids of lines that only end such a name."""
    names: dict[int, str] = {}
    ends: set[int] = set()
    places = [line.readings for line in lines]
    for line in lines:
        for joined, rest in () if ends_openly(line.readings) else unwrapped(line.readings, places):
            names.setdefault(id(line), tidy(joined.text) or "")
            if ends_name(joined, rest):
                ends |= {id(other) for other in lines if any(piece in other.readings for piece in rest)}
    return names, ends


def _roles(line: Line, lines: Sequence[Line], wrapped: Mapping[int, str]) -> Iterator[Statement]:
    """The firm that a line names as licensee, maker, importer or seller, in the line itself or in the next."""
    for rule in announcing():
        if rule.kind not in ROLES:
            continue
        for reading in line.readings:
            word = _roles_in(reading.text).get(rule.kind)
            if word is None or of_something_else(rule.others, word, reading.text):
                continue
            rest = rest_after(word, reading.text) or reading.text.partition(":")[2].strip()
            name = wrapped.get(id(line), "") or _name(rest) or tidy(reading.text) or ""
            if not name and _NO_NAME.match(rest or "x") is None:
                name = next(filter(None, (_next_name(other, wrapped) for other in following(line, lines))), "")
            elif not name:
                break  # a place or a date
            yield Statement(rule.kind, reading.text, word.written, name, line.quad, reading.confidence)
            return


@lru_cache(RECENT_TEXTS)
def _roles_in(text: str) -> Mapping[StatementKind, Word]:
    """The word by which a text announces a firm, for each role in which it does."""
    words = {rule.kind: find(rule.words, text) for rule in announcing() if rule.kind in ROLES}
    return {kind: word for kind, word in words.items() if word is not None}


def _without_pieces(found: Sequence[Statement]) -> Iterator[Statement]:
    """What was said, but for firms whose name a box cut off when a longer box shows the same words and more."""
    for said in found:
        longer = (other for other in found if other.kind is said.kind and other.quad.width > LONGER * said.quad.width)
        if (
            said.kind not in ROLES
            or (tidy(said.value) and not cut_off(said.value))
            or not any(other.quad.contains(said.quad.centre) and _goes_on(said.text, other.text) for other in longer)
        ):
            yield said


def _goes_on(text: str, longer: str) -> bool:
    """Whether a longer text holds another one, its last letter apart, which the edge of a box may have spoilt."""
    return letters_of(text)[:-1] in letters_of(longer)


def _second_firm(line: Line) -> Iterator[Statement]:
    """Both firms of a line that names two in one script, no role between them: one of them may be anybody."""
    for reading in line.readings:
        first, second = two_firms(reading.text) or ("", "")
        if not second or in_thai(first) != in_thai(second):
            continue
        if any(find(rule.words, reading.text, fuzzy=False) for rule in announcing() if rule.kind in ROLES):
            continue
        for name in dict.fromkeys((first, second)):
            yield replace(statement_of(StatementKind.NAMED, reading, name), value=name)
        return


def _of_other_goods(line: Line) -> Iterator[Statement]:
    """A firm that is named as the maker of other goods, which these go with."""
    for reading in line.readings:
        word = find(goods_of_others(), reading.text) if tidy(reading.text) else None
        if word is not None:
            yield statement_of(StatementKind.WORDS, reading, word.written)
            return


def _name(rest: str) -> str:
    """The firm's or person's name at the beginning of what follows a role's word; "" when there is none."""
    if firm := tidy(rest):
        return firm
    rest = without_lead(rest).strip(" :.,-/")
    letters = len(_LETTER.findall(rest))
    return "" if letters < MIN_NAME_LETTERS or _NO_NAME.match(rest) or form_alone(rest) else rest


def _next_name(line: Line, wrapped: Mapping[int, str]) -> str:
    text = line.texts[0] if line.texts else ""
    if any(find(rule.words, text, fuzzy=False) for rule in announcing()) or ANNOUNCED_STANDARD.search(fold_text(text)):
        return ""
    return wrapped.get(id(line), "") or next(filter(None, map(tidy, line.texts)), "") or _name(text)


def _unexplained(line: Line, fields: Fields, said: Sequence[Statement]) -> Iterator[Statement]:
    """Words that are not known to say nothing, beside an accepted number or of licences; addresses and persons."""
    accepted = [(field.quad, str(field.value)) for field in fields.standards if field.certain]
    accepted += [(field.quad, str(field.value)) for field in fields.licences if field.certain]
    values = [value for quad, value in accepted if line.quad.contains(quad.centre)]
    for reading in line.readings:
        words = "" if tidy(reading.text) or not values or _latin_for_thai(reading, line) else beside_number(reading)
        words = words or ("" if said or values else of_licences(reading))
        if words:
            yield replace(statement_of(StatementKind.WORDS, reading, words), value=(values or [""])[0])
            break
    surest = line.readings[0]
    for kind, told in ((StatementKind.ADDRESS, address(surest)), (StatementKind.NAMED, person(surest))):
        if told:
            yield replace(statement_of(kind, surest, told), value=told)


def _latin_for_thai(reading: Reading, line: Line) -> bool:
    """Whether a reader without Thai letters made a Latin word of the one that announces a number (`ueaen. 1149-2548`).

    So it is where the surest look reads มอก. there, and nothing else beside the number.
    """
    surest, before = line.readings[0], _BEFORE_NUMBER.match(reading.text)
    if before is None or not _THAI_WORD.search(fold_text(surest.text)) or beside_number(surest):
        return False
    return len(letters_of(before[0])) <= LATIN_FOR_THAI


def _making(line: Line) -> Iterator[Statement]:
    """When and where the goods were made, by the first look that tells."""
    for reading in line.readings:
        days = made_on(reading.text)
        if told := (days,) if days else may_be_made_on(reading.text):
            value = "|".join("/".join(map(str, either)) for either in told)
            yield replace(statement_of(StatementKind.MADE_ON, reading, reading.text), value=value)
            break
    for reading in line.readings:
        if country := made_in(reading.text):
            yield replace(statement_of(StatementKind.MADE_IN, reading, reading.text), value=country)
            break
