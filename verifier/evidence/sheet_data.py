"""What stands in the printed form: the places of outlines on its pictures, and every text, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from verifier import messages
from verifier.days import THAILAND
from verifier.domain import Finding, Outcome
from verifier.evidence.check import Checked
from verifier.evidence.record import Record
from verifier.evidence.rejudge import catalogue
from verifier.evidence.sheet_pictures import Picture, items
from verifier.messages.evidence import say
from verifier.messages.grounds import ground
from verifier.messages.interface import label
from verifier.messages.listing import WORDS as LIST_WORDS
from verifier.rules.book import book
from verifier.rules.verdict import notes

GRAVITY = ("fail", "unknown", "warn", "note", "pass")
VERDICT_OUTCOME = {"agrees": "pass", "conflicts": "fail", "cannot_tell": "unknown"}


def sheet_data(checked: Checked, record: Record, photos: Sequence[Picture], lang: str) -> dict[str, Any]:
    """All that the source sets, as plain data."""
    report = _with_notes(record.report)
    judged = record.judged
    leading = None if report["leading"] is None else report["findings"][report["leading"]]
    numbers = {evidence: number for number, (evidence, _) in enumerate(items(report), 1)}
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
        "summary": list(summary(record, lang)),
        "versions": _versions(record, lang),
        "qr": {"alt": say("sheet.qr", lang), "said": say("sheet.qr", lang)},
        "signature": _signature(checked, lang),
        "files": {
            "title": say("files", lang),
            "rows": [
                {
                    "name": f"{say('sheet.photo', lang, number=str(n))} ({part.path.rpartition('.')[2].upper()})",
                    "size": f"{part.size:,} B",
                    "sha256": part.sha256,
                }
                for n, part in enumerate(record.photos, 1)
            ],
        },
        "findings": _findings(report["findings"], lang),
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


def summary(record: Record, lang: str) -> Iterator[tuple[str, str]]:
    """What a verdict rests on, by name: day, moment, goods, frames, list; the last may go on without a name."""
    snapshot = record.listing.snapshot
    yield say("sheet.day", lang), messages.day(record.day, lang)
    yield say("sheet.judged", lang), messages.moment(record.judged.astimezone(THAILAND), lang)
    yield say("sheet.category", lang), _goods(record.category, lang)
    for number, photo in enumerate(record.report["photos"], 1):
        if photo.get("framing"):
            left, top, right, bottom = photo["framing"]["region"]
            place = say("sheet.frame", lang, number=str(number), place=f"{left}–{right} × {top}–{bottom} px")
            yield say("sheet.framed", lang), place
    if snapshot is None:
        yield label("list", lang), label("list.absent", lang)
    else:
        yield label("list", lang), label("list.dated", lang).format(date=messages.day(snapshot.date, lang))
        yield say("sheet.list_id", lang), snapshot.id
        if snapshot.sample:
            yield "", label("list.sample", lang)


def _versions(record: Record, lang: str) -> str:
    told = (f"{name} {record.versions[name].removeprefix('sha256:')[:40]}" for name in sorted(record.versions))
    return f"{say('sheet.versions', lang)}: {' · '.join(told)}"


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


def _with_notes(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """The report; what only informs has the outcome `note`, as on the page and in the terminal."""
    told = [Finding(f["code"], Outcome(f["outcome"]), required=f["required"]) for f in report["findings"]]
    noted = notes(told)
    shown = zip(report["findings"], told, strict=True)
    return {**report, "findings": [{**f, "outcome": "note"} if one in noted else f for f, one in shown]}


def _findings(found: Sequence[Mapping[str, Any]], lang: str) -> dict[str, Any]:
    """Those that do not pass under a head, the gravest first, and those that do."""
    graver = sorted((one for one in found if one["outcome"] != "pass"), key=lambda one: GRAVITY.index(one["outcome"]))
    rows = _once([_finding(one, lang) for one in graver], lang)
    passed = [_finding(one, lang) for one in found if one["outcome"] == "pass"]
    head = [label("outcome", lang), label("finding", lang), say("sheet.basis", lang)]
    return {
        "title": label("findings", lang),
        "head": head if rows else [],
        "rows": rows,
        "passed": {"title": label("outcome.pass", lang) if passed else "", "rows": passed},
    }


def _once(rows: Sequence[dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Each sentence once, with how many places it is said of where these are several."""
    counts = Counter(tuple(row.items()) for row in rows)
    told = ((dict(row), count) for row, count in counts.items())
    return [
        row if count == 1 else {**row, "said": say("sheet.places", lang, said=row["said"], count=str(count))}
        for row, count in told
    ]


def _finding(finding: Mapping[str, Any], lang: str) -> dict[str, Any]:
    known = book().get(finding["code"])
    return {
        "outcome": finding["outcome"],
        "word": label(f"outcome.{finding['outcome']}", lang),
        "said": finding["message"][lang],
        "basis": ground(known.basis, lang) if known else "",
    }


def _photo(
    number: int, photo: Picture, report: Mapping[str, Any], numbers: Mapping[str, int], lang: str
) -> dict[str, Any]:
    claimed = dict(items(report))
    outlines, rows = [], []
    for crop in photo.crops:
        item, outcome = claimed[crop.evidence], _outcome(report, crop.evidence)
        points = [[round(x * photo.scale, 2), round(y * photo.scale, 2)] for x, y in item["quad"]]
        middle = (min(p[1] for p in points) + max(p[1] for p in points)) / 2
        place = {"x": round(max(0.0, min(p[0] for p in points) - 11), 2), "y": round(max(0.0, middle - 5), 2)}
        outlines.append({"number": numbers[crop.evidence], "outcome": outcome, "points": points, **place})
        rows.append(
            {
                "number": numbers[crop.evidence],
                "path": crop.path,
                "height": crop.height,
                "kind": say(f"sheet.{_kind(crop.evidence, item)}", lang),
                "seen": _seen(crop.evidence, item, lang),
                "said": list(_said(report, crop.evidence, lang)) or ["–"],
            }
        )
    size: dict[str, Any] = {"width": photo.width, "height": photo.height, "path": photo.path}
    framing = report["photos"][number].get("framing")
    frames = [framing["region"], *framing["others"]] if framing else []
    size["frames"] = [[round(side * photo.scale, 2) for side in box] for box in frames]
    title = say("sheet.photo", lang, number=str(number + 1))
    return {"title": title, **size, "outlines": outlines, "items": rows}


def _kind(evidence: str, item: Mapping[str, Any]) -> str:
    """What an item is; of a place without words it is not said that words stand there."""
    kind = evidence.partition("/")[0]
    return "wordless" if kind == "statements" and not (item["text"] or item["value"]) else kind


def _seen(evidence: str, item: Mapping[str, Any], lang: str) -> str:
    if evidence.startswith("marks/"):
        return label(f"mark.{item['kind']}", lang)
    if evidence.startswith("codes/"):
        return f"{item['symbology']} {item['payload'][:200]}"
    doubt = "" if item.get("certain", True) else f" ({label('uncertain', lang)})"
    return f"{item['text'] or item['value'] or '–'}{doubt}"


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
    """The gravest of what was found of an item; None where nothing was on which an answer hangs."""
    outcomes = {finding["outcome"] for finding in report["findings"] if evidence in finding["evidence"]}
    return next((outcome for outcome in GRAVITY if outcome in outcomes and outcome != "note"), None)
