"""Rules on the holder: whether a firm that the label names holds the licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from verifier.domain import Evidence, Finding, Licence, ReachedBy, SeenHolder, SoundsLike
from verifier.names.forgery import LOOK_MIN_CERTAINTY, is_of
from verifier.names.match import adds_word, likeness, together
from verifier.names.open_ends import may_be_begun
from verifier.names.parse import in_thai, normal
from verifier.names.transliteration import SOUNDS_ALIKE
from verifier.names.transliteration import alike as sounds_alike
from verifier.rules.book import say
from verifier.rules.case import SAME, Case, Link, numbered
from verifier.rules.named_as import MAKES, SELLS, says_who_makes, words_round
from verifier.rules.rule import Rule

READ_BADLY = 0.85
"""A name not read for certain and less like the holder's than this may be another firm's."""
SHOWN = 0.9
"""One look this like the holder's name shows it, unless a look that is not poor shows another: no other name is read so
by chance."""
ANOTHER = 0.5
"""Names less alike than this are two firms', whatever went wrong in reading."""

Named = list[tuple[Evidence, SeenHolder]]

_LICENSEE = re.compile(r"ผู้(?:ได้)?รับ(?:ใบ)?อนุญาต|licen[cs]ee|licen[cs]e holder", re.IGNORECASE)


def fits(case: Case) -> Iterable[Finding]:
    """Some firm that the label names must be the licence's holder; which firm is which, labels seldom say."""
    names = list(numbered("holders", case.claim.holders))
    certain = [(i, h) for i, h in names if h.certain]
    places = [[names[index] for index in place] for place in case.claim.names_by_place()]
    for link in case.links():
        holder = link.rows[0].holder
        words = {"holder": holder, "licence": str(link.number)}
        mine = [looks for looks in places if _names(looks, link)]
        own = [i for looks in mine for i in _shown(looks, link)]
        near = [(i, h) for i, h in certain if (_alike(h.value, link.rows[0].names) or 0) >= SAME]
        if own:
            yield say("holder.fits", *own, **words)
            rest = [(i, h) for looks in places if looks not in mine for i, h in looks]
            lines = [(h.text, h.value) for looks in mine for i, h in looks if i in own]
            if link.by == {ReachedBy.HOLDER} and (others := _makers(rest, lines, link.rows[0])):
                printed = min(h.value for _, h in others)
                yield say("holder.only_seller", *own, *(i for i, _ in others), printed=printed, **words)
        elif near:
            yield say("holder.nearly", *(i for i, _ in near), printed=min(h.value for _, h in near), **words)
        elif any(read_badly([seen for _, seen in looks], link.rows[0]) for looks in places):
            continue  # the holder's name, as far as it could be read: it says nothing for or against the link
        elif false := [(i, h) for i, h in certain if _LICENSEE.search(h.text) and _differs(h.value, link.rows[0])]:
            yield say("holder.other_licensee", *(i for i, _ in false), printed=min(h.value for _, h in false), **words)
        elif heard := _heard(case, link.rows[0]):
            yield _sounds(names, heard, link)
        elif certain:
            yield say("holder.differs", *(i for i, _ in certain), printed=min(h.value for _, h in certain), **words)
        else:
            for looks in places:
                evidence, seen = max(looks, key=lambda look: (not _same(look[1], link), look[1].confidence, look[0]))
                yield say("holder.unclear", evidence, text=seen.value, **words)


def _same(seen: SeenHolder, link: Link) -> bool:
    """Whether a look shows the holder's name letter by letter: nobody would understand that it is doubted."""
    return _alike(seen.value, link.rows[0].names) == 1


def _heard(case: Case, row: Licence) -> list[SoundsLike]:
    """The names in Latin letters that sound like that of a licence's holder."""
    return [
        sound for sound in case.listing.sounding if any(normal(name) == normal(row.holder) for name in sound.holders)
    ]


def _sounds(names: Named, heard: Sequence[SoundsLike], link: Link) -> Finding:
    """That names in Latin letters sound like the holder's: the clearest of them, which no other firm's is like."""
    clear = [sound for sound in heard if len(sound.holders) == 1]
    sound = max(clear or heard, key=lambda sound: (sound.probability, sound.evidence))
    printed = next(seen.value for i, seen in names if i == sound.evidence)
    if clear:
        words = {"printed": printed, "holder": link.rows[0].holder, "licence": str(link.number)}
        return say("holder.sounds_alike", sound.evidence, **words)
    return say("holder.sounds_several", sound.evidence, printed=printed, holders="; ".join(sound.holders))


