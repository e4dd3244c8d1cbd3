"""Numbers of standards and licences that a line announces, or has about the form of, and no parser understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verifier.domain import Reading, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.candidates import licences
from verifier.extract.fields import Fields
from verifier.extract.harmless import harmless
from verifier.extract.print_lines import Line, Statement, following, line_mean, numbers_of, statement_of
from verifier.extract.statement_words import announcing, others_office
from verifier.extract.unexplained import without_numbers
from verifier.extract.words import find
from verifier.names.distance import distance
from verifier.thai import fold_text, letters_of

SAME_DIGITS = 2
"""Digits that differ in at most this many places from a parsed number's in the same place are that number, misread; of
the same print also when so many were lost or made up among them."""
CUT_MIN_FIGURES = 5
"""From this many figures on, the beginning or the end of an accepted standard's number is that number, cut off."""
BESIDE_HEIGHTS = 0.5
"""A box that cuts a number short, or takes in more than it, lies within this many heights of the number's own."""
ALONE_MIN_CONFIDENCE = 0.7
"""Mean confidence with which a line must be read that is the word for a standard alone."""
MIN_FIGURES = 3
"""Fewer figures after the word for a licence are no number."""

ANNOUNCED_STANDARD = re.compile(
    r"(?:(?<![ก-๎])ม ?\.? ?อ ?\.? ?ก|(?<![A-Za-z])T\.?I\.?S(?![A-Za-z]))[^0-9]{0,12}[0-9]{2,}"
    r"|^[\s.(]{0,2}ม ?\.? ?[อก]? ?\.? ?(?!25[4-9][0-9](?![0-9]))[0-9]{3,5}[\s.)]{0,2}$",
    re.IGNORECASE,
)
"""มอก or TIS and figures after it, whatever their form; or what is left of มอก. and a number that is no year."""
_LICENCE_FORM = re.compile(
    r"(?<![0-9A-Za-z])(?:\([^)]{0,3}\) {0,2})?[A-Za-zก-ฮ]{0,3}[ .-]{0,2}"
    r"[0-9]{3,6} {0,2}[-.–] {0,2}[0-9]{1,6} {0,2}[/.|\\] {0,2}[0-9]{3,6}(?![0-9])"
    r"|(?<![ก-๎])(?:นค|[ทนส]) {0,2}[0-9]{3,6}[-. ]{1,3}[0-9]{1,6}[-. ]{1,3}[0-9]{3,6}(?![0-9])"
)
"""What has about the form of a licence number, whatever its letters and separators; after one of its own letters also
with a dash for the slash, as one that is struck through is read."""
_LICENCE_BROKEN = re.compile(
    r"(?<![ก-๎])(?:นค|[ทนส]) {0,2}[0-9]{3,6} {0,2}-[0-9 ]{0,4}$|^(?:เลขที่|[Nn]o\.?)?\W*(?:นค|[ทนส]) ?[0-9]{4,6}$"
)
"""The first half of a licence number that goes on in another line, or is all of it that was seen."""
_LICENCE_TAIL = re.compile(
    r"^[^0-9]{0,2}[0-9]{1,4} ?- ?[0-9]{1,4} ?/ ?[0-9A-Za-z]{2,6}\W*$|^\W?[-–] ?[0-9]{1,4} ?/ ?[0-9]{3,6}\W*$"
)
"""The end of a licence number, when a line says nothing else."""
_TYPE_LETTER = re.compile("[ก-ฮA-Za-z]")
_LICENCE_WORD = re.compile(r"icen[cs]e|อนุญาต", re.IGNORECASE)
"""What is left of the word for a licence when its first letters were misread or cut off."""
_OWN_WORD_ALONE = re.compile("[มบน][อจ]ก?|tisi?")
"""The word that announces a standard, as it is read: its last letter may be lost."""
_SPACED = re.compile(r"(?:[0-9/-] {1,3}){4,}[0-9]")
"""Figures with gaps between them."""
_DIGITS = re.compile(r"[0-9]+")


def unparsed(line: Line, fields: Fields) -> Iterator[Statement]:
    """A standard or licence that the line announces, or has about the form of, and no parser understood."""
    rule = next(rule for rule in announcing() if rule.kind is StatementKind.LICENCE)
    told: set[StatementKind] = set()
    for reading in line.readings:
        rest = _closed_up(without_numbers(reading))
        if _explained(rest, line.quad, fields):
            continue
        if StatementKind.STANDARD not in told and (found := ANNOUNCED_STANDARD.search(rest)):
            told.add(StatementKind.STANDARD)
            yield statement_of(StatementKind.STANDARD, reading, found[0])
        others = find(rule.others, rest, fuzzy=False)
        word = None if others else find(rule.words, rest) or _LICENCE_WORD.search(rest)
        figures = sum(map(len, _DIGITS.findall(rest)))
        form = _LICENCE_FORM.search(rest) or _LICENCE_BROKEN.search(rest) or _LICENCE_TAIL.search(rest)
        if others and form and not _TYPE_LETTER.search(form[0]):
            form = None  # another office's licence, whose number has no letter of TISI's types
        if StatementKind.LICENCE not in told and ((word and figures >= MIN_FIGURES) or form):
            told.add(StatementKind.LICENCE)
            yield statement_of(StatementKind.LICENCE, reading, form[0] if form else rest)


def without_number(line: Line, lines: Sequence[Line]) -> Iterator[Statement]:
    """A number that the line announces, and which stands neither in it nor right of it nor below it.

    Of a licence, or of a standard by a line that is its word and nothing more, as beside ticks and crosses.
    """
    yield from _standard_alone(line, lines)
    rule = next(rule for rule in announcing() if rule.kind is StatementKind.LICENCE)
    reading = line.readings[0]
    told = find(rule.words, reading.text) or _LICENCE_WORD.search(reading.text)
    if not told or others_office(reading.text) or not harmless(reading.text) or any(map(_has_number, line.readings)):
        return
    if not any(_has_number(other) for after in following(line, lines) for other in after.readings):
        yield statement_of(StatementKind.LICENCE, reading, reading.text)


def _standard_alone(line: Line, lines: Sequence[Line]) -> Iterator[Statement]:
    reading = line.readings[0]
    if line_mean(reading) < ALONE_MIN_CONFIDENCE or not _OWN_WORD_ALONE.fullmatch(letters_of(reading.text)):
        return
    texts = [other.text for after in (line, *following(line, lines)) for other in after.readings]
    if not any(_DIGITS.search(fold_text(text)) for text in texts):
        yield statement_of(StatementKind.STANDARD, reading, reading.text)


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
    for place, _, shown in numbers_of(fields):
        if place.distance(quad) <= BESIDE_HEIGHTS * place.height:
            own = "".join(_DIGITS.findall(fold_text(shown)))
            lost = quad.contains(place.centre) and distance(digits, own) <= SAME_DIGITS
            if digits in own or own in digits or _off_by(digits, own) <= SAME_DIGITS or lost:
                return True
    return False


def _off_by(one: str, other: str) -> int:
    """In how many places two strings of digits differ; their lengths count."""
    return abs(len(one) - len(other)) + sum(a != b for a, b in zip(one, other, strict=False))
