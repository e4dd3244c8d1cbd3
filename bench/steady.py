"""`python -m bench steady [--quick] [--part=0.25] [--from=FOLDER]`: real photos changed as they must not matter.

Every photo whose standard's number is accepted as it is is turned, sheared, resized, encoded again and laid on a larger
page (`real_photos.transformed`); counted is, by kind of change, how many keep just the numbers accepted before, lose
them, or have another one accepted, and how many keep as many marks. FOLDER and sets as in `bench real`. The quick mode
takes every twelfth photo, `--part` that share of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.real import sets_in
from bench.real_photos.transformed import transformations
from bench.tables.markdown import share, table
from verifier.build import build_verifier
from verifier.domain import Sight
from verifier.errors import MokCheckError
from verifier.evaluation.truth import load_truth
from verifier.extract.fields import extract
from verifier.pipeline import Verifier

QUICK_PART = 1 / 12
LEAST_KEPT, MOST_WRONG = 0.93, 0
"""Goals: share of changed photos that keep their number, and how many may have another one accepted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one changed photo: its numbers accepted (`kept`, `lost`, `wrong`), and as many marks as before."""

    family: str
    name: str
    file: str
    numbers: str
    marks: bool


def main(options: list[str]) -> int:
    """Prints the table; 0: figures are reported here. Skipped where there are no photos."""
    cv2.setNumThreads(1)
    given = {name: value for name, _, value in (option.partition("=") for option in options)}
    sets = sets_in(given.get("--from"))
    if not sets:
        print("Not measured: there are no photos with a truth.json.")
        return 0
    part = QUICK_PART if "--quick" in given else float(given.get("--part", 1.0))
    verifier = build_verifier()
    results = [kept for folder in sets for kept in changed(verifier, folder, part)]
    print(steady_table(results))
    for one in results:
        if one.numbers != "kept":
            print(f"{one.file}, {one.family} {one.name}: {one.numbers}")
    return 0


def changed(verifier: Verifier, folder: Path, part: float) -> Iterator[Kept]:
    """Every change of every photo of a set that has an accepted number as it is."""
    truths = [truth for truth in load_truth(folder) if truth.standards and not truth.weak]
    for truth in truths[:: max(1, round(1 / part))]:
        data = (folder / truth.file).read_bytes()
        before = _seen(verifier, data)
        accepted = _accepted(before)
        if before is None or not accepted:
            continue
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if pixels is None:
            continue
        for change in transformations():
            after = _seen(verifier, change.make(np.asarray(pixels, np.uint8)))
            now = _accepted(after)
            numbers = "kept" if now == accepted else "wrong" if now - accepted else "lost"
            marks = after is not None and len(after.marks) == len(before.marks)
            yield Kept(change.family, change.name, f"{folder.name}/{truth.file}", numbers, marks)


def _seen(verifier: Verifier, data: bytes) -> Sight | None:
    try:
        return verifier.see(data)
    except MokCheckError:
        return None


def _accepted(sight: Sight | None) -> set[str]:
    return {str(f.value) for f in extract(sight.readings).standards if f.certain} if sight else set()


def steady_table(results: list[Kept]) -> str:
    """Rows by family, and by change within it."""
    of: dict[str, list[Kept]] = defaultdict(list)
    for one in results:
        of["all"].append(one)
        of[one.family].append(one)
        of[f"  {one.name}"].append(one)
    rows = []
    for name, part in of.items():
        counts = Counter(one.numbers for one in part)
        marks = sum(one.marks for one in part)
        rows.append((name, len(part), share(counts["kept"], len(part)), counts["lost"], counts["wrong"], marks))
    heads = ("change", "photos", f"number kept % (goal {100 * LEAST_KEPT:.0f})", "lost", "wrong (0)", "as many marks")
    return table(heads, rows)
