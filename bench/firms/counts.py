"""`bench names --calibrate`: what the verifier knows of names as readers read them, counted from `reading.json`."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from bench.firms.asked import asked, nearest
from bench.reading_errors.measured import photos, printed_lines
from bench.worlds.world import World
from verifier.names.calibration import MAX_DIFFERENCES, MAX_HARD_DIFFERENCES, cell
from verifier.names.confusions import family
from verifier.names.parse import normal
from verifier.ocr.linenet import MODEL

SEED = 811
DATA = Path(__file__).resolve().parents[2] / "verifier" / "data"
ODDS, LETTERS = DATA / "name_calibration.toml", DATA / "name_confusions.toml"
SAME_LINE = 0.5
"""Likeness from which on a look is one at the printed name, and not at another line."""


def write(licences: int, names: int) -> None:
    """Writes both files; the odds from `names` names of a made-up list of `licences` licences."""
    LETTERS.write_text(_letters(), encoding="utf-8")
    cells = _odds(World(SEED, licences), names)
    head = (
        "# How often the nearest holder was the firm printed: right, all. By `python -m bench names --calibrate`.\n"
        f"# Cell: edits to the nearest (up to {MAX_DIFFERENCES}) / those that no look-alike explains "
        f"(up to {MAX_HARD_DIFFERENCES}) / edits more\n# to the next firm.\n"
        f'reader = "{MODEL.sha256}"\n\n[cells]\n'
    )
    table = "".join(f'"{name}" = [{right}, {seen}]\n' for name, (right, seen) in sorted(cells.items()))
    ODDS.write_text(head + table, encoding="utf-8")
    print(f"{LETTERS.name}; {ODDS.name}: {len(cells)} cells from {names:,} names")


def _odds(world: World, count: int) -> dict[str, list[int]]:
    cells: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in asked(world, photos(0), random.Random(SEED), count):
        if (found := nearest(world, one)) is not None:
            name, edits, hard, following = found
            tally = cells[cell(edits, hard, following)]
            tally[0] += normal(name) == normal(one.row.holder)
            tally[1] += 1
    return cells


def _letters() -> str:
    """How often each reader was shown each letter of a name, and what it took it for."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    for printed, looks in printed_lines("holder"):
        name = normal(printed)
        for look in looks:
            read = normal(look.text)
            if Levenshtein.normalized_similarity(name, read) < SAME_LINE:
                continue
            edits = Levenshtein.editops(name, read)
            for reader in map(family, look.readers):
                seen[reader].update(name)
                seen[reader][" "] += len(name) + 1
                for edit in edits:
                    before = name[edit.src_pos] if edit.tag != "insert" else " "
                    wrong[reader][before + (read[edit.dest_pos] if edit.tag != "delete" else " ")] += 1
    head = "# How often readers were shown a letter of a firm's name, and what they took it for:\n"
    head += "# printed, then read; a space is nothing, lost or made up. By `python -m bench names --calibrate`.\n"
    head += f'reader = "{MODEL.sha256}"\n'
    return head + "".join(
        f"\n[readers.{reader}]\nseen = {_table(seen[reader])}\nread_as = {_table(wrong[reader])}\n"
        for reader in sorted(seen)
    )


def _table(counts: Counter[str]) -> str:
    return "{ " + ", ".join(f'"{letters}" = {n}' for letters, n in sorted(counts.items())) + " }"
