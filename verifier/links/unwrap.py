"""All that a payload can be read as, once what wraps it is taken off: what a phone, a browser or a server makes of it.

Percent signs, character entities, backslashes, other alphabets' digits, invisible letters and bytes taken for the wrong
alphabet hide a name from whoever searches the letters, and from nobody else. Nothing here is believed: the texts serve
to find what speaks against a label.
"""

from __future__ import annotations

import html
import re
import unicodedata
from binascii import a2b_qp
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from verifier.thai import DASHES, SLASHES, fold_text

MOST_TEXTS = 64
MOST_CHARACTERS = 32_768
"""All texts together; the largest QR code holds 7,089 figures or 2,953 bytes (ISO/IEC 18004, table 7)."""

_PERCENT_U = re.compile(r"%u([0-9A-Fa-f]{4})")
_QUOTED_PRINTABLE = re.compile(r"quoted-printable", re.IGNORECASE | re.ASCII)
_BACKSLASH = re.compile(r"\\([:;,.\"/\\])")
_UNSEEN = re.compile("[\t\r\n\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""What browsers take out of a link (WHATWG URL, basic URL parser, 3), and what nobody sees in one."""
_BEYOND = "[^\x00-\x7fก-๛]+"
_MISTAKEN = (("latin-1", "[\x80-\xff]+"), ("cp1252", _BEYOND), ("shift_jis", _BEYOND), ("shift_jis", "[｡-ﾟ]+"))
"""What decoders take bytes for whose alphabet a code does not name, and the letters that come of it."""
_THAI_BYTES = {0xDC00 + byte: bytes([byte]).decode("cp874", "replace") for byte in range(0x80, 0x100)}
"""What the error handler `surrogateescape` makes of a byte that is no UTF-8: the letter it is in cp874."""
_PUNCTUATION = str.maketrans(
    dict.fromkeys(DASHES, "-") | dict.fromkeys(SLASHES, "/") | {"\\": "/", "。": ".", "\0": ""}
)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The texts, the payload's own first; `whole`: whether these are all, and the payload was not cut short."""

    texts: tuple[str, ...]
    whole: bool


def unwrap(payload: str) -> Unwrapped:
    """The plain texts inside a payload, each folded (`plain`). Never raises."""
    found = {payload[:MOST_CHARACTERS]: None}
    left, whole = MOST_CHARACTERS - len(payload), len(payload) <= MOST_CHARACTERS
    waiting = list(found)
    while waiting:
        text = waiting.pop(0)
        for take_off in _WRAPPINGS:
            inner = take_off(text)
            if inner in found:
                continue
            left -= len(inner)
            if left < 0 or len(found) >= MOST_TEXTS:
                whole, waiting = False, []
                break
            found[inner] = None
            waiting.append(inner)
    return Unwrapped(tuple(dict.fromkeys(map(plain, found))), whole)


def plain(text: str) -> str:
    """Figures of every alphabet in ASCII, widths and dashes made one, accents and what is invisible taken out."""
    if text.isascii():
        return text.translate(_PUNCTUATION)
    letters = "".join(_plain_letter(c) for c in unicodedata.normalize("NFKC", text))
    return fold_text(letters.translate(_PUNCTUATION))


def _plain_letter(letter: str) -> str:
    """A figure as ASCII; nothing for a mark over or through a letter, but for those that Thai is written with."""
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    invisible = category in ("Cf", "Me") or (category == "Mn" and not "\u0e00" <= letter <= "\u0e7f")
    return "" if invisible else letter


def _decoded(data: bytes) -> str:
    """UTF-8, and every byte that is none as TIS-620 (of which cp874 is the superset)."""
    return data.decode("utf-8", "surrogateescape").translate(_THAI_BYTES)


def _without_percent(text: str) -> str:
    text = _PERCENT_U.sub(lambda match: chr(int(match[1], 16)), text)
    return _decoded(unquote_to_bytes(text.encode("utf-8", "surrogatepass")))


def _without_any_percent(text: str) -> str:
    """Percent signs taken off again and again before the bytes are read: `%E0%B8%2597` is one letter."""
    data = text.encode("utf-8", "surrogatepass")
    while (inner := unquote_to_bytes(data)) != data:
        data = inner
    return _decoded(data)


def _without_quotes(text: str) -> str:
    """Quoted-printable, in which older cards (vCard 2.1) write Thai."""
    if not _QUOTED_PRINTABLE.search(text):
        return text
    return _decoded(a2b_qp(text.encode("utf-8", "surrogatepass")))


def _without_the_unseen(text: str) -> str:
    return _UNSEEN.sub("", text)


def _without_backslashes(text: str) -> str:
    return _BACKSLASH.sub(r"\1", text)


def _mistaken_for(alphabet: str, letters: str, right: str) -> Callable[[str], str]:
    """Bytes that were taken for these letters of one alphabet, read in the right one; unchanged where that fails."""
    runs = re.compile(letters)

    def reread(run: re.Match[str]) -> str:
        try:
            return run[0].encode(alphabet).decode(right)
        except UnicodeError:
            return run[0]

    return lambda text: text if text.isascii() else runs.sub(reread, text)


_WRAPPINGS: tuple[Callable[[str], str], ...] = (
    plain,
    _without_the_unseen,
    _without_percent,
    _without_any_percent,
    html.unescape,
    _without_backslashes,
    _without_quotes,
    *(_mistaken_for(*letters, right) for letters in _MISTAKEN for right in ("utf-8", "cp874")),
)
