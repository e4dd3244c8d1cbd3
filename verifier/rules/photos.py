"""Rules on labels and photos: it is one product that is shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from verifier.domain import Finding, Licence, ReachedBy
from verifier.names.match import likeness
from verifier.rules.book import say
from verifier.rules.case import SAME, Case
from verifier.rules.holders import another_firms, other_firm
from verifier.rules.named_as import says_who_makes
from verifier.rules.rule import Rule


def one_product(case: Case) -> Iterable[Finding]:
    """Labels that show numbers of one sort must have at least one in common; so must photos."""
    clash_in_photo = clash_between = False
    for shown in (_standards(case), _licences(case), _codes(case)):
        labels: dict[tuple[int, int], set[Hashable]] = {}
        for photo, label, value in shown:
            labels.setdefault((photo, label), set()).add(value)
        for (one, ours), (other, theirs) in combinations(sorted(labels.items(), key=lambda entry: entry[0]), 2):
            if not ours & theirs:
                clash_in_photo |= one[0] == other[0]
                clash_between |= one[0] != other[0]
    if clash_in_photo or _several_holders(case) or _another_firms(case) or _another_makers(case):
        yield say("labels.several_products")
    if clash_between:
        yield say("photos.differ", photos=case.claim.photos)
    elif case.claim.photos > 1 and len({s.photo for _, s in case.standards()}) > 1:
        yield say("photos.agree", *(i for i, _ in case.standards()), photos=case.claim.photos)


def _several_holders(case: Case) -> bool:
    """Whether numbers and codes lead to licences of firms that have no name in common: one product has one licensee."""
    told = [link for link in case.links() if link.by & {ReachedBy.LICENCE, ReachedBy.QR}]
    return any(not _share_a_name(one.rows, other.rows) for one, other in combinations(told, 2))


def _share_a_name(ones: Sequence[Licence], others: Sequence[Licence]) -> bool:
    names, theirs = ([name for row in rows for name in row.names] for rows in (ones, others))
    return any(likeness(name, other) >= SAME for name in names for other in theirs)


def _another_firms(case: Case) -> bool:
    """Whether a photo shows two labels of goods, one leads to no licence, and some firm named is not the holder.

    A label of goods shows a mark or a standard. However badly that firm's name was read, and wherever it stands: it may
    be the second label's.
    """
    marked = {mark.label: mark.photo for mark in case.claim.marks}
    marked |= {standard.label: standard.photo for standard in case.claim.standards}
    links = case.links()
    led = {item.label for link in links for i in link.evidence if (item := case.item(i))}
    apart = any(label not in led and list(marked.values()).count(photo) > 1 for label, photo in marked.items())
    return apart and any(other_firm(seen, link.rows[0]) for seen in case.claim.holders for link in links)


def _another_makers(case: Case) -> bool:
    """Whether a label apart from those that lead to the licence names who makes or imports its goods: not the holder.

    Its mark and its standard may have been missed. A block of print that names the holder too is of the holder's label.
    """
    names = case.claim.holders
    places = [[names[index] for index in place] for place in case.claim.names_by_place()]
    for link in case.links():
        row = link.rows[0]
        led = {(item.photo, item.label) for i in link.evidence if (item := case.item(i))}
        led |= {(seen.photo, seen.label) for seen in names if not other_firm(seen, row)}
        for looks in places:
            place = looks[0].photo, looks[0].label
            here = place not in led and any(photo == place[0] for photo, _ in led)
            if here and any(map(says_who_makes, looks)) and another_firms(looks, row):
                return True
    return False


def judged_alone(case: Case) -> Iterable[Finding]:
    """That one label of several in a photo was judged by itself."""
    for photo in case.claim.framed:
        yield say("label.framed", photo=photo + 1)


def seen_well(case: Case) -> Iterable[Finding]:
    """Where no mark was seen: whether photo and goods say that one would be there to see."""
    if case.claim.marks or any(c.kind == "community" for c in case.claim.certificates):
        return
    if case.photo_problems:
        yield say("photo.unclear", problem=case.photo_problems[0])
    if not case.print_seen:
        yield say("label.none")
    goods = case.catalogue.category(case.category) if case.category else None
    if goods is not None and any(case.catalogue.is_compulsory(standard) for standard in goods.standards):
        yield say("mark.needed", category_th=goods.words_th[0], category_en=goods.words_en[0])


Shown = Iterator[tuple[int, int, Hashable]]


def _standards(case: Case) -> Shown:
    return ((s.photo, s.label, s.value) for _, s in case.products())


def _licences(case: Case) -> Shown:
    return ((n.photo, n.label, n.value) for _, n in case.licences())


def _codes(case: Case) -> Shown:
    return ((c.photo, c.label, c.target.qr_id) for _, c in case.official_codes() if c.target.qr_id)


RULES: tuple[Rule, ...] = (one_product, judged_alone, seen_well)
