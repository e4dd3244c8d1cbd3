"""What the list says of a claim. The claim is never altered, and a near miss never becomes a match."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.models import Claim, Licence, Listing, Match, NearMiss, ReachedBy, SeenHolder, TargetKind
from verifier.numbers import StandardNumber
from verifier.seams import Registry


def look_up(claim: Claim, registry: Registry | None) -> Listing:
    """Every licence that the claim reaches exactly, what it nearly reaches, and which list was asked.

    Matches by printed number come first (numbers read for certain before others), then by official QR link, then
    by standard and holder. Of the holder's name only a certain reading counts, together with a standard read for
    certain; a name that leads to several licences leads to none and is noted in `ambiguous_holders`. Near misses
    are given for every number read, listed or not.
    """
    if registry is None:
        return Listing()
    holders = list(_by_holder(claim, registry))
    return Listing(
        matches=(
            *_by_number(claim, registry, certain=True),
            *_by_link(claim, registry),
            *(Match(row, ReachedBy.HOLDER, name) for name, rows in holders if _one(rows) for row in rows),
            *_by_number(claim, registry, certain=False),
        ),
        near=tuple(_near(claim, registry)),
        snapshot=registry.snapshot,
        ambiguous_holders=tuple(dict.fromkeys(name for name, rows in holders if rows and not _one(rows))),
    )


def _by_number(claim: Claim, registry: Registry, *, certain: bool) -> Iterator[Match]:
    for i, seen in enumerate(claim.licences):
        if seen.certain is certain:
            for licence in registry.by_licence(seen.value):
                yield Match(licence, ReachedBy.LICENCE, f"licences/{i}")


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
            yield Match(licence, ReachedBy.QR, f"codes/{i}")


def _by_holder(claim: Claim, registry: Registry) -> Iterator[tuple[str, list[Licence]]]:
    """For each name and standard that were read for certain: the evidence id and all licences they fit."""
    standards = dict.fromkeys(s.value for s in claim.standards if s.certain)
    for i, seen in enumerate(claim.holders):
        if seen.certain:
            for standard in standards:
                yield f"holders/{i}", _of_holder(seen, standard, registry)


def _of_holder(seen: SeenHolder, standard: StandardNumber, registry: Registry) -> list[Licence]:
    return list(registry.by_holder(standard, seen.value))


def _one(rows: list[Licence]) -> bool:
    """Whether all rows are of one licence."""
    return len({licence.number for licence in rows}) == 1


def _near(claim: Claim, registry: Registry) -> Iterator[NearMiss]:
    for i, seen in enumerate(claim.licences):
        for miss in registry.neighbours(seen.value):
            yield NearMiss(miss.licence, miss.read, miss.distance, f"licences/{i}")
