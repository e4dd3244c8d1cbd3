"""The detector's network: residual stages, a pyramid back to stride 4, one head. About 0.8 million weights.

Centres as heat maps after CenterNet (Zhou et al. 2019); cores of lines after DB (Liao et al. 2020), with the height and
the direction of the line at every point of its core. Input: N×3×H×W RGB, -1..1, H and W multiples of 32. Output:
N×PLANES×H/4×W/4, the planes as `verifier.finder.net` names them.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from verifier.finder.net import CORE, HEAT, PLANES

WIDTHS = (16, 32, 64, 96, 128)
PYRAMID, HEAD = 40, 48


def _conv(inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class Stage(nn.Module):
    """Halves the picture, then one residual pair of convolutions."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.down, self.first, self.second = _conv(inputs, outputs, 2), _conv(outputs, outputs), _conv(outputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.relu(self.down(x))
        return functional.relu(x + self.second(functional.relu(self.first(x))))


class DetectorNet(nn.Module):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = _conv(3, WIDTHS[0], 2)
        self.stages = nn.ModuleList(Stage(a, b) for a, b in pairwise(WIDTHS))
        self.lateral = nn.ModuleList(_conv(w, PYRAMID, kernel=1) for w in WIDTHS[1:])
        self.smooth = nn.ModuleList(_conv(PYRAMID, PYRAMID) for _ in range(2))
        self.head, self.out = _conv(PYRAMID, HEAD), nn.Conv2d(HEAD, PLANES, 1)
        nn.init.normal_(self.out.weight, std=0.01)
        nn.init.zeros_(self.out.bias)
        with torch.no_grad():
            self.out.bias[HEAT] = -4.0
            self.out.bias[CORE] = -2.0

    def forward(self, x: Tensor) -> Tensor:
        x = functional.relu(self.stem(x))
        features = []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        y = self.lateral[3](features[3])
        for k in (2, 1, 0):
            y = self.lateral[k](features[k]) + functional.interpolate(y, scale_factor=2.0, mode="nearest")
            y = functional.relu(y) if k == 2 else functional.relu(self.smooth[k](y))
        out: Tensor = self.out(functional.relu(self.head(y)))
        return out
