"""The line reader: a small convolutional and recurrent network that writes Thai, Latin and both kinds of digits.

48 px high grey lines of any width in, log-probabilities over the alphabet out (CTC). The picture is reduced by 4 along
the line, and each column of features answers for two steps: as fine as half the reduction, at no more work. That is
needed: `ที่` is three symbols in the width of one letter, and narrow digits are 5 px wide here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from verifier.ocr.linenet import STRETCHES

THAI: Final = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ๐๑๒๓๔๕๖๗๘๙฿"
ASCII: Final = "".join(map(chr, range(33, 127)))
MORE: Final = "®™°Ωµ×±·•≤"
ALPHABET: Final = " " + ASCII + THAI + MORE
"""Symbol `i` of the output is `ALPHABET[i - 1]`; 0 is the blank."""
SAME: Final = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "\u0e4e": None})
"""Print that is written as another symbol, because nobody could tell them apart."""
STEP: Final = 2
"""Pixels of the input for one step of the output."""


def encode(text: str) -> list[int] | None:
    """The symbols of a text; None when it holds one that the alphabet lacks."""
    found = [ALPHABET.find(c) + 1 for c in text.translate(SAME)]
    return found if all(found) else None


def steps_needed(symbols: list[int]) -> int:
    """Fewest steps in which CTC can write these symbols: equal neighbours need a blank between."""
    return len(symbols) + sum(a == b for a, b in pairwise(symbols))


def normalised(line: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """A line of h×w grey uint8 as float32 of mean 0 and deviation 1."""
    grey = line.astype(np.float32)
    return (grey - grey.mean()) / max(float(grey.std()), 4.0)


def shown(line: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """A line of a pool (48×w grey uint8) as the product first shows it to the net: 48×w' float32, w' even."""
    size = (max(8, 2 * round(line.shape[1] * STRETCHES[0] / 2)), line.shape[0])
    return normalised(np.asarray(cv2.resize(line, size, interpolation=cv2.INTER_CUBIC), np.uint8))


def _conv(inputs: int, outputs: int, kernel: int | tuple[int, int], stride: tuple[int, int]) -> nn.Sequential:
    size = (kernel, kernel) if isinstance(kernel, int) else kernel
    padding = (size[0] // 2, size[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class _Residual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.change = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.change(x))


class ReaderNet(nn.Module):
    """N×1×48×W float32 → N×⌈W/4⌉·2×(symbols + 1) log-probabilities."""

    def __init__(self, hidden: int = 160) -> None:
        super().__init__()
        symbols = len(ALPHABET) + 1
        self.trunk = nn.Sequential(
            _conv(1, 32, 5, (2, 2)),
            _conv(32, 64, 3, (2, 2)),
            _Residual(64),
            _conv(64, 128, 3, (2, 1)),
            _Residual(128),
            _conv(128, 192, 3, (2, 1)),
            _Residual(192),
        )
        self.squeeze = nn.Sequential(
            nn.Conv2d(192, 224, (3, 1), bias=False), nn.BatchNorm2d(224), nn.ReLU(inplace=True)
        )
        self.mix = nn.LSTM(224, hidden, bidirectional=True, batch_first=True)
        self.head = nn.Linear(2 * hidden, 2 * symbols)
        self.symbols = symbols

    def forward(self, lines: Tensor) -> Tensor:
        features = self.squeeze(self.trunk(lines)).squeeze(2).transpose(1, 2)
        mixed, _ = self.mix(features)
        scores = self.head(mixed)
        return torch.log_softmax(scores.reshape(scores.shape[0], -1, self.symbols).float(), -1)


def steps_of(width: int) -> int:
    """Steps of the output for a line of that width."""
    return -(-width // 4) * 2


def greedy(log_probabilities: npt.NDArray[np.float32]) -> str:
    """The best path of T×S log-probabilities as text."""
    best = log_probabilities.argmax(1)
    kept = best[np.flatnonzero(np.diff(best, prepend=-1))]
    return "".join(ALPHABET[i - 1] for i in kept if i)
