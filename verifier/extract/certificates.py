"""Certificates that are no licences and are met in print too: มผช. (community products) and มอก.เอส (small firms).

Neither is ever in the list of licences. What is found here explains a label; it makes no finding pass or fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.domain import CertificateKind, Reading, Region
from verifier.numbers import find_community
from verifier.thai import fold

_GAP = " {0,3}"
_SME = re.compile(
    rf"(?:ม\.?อ\.?ก|(?<![A-Za-z])T\.?I\.?S\.?I?)\.?{_GAP}-?{_GAP}(?:เอส|S)(?![A-Za-zก-๎])\.?"
    rf"(?:{_GAP}(?:เลขที่{_GAP})?(?P<number>[1-9][0-9]{{0,4}}){_GAP}[-/]{_GAP}(?P<year>[12][0-9]{{3}})(?![0-9])"
    r"|(?! ?[0-9]))"
)


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    """A certificate in a line: `kind` is `community` or `sme`, `value` its number or "", `raw` the print itself."""

    kind: CertificateKind
    value: str
    raw: str


@dataclass(frozen=True, slots=True)
class ReadCertificate:
    """A certificate in a reading, with the line region that it was read in."""

    found: FoundCertificate
    region: Region
    confidence: float


def find_certificates(line: str) -> list[FoundCertificate]:
    """The certificates named in a line of print, มผช. first."""
    community = [FoundCertificate("community", str(found.value), found.raw) for found in find_community(line)]
    folded = fold(line)
    return [*community, *(_sme(match, line, folded.span(*match.span())) for match in _SME.finditer(folded.text))]


def _sme(match: re.Match[str], line: str, span: tuple[int, int]) -> FoundCertificate:
    value = f"{match['number']}-{match['year']}" if match["number"] else ""
    return FoundCertificate("sme", value, line[slice(*span)].strip())


def read_certificates(readings: Sequence[Reading]) -> Iterator[ReadCertificate]:
    """The certificates of one photo's readings, each once for its line and number."""
    seen: set[tuple[str, str, object]] = set()
    for reading in readings:
        for found in find_certificates(reading.text):
            if (key := (found.kind, found.value, reading.region.quad)) not in seen:
                seen.add(key)
                yield ReadCertificate(found, reading.region, reading.confidence)
