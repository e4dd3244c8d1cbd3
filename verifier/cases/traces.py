"""What a product shares with others when it is the same: ids, numbers, links that only look official, the picture.

A trace decides nothing. That a licence is in many shops is as it should be; that it is on goods of two firms is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from verifier.domain import TargetKind
from verifier.evidence.record import Record

Kind = Literal["qr", "licence", "lookalike", "label"]
LONGEST_LINK = 300


class Trace(NamedTuple):
    """One of them: a QR id, a licence in normal form, a link's text, or a perceptual hash of 16 hexadecimal digits."""

    kind: Kind
    value: str


def traces_of(record: Record) -> list[Trace]:
    """The traces of a judged product, each once; of numbers only those that were read with certainty."""
    return list(dict.fromkeys(_traces(record)))


def _traces(record: Record) -> Iterator[Trace]:
    claim = record.report["claim"]
    for code in claim["codes"]:
        if code["qr_id"]:
            yield Trace("qr", code["qr_id"])
        if code["licence"]:
            yield Trace("licence", code["licence"])
        if code["target"] == TargetKind.LOOKALIKE:
            yield Trace("lookalike", code["payload"][:LONGEST_LINK])
    yield from (Trace("licence", item["value"]) for item in claim["licences"] if item["certain"])
    yield from (Trace("label", sight.photo.phash) for sight in record.sights)
