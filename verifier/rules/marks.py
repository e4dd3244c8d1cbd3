"""Rules on the mark: there is one, and it goes with the standard and with the licence."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.domain import Evidence, Finding, MarkKind, SeenMark
from verifier.domain.geometry import Quad
from verifier.numbers import StandardNumber
from verifier.rules.book import say
from verifier.rules.case import SEEN, Case, numbered
from verifier.rules.licences import SCHEME_OF_TYPE
from verifier.rules.rule import Rule

SURE = 0.8
"""Only a mark of at least this score may carry a fail: telling ring from no ring needs more than seeing a mark."""

SQUEEZED, SQUEEZED_BESIDE_CODE = 0.78, 0.8
"""A square seen from 39 degrees aside is this narrow: what is narrower may be squashed. Beside a QR code, which is
square too and squeezed alike, what is this much narrower than the code; its corners are known roughly, and on bent
labels marks were 0.82 of it."""
QR_CODE = "QRCode"
ASLANT_DEGREES, BESIDE_SIDES = 20.0, 2.5
"""A mark is drawn level with the number within this many of its sides. Of 89 marks on real photos with a number read
beside them 88 are within 4.1 degrees of it; one of 32 px is 17.7 off."""
CLEAR_FROM_PX = 64.0
"""A mark of this size can be compared with the drawing in any photo; where it cannot, it is something else."""

Marks = list[tuple[Evidence, SeenMark]]


def present(case: Case) -> Iterable[Finding]:
    """A standard mark must be recognised; a community mark is another thing, and no fault."""
    strong = _seen(case)
    community = [i for i, m in numbered("marks", case.claim.marks) if m.kind is MarkKind.COMMUNITY]
    community += [i for i, c in numbered("certificates", case.claim.certificates) if c.kind == "community"]
    small_firm = [i for i, c in numbered("certificates", case.claim.certificates) if c.kind == "sme"]
    if strong:
        yield say("mark.found", *_ids(strong), kind=", ".join(sorted({m.kind for _, m in strong})))
    if community:
        yield say("mark.community_beside" if strong else "mark.community", *community)
    if small_firm:
        yield say("certificate.sme_beside" if strong else "certificate.sme", *small_firm)
    if strong or community or small_firm:
        return
    if case.claim.marks:
        yield say("mark.unsure", *(i for i, _ in numbered("marks", case.claim.marks)))
    elif case.claim.standards or case.claim.licences or case.official_codes():
        yield say("mark.missing_beside_number")
    else:
        yield say("mark.none")


def fits_standard(case: Case) -> Iterable[Finding]:
    """Ring for compulsory standards, bare diamond for voluntary ones."""
    for evidence, standard in case.products():
        facts = case.catalogue.edition(standard.value)
        marks = _near(case, standard.label)
        if facts is None or not marks:
            continue
        wanted, shown = MarkKind(facts.scheme), {m.kind for _, m in marks}
        words = {"standard": str(standard.value), "wanted": str(wanted)}
        if all(m.label != standard.label and m.photo == standard.photo for _, m in marks):
            yield say("mark.apart", evidence, *_ids(marks), standard=str(standard.value))
        if wanted in shown:
            ids = (i for i, m in marks if m.kind is wanted)
            yield say("mark.fits_standard", evidence, *ids, kind=str(wanted), **words)
            continue
        settled = not (facts.inferred or facts.in_transition or (facts.since and facts.since > case.today))
        explained = _explained(case, standard.value, standard.label, shown)
        wrong = settled and not explained and _sure(marks, standard.label)
        code = "mark.wrong_kind" if wrong else "mark.kind_unsettled"
        yield say(code, evidence, *_ids(marks), kind=str(min(shown)), **words)


def unexplained(case: Case) -> Iterable[Finding]:
    """Two kinds of mark need a standard for either, wherever they stand and on whichever photo."""
    marks = _seen(case)
    facts = [case.catalogue.edition(s.value) for _, s in case.products()]
    wanted = {MarkKind(f.scheme) for f in facts if f and not f.in_transition}
    free = any(f is None or f.in_transition for f in facts)
    odd = [(i, m) for i, m in marks if m.kind not in wanted]
    if wanted and not free and odd and len({m.kind for _, m in marks}) > 1:
        yield say("mark.unexplained", *_ids(odd), kind=str(odd[0][1].kind))


def fits_licence(case: Case) -> Iterable[Finding]:
    """Make and import licences stand beside the ring, display licences beside the bare diamond. Needs no list."""
    shown_numbers = [(n.id, n.label, n.value, not case.suspect(n)) for n in case.numbers()]
    known = {number for _, _, number, _ in shown_numbers}
    reached = [(i, link) for link in case.links() if link.number not in known for i in link.evidence]
    shown_numbers += [
        (i, item.label, link.number, i.field == "codes") for i, link in reached if (item := case.item(i)) is not None
    ]
    for evidence, label, number, sound in shown_numbers:
        marks = _near(case, label)
        if not marks:
            continue
        wanted, kinds = MarkKind(SCHEME_OF_TYPE[number.type]), {m.kind for _, m in marks}
        words = {"licence": str(number), "type": number.type, "wanted": str(wanted)}
        if wanted in kinds:
            ids = (i for i, m in marks if m.kind is wanted)
            yield say("licence.type_fits_mark", evidence, *ids, kind=str(wanted), **words)
            continue
        own = [s.value for _, s in case.products() if number.belongs_to(s.value)]
        facts = [case.catalogue.edition(s) for s in own]
        transition = any(f is not None and f.in_transition for f in facts)
        explained = bool(own) and _explained(case, own[0], label, kinds)
        wrong = sound and not transition and not explained and _sure(marks, label)
        code = "licence.type_contradicts_mark" if wrong else "licence.type_unsettled"
        yield say(code, evidence, *_ids(marks), kind=str(min(kinds)), **words)


def like(case: Case) -> Iterable[Finding]:
    """A mark must look like the mark in every part that is clear enough to tell; its mirror image is none."""
    for evidence, mark in _seen(case):
        likeness = mark.likeness
        if likeness is None:
            continue
        if not likeness.clear:
            if max(mark.quad.width, mark.quad.height) >= CLEAR_FROM_PX:
                yield say("mark.unlike", evidence, fault="unclear", kind=str(mark.kind))
            continue
        faults = [*likeness.faults, *_squashed(case, mark, likeness.frame), *_turned(case, mark, likeness.frame)]
        if likeness.mirrored and mark.score >= SURE and _reads_forwards(case, mark.photo):
            yield say("mark.mirrored", evidence, kind=str(mark.kind))
        elif likeness.mirrored:
            faults.append("mirrored")
        if faults:
            yield say("mark.unlike", evidence, fault=", ".join(faults), kind=str(mark.kind))


def _squashed(case: Case, mark: SeenMark, frame: Quad) -> list[str]:
    """A fault if the mark is squeezed more than the QR codes of its label, or if there is none, than a photo should."""
    codes = [c.quad for c in case.claim.codes if c.label == mark.label and c.symbology == QR_CODE]
    narrow = max(map(frame.squeeze, codes)) < SQUEEZED_BESIDE_CODE if codes else frame.squeeze() < SQUEEZED
    return ["squashed"] if narrow else []


def _turned(case: Case, mark: SeenMark, frame: Quad) -> list[str]:
    """A fault if the mark stands aslant to the number beside it; whole labels may be turned, and marks by quarters."""
    side = max(mark.quad.width, mark.quad.height)
    beside = [s.quad for _, s in case.standards() if (s.photo, s.label) == (mark.photo, mark.label)]
    near = min(beside, key=mark.quad.distance, default=None)
    if near is None or mark.quad.distance(near) > BESIDE_SIDES * side:
        return []
    aslant = (frame.angle - near.angle) % 90
    return ["turned"] if min(aslant, 90 - aslant) > ASLANT_DEGREES else []


def _reads_forwards(case: Case, photo: int) -> bool:
    """Whether print was read for certain in a photo, so that it is not the photo that is mirrored."""
    standards, licences = ({s.photo for _, s in case.standards()}, {n.photo for _, n in case.licences()})
    return photo in standards | licences


def _seen(case: Case) -> Marks:
    """Standard marks that were recognised."""
    marks = numbered("marks", case.claim.marks)
    return [(i, m) for i, m in marks if m.score >= SEEN and m.kind is not MarkKind.COMMUNITY]


def _near(case: Case, label: int) -> Marks:
    """The marks of a label; those of all labels when it has none."""
    seen = _seen(case)
    return [(i, m) for i, m in seen if m.label == label] or seen


def _sure(marks: Marks, label: int) -> bool:
    """Whether one of these marks, none of which stands elsewhere, is seen well enough to carry a fail."""
    return all(m.label == label for _, m in marks) and any(m.score >= SURE for _, m in marks)


def _explained(case: Case, standard: StandardNumber, label: int, kinds: set[MarkKind]) -> bool:
    """Whether another standard on the label, which one product may show beside this one, asks for such a mark."""
    others = [o.value for _, o in case.products() if o.label == label and o.value != standard]
    facts = [case.catalogue.edition(other) for other in others if case.related(standard, other)]
    return any(f is not None and (f.in_transition or MarkKind(f.scheme) in kinds) for f in facts)


def _ids(marks: Marks) -> list[Evidence]:
    return [i for i, _ in marks]


RULES: tuple[Rule, ...] = (present, like, fits_standard, unexplained, fits_licence)
