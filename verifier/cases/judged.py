"""What a case says of our report on a product: it follows from the record, so that a check works it out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from verifier.cases.model import Judged
from verifier.evidence.record import Record


def judged_of(sha256: str, record: Record) -> Judged:
    """The report of a record in short; `sha256` is that of the record's bytes."""
    report = record.report
    leading = report["leading"]
    return Judged(
        record=sha256,
        verdict=report["verdict"],
        leading=None if leading is None else report["findings"][leading]["code"],
        standards=_values(report["claim"]["standards"]),
        licences=_values(report["claim"]["licences"]),
        holders=_values(report["claim"]["holders"]),
        day=record.day,
        at=record.judged,
    )


def _values(items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What was read with certainty, each once."""
    return tuple(dict.fromkeys(item["value"] for item in items if item.get("certain", True)))
