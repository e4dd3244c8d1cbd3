"""Two firms that one line of print names."""

from __future__ import annotations

from verifier.names.parse import MAX_LINE_CHARACTERS, tidy, whole
from verifier.thai import normal_form

MAX_WORDS = 40
"""Words of a line that are looked at."""


def two_firms(text: str) -> tuple[str, str] | None:
    """The first and the second firm of a line; None for fewer firms.

    The line is parted at its spaces, after the first words that are a whole firm.
    """
    words = normal_form(text[:MAX_LINE_CHARACTERS]).split(" ")[:MAX_WORDS]
    for end in range(1, len(words)):
        first = tidy(" ".join(words[:end]))
        if first and whole(first):
            second = tidy(" ".join(words[end:]).lstrip("(/,;- "))
            return (first, second) if second else None
    return None
