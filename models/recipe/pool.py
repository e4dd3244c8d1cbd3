"""A pool of drawn scenes on disk: shards of a few hundred, each drawn from its own seed, so that a broken run goes on.

A shard is one .npz: `jpeg` all scenes' bytes one after the other, `ends` where each ends; `things` rows of scene,
class, 8 corner coordinates, ignore; `lines` rows of scene, 8 corner coordinates, ignore.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.recipe.fonts import FontSet
from models.recipe.scenes import compressed, draw_scene
from models.recipe.shares import LABELS, MISSED, USUAL, Shares
from models.recipe.stock import Stock
from verifier.domain import Pixels

SHARD = 250
"""Scenes in a shard."""
STOCKED = 6
"""Shards drawn from one stock of masks."""
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One scene of the pool.

    `jpeg`: its bytes; `things`: n×10 (class, 8 coordinates, ignore); `lines`: n×9 (8 coordinates, ignore).
    """

    jpeg: bytes
    things: Floats
    lines: Floats

    def pixels(self) -> Pixels:
        """The scene, H×W×3 RGB uint8."""
        picture = cv2.imdecode(np.frombuffer(self.jpeg, np.uint8), cv2.IMREAD_COLOR)
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def draw_shard(
    path: Path, stock: Stock, seed: Sequence[int], n: int = SHARD, shares: Sequence[Shares] = (USUAL,)
) -> Iterator[None]:
    """Draws a shard and writes it when it is complete; yields after each scene. `shares`: in turn."""
    jpeg: list[bytes] = []
    things: list[npt.NDArray[np.float64]] = []
    lines: list[npt.NDArray[np.float64]] = []
    for k in range(n):
        rng = np.random.default_rng([*seed, k])
        scene = draw_scene(rng, replace(stock, shares=shares[k % len(shares)]))
        jpeg.append(compressed(rng, scene.pixels))
        things += [np.array([k, t.kind, *t.quad.ravel(), t.ignore]) for t in scene.things]
        lines += [np.array([k, *line.quad.ravel(), line.ignore]) for line in scene.lines]
        yield
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        jpeg=np.frombuffer(b"".join(jpeg), np.uint8),
        ends=np.cumsum([len(j) for j in jpeg]),
        things=np.array(things, np.float32).reshape(-1, 11),
        lines=np.array(lines, np.float32).reshape(-1, 10),
    )
    part.rename(path)


def draw_pool(
    folder: Path,
    fonts: FontSet,
    scenes: int,
    *,
    seed: int,
    size: float = 1.0,
    pictures: Sequence[Pixels] = (),
    missed: bool = False,
    labels: bool = False,
) -> Iterator[None]:
    """Draws what the pool still lacks of that many scenes; yields after each scene. `size` is that of the stock.

    `missed`: every other scene has more of what is hard to find, and there are decoys that the tests do not have.
    `labels`: scenes in turn have marks in the blocks that real labels print.
    """
    shares = (USUAL, *((MISSED,) if missed else ()), *((LABELS,) if labels else ()))
    folder.mkdir(parents=True, exist_ok=True)
    stock, drawn = None, -1
    for k in range(-(-scenes // SHARD)):
        path = folder / f"shard-{k:04d}.npz"
        n = min(SHARD, scenes - k * SHARD)
        if path.exists():
            yield from (None for _ in range(n))
            continue
        if stock is None or drawn != k // STOCKED:
            drawn = k // STOCKED
            stock = Stock.drawn(fonts, seed * 1000 + drawn, size, pictures, round(600 * size) if missed else 0)
        yield from draw_shard(path, stock, (seed, k), n, shares)


@lru_cache(maxsize=256)
def read_shard(path: Path) -> tuple[Drawn, ...]:
    """The scenes of a shard; kept in memory."""
    with np.load(path) as shard:
        jpeg, ends, things, lines = (shard[name] for name in ("jpeg", "ends", "things", "lines"))
    starts = [0, *ends[:-1]]
    return tuple(
        Drawn(bytes(jpeg[a:b]), things[things[:, 0] == k, 1:], lines[lines[:, 0] == k, 1:])
        for k, (a, b) in enumerate(zip(starts, ends, strict=True))
    )
