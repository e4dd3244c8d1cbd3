"""The faults that are put into the judgement's tables (TOML): a flag, an outcome, a number or a word of a list.

The rulebook's order, advice and words for people are left alone: they decide no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bench.mutation.mutant import Mutant
from bench.mutation.operators import near

OUTCOMES = {"fail": "unknown", "unknown": "pass", "warn": "pass", "pass": "unknown"}
_FINDING = re.compile(r'\[\[finding\]\]\ncode = "[^"]+"\noutcome = "(?P<outcome>\w+)"\n(?P<rest>(?:[^\n]+\n)*)')
_REQUIRED = "required = false\n"
_LIST = re.compile(r"^(?P<name>\w+) = \[(?P<items>[^\]]*)\]", re.MULTILINE)
_ITEM = re.compile(r'"(?:[^"\\]|\\.)*",?[ \n]*')
_NUMBER = re.compile(r"^(?P<name>\w+) = (?P<value>[0-9]+\.[0-9]+)", re.MULTILINE)
_ROW = re.compile(r'^"[^"\n]+" = [^\n]+\n', re.MULTILINE)
SPEAKS_TO_PEOPLE = ("advice",)


def of_rulebook(file: str, data: bytes) -> Iterator[Mutant]:
    """Another outcome for each finding; for one that is open, another answer to whether it keeps from `agrees`."""
    text = data.decode()
    for found in _FINDING.finditer(text):
        outcome = found["outcome"]
        yield _in(text, "outcome", file, found.span("outcome"), OUTCOMES[outcome])
        if outcome not in ("unknown", "warn"):
            continue
        at = text.find(_REQUIRED, *found.span("rest"))
        if at < 0:
            yield _in(text, "required", file, (found.end("rest"), found.end("rest")), _REQUIRED)
        else:
            yield _in(text, "required", file, (at, at + len(_REQUIRED)), "")


def of_words(file: str, data: bytes) -> Iterator[Mutant]:
    """Each word of each list left out; each number changed; each row of a table left out."""
    text = data.decode()
    for found in _LIST.finditer(text):
        items = list(_ITEM.finditer(text, *found.span("items")))
        for item in items if found["name"] not in SPEAKS_TO_PEOPLE and len(items) > 1 else ():
            yield _in(text, "word", file, item.span(), "")
    for found in _NUMBER.finditer(text):
        for other in near(float(found["value"])):
            yield _in(text, "number", file, found.span("value"), repr(other))
    for row in _ROW.finditer(text):
        yield _in(text, "word", file, row.span(), "")


def _in(text: str, kind: str, file: str, span: tuple[int, int], new: str) -> Mutant:
    start, end = (len(text[:at].encode()) for at in span)
    return Mutant(kind, file, start, end, new)
