"""What the list says of a claim. The claim is never altered, and a near miss never becomes a match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from verifier.domain import (
    Claim,
    Evidence,
    Licence,
    LikelyHolder,
    Listing,
    Match,
    NearMiss,
    ReachedBy,
    SeenHolder,
    SoundsLike,
    TargetKind,
)
from verifier.names.forgery import is_of
from verifier.names.match import best_match, likeness
from verifier.names.parse import in_thai
from verifier.names.transliteration import Heard, best_heard
from verifier.numbers import StandardNumber, parse_licence
from verifier.protocols import Registry

PROBABLE = 0.95
"""A firm that is less likely than this to be the one printed is not shown."""
LETTERS = ("ท", "น", "ส", "นค")
"""The letters of a licence number, tried where somebody left them out."""
HEARD = 3_000
"""Holders of one standard that are compared by sound at most; of a standard with more, none is."""


def look_up(claim: Claim, registry: Registry | None) -> Listing:
    """Every licence that the claim reaches exactly, what it nearly reaches, and which list was asked.

    Matches by printed number come first (numbers read for certain before others), then by official QR link, then
    by standard, read for certain, and holder (`_by_holder`); a name that leads to several licences leads to none and is
    noted in `ambiguous_holders`. Near misses are given for every number read, listed or not. Where nothing leads to a
    licence, names are matched for explanation (`likely`); names in Latin letters are compared by sound (`sounding`).
    Licences that any other code names are noted (`named`) and are no matches. A licence that is reached is reached with
    all its rows, so that one that contradicts the row with the printed name or id is not passed over.
    """
    if registry is None:
        return Listing()
    by_holder, ambiguous = _by_holder(claim, registry)
    reached = (
        *_by_number(claim, registry, certain=True),
        *_by_link(claim, registry),
        *by_holder,
        *_by_number(claim, registry, certain=False),
    )
    matches = tuple(dict.fromkeys(match for one in reached for match in _all_rows(one, registry)))
    return Listing(
        matches=matches,
        near=tuple(_near(claim, registry)),
        snapshot=registry.snapshot,
        ambiguous_holders=ambiguous,
        likely=() if matches or ambiguous else tuple(_likely(claim, registry)),
        sounding=tuple(_sounding(claim, registry)),
        named=tuple(_named(claim, registry)),
    )


def _all_rows(match: Match, registry: Registry) -> Iterator[Match]:
    """A match, and the same for the other rows of its licence."""
    yield match
    for row in registry.by_licence(match.licence.number):
        if row.number == match.licence.number:
            yield replace(match, licence=row)


def without_letter(text: str, registry: Registry) -> list[Licence]:
    """Licences of any type with this number, of which somebody typed everything but the letter."""
    numbers = filter(None, (parse_licence(letter + text) for letter in LETTERS))
    return [row for number in numbers for row in registry.by_licence(number)]


def _by_number(claim: Claim, registry: Registry, *, certain: bool) -> Iterator[Match]:
    for i, seen in enumerate(claim.licences):
        if seen.certain is certain:
            for licence in registry.by_licence(seen.value):
                yield Match(licence, ReachedBy.LICENCE, Evidence("licences", i))


def _by_link(claim: Claim, registry: Registry) -> Iterator[Match]:
    """By the licence number that an official link carries, or by its id as far as the list ties it to a licence."""
    for i, code in enumerate(claim.codes):
        if code.target.kind is not TargetKind.OFFICIAL:
            continue
        found: list[Licence] = []
        if code.target.licence is not None:
            found += registry.by_licence(code.target.licence)
        if code.target.qr_id is not None:
            found += registry.by_qr_id(code.target.qr_id)
        for licence in dict.fromkeys(found):
            yield Match(licence, ReachedBy.QR, Evidence("codes", i))


def _named(claim: Claim, registry: Registry) -> Iterator[Match]:
    """What a code that is no official link names: for contradiction alone."""
    for i, code in enumerate(claim.codes):
        hints = code.target.hints
        found = [row for number in hints.licences for row in registry.by_licence(number)]
        found += [row for qr_id in hints.ids for row in registry.by_qr_id(qr_id)]
        for licence in dict.fromkeys(found):
            yield Match(licence, ReachedBy.QR, Evidence("codes", i))


def _by_holder(claim: Claim, registry: Registry) -> tuple[list[Match], tuple[Evidence, ...]]:
    """By every name together with every standard read for certain; and the names that fit several licences.

    A name leads to its holder's licence when it is the holder's beyond doubt (`names.forgery`). One that readers
    accepted and that is the holder's but for a letter or two is noted as well; it leads nowhere (`Case.links`).
    """
    standards = dict.fromkeys(seen.value for seen in claim.standards if seen.certain)
    matches: list[Match] = []
    ambiguous: dict[Evidence, None] = {}
    for place in claim.names_by_place():
        looks = [claim.holders[index] for index in place]
        for index, seen in zip(place, looks, strict=True):
            for standard in standards:
                rows, several_firms = _of_holder(seen, looks, standard, registry)
                if several_firms or len({row.number for row in rows}) > 1:
                    ambiguous[Evidence("holders", index)] = None
                else:
                    matches += (Match(row, ReachedBy.HOLDER, Evidence("holders", index)) for row in rows)
    return matches, tuple(ambiguous)


def _of_holder(
    seen: SeenHolder, looks: Sequence[SeenHolder], standard: StandardNumber, registry: Registry
) -> tuple[list[Licence], bool]:
    """The licences of the one firm among the standard's holders that bears this name; whether several may.

    When the list has the name letter for letter, no firm of another name can be as near; but one whose name readers
    confuse with it (`ทรัพย์ดี`, `ทรัพย์ตี`) makes it ambiguous. A firm has all its licences, also those beside which the
    list tells its name in one script only.
    """
    if same := registry.by_holder(standard, seen.value):
        firms = dict.fromkeys(row.holder for row in same if is_of(looks, row.names))
        rows = (row for firm in firms for row in registry.by_holder(standard, firm) if likeness(row.holder, firm) == 1)
        found = list(dict.fromkeys(rows))
        return ([], True) if found and registry.rivals(standard, seen.value) else (found, False)
    if not seen.certain:
        return [], False
    holders = registry.holders_like(standard, seen.value)
    match = best_match(seen.value, holders)
    firm = dict.fromkeys(holders[i] for i in match.group) if match.index is not None else {}
    found = list(dict.fromkeys(row for spelling in firm for row in registry.by_holder(standard, spelling)))
    return [row for row in found if not firm.keys().isdisjoint(row.names)], match.ambiguous


def _likely(claim: Claim, registry: Registry) -> Iterator[LikelyHolder]:
    """By all looks at every name, the firm that is probably meant."""
    standards = dict.fromkeys(seen.value for seen in claim.standards if seen.certain)
    for place in claim.names_by_place():
        looks = [claim.holders[index] for index in place]
        for standard in standards:
            holders = sorted({name for seen in looks for name in registry.holders_like(standard, seen.value)})
            match = best_match([seen.value for seen in looks], holders)
            if match.index is None or match.probability < PROBABLE:
                continue
            holder = holders[match.index]
            if any(seen.certain and likeness(seen.value, holder) < 1 for seen in looks):
                continue  # another name was accepted there
            _, best = max((likeness(claim.holders[index].value, holder), -index) for index in place)
            licence = registry.by_holder(standard, holder)[0]
            yield LikelyHolder(licence, match.probability, Evidence("holders", -best))


def _sounding(claim: Claim, registry: Registry) -> Iterator[SoundsLike]:
    """The holders of the printed standards that a name in Latin letters sounds like.

    None where the list has that name, and none whose own Latin name the list has: it is another one.
    """
    standards = dict.fromkeys(seen.value for seen in claim.standards if seen.certain)
    for index, seen in enumerate(claim.holders):
        if in_thai(seen.value):
            continue
        for standard in standards:
            if registry.by_holder(standard, seen.value):
                continue
            holders = registry.holders(standard)
            heard = best_heard(seen.value, holders) if len(holders) <= HEARD else Heard()
            firms = [min(names) for names in heard.firms]
            unknown = tuple(
                name for name in firms if all(r.holder_en is None for r in registry.by_holder(standard, name))
            )
            if unknown:
                yield SoundsLike(unknown, heard.probability, Evidence("holders", index))


def _near(claim: Claim, registry: Registry) -> Iterator[NearMiss]:
    for i, seen in enumerate(claim.licences):
        for miss in registry.neighbours(seen.value):
            yield NearMiss(miss.licence, miss.read, miss.distance, Evidence("licences", i))
