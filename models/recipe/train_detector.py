"""Trains the detector's network on the pool of scenes: bfloat16, resumable, on one thread or on a graphics card."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import get_ema_multi_avg_fn
from torch.utils.data import DataLoader, IterableDataset

from models.recipe.detector_net import DetectorNet
from models.recipe.views import Floats, views
from models.recipe.weights import read_weights
from verifier.domain import Pixels
from verifier.finder.net import CORE, FOLD, HEAT, RISE, SIZE, TALL, UP

BATCH = 16
RATE, WARM = 2.5e-3, 200
DECAY = 0.998
"""Of the averaged weights, a step."""
SAVED = 60.0
"""Seconds from checkpoint to checkpoint."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train and from what; `minutes` of training over all runs: the learning rate falls over them."""

    scenes: tuple[Path, ...]
    folder: Path
    minutes: float = 65.0
    seed: int = 1
    batch: int = BATCH
    workers: int = 1
    device: str = "cpu"
    rate: float = RATE
    start_from: Path | None = None
    """Weights that `write_weights` kept, to begin with where there is no checkpoint."""


class _Views(IterableDataset[tuple[Pixels, Floats]]):
    def __init__(self, folders: tuple[Path, ...], seed: int) -> None:
        self.folders, self.seed = folders, seed

    def __iter__(self) -> Iterator[tuple[Pixels, Floats]]:
        cv2.setNumThreads(1)
        worker = torch.utils.data.get_worker_info()
        return views(self.folders, self.seed * 100 + (worker.id if worker else 0))


def losses(out: Tensor, target: Tensor) -> dict[str, Tensor]:
    """The parts of the loss, each already weighted. `out` as the net answers, `target` as `views` draws."""
    out = out.float()
    heat, valid = target[:, 0:4], target[:, 4:8]
    logit = out[:, HEAT]
    p = torch.sigmoid(logit)
    peak = (heat > 0.999).float() * valid
    positive = -functional.logsigmoid(logit) * (1 - p) ** 2 * peak
    negative = -functional.logsigmoid(-logit) * p**2 * (1 - heat) ** 4 * valid * (1 - peak)
    count = peak.sum().clamp(min=1)
    core, seen = target[:, 8], target[:, 9]
    bce = functional.binary_cross_entropy_with_logits(out[:, CORE], core, reduction="none") * seen
    q = torch.sigmoid(out[:, CORE]) * seen
    dice = 1 - 2 * (q * core).sum() / ((q * q).sum() + (core * core * seen).sum() + 1)
    weight = target[:, 10]
    total = weight.sum().clamp(min=1)
    size = (functional.smooth_l1_loss(out[:, SIZE], target[:, 11], reduction="none", beta=0.1) * weight).sum() / total
    known = weight * (target[:, 12:14].square().sum(1) > 0.5)
    up = (
        functional.smooth_l1_loss(out[:, UP], target[:, 12:14], reduction="none", beta=0.1).sum(1) * known
    ).sum() / total
    fold = (
        functional.smooth_l1_loss(out[:, FOLD], target[:, 14:16], reduction="none", beta=0.1).sum(1) * weight
    ).sum() / total
    inside = target[:, 16]
    cells = inside.sum().clamp(min=1)
    tall = (functional.smooth_l1_loss(out[:, TALL], target[:, 17], reduction="none", beta=0.1) * inside).sum() / cells
    rise = (
        functional.smooth_l1_loss(out[:, RISE], target[:, 18:20], reduction="none", beta=0.1).sum(1) * inside
    ).sum() / cells
    return {
        "heat": (positive.sum() + negative.sum()) / count,
        "core": 6 * bce.mean() + dice,
        "size": size,
        "turn": 0.8 * (up + fold),
        "line": 1.5 * tall + rise,
    }


def as_input(pixels: Tensor) -> Tensor:
    """N×H×W×3 uint8 RGB as what the net takes."""
    return pixels.permute(0, 3, 1, 2).float().div(127.5).sub(1).contiguous(memory_format=torch.channels_last)


