"""The list, and what it says of a claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from verifier.domain.evidence import Evidence
from verifier.domain.kinds import LicenceStatus, ReachedBy
from verifier.numbers import LicenceNumber, StandardNumber

SAMPLES = "samples"
FIRST_MADE_UP = 99901
"""Running numbers of licences from here on are made up for samples; TISI's have at most five figures and are far below
(`samples/README.md`)."""


@dataclass(frozen=True, slots=True)
class Licence:
    """One row of the list. Dates are Christian-era `date`s; absent facts are None.

    `holder_en`: the holder's registered name in Latin letters.
    """

    number: LicenceNumber
    standard: StandardNumber
    holder: str
    status: LicenceStatus
    product: str = ""
    qr_id: str | None = None
    licence_type: str | None = None
    issued: date | None = None
    suspended_from: date | None = None
    suspended_to: date | None = None
    trade_mark: str | None = None
    factory: str | None = None
    holder_en: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The holder's names, as far as the list has them: as listed, and in Latin letters."""
        return (self.holder,) if self.holder_en is None else (self.holder, self.holder_en)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One dated copy of the list. `covers` holds standards (normal form, with or without year) or one of two words.

    `all`: every licence there is. `samples`: the numbers that are made up for samples, and no others.
    """

    id: str
    date: date
    covers: frozenset[str]
    rows: int
    source: str = ""

    @property
    def sample(self) -> bool:
        """Whether this is a list to try the product with: it must not judge real goods."""
        return SAMPLES in self.covers

    def covers_licence(self, number: LicenceNumber, standards: Iterable[StandardNumber]) -> bool:
        """Whether the list claims to hold this licence, which is of one of `standards`, if there is such a licence."""
        if self.sample:
            return number.seq >= FIRST_MADE_UP
        named = {text for standard in standards for text in (str(standard), str(standard.without_year()))}
        return "all" in self.covers or bool(named & self.covers)


@dataclass(frozen=True, slots=True)
class Match:
    """A licence of the list that the claim reached exactly, and by which item of evidence."""

    licence: Licence
    by: ReachedBy
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A licence of the list whose number looks like a number that was read. For explanation only, never a match."""

    licence: Licence
    read: LicenceNumber
    distance: int
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class LikelyHolder:
    """A licence whose holder is probably the firm that a name says which was not read for certain; never a match.

    `probability`: that this firm, of all holders of the printed standard, is the one printed, if any of them is.
    """

    licence: Licence
    probability: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SoundsLike:
    """The firms that hold a licence of the printed standard and sound like a name in Latin letters; never a match.

    `holders`: one name a firm, the nearest first; more than one: it is ambiguous. `probability`: that the first is the
    one printed, if any holder is.
    """

    holders: tuple[str, ...]
    probability: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list says about a claim. `snapshot` is None when there is no list at all.

    `sounding`: for names in Latin letters that no name of the list is equal to. For explanation only.
    `likely`: given only where nothing else leads to a licence, one licence for each firm. For explanation only.
    `named`: licences that codes name which are no official links (`Target.hints`); they lead nowhere.
    `ambiguous_holders`: evidence ids of holder names that fit more than one licence of the printed standard.
    """

    matches: tuple[Match, ...] = ()
    near: tuple[NearMiss, ...] = ()
    snapshot: Snapshot | None = None
    ambiguous_holders: tuple[Evidence, ...] = ()
    likely: tuple[LikelyHolder, ...] = ()
    sounding: tuple[SoundsLike, ...] = ()
    named: tuple[Match, ...] = ()
