"""Rules on the link: the label must lead to one specific licence for each standard that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.domain import Evidence, Finding, ReachedBy, SeenHolder
from verifier.rules.book import say
from verifier.rules.case import Case
from verifier.rules.holders import names_holder
from verifier.rules.rule import Rule


def specific(case: Case) -> Iterable[Finding]:
    """Exactly one licence for each printed standard; a licence of another edition or standard does not count."""
    if case.listing.snapshot is None:
        return
    links = case.links()
    printed = {s.value: i for i, s in case.products()}
    fitting = {standard: [x for x in links if any(r.standard == standard for r in x.rows)] for standard in printed}
    for standard, found in fitting.items():
        if len(found) > 1:
            numbers = ", ".join(str(link.number) for link in found)
            evidence = (i for link in found for i in link.evidence)
            yield say("link.ambiguous", *evidence, licences=numbers, standard=str(standard))
        elif not found and any(fitting.values()):
            yield say("standard.unbacked", printed[standard], standard=str(standard))
    if not links:
        yield from (say("holder.ambiguous", i) for i in case.listing.ambiguous_holders)
        yield from _by_name_perhaps(case)
    elif printed and all(len(found) == 1 for found in fitting.values()):
        for link in sorted({found[0] for found in fitting.values()}, key=lambda link: str(link.number)):
            by = next(way for way in ReachedBy if way in link.by)
            yield say("link.found", *link.evidence, licence=str(link.number), by=str(by), holder=link.rows[0].holder)


def _by_name_perhaps(case: Case) -> Iterator[Finding]:
    """What the names on the label suggest where nothing leads to a licence."""
    near = [m for m in case.listing.matches if m.by is ReachedBy.HOLDER and _certain(case, m.evidence)]
    for match in near:
        words = {"holder": match.licence.holder, "printed": _name(case, match.evidence)}
        yield say("link.name_nearly", match.evidence, licence=str(match.licence.number), **words)
    for likely in case.listing.likely:
        words = {"holder": likely.licence.holder, "printed": _name(case, likely.evidence)}
        yield say("link.name_likely", likely.evidence, licence=str(likely.licence.number), **words)
    heard = [] if near or case.listing.likely else case.listing.sounding
    for sound in heard:
        printed, holders = _name(case, sound.evidence), "; ".join(sound.holders)
        if len(sound.holders) == 1:
            yield say("link.name_sounds", sound.evidence, printed=printed, holder=holders)
        else:
            yield say("holder.sounds_several", sound.evidence, printed=printed, holders=holders)
    if not near and not case.listing.likely and not heard and not case.unresolved_codes():
        yield say("link.none", date=case.list_date())


def confirmed(case: Case) -> Iterable[Finding]:
    """A printed number whose neighbour is listed too needs a second, independent way to the same licence."""
    for link in case.links():
        near = [n.licence.number for n in case.listing.near if n.evidence in link.evidence]
        near = [number for number in near if number != link.number]
        if near and link.by == {ReachedBy.LICENCE} and not names_holder(case, link):
            yield say("link.neighbour_listed", *link.evidence, licence=str(link.number), near=str(min(near, key=str)))


def _name(case: Case, evidence: Evidence) -> str:
    return str(getattr(case.item(evidence), "value", ""))


def _certain(case: Case, evidence: Evidence) -> bool:
    name = case.item(evidence)
    return isinstance(name, SeenHolder) and name.certain


RULES: tuple[Rule, ...] = (specific, confirmed)
