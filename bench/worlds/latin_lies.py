"""Made-up labels that lie by a name in Latin letters, where the list has the holder's own and where it has none.

Numbered as in `worlds.lies`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from bench.reading_errors.errors import Label
from bench.worlds.latin import LATIN_LEADS, latin, misspelled, spelled
from bench.worlds.lies import near_name
from bench.worlds.more_lies import MAKES
from bench.worlds.stories import Story
from bench.worlds.world import World, mark_of
from verifier.domain import Licence, LicenceStatus
from verifier.names.parse import normal


def unlicensed_in_latin(w: World) -> Story:
    row = w.pick()
    name = latin(w.stranger(row.standard))
    label = replace(w.label(row, licence=0, code=0), holders=(w.rng.choice(LATIN_LEADS) + name,))
    return Story("2 unlicensed firm, in Latin letters", (label,), False)


def sounds_like_a_licensee(w: World) -> Story:
    row = w.pick()
    name = _sounding(row, w.rng)
    label = replace(w.label(row, licence=0, code=0), holders=(name,))
    return Story(
        "2 a name that sounds like a licensee's", (label,), False, tells=(("holders", name),), to_the_letter=True
    )


def near_latin_name(w: World) -> Story:
    row = w.pick(lambda r: r.holder_en is not None)
    name = misspelled(latin(row.holder), w.rng)
    label = replace(w.label(row, licence=0, code=0), holders=(name,))
    kind = "2 one letter off a licensee's Latin name"
    return Story(kind, (label,), False, tells=(("holders", name),), to_the_letter=True)


def maker_in_latin_licensed_seller(w: World) -> Story:
    row = w.pick(lambda r: len(w.of_firm[r.standard, r.holder]) == 1)
    maker, seller = latin(w.stranger(row.standard)), w.rng.choice(row.names)
    label = replace(w.label(row, licence=0, code=0), holders=(f"Manufactured by {maker}", f"จัดจำหน่ายโดย {seller}"))
    return Story("2 unlicensed maker in Latin letters, seller", (label,), False, tells=(("holders", maker),))


def maker_and_licensed_seller_in_latin(w: World) -> Story:
    row = w.pick(lambda r: r.holder_en is not None and len(w.of_firm[r.standard, r.holder]) == 1)
    maker = w.stranger(row.standard)
    holders = (w.rng.choice(MAKES) + maker, f"Distributed by {latin(row.holder)}")
    label = replace(w.label(row, licence=0, code=0), holders=holders)
    return Story("2 unlicensed maker, seller in Latin letters", (label,), False, tells=(("holders", maker),))


def copied_number_latin_name(w: World) -> Story:
    row = w.pick()
    name = latin(w.stranger(row.standard))
    label = replace(w.label(row, licence=1), holders=(w.rng.choice(LATIN_LEADS) + name,))
    return Story("9 genuine number, another firm in Latin", (label,), False, tells=(("holders", name),))


def copied_number_of_other_licensee(w: World) -> Story:
    row = w.pick(lambda r: w.in_force[r.standard] > 5)
    other = w.pick(lambda r: r.standard == row.standard and r.holder != row.holder)
    name = latin(other.holder)
    label = replace(w.label(row, licence=1, code=0), holders=(name,))
    tells = (("holders", name), ("licences", str(row.number)))  # without the number it is an honest label of the other
    return Story("9 genuine number, another licensee in Latin", (label,), False, tells=tells)


def copied_number_sounding_name(w: World) -> Story:
    row = w.pick()
    name = _sounding(row, w.rng)
    label = replace(w.label(row, licence=1), holders=(name,))
    kind = "9 genuine number, a name that sounds alike"
    return Story(kind, (label,), False, tells=(("holders", name),), to_the_letter=True)


def near_name_beside_latin(w: World) -> Story:
    row = w.pick(lambda r: len(r.holder) > 20)
    thai, name = near_name(w, row).labels[0].holders[0], _sounding(row, w.rng)
    label = replace(w.label(row, licence=0, code=0), holders=(thai, name))
    tells = (("holders", thai), ("holders", name))
    return Story("2 a near name in both scripts", (label,), False, tells=tells, to_the_letter=True)


def out_of_force_in_latin(w: World) -> Story:
    bad = (LicenceStatus.REVOKED, LicenceStatus.CANCELLED)
    rows = [r for r in w.rows if r.status in bad and r.holder_en is not None and w.is_current(r.standard)]
    row = w.rng.choice(rows)
    label = Label((mark_of(row),), (str(row.standard),), (), (w.rng.choice(LATIN_LEADS) + latin(row.holder),))
    return Story("10 revoked or cancelled, in Latin letters", (label,), False)


def _sounding(row: Licence, rng: random.Random) -> str:
    """A name that sounds like the holder's and is not the registered one: another spelling, or a letter changed."""
    own = latin(row.holder)
    others = [name for name in (spelled(row.holder, rng) for _ in range(20)) if normal(name) != normal(own)]
    return rng.choice(others) if others and rng.random() < 0.5 else misspelled(own, rng)


LATIN_LIES: tuple[Callable[[World], Story], ...] = (
    *(unlicensed_in_latin, sounds_like_a_licensee, near_latin_name, maker_in_latin_licensed_seller),
    *(maker_and_licensed_seller_in_latin, copied_number_latin_name, copied_number_of_other_licensee),
    *(copied_number_sounding_name, near_name_beside_latin, out_of_force_in_latin),
)
