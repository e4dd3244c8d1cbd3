"""Report → plain data: the JSON that the command line prints and the service answers, the same for the same report.

The form is a contract (`docs/reference/report.schema.json`): keys are added, never renamed. Everything in it is text,
numbers, booleans, null, lists and dicts with text keys; it survives `json.dumps(..., allow_nan=False)`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from verifier import messages
from verifier.domain import (
    Claim,
    Finding,
    Item,
    Licence,
    Listing,
    Param,
    PhotoFacts,
    Report,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
    Snapshot,
)
from verifier.domain.geometry import Quad

SCHEMA = 1
"""Version of the form; a change that an old program could trip over raises it."""
LANGUAGES = ("th", "en")


def to_dict(report: Report, lang: str | None = None) -> dict[str, Any]:
    """The report as JSON-safe data. Messages come in Thai and English whatever `lang` is.

    With `lang` (`th` or `en`) the keys `lang` and `summary` are added: the verdict and why, ready to show or to send.
    """
    leading = report.verdict.leading
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "verdict": str(report.verdict.kind),
        "verdict_text": {tongue: messages.verdict(report.verdict.kind, tongue) for tongue in LANGUAGES},
        "leading": report.findings.index(leading) if leading in report.findings else None,
        "findings": [finding_to_dict(finding) for finding in report.findings],
        "claim": _claim(report.claim),
        "listing": _listing(report.listing),
        "advice": list(report.verdict.advice),
        "advice_text": [
            {"code": code, **{tongue: messages.advice(code, tongue) for tongue in LANGUAGES}}
            for code in report.verdict.advice
        ],
        "photos": [_photo(photo) for photo in report.photos],
        "timings_ms": {name: _number(ms) for name, ms in report.timings_ms.items()},
        "versions": {name: _text(version) for name, version in sorted(report.versions.items())},
    }
    if lang is not None:
        data |= {"lang": lang, "summary": summary(report, lang)}
    return data


def summary(report: Report, lang: str) -> str:
    """The verdict's sentence and the leading finding's, in one language."""
    sentences = [messages.verdict(report.verdict.kind, lang)]
    if report.verdict.leading is not None:
        sentences.append(messages.finding(report.verdict.leading, lang))
    return _text(" ".join(sentences))


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """One finding with its message in both languages."""
    return {
        "code": finding.code,
        "outcome": str(finding.outcome),
        "required": finding.required,
        "evidence": list(finding.evidence),
        "params": {name: _param(value) for name, value in sorted(finding.params.items())},
        "message": {tongue: _text(messages.finding(finding, tongue)) for tongue in LANGUAGES},
    }


def licence_to_dict(licence: Licence) -> dict[str, Any]:
    """One row of the list. Dates are ISO 8601 in the Christian era; what the list does not tell is null."""
    dates = {name: getattr(licence, name) for name in ("issued", "suspended_from", "suspended_to")}
    return {
        "licence": str(licence.number),
        "standard": str(licence.standard),
        "holder": _text(licence.holder),
        "status": str(licence.status),
        "product": _text(licence.product),
        "qr_id": licence.qr_id,
        "licence_type": licence.licence_type,
        **{name: day.isoformat() if day else None for name, day in dates.items()},
        "trade_mark": licence.trade_mark,
        "factory": licence.factory,
        "holder_en": None if licence.holder_en is None else _text(licence.holder_en),
    }


def snapshot_to_dict(snapshot: Snapshot | None) -> dict[str, Any] | None:
    """Which list it was; `covers` is `all` or the covered standards joined by `; `, empty when it declares none."""
    if snapshot is None:
        return None
    covers = "all" if "all" in snapshot.covers else "; ".join(sorted(snapshot.covers))
    return {
        "id": snapshot.id,
        "date": snapshot.date.isoformat(),
        "covers": covers,
        "rows": snapshot.rows,
        "source": _text(snapshot.source),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "marks": [_mark(mark) for mark in claim.marks],
        "standards": [_read(item) for item in claim.standards],
        "licences": [_read(item) for item in claim.licences],
        "holders": [_read(item) for item in claim.holders],
        "codes": [
            {
                "payload": _text(code.payload),
                "symbology": code.symbology,
                "target": str(code.target.kind),
                "reason": code.target.reason,
                "qr_id": code.target.qr_id,
                "licence": str(code.target.licence) if code.target.licence else None,
                **_place(code),
            }
            for code in claim.codes
        ],
        "certificates": [
            {
                "kind": item.kind,
                "value": item.value,
                "text": _text(item.text),
                **_place(item),
                "confidence": _number(item.confidence, 4),
            }
            for item in claim.certificates
        ],
        "statements": [
            {
                "kind": str(item.kind),
                "value": _text(item.value),
                "text": _text(item.text),
                "words": _text(item.words),
                **_place(item),
                "confidence": _number(item.confidence, 4),
            }
            for item in claim.statements
        ],
        "challenged": claim.challenged,
    }


def _mark(mark: SeenMark) -> dict[str, Any]:
    seen = mark.likeness
    likeness = (
        None
        if seen is None
        else {
            "clear": seen.clear,
            "faults": list(map(str, seen.faults)),
            "mirrored": seen.mirrored,
            "squeeze": _number(seen.frame.squeeze(), 3),
        }
    )
    return {"kind": str(mark.kind), **_place(mark), "score": _number(mark.score, 4), "likeness": likeness}


def _read(item: SeenStandard | SeenLicence | SeenHolder) -> dict[str, Any]:
    return {
        "value": _text(str(item.value)),
        "text": _text(item.text),
        **_place(item),
        "confidence": _number(item.confidence, 4),
        "certain": item.certain,
        "readers": list(item.readers),
    }


def _place(item: Item) -> dict[str, Any]:
    return {"photo": item.photo, "label": item.label, "quad": _quad(item.quad)}


def _quad(quad: Quad) -> list[list[float]]:
    return [[_number(x), _number(y)] for x, y in quad.corners]


def _listing(listing: Listing) -> dict[str, Any]:
    matches = [{**licence_to_dict(m.licence), "by": str(m.by), "evidence": m.evidence} for m in listing.matches]
    return {
        "licence": matches[0] if matches else None,
        "matches": matches,
        "near": [
            {**licence_to_dict(n.licence), "read": str(n.read), "distance": n.distance, "evidence": n.evidence}
            for n in listing.near
        ],
        "ambiguous_holders": list(listing.ambiguous_holders),
        "snapshot": snapshot_to_dict(listing.snapshot),
    }


def _photo(photo: PhotoFacts) -> dict[str, Any]:
    quality: Mapping[str, float] = {
        name: getattr(photo.quality, name) for name in ("sharpness", "brightness", "contrast", "glare")
    }
    return {
        "sha256": photo.sha256,
        "phash": photo.phash,
        "width": photo.width,
        "height": photo.height,
        "quality": {name: _number(value, 4) for name, value in quality.items()},
    }


def _number(value: float, digits: int = 1) -> float:
    """Rounded (coordinates to a tenth of a pixel); what is not a finite number becomes 0."""
    return round(float(value), digits) if math.isfinite(value) else 0.0


def _text(value: str) -> str:
    """Fit for UTF-8: a lone surrogate (a code may hold any bytes) is shown as its escape, nothing else changes."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def _param(value: Param) -> Param:
    if isinstance(value, str):
        return _text(value)
    return _number(value, 6) if isinstance(value, float) else value