def read_badly(looks: Sequence[SeenHolder], row: Licence) -> bool:
    """Whether a name that was not read for certain is likely to be the holder's.

    Every look at it is much like it; or all together show it (`names.match.together`) and none is another name
    altogether; or one look shows it and none but poor ones another name. Not where each look has a word more than it.
    """
    if all(all(adds_word(seen.value, name) for name in row.names) for seen in looks):
        return False
    alike = [_alike(seen.value, row.names) or 0 for seen in looks]
    fused = max(together([seen.value for seen in looks], name) for name in row.names) >= SAME and min(alike) >= ANOTHER
    fair = [likes for likes, seen in zip(alike, looks, strict=True) if seen.confidence >= LOOK_MIN_CERTAINTY]
    shown = max(alike) >= SHOWN and min(fair, default=1.0) >= ANOTHER
    return not any(seen.certain for seen in looks) and (fused or min(alike) >= READ_BADLY or shown)


def _makers(names: Named, own: Sequence[tuple[str, str]], row: Licence) -> Named:
    """The other firms on the label, if they and not the holder seem to make or import the goods.

    `own`: the lines with the holder's name, and the name in them. So it is when the holder is said to sell the goods,
    or others are said to make them, and the holder is not; or when a word before the holder's name was not understood.
    A line that says who makes them counts however like the holder's its name is: firms share most of their words.
    """
    others = [(i, h) for i, h in names if other_firm(h, row) or says_who_makes(h)]
    if any(MAKES.search(words_round(text, name)) for text, name in own):
        return []
    unread = any(text.partition(name)[0].strip(" :.") for text, name in own)
    sells = any(SELLS.search(words_round(text, name)) for text, name in own)
    return others if sells or unread or any(says_who_makes(h) for _, h in others) else []


def _names(looks: Named, link: Link) -> bool:
    """Whether these looks at one print show the holder's name: one that was accepted does, or all beyond doubt."""
    accepted = any(seen.certain and _is(seen.value, link) for _, seen in looks)
    return accepted or any(is_of([seen for _, seen in looks], row.names) for row in link.rows)


def _shown(looks: Named, link: Link) -> list[Evidence]:
    """The looks that show the holder's name: the accepted ones, else all."""
    exact = [(i, seen.certain) for i, seen in looks if _is(seen.value, link)]
    return [i for i, certain in exact if certain] or [i for i, _ in exact]


def names_holder(case: Case, link: Link) -> bool:
    """Whether the label names the holder of a licence, read for certain and equal but for legal form and spacing."""
    names = list(numbered("holders", case.claim.holders))
    return any(_names([names[index] for index in place], link) for place in case.claim.names_by_place())


def _is(name: str, link: Link) -> bool:
    return normal(name) != "" and any(likeness(name, its) == 1 for row in link.rows for its in row.names)


def _alike(name: str, holder: Sequence[str]) -> float | None:
    """Likeness of a name and a holder's; None when all of these are in the other script and so cannot be compared."""
    return max((likeness(name, its) for its in holder if in_thai(its) == in_thai(name)), default=None)


def other_firm(seen: SeenHolder, row: Licence) -> bool:
    """Whether a name, however badly read, is likely to be another firm's; so is one in a script that the list lacks."""
    alike = _alike(seen.value, row.names)
    return alike is None or alike < (SAME if seen.certain else READ_BADLY)


def another_firms(looks: Sequence[SeenHolder], row: Licence) -> bool:
    """Whether these looks at one name, however bad, are likely to show another firm's."""
    return all(other_firm(seen, row) for seen in looks) and not read_badly(looks, row)


def _differs(name: str, row: Licence) -> bool:
    """Whether a name is clearly another firm's; one in Latin letters must sound so too, as those change more often."""
    alike = _alike(name, row.names)
    if any(may_be_begun(name, whole) for whole in row.names):
        return False
    return alike is not None and alike < ANOTHER and (in_thai(name) or sounds_alike(name, row.holder) < SOUNDS_ALIKE)


RULES: tuple[Rule, ...] = (fits,)
