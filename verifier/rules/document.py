"""Writes the page of all findings: `python -m verifier.rules.document > docs/reference/findings.md`."""

from __future__ import annotations

from collections.abc import Iterator

from verifier import messages
from verifier.domain import Outcome
from verifier.messages import en, th
from verifier.rules.book import Entry, book
from verifier.rules.verdict import AGREEMENT

HEAD = """# Findings

<!-- Written by `python -m verifier.rules.document`; a test fails when it is stale. -->

A rule looks at one case (what was read, what the list says, which day it is) and makes findings. Each has a
code that stays, an outcome and the sentences below. From all of them follows one verdict:

| verdict | when |
|---|---|
| `conflicts` | at least one finding is a `fail` |
| `agrees` | no `fail`; every finding that is required passes; and all of {agreement} are among the passes |
| `cannot_tell` | everything else |

Only what was read for certain makes a `pass` or a `fail`, or a firm's name that all looks at it together show beyond
doubt. Of several findings the one that stands first here leads the verdict. A finding that is *not required* does not
keep the verdict from `agrees`.
"""
CHAPTERS = (
    (Outcome.FAIL, "Something conflicts: `fail`"),
    (Outcome.UNKNOWN, "It cannot be told: `unknown`"),
    (Outcome.WARN, "Worth knowing: `warn`"),
    (Outcome.PASS, "What agrees: `pass`"),
)


def page() -> str:
    """The whole page, Markdown."""
    agreement = ", ".join(f"`{code}`" for code in book() if code in AGREEMENT)
    parts = [HEAD.format(agreement=agreement)]
    for outcome, title in CHAPTERS:
        parts.append(f"## {title}\n")
        parts += ["\n".join(_entry(entry)) for entry in book().values() if entry.outcome is outcome]
    return "\n".join(parts)


def _entry(entry: Entry) -> Iterator[str]:
    optional = "" if entry.required or entry.outcome is Outcome.PASS else " (not required)"
    yield f"### `{entry.code}`\n"
    yield f"* When: {entry.when}{optional}."
    yield f"* Rests on: {entry.basis}."
    yield f"* ไทย: {th.FINDINGS[entry.code]}"
    yield f"* English: {en.FINDINGS[entry.code]}"
    if entry.advice:
        yield f"* Then: {' '.join(messages.advice(code, 'en') for code in entry.advice)}"
    yield ""


if __name__ == "__main__":
    print(page(), end="")
