"""Made-up labels that lie: every documented way that a claim can show, numbered as in the facts of the field.

Not here, since no claim shows them: licensed firms with unlicensed content (4), goods that fail their test (8),
and copies that are complete, down to the firm's name (9).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.reading_errors.errors import Label
from bench.worlds.stories import Story
from bench.worlds.world import CARRYING, LEADS, OLD_EDITIONS, QR, TODAY, World, mark_of
from verifier.domain import Licence, LicenceStatus, MarkKind
from verifier.numbers import confusions

FALSE_QR = (
    "https://appdb.tisi.go.th.example.com/Q/i.php?d=",
    "https://appdb-tisi.go.th/Q/i.php?d=",
    "https://appdb.t1si.go.th/Q/i.php?d=",
)


def no_mark(w: World) -> Story:
    return Story("1 no mark", (replace(w.label(w.pick(), licence=0.7), marks=()),), False)


def unlicensed_firm(w: World) -> Story:
    row = w.pick()
    label = replace(w.label(row, licence=0, code=0), holders=(w.rng.choice(LEADS) + w.stranger(row.standard),))
    return Story("2 mark of an unlicensed firm", (label,), False)


def invented_number(w: World) -> Story:
    row = w.pick()
    number = str(w.unlisted(row))
    label = replace(w.label(row, code=0), licences=(number,), holders=(w.stranger(row.standard),))
    return Story("2 invented licence number", (label,), False, tells=(("licences", number),))


def near_name(w: World, row: Licence | None = None) -> Story:
    row = row or w.pick(lambda r: len(r.holder) > 20)
    letters = [i for i, c in enumerate(row.holder) if 7 < i < len(row.holder) - 6 and "ก" <= c <= "ฮ"]
    at = w.rng.choice(letters)
    name = (
        row.holder[:at] + w.rng.choice([c for c in "กคจชดตทนบปพมยรลวสหอ" if c != row.holder[at]]) + row.holder[at + 1 :]
    )
    label = replace(w.label(row, licence=0, code=0), holders=(name,))
    return Story("2 a name one letter off a licensee's", (label,), False, tells=(("holders", name),))


def near_number(w: World) -> Story:
    row = w.pick()
    near = [
        n for n in sorted(confusions(row.number)) if not w.registry.by_licence(n) and n.standard == row.number.standard
    ]
    number = str(w.rng.choice(near))
    label = replace(w.label(row, code=0), licences=(number,), holders=(w.stranger(row.standard),))
    return Story("2 number one digit off a genuine one", (label,), False, tells=(("licences", number),))


def false_code(w: World) -> Story:
    row = w.pick()
    payload = w.rng.choice(FALSE_QR) + (row.qr_id or "320108935")
    label = replace(w.label(row, licence=0.7), codes=(payload,))
    return Story("3 false QR code", (label,), False, tells=(("codes", payload),))


def invented_in_code(w: World) -> Story:
    row = w.pick()
    payload = f"{CARRYING}{w.unlisted(row)}"
    label = replace(w.label(row, licence=0, holder=0), codes=(payload,))
    return Story("3 official form, invented licence", (label,), False, tells=(("codes", payload),))


def other_standard_of_firm(w: World) -> Story:
    row = w.pick()
    other = w.pick(lambda r: r.standard.number != row.standard.number and not w.of_firm[r.standard, row.holder])
    label = replace(w.label(row), standards=(str(other.standard),), marks=(mark_of(other),))
    return Story("4 licensed firm, other standard", (label,), False, tells=(("standards", str(other.standard)),))


def component(w: World) -> Story:
    row = w.pick(lambda r: bool(set(w.categories(r.standard)) & {"cable", "plug", "switch", "battery"}))
    whole = w.rng.choice(["fan", "rice_cooker", "iron", "kettle", "power_bank", "fryer", "washing_machine"])
    return Story("5 a component's number", (w.label(row, licence=0.8),), False, whole)


def other_goods(w: World) -> Story:
    row = w.pick(lambda r: bool(w.categories(r.standard)))
    fits = set(w.categories(row.standard))
    others = [c.key for c in w.catalogue.categories if c.key not in fits]
    return Story("5 the number of other goods", (w.label(row, licence=0.8),), False, w.rng.choice(others))


def unlicensed_voluntary(w: World) -> Story:
    row = w.pick(lambda r: r.number.type == "ส")
    label = replace(w.label(row, licence=0, code=0), holders=(w.stranger(row.standard),))
    return Story("6 voluntary mark without a licence", (label,), False)


def superseded(w: World) -> Story:
    row = w.rng.choice([r for r in w.rows if str(r.standard) in OLD_EDITIONS and r.status is LicenceStatus.ACTIVE])
    return Story("7 superseded edition", (w.label(row, licence=0.8),), False, tells=(("standards", str(row.standard)),))


def older_edition_of_new_licence(w: World) -> Story:
    row = w.pick(lambda r: str(r.standard) == "2424-2565")
    label = replace(w.label(row, licence=0.9), standards=("2424-2562",))
    return Story("7 old edition, new licence", (label,), False, tells=(("standards", "2424-2562"),))


def copied_number_own_name(w: World) -> Story:
    row = w.pick()
    name = w.stranger(row.standard)
    label = replace(w.label(row, licence=1, code=0), holders=(w.rng.choice(LEADS) + name,))
    return Story("9 genuine number, another firm", (label,), False, tells=(("holders", name),))


def copied_code_own_name(w: World) -> Story:
    row = w.pick(lambda r: r.qr_id is not None)
    name = w.stranger(row.standard)
    label = replace(w.label(row, licence=0), codes=(QR + (row.qr_id or ""),), holders=(name,))
    return Story("9 genuine QR code, another firm", (label,), False, tells=(("holders", name),))


def unknown_code_beside_copied_number(w: World) -> Story:
    row = w.pick(lambda r: r.qr_id is not None)
    payload = f"{QR}{w.rng.randrange(10**9, 4 * 10**9)}"
    label = replace(w.label(row, licence=1, holder=0), codes=(payload,))
    return Story("9 genuine number, foreign QR code", (label,), False, tells=(("codes", payload),))


def number_of_other_standard(w: World) -> Story:
    row = w.pick()
    other = w.pick(lambda r: r.standard.number != row.standard.number and r.holder != row.holder)
    label = replace(w.label(row, code=0), licences=(str(other.number),), holders=())
    return Story("9 number of another standard", (label,), False, tells=(("licences", str(other.number)),))


def code_of_other_standard(w: World) -> Story:
    row = w.pick()
    other = w.pick(lambda r: r.standard.number != row.standard.number and r.qr_id is not None)
    payload = w.rng.choice([QR + (other.qr_id or ""), f"{CARRYING}{other.number}"])
    label = replace(w.label(row, licence=0.6), codes=(payload,))
    return Story("9 QR code of another standard", (label,), False, tells=(("codes", payload),))


def code_of_other_licence(w: World) -> Story:
    row = w.pick(lambda r: w.in_force[r.standard] > 5)
    other = w.pick(lambda r: r.standard == row.standard and r.number != row.number)
    payload = f"{CARRYING}{other.number}"
    number = str(w.unlisted(row))
    label = replace(w.label(row, holder=0), licences=(number,), codes=(payload,))
    return Story(
        "9 genuine QR code, invented number", (label,), False, tells=(("licences", number), ("codes", payload))
    )


def out_of_force(w: World) -> Story:
    bad = (LicenceStatus.REVOKED, LicenceStatus.CANCELLED)
    row = w.rng.choice([r for r in w.rows if r.status in bad and w.is_current(r.standard)])
    label = w.label(row, licence=0.8)
    return Story("10 revoked or cancelled licence", (label,), False)


def suspended(w: World) -> Story:
    rows = [r for r in w.rows if r.status is LicenceStatus.SUSPENDED and r.suspended_to and r.suspended_to > TODAY]
    return Story("10 suspended licence", (w.label(w.rng.choice(rows), licence=0.8),), False)


def wrong_mark(w: World) -> Story:
    row = w.pick(lambda r: not w.catalogue.edition(r.standard).in_transition)  # type: ignore[union-attr]
    wrong = MarkKind.VOLUNTARY if mark_of(row) is MarkKind.COMPULSORY else MarkKind.COMPULSORY
    label = replace(w.label(row), marks=(wrong,))
    return Story("12 the wrong kind of mark", (label,), False, tells=(("marks", wrong.value),))


def wrong_type(w: World) -> Story:
    row = w.pick(lambda r: r.number.type == "ท")
    number = str(replace(row.number, type="ส"))
    label = replace(w.label(row, code=0, holder=0), licences=(number,))
    return Story("12 licence type of the other mark", (label,), False, tells=(("licences", number),))


def two_products(w: World) -> Story:
    row = w.pick()
    other = w.pick(lambda r: r.standard != row.standard)
    second = Label((mark_of(other),), (str(other.standard),), (str(w.unlisted(other)),), (w.stranger(other.standard),))
    tells = (("standards", str(other.standard)),)
    return Story("two products in one photo", (w.label(row, licence=1), second), False, tells=tells)


LIES: tuple[Callable[[World], Story], ...] = (
    *(no_mark, unlicensed_firm, invented_number, near_name, near_number, false_code, invented_in_code),
    *(other_standard_of_firm, component, other_goods, unlicensed_voluntary),
    *(superseded, older_edition_of_new_licence, copied_number_own_name, copied_code_own_name),
    *(unknown_code_beside_copied_number, number_of_other_standard, code_of_other_standard, code_of_other_licence),
    *(out_of_force, suspended, wrong_mark, wrong_type, two_products),
)
