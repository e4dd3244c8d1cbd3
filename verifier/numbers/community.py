"""Numbers of community product standards (มผช.), never in the list of licences: `247/2552`."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.numbers.patterns import COMMUNITY, RUNS_ON
from verifier.numbers.years import EARLIEST_YEAR, LATEST_YEAR
from verifier.thai import fold


@dataclass(frozen=True, slots=True, order=True)
class CommunityNumber:
    """The number of a community product standard (มผช.), never in the list of licences: `247/2552`."""

    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class FoundCommunity:
    """A community standard's number in a line: `raw` is `line[start:end]`."""

    value: CommunityNumber
    start: int
    end: int
    raw: str


def find_community(line: str, latest_year: int = LATEST_YEAR) -> list[FoundCommunity]:
    """The community product standards (`มผช.247/2552`) named in a line of print."""
    folded, found = fold(line), []
    for match in COMMUNITY.finditer(folded.text):
        year = int(match["year"])
        runs_on = RUNS_ON.match(folded.text[match.end() : match.end() + 6])
        if EARLIEST_YEAR <= year <= latest_year and not runs_on:
            value = CommunityNumber(int(match["number"]), year)
            start, end = folded.span(*match.span())
            found.append(FoundCommunity(value, start, end, line[start:end]))
    return found
