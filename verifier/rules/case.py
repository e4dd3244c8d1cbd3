"""The case: claim, list and day, and the few ways in which rules look at them.

Only what was read for certain, or a name shown beyond doubt (`names.forgery`), can carry a pass or a fail; and no fail
rests on a number that is `suspect`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from verifier.domain import (
    Claim,
    Evidence,
    Item,
    Licence,
    Listing,
    Match,
    ReachedBy,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenStandard,
    TargetKind,
)
from verifier.names.distance import distance
from verifier.names.forgery import is_of
from verifier.names.match import likeness
from verifier.numbers import LicenceNumber, StandardNumber
from verifier.rules.named_as import only_sells

if TYPE_CHECKING:
    from verifier.registry.catalogue import Catalogue

T = TypeVar("T")
SEEN = 0.5
"""A mark of at least this score was recognised."""
SAME = 0.94
"""A name read for certain and at least this like the holder's (`names.likeness`) may be the holder's."""
MISREADING = 2
"""Two readings that differ in at most so many characters may be one print read twice."""


@dataclass(frozen=True, slots=True)
class Number:
    """A licence number that the label shows for certain: in print, or inside an official link (`by_code`)."""

    id: Evidence
    value: LicenceNumber
    label: int
    by_code: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One licence number of the list that the claim reaches for certain: all its rows there, and by which evidence."""

    number: LicenceNumber
    rows: tuple[Licence, ...]
    by: frozenset[ReachedBy]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules are asked about. `category` is a key of the catalogue or None; ages are in days.

    `photo_problems`: codes of `quality.problems` of all photos, the most serious first. `print_seen`: whether any print
    or code was seen at all.
    """

    claim: Claim
    listing: Listing
    today: date
    catalogue: Catalogue
    category: str | None = None
    list_max_age_days: int = 45
    photo_problems: tuple[str, ...] = ()
    print_seen: bool = True
    _links: list[Link] = field(default_factory=list, init=False, repr=False, compare=False)

    # ---- what is claimed --------------------------------------------------------------------------------------

    def standards(self) -> list[tuple[Evidence, SeenStandard]]:
        """Standard numbers read for certain, with their evidence ids."""
        return [(i, s) for i, s in numbered("standards", self.claim.standards) if s.certain]

    def products(self) -> list[tuple[Evidence, SeenStandard]]:
        """Those of `standards` that a product can conform to (not guidelines, not accreditation)."""
        return [(i, s) for i, s in self.standards() if self.is_product(s.value)]

    def is_product(self, standard: StandardNumber) -> bool:
        """Whether this is, as far as the catalogue knows, a standard for products."""
        facts = self.catalogue.edition(standard)
        return facts is None or facts.product_standard

    def licences(self) -> list[tuple[Evidence, SeenLicence]]:
        """Licence numbers read for certain, with their evidence ids."""
        return [(i, n) for i, n in numbered("licences", self.claim.licences) if n.certain]

    def official_codes(self) -> list[tuple[Evidence, SeenCode]]:
        """Codes that point at an official page of known form, with their evidence ids."""
        return [(i, c) for i, c in numbered("codes", self.claim.codes) if c.target.kind is TargetKind.OFFICIAL]

    def unresolved_codes(self) -> list[tuple[Evidence, str]]:
        """Official ids that the list ties to no licence, with their evidence ids; none where there is no list."""
        if self.listing.snapshot is None:
            return []
        known = {m.evidence for m in self.listing.matches if m.by is ReachedBy.QR}
        return [(i, c.target.qr_id) for i, c in self.official_codes() if c.target.qr_id and i not in known]

    def numbers(self) -> list[Number]:
        """Licence numbers shown for certain, printed ones first, then those that official links carry."""
        printed = [Number(i, n.value, n.label, by_code=False) for i, n in self.licences()]
        carried = [
            Number(i, c.target.licence, c.label, by_code=True)
            for i, c in self.official_codes()
            if c.target.licence is not None
        ]
        return printed + carried

    def item(self, evidence: Evidence) -> Item | None:
        """The item of the claim that an evidence id names; None when there is no such item."""
        known = Evidence.parse(evidence)
        return self.claim.item(known) if known else None

    # ---- what the list says of it -----------------------------------------------------------------------------

    def fresh(self) -> bool:
        """Whether there is a list, of today or before, and not too old."""
        snapshot = self.listing.snapshot
        return snapshot is not None and 0 <= (self.today - snapshot.date).days <= self.list_max_age_days

    def covered(self, number: LicenceNumber, standards: Iterable[StandardNumber]) -> bool:
        """Whether a fresh list declares that it would hold this licence, which can be of one of these standards."""
        snapshot = self.listing.snapshot
        return snapshot is not None and self.fresh() and snapshot.covers_licence(number, standards)

    def list_date(self) -> str | None:
        """Date of the list, ISO 8601."""
        return self.listing.snapshot.date.isoformat() if self.listing.snapshot else None

    def rows(self, number: LicenceNumber) -> tuple[Licence, ...]:
        """Rows of the list under this number, as far as the claim reached them."""
        found = [m.licence for m in self.listing.matches if m.licence.number == number]
        return tuple(dict.fromkeys(found))

    def suspect(self, number: Number) -> bool:
        """Whether a printed number that is not in the list is likely to be another one, misread.

        So it is when a number is listed that readers confuse with it, or when another item of the label leads to a
        licence whose number differs in no more than a misreading, or goes on where this one may have been cut short.
        """
        if number.by_code or self.rows(number.value):
            return False
        near = any(n.evidence == number.id for n in self.listing.near)
        read, reached = str(number.value), [str(match.licence.number) for match in self.listing.matches]
        return near or any(nearly(other, read) or other.startswith(read) for other in reached)

    def links(self) -> list[Link]:
        """Licences reached for certain, one entry a number, ordered by number."""
        if not self._links:  # asked by many rules, and always the same
            self._links.extend(self._reached())
        return list(self._links)

    def _reached(self) -> Iterator[Link]:
        grouped: dict[LicenceNumber, list[Match]] = {}
        for match in self.listing.matches:
            if self._holds(match):
                grouped.setdefault(match.licence.number, []).append(match)
        for number, found in sorted(grouped.items(), key=lambda entry: str(entry[0])):
            if all(map(self._sells, found)) and any(self._leads_better(other, found) for other in grouped.values()):
                continue
            yield Link(
                number,
                tuple(sorted({m.licence for m in self.listing.matches if m.licence.number == number}, key=repr)),
                frozenset(m.by for m in found),
                tuple(sorted({m.evidence for m in found})),
            )

    def _sells(self, match: Match) -> bool:
        """Whether a match rests on the name of a firm that the label names as a seller."""
        item = self.item(match.evidence)
        return match.by is ReachedBy.HOLDER and isinstance(item, SeenHolder) and only_sells(item)

    def _leads_better(self, others: Sequence[Match], found: Sequence[Match]) -> bool:
        """Whether the label leads to another licence of the standard by more than a seller's name.

        A shop may hold a licence of its own for goods of the kind that it sells here for another firm.
        """
        standards = {match.licence.standard for match in found}
        return not all(map(self._sells, others)) and any(match.licence.standard in standards for match in others)

    def _holds(self, match: Match) -> bool:
        """Whether a match rests on certain evidence of the right sort; the registry's word alone is not enough.

        A name must be the holder's but for legal form, spacing and punctuation, beyond doubt: one letter may be another
        firm.
        """
        item = self.item(match.evidence)
        row = match.licence
        match match.by, item:
            case ReachedBy.LICENCE, SeenLicence(certain=True):
                return item.value == row.number
            case ReachedBy.QR, SeenCode() if item.target.kind is TargetKind.OFFICIAL:
                if item.target.licence is not None:
                    return item.target.licence == row.number
                return item.target.qr_id is not None and item.target.qr_id == row.qr_id and not self.shared(match)
            case ReachedBy.HOLDER, SeenHolder():
                printed = {s.value for _, s in self.products()}
                alone = match.evidence not in self.listing.ambiguous_holders
                return row.standard in printed and alone and self.names(match.evidence, row.names)
            case _:
                return False

    def names(self, evidence: Evidence, holder: Sequence[str]) -> bool:
        """Whether this look at a name, with all others at the same print, shows one of a holder's beyond doubt."""
        seen, known = self.item(evidence), Evidence.parse(evidence)
        if not isinstance(seen, SeenHolder) or known is None:
            return False
        own = [name for name in holder if likeness(seen.value, name) == 1]
        place = next(place for place in self.claim.names_by_place() if known.number in place)
        return is_of([self.claim.holders[i] for i in place], own)

    def shared(self, match: Match) -> bool:
        """Whether the list ties the QR id behind a match to other licence numbers too, so that it says nothing."""
        others = {m.licence.number for m in self.listing.matches if m.evidence == match.evidence}
        return match.by is ReachedBy.QR and len(others) > 1

    # ---- comparing --------------------------------------------------------------------------------------------

    def related(self, one: StandardNumber, other: StandardNumber) -> bool:
        """Whether one product may well show both: the same number, one misread figure, or a kind of goods in common."""
        if one.number == other.number or nearly(str(one.number), str(other.number), 1):
            return True
        return self.of_one_kind(one, other)

    def of_one_kind(self, one: StandardNumber, other: StandardNumber) -> bool:
        """Whether a kind of goods shows both."""
        return bool(self._categories(one) & self._categories(other))

    def heard_of(self, standard: StandardNumber) -> bool:
        """Whether the catalogue knows any edition or part of this number."""
        return bool(self.catalogue.editions(standard))

    def has_kind(self, standard: StandardNumber) -> bool:
        """Whether the catalogue knows kinds of goods that show this standard."""
        return bool(self._categories(standard))

    def _categories(self, standard: StandardNumber) -> set[str]:
        return {c for facts in self.catalogue.editions(standard) for c in facts.categories}


def numbered(field: str, items: Sequence[T]) -> Iterator[tuple[Evidence, T]]:
    """Items of a field of the claim with their evidence ids."""
    return ((Evidence(field, i), item) for i, item in enumerate(items))


def nearly(one: str, other: str, most: int = MISREADING) -> bool:
    """Whether two texts differ in at most `most` characters."""
    return distance(one, other) <= most
