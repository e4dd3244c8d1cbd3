"""Everything that the answer's template shows of one report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from api.page.evidence import GRAVITY, Item, items, official_link
from api.page.picture import Picture, picture
from api.page.pins import unit
from api.page.render import say
from api.page.retake import ADVICE, retake
from verifier import messages
from verifier.domain import Outcome, Photo, Report, VerdictKind
from verifier.report.plain import LANGUAGES, to_dict
from verifier.rules.verdict import AGREES_ADVICE, notes

NOTE = "note"
"""Shown in the place of an outcome that cannot tell and on which no answer hangs."""
SHOWN = (*(outcome for outcome in GRAVITY if outcome is not Outcome.PASS), NOTE, Outcome.PASS)
_SITE = re.compile(r"(?<=[\w-])\.(?=[A-Za-z]{2,})")
"""A dot inside the name of a site: messengers would make a link of it."""
_MISSING = {
    "marks": ("mark.none", "mark.missing_beside_number"),
    "standards": ("standard.none",),
    "codes": ("code.none", "code.not_tisi"),
    "holders": ("link.none",),
}

PASSED = {
    "mark": "marks",
    "standard": "standards",
    "licence": "passed.licence",
    "link": "passed.licence",
    "holder": "passed.holder",
    "code": "codes",
    "category": "passed.category",
}
"""What findings that pass are about, as keys of the page's words in the order shown, by how their codes begin."""
REST = "passed.rest"
"""What all others are about: the list's date, photos that agree, the rest of the photo."""


def view(report: Report, opened: Callable[[int], Photo], today: date, at: time) -> dict[str, Any]:
    """The values of `answer.html`; `at` is the time in Thailand.

    `opened` gives a photo of the report by its index; one is held at a time.
    """
    data = to_dict(report)
    found = items(report)
    better = retake(report)
    leading = None if data["leading"] is None else data["findings"][data["leading"]]
    first = leading and leading["message"]
    drawn = [_drawn(picture(opened(n), [i for i in found if i.photo == n]), n) for n in range(len(report.photos))]
    first_shown = _telling(report, found) if better is None else better.photo
    drawn.sort(key=lambda one: one["number"] - 1 != first_shown)
    steps = [step for step in data["advice_text"] if better is None or step["code"] != ADVICE[better.problem]]
    codes = {finding.code for finding in report.findings}
    noted = notes(report.findings)
    for one, finding in zip(data["findings"], report.findings, strict=True):
        one["shown"] = NOTE if finding in noted else one["outcome"]
    told = sorted(_once(data["findings"]), key=lambda f: (f["message"] != first, SHOWN.index(f["shown"])))
    return {
        "titles": data["verdict_text"],
        "report": data,
        "leading": leading,
        "findings": [one for one in told if one["outcome"] != Outcome.PASS],
        "passes": (passed := [one for one in told if one["outcome"] == Outcome.PASS]),
        "passed": about(one["code"] for one in passed),
        "pictures": drawn,
        "rows": _rows(found),
        "crops": {number: crop for one in drawn for number, crop in one["crops"].items()},
        "retake": better,
        "steps": steps,
        "first_step": next((step for step in steps if step["code"] not in AGREES_ADVICE[:1]), None),
        "missing": [field for field, signs in _MISSING.items() if codes & set(signs) and not _outlined(report, field)],
        "official": official_link(report),
        "texts": {lang: share_text(report, lang, today) for lang in LANGUAGES},
        "today": {lang: messages.day(today, lang) for lang in LANGUAGES},
        "at": f"{at:%H:%M}",
    }


def _outlined(report: Report, field: str) -> bool:
    """Whether something of this kind is outlined in a photo. Of codes only TISI's would do, and there is none."""
    return field != "codes" and bool(getattr(report.claim, field))


def share_text(report: Report, lang: str, today: date) -> str:
    """The answer as a few lines without any link, to be sent to a friend, a seller or สมอ."""
    lines = [messages.verdict(report.verdict.kind, lang, report.verdict.leading)]
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
    if snapshot is not None and snapshot.sample:
        lines.append(say("list.sample", lang))
    lines.append(say("checked", lang, date=messages.day(today, lang)))
    if report.verdict.kind is VerdictKind.CONFLICTS:
        lines.append(say("accuses.nobody", lang))
    lines += [say("caveat", lang), "MokCheck"]
    return "\n".join(map(unlinked, lines))


def unlinked(line: str) -> str:
    """A line in which no messenger finds an address to make a link of."""
    return _SITE.sub("[.]", re.sub(r"\S+://\S+", "[…]", line))


def _telling(report: Report, found: Sequence[Item]) -> int:
    """The photo to look at first: the one with most of the leading finding's evidence, else with most evidence."""
    leading = report.verdict.leading
    if leading is not None and leading.evidence:
        deciding = report.claim.item(leading.evidence[0])
        if deciding is not None:
            return deciding.photo
    counts = [sum(item.photo == n for item in found) for n in range(len(report.photos))]
    return counts.index(max(counts))


def _once(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of findings that say the same (of each pair of photos, say) the first."""
    return list({(f["outcome"], f["message"]["th"]): f for f in reversed(findings)}.values())[::-1]


def about(codes: Iterable[str]) -> list[str]:
    """Keys of the page's words for what these findings are about, each once."""
    found = {PASSED.get(code.partition(".")[0], REST) for code in codes}
    return [key for key in dict.fromkeys((*PASSED.values(), REST)) if key in found]


def _rows(found: Sequence[Item]) -> list[tuple[Item, list[int]]]:
    """What was seen with all its numbers: what several photos show alike is compared once."""
    rows: dict[Item, list[int]] = {}
    for item in found:
        rows.setdefault(replace(item, number=0, photo=0, quad=found[0].quad), []).append(item.number)
    return [(found[numbers[0] - 1], numbers) for numbers in rows.values()]


def _drawn(one: Picture, photo: int) -> dict[str, Any]:
    """A picture with its outlines as the template draws them: corners, and a numbered pin."""
    names = {lang: ", ".join(f"{o.item.number} {say(o.item.field, lang)}" for o in one.outlines) for lang in LANGUAGES}
    return {
        "number": photo + 1,
        "link": one.link,
        "width": one.width,
        "height": one.height,
        "unit": round(unit(one.width, one.height), 3),
        "outlines": [
            {
                "number": outline.item.number,
                "outcome": outline.item.outcome or "none",
                "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in outline.quad.corners),
                "x": round(outline.pin[0], 1),
                "y": round(outline.pin[1], 1),
            }
            for outline in one.outlines
        ],
        "items": names,
        "crops": {outline.item.number: outline.crop for outline in one.outlines},
    }
