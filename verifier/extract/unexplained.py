"""Words that nobody understands where they may matter: beside a number, in lines that speak of licences, addresses.

What stands legibly on a label and is not known to say nothing may take back what its numbers say.
"""

from __future__ import annotations

import re
from functools import cache

from verifier.domain import Reading
from verifier.extract.affirms import affirms, affirms_nothing
from verifier.extract.candidates import licences, standards
from verifier.extract.harmless import ends_harmlessly, harmless
from verifier.extract.label_data import is_label_data
from verifier.extract.label_words import speaking_words, unknown_words
from verifier.extract.postal import is_address
from verifier.extract.questions import asks
from verifier.extract.spoken_of import of_the_mark
from verifier.extract.statement_words import OWN_WORD, others_office, speaks_of_licences, without_announcements
from verifier.extract.weight import of_weight
from verifier.links.lookalike import squash
from verifier.links.official import official_links
from verifier.names.distance import distance
from verifier.names.parse import may_name_firm, tidy
from verifier.thai import fold_text, letters_of, normal_form, squeezed

BLOT = "\N{FULL BLOCK}"
LEGIBLE_MIN_CONFIDENCE = 0.7
"""A look that reads a line worse than this shows no words; its numbers are another matter."""
UNKNOWN_MIN_CONFIDENCE = 0.85
"""Below this a line may be made of known words, misread; words that speak of licences and tests count from
`LEGIBLE_MIN_CONFIDENCE` on."""
FIRM_MIN_CONFIDENCE = 0.93
"""Mean confidence from which what stands before or behind a firm's name in its line must be known: names are read with
letters too many."""
BRAND_MAX_LETTERS = 12
"""Letters of a brand in one word."""
FEW_LETTERS = 4
"""So much of the word that announces a number may stand before it, where it was not read as that word."""
SHORT_MIN_CONFIDENCE, CROSS_MIN_CONFIDENCE = 0.6, 0.8
"""Mean confidence from which so few letters before a licence are a word of their own (`old`, `เคย`), unless what
announces a number ends so, and a cross behind a number is no smudge. Words of two letters are read at 0.64 and more."""
NOISE_LETTERS = 1
"""So many letters before a number whose word was read are a smudge; after a number there are none on a label."""
DOMAIN_MISREAD = 2
"""Letters of TISI's domain, run together, that a reader may get wrong."""

_ADDRESS = re.compile(r"https?|www|[a-z0-9ก-๎-]{2,}[.,][a-z0-9-]{2,}|[a-z0-9]/[a-z0-9]", re.IGNORECASE)
"""About what an address looks like, however a reader saw it."""
_PERSON = re.compile(
    r"(?<![ก-๎A-Za-z])(?:นางสาว|นาง|นาย|น\.ส\.|คุณ(?![ก-ฮ]าพ|สมบัติ|ค่า|ลักษณะ|ประโยชน์|แม่|ครู))[ ]?[ก-๎]{3,}[ ]+[ก-๎]{2,}|"
    r"\b(?:Mr|Mrs|Ms|Miss)\b\.? ?[A-Z][a-z]+ [A-Z][a-z]+"
)
"""A person by title, name and family name."""
_NUMBERED = re.compile(
    r"(?:ม ?\.? ?อ ?\.? ?ก|t\.?i\.?s)[ก-ฮa-z]?[^0-9ก-๎a-z]{0,4}[0-9\u2588][0-9\u2588-]*", re.IGNORECASE
)
"""A standard's number, also a part of one."""
_ANY = re.compile(r"[0-9A-Za-zก-๙?]")
_FOOTNOTE = re.compile(r"[*\u2020\u2021\u203b]")
"""A sign that refers from a number to what is said of it elsewhere."""
_SIGN = re.compile(r"\s*[xX×✗✘✕≠≈~≤≥<>!]\s*(?:ม ?\.? ?อ ?\.? ?ก ?\.?|t\.?i\.?s\.?)?\s*", re.IGNORECASE)
"""A sign that denies or compares, alone before a number or the word that announces it."""
_CROSS = re.compile(r"\s*[xX×✗✘✕≠]\W*")
"""A sign that denies, alone behind a number: no smudge is read as one so surely."""
_ENDS_IN_SIGN = re.compile(r"[0-9][\s(\"“'‘]*([xX×✗✘✕≠?？*†‡※])\W*$")
"""Such a sign, a question mark or one that refers to a note, behind the last figure of a line, also of one whose
licence's letter was misread."""
SIGN_MIN_CONFIDENCE = 0.9
"""Confidence with which that sign is read."""
_BEGINS_IN_SIGN = re.compile(r"\s*(?:([×✗✘✕≠≈≅])|([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]) )\D{0,7}[0-9]")
"""A sign before the first figure of a line, or a vowel or tone mark that no letter bears, where no letter stands.

The word that announces the number stands between them, however it was read.
"""
BORNE_MIN_PX = 24.0
"""Height of a line from which such a vowel is a sign: before lower ones it is dirt."""
_DOUBT = re.compile(r"^\s*(?:\?{2,}|[(\"“'‘] ?\? ?[)\"”'’])")
"""A question mark that stands for itself: one alone may be a figure that was not read."""
_FIGURE = re.compile(r"[0-9?]")


