"""QR codes that lie: other or revoked licences in links decorated so that no exact form fits, strangers, shorteners."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from bench.lying_pictures import patches
from bench.lying_pictures.content import Pair, pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import CARRYING, ID, Kind, Maker, away
from bench.lying_pictures.patches import Patch

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def _coded(maker: Maker, variants: dict[str, object], shows: tuple[str, ...] = ("l", "lf", "f")) -> Pair:
    """A label whose code is one of `variants`: functions of the other licence's number and id."""
    row = maker.row()
    other = maker.other(row)
    name = maker.turn(tuple(variants))
    honest = maker.label(row, maker.one(shows))
    payload = variants[name](other)  # type: ignore[operator]
    return pair(
        replace(honest, payload=payload), replace(honest, payload=maker.payload(row)), f"{name}, {other.status}"
    )


def other_plain(maker: Maker) -> Pair:
    return _coded(maker, {"licence": lambda r: CARRYING + r.licence, "id": lambda r: ID + r.qr_id})


def decorated_tail(maker: Maker) -> Pair:
    return _coded(maker, {
        "fragment": lambda r: f"{CARRYING}{r.licence}#info", "empty fragment": lambda r: f"{ID}{r.qr_id}#",
        "&x=1": lambda r: f"{CARRYING}{r.licence}&x=1", "utm": lambda r: f"{ID}{r.qr_id}&utm_source=qr",
        "before": lambda r: f"https://appdb.tisi.go.th/Q/i.php?v=2&d={r.qr_id}",
        "trailing space": lambda r: f"{CARRYING}{r.licence} .",
    })  # fmt: skip


def decorated_host(maker: Maker) -> Pair:
    return _coded(maker, {
        ":443": lambda r: f"https://a.tisi.go.th:443/l/?n={r.licence}",
        "dot": lambda r: f"https://appdb.tisi.go.th./Q/i.php?d={r.qr_id}",
        "upper case": lambda r: f"HTTPS://A.TISI.GO.TH/L/?N={r.licence}",
        "userinfo": lambda r: f"https://tisi@a.tisi.go.th/l/?n={r.licence}",
        "double slash": lambda r: f"https://appdb.tisi.go.th//Q/i.php?d={r.qr_id}",
        "path": lambda r: f"https://a.tisi.go.th/l/./?n={r.licence}",
    })  # fmt: skip


def decorated_scheme(maker: Maker) -> Pair:
    return _coded(maker, {
        "no scheme": lambda r: f"a.tisi.go.th/l/?n={r.licence}",
        "words before": lambda r: f"ตรวจสอบใบอนุญาต {CARRYING}{r.licence}", "URL:": lambda r: f"URL:{ID}{r.qr_id}",
        "backslash": lambda r: f"https:\\\\a.tisi.go.th/l/?n={r.licence}",
        "two lines": lambda r: f"มอก.\n{ID}{r.qr_id}", "one slash": lambda r: f"https:/a.tisi.go.th/l/?n={r.licence}",
    })  # fmt: skip


def decorated_letters(maker: Maker) -> Pair:
    return _coded(maker, {
        "Thai digits": lambda r: CARRYING + r.licence.translate(THAI),
        "TIS-620": lambda r: (CARRYING + r.licence).encode("cp874"),
        "encoded twice": lambda r: CARRYING + quote(quote(r.licence, safe="")),
        "full width": lambda r: CARRYING + r.licence.translate({ord("0") + n: ord("０") + n for n in range(10)}),
        "TIS-620, encoded": lambda r: CARRYING + quote(r.licence.encode("cp874")),
        "id in Thai": lambda r: ID + r.qr_id.translate(THAI),
    })  # fmt: skip


