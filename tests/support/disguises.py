"""Payloads that hide an official link, or the name of a licence, in every way that a phone or a reader undoes."""

from __future__ import annotations

import random
from collections.abc import Callable
from urllib.parse import quote

Disguise = Callable[[random.Random, str], str]

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
HOSTS = ("evil.example", "check-qr.example", "203.0.113.9", "shop.brand.example", "l.facebook.com", "bit.ly")


def _insert(rng: random.Random, text: str, what: str, times: int = 1) -> str:
    for _ in range(times):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + what + text[at:]
    return text


def _percent(rng: random.Random, text: str, share: float) -> str:
    """Some characters after the host percent-encoded; a link's host stays as it is."""
    head, slash, tail = _parted(text)
    return (
        head
        + slash
        + "".join(
            "".join(f"%{byte:02X}" for byte in c.encode()) if rng.random() < share or not c.isascii() else c
            for c in tail
        )
    )


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before a link's path, the slash, and the rest; a text without a link is all rest."""
    if "://" not in text or "/" not in text.partition("://")[2]:
        return "", "", text
    scheme, _, rest = text.partition("://")
    host, slash, tail = rest.partition("/")
    return f"{scheme}://{host}", slash, tail


def _host(change: Callable[[str], str]) -> Disguise:
    def disguise(rng: random.Random, text: str) -> str:
        head, slash, tail = _parted(text)
        scheme, colon, host = head.partition("://")
        return scheme + colon + change(host) + slash + tail if head else text

    return disguise


def _tis620(rng: random.Random, text: str) -> str:
    """Thai letters percent-encoded in the older alphabet, where they are in it."""
    try:
        return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode("cp874")) for c in text)
    except UnicodeError:
        return text


def _mistaken(rng: random.Random, text: str) -> str:
    """Thai bytes that a decoder took for Latin-1 or Shift JIS."""
    try:
        return text.encode(rng.choice(["utf-8", "cp874"])).decode(rng.choice(["latin-1", "shift_jis"]))
    except UnicodeError:
        return text


def _of_bytes(text: str) -> bool:
    """Whether letters stand for bytes here: nobody puts anything between two of them and is understood."""
    return "%" in text or any("\x80" <= c <= "\xff" or "\uff61" <= c <= "\uff9f" for c in text)


def _invisible(rng: random.Random, text: str) -> str:
    return text if _of_bytes(text) else _insert(rng, text, rng.choice(ZERO_WIDTH), rng.randrange(1, 4))


def _full_width(rng: random.Random, text: str) -> str:
    wide = (chr(FULL_WIDTH[ord(c)]) if ord(c) in FULL_WIDTH and rng.random() < 0.4 else c for c in text)
    return text if _of_bytes(text) else "".join(wide)


DECORATIONS: tuple[Disguise, ...] = (
    lambda rng, text: f"{text}#",
    lambda rng, text: f"{text}#{rng.choice(['top', 'd=9990000001', 'https://lin.ee/x'])}",
    lambda rng, text: f"{text}&{rng.choice(['utm_source=qr', 'x=1', 'd=9990000001', 'n=ท99901-901/2879', ''])}",
    lambda rng, text: text.replace("?", rng.choice(["?x=1&", "?&", "??"]), 1),
    _host(lambda host: f"{host}:443"),
    _host(lambda host: f"{host}."),
    _host(str.upper),
    _host(lambda host: f"user:secret@{host}"),
    _host(lambda host: f"www.{host}"),
    lambda rng, text: text.replace(
        "https://", rng.choice(["", "//", "http://", "HTTPS://", "https:", "https:/", "ttps://"])
    ),
    lambda rng, text: text.replace("/", "\\"),
    lambda rng, text: text.replace("/Q/", rng.choice(["//Q/", "/Q/../Q/", "/./Q/", "/q/"])),
    lambda rng, text: text.translate(THAI),
    lambda rng, text: _insert(rng, text, rng.choice(["\n", "\t", "\r\n"])),
    _invisible,
    _full_width,
    lambda rng, text: _percent(rng, text, rng.choice([0.0, 0.3, 1.0])),
    lambda rng, text: _percent(rng, text, 0.0).replace("%", "%25"),
    _tis620,
    _mistaken,
    lambda rng, text: text.replace("&", "&amp;").replace("/", "&#47;"),
    lambda rng, text: f"{text}{rng.choice([';', ',', '.', ')', ' ', '/'])}",
)
"""A link's ornaments, a browser's forgiveness and encodings."""

WRAPPINGS: tuple[Disguise, ...] = (
    lambda rng, text: f"{rng.choice(['สแกน', 'มอก. 2879-2560', 'TISI:', 'Verify at', 'ใบอนุญาต'])} {text}",
    lambda rng, text: f"{text} {rng.choice(['ขอบคุณค่ะ', 'ok', 'มอก. 2879-2560'])}",
    lambda rng, text: f"<{text}>",
    lambda rng, text: f"https://lin.ee/x\n{text}",
    lambda rng, text: f"{text}\nhttps://brand.example/",
    lambda rng, text: f"BEGIN:VCARD\nVERSION:3.0\nFN:ร้าน\nURL:{text}\nEND:VCARD",
    lambda rng, text: f"MEBKM:TITLE:TISI;URL:{text.replace(':', chr(92) + ':')};;",
    lambda rng, text: f"WIFI:T:WPA;S:{text};P:secret;;",
    lambda rng, text: f"URL:{text}",
    lambda rng, text: f"https://{rng.choice(HOSTS)}/go?u={quote(text, safe='')}",
    lambda rng, text: f"https://{rng.choice(HOSTS)}/go?u={text}",
    lambda rng, text: f"https://{rng.choice(HOSTS)}/#{text}",
    lambda rng, text: f"https://{rng.choice(HOSTS)}/{text}",
    lambda rng, text: f"intent://{text.removeprefix('https://')}#Intent;scheme=https;end",
    lambda rng, text: f"googlechrome:{text}",
    lambda rng, text: f"javascript:location='{text}'",
    lambda rng, text: f"data:text/html,<a href={text}>",
    lambda rng, text: f"app://open?url={quote(text, safe='')}",
)
"""What holds a link or a text inside something else."""


def disguised(rng: random.Random, payload: str) -> str:
    """One payload after one to four disguises; none of them changes what it names."""
    for _ in range(rng.randrange(1, 5)):
        payload = rng.choice(DECORATIONS if rng.random() < 0.65 else WRAPPINGS)(rng, payload)
    return payload
