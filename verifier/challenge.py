"""The challenge: before anything agrees, the photo is looked at again for what speaks against it.

All legible print is found and skimmed by the cheapest reader, in both directions; what may announce something is given
to all readers. Codes that were seen and not decoded, and print that was seen and could not be read, are handed on as
unread. The challenge only ever adds to a sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from verifier.codes.texture import Patch, patches
from verifier.codes.unread import unread_codes
from verifier.codes.window import Greys
from verifier.detect.signs import denying_signs
from verifier.domain import Code, Photo, Reading, Region, RegionKind, Sight
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.payloads import official_places
from verifier.extract.statements import statements
from verifier.image.inks import Inks, inks_of
from verifier.names.parse import may_name_firm
from verifier.numbers import find_licences
from verifier.ocr.abbreviation import AbbreviationCheck
from verifier.ocr.bent import straightened
from verifier.ocr.columns import rows_of_columns
from verifier.ocr.covered import covered_lines
from verifier.ocr.further_looks import again, by_another_reader, widened
from verifier.ocr.garbled import garbled_lines
from verifier.ocr.known_print import is_cut_off, is_known, is_single, was_seen
from verifier.ocr.loose_signs import loose_signs
from verifier.ocr.overlooked import (
    LEGIBLE_MIN_PX,
    READ_MIN_PX,
    across_mark,
    behind_print,
    mean,
    round_mark,
    should_be_read,
    surest,
    unread_lines,
)
from verifier.ocr.seals import of_weight_in_seals, seals
from verifier.ocr.second_opinion import LetterCheck
from verifier.ocr.set_apart import SetApart
from verifier.ocr.skim import READ_MIN_CONFIDENCE, lengthened, mirrored, skim, suspicious, turned
from verifier.ocr.smaller_print import smaller_print
from verifier.ocr.struck import struck_numbers
from verifier.ocr.struck_codes import struck_codes
from verifier.ocr.told_again import told_again
from verifier.protocols import LineReader

MAX_MARKS = 3
"""Marks of one photo that are looked round and across, the best first."""
MAX_SKIMMED = 240
"""Lines skimmed in one photo, the largest first; print that is left out is unread."""
MAX_PARTED, PARTED_MIN_ASPECT = 4, 4.0
"""Lines read badly that are looked at closer, the longest first, and how long they are in heights at least."""
MAX_SUSPECTS = 12
"""Skimmed lines that are given to all readers, those that may announce something first."""
CODE_MIN_SCORE = 0.35
"""A place that the net is less sure of is no code that should have been read."""
CODE_ROOM = 0.15
"""Room round a decoded code, in heights of it, in which no other is looked for."""
BARS_GROWTH = (0.3, 1.2)
"""Bar codes are told of by the rows that were read: bars and figures go on so far, in heights, along and across."""


class PrintFinder(Protocol):
    """Finds every line of print of a photo."""

    def find(self, photo: Photo) -> Sequence[Region]:
        """LINE regions, wherever they stand. Raises EngineFailed."""
        ...

    def closer(self, photo: Photo, line: Region) -> Sequence[Region]:
        """LINE regions in and close round one that may join lines. Raises EngineFailed."""
        ...


class HiddenPrint(Protocol):
    """Finds and reads the print that only pictures made from the photo show. Each raises EngineFailed."""

    def round_marks(self, photo: Photo, marks: Sequence[Region], known: Sequence[Quad]) -> Sequence[Reading]:
        """Lines along a ring round each mark; what lies in `known` quads is known already."""
        ...

    def across(self, photo: Photo, sign: Region) -> Sequence[Reading]:
        """Lines in another ink than that of a mark or code, in and round it."""
        ...

    def behind(self, photo: Photo, print_: Quad) -> Sequence[Reading]:
        """Large pale lines, by the contrast of the print in a quad."""
        ...


@dataclass(frozen=True, slots=True)
class PhotoChallenger:
    """Looks again at a photo whose sight would agree. Safe to share between threads."""

    finder: PrintFinder
    skimmer: LineReader
    reader: LineReader
    letters: LetterCheck
    code_places: Callable[[Photo], Sequence[Quad]]
    rare_codes: Callable[[Photo, Sequence[Patch]], Sequence[Code]]
    hidden: HiddenPrint
    other_scripts: LineReader
    set_apart: SetApart
    other_eyes: Sequence[LineReader] = ()
    words: AbbreviationCheck = field(default_factory=AbbreviationCheck)

    def challenge(self, photo: Photo, sight: Sight) -> Sight:
        """The sight with all that it had passed over, and marked as challenged. Raises EngineFailed."""
        lines = [line for line in self.finder.find(photo) if line.quad.height >= LEGIBLE_MIN_PX]
        fresh = [line for line in lines if not was_seen(line.quad, sight.readings)]
        fresh.sort(key=lambda line: -line.quad.height)
        skimmed = skim(self.skimmer, photo, fresh[:MAX_SKIMMED])
        unread = unread_lines(skimmed, sight.readings, sight.marks)
        unread += [line for line in fresh[MAX_SKIMMED:] if should_be_read(line)]
        unread += mirrored(self.skimmer, photo, (*sight.readings, *skimmed))
        skimmed += turned(self.skimmer, photo, sight.readings)
        skimmed += self._parted(photo, (*sight.readings, *skimmed))
        skimmed += self._lengthened(photo, sight, skimmed)
        skimmed = [r for r in skimmed if not (is_cut_off(r.region, photo) and _only_a_name(r))]
        further, foreign = self._further(photo, (*sight.readings, *skimmed))
        skimmed, unread = [*skimmed, *further], [*unread, *foreign]
        unread += garbled_lines((*sight.readings, *skimmed))
        suspects = [reading for reading in skimmed if suspicious(reading)][:MAX_SUSPECTS]
        closer = self.reader.read(photo, [reading.region for reading in suspects]) if suspects else ()
        readings = (*sight.readings, *skimmed, *closer)
        own = [*(mark.quad for mark in sight.marks), *official_places(sight.codes)]
        readings += tuple(told_again(self.other_eyes, photo, readings, own))
        sight_now = replace(sight, readings=readings)
        hidden = self._hidden(photo, sight_now)
        codes, undecoded = self._codes(photo, sight_now)
        inks = inks_of(photo)
        signs, covered = _signs(photo, sight_now, inks)
        return replace(
            sight,
            codes=(*sight.codes, *codes),
            readings=(
                *readings,
                *hidden,
                *self._in_seals(photo, sight_now, inks),
                *self._set_apart(sight_now, inks),
            ),
            doubted=(*sight.doubted, *self._doubted(photo, sight.readings)),
            struck=(*sight.struck, *struck_numbers(photo, readings, sight.marks), *covered),
            unread=(*sight.unread, *unread, *(r.region for r in hidden), *undecoded, *signs),
            challenged=True,
        )

    def _doubted(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """What other readers make of letters in and before accepted numbers that they do not confirm."""
        return [*self.letters.doubts(photo, readings), *self.words.doubts(photo, readings)]

    def _parted(self, photo: Photo, readings: Sequence[Reading]) -> list[Reading]:
        """What of weight a closer look reads in the longest lines that were read badly, which may be several lines."""
        poor = [r.region for r in surest(readings) if mean(r) < READ_MIN_CONFIDENCE and _long(r.region.quad)]
        poor = sorted(poor, key=lambda line: -line.quad.width)[:MAX_PARTED]
        parts = [part for line in poor for part in self.finder.closer(photo, line)]
        found = skim(self.skimmer, photo, [part for part in parts if part.quad.height >= LEGIBLE_MIN_PX])
        return [r for r in found if suspicious(r) and not _only_a_name(r)]

    def _further(self, photo: Photo, readings: Sequence[Reading]) -> tuple[list[Reading], list[Region]]:
        """What other readers, other widths and straightening show of lines that were not read for sure.

        And the lines of a script that no reader knows.
        """
        found, foreign = by_another_reader(self.other_scripts, photo, readings)
        found += straightened(self.skimmer, photo, (*readings, *found))
        found += widened(self.skimmer, photo, (*readings, *found))
        found += rows_of_columns(self.skimmer, photo, readings)
        found += smaller_print(self.skimmer, photo, readings)
        return found + again(self.skimmer, photo, (*readings, *found)), foreign

    def _lengthened(self, photo: Photo, sight: Sight, skimmed: Sequence[Reading]) -> list[Reading]:
        """Lines on licences with what their boxes may have cut off: a word before or behind may take all back."""
        readings = (*sight.readings, *skimmed)
        taken = [mark.quad for mark in sight.marks] + [code.quad for code in sight.codes]
        taken += [reading.region.quad for reading in readings]
        return lengthened(self.skimmer, photo, readings, taken)

    def _set_apart(self, sight: Sight, inks: Inks) -> list[Reading]:
        """Words that stand in no line."""
        read = [reading for reading in sight.readings if is_known(reading)]
        known = [reading.region.quad for reading in read if not is_single(reading)]
        letters = [reading.region.quad for reading in read if is_single(reading)]
        signs = [*(mark.quad for mark in sight.marks), *(code.quad for code in sight.codes)]
        official = [place.quad for place in _official_places(sight.codes)]
        return self.set_apart.read(inks, known, signs, official, letters)

    def _codes(self, photo: Photo, sight: Sight) -> tuple[list[Code], list[Region]]:
        """Codes of symbologies that TISI does not use, where none was decoded before; and those left undecoded."""
        print_ = [reading.region.quad for reading in sight.readings if is_known(reading)]
        known = [*(code.quad.grown(CODE_ROOM) for code in sight.codes), *(mark.quad for mark in sight.marks), *print_]
        dense = patches(Greys(photo.levels), known)
        found = self.rare_codes(photo, dense)
        fresh = [code for code in found if not any(known.quad.contains(code.quad.centre) for known in sight.codes)]
        codes = (*sight.codes, *fresh)
        places = self.code_places(photo)
        return fresh, unread_codes(photo, codes, sight.marks, places=places, patches=dense, known=print_)

    def _in_seals(self, photo: Photo, sight: Sight, inks: Inks) -> list[Reading]:
        """What of weight runs round in seals."""
        known = [reading.region.quad for reading in sight.readings if is_known(reading)]
        signs = [*(mark.quad for mark in sight.marks), *(code.quad for code in sight.codes)]
        places = seals(inks, signs)
        return of_weight_in_seals(self.hidden.round_marks(photo, places, known)) if places else []

    def _hidden(self, photo: Photo, sight: Sight) -> list[Reading]:
        """Print round the marks, across them and official codes, and behind the numbers: no straight look shows it."""
        marks = sight.marks[:MAX_MARKS]
        known = [reading.region.quad for reading in sight.readings if is_known(reading)]
        found = round_mark(self.hidden.round_marks(photo, marks, [*known, *_whole_codes(sight.codes)]))
        for sign in (*marks, *_official_places(sight.codes)):
            found += across_mark(self.hidden.across(photo, sign), sign)
        fields = extract(sight.readings)
        numbers = [standard.quad for standard in fields.standards if standard.certain]
        numbers += [licence.quad for licence in fields.licences if licence.certain]
        if numbers:
            highest = max(numbers, key=lambda quad: quad.height)
            printed = [*numbers, *known, *(mark.quad for mark in marks)]
            found += behind_print(self.hidden.behind(photo, highest), printed)
        return found


def _signs(photo: Photo, sight: Sight, inks: Inks) -> tuple[list[Region], list[Region]]:
    """Signs that deny without a word or stand loose at a number; bars of ink over lines, strokes through codes."""
    fields = extract(sight.readings)
    numbers = [standard.quad for standard in fields.standards if standard.certain]
    numbers += [licence.quad for licence in fields.licences if licence.certain]
    print_ = [reading.region.quad for reading in sight.readings if is_known(reading) and not is_single(reading)]
    taken = [*(mark.quad for mark in sight.marks), *(code.quad for code in sight.codes)]
    covered = covered_lines(inks, sight.marks, [*print_, *taken], print_, _whole_codes(sight.codes))
    covered += struck_codes(photo, _official_places(sight.codes))
    loose = loose_signs(inks, numbers, sight.readings, taken)
    named = [*numbers, *(holder.quad for holder in fields.holders)]
    return [*denying_signs(inks, print_, named, taken), *loose], covered


def _whole_codes(codes: Sequence[Code]) -> list[Quad]:
    """Where codes stand: of bar codes the rows that were read tell, and bars and figures go on."""
    return [code.quad if "QR" in code.symbology else code.quad.grown(*BARS_GROWTH) for code in codes]


def _only_a_name(reading: Reading) -> bool:
    """Whether a line may name a firm and says nothing else of weight."""
    return (
        may_name_firm(reading.text)
        and not statements([reading], extract([reading]))
        and not find_licences(reading.text)
    )


def _official_places(codes: Sequence[Code]) -> list[Region]:
    """Where QR codes stand that lead to TISI: what is stamped over one, a decoder corrects away."""
    return [Region(RegionKind.CODE, quad, 1.0) for quad in official_places(codes)[:MAX_MARKS]]


def _long(quad: Quad) -> bool:
    return quad.height >= READ_MIN_PX and quad.width >= PARTED_MIN_ASPECT * quad.height
