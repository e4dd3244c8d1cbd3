"""A second opinion on the letter of a licence's type, by a reader that was trained on letters that there are not.

A reader that has seen ท น ส before licence numbers alone makes them of ก, ฑ, ห as well: what it was trained on repairs
what it sees. The other reader looks up to six times, and the letter stands once it has seen it surely three times, or
every time and never another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.domain import Photo, Reading, Region, RegionKind
from verifier.extract.candidates import certainty, digit_runs, licence_forms
from verifier.extract.fields import extract
from verifier.protocols import LineReader

GROWTHS = ((0.6, 0.06), (1.0, 0.06))
"""Room left beside the number, and above and below it, for each look, in heights."""
MIN_SURE = 0.8
"""Certainty from which a look counts for a letter."""
MIN_SHARE = 0.5
"""Share of the looks that must see the letter surely. Of 42 honest numbers all but 2 reached it, of 24 with another
letter none (drawn labels, `bench lies` of seed 77, on which this was chosen)."""


MIN_MEAN = 0.7
"""Mean certainty from which the letter stands where every look sees it: of 33 licence numbers with another letter none
reached both (`bench lies` of seed 4242; at 0.6 one on another picture did), of ten honest ones in doubt four."""


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """Asks another reader for the letters of accepted licence numbers. Safe to share between threads."""

    reader: LineReader

    def doubts(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """For each accepted licence number whose letter the other reader does not confirm, its surest look.

        `readings` are those of the photo. Raises EngineFailed.
        """
        found = []
        for field in extract(readings).licences:
            if field.certain:
                looks, letter = self._looks(photo, Region(RegionKind.LINE, field.quad, 1.0)), field.value.type[-1]
                if (doubt := self._doubt(looks, letter, digit_runs(field.text))) is not None:
                    found.append(doubt)
        return found

    def _doubt(self, looks: Iterator[Reading], letter: str, digits: Sequence[str]) -> Reading | None:
        """The surest of the looks, unless enough of them see the letter, or all of them: then None."""
        enough, taken, seen = MIN_SHARE * len(GROWTHS) * len(self._readers), list[Reading](), list[float]()
        for look in looks:  # those after enough sure ones are not taken
            taken.append(look)
            seen.append(sees(look, letter, digits))
            if sum(sure >= MIN_SURE for sure in seen) >= enough:
                return None
        if all(seen) and sum(seen) / len(seen) >= MIN_MEAN:
            return None
        return max(taken, key=lambda look: look.confidence)

    @property
    def _readers(self) -> tuple[LineReader, ...]:
        return (self.reader, *self.reader.other_looks)

    def _looks(self, photo: Photo, line: Region) -> Iterator[Reading]:
        regions = [Region(line.kind, line.quad.grown(*growth), line.score) for growth in GROWTHS]
        return (reader.read(photo, [region])[0] for reader in self._readers for region in regions)


def sees(look: Reading, letter: str, digits: Sequence[str]) -> float:
    """How surely a look sees this letter before these runs of digits, 0..1."""
    return max(_letters(look, letter, digits), default=0.0)


def _letters(look: Reading, letter: str, digits: Sequence[str]) -> Iterator[float]:
    for form in licence_forms(look):
        if form.value.endswith(letter) and form.digits[-3:] == tuple(digits)[-3:]:
            at = form.start + form.text.index(form.value) + len(form.value) - 1
            yield certainty(look, at, at + 1)
