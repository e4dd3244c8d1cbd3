"""Trains the reader on the pool of drawn lines, on one thread, with checkpoints that training goes on from."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from models.recipe.line_pool import Shard, read_shard
from models.recipe.reader_net import ReaderNet, encode, greedy, normalised, shown, steps_needed, steps_of
from models.recipe.weights import read_weights

BATCH_PIXELS = 32 * 420
"""Columns in a batch, padding included."""
SHARDS_AT_A_TIME = 3
STRETCH = (1.1, 1.75)
"""Lines are shown so many times as wide as they are: the reader looks at them in more than one width."""
RATE = 2.2e-3
WARM_UP = 6_000
"""Lines over which the rate rises."""
EASY = 48_000
"""The first lines are easy ones: on hard ones alone the net writes nothing but blanks for very long."""
AVERAGE = 0.998
"""How slowly the averaged weights, which are those that ship, follow."""

Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


@dataclass
class Progress:
    """What training reports: lines seen of all, loss (smoothed), lines a second, and figures when just measured."""

    lines: int
    total: int
    loss: float
    speed: float
    figures: dict[str, float] | None = None


def train(
    pool: Path,
    easy: Path,
    test: Path,
    out: Path,
    total: int,
    *,
    seed: int = 1,
    every: int = 20_000,
    minutes: float = math.inf,
    start_from: Path | None = None,
) -> Iterator[Progress]:
    """Trains until `total` lines were seen or `minutes` are over, resuming from `out`/last.pt when it is there.

    Checkpoints are written every `every` lines, with figures on the shards of `test`, whose fonts training never sees.
    The first `EASY` lines come from `easy`, the others from `pool`. The rate falls along a cosine over `total`, so a
    run that goes on with a larger `total` starts again higher. `start_from`: weights that `write_weights` kept, to
    begin with where there is no checkpoint; the easy lines are then left out.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    out.mkdir(parents=True, exist_ok=True)
    net = ReaderNet().to(memory_format=torch.channels_last)
    average = ReaderNet()
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.02)
    seen, round_ = 0, 0
    last = out / "last.pt"
    if last.exists():
        state = torch.load(last, weights_only=True)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        seen, round_ = state["seen"], state["round"] + 1
    else:
        if start_from:
            net.load_state_dict(read_weights(start_from))
        average.load_state_dict(net.state_dict())
    loss_of = nn.CTCLoss(zero_infinity=True)
    start, first, smooth, next_check = time.monotonic(), seen, 0.0, seen + every
    while seen < total and time.monotonic() - start < minutes * 60:
        learning_letters = seen < EASY and start_from is None
        for lines, widths, symbols, lengths in batches(
            easy if learning_letters else pool, np.random.default_rng([seed, round_])
        ):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (seen + 1) / WARM_UP) * (0.02 + 0.98 * _cosine(seen / total))
            net.train()
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(lines.contiguous(memory_format=torch.channels_last))
            loss = loss_of(scores.transpose(0, 1), symbols, widths, lengths)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 3.0)
            optimizer.step()
            _follow(average, net, AVERAGE if seen > 8_000 else 0.98)
            seen += len(lines)
            value = float(loss.detach())
            smooth = value if not smooth else 0.99 * smooth + 0.01 * value
            done = seen >= total or time.monotonic() - start > minutes * 60
            speed = (seen - first) / (time.monotonic() - start)
            if seen >= next_check or done:
                next_check += every
                _save(last, net, average, optimizer, seen, round_)
                yield Progress(seen, total, smooth, speed, measure(average, test))
            elif seen // 2000 != (seen - len(lines)) // 2000:
                yield Progress(seen, total, smooth, speed)
            if done or (learning_letters and seen >= EASY):
                break
        round_ += 1


def batches(pool: Path, rng: np.random.Generator) -> Iterator[Batch]:
    """One round over the shards that are there now, a few at a time, lines of like width together."""
    paths = sorted(pool.glob("*.npz"))
    if not paths:
        raise FileNotFoundError(f"no lines in {pool}: run python -m models.recipe draw-lines")
    order = rng.permutation(len(paths))
    for at in range(0, len(order), SHARDS_AT_A_TIME):
        shards = [read_shard(paths[i]) for i in order[at : at + SHARDS_AT_A_TIME]]
        yield from _of_shards(shards, rng)