def twice(maker: Maker) -> Pair:
    """The link says `n` twice: first the honest number, then another."""
    row = maker.row()
    other, honest = maker.other(row), maker.label(row, maker.one(("l", "lf", "f")))
    payload = maker.turn((
        f"{CARRYING}{row.licence}&n={other.licence}", f"{CARRYING}{other.licence}&n={row.licence}",
        f"{ID}{row.qr_id}&d={other.qr_id}", f"{CARRYING}{row.licence}\n{CARRYING}{other.licence}",
    ))  # fmt: skip
    return pair(replace(honest, payload=payload), replace(honest, payload=maker.payload(row)), payload[:40])


def text_names_other(maker: Maker) -> Pair:
    return _coded(maker, {
        "bare": lambda r: r.licence, "announced": lambda r: f"ใบอนุญาตเลขที่ {r.licence}",
        "with firm": lambda r: f"{r.holder} {r.licence}",
        "vcard": lambda r: f"BEGIN:VCARD\nORG:{r.holder}\nNOTE:TISI {r.licence}\nEND:VCARD",
        "standard": lambda r: f"มอก. {r.standard}", "json": lambda r: f'{{"tisi":"{r.licence}"}}',
    })  # fmt: skip


def plays_tisi(maker: Maker) -> Pair:
    return _coded(maker, {
        "?u=": lambda r: f"https://evil.example/?u={ID}{r.qr_id}",
        "verify": lambda r: f"https://check.example/verify?n={r.licence}",
        "มอก.com": lambda r: f"https://มอก.com/{r.qr_id}", "สมอ.ไทย": lambda r: f"https://สมอ.ไทย/q?d={r.qr_id}",
        "intent": lambda r: f"intent://appdb.tisi.go.th/Q/i.php?d={r.qr_id}#Intent;scheme=https;end",
        "tisi in path": lambda r: f"https://go.example/tisi.go.th/Q/i.php?d={r.qr_id}",
        "tis-license": lambda r: f"https://tis-license.com/l/?n={r.licence}",
        "javascript": lambda r: f"javascript:location='{ID}{r.qr_id}'",
        "tisi-th.app": lambda r: f"https://tisi-th.app/Q/i.php?d={r.qr_id}",
    })  # fmt: skip


def shortener(maker: Maker) -> Pair:
    return _coded(maker, {
        "bit.ly": lambda r: "https://bit.ly/3tis" + r.qr_id[:3], "t.ly": lambda r: "https://t.ly/" + r.qr_id[:5],
        "tinyurl": lambda r: "https://tinyurl.com/tisi" + r.qr_id[:3],
        "qrco.de": lambda r: "https://qrco.de/bf" + r.qr_id[:4], "is.gd": lambda r: "https://is.gd/x" + r.qr_id[:5],
        "me-qr": lambda r: "https://me-qr.com/" + r.qr_id[:6],
    })  # fmt: skip


def second_code(maker: Maker) -> Pair:
    """The code beside the mark is honest; another one further off leads to another licence."""
    row = maker.row()
    honest, other = maker.label(row, maker.one(("lq", "fq", "lfq"))), maker.other(row)
    payload = maker.turn((CARRYING + other.licence, ID + other.qr_id))

    def make(look: Look) -> Patch:
        return patches.code(payload, round(look.mark * look.code * 0.9))

    return pair(honest.plus(away(make, "far", 1.5, 7)), honest, other.status)


KINDS = (
    Kind("code of another licence", "the QR code leads to another licence", other_plain),
    Kind("code decorated at its end", "the same, with a fragment or further parameters", decorated_tail),
    Kind("code decorated in its host", "the same, with port, dot, capitals, user part", decorated_host),
    Kind("code decorated in its scheme", "the same, without scheme or with words before it", decorated_scheme),
    Kind("code in other letters", "the same, in Thai digits, TIS-620, encoded twice", decorated_letters),
    Kind("code says two numbers", "one link with the parameter twice", twice),
    Kind("code is text", "the QR code is no link, but names another licence", text_names_other),
    Kind("code plays TISI", "a stranger's link that imitates TISI's", plays_tisi),
    Kind("shortener alone", "the only code hides where it leads", shortener),
    Kind("second code, other licence", "an honest code, and far off one to another licence", second_code),
)
