"""Made-up labels that are honest, and what a story of a label is.

A lie has an item that tells (a foreign firm, a copied number, a false code). When that item was not read at all, the
claim holds no trace of the lie and no judgement can see it; such claims are counted apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from bench.reading_errors.errors import Label
from bench.worlds.latin import LATIN_LEADS, latin
from bench.worlds.world import World, leads_for
from verifier.domain import Claim, MarkKind, SeenCode, SeenMark
from verifier.names.parse import tidy


@dataclass(frozen=True, slots=True)
class Story:
    """A kind of label and one of its labels. `tells`: (field, text) of the items that give a lie away.

    `to_the_letter`: a lie of one letter, told only when it was read exactly and for certain. `link`: an honest label on
    which something leads to one licence of the list.
    """

    kind: str
    labels: tuple[Label, ...]
    honest: bool
    category: str | None = None
    tells: tuple[tuple[str, str], ...] = ()
    link: bool = False
    to_the_letter: bool = False


def told_by(claim: Claim, story: Story) -> bool:
    """Whether every item that gives a lie away was read, however badly where that suffices; always for omissions."""
    return all(any(_is(item, field, text, story) for item in getattr(claim, field)) for field, text in story.tells)


def _is(item: object, field: str, text: str, story: Story) -> bool:
    """Whether an item of the claim is what came of the printed `text`, and not of something else on the labels."""
    if isinstance(item, SeenMark):
        return item.kind.value == text
    if isinstance(item, SeenCode):
        return item.payload == text
    value = str(getattr(item, "value", ""))
    if story.to_the_letter:
        return bool(getattr(item, "certain", False)) and value == text
    others = [tidy(p) or p for label in story.labels for p in getattr(label, field)]
    nearest = max((Indel.normalized_similarity(value, o) for o in others if o != text), default=0.0)
    return Indel.normalized_similarity(value, text) > max(0.6, nearest)


def plain(w: World) -> Story:
    row = w.pick()
    label = w.label(row)
    return Story("plain", (label,), True, link=w.leads_somewhere(row, label))


def with_category(w: World) -> Story:
    row = w.pick(lambda r: bool(w.categories(r.standard)))
    label = w.label(row)
    category = w.rng.choice(w.categories(row.standard))
    return Story("goods named", (label,), True, category, link=w.leads_somewhere(row, label))


def two_standards(w: World) -> Story:
    row = w.pick(lambda r: str(r.standard) == "2780-2562")
    label = w.label(row, licence=1, holder=1)
    pair = w.pair(row)
    label = replace(label, standards=(*label.standards, "1955-2551"), licences=(*label.licences, str(pair.number)))
    return Story("two standards", (label,), True, link=True)


def seller_named_too(w: World) -> Story:
    row = w.pick()
    label = w.label(row, holder=1)
    label = replace(label, holders=(*label.holders, f"จัดจำหน่ายโดย {w.stranger(row.standard)}"))
    return Story("seller named too", (label,), True, link=w.leads_somewhere(row, label))


def only_seller_named(w: World) -> Story:
    row = w.pick()
    label = replace(w.label(row, licence=1), holders=(f"จัดจำหน่ายโดย {w.stranger(row.standard)}",))
    return Story("only the seller named", (label,), True)


def latin_name(w: World) -> Story:
    row = w.pick(lambda r: r.holder_en is None)
    label = replace(w.label(row, licence=1), holders=(w.rng.choice(leads_for(row, LATIN_LEADS)) + latin(row.holder),))
    return Story("name in Latin letters, not listed", (label,), True)


def listed_latin_name(w: World) -> Story:
    row = w.pick(lambda r: r.holder_en is not None)
    label = replace(w.label(row), holders=(w.rng.choice(leads_for(row, LATIN_LEADS)) + latin(row.holder),))
    return Story("name in Latin letters, listed", (label,), True, link=w.leads_somewhere(row, label))


def both_names(w: World) -> Story:
    row = w.pick()
    label = w.label(row, holder=1)
    label = replace(label, holders=(*label.holders, w.rng.choice(leads_for(row, LATIN_LEADS)) + latin(row.holder)))
    return Story("name in both scripts", (label,), True, link=w.leads_somewhere(row, label))


def accredited(w: World) -> Story:
    row = w.pick()
    label = w.label(row, licence=0.6)
    label = replace(label, standards=(*label.standards, "17025-2561"))
    return Story("accreditation beside", (label,), True, link=w.leads_somewhere(row, label))


def issued_after_the_list(w: World) -> Story:
    row = w.pick()
    label = replace(w.label(row, licence=1, code=0), licences=(str(w.unlisted(row)),))
    return Story("issued after the list's day", (label,), True)


def community(w: World) -> Story:
    return Story("community product", (Label(marks=(MarkKind.COMMUNITY,), holders=("ร้านแม่สมศรี",)),), True)


HONEST: tuple[tuple[Callable[[World], Story], int], ...] = (
    (plain, 539),
    (with_category, 150),
    (two_standards, 40),
    (seller_named_too, 80),
    (only_seller_named, 40),
    (latin_name, 40),
    (listed_latin_name, 40),
    (both_names, 20),
    (accredited, 30),
    (issued_after_the_list, 1),
    (community, 20),
)
"""Kinds of honest labels and how many of a thousand are such (made up: nobody has counted)."""
