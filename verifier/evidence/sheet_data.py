"""What stands in the printed form: pictures with their outlines and cut-outs, and every text, in one language."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from PIL import Image

from verifier import messages
from verifier.domain import Photo, Pixels
from verifier.domain.geometry import Quad
from verifier.errors import BadEvidence
from verifier.evidence.check import Checked
from verifier.evidence.record import Record
from verifier.evidence.rejudge import catalogue
from verifier.image.crop import cut
from verifier.image.decode import open_photo
from verifier.messages.evidence import say
from verifier.messages.interface import label
from verifier.messages.listing import WORDS as LIST_WORDS
from verifier.rules.book import book
from verifier.settings import Settings

FIELDS = ("marks", "standards", "licences", "holders", "codes", "certificates", "statements")
MOST_ITEMS = 60
"""Items of one report that are outlined and cut out; a photo full of codes makes no form without end."""
LONG_SIDE_PX, QUALITY = 1600, 85
PHOTO_WIDTH_PT, PHOTO_HEIGHT_PT = 480.0, 370.0
CROP_WIDTH_PT, CROP_HEIGHT_PT, CROP_WIDEST_PX = 155.0, 42.0, 640
MARGIN = 0.25
"""Share of an item's height that is added on every side of its cut-out."""
GRAVITY = ("fail", "unknown", "warn", "pass")
VERDICT_OUTCOME = {"agrees": "pass", "conflicts": "fail", "cannot_tell": "unknown"}


@dataclass(frozen=True, slots=True)
class Crop:
    """The cut-out of one item of the claim, `height` in points as it is printed."""

    evidence: str
    path: str
    jpeg: bytes
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is printed: upright, without metadata; `width`, `height` in points, `scale` points a pixel."""

    path: str
    jpeg: bytes
    width: float
    height: float
    scale: float
    crops: tuple[Crop, ...]


def pictures(record: Record, entries: Mapping[str, bytes], settings: Settings) -> list[Picture]:
    """The photos of a record, one at a time in memory. Raises BadPhoto, BadEvidence."""
    found = []
    items = list(_items(record.report))
    for number, part in enumerate(record.photos):
        photo = open_photo(entries[part.path], settings)
        facts = record.report["photos"][number]
        if (photo.width, photo.height) != (facts["width"], facts["height"]):
            raise BadEvidence(f"{part.path} is of another size than the photo that was judged")
        mine = [(evidence, item) for evidence, item in items if item["photo"] == number]
        found.append(_picture(photo, number, mine))
    return found


def sheet_data(checked: Checked, record: Record, photos: Sequence[Picture], lang: str) -> dict[str, Any]:
    """All that the source sets, as plain data."""
    report = record.report
    judged = record.judged
    leading = None if report["leading"] is None else report["findings"][report["leading"]]
    numbers = {evidence: number for number, (evidence, _) in enumerate(_items(report), 1)}
    return {
        "lang": lang,
        "made": {n: getattr(judged, n) for n in ("year", "month", "day", "hour", "minute", "second")},
        "title": say("sheet.title", lang),
        "footer": say("sheet.footer", lang, sha256=checked.record_sha256[:16]),
        "attached": say("sheet.attached", lang),
        "outcome": VERDICT_OUTCOME.get(report["verdict"], "unknown"),
        "verdict": report["verdict_text"][lang],
        "leading": "" if leading is None else leading["message"][lang],
        "caveat": label("caveat", lang),
        "summary": list(_summary(record, lang)),
        "qr": {"alt": say("sheet.qr", lang), "said": say("sheet.qr", lang)},
        "signature": _signature(checked, lang),
        "files": {
            "title": say("files", lang),
            "rows": [
                {
                    "name": f"{n}. {part.path.rpartition('.')[2].upper()}",
                    "size": f"{part.size:,} B",
                    "sha256": part.sha256,
                }
                for n, part in enumerate(record.photos, 1)
            ],
        },
        "findings": {
            "title": label("findings", lang),
            "head": [label("outcome", lang), label("finding", lang), say("sheet.basis", lang)],
            "rows": [_finding(finding, lang) for finding in report["findings"]],
        },
        "items_head": [say(f"sheet.{name}", lang) for name in ("number", "crop", "seen", "list_says")],
        "photos": [_photo(n, photo, report, numbers, lang) for n, photo in enumerate(photos)],
        "limits": [
            {"title": say(heading, lang), "lines": lines}
            for heading, lines in (("proven", checked.proven(lang)), ("not_proven", checked.not_proven(lang)))
            if lines
        ],
        "by_hand": {
            "title": say("sheet.by_hand", lang),
            "places": [say(f"sheet.{name}", lang) for name in ("officer", "witness")],
        },
    }


def _summary(record: Record, lang: str) -> Iterator[tuple[str, str]]:
    snapshot = record.listing.snapshot
    yield say("sheet.day", lang), messages.day(record.day, lang)
    yield say("sheet.judged", lang), record.judged.isoformat(sep=" ")
    yield say("sheet.category", lang), _goods(record.category, lang)
    if snapshot is None:
        yield label("list", lang), label("list.absent", lang)
    else:
        yield label("list", lang), label("list.dated", lang).format(date=messages.day(snapshot.date, lang))
        yield say("sheet.list_id", lang), snapshot.id
        if snapshot.sample:
            yield "", label("list.sample", lang)
    for name in sorted(record.versions):
        yield say("sheet.version", lang, name=name), record.versions[name][:40]


def _goods(key: str | None, lang: str) -> str:
    """A kind of goods in its first everyday word; what this catalogue does not know by its key."""
    known = catalogue().category(key) if key else None
    return (known.words_th if lang == "th" else known.words_en)[0] if known else key or "–"


def _signature(checked: Checked, lang: str) -> dict[str, Any]:
    rows = [[say("record", lang), checked.record_sha256]]
    if checked.signer is not None:
        rows.append([say("sheet.key", lang), checked.signer.fingerprint])
        if checked.signer.name:
            rows.append([say("sheet.key_name", lang), checked.signer.name])
    rows += [["", say(doubt, lang)] for doubt in checked.doubts]
    return {
        "title": say("sheet.signature", lang),
        "state": say(f"state.{checked.state.name.lower()}", lang),
        "rows": rows,
    }


def _finding(finding: Mapping[str, Any], lang: str) -> dict[str, Any]:
    known = book().get(finding["code"])
    return {
        "outcome": finding["outcome"],
        "word": label(f"outcome.{finding['outcome']}", lang),
        "said": finding["message"][lang],
        "basis": known.basis if known else "",
    }


def _photo(
    number: int, photo: Picture, report: Mapping[str, Any], numbers: Mapping[str, int], lang: str
) -> dict[str, Any]:
    items = dict(_items(report))
    outlines, rows = [], []
    for crop in photo.crops:
        item, outcome = items[crop.evidence], _outcome(report, crop.evidence)
        points = [[round(x * photo.scale, 2), round(y * photo.scale, 2)] for x, y in item["quad"]]
        x, y = min(p[0] for p in points), min(p[1] for p in points)
        place = {"x": round(max(0.0, x - 12), 2), "y": round(max(0.0, y - 12), 2)}
        outlines.append({"number": numbers[crop.evidence], "outcome": outcome, "points": points, **place})
        rows.append(
            {
                "number": numbers[crop.evidence],
                "path": crop.path,
                "height": crop.height,
                "kind": say(f"sheet.{crop.evidence.partition('/')[0]}", lang),
                "seen": _seen(crop.evidence, item, lang),
                "said": list(_said(report, crop.evidence, lang)) or ["–"],
            }
        )
    size = {"width": photo.width, "height": photo.height, "path": photo.path}
    title = say("sheet.photo", lang, number=str(number + 1))
    return {"title": title, **size, "outlines": outlines, "items": rows}


def _seen(evidence: str, item: Mapping[str, Any], lang: str) -> str:
    if evidence.startswith("marks/"):
        return label(f"mark.{item['kind']}", lang)
    if evidence.startswith("codes/"):
        return f"{item['symbology']} {item['payload'][:200]}"
    doubt = "" if item.get("certain", True) else f" ({label('uncertain', lang)})"
    return f"{item['text'] or item['value']}{doubt}"


def _said(report: Mapping[str, Any], evidence: str, lang: str) -> Iterator[str]:
    """The rows of the list that an item led to or nearly led to, then what was found of it that is no pass."""
    listing = report["listing"]
    for key, word in (("matches", "sheet.match"), ("near", "sheet.near")):
        for row in listing[key]:
            if row["evidence"] == evidence:
                state = LIST_WORDS.get(f"status.{row['status']}", (row["status"],) * 2)[0 if lang == "th" else 1]
                until = row["suspended_to"]
                state += f" – {messages.day(date.fromisoformat(until), lang)}" if until else ""
                parts = (row["licence"], row["standard"], row["holder"], state)
                yield say(word, lang, row=" · ".join(parts))
    for finding in report["findings"]:
        if evidence in finding["evidence"] and finding["outcome"] != "pass":
            yield finding["message"][lang]


def _outcome(report: Mapping[str, Any], evidence: str) -> str | None:
    outcomes = {finding["outcome"] for finding in report["findings"] if evidence in finding["evidence"]}
    return next((outcome for outcome in GRAVITY if outcome in outcomes), None)


def _items(report: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The items of the claim by their evidence ids, at most MOST_ITEMS."""
    found = ((f"{field}/{n}", item) for field in FIELDS for n, item in enumerate(report["claim"][field]))
    for _, entry in zip(range(MOST_ITEMS), found, strict=False):
        yield entry


