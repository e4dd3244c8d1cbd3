"""Numbers of Thai industrial standards (มอก. / TIS) and of licences to use the mark: parse, print, compare.

Normal forms (used in data, JSON and look-ups): `2424-2565`, `62368 เล่ม 1-2563`, `60335 เล่ม 2(13)-2564`,
`1180(1)-2538`; `ท7195-54/1040`, `(3)ท1021-49/1040`. ASCII digits, no prefix, Buddhist years.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class StandardNumber:
    """The number of a standard: `number`, optional `(sub)`, optional `เล่ม part(subpart)`, optional Buddhist `year`."""

    number: int
    sub: int | None = None
    part: int | None = None
    subpart: int | None = None
    year: int | None = None

    def __str__(self) -> str:
        text = str(self.number)
        if self.sub is not None:
            text += f"({self.sub})"
        if self.part is not None:
            text += f" เล่ม {self.part}"
            if self.subpart is not None:
                text += f"({self.subpart})"
        return text if self.year is None else f"{text}-{self.year}"

    def without_year(self) -> StandardNumber:
        """The same standard in no particular edition."""
        return StandardNumber(self.number, self.sub, self.part, self.subpart)


@dataclass(frozen=True, slots=True, order=True)
class LicenceNumber:
    """`[(office)] type seq-n/standard`, e.g. (3)ท1021-49/1040; `type` is one of ท น ส นค; `standard` has no year."""

    type: str
    seq: int
    n: int
    standard: str
    office: int | None = None

    def __str__(self) -> str:
        office = "" if self.office is None else f"({self.office})"
        return f"{office}{self.type}{self.seq}-{self.n}/{self.standard}"
