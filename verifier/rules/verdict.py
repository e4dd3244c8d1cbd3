"""Findings → verdict: one total function, and the table it reads.

| verdict       | when                                                                                            |
|---------------|-------------------------------------------------------------------------------------------------|
| `conflicts`   | at least one finding fails                                                                      |
| `agrees`      | none fails, every required finding passes, and all of `AGREEMENT` is among the passes           |
| `cannot_tell` | everything else, no findings at all included                                                    |

Agreement is reached, never the absence of objections.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from verifier.domain import Finding, Outcome, Verdict, VerdictKind
from verifier.rules.book import book, say

AGREEMENT = frozenset(
    {
        "mark.found",
        "mark.fits_standard",
        "standard.found",
        "standard.known",
        "standard.current",
        "link.found",
        "licence.active",
        "licence.fits_standard",
        "licence.type_fits_mark",
        "list.fresh",
        "challenge.done",
    }
)
"""What must have passed before anything agrees."""
UNCHALLENGED = AGREEMENT - {"challenge.done"}
"""The same before the photos are looked at again for what speaks against agreement."""
UNLINKED = UNCHALLENGED - {"link.found", "licence.active", "licence.fits_standard", "licence.type_fits_mark"}
"""The same but for a licence: nothing near the mark leads to one, and the holder may be named further off."""
WITHOUT_PHOTO = UNCHALLENGED - {"mark.found", "mark.fits_standard", "licence.type_fits_mark"}
"""The same for what somebody typed in: nobody saw a mark, so none is asked for."""

WHY_NO_LINK = frozenset({"code.unresolved"})
"""Findings of which nothing is required, and which tell why nothing leads to a licence: they may lead before what keeps
a label from agreeing, such as a stray word."""
PHOTO_ADVICE = {
    "too_dark": "more_light",
    "too_bright": "avoid_glare",
    "too_blurred": "hold_still",
    "glare": "avoid_glare",
    "low_contrast": "more_light",
}
"""What to do about a problem that `quality.problems` names."""
SEEING_BETTER = frozenset({"move_closer", "hold_still"})
"""Advice of findings that a better photo may settle."""
AGREES_ADVICE = ("match_is_not_proof", "keep_receipt")
MOST_ADVICE = 5


def conclude(
    findings: Sequence[Finding], photo_problems: Iterable[str] = (), agreement: Collection[str] = AGREEMENT
) -> Verdict:
    """The verdict over any findings whatever, whose order does not matter.

    `photo_problems` are codes of `quality.problems`, of all photos; they shape the advice alone. `agreement`: codes
    that must have passed before anything agrees.
    """
    fails = [f for f in findings if f.outcome is Outcome.FAIL]
    passed = {f.code for f in findings if f.outcome is Outcome.PASS}
    if fails:
        return Verdict(VerdictKind.CONFLICTS, _leading(fails), _advice(fails, ()))
    if not _held(findings) and passed.issuperset(agreement):
        return Verdict(VerdictKind.AGREES, _leading([f for f in findings if f.outcome is Outcome.PASS]), AGREES_ADVICE)
    open_questions = _open_questions(findings)
    return Verdict(VerdictKind.CANNOT_TELL, _leading(open_questions), _advice(open_questions, photo_problems))


def notes(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that cannot tell and only inform: nothing is required of them and no answer hangs on them.

    Never one that is required, nor one that keeps these findings from an answer or tells why nothing is linked.
    """
    open_questions = _open_questions(findings)
    if conclude(findings).kind is not VerdictKind.CANNOT_TELL:
        open_questions = [*_held(findings), *_unlinked(findings)]
    return [f for f in findings if f.outcome is Outcome.UNKNOWN and f not in open_questions]


def _open_questions(findings: Sequence[Finding]) -> list[Finding]:
    """What keeps findings of which none fails from agreeing."""
    held = _held(findings)
    return [*held, *_unlinked(findings)] if held else [f for f in findings if f.outcome is not Outcome.PASS]


def _held(findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if f.required and f.outcome in (Outcome.UNKNOWN, Outcome.WARN)]


def _unlinked(findings: Sequence[Finding]) -> list[Finding]:
    """Those that tell why nothing leads to a licence, where nothing does."""
    linked = any(f.code == "link.found" and f.outcome is Outcome.PASS for f in findings)
    return [] if linked else [f for f in findings if f.code in WHY_NO_LINK]


def with_challenge(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings; where they would or might agree if the photos had been looked at again, one more that says so.

    They might where all is well but that nothing leads to a licence: a second look reads the whole label.
    """
    if conclude(findings).kind is VerdictKind.AGREES or any(f.code == "challenge.done" for f in findings):
        return findings
    rest = [f for f in findings if f.code != "link.none"]
    unlinked = len(rest) < len(findings) and conclude(rest, agreement=UNLINKED).kind is VerdictKind.AGREES
    if unlinked or conclude(findings, agreement=UNCHALLENGED).kind is VerdictKind.AGREES:
        return (*findings, say("challenge.missing"))
    return findings


def awaits_challenge(findings: Iterable[Finding]) -> bool:
    """Whether nothing but a second look at the photos keeps these findings from agreeing."""
    return any(finding.code == "challenge.missing" for finding in findings)


def _leading(findings: Sequence[Finding]) -> Finding | None:
    """The most telling: by the book's order, then by words, so that the order of evidence does not matter."""
    return min(findings, key=_rank, default=None)


def _rank(finding: Finding) -> tuple[int, str]:
    entry = book().get(finding.code)
    params = sorted((name, str(value)) for name, value in finding.params.items())
    words = (finding.code, params, finding.evidence, finding.outcome, finding.required)
    return entry.rank if entry else len(book()), repr(words)


def _advice(findings: Sequence[Finding], photo_problems: Iterable[str]) -> tuple[str, ...]:
    """Advice of the findings, the leading one's first; a poor photo is named first where a better one would help."""
    entries = [book().get(f.code) for f in sorted(findings, key=_rank)]
    wanted = [code for entry in entries if entry for code in entry.advice]
    if SEEING_BETTER & set(wanted):
        better = sorted({PHOTO_ADVICE[p] for p in photo_problems if p in PHOTO_ADVICE})
        wanted = better + wanted
    return tuple(dict.fromkeys(wanted))[:MOST_ADVICE]
