"""The Latin and digit reader: PP-OCRv6_rec_small (PaddlePaddle, Apache-2.0). It knows no Thai letter.

Its vocabulary is some 18,700 symbols, mostly Chinese; Thai print comes out as look-alikes, which stay in the text as
they were read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from verifier.errors import EngineFailed
from verifier.models import Photo, Pixels, Reading, Region
from verifier.read.clean import cut
from verifier.read.onnx import ModelFile, load

MODEL = ModelFile(
    "rapidocr",
    "models/PP-OCRv6_rec_small.onnx",
    "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
)
HEIGHT = 48
"""Height of the net's input in pixels."""
GROWTH = 0.12
"""Share of a line's height added on every side: the net is used to some margin."""
LEAST_WIDE = 64
"""Narrowest input, in pixels: shorter crops are padded on the right."""
ALTERNATIVES = 3
"""Most further hypotheses of one line."""
LEAST_LIKELY = 0.01
"""Second choices of a character below this probability are not mentioned."""

Probabilities = npt.NDArray[np.float32]


class PPOcrReader:
    """Reads every line it is given, one at a time (equal lines read equally, whatever stands beside them)."""

    version = "pp-ocrv6-rec-small"

    def __init__(self) -> None:
        """Loads the model. Raises EngineMissing, ModelMismatch."""
        self._session = load(MODEL)
        characters = self._session.get_modelmeta().custom_metadata_map["character"].split("\n")
        self._vocabulary = ("", *characters, " ")

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """One reading for each line; its text is empty where nothing was read. Raises EngineFailed."""
        return [self._read(photo, line) for line in lines]

    def _read(self, photo: Photo, line: Region) -> Reading:
        try:
            (output,) = self._session.run(None, {"x": prepare(cut(photo.pixels, line.quad, HEIGHT, GROWTH))})
        except Exception as error:  # onnxruntime raises plain RuntimeErrors of many kinds
            raise EngineFailed(f"{self.version}: {error}", engine=self.version) from error
        text, confidences, alternatives = decode(output[0], self._vocabulary)
        return Reading(text, line, self.version, confidences, alternatives)


def prepare(crop: Pixels) -> npt.NDArray[np.float32]:
    """The net's input from a 48×w×3 RGB crop: 1×3×48×w' float32 in -1..1, BGR, zero-padded to `LEAST_WIDE`."""
    planes = crop[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    return np.pad(planes, ((0, 0), (0, 0), (0, max(0, LEAST_WIDE - planes.shape[2]))))[None]


def decode(
    probabilities: Probabilities, vocabulary: Sequence[str]
) -> tuple[str, tuple[float, ...], tuple[tuple[str, float], ...]]:
    """Greedy CTC: text, one probability a character, further hypotheses with natural-log probabilities.

    `probabilities` is T×V float32, rows sum to 1, column 0 is the blank; `vocabulary` names the V columns. A character
    is as certain as its most certain step. The further hypotheses differ from the text in one character.
    """
    best = probabilities.argmax(1)
    top = probabilities[np.arange(len(best)), best]
    peaks = [
        max(run, key=lambda step: (top[step], -step))
        for run in np.split(np.arange(len(best)), np.flatnonzero(np.diff(best)) + 1)
        if len(run) and best[run[0]] != 0
    ]
    characters = [vocabulary[best[step]] for step in peaks]
    confidences = tuple(min(1.0, float(top[step])) for step in peaks)
    whole = float(np.log(np.maximum(top, 1e-12)).sum())
    alternatives: list[tuple[str, float]] = []
    for i, step in enumerate(peaks):
        row = probabilities[step].copy()
        row[best[step]] = 0
        second = int(row.argmax())
        if row[second] >= LEAST_LIKELY:
            text = "".join((*characters[:i], vocabulary[second], *characters[i + 1 :]))
            alternatives.append((text, whole - math.log(max(top[step], 1e-12)) + math.log(row[second])))
    alternatives.sort(key=lambda hypothesis: (-hypothesis[1], hypothesis[0]))
    return "".join(characters), confidences, tuple(alternatives[:ALTERNATIVES])