def without_numbers(reading: Reading) -> str:
    """A reading with every number that a parser understood blotted out, digits in ASCII."""
    text = list(reading.text)
    spans = [(s.start, s.end) for s in standards(reading)] + [(s.start, s.end) for s in licences(reading)]
    for start, end in spans:
        text[start:end] = BLOT * (end - start)
    return fold_text("".join(text))


def beside_number(reading: Reading) -> str:
    """The words before or after the numbers of a line that are not known to say nothing of them; "" for none."""
    text = without_numbers(reading)
    if BLOT not in text or not legible(reading):
        return _sign_before(reading) or _sign_behind(reading)
    named = any(sighting.announced for sighting in standards(reading)) and OWN_WORD.search(reading.text)
    before, *after = re.split(f"{BLOT}+", text)
    odd = [] if _few(before, NOISE_LETTERS if named else FEW_LETTERS) or _says_nothing(before) else [before]
    odd += [piece for piece in after[:-1] if not (_few(piece, FEW_LETTERS) or _says_nothing(piece))]
    odd += _before_numbers(reading, text)
    odd += [piece for piece in after if _FOOTNOTE.match(piece)]
    odd += [before] if _SIGN.fullmatch(before) else []
    odd += [_sign_before(reading)]
    odd += [piece for piece in after if _DOUBT.search(piece)]
    odd += [piece for piece in after[-1:] if _ANY.search(piece) and not (_smudge(piece) or _says_nothing(piece))]
    odd += [
        piece
        for piece in after
        if _CROSS.fullmatch(piece) and _mean_of(reading, text.rindex(piece), piece) >= CROSS_MIN_CONFIDENCE
    ]
    return max(odd, key=len, default="").strip()


def _sign_before(reading: Reading) -> str:
    """A sign before the first figure of a line; "" for none."""
    found = _BEGINS_IN_SIGN.match(fold_text(reading.text)) if legible(reading) else None
    sign, borne = found.groups() if found else ("", "")
    return sign or (borne if borne and reading.region.quad.height >= BORNE_MIN_PX else "")


def _sign_behind(reading: Reading) -> str:
    """A sign behind the last figure of a line that was surely read; "" for none."""
    found = _ENDS_IN_SIGN.search(reading.text)
    sure = found is not None and reading.confidences[found.start(1)] >= SIGN_MIN_CONFIDENCE
    return found[1] if found and sure else ""


def _before_numbers(reading: Reading, text: str) -> list[str]:
    """Short words right before a licence, or the word for a standard, that are not the end of what announces one.

    `text` is the line with its numbers blotted out.
    """
    starts = [licence.start for licence in licences(reading)]
    starts += [standard.start for standard in standards(reading) if OWN_WORD.match(standard.text)]
    found = []
    for start in starts:
        piece = text[:start].rpartition(BLOT)[2]
        short = NOISE_LETTERS < len(letters_of(piece)) <= FEW_LETTERS
        short = short and not (ends_harmlessly(piece) or _says_nothing(piece))
        if short and _mean_of(reading, start - len(piece), piece) >= SHORT_MIN_CONFIDENCE:
            found.append(piece)
    return found


def _mean_of(reading: Reading, start: int, piece: str) -> float:
    """Mean confidence of the characters of a piece of a line, which begins at `start`, spaces apart."""
    sure = zip(piece, reading.confidences[start:], strict=False)
    told = [confidence for character, confidence in sure if not character.isspace()]
    return sum(told) / max(len(told), 1)


def _says_nothing(text: str) -> bool:
    """Whether words are known to say nothing against a number: they go with it, affirm it, are data or an address."""
    return not asks(text) and (harmless(text) or affirms(text) or is_label_data(text) or is_address(text))


