"""The page of all findings: `python -m verifier.rules.document` prints it, `--write` puts it into the documentation."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from verifier import messages
from verifier.domain import Outcome
from verifier.rules.book import Entry, book
from verifier.rules.verdict import AGREEMENT

PAGE = Path("docs/reference/findings.md")
"""Where the page lies, from the root of the checkout."""
WIDTH = 120
"""Columns of a line, at most."""
HEAD = """# Findings

<!-- Written by `python -m verifier.rules.document --write`; a test fails when it is stale. -->

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
    yield _item(f"When: {entry.when}{optional}.")
    yield _item(f"Rests on: {entry.basis}.")
    words = messages.sentences()[entry.code]
    yield _item(f"ไทย: {words['th']}")
    yield _item(f"English: {words['en']}")
    if entry.advice:
        yield _item(f"Then: {' '.join(messages.advice(code, 'en') for code in entry.advice)}")
    yield ""


def _item(text: str) -> str:
    lines = textwrap.wrap(text, WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    return "* " + "\n  ".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(), "utf-8")
    else:
        print(page(), end="")
