"""Trains the reader on the pool of drawn lines, on a processor or a graphics card, with checkpoints to go on from."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from models.recipe.line_pool import read_shard
from models.recipe.line_views import Batch, Views
from models.recipe.reader_net import ReaderNet, encode, greedy, shown
from models.recipe.weights import read_weights

BATCH_PIXELS = {"cpu": 32 * 420, "cuda": 512 * 420}
"""Columns in a batch, padding included."""
RATES = {"cpu": 2.2e-3, "cuda": 3.5e-3}
WARM_UP = 300
"""Steps over which the rate rises."""
EASY = {"cpu": 48_000, "cuda": 384_000}
"""The first lines are easy ones: on hard ones alone the net writes nothing but blanks for very long. Large batches make
fewer steps of as many lines, so they take more."""
AVERAGE = 0.998
"""How slowly the averaged weights, which are those that ship, follow."""
LAST = 0.15
"""In this share of the training, its end, lines are damaged no more than they are drawn."""


@dataclass
class Progress:
    """What training reports: lines seen of all, loss (smoothed), lines a second, and figures when just measured."""

    lines: int
    total: int
    loss: float
    speed: float
    figures: dict[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train on and how long: the rate falls over `lines` or `minutes`, whichever are over first."""

    pool: Path
    easy: Path
    test: Path
    out: Path
    lines: int = 600_000
    minutes: float = math.inf
    device: str = "cpu"
    seed: int = 1
    every: int = 20_000
    """Lines between checkpoints."""
    rate: float | None = None
    start_from: Path | None = None
    """Weights that `write_weights` kept, to begin with where there is no checkpoint; easy lines are then left out."""
    freeze_trunk: bool = False
    """Leave the convolutions as they are and train what reads them: more than twice as many lines an hour, for a net
    that sees well and writes by habit."""


def train(plan: Plan) -> Iterator[Progress]:
    """Trains until the plan is over, resuming from `out`/last.pt when it is there.

    Checkpoints come with figures on the shards of `test`, whose fonts training never sees. The first `EASY` lines come
    from `easy`, the others from `pool`, which may still grow.
    """
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    plan.out.mkdir(parents=True, exist_ok=True)
    run = _Run(plan)
    loss_of = nn.CTCLoss(zero_infinity=True)
    begun, first = time.monotonic() - run.spent, run.seen
    smooth: torch.Tensor | None = None
    next_check = run.seen + plan.every
    started, share = time.monotonic(), 0.0
    learning_letters = run.seen < EASY[plan.device] and not plan.start_from
    views = Views(plan.easy if learning_letters else plan.pool, plan.device, BATCH_PIXELS[plan.device], plan.seed)
    while share < 1:
        for batch in views.round(harder=share < 1 - LAST):
            run.spent = time.monotonic() - begun
            share = max(run.seen / plan.lines, run.spent / 60 / plan.minutes)
            value = run.learn(batch, loss_of, share)
            smooth = value if smooth is None else torch.lerp(smooth, value, 0.01)
            before, run.seen = run.seen, run.seen + len(batch.lengths)
            speed = (run.seen - first) / (time.monotonic() - started)
            if run.seen >= next_check or share >= 1:
                next_check += plan.every
                run.save()
                yield Progress(run.seen, plan.lines, float(smooth), speed, measure(run.average, plan.test, plan.device))
            elif run.seen // (plan.every // 8) != before // (plan.every // 8):
                yield Progress(run.seen, plan.lines, float(smooth), speed)
            if share >= 1:
                break
        if learning_letters and run.seen >= EASY[plan.device]:
            learning_letters = False
            views = Views(plan.pool, plan.device, BATCH_PIXELS[plan.device], plan.seed)


class _Run:
    """The net, its average and the optimiser, as they go from checkpoint to checkpoint."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.seen, self.steps, self.spent = plan, 0, 0, 0.0
        self.net = ReaderNet().to(plan.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = ReaderNet().to(plan.device)
        self.rate = plan.rate or RATES[plan.device]
        self.net.trunk.requires_grad_(not plan.freeze_trunk)
        learnt = [weights for weights in self.net.parameters() if weights.requires_grad]
        self.optimizer = torch.optim.AdamW(learnt, lr=self.rate, weight_decay=0.02, fused=plan.device != "cpu")
        self.last = plan.out / "last.pt"
        if self.last.exists():
            state = torch.load(self.last, map_location=plan.device, weights_only=True)
            self.net.load_state_dict(state["net"])
            self.average.load_state_dict(state["average"])
            if "optimizer" in state:
                self.optimizer.load_state_dict(state["optimizer"])
            self.seen, self.steps, self.spent = state["seen"], state["steps"], state["spent"]
        else:
            if plan.start_from:
                self.net.load_state_dict(read_weights(plan.start_from))
            self.average.load_state_dict(self.net.state_dict())

    def learn(self, batch: Batch, loss_of: nn.CTCLoss, share: float) -> torch.Tensor:
        """One step; `share` of the training is over. The loss."""
        rate = self.rate * min(1.0, (self.steps + 1) / WARM_UP) * (0.01 + 0.99 * _cosine(share))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.net.train()
        self.net.trunk.train(not self.plan.freeze_trunk)
        with torch.autocast(self.plan.device, torch.bfloat16):
            scores = self.net(batch.lines.contiguous(memory_format=torch.channels_last))
        loss = loss_of(scores.transpose(0, 1), batch.symbols, batch.steps, batch.lengths)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 3.0)
        self.optimizer.step()
        self.steps += 1
        _follow(self.average, self.net, min(AVERAGE, self.steps / (self.steps + 20)))
        return loss.detach()

    def save(self) -> None:
        """Writes the checkpoint in one piece."""
        partial = self.last.with_suffix(f".{os.getpid()}.part")
        state = {"net": self.net.state_dict(), "average": self.average.state_dict()}
        state |= {"optimizer": self.optimizer.state_dict()}
        torch.save(state | {"seen": self.seen, "steps": self.steps, "spent": self.spent}, partial)
        partial.replace(self.last)


def measure(net: ReaderNet, test: Path, device: str = "cpu") -> dict[str, float]:
    """Shares of lines read exactly, by kind and by height of digits, on the first shard of `test`."""
    net.eval()
    hits: dict[str, list[bool]] = {}
    with torch.inference_mode():
        for path in sorted(test.glob("*.npz"))[:1]:
            shard = read_shard(path)
            for index in range(0, len(shard), 2):
                line = torch.from_numpy(shown(shard.line(index)))[None, None].to(device)
                read = greedy(net(line)[0].cpu().numpy())
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


def _cosine(share: float) -> torch.Tensor:
    return 0.5 * (1 + math.cos(math.pi * min(1.0, share)))


def _follow(average: nn.Module, net: nn.Module, keep: float) -> None:
    with torch.no_grad():
        pairs = list(zip(average.state_dict().values(), net.state_dict().values(), strict=True))
        moving = [(mean, value) for mean, value in pairs if mean.dtype.is_floating_point]
        torch._foreach_lerp_([mean for mean, _ in moving], [value for _, value in moving], 1 - keep)