def _of_shards(shards: list[Shard], rng: np.random.Generator) -> Iterator[Batch]:
    places = [(shard, i) for shard in shards for i in range(len(shard))]
    widths = np.array([s.line(i).shape[1] for s, i in places]) * rng.uniform(0.9, 1.1, len(places))
    order = np.argsort(widths)
    groups: list[list[int]] = [[]]
    for index in order:
        if groups[-1] and (len(groups[-1]) + 1) * max(widths[index], 64) > BATCH_PIXELS:
            groups.append([])
        groups[-1].append(int(index))
    for group in rng.permutation(len(groups)):
        batch = _collate([places[i] for i in groups[int(group)]], rng)
        if batch is not None:
            yield batch


def _collate(places: list[tuple[Shard, int]], rng: np.random.Generator) -> Batch | None:
    lines, targets = [], []
    for shard, index in places:
        line, symbols = _shaken(shard.line(index), rng), encode(shard.texts[index])
        if symbols and steps_needed(symbols) <= steps_of(line.shape[1]):
            lines.append(normalised(line))
            targets.append(symbols)
    if not lines:
        return None
    widest = max(line.shape[1] for line in lines)
    padded = np.zeros((len(lines), 1, lines[0].shape[0], widest), np.float32)
    for i, line in enumerate(lines):
        padded[i, 0, :, : line.shape[1]] = line
    return (
        torch.from_numpy(padded),
        torch.tensor([steps_of(line.shape[1]) for line in lines]),
        torch.tensor([symbol for target in targets for symbol in target]),
        torch.tensor([len(target) for target in targets]),
    )


def _shaken(line: npt.NDArray[np.uint8], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """The line wider or narrower, moved, negative, softer or with a spot on it: never twice the same."""
    width = max(8, round(line.shape[1] * rng.uniform(*STRETCH)))
    if width != line.shape[1]:
        line = np.asarray(cv2.resize(line, (width, line.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)
    if rng.random() < 0.3:
        matrix = np.array([[1, 0, 0], [0, rng.uniform(0.93, 1.07), rng.uniform(-2.5, 2.5)]], np.float32)
        size = (line.shape[1], line.shape[0])
        line = np.asarray(cv2.warpAffine(line, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)
    if rng.random() < 0.12:
        line = 255 - line
    if rng.random() < 0.15:
        line = np.asarray(cv2.GaussianBlur(line, (0, 0), rng.uniform(0.4, 1.2)), np.uint8)
    if rng.random() < 0.2:
        noise = rng.normal(0, rng.uniform(1, 6), line.shape)
        line = np.clip(line + noise, 0, 255).astype(np.uint8)
    return line


def measure(net: ReaderNet, test: Path) -> dict[str, float]:
    """Shares of lines read exactly, in all and of those with digits 10 px and more high, on the shards of `test`."""
    net.eval()
    hits: dict[str, list[bool]] = {}
    with torch.inference_mode():
        for path in sorted(test.glob("*.npz"))[:1]:
            shard = read_shard(path)
            for index in range(0, len(shard), 2):
                line = torch.from_numpy(shown(shard.line(index)))[None, None]
                read = greedy(net(line)[0].numpy())
                for name in kinds(shard.texts[index], float(shard.digit_heights[index])):
                    hits.setdefault(name, []).append(_same(read, shard.texts[index]))
    return {name: float(np.mean(found)) for name, found in sorted(hits.items())}


def kinds(text: str, digit_height: float) -> list[str]:
    """The classes that a test line counts in."""
    thai_digits = any(c in "๐๑๒๓๔๕๖๗๘๙" for c in text)
    size = "24+" if digit_height >= 24 else "14-24" if digit_height >= 14 else "10-14" if digit_height >= 10 else "<10"
    found = [f"all {size}"]
    if text.startswith(("มอก", "TIS", "มาตรฐาน", "เลขที่ มอก")) and "-" in text:
        found.append(f"{'thai-digit' if thai_digits else 'standard'} {size}")
    elif "/" in text and any(c in text for c in "ทนส") and "-" in text:
        found.append(f"licence {size}")
    return found


def _same(read: str, text: str) -> bool:
    encoded, wanted = encode(read.replace(" ", "")), encode(text.replace(" ", ""))
    return encoded == wanted


def _cosine(share: float) -> float:
    return 0.5 * (1 + math.cos(math.pi * min(1.0, share)))


def _follow(average: nn.Module, net: nn.Module, keep: float) -> None:
    with torch.no_grad():
        for mean, value in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
            if mean.dtype.is_floating_point:
                mean.mul_(keep).add_(value, alpha=1 - keep)
            else:
                mean.copy_(value)


def _save(
    path: Path, net: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer, seen: int, round_: int
) -> None:
    partial = path.with_suffix(f".{os.getpid()}.part")
    state = {"net": net.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(state | {"seen": seen, "round": round_}, partial)
    partial.replace(path)
