"""Rules on the holder: whether a firm that the label names holds the licence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Indel

from verifier.models import Finding
from verifier.rules.book import say
from verifier.rules.case import Case, Link, numbered
from verifier.seams import Rule

LIKE = 0.75
"""Names at least this similar may be one name read badly (normalised indel similarity of normal forms)."""
CLEARLY_DIFFERENT = 0.5
"""Names less similar than this are two firms."""

_LEGAL = re.compile(r"บริษัท|บจก|บมจ|หจก|ห้างหุ้นส่วนจำกัด|จำกัด|มหาชน|\b(?:co|ltd|company|limited|public|plc|inc)\b")
_LICENSEE = re.compile(r"ผู้(?:ได้)?รับใบอนุญาต|ผู้(?:ได้)?รับอนุญาต|licen[cs]ee|licen[cs]e holder", re.IGNORECASE)
_THAI = re.compile(r"[ก-ฮ]")


def core(name: str) -> str:
    """A firm's name without legal form, spaces and punctuation, lower case."""
    letters = re.sub(r"[^0-9a-zก-๎]+", " ", name.lower())
    bare = _LEGAL.sub("", letters).replace(" ", "")
    return bare or letters.replace(" ", "")


def likeness(one: str, other: str) -> float | None:
    """How alike two names are, 0..1; None when they are in different scripts, which compare only by a dictionary."""
    a, b = core(one), core(other)
    if not a or not b or bool(_THAI.search(a)) != bool(_THAI.search(b)):
        return None
    return Indel.normalized_similarity(a, b)


def names_holder(case: Case, link: Link) -> bool:
    """Whether the label names the holder of a licence, read for certain and equal but for form."""
    return any(
        seen.certain and core(seen.value) == core(row.holder) for seen in case.claim.holders for row in link.rows
    )


def fits(case: Case) -> Iterable[Finding]:
    """Some firm that the label names must be the licence's holder; which firm is which, labels seldom say."""
    for link in case.links():
        holder = link.rows[0].holder
        words = {"holder": holder, "licence": str(link.number)}
        certain = [(i, h) for i, h in numbered("holders", case.claim.holders) if h.certain]
        if names_holder(case, link):
            ids = (i for i, h in certain if any(core(h.value) == core(row.holder) for row in link.rows))
            yield say("holder.fits", *ids, **words)
        elif certain:
            licensees = [(i, h) for i, h in certain if _LICENSEE.search(h.text) and _other(h.value, holder)]
            code = "holder.other_licensee" if licensees else "holder.differs"
            shown = licensees or certain
            yield say(code, *(i for i, _ in shown), printed=min(h.value for _, h in shown), **words)
        for evidence, seen in numbered("holders", case.claim.holders):
            alike = likeness(seen.value, holder)
            if not certain and not seen.certain and (alike is None or alike < LIKE):
                yield say("holder.unclear", evidence, text=seen.value, **words)


def _other(name: str, holder: str) -> bool:
    alike = likeness(name, holder)
    return alike is not None and alike < CLEARLY_DIFFERENT


RULES: tuple[Rule, ...] = (fits,)
