"""Report → plain data: the JSON that the command line prints and the service answers, the same for the same report.

The form is a contract (`verifier.report.form`, `docs/reference/report.schema.json`): keys are added, never renamed.
Everything in it is text, numbers, booleans, null, lists and dicts with text keys; it survives
`json.dumps(..., allow_nan=False)`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, Literal

from verifier import messages
from verifier.domain import (
    Claim,
    Finding,
    Framing,
    Item,
    Licence,
    Listing,
    MarkLikeness,
    Match,
    NearMiss,
    Param,
    PhotoFacts,
    Report,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
    Snapshot,
)
from verifier.domain.geometry import Quad
from verifier.report import form

SCHEMA: Literal[1] = 1
"""Version of the form; a change that an old program could trip over raises it."""
LANGUAGES = ("th", "en")


def to_dict(report: Report, lang: str | None = None) -> dict[str, Any]:
    """The report as JSON-safe data. Messages come in Thai and English whatever `lang` is.

    With `lang` the keys `lang` and `summary` are added: the verdict and why, ready to show or to send.
    """
    data = _object(to_form(report, lang))
    return {key: value for key, value in data.items() if value is not None or key not in form.SOMETIMES}


def to_form(report: Report, lang: str | None = None) -> form.ReportOut:
    """The report in the form in which it goes out."""
    leading = report.verdict.leading
    return form.ReportOut(
        schema=SCHEMA,
        verdict=report.verdict.kind,
        verdict_text=_words(lambda tongue: messages.verdict(report.verdict.kind, tongue, report.verdict.leading)),
        leading=report.findings.index(leading) if leading in report.findings else None,
        findings=[_finding(finding) for finding in report.findings],
        claim=_claim(report.claim),
        listing=_listing(report.listing),
        advice=list(report.verdict.advice),
        advice_text=[_advice(code) for code in report.verdict.advice],
        photos=[_photo(photo) for photo in report.photos],
        timings_ms={name: _number(ms) for name, ms in report.timings_ms.items()},
        versions={name: _text(version) for name, version in sorted(report.versions.items())},
        lang=lang,
        summary=None if lang is None else summary(report, lang),
    )


def summary(report: Report, lang: str) -> str:
    """The verdict's sentence and the leading finding's, in one language."""
    sentences = [messages.verdict(report.verdict.kind, lang, report.verdict.leading)]
    if report.verdict.leading is not None:
        sentences.append(messages.finding(report.verdict.leading, lang))
    return _text(" ".join(sentences))


def licence_to_dict(licence: Licence) -> dict[str, Any]:
    """One row of the list. Dates are ISO 8601 in the Christian era; what the list does not tell is null."""
    return _object(_licence(licence))


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """What was read, as a report shows it."""
    return _object(_claim(claim))


def snapshot_to_dict(snapshot: Snapshot | None) -> dict[str, Any] | None:
    """Which list it was; `covers` is `all` or the covered standards joined by `; `, empty when it declares none."""
    return None if snapshot is None else _object(_snapshot(snapshot))


def _finding(finding: Finding) -> form.FindingOut:
    return form.FindingOut(
        code=finding.code,
        outcome=finding.outcome,
        required=finding.required,
        evidence=list(finding.evidence),
        params={name: _param(value) for name, value in sorted(finding.params.items())},
        message=_words(lambda tongue: messages.finding(finding, tongue)),
    )


def _advice(code: str) -> form.AdviceOut:
    return form.AdviceOut(**vars(_words(lambda tongue: messages.advice(code, tongue))), code=code)


def _words(said: Callable[[str], str]) -> form.Words:
    return form.Words(th=_text(said("th")), en=_text(said("en")))


def _licence(licence: Licence) -> form.LicenceOut:
    return form.LicenceOut(
        licence=str(licence.number),
        standard=str(licence.standard),
        holder=_text(licence.holder),
        status=licence.status,
        product=_text(licence.product),
        qr_id=licence.qr_id,
        licence_type=licence.licence_type,
        issued=_day(licence.issued),
        suspended_from=_day(licence.suspended_from),
        suspended_to=_day(licence.suspended_to),
        trade_mark=licence.trade_mark,
        factory=licence.factory,
        holder_en=None if licence.holder_en is None else _text(licence.holder_en),
    )


def _snapshot(snapshot: Snapshot) -> form.SnapshotOut:
    return form.SnapshotOut(
        id=snapshot.id,
        date=snapshot.date.isoformat(),
        covers="all" if "all" in snapshot.covers else "; ".join(sorted(snapshot.covers)),
        rows=snapshot.rows,
        source=_text(snapshot.source),
        sample=snapshot.sample,
    )


def _claim(claim: Claim) -> form.ClaimOut:
    return form.ClaimOut(
        marks=[_mark(mark) for mark in claim.marks],
        standards=[_read(item) for item in claim.standards],
        licences=[_read(item) for item in claim.licences],
        holders=[_read(item) for item in claim.holders],
        codes=[_code(code) for code in claim.codes],
        certificates=[
            form.CertificateOut(
                *_place(item), item.kind, item.value, _text(item.text), confidence=_number(item.confidence, 4)
            )
            for item in claim.certificates
        ],
        statements=[
            form.StatementOut(
                *_place(item),
                kind=item.kind,
                value=_text(item.value),
                text=_text(item.text),
                words=_text(item.words),
                confidence=_number(item.confidence, 4),
            )
            for item in claim.statements
        ],
        challenged=claim.challenged,
    )


def _code(code: SeenCode) -> form.CodeOut:
    target = code.target
    return form.CodeOut(
        *_place(code),
        payload=_text(code.payload),
        symbology=code.symbology,
        target=target.kind,
        reason=target.reason,
        qr_id=target.qr_id,
        licence=str(target.licence) if target.licence else None,
    )


def _mark(mark: SeenMark) -> form.MarkOut:
    return form.MarkOut(
        *_place(mark),
        kind=mark.kind,
        score=_number(mark.score, 4),
        likeness=None if mark.likeness is None else _likeness(mark.likeness),
    )


def _likeness(seen: MarkLikeness) -> form.LikenessOut:
    return form.LikenessOut(
        clear=seen.clear,
        faults=list(seen.faults),
        mirrored=seen.mirrored,
        squeeze=_number(seen.frame.squeeze(), 3),
    )


def _read(item: SeenStandard | SeenLicence | SeenHolder) -> form.ReadOut:
    return form.ReadOut(
        *_place(item),
        value=_text(str(item.value)),
        text=_text(item.text),
        confidence=_number(item.confidence, 4),
        certain=item.certain,
        readers=list(item.readers),
    )


def _place(item: Item) -> tuple[int, int, list[list[float]]]:
    """Photo, label and corners, with which every form of a place begins."""
    return item.photo, item.label, _corners(item.quad)


def _corners(quad: Quad) -> list[list[float]]:
    return [[_number(x), _number(y)] for x, y in quad.corners]


def _listing(listing: Listing) -> form.ListingOut:
    matches = [_match(match) for match in listing.matches]
    return form.ListingOut(
        licence=matches[0] if matches else None,
        matches=matches,
        near=[_near(near) for near in listing.near],
        ambiguous_holders=list(listing.ambiguous_holders),
        snapshot=_snapshot(listing.snapshot) if listing.snapshot else None,
    )


def _match(match: Match) -> form.MatchOut:
    return form.MatchOut(**vars(_licence(match.licence)), by=match.by, evidence=match.evidence)


def _near(near: NearMiss) -> form.NearOut:
    row = vars(_licence(near.licence))
    return form.NearOut(**row, read=str(near.read), distance=near.distance, evidence=near.evidence)


def _photo(photo: PhotoFacts) -> form.PhotoOut:
    quality = photo.quality
    return form.PhotoOut(
        sha256=photo.sha256,
        phash=photo.phash,
        width=photo.width,
        height=photo.height,
        quality=form.QualityOut(
            sharpness=_number(quality.sharpness, 4),
            brightness=_number(quality.brightness, 4),
            contrast=_number(quality.contrast, 4),
            glare=_number(quality.glare, 4),
        ),
        framing=None if photo.framing is None else _framing(photo.framing),
    )


def _framing(framing: Framing) -> form.FramingOut:
    return form.FramingOut(region=list(framing.region), others=[list(box) for box in framing.others])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


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


def _object(filled: form.Form) -> dict[str, Any]:
    """A filled form as a dict, down to plain values: words of an enumeration and evidence ids become text."""
    return {part.name: _data(getattr(filled, part.name)) for part in fields(filled)}


def _data(value: Any) -> Any:
    if isinstance(value, form.Form):
        return _object(value)
    if isinstance(value, list):
        return [_data(item) for item in value]
    if isinstance(value, dict):
        return {name: _data(item) for name, item in value.items()}
    return str(value) if isinstance(value, str) else value
