"""Weights kept in the repository, small enough for it: what a later training may start from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn


def write_weights(net: nn.Module, path: Path) -> None:
    """Keeps the weights in half precision, small enough for a repository: what a later training may start from."""
    arrays = {name: value.numpy() for name, value in net.state_dict().items()}
    np.savez_compressed(path, **{n: v.astype(np.float16) if v.dtype == np.float32 else v for n, v in arrays.items()})


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Weights kept by `write_weights`, in single precision."""
    with np.load(path) as kept:
        return {
            n: torch.from_numpy(kept[n].astype(np.float32) if kept[n].dtype == np.float16 else kept[n]) for n in kept
        }
