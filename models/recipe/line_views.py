"""Views of drawn lines for training: each time stretched, moved, slanted, blurred and coarsened otherwise, in batches.

All of it happens where the net learns: the pool's lines lie side by side in one strip of that device's memory, and a
batch is looked up in it. So a graphics card is never kept waiting for the processor, which draws more lines meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from models.recipe.line_pool import read_shard
from models.recipe.lines import HEIGHT
from models.recipe.reader_net import encode, steps_needed

STRETCH = (1.05, 1.8)
"""Lines are shown so many times as wide as they are: the reader looks at them in more than one width."""
COLUMNS = {"cpu": 4_000_000, "cuda": 800_000_000}
"""Most columns of lines kept at a time, 48 bytes each; then new shards take the place of the oldest."""
NEW_A_ROUND = {"cpu": 3, "cuda": 12}
"""Shards read before each round."""
LONGEST = 64
"""Symbols of a line; longer ones are left out."""
LINES_A_ROUND = {"cpu": 6000, "cuda": 30_000}
"""Views made before the pool is looked at again."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """`lines` B×1×48×W float32 of mean 0 and deviation 1; `symbols` B×S, `lengths` and `steps` B: what CTC asks for."""

    lines: Tensor
    symbols: Tensor
    lengths: Tensor
    steps: Tensor


class Views:
    """The lines of the shards in a folder, which may still grow."""

    def __init__(self, folder: Path, device: str, batch_pixels: int, seed: int) -> None:
        """`device`: cpu or cuda, where batches are made; `batch_pixels`: columns of a batch, padding included."""
        self.folder, self.device, self.batch_pixels = folder, device, batch_pixels
        self.rng = np.random.default_rng(seed)
        self._strip = torch.zeros((COLUMNS[device], HEIGHT), dtype=torch.uint8, device=device)
        self._starts = np.zeros(0, np.int64)
        self._widths = np.zeros(0, np.int64)
        self._symbols = np.zeros((0, LONGEST), np.uint8)
        self._lengths = np.zeros(0, np.int64)
        self._needed = np.zeros(0, np.int64)
        self._free = 0
        self._read: list[Path] = []

    def round(self, *, harder: bool) -> Iterator[Batch]:
        """Some thousands of lines in batches of like width; `harder`: damaged beyond what they were drawn with.

        Raises FileNotFoundError when the folder holds no shard.
        """
        self._more()
        rng = self.rng
        chosen = rng.integers(0, len(self._widths), min(LINES_A_ROUND[self.device], 4 * len(self._widths)))
        stretch = rng.uniform(*STRETCH, len(chosen))
        widths = np.maximum(8, np.round(self._widths[chosen] * stretch)).astype(np.int64)
        order = np.argsort(widths * rng.uniform(0.95, 1.05, len(chosen)))
        order = order[self._needed[chosen[order]] <= _steps(widths[order])]
        groups: list[list[int]] = [[]]
        widest = 0
        for at in order:
            widest = max(widest, int(widths[at]), 64)
            if groups[-1] and (len(groups[-1]) + 1) * widest > self.batch_pixels:
                groups.append([])
                widest = max(int(widths[at]), 64)
            groups[-1].append(int(at))
        for number in rng.permutation(len(groups)):
            picked = np.array(groups[number])
            yield self._batch(chosen[picked], widths[picked], harder=harder)

    def _more(self) -> None:
        there = sorted(self.folder.glob("*.npz"))
        if not there:
            raise FileNotFoundError(f"no lines in {self.folder}: run python -m models.recipe draw-lines")
        known = set(self._read)
        new = [path for path in there if path not in known]
        if not new:  # once round; in a small pool that is all there is
            total = int(self._widths.sum()) if len(self._widths) else 0
            if total < COLUMNS[self.device] * 0.5:
                return
            self._read, new = [], there
        picked = self.rng.permutation(len(new))[: NEW_A_ROUND[self.device]]
        for path in [new[i] for i in picked]:
            self._add(path)

    def _add(self, path: Path) -> None:
        shard = read_shard(path)
        self._read.append(path)
        columns = shard.strip.shape[1]
        if self._free + columns > len(self._strip):
            self._free = 0
        first = self._free
        ends = shard.ends.astype(np.int64)
        starts = np.concatenate([[0], ends[:-1]])
        self._strip[first : first + columns] = torch.from_numpy(np.ascontiguousarray(shard.strip.T)).to(self.device)
        kept = (self._starts + self._widths <= first) | (self._starts >= first + columns)
        symbols = np.zeros((len(shard), LONGEST), np.uint8)
        lengths, needed = np.zeros((2, len(shard)), np.int64)
        for i, text in enumerate(shard.texts):
            found = encode(text)
            if found and len(found) <= LONGEST:
                symbols[i, : len(found)], lengths[i], needed[i] = found, len(found), steps_needed(found)
        good = np.flatnonzero((lengths > 0) & (ends > starts))
        self._symbols = np.concatenate([self._symbols[kept], symbols[good]])
        self._lengths = np.concatenate([self._lengths[kept], lengths[good]])
        self._needed = np.concatenate([self._needed[kept], needed[good]])
        self._starts = np.concatenate([self._starts[kept], first + starts[good]])
        self._widths = np.concatenate([self._widths[kept], (ends - starts)[good]])
        self._free = first + columns

    def _batch(self, lines: Places, widths: Places, *, harder: bool) -> Batch:
        rng, device, n = self.rng, self.device, len(lines)
        wide = int(-(-widths.max() // 16) * 16)

        def some(share: float, low: float, high: float, other: float) -> Tensor:
            values = np.where(rng.random(n) < share, rng.uniform(low, high, n), other)
            return torch.from_numpy(values.astype(np.float32)).to(device)

        target = torch.from_numpy(widths.astype(np.float32)).to(device)
        own = torch.from_numpy(self._widths[lines].astype(np.float32)).to(device)
        start = torch.from_numpy(self._starts[lines]).to(device)
        row = torch.arange(HEIGHT, device=device, dtype=torch.float32) - (HEIGHT - 1) / 2
        tall, moved, slant = some(0.3, 0.93, 1.07, 1.0), some(0.3, -2.5, 2.5, 0.0), some(0.15, -0.15, 0.15, 0.0)
        ys = (row[None] * tall[:, None] + moved[:, None] + (HEIGHT - 1) / 2).clamp(0, HEIGHT - 1)
        column = torch.arange(wide, device=device, dtype=torch.float32)
        xs = (column[None] + 0.5) * (own / target)[:, None] - 0.5
        xs = xs[:, None, :] + slant[:, None, None] * row[None, :, None]
        xs = torch.minimum(xs.clamp(min=0), (own - 1)[:, None, None])
        left, top = xs.floor(), ys.floor()
        right = torch.minimum(left + 1, (own - 1)[:, None, None])
        below = (top + 1).clamp(max=HEIGHT - 1)
        fx, fy = xs - left, (ys - top)[:, :, None]
        flat = self._strip.view(-1)

        def at(x: Tensor, y: Tensor) -> Tensor:
            return flat[(start[:, None, None] + x.long()) * HEIGHT + y.long()[:, :, None]].float()

        upper = at(left, top) * (1 - fx) + at(right, top) * fx
        lower = at(left, below) * (1 - fx) + at(right, below) * fx
        picture = (upper * (1 - fy) + lower * fy)[:, None]
        inside = (column[None] < target[:, None])[:, None, None]
        if harder:
            picture = self._harmed(picture)
            picture = picture + torch.randn_like(picture) * some(0.25, 1, 7, 0.0)[:, None, None, None]
        sign = some(0.12, -1, -1, 1.0)[:, None, None, None]
        picture = picture.clamp(0, 255) * sign
        return Batch(_normalised(picture, inside), *self._told(lines, widths))

    def _harmed(self, picture: Tensor) -> Tensor:
        """The batch bolder or thinner, softer or coarser, or neither."""
        rng = self.rng
        if rng.random() < 0.12:
            share, sign = float(rng.uniform(0.2, 0.7)), 1 if rng.random() < 0.5 else -1
            picture = torch.lerp(picture, sign * functional.max_pool2d(sign * picture, 3, 1, 1), share)
        choice = rng.random()
        if choice < 0.15:
            sigma = float(rng.uniform(0.4, 1.6))
            reach = int(np.ceil(2.5 * sigma))
            taps = torch.arange(-reach, reach + 1, device=picture.device, dtype=torch.float32)
            kernel = torch.exp(-0.5 * (taps / sigma) ** 2)
            kernel = kernel / kernel.sum()
            picture = functional.pad(picture, (reach, reach, reach, reach), mode="replicate")
            picture = functional.conv2d(picture, kernel[None, None, :, None])
            picture = functional.conv2d(picture, kernel[None, None, None, :])
        elif choice < 0.3:
            share = float(rng.uniform(0.3, 0.8))
            size = [max(8, round(side * share)) for side in picture.shape[2:]]
            small = functional.interpolate(picture, size, mode="bilinear", antialias=True)
            picture = functional.interpolate(small, picture.shape[2:], mode="bicubic")
        return picture

    def _told(self, lines: Places, widths: Places) -> tuple[Tensor, Tensor, Tensor]:
        lengths = self._lengths[lines]
        symbols = torch.from_numpy(self._symbols[lines, : lengths.max()].astype(np.int64))
        return symbols.to(self.device), torch.from_numpy(lengths), torch.from_numpy(_steps(widths))


def _steps(widths: Places) -> Places:
    """`steps_of` for many widths."""
    return np.asarray(-(-widths // 4) * 2)


def _normalised(picture: Tensor, inside: Tensor) -> Tensor:
    """Each line of mean 0 and deviation 1 within its own width, 0 beside it."""
    count = inside.float().sum((1, 2, 3), keepdim=True) * HEIGHT
    mean = (picture * inside).sum((1, 2, 3), keepdim=True) / count
    centred = (picture - mean) * inside
    deviation = (centred.square().sum((1, 2, 3), keepdim=True) / count).sqrt().clamp(min=4.0)
    return centred / deviation
