"""A pool of drawn lines on disk: shards that depend on seed and number alone, so that drawing can stop and go on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.recipe.fonts import FontSet
from models.recipe.label_lines import LabelPress
from models.recipe.lines import HEIGHT, Line, LinePress
from models.recipe.texts import line as some_text

SHARD = 2000
"""Lines in a shard."""
EASY_LENGTH = 14
"""Longest easy line, in characters."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Lines side by side: `strip` is `HEIGHT`×sum of widths, grey uint8; `ends` where each line ends in it.

    `usual`: what habit would read in place of each text, empty where nothing else.
    """

    strip: npt.NDArray[np.uint8]
    ends: npt.NDArray[np.int64]
    texts: tuple[str, ...]
    digit_heights: npt.NDArray[np.float32]
    usual: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def line(self, index: int) -> npt.NDArray[np.uint8]:
        """The pixels of one line, `HEIGHT`×w."""
        start = int(self.ends[index - 1]) if index else 0
        return self.strip[:, start : int(self.ends[index])]


def path_of(folder: Path, number: int) -> Path:
    """Where shard `number` lies."""
    return folder / f"{number:05d}.npz"


def draw_shard(
    fonts: FontSet, seed: int, number: int, size: int = SHARD, *, easy: bool = False, labels: bool = False
) -> list[Line]:
    """The lines of shard `number` of that seed.

    `easy` ones are short, large and hardly damaged: to start with. `labels`: as real labels print them, in forms that
    nobody expects (`label_lines`, `label_texts`).
    """
    if labels:
        return _label_lines(fonts, seed, number, size)
    press = LinePress(fonts, np.random.default_rng([seed, number]), 0.2 if easy else 1.0)
    lines: list[Line] = []
    while len(lines) < size:
        text = some_text(press.rng)
        if easy and len(text) > EASY_LENGTH:
            continue
        if not easy:
            press.hard = float(press.rng.uniform(0.3, 1.1))
        drawn = press.draw(text, float(press.rng.uniform(18, 40)) if easy else None)
        if drawn is not None:
            lines.append(drawn)
    return lines


def _label_lines(fonts: FontSet, seed: int, number: int, size: int) -> list[Line]:
    press = LabelPress(fonts, np.random.default_rng([seed, number, 1]))
    lines: list[Line] = []
    while len(lines) < size:
        press.hard = float(press.rng.uniform(0.2, 0.8))
        drawn = press.draw_said()
        if drawn is not None:
            lines.append(drawn)
    return lines


def write_shard(path: Path, lines: list[Line]) -> None:
    """Writes a shard in one piece: it is there whole or not at all."""
    partial = path.with_suffix(f".{os.getpid()}.part")
    with partial.open("wb") as file:
        np.savez(
            file,
            strip=np.concatenate([line.pixels for line in lines], axis=1),
            ends=np.cumsum([line.pixels.shape[1] for line in lines]),
            texts=np.array([line.text for line in lines]),
            usual=np.array([line.usual for line in lines]),
            digit_heights=np.array([line.digit_height for line in lines], np.float32),
        )
    partial.replace(path)


def read_shard(path: Path) -> Shard:
    """A shard from disk."""
    with np.load(path) as data:
        strip = data["strip"]
        assert strip.shape[0] == HEIGHT
        texts = tuple(map(str, data["texts"]))
        usual = tuple(map(str, data["usual"])) if "usual" in data else ("",) * len(texts)
        return Shard(strip, data["ends"], texts, data["digit_heights"], usual)


def fill(
    folder: Path,
    fonts: FontSet,
    seed: int,
    numbers: range,
    size: int = SHARD,
    *,
    easy: bool = False,
    labels: bool = False,
) -> Iterator[Path]:
    """Draws the shards that are not there yet, yielding each path."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        path = path_of(folder, number)
        if not path.exists():
            write_shard(path, draw_shard(fonts, seed, number, size, easy=easy, labels=labels))
        yield path
