"""What a reader makes of drawn lines that training never saw: read as printed, or as habit would have it.

A line that was made to differ from what is usual counts as *repaired* when what was read is nearer to the usual text
than to the printed one. That tells habit from bad sight, which errs both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from rapidfuzz.distance import Levenshtein

from models.recipe.line_pool import read_shard
from models.recipe.reader_net import SAME, ReaderNet, greedy, shown
from verifier.thai import to_ascii_digits

Read = Callable[[npt.NDArray[np.uint8]], str]
"""The text of a line of h×w grey uint8."""

LICENCE: Final = re.compile(r"(?:^|[\s:)])(?P<letter>[ก-ฮA-Za-z]{1,2}) ?[0-9๐-๙]+-[0-9๐-๙]+/[0-9๐-๙]+$")
"""A licence number at the end of a line and its type letter."""
REAL: Final = ("ท", "น", "ส", "นค")
"""Type letters that there are."""
SIZES: Final = ((24, "24 px and more"), (14, "14-24 px"), (10, "10-14 px"), (0, "under 10 px"))


@dataclass(slots=True)
class Count:
    """Lines of a class: how many, read exactly (spaces apart), and nearer to what is usual than to what is printed."""

    n: int = 0
    right: int = 0
    repaired: int = 0


def reader_of(path: Path) -> Read:
    """A reader from an exported model (.onnx), a checkpoint (.pt) or kept weights (.npz)."""
    if path.suffix == ".onnx":
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        session = ort.InferenceSession(str(path), options)
        return lambda line: greedy(session.run(None, {"line": shown(line)[None, None]})[0][0])
    import torch

    from models.recipe.export_reader import load
    from models.recipe.weights import read_weights

    torch.set_num_threads(1)
    if path.suffix == ".npz":
        net = ReaderNet().eval()
        net.load_state_dict(read_weights(path))
    else:
        net, _ = load(path)

    def read(line: npt.NDArray[np.uint8]) -> str:
        with torch.inference_mode():
            return greedy(net(torch.from_numpy(shown(line))[None, None])[0].numpy())

    return read


def classes(text: str, usual: str, digit_height: float) -> Iterator[str]:
    """The classes that a line counts in: its size, and what was done to its text."""
    size = next(name for least, name in SIZES if digit_height >= least)
    yield f"all, {size}"
    small = "under 14 px" if digit_height < 14 else "14 px and more"
    number = LICENCE.search(text)
    if number:
        letter = number["letter"]
        real = (
            "a real type letter" if letter in REAL else "another Thai letter" if letter[0] >= "ก" else "a Latin letter"
        )
        yield f"licence with {real}, {small}"
    if usual and not (number and number["letter"] not in REAL):
        digits = sum(c.isdigit() for c in text) >= 4
        yield f"{'number in another form' if digits else 'letters changed'}, {small}"
    if not usual and not number and re.match(r"(?:มอก|TIS)", text) and "-" in text:
        yield f"standard, {small}"


def evaluate(read: Read, shards: Sequence[Path], every: int = 1) -> dict[str, Count]:
    """The counts of every class on every n-th line of the shards, classes in order of their names."""
    counts: dict[str, Count] = {}
    for path in shards:
        shard = read_shard(path)
        for index in range(0, len(shard), every):
            found, printed = _bare(read(shard.line(index))), _bare(shard.texts[index])
            usual = _bare(shard.usual[index])
            for name in classes(shard.texts[index], shard.usual[index], float(shard.digit_heights[index])):
                count = counts.setdefault(name, Count())
                count.n += 1
                count.right += found == printed
                count.repaired += _nearer(found, usual, printed)
    return dict(sorted(counts.items()))


def letters_kept(read: Read, shards: Sequence[Path], every: int = 1) -> dict[str, Count]:
    """Type letters of licences whose other characters were read right: kept as printed, or made one of the real."""
    counts: dict[str, Count] = {}
    for path in shards:
        shard = read_shard(path)
        for index in range(0, len(shard), every):
            printed = LICENCE.search(shard.texts[index])
            if not printed or shard.digit_heights[index] < 10:
                continue
            found = LICENCE.search(to_ascii_digits(read(shard.line(index))))
            wanted = _bare(to_ascii_digits(printed[0])).lstrip(":)")
            if not found or _bare(found[0]).lstrip(":)")[len(found["letter"]) :] != wanted[len(printed["letter"]) :]:
                continue
            letter = printed["letter"]
            kind = "real" if letter in REAL else "Thai" if letter[0] >= "ก" else "Latin"
            count = counts.setdefault(f"type letter, {kind}", Count())
            count.n += 1
            count.right += found["letter"] == letter
            count.repaired += found["letter"] != letter and found["letter"] in REAL
    return dict(sorted(counts.items()))


def table(counts: dict[str, Count]) -> str:
    """The counts as a table in Markdown."""
    rows = ["| class | n | as printed | made usual |", "|---|---|---|---|"]
    for name, c in counts.items():
        rows.append(f"| {name} | {c.n} | {100 * c.right / c.n:.1f} % | {c.repaired} ({100 * c.repaired / c.n:.1f} %) |")
    return "\n".join(rows)


def _bare(text: str) -> str:
    return text.translate(SAME).replace(" ", "")


def _nearer(found: str, usual: str, printed: str) -> bool:
    return bool(usual) and Levenshtein.distance(found, usual) < Levenshtein.distance(found, printed)