def _smudge(piece: str) -> bool:
    """Whether a piece after a number is a single letter, which the end of a line may be read as; not in a bracket."""
    return len(letters_of(piece)) == 1 and _FIGURE.search(piece) is None and "(" not in piece


def _few(piece: str, most: int) -> bool:
    """Whether a piece of a line has so few letters that they are what is left of a word or a smudge."""
    return len(letters_of(piece)) <= most


def of_licences(reading: Reading) -> str:
    """The words of a line that speaks of licences or standards and says more than that; "" where none are.

    A line that names a firm is another matter, as is one of another office's licence.
    """
    if not legible(reading) or not speaks_of_licences(reading.text) or tidy(reading.text):
        return ""
    rest = without_numbers(reading).replace(BLOT, " ")
    known = _says_nothing(rest) or others_office(rest) or _plain_address(rest)
    return "" if known or _few(rest, FEW_LETTERS) else rest.strip()


def anywhere(reading: Reading, *, announces: bool = False, large: bool = False, near: bool = False) -> str:
    """Words on the label that are not known to describe goods; "" where a line has none.

    Of a line that names a firm or announces something (`announces`), which other rules settle, and of one word in
    `large` print, which is a brand's, those that speak of papers, tests, states and exceptions alone.
    """
    if not legible(reading):
        return ""
    text, firm = normal_form(_NUMBERED.sub(" ", without_numbers(reading)).replace(BLOT, " ")), tidy(reading.text)
    if _says_nothing(text):
        return ""
    if _mean(reading) >= UNKNOWN_MIN_CONFIDENCE and ((near and of_the_mark(text)) or affirms_nothing(text)):
        return text.strip()
    if firm:
        text = text.replace(fold_text(firm), " ")
    if announces:
        text = without_announcements(text)
    brand = large and " " not in text and len(letters_of(text)) <= BRAND_MAX_LETTERS
    if (
        firm
        and not announces
        and _mean(reading) >= FIRM_MIN_CONFIDENCE
        and (said := unknown_words(without_announcements(text)))
    ):
        return said
    if announces or brand or firm or may_name_firm(reading.text) or _mean(reading) < UNKNOWN_MIN_CONFIDENCE:
        return speaking_words(text) if near or of_weight(text) else ""
    return unknown_words(text) if near or of_weight(text) else ""


def address(reading: Reading) -> str:
    """An address in print that is TISI's or plays it, but for the plain name of its site; "" where none is."""
    text = without_numbers(reading).casefold().replace(BLOT, " ")
    run, (domain, name, *labels) = squash(text, official_links()), _official_words()
    if any(label in run for label in labels):
        return reading.text.strip()
    if not _ADDRESS.search(text) or _plain_address(text):
        return ""
    beyond = len(run) > len(domain) + len(
        "www"
    )  # the name of the site itself, misread, is told by its own length alone
    lengths = (len(domain) - 1, len(domain), len(domain) + 1) if beyond else (len(domain),)
    windows = {run[start : start + n] for n in lengths for start in range(max(1, len(run) - n + 1))}
    near = any(distance(window, domain) <= DOMAIN_MISREAD for window in windows)
    return reading.text.strip() if near or name in run else ""


@cache
def _official_words() -> tuple[str, ...]:
    """TISI's domain, its name and its strong labels, squashed."""
    links = official_links()
    return tuple(squash(word, links) for word in (links.domain, links.name, *links.strong_labels))


def person(reading: Reading) -> str:
    """A person whom a line without numbers names by title, name and family name; "" for none."""
    numbers = BLOT in without_numbers(reading) or speaks_of_licences(reading.text)
    found = None if numbers else _PERSON.search(reading.text)
    return found[0].strip() if found and legible(reading) else ""


def _plain_address(text: str) -> bool:
    """Whether a line holds nothing but the name of TISI's own site."""
    bare = re.sub(r"[^a-z0-9]", "", text.casefold()).removeprefix("https").removeprefix("http").removeprefix("www")
    return squeezed(text).isascii() and bare == re.sub(r"[^a-z0-9]", "", official_links().domain)


def legible(reading: Reading) -> bool:
    """Whether a reading is sure enough for its words to count."""
    return _mean(reading) >= LEGIBLE_MIN_CONFIDENCE


def _mean(reading: Reading) -> float:
    return sum(reading.confidences) / max(len(reading.confidences), 1)
