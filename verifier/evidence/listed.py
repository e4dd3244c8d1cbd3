"""What a list said of a claim, whole and as plain data, so that it can be judged again without that list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from verifier.domain import (
    Evidence,
    Licence,
    LicenceStatus,
    LikelyHolder,
    Listing,
    Match,
    NearMiss,
    ReachedBy,
    Snapshot,
    SoundsLike,
)
from verifier.numbers import LicenceNumber, parse_licence, parse_standard
from verifier.report.plain import licence_to_dict

_DAYS = ("issued", "suspended_from", "suspended_to")


def listing_to_dict(listing: Listing) -> dict[str, Any]:
    """The listing as data that survives JSON and comes back equal; `rows` holds each licence once."""
    reached: Iterable[Match | NearMiss | LikelyHolder] = (
        *listing.matches,
        *listing.named,
        *listing.near,
        *listing.likely,
    )
    rows = list(dict.fromkeys(entry.licence for entry in reached))
    at = {row: index for index, row in enumerate(rows)}
    return {
        "rows": [licence_to_dict(row) for row in rows],
        "matches": [[at[m.licence], str(m.by), str(m.evidence)] for m in listing.matches],
        "named": [[at[m.licence], str(m.by), str(m.evidence)] for m in listing.named],
        "near": [
            [at[n.licence], str(n.read), n.distance, None if n.evidence is None else str(n.evidence)]
            for n in listing.near
        ],
        "likely": [[at[x.licence], float(x.probability), str(x.evidence)] for x in listing.likely],
        "sounding": [[list(s.holders), float(s.probability), str(s.evidence)] for s in listing.sounding],
        "ambiguous_holders": [str(evidence) for evidence in listing.ambiguous_holders],
        "snapshot": None if listing.snapshot is None else _snapshot(listing.snapshot),
    }


def listing_from_dict(data: Mapping[str, Any]) -> Listing:
    """What `listing_to_dict` gave. Raises KeyError, TypeError, ValueError or IndexError for anything else."""
    rows = [_licence(row) for row in data["rows"]]
    return Listing(
        matches=tuple(_match(rows, *entry) for entry in data["matches"]),
        near=tuple(
            NearMiss(_of(rows, at), _number(read), int(distance), None if evidence is None else _evidence(evidence))
            for at, read, distance, evidence in data["near"]
        ),
        snapshot=None if data["snapshot"] is None else _as_snapshot(data["snapshot"]),
        ambiguous_holders=tuple(map(_evidence, data["ambiguous_holders"])),
        likely=tuple(LikelyHolder(_of(rows, at), float(p), _evidence(e)) for at, p, e in data["likely"]),
        sounding=tuple(SoundsLike(tuple(map(str, names)), float(p), _evidence(e)) for names, p, e in data["sounding"]),
        named=tuple(_match(rows, *entry) for entry in data["named"]),
    )


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "id": snapshot.id,
        "date": snapshot.date.isoformat(),
        "covers": sorted(snapshot.covers),
        "rows": snapshot.rows,
        "source": snapshot.source,
    }


def _as_snapshot(data: Mapping[str, Any]) -> Snapshot:
    day, covers = date.fromisoformat(data["date"]), frozenset(map(str, data["covers"]))
    return Snapshot(str(data["id"]), day, covers, int(data["rows"]), str(data["source"]))


def _match(rows: list[Licence], at: int, by: str, evidence: str) -> Match:
    return Match(_of(rows, at), ReachedBy(by), _evidence(evidence))


def _of(rows: list[Licence], at: int) -> Licence:
    if not 0 <= at < len(rows):
        raise IndexError(at)
    return rows[at]


def _licence(data: Mapping[str, Any]) -> Licence:
    standard = parse_standard(data["standard"])
    if standard is None or str(standard) != data["standard"]:
        raise ValueError(f"{data['standard']!r} is no number of a standard in normal form")
    row: dict[str, Any] = {name: value for name, value in data.items() if name not in ("licence", "standard", "status")}
    row |= {name: None if data[name] is None else date.fromisoformat(data[name]) for name in _DAYS}
    return Licence(_number(data["licence"]), standard, status=LicenceStatus(data["status"]), **row)


def _number(text: str) -> LicenceNumber:
    number = parse_licence(text)
    if number is None or str(number) != text:
        raise ValueError(f"{text!r} is no number of a licence in normal form")
    return number


def _evidence(text: str) -> Evidence:
    evidence = Evidence.parse(text)
    if evidence is None:
        raise ValueError(f"{text!r} is no evidence id")
    return evidence
