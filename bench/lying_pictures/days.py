"""Honest in every letter, and yet over: revoked, cancelled or suspended licences, editions that were replaced."""

from __future__ import annotations

from bench.lying_pictures.content import Pair, Shown, pair
from bench.lying_pictures.listed import Row
from bench.lying_pictures.making import Kind, Maker


def _state(maker: Maker, *states: str) -> Pair:
    """The label of a licence that is no longer in force; the twin is another firm's label of the same standard."""
    state, shows = maker.turn(states), maker.one(("l", "lf", "lq", "q", "f"))
    row = maker.row(status=state)
    kept = maker.one(("active", "active", "suspension over"))
    good = maker.row(lambda r: r.standard == row.standard, status=kept)
    return pair(maker.label(row, shows), maker.label(good, shows), f"{state}, {shows}")


def revoked(maker: Maker) -> Pair:
    return _state(maker, "revoked", "cancelled")


def suspended(maker: Maker) -> Pair:
    return _state(maker, "suspended", "suspended since today")


def issued_later(maker: Maker) -> Pair:
    return _state(maker, "issued later")


OLDER = {
    "2424-2565": "2424-2562",
    "2879-2560": "2879-2550",
    "2432-2555": "2432-2547",
    "934-2558": "934-2533",
    "366-2547": "366-2538",
}


def older_edition(maker: Maker) -> Pair:
    """The label quotes an edition that was replaced, or that never was, with the licence of today's."""
    row = maker.row(lambda r: r.standard in OLDER)
    honest = maker.label(row)
    return pair(honest.line("standard", text="มอก. " + OLDER[row.standard]), honest, OLDER[row.standard])


def unlisted(maker: Maker) -> Pair:
    """A licence number of good form that the list, which is complete, does not have."""
    row = maker.row()
    honest = maker.label(row, maker.one(("lf", "lq", "l")))
    return pair(honest.line("licence", text="ใบอนุญาตเลขที่ " + _invented(maker, row)), honest, "unlisted")


def _invented(maker: Maker, row: Row) -> str:
    known = {r.licence for r in maker.rows} | {r.beside for r in maker.rows}
    while True:
        text = f"{row.type}{maker.rng.randrange(1_000, 29_999)}-{maker.rng.randrange(11, 399)}/{row.number}"
        if text not in known:
            return text


def category(maker: Maker) -> Pair:
    """Honest in itself, and shown on other goods than it is for: the user says what was bought."""
    row = maker.row(lambda r: r.category in ("power_bank", "plug", "extension_cord", "charger"))
    shown, named = (Shown((maker.label(row),)),), maker.turn(("fan", "iron", "helmet", "hair_dryer"))
    return Pair(shown, shown, f"{row.category} shown for {named}", (named, row.category))


KINDS = (
    Kind("licence revoked", "the licence is revoked or cancelled", revoked),
    Kind("licence suspended", "the licence is suspended today", suspended),
    Kind("licence issued later", "the list says that the licence begins later", issued_later),
    Kind("edition replaced", "the label quotes another edition of the standard", older_edition),
    Kind("licence not in the list", "a licence number that the complete list lacks", unlisted),
    Kind("number of other goods", "all is honest, but the goods that the user names are others", category),
)
