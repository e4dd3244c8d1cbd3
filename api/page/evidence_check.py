"""The values of `evidence.html`: what a check of a bundle or of an exported case found, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from verifier.cases.export import CASE, CheckedCase, check_case, lines_of
from verifier.evidence.check import Checked, State, check, told_doubt
from verifier.evidence.record import Record
from verifier.evidence.sheet_data import summary
from verifier.evidence.signing import PublicKey
from verifier.messages.evidence import say
from verifier.report.plain import LANGUAGES

Said = dict[str, str]
OUTCOMES = {State.WHOLE: "pass", State.CHANGED: "fail", State.UNPROVEN: "unknown"}
MOST_FLAWS = 20
_NAME_AT = 30
"""Where the name of a zip's first entry begins (APPNOTE 4.3.7)."""


def view(data: bytes, keys: Sequence[PublicKey], own: PublicKey | None = None) -> dict[str, Any]:
    """What was found of a file's bytes, whatever they are. Raises EngineMissing without `cryptography`.

    `own`: the service's key, which is trusted beside those that were given, and told apart from them.
    """
    of_case = data[_NAME_AT : _NAME_AT + len(CASE)] == CASE.encode()
    trusted = [*keys, *([own] if own else [])]
    checked = check_case(data, trusted) if of_case else check(data, trusted)
    found = _of_case(checked) if isinstance(checked, CheckedCase) else _of_bundle(checked)
    if checked.state is State.WHOLE and checked.signer and checked.signer.id not in {key.id for key in keys}:
        found["state"] = _both("state.whole.own")
    return found


def _of_bundle(checked: Checked) -> dict[str, Any]:
    sound = checked.record if not checked.flaws else None
    return {
        **_head(checked),
        "proven": _lists(checked.proven),
        "not_proven": [] if checked.flaws else _lists(checked.not_proven),
        "sha256": checked.record_sha256 if sound else "",
        "lines": [] if sound is None else list(_told(sound)),
        "photos": [part.path for part in sound.photos] if sound else [],
    }


def _of_case(checked: CheckedCase) -> dict[str, Any]:
    case = checked.case if not checked.flaws else None
    signed = checked.state is State.WHOLE and checked.signer is not None
    proven = ("proven.bytes", "proven.key") if signed else ()
    signer = checked.signer
    fill = {"name": signer.name, "fingerprint": signer.fingerprint} if signer else {}
    doubts = _lists(lambda lang: [told_doubt(doubt, signer, lang) for doubt in checked.doubts])
    open_ones = (*(["not_proven.holder"] if signer else []), "not_proven.scene")
    return {
        **_head(checked),
        "proven": [_both(key, **fill) for key in proven],
        "not_proven": [] if checked.flaws else [*doubts, *map(_both, open_ones)],
        "sha256": "",
        "lines": [] if case is None else [dict(zip(LANGUAGES, pair, strict=True)) for pair in _case_lines(case)],
        "photos": [],
    }


def _case_lines(case: Any) -> list[tuple[str, ...]]:
    return list(zip(*(lines_of(case, lang) for lang in LANGUAGES), strict=True))


def _head(checked: Checked | CheckedCase) -> dict[str, Any]:
    flaws, signer = checked.flaws, checked.signer
    return {
        "outcome": OUTCOMES[checked.state],
        "state": _both(checked.headline),
        "flaws": [
            {"part": flaw.part[:200], "said": _both(flaw.code), "detail": flaw.detail[:200]}
            for flaw in flaws[:MOST_FLAWS]
        ],
        "more_flaws": max(0, len(flaws) - MOST_FLAWS),
        "signer": None if signer is None else {"fingerprint": signer.fingerprint, "name": signer.name},
    }


def _told(record: Record) -> list[Said]:
    """What the bundle says, in a few lines: verdict, leading finding, and what they rest on, frames and list too."""
    report = record.report
    lines = [{lang: report["verdict_text"][lang] for lang in LANGUAGES}]
    if report["leading"] is not None:
        message = report["findings"][report["leading"]]["message"]
        lines.append({lang: message[lang] for lang in LANGUAGES})
    told = zip(*(summary(record, lang) for lang in LANGUAGES), strict=True)
    rests = [{lang: ": ".join(filter(None, one)) for lang, one in zip(LANGUAGES, pair, strict=True)} for pair in told]
    return [*lines, *rests]


def _lists(said: Callable[[str], list[str]]) -> list[Said]:
    return [dict(zip(LANGUAGES, pair, strict=True)) for pair in zip(*map(said, LANGUAGES), strict=True)]


def _both(key: str, **fill: str) -> Said:
    return {lang: say(key, lang, **fill) for lang in LANGUAGES}
