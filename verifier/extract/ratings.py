"""The voltages that the goods are rated for, as a line of print says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.domain import Reading, StatementKind
from verifier.extract.candidates import certainty
from verifier.extract.print_lines import Line, Statement, statement_of
from verifier.numbers.voltages import find_ratings
from verifier.thai import fold_text


def rated(line: Line) -> Iterator[Statement]:
    """Each rating that a look at a line tells, once, as sure as the figures of its surest look.

    What other looks make of it stays told beside it.
    """
    found: dict[str, Statement] = {}
    for reading in line.readings:
        for rating in find_ratings(reading.text):
            value, sure = str(rating.value), _sure_of_figures(reading, rating.start, rating.end)
            if value not in found or sure > found[value].confidence:
                said = statement_of(StatementKind.VOLTAGE, reading, reading.text[rating.start : rating.end])
                found[value] = replace(said, value=value, confidence=sure)
    yield from found.values()


def _sure_of_figures(reading: Reading, start: int, end: int) -> float:
    """The least certain figure of a piece of a reading: strokes, the unit and a nought that leads alter no voltage."""
    figures = [at for at in range(start, end) if reading.text[at].isdecimal()]
    telling = [at for at in figures if at - 1 in figures or fold_text(reading.text[at]) != "0"]
    return min((certainty(reading, at, at + 1) for at in telling), default=0.0)