def train(plan: Plan, say: Callable[[str], None], stop_after: float = math.inf) -> Path:
    """Trains on from the last checkpoint in the folder until `plan.minutes` are over; returns the checkpoint."""
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    card = torch.device(plan.device).type != "cpu"
    torch.backends.cudnn.benchmark = True
    plan.folder.mkdir(parents=True, exist_ok=True)
    last = plan.folder / "last.pt"
    net = DetectorNet()
    if plan.start_from:
        net.load_state_dict(read_weights(plan.start_from))
    net = net.to(plan.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    averaged = copy.deepcopy(net)
    optimiser = _optimiser(net, plan.rate, fused=card)
    step, spent = 0, 0.0
    if last.exists():
        state = torch.load(last, map_location=plan.device, weights_only=True)
        net.load_state_dict(state["net"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["spent"]
        say(f"goes on at step {step}, minute {spent / 60:.1f}")
    loader = DataLoader(
        _Views(plan.scenes, plan.seed + step),
        plan.batch,
        num_workers=plan.workers,
        prefetch_factor=4 if plan.workers else None,
        pin_memory=card,
    )
    begun, since, saved = time.monotonic() - spent, time.monotonic(), time.monotonic()
    sums, pairs = torch.zeros((), device=plan.device), _floats(averaged, net)
    net.train()
    for pixels, target in loader:
        spent = time.monotonic() - begun
        done = spent / 60 / plan.minutes
        if done >= 1 or step >= stop_after:
            break
        rate = plan.rate * min(1.0, (step + 1) / WARM) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * done)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast(torch.device(plan.device).type, torch.bfloat16):
            out = net(as_input(pixels.to(plan.device, non_blocking=True)))
        parts = losses(out, target.to(plan.device, non_blocking=True))
        each = torch.stack(list(parts.values()))
        optimiser.zero_grad(set_to_none=True)
        each.sum().backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 10.0)
        optimiser.step()
        step += 1
        _average(*pairs, min(DECAY, step / (step + 20)))
        sums = sums + each.detach()
        if step % 50 == 0:
            pace = 50 * plan.batch / (time.monotonic() - since)
            say(
                f"step {step} minute {spent / 60:.1f} {pace:.1f} views/s "
                + " ".join(f"{k} {v / 50:.3f}" for k, v in zip(parts, sums.tolist(), strict=True))
            )
            sums, since = torch.zeros_like(sums), time.monotonic()
        if time.monotonic() - saved > SAVED:
            _save(last, _state(net, averaged, optimiser, step, spent))
            saved = time.monotonic()
    _save(last, _state(net, averaged, optimiser, step, spent))
    return last


def _optimiser(net: nn.Module, rate: float, *, fused: bool) -> torch.optim.Optimizer:
    weights = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": weights, "weight_decay": 0.02}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, fused=fused)


def _floats(*nets: nn.Module) -> tuple[list[Tensor], ...]:
    """Each net's weights, running means and deviations."""
    return tuple([v for v in net.state_dict().values() if v.dtype.is_floating_point] for net in nets)


def _average(averaged: list[Tensor], weights: list[Tensor], decay: float) -> None:
    with torch.no_grad():
        get_ema_multi_avg_fn(decay)(averaged, weights, 0)


def _state(
    net: nn.Module, averaged: nn.Module, optimiser: torch.optim.Optimizer, step: int, spent: float
) -> dict[str, object]:
    return {
        "net": net.state_dict(), "averaged": averaged.state_dict(), "optimiser": optimiser.state_dict(), "step": step,
        "spent": spent,
    }  # fmt: skip


def _save(path: Path, state: dict[str, object]) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.rename(path)


def load_averaged(path: Path) -> DetectorNet:
    """The averaged weights of a checkpoint, or kept weights (.npz), ready to answer."""
    net, kept = DetectorNet(), path.suffix == ".npz"
    net.load_state_dict(
        read_weights(path) if kept else torch.load(path, map_location="cpu", weights_only=True)["averaged"]
    )
    return net.eval()