def _picture(photo: Photo, number: int, items: Sequence[tuple[str, Mapping[str, Any]]]) -> Picture:
    scale = min(PHOTO_WIDTH_PT / photo.width, PHOTO_HEIGHT_PT / photo.height)
    reduced = min(1.0, LONG_SIDE_PX / max(photo.width, photo.height))
    picture = Image.fromarray(photo.pixels)
    if reduced < 1:
        size = max(1, round(photo.width * reduced)), max(1, round(photo.height * reduced))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    crops = tuple(_crop(photo, evidence, item) for evidence, item in items)
    width, height = round(photo.width * scale, 2), round(photo.height * scale, 2)
    return Picture(f"photo-{number}.jpg", _jpeg(picture), width, height, scale, crops)


def _crop(photo: Photo, evidence: str, item: Mapping[str, Any]) -> Crop:
    quad = Quad.of_points(item["quad"])
    if not all(-1 <= x <= photo.width + 1 and -1 <= y <= photo.height + 1 for x, y in quad.corners):
        raise BadEvidence(f"{evidence} lies outside its photo")
    quad = quad.grown(MARGIN)
    shrunk = min(1.0, CROP_WIDEST_PX / max(quad.width, quad.height, 1.0))
    pixels: Pixels = cut(photo.pixels, quad, max(8, round(quad.height * shrunk)))
    height, width = pixels.shape[:2]
    printed = min(CROP_HEIGHT_PT, CROP_WIDTH_PT * height / width)
    name = f"crop-{evidence.replace('/', '-')}.jpg"
    return Crop(evidence, name, _jpeg(Image.fromarray(np.ascontiguousarray(pixels))), round(printed, 2))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
