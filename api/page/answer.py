"""Everything that the answer's template shows of one report."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from api.page.evidence import GRAVITY, Item, Picture, items, official_link, picture
from api.page.render import say
from api.page.retake import ADVICE, retake
from verifier import messages
from verifier.models import Photo, Report
from verifier.report import LANGUAGES, to_dict
from verifier.verdict import AGREES_ADVICE

_SITE = re.compile(r"(?<=[\w-])\.(?=[A-Za-z]{2,})")
"""A dot inside the name of a site: messengers would make a link of it."""
_MISSING = {
    "marks": ("mark.none", "mark.missing_beside_number"),
    "standards": ("standard.none",),
    "codes": ("code.none",),
    "holders": ("link.none",),
}
_PIN = 15.0
"""Radius of a numbered pin with its rim, in the units in which the template draws it."""


def view(report: Report, opened: Callable[[int], Photo], today: date) -> dict[str, Any]:
    """The values of `answer.html`. `opened` gives a photo of the report by its index; one is held at a time."""
    data = to_dict(report)
    found = items(report)
    better = retake(report)
    leading = None if data["leading"] is None else data["findings"][data["leading"]]
    drawn = [_drawn(picture(opened(n), [i for i in found if i.photo == n]), n) for n in range(len(report.photos))]
    drawn.sort(key=lambda one: one["number"] - 1 != _telling(report, found))
    steps = [step for step in data["advice_text"] if better is None or step["code"] != ADVICE[better.problem]]
    codes = {finding.code for finding in report.findings}
    return {
        "titles": data["verdict_text"],
        "report": data,
        "leading": leading,
        "findings": sorted(data["findings"], key=lambda f: (f is not leading, GRAVITY.index(f["outcome"]))),
        "pictures": drawn,
        "items": found,
        "crops": {number: crop for one in drawn for number, crop in one["crops"].items()},
        "retake": better,
        "steps": steps,
        "first_step": next((step for step in steps if step["code"] not in AGREES_ADVICE[:1]), None),
        "missing": [field for field, signs in _MISSING.items() if codes & set(signs)],
        "official": official_link(report),
        "texts": {lang: share_text(report, lang) for lang in LANGUAGES},
        "today": {lang: messages.day(today, lang) for lang in LANGUAGES},
    }


def share_text(report: Report, lang: str) -> str:
    """The answer as a few lines without any link, to be sent to a friend, a seller or สมอ."""
    lines = [messages.verdict(report.verdict.kind, lang)]
    if report.verdict.leading is not None:
        lines.append(messages.finding(report.verdict.leading, lang))
    for field in ("standards", "licences", "holders"):
        values = dict.fromkeys(str(item.value) for item in getattr(report.claim, field) if item.certain)
        if values:
            lines.append(f"{say(field, lang)}: {', '.join(values)}")
    snapshot = report.listing.snapshot
    if snapshot is None:
        lines.append(say("list.absent", lang))
    else:
        lines.append(f"{say('list', lang)}: {say('list.dated', lang, date=messages.day(snapshot.date, lang))}")
    lines += [say("caveat", lang), "MokCheck"]
    return "\n".join(_SITE.sub("[.]", re.sub(r"\S+://\S+", "[…]", line)) for line in lines)


def _telling(report: Report, found: Sequence[Item]) -> int:
    """The photo to look at first: the one with most of the leading finding's evidence, else with most evidence."""
    leading = report.verdict.leading
    if leading is not None and leading.evidence:
        field, _, index = leading.evidence[0].partition("/")
        return int(getattr(report.claim, field)[int(index)].photo)
    counts = [sum(item.photo == n for item in found) for n in range(len(report.photos))]
    return counts.index(max(counts))


def _drawn(one: Picture, photo: int) -> dict[str, Any]:
    """A picture with its outlines as the template draws them: corners, and a pin before the beginning of the print."""
    unit = max(one.width, one.height * 1.4) / 330
    outlines = []
    for item, quad, _ in one.outlines:
        (ax, ay), (bx, by), _, (dx, dy) = quad.corners
        back = _PIN * unit / max(math.dist((ax, ay), (bx, by)), 1.0)
        x, y = (ax + dx) / 2 - back * (bx - ax), (ay + dy) / 2 - back * (by - ay)
        outlines.append(
            {
                "number": item.number,
                "outcome": item.outcome or "none",
                "points": " ".join(f"{px:.1f},{py:.1f}" for px, py in quad.corners),
                "x": round(min(max(x, _PIN * unit), one.width - _PIN * unit), 1),
                "y": round(min(max(y, _PIN * unit), one.height - _PIN * unit), 1),
            }
        )
    names = {lang: ", ".join(f"{i.number} {say(i.field, lang)}" for i, *_ in one.outlines) for lang in LANGUAGES}
    return {
        "number": photo + 1,
        "link": one.link,
        "width": one.width,
        "height": one.height,
        "unit": round(unit, 3),
        "outlines": outlines,
        "items": names,
        "crops": {item.number: crop for item, _, crop in one.outlines},
    }
