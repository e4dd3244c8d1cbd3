"""Templates and the words in them. Every text stands in the page in both languages, so that switching needs no request.

Which of them is seen is decided by `<html lang>` (and, without scripts, by the address's `#th` or `#en`); see page.css.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from api.page.compare import Piece
from verifier import messages
from verifier.messages import case_page, evidence_page, interface, listing, page, review
from verifier.report.plain import LANGUAGES

PAGES = (review.WORDS, case_page.WORDS, evidence_page.WORDS, listing.WORDS)
_TOGETHER = re.compile(
    r"(?:มอก\.|TIS)\s?[0-9][0-9()]*(?: เล่ม [0-9]+(?:\([0-9]+\))?)?(?:-[0-9]{4})?"  # a standard
    r"|(?:\([0-9]{1,2}\))?(?:นค|[ทนส])[0-9]+-[0-9]+/[0-9]+"  # a licence
    r"|(?:วันที่ )?[0-9]{1,2} (?:[ก-ฮ]{1,2}\.[ก-ฮ]{1,2}\.|[A-Z][a-z]{2}) [0-9]{4}"  # a day
    r"|[0-9๐-๙]+(?: รูป| วัน)|(?:สมอ|มอก|มผช)\.|“[^”]{1,12}”"
    r"|ผู้นำเข้า|พาวเวอร์แบงก์|แมสก์|คมชัด|รูปที่ (?:[0-9]+|\{number\})"
    r"|ใบอนุญาต(?:เลขที่)?|เครื่องหมาย|(?:ถูก)?เพิกถอน(?:แล้ว)?|ข้อมูลบนฉลาก|(?:ตรง|ขัด)กับ(?:ทะเบียน)?|เลขมาตรฐาน"
    r"|(?<=\s)จำกัด(?: \(มหาชน\))?"  # words that belong together, which dictionaries break in two
)
"""What must stay on one line: half a number at the end of a line is read as a whole one."""
_FIRM = re.compile(r"(?<=บริษัท )\S{2,60}|(?<!\S)\S{2,60}(?= จำกัด)")
"""The words of a firm's name. No dictionary has them, so that it breaks them anywhere."""
CLIENT_WORDS = (
    *("remove", "shot", "shot.good", "shot.too_dark", "shot.too_blurred", "shot.glare", "too_many", "no_photo"),
    *(
        "sending",
        "sending.smaller",
        "working",
        "busy",
        "shrinking",
        "failed",
        "retry",
        "camera.denied",
        "camera.starting",
        "camera.lost",
        "camera.frame",
        "camera.again",
    ),
    *("live.good", "live.too_dark", "live.too_blurred", "live.glare", "seen.qr", "seen.qr.near"),
    *("camera.frame.live", "live.mark", "live.closer", "live.tilt", "live.hold", "live.taking"),
    *(
        "queue",
        "queue.done",
        "queue.waiting",
        "queue.busy",
        "queue.next",
        "queue.sending",
        "queue.ready",
        "queue.refused",
        "queue.photos",
    ),
    *("queue.open", "queue.drop", "queue.now", "share.copied", "share.saved"),
    *("past.none", "past.kept", "past.off", "past.blocked", "past.drop", "past.sure"),
)
"""Keys of the words that scripts put into the page."""


def say(key: str, lang: str, **fill: object) -> str:
    """The page's words for a key, else those that it shares with lists and the command line. Raises KeyError."""
    if key in page.WORDS:
        text = page.words(key, lang)
    elif own := next(
        (words[key] for words in PAGES if key in words),
        None,
    ):
        text = own[LANGUAGES.index(lang)]
    else:
        text = interface.label(key, lang)
    return text.format(**fill)


def together(text: str) -> Markup:
    """A text as HTML with its numbers and days held together, and the words of firms' names where a line has room."""
    html, end = Markup(), 0
    for found in _FIRM.finditer(text):
        html += _numbers(text[end : found.start()]) + _word(escape(found[0]))
        end = found.end()
    return html + _numbers(text[end:])


def marked_up(text: str) -> Markup:
    """A text of the API's document as HTML: what stands in backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def pieced(row: Iterable[Piece]) -> Markup:
    """Pieces as HTML: what differs is marked, words stay whole, the name of a site breaks after its dots."""
    html, word = Markup(), Markup()
    for piece in row:
        for part in re.split(r"(\s+)", piece.text):
            if not part or part.isspace():
                html += (_word(word) if word else Markup()) + part
                word = Markup()
            else:
                shown = escape(part).replace(".", Markup(".<wbr>"))
                word += Markup("<mark>{}</mark>").format(shown) if piece.differs else shown
    return html + (_word(word) if word else Markup())


def _word(shown: Markup) -> Markup:
    return Markup('<span class="w">{}</span>').format(shown)


def _numbers(text: str) -> Markup:
    parts, end = [], 0
    for found in _TOGETHER.finditer(text):
        parts += [escape(text[end : found.start()]), Markup('<span class="n">{}</span>').format(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def both(said: Mapping[str, str]) -> Markup:
    """A text in both languages, of which the page shows one."""
    return Markup("").join(
        Markup('<span data-t lang="{}">{}</span>').format(lang, together(said[lang])) for lang in LANGUAGES
    )


def t(key: str, **fill: object) -> Markup:
    """The words for a key in both languages; a value that is a mapping is filled in by language."""
    return both({lang: say(key, lang, **_in(lang, fill)) for lang in LANGUAGES})


def day(iso: str) -> dict[str, str]:
    """A day in both languages."""
    return {lang: messages.day(date.fromisoformat(iso), lang) for lang in LANGUAGES}


def advice(code: str) -> dict[str, str]:
    """An advice in both languages."""
    return {lang: messages.advice(code, lang) for lang in LANGUAGES}


def _in(lang: str, fill: Mapping[str, object]) -> dict[str, object]:
    return {name: value[lang] if isinstance(value, Mapping) else value for name, value in fill.items()}


ENVIRONMENT = Environment(loader=PackageLoader("api"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
ENVIRONMENT.filters.update(together=together, pieced=pieced, marked_up=marked_up)
ENVIRONMENT.globals.update(
    t=t, both=both, say=say, day=day, advice=advice, LANGUAGES=LANGUAGES, client_words=CLIENT_WORDS
)


def render(name: str, lang: str, **values: Any) -> HTMLResponse:
    """A template as an answer that shows `lang` first."""
    html = ENVIRONMENT.get_template(name).render(lang=lang, **values)
    return HTMLResponse(html, headers={"Content-Language": lang, "Vary": "Accept-Language"})
