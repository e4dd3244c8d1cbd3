"""A letter to a supplier as PDF: data beside a fixed source, of which a manifest's texts never become part."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from verifier.batch.results.letter import Letter
from verifier.evidence.typeset import typeset
from verifier.messages.letter import say

SOURCES = (("api.batches", "letter.typ"),)
AT = datetime.fromtimestamp(0, UTC)
"""A letter's day stands in its words; the PDF states none, so that equal letters are equal bytes."""


def letter_pdf(letter: Letter) -> bytes:
    """The letter, the same bytes for the same letter. Raises EngineMissing without typst or a Thai font."""
    data = {
        "subject": letter.subject,
        "before": letter.before,
        "after": letter.after,
        "products": [asdict(product) | {"asked": f"{say('please', letter.lang)}:"} for product in letter.products],
        "lang": letter.lang,
    }
    return typeset(SOURCES, data, {}, AT, standard=None)
