"""What a person needs who decides what the machine could not: a queue by reason, one product with its pictures."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from PIL import Image

from api.batches.batches import Batches
from api.batches.decisions import Decision
from api.batches.store import Batch
from verifier.batch.jobs import unpack
from verifier.batch.ledger import Ledger
from verifier.batch.results.rows import Line, Stock, sentence
from verifier.batch.results.text import plain
from verifier.domain import Sight, VerdictKind
from verifier.errors import FileMissing, NoBatch
from verifier.extract.claim import assemble
from verifier.image.decode import open_photo
from verifier.report.plain import LANGUAGES, claim_to_dict
from verifier.settings import Settings

MOST = 5_000
"""Products of one queue; of a larger one the rest come when these are decided."""
LONGEST_PX = 2_000
"""Longer side of a picture as it is shown."""
QUALITY = 85
READ = ("standards", "licences", "holders", "codes", "marks")
"""What is shown of the readings, in this order."""


def queue(stock: Stock, decided: Mapping[str, Decision]) -> dict[str, Any]:
    """The products that do not agree, by the reason that decides: conflicts first, then the largest group."""
    groups: dict[tuple[int, str], dict[str, Any]] = {}
    total = done = left_out = 0
    shown = {True: 0, False: 0}
    for line in stock.lines():
        if line.verdict is VerdictKind.AGREES:
            continue
        total += 1
        latest = decided.get(line.key)
        done += latest is not None
        shown[latest is not None] += 1
        if shown[latest is not None] > MOST:
            left_out += latest is None
            continue
        telling = next(iter(line.deciding()), None)
        rank = 0 if line.verdict is VerdictKind.CONFLICTS else 1
        code = telling["code"] if telling else "other"
        group = groups.setdefault((rank, code), {"code": code, "message": _said(telling), "items": []})
        group["items"].append(
            {
                "item": line.place,
                "name": line.name,
                "supplier": line.facts.get("supplier", ""),
                "verdict": str(line.verdict),
                "decision": latest.decision.value if latest and latest.decision else None,
            }
        )
    ordered = sorted(groups.items(), key=lambda pair: (pair[0][0], -len(pair[1]["items"]), pair[0][1]))
    return {"total": total, "decided": done, "left_out": left_out, "groups": [group for _, group in ordered]}


def line_of(stock: Stock, item: int) -> Line:
    """The product at a place of the plan. Raises NoBatch."""
    line = next(islice(stock.lines(item - 1), 1), None)
    if line is None or line.place != item:
        raise NoBatch
    return line


def product(stock: Stock, line: Line, decisions: Sequence[Decision]) -> dict[str, Any]:
    """One product with its reasons, its pictures and what was read in them, as JSON-safe data.

    A picture's `number` is its place among the product's photos; `width` and `height` are those of the upright photo,
    in whose pixels the quads of readings are. Pictures that were not looked at have neither.
    """
    facts = {number: sight.photo for number, sight in _sights(stock.ledger, line)}
    return {
        "item": line.place,
        **plain(line, stock),
        "name": line.name,
        "reasons": {lang: line.reasons(lang) for lang in LANGUAGES},
        "hints": {lang: line.hints(lang) for lang in LANGUAGES},
        "pictures": [
            {
                "number": number,
                "file": name,
                "width": facts[number].width if number in facts else None,
                "height": facts[number].height if number in facts else None,
            }
            for number, (name, sha256) in enumerate(line.photos)
            if sha256
        ],
        "readings": readings(stock, line),
        "decisions": [found for found in decisions if found.key == line.key],
    }


def readings(stock: Stock, line: Line) -> list[dict[str, Any]]:
    """What was read in the pictures of a product; each has a `place`, by which people correct it."""
    seen = _sights(stock.ledger, line)
    claim = claim_to_dict(assemble([sight for _, sight in seen]))
    numbers = [number for number, _ in seen]
    return [
        {
            "place": f"{kind}/{index}",
            "kind": kind,
            "text": str(found.get("text") or found.get("payload") or found.get("kind") or ""),
            "value": found.get("value"),
            "certain": found.get("certain"),
            "picture": numbers[found["photo"]],
            "quad": found["quad"],
        }
        for kind in READ
        for index, found in enumerate(claim[kind])
    ]


def picture(batches: Batches, batch: Batch, line: Line, number: int, settings: Settings) -> bytes:
    """A photo of a product as a JPEG without metadata, upright, at most 2,000 px long. Raises NoBatch, BadPhoto."""
    if not 0 <= number < len(line.photos) or not line.photos[number][1]:
        raise NoBatch
    name, sha256 = line.photos[number]
    try:
        data = batches.opened.read(batches.source(batch), name, settings.max_bytes)
    except FileMissing as error:
        raise NoBatch from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise NoBatch
    shown = Image.fromarray(open_photo(data, settings).pixels)
    shown.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _sights(ledger: Ledger, line: Line) -> list[tuple[int, Sight]]:
    """What was seen in the photos of a product, with their numbers; the second look where there was one."""
    seen_by, found = ledger.noted("seen_by", ""), []
    for number, (_, sha256) in enumerate(line.photos):
        data = ledger.sight(sha256, seen_by, challenged=True) or ledger.sight(sha256, seen_by)
        if data is not None:
            found.append((number, unpack(data)))
    return found


def _said(finding: dict[str, Any] | None) -> dict[str, str]:
    return {lang: sentence(finding, lang) if finding else "" for lang in LANGUAGES}
