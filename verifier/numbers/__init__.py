"""Numbers of Thai industrial standards (มอก., TIS) and of licences for the mark: parse, find, print, compare.

Normal forms (used in data, JSON and look-ups): `2424-2565`, `62368 เล่ม 1-2563`, `60335 เล่ม 2(13)-2564`,
`1180(1)-2538`; `ท7195-54/1040`, `(3)ท1021-49/1040`. ASCII digits, no prefix, Buddhist years.

`parse_*` take a whole string that somebody calls a number; `find_*` look for numbers in a line of print,
where most figures are something else, and let go of whatever is not certainly one. Nothing is ever put right:
a year out of range, a leading zero or a digit too many make no number.
"""

from __future__ import annotations

from verifier.numbers.community import CommunityNumber, FoundCommunity, find_community
from verifier.numbers.confusions import confusable, confusions
from verifier.numbers.licences import FoundLicence, LicenceNumber, find_licences, parse_licence
from verifier.numbers.standards import FoundStandard, StandardNumber, find_standards, parse_standard
from verifier.numbers.years import EARLIEST_YEAR, LATEST_YEAR

__all__ = [
    "EARLIEST_YEAR",
    "LATEST_YEAR",
    "CommunityNumber",
    "FoundCommunity",
    "FoundLicence",
    "FoundStandard",
    "LicenceNumber",
    "StandardNumber",
    "confusable",
    "confusions",
    "find_community",
    "find_licences",
    "find_standards",
    "parse_licence",
    "parse_standard",
]
