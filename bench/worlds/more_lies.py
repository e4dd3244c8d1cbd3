"""More made-up labels that lie: what a clever counterfeiter, or a careless photo of two products, would show.

Numbered as in `worlds.lies`. Each stands beside a rule that it would slip past if the rule were not there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.reading_errors.errors import Label
from bench.worlds.lies import FALSE_QR, near_name, near_number
from bench.worlds.stories import Story
from bench.worlds.world import CARRYING, OLD_EDITIONS, World, mark_of
from verifier.domain import Licence, LicenceStatus, MarkKind

MAKES = ("ผลิตโดย ", "ผู้ผลิต : ", "ผู้นำเข้า ")


def near_number_alone(w: World) -> Story:
    story = near_number(w)
    return replace(story, kind="2 such a number, no firm named", labels=(replace(story.labels[0], holders=()),))


def invented_beside_genuine_name(w: World) -> Story:
    row = w.pick()
    number = str(w.unlisted(row))
    label = replace(w.label(row, holder=1, code=0), licences=(number,))
    return Story("2 invented number, genuine firm", (label,), False, tells=(("licences", number),))


def copied_number_near_name(w: World) -> Story:
    row = w.pick(lambda r: len(r.holder) > 20)
    name = near_name(w, row).labels[0].holders[0]
    label = replace(w.label(row, licence=1), holders=(name,))
    kind = "9 genuine number, a name one letter off"
    return Story(kind, (label,), False, tells=(("holders", name),), to_the_letter=True)


def licensed_seller(w: World) -> Story:
    row = w.pick(lambda r: len(w.of_firm[r.standard, r.holder]) == 1)
    maker = w.stranger(row.standard)
    label = replace(w.label(row, licence=0, code=0), holders=(w.rng.choice(MAKES) + maker, f"จัดจำหน่ายโดย {row.holder}"))
    return Story("2 an unlicensed firm's goods, licensed seller", (label,), False, tells=(("holders", maker),))


def new_edition_of_old_licence(w: World) -> Story:
    row = w.rng.choice([r for r in w.rows if str(r.standard) == "2424-2562" and r.status is LicenceStatus.ACTIVE])
    label = replace(w.label(row, licence=0.8), standards=("2424-2565",))
    return Story("7 new edition, old licence", (label,), False, tells=(("standards", "2424-2565"),))


def other_part(w: World) -> Story:
    row = w.pick(lambda r: r.standard.part is not None and r.number.standard == str(r.standard.number))
    others = [f.number for f in w.catalogue if f.number.number == row.standard.number and f.number != row.standard]
    other = str(w.rng.choice(others)) if others else f"{row.standard.number} เล่ม 9-{row.standard.year}"
    label = replace(w.label(row, licence=0.9), standards=(other,))
    return Story("9 licence of another part", (label,), False, tells=(("standards", other),))


def guideline_as_standard(w: World) -> Story:
    row = w.pick()
    label = replace(w.label(row), standards=(w.rng.choice(("9999 เล่ม 1-2556", "17025-2561", "17020-2556")),))
    return Story("6 a guideline's or laboratory's number", (label,), False)


def community_mark(w: World) -> Story:
    row = w.pick(lambda r: r.number.type == "ส")
    label = replace(w.label(row, licence=0.8), marks=(MarkKind.COMMUNITY,))
    return Story("12 community mark on a listed licence", (label,), False)


def mark_of_the_neighbour(w: World) -> Story:
    row = w.pick()
    unmarked = replace(w.label(row, licence=1), marks=())
    return Story("1 unmarked beside a marked product", (Label(marks=(mark_of(row),)), unmarked), False)


def second_of_a_kind(w: World) -> Story:
    row = w.pick()
    name = w.stranger(row.standard)
    second = Label((mark_of(row),), (str(row.standard),), (), (w.rng.choice(MAKES) + name,))
    labels = (w.label(row, licence=1, holder=1), second)
    tells = (("holders", name), ("standards", str(row.standard)))
    return Story("two of a kind, one unlicensed", labels, False, tells=tells)


def out_of_force_by_code(w: World) -> Story:
    row = _out_of_force(w)
    payload = f"{CARRYING}{row.number}"
    label = replace(w.label(row, licence=0, holder=0), holders=(w.stranger(row.standard),), codes=(payload,))
    return Story("10 revoked licence in the code alone", (label,), False, tells=(("codes", payload),))


def unstated(w: World) -> Story:
    row = w.rng.choice([r for r in w.rows if r.status is LicenceStatus.UNSTATED and w.is_current(r.standard)])
    return Story("10 a licence whose state nobody knows", (w.label(row, licence=0.8),), False)


def revoked_and_renamed(w: World) -> Story:
    row = _out_of_force(w)
    name = w.stranger(row.standard)
    label = replace(w.label(row, licence=1), holders=(name,))
    return Story("9+10 a revoked firm's number, another firm", (label,), False)


def several_at_once(w: World) -> Story:
    row = w.rng.choice([r for r in w.rows if str(r.standard) in OLD_EDITIONS])
    code, name = w.rng.choice(FALSE_QR) + "320108935", w.stranger(row.standard)
    label = replace(w.label(row, licence=0.8), codes=(code,), holders=(name,))
    return Story("3+7+9 several at once", (label,), False, w.rng.choice((None, "mask", "fan")))


def _out_of_force(w: World) -> Licence:
    bad = (LicenceStatus.REVOKED, LicenceStatus.CANCELLED)
    return w.rng.choice([r for r in w.rows if r.status in bad and w.is_current(r.standard)])


MORE_LIES: tuple[Callable[[World], Story], ...] = (
    *(near_number_alone, invented_beside_genuine_name, copied_number_near_name, licensed_seller),
    *(new_edition_of_old_licence, other_part, guideline_as_standard, community_mark, mark_of_the_neighbour),
    *(second_of_a_kind, out_of_force_by_code, unstated, revoked_and_renamed, several_at_once),
)
