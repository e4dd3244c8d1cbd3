"""A report as LINE shows it: a Flex bubble with the verdict, its reason, the next step, and quick replies.

The bubble holds no picture: LINE's apps fetch pictures from an address, at any later time, so one could only be shown
by keeping it. What was read is told in words instead, with the number of the photo it stands in.
Bounds of the Messaging API: 20 characters on a button, 13 quick replies, 1,000 of an address; no text may be empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from api.line.channel import Message
from api.page.answer import unlinked
from api.page.evidence import Item, items, official_link
from api.page.render import say
from api.page.retake import ADVICE, retake
from verifier import messages
from verifier.domain import Outcome, Report, Snapshot, VerdictKind
from verifier.messages.line import words
from verifier.registry.catalogue import Category
from verifier.report.plain import LANGUAGES
from verifier.rules.verdict import AGREES_ADVICE

SIGNS = {VerdictKind.AGREES: "✓", VerdictKind.CONFLICTS: "✕", VerdictKind.CANNOT_TELL: "?"}
COLOURS = {VerdictKind.AGREES: "#14663a", VerdictKind.CONFLICTS: "#a3161f", VerdictKind.CANNOT_TELL: "#7a4b00"}
QUIET, LOUD = "#555555", "#a3161f"
LABEL, ALT, TEXT = 20, 400, 500
MOST_GOODS = 11
MOST_READ = 6
OFFERED = (
    *("power_bank", "charger", "extension_cord", "plug", "mask", "helmet"),
    *("rice_cooker", "fan", "led_lamp", "toy", "lighter"),
)
"""Goods to tap, as keys of the catalogue; any other can be typed."""
WEB = re.compile(r"https?://[!-~]{1,990}", re.IGNORECASE)


def card(
    report: Report,
    lang: str,
    *,
    token: str,
    today: date,
    goods: Category | None = None,
    offered: tuple[Category, ...] = (),
    missing: tuple[int, int] | None = None,
    doubt: str | None = None,
) -> Message:
    """The answer to the photos of one product, in `th` or `en`.

    `token` names what is kept for judging anew as one of `offered`; `goods` is the kind named already. `today`: the day
    of checking. `missing`: how many photos came of how many. `doubt`: see `doubt_of`.
    """
    kind, leading = report.verdict.kind, report.verdict.leading
    title = messages.verdict(kind, lang, leading)
    why = unlinked(messages.finding(leading, lang)) if leading else ""
    body = [*_reason(report, lang, why), *_read(report, lang), *_next(report, lang)]
    if missing:
        body.append(_text(words("only_some", lang, came=missing[0], total=missing[1]), color=LOUD))
    if goods:
        body.append(_text(words("goods.named", lang, goods=_name(goods, lang))))
    elif offered:
        body.append(_text(words("goods", lang), color=QUIET, size="sm"))
    bubble: Message = {
        "type": "bubble",
        "header": _box([_text(f"{SIGNS[kind]} {title}", color="#ffffff", weight="bold", size="lg")], COLOURS[kind]),
        "body": _box([*_doubt(doubt, lang), *body, *_days(report.listing.snapshot, today, lang)]),
    }
    link = official_link(report)
    if link is not None and WEB.fullmatch(link):
        action = {"type": "uri", "label": words("act.official", lang), "uri": link}
        bubble["footer"] = _box([{"type": "button", "style": "primary", "color": "#1f4e8c", "action": action}])
    return {
        "type": "flex",
        "altText": _cut("\n".join([f"{SIGNS[kind]} {title}", *([say(doubt, lang)] if doubt else []), why]), ALT),
        "contents": bubble,
        "quickReply": {"items": list(_replies(lang, token, offered if goods is None else ()))},
    }


def doubt_of(snapshot: Snapshot | None, today: date, max_age_days: int) -> str | None:
    """Why a list will not do for real goods, as a key of the page's words; None when it will."""
    if snapshot is None:
        return "list.absent"
    if snapshot.sample:
        return "list.sample"
    return "list.stale" if (today - snapshot.date).days > max_age_days else None


def _doubt(doubt: str | None, lang: str) -> Iterator[Message]:
    if doubt:
        yield _text(say(doubt, lang), color=LOUD, weight="bold", size="sm")


def _reason(report: Report, lang: str, why: str) -> Iterator[Message]:
    if why:
        yield _text(why)
    if report.verdict.kind is VerdictKind.AGREES:
        yield _text(say("caveat", lang), color=QUIET, size="sm")
    if report.verdict.kind is VerdictKind.CONFLICTS:
        yield _text(say("accuses.nobody", lang), color=QUIET, size="sm")


def _read(report: Report, lang: str) -> Iterator[Message]:
    """What was read of the licence, each value once, with its photo where there are several."""
    told: dict[tuple[str, str], Item] = {}
    for item in items(report):
        if item.text:
            told.setdefault((item.field, item.text), item)
    for item in list(told.values())[:MOST_READ]:
        name = say(item.kind or item.field, lang)
        where = f" ({words('which_photo', lang, number=item.photo + 1)})" if len(report.photos) > 1 else ""
        doubtful = "" if item.certain else f" ({say('uncertain', lang)})"
        wrong = item.outcome is Outcome.FAIL
        sign = "✕ " if wrong else ""
        line = f"{sign}{name}: {unlinked(item.text)}{doubtful}{where}"
        yield _text(line, size="sm", color=LOUD if wrong else QUIET)


def _next(report: Report, lang: str) -> Iterator[Message]:
    """The one thing to do now: a better photo where that helps, else the first advice."""
    better = retake(report)
    if better is not None:
        problem = say(f"retake.{better.problem}", lang)
        if len(report.photos) > 1:
            problem += f" ({words('which_photo', lang, number=better.photo + 1)})"
        yield _text(f"➜ {problem}: {messages.advice(ADVICE[better.problem], lang)}", weight="bold")
        return
    step = next((code for code in report.verdict.advice if code != AGREES_ADVICE[0]), None)
    if step is not None:
        yield _text(f"➜ {messages.advice(step, lang)}", weight="bold")


def _days(snapshot: Snapshot | None, today: date, lang: str) -> Iterator[Message]:
    """When it was checked, against the list of which day: a card may be passed on."""
    yield _text(say("checked", lang, date=messages.day(today, lang)), color=QUIET, size="xs")
    if snapshot is not None:
        dated = say("list.dated", lang, date=messages.day(snapshot.date, lang))
        yield _text(f"{say('list', lang)}: {dated}", color=QUIET, size="xs")


def _replies(lang: str, token: str, offered: tuple[Category, ...]) -> Iterator[Message]:
    for goods in offered[:MOST_GOODS]:
        name = _name(goods, lang)
        yield _reply(name, {"of": token, "goods": goods.key})
    other = next(one for one in LANGUAGES if one != lang)
    yield _reply(words("act.other_language", lang), {"of": token, "lang": other})


def _reply(label: str, fields: dict[str, str]) -> Message:
    data = urlencode(fields)
    label = label[:LABEL]
    return {"type": "action", "action": {"type": "postback", "label": label, "data": data, "displayText": label}}


def _name(goods: Category, lang: str) -> str:
    return goods.words_th[0] if lang == "th" else goods.words_en[0]


def _text(text: str, **how: str) -> Message:
    return {"type": "text", "text": _cut(text, TEXT), "wrap": True, **how}


def _box(contents: list[Message], background: str | None = None) -> Message:
    box: Message = {"type": "box", "layout": "vertical", "spacing": "md", "contents": contents}
    return box if background is None else {**box, "backgroundColor": background}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
