"""What the bot says in plain text: help, what was typed in to be looked up, and what went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from api.line.channel import Message
from api.page.render import say
from verifier import messages
from verifier.errors import Busy, MokCheckError
from verifier.messages.line import words

MOST_CHARACTERS = 4_500
MOST_ROWS = 5
TO_ENGLISH = frozenset({"english", "en", "eng", "อังกฤษ", "ภาษาอังกฤษ"})
TO_THAI = frozenset({"thai", "th", "ไทย", "ภาษาไทย"})
_THAI = re.compile("[ก-๛]")
_NO_WORDS = re.compile(r"\S+(?:/|\.[a-z]{2})\S*|\bTISI?\b", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


def asked_language(text: str) -> str | None:
    """The language that a text asks for by its name."""
    word = text.strip().lower()
    return "en" if word in TO_ENGLISH else "th" if word in TO_THAI else None


def written_language(text: str) -> str | None:
    """The language that a text is written in, None where it does not tell, as a link or a number with มอก or TIS."""
    if _LATIN_WORD.search(_NO_WORDS.sub("", text)) and not _THAI.search(text):
        return "en"
    return "th" if len(_THAI.findall(text)) > 3 else None


def help_text(lang: str, limit: int, doubt: str | None, *, not_understood: bool = False) -> Message:
    """What can be sent, and which list it is compared with. `doubt`: see `card.doubt_of`."""
    parts = [
        *([words("as_photo", lang)] if not_understood else []),
        words("help", lang, limit=limit),
        *([say(doubt, lang)] if doubt else []),
        words("kept", lang),
    ]
    return text_message("\n\n".join(parts))


def problem_text(error: MokCheckError, lang: str) -> Message:
    """What went wrong and what to do now, and never more than that."""
    title, advice = messages.error(error, lang)
    if isinstance(error, Busy):
        advice = words("wait", lang, seconds=error.params.get("retry_after", 5))
    if "photo" in error.params:
        title = f"{words('which_photo', lang, number=int(error.params['photo']) + 1)}: {title}"
    return text_message(f"{title}\n{advice}")


def lookup_text(found: dict[str, Any], lang: str, doubt: str | None) -> Message:
    """The values of `api.page.lookup.looked_up` as text. `doubt`: see `card.doubt_of`."""
    head = found.get("number")
    lines = [head, ""] if head else []
    if found.get("lookalike"):
        lines.append(say("lookup.lookalike", lang))
    elif "goods" in found:
        lines += _in_words(found, lang)
    elif "standards" in found:
        lines += _standards(found["standards"], lang)
    elif found.get("licences"):
        for row in found["licences"][:MOST_ROWS]:
            lines += [*_licence(row, lang), ""]
        lines.append(say("lookup.compare", lang))
    elif found.get("qr_id"):
        lines.append(say("lookup.unknown_id", lang))
    elif found["snapshot"]:
        lines.append(say("lookup.not_listed", lang))
        for row, _ in found["near"][:MOST_ROWS]:
            lines.append(f"{say('beside.near', lang)}: {row['licence']} {row['holder']}")
        lines.append(say("lookup.no_proof", lang))
    if lines[-1]:
        lines.append("")
    if found["snapshot"]:
        day = messages.day(date.fromisoformat(found["snapshot"]["date"]), lang)
        lines.append(f"{say('list', lang)}: {say('list.dated', lang, date=day)}")
    return text_message("\n".join([*lines, *([say(doubt, lang)] if doubt else [])]))


def _in_words(found: dict[str, Any], lang: str) -> Iterator[str]:
    """Goods that carry no licence, kinds of goods with their standards, firms with their licences."""
    if found["other"]:
        yield from (found["other"][lang], "")
    for goods in found["goods"][:MOST_ROWS]:
        yield goods["words"][lang]
        for row in goods["standards"]:
            yield f"• {say('standards', lang)} {row['number']}: {row['title'][lang]} ({say(row['mark'], lang)})"
        yield ""
    if found["firms"]:
        yield say("lookup.firms", lang)
        for row in found["firms"][:MOST_ROWS]:
            yield f"• {row['holder']}: {row['licence']} ({say('status.' + row['status'], lang)}), {row['standard']}"
        yield from ("", say("lookup.compare", lang))


def _standards(rows: list[dict[str, Any]], lang: str) -> Iterator[str]:
    if not rows:
        yield say("lookup.unknown", lang)
    for row in rows[:MOST_ROWS]:
        yield f"{say('standards', lang)}: {row['number']}"
        yield f"{say('lookup.title', lang)}: {row['title'][lang]}"
        if row["product_standard"]:
            yield f"{say('marks', lang)}: {say(row['mark'], lang)}"
        else:
            yield f"{say('lookup.kind', lang)}: {say('lookup.no_product', lang)}"
        if row["successor"]:
            yield f"{say('lookup.successor', lang)}: {row['successor']}"
        if row["licences"] is not None:
            yield f"{say('lookup.licences', lang)}: {row['licences']}"
        yield ""


def _licence(row: dict[str, Any], lang: str) -> Iterator[str]:
    yield f"{say('licences', lang)}: {row['licence']}"
    yield f"{say('status', lang)}: {say('status.' + row['status'], lang)}"
    yield f"{say('standards', lang)}: {row['standard']}"
    yield f"{say('holders', lang)}: {row['holder']}"
    if row["product"]:
        yield f"{say('product', lang)}: {row['product']}"


def text_message(text: str) -> Message:
    """A text message, within LINE's bound of 5,000 characters."""
    return {"type": "text", "text": text[:MOST_CHARACTERS]}
