"""Words in codes: a payload that is text is read by the grammar that printed words are read by.

Its letters are certain, so it announces, denies and names as print does; what it can never do is support a label.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.domain import Code, Reading, Region, RegionKind, StatementKind, TargetKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.extract.label_words import speaking_words
from verifier.extract.print_lines import Statement, numbers_of, statement_of
from verifier.extract.statements import statements
from verifier.extract.unknown import ROLES
from verifier.links.target import judge_target
from verifier.names.parse import tidy

MAX_LINES, MAX_LINE_LETTERS = 40, 400
"""Lines of a payload, and letters of each, that are looked through; links' own limits hold for what they name."""
_CARDS = ("begin:vcard", "mecard:", "wifi:", "begin:vevent", "geo:", "tel:", "sms", "mailto:", "matmsg:")
"""What address books and phones take in: who sells or answers the phone may be anybody."""


def code_statements(codes: Sequence[Code]) -> list[Statement]:
    """What the texts in codes announce, deny or name, each in the place of its code."""
    return [found for code in codes if _is_text(code.payload) for found in _of_text(code)]


def official_places(codes: Sequence[Code]) -> list[Quad]:
    """Where square codes stand that lead to TISI."""
    return [c.quad for c in codes if "QR" in c.symbology and judge_target(c.payload).kind is TargetKind.OFFICIAL]


def _is_text(payload: str) -> bool:
    """Whether a payload is words: several of them, or Thai ones, and no link alone and no card."""
    text = payload.strip()
    if text.casefold().startswith(_CARDS):
        return False
    return text.isalpha() or any(c.isspace() for c in text) or not ("://" in text or text.isascii())


def _of_text(code: Code) -> list[Statement]:
    lines = [line[:MAX_LINE_LETTERS] for line in code.payload.splitlines()[:MAX_LINES] if line.strip()]
    found = [s for text in dict.fromkeys((*lines, " ".join(lines)[:MAX_LINE_LETTERS])) for s in _said(text, code)]
    named = {statement.value for statement in found if statement.kind in ROLES}
    firms = {firm for firm in map(tidy, lines) if firm} - named
    return found + [Statement(StatementKind.NAMED, firm, "", firm, code.quad, 1.0) for firm in sorted(firms)]


def _said(text: str, code: Code) -> list[Statement]:
    """What one text says by the grammar; else, without a number, its words that speak of papers, tests and states."""
    reading = Reading(text, Region(RegionKind.LINE, code.quad, 1.0), code.decoder, (1.0,) * len(text))
    fields = extract([reading])
    found = statements([reading], fields)
    words = "" if found or numbers_of(fields) else speaking_words(text)
    return [statement_of(StatementKind.WORDS, reading, words)] if words else found
