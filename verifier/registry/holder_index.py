"""The holders of one standard, searched for names that are like one that was read. For explanation, never for a match.

Fetching and comparing every holder of a standard for every name takes longer than all other look-ups together. So the
names of the standards asked for lately stay in memory, by what they look like (`names.looks`), and only those of about
the same length are compared. Standards with more holders than `MAX_COMPARED_HOLDERS` are not held: there the store
itself is asked for names that begin alike.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

MAX_EDITS = 4
"""Names with more edits than this between their looks are not alike."""
MAX_COMPARED_HOLDERS = 450
"""Holders of one standard that are compared one by one: to fetch them the first time takes up to 2 ms."""
MAX_CACHED_NAMES = 150_000
"""Names held in memory at most, of all standards together: about 40 MB, reached by lists of half a million and more."""

Named = tuple[str, str]
"""What a name looks like, and the name."""


class HolderIndex:
    """Names of holders, by their looks."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._by_length: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for look, name in named:
            looks, names = self._by_length[len(look)]
            looks.append(look)
            names.append(name)

    def __len__(self) -> int:
        return sum(len(names) for _, names in self._by_length.values())

    def like(self, look: str) -> list[str]:
        """The names whose looks are at most `MAX_EDITS` edits from `look`, sorted."""
        found: list[str] = []
        for length in range(len(look) - MAX_EDITS, len(look) + MAX_EDITS + 1):
            if length in self._by_length:
                looks, names = self._by_length[length]
                near = process.extract(look, looks, scorer=Levenshtein.distance, score_cutoff=MAX_EDITS, limit=None)
                found += (names[index] for _, _, index in near)
        return sorted(found)


class HolderIndices:
    """The indices asked for lately, those of longest ago given up first. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock, self._kept = threading.Lock(), OrderedDict[str, HolderIndex | None]()

    def of(self, key: str, fetch: Callable[[], Sequence[Named]]) -> HolderIndex | None:
        """The index kept under `key`, or a new one of what `fetch` gives.

        None where `fetch` gives more than `MAX_COMPARED_HOLDERS` names.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        named = fetch()
        index = HolderIndex(named) if len(named) <= MAX_COMPARED_HOLDERS else None
        with self._lock:
            self._kept[key] = index
            while sum(len(kept or ()) for kept in self._kept.values()) > MAX_CACHED_NAMES:
                self._kept.popitem(last=False)
        return index
