"""The line reader of our own: a small network that writes Thai, Latin and both kinds of digits.

Its weights come from drawn lines only (models/recipe); what it was measured to do stands in models/reader.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from copy import copy

import cv2
import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Reading, Region
from verifier.errors import EngineFailed
from verifier.image.crop import clearest, cut_line, luma
from verifier.inference import ModelFile, load
from verifier.numbers import find_licences, find_standards
from verifier.ocr import ctc
from verifier.ocr.looks import once
from verifier.protocols import ReadingCost

MODEL = ModelFile("verifier.weights", "reader.onnx", "65b5445e51fdce2151d15aadfd44a382c43e22bbf7188441e68c5d67980d4f2c")
LABEL_MODEL = ModelFile(
    "verifier.weights", "label_reader.onnx", "d3fcea3180dc5341df63ceef76c38ee05c248b1c3079bf294b322e3e80a12f20"
)
"""A reader trained on with licences of any letter: it makes a wrong letter a usual one a third as often."""
INPUT_HEIGHT_PX = 48
"""Height of the net's input."""
CROP_MARGIN = 0.02
"""Share of a line's height added on every side: boxes leave room enough, as those of training do."""
STRETCHES = (1.3, 1.1, 1.75)
"""Width that a line is shown at, in widths of its own: narrow figures need room, and what one width blurs another
shows. The first is that of the first look."""
MIN_INPUT_WIDTH_PX = 32
"""Width of the net's narrowest input: shorter crops repeat their right edge."""
FIGURES = re.compile(r"(?:[0-9๐-๙][^0-9๐-๙]*){4}")
"""Lines with four figures and more are searched for further hypotheses: no number with its year has fewer."""
WHOLE_NUMBER_ODDS = 4.0
"""How many times likelier another hypothesis must be than one that is a whole number."""
SETTLED_ODDS = 100.0
"""Odds of the best path against all others together from which on a line is not searched for further hypotheses."""
MIN_DEVIATION = 4.0
"""Deviation, in grey levels, that an even line is divided by: an empty line stays empty."""


class LineNetReader:
    """Reads every line it is given, one at a time (equal lines read equally, whatever stands beside them)."""

    version = "linenet-5"
    reads_thai = True
    reads_thai_digits = True
    minimum_height_px = 0.0
    cost = ReadingCost.EVERY_LINE

    def __init__(self, model: ModelFile = MODEL, version: str = version) -> None:
        """Loads the model. Raises EngineMissing, ModelMismatch."""
        self._stretch, self._grey, self.version = STRETCHES[0], luma, version
        self._session = load(model)
        about = self._session.get_modelmeta().custom_metadata_map
        self._vocabulary = ("", *about["alphabet"])
        self._temperature = float(about["temperature"])

    @property
    def other_looks(self) -> tuple[LineNetReader, ...]:
        """The same reader, to whom lines are shown in its other widths, and in the channel where print is clearest."""
        found = []
        for stretch in STRETCHES[1:]:
            reader = copy(self)
            reader._stretch, reader._grey = stretch, clearest
            found.append(reader)
        return tuple(found)

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """One reading for each line; its text is empty where nothing was read. Raises EngineFailed."""
        shown = self.version, self._stretch, self._grey
        return [once(shown, photo, line, self._read) for line in lines]

    def _read(self, photo: Photo, line: Region) -> Reading:
        probabilities = self.probabilities(
            cut_line(photo, line.quad, INPUT_HEIGHT_PX, CROP_MARGIN, self._stretch, grey=self._grey)
        )
        read = ctc.greedy(probabilities, self._vocabulary)
        if FIGURES.search(read.text) and not ctc.settled(probabilities, SETTLED_ODDS):
            read = self._ranked(probabilities, read)
        return Reading(read.text, line, self.version, read.confidences, read.alternatives)

    def _ranked(self, probabilities: ctc.Probabilities, path: ctc.Decoded) -> ctc.Decoded:
        """The likeliest hypothesis, one that is a whole number preferred to others nearly as likely.

        `path` is the best path, which tells how certain the characters of its own text are.
        """
        found = ctc.beam(probabilities, self._vocabulary)
        best = max(
            found,
            key=lambda hypothesis: hypothesis[1] + (math.log(WHOLE_NUMBER_ODDS) if is_number(hypothesis[0]) else 0.0),
        )
        others = tuple(hypothesis for hypothesis in found if hypothesis is not best)[: ctc.MAX_ALTERNATIVES]
        certain = path.confidences
        if best[0] != path.text:
            certain = ctc.aligned(probabilities, [self._vocabulary.index(character) for character in best[0]])
        return ctc.Decoded(best[0], tuple(map(min, certain, ctc.kept(best[0], found))), others)

    def probabilities(self, crop: Pixels) -> ctc.Probabilities:
        """T×V float32 for a 48×w grey crop: one step for two pixels, column 0 the blank. Raises EngineFailed."""
        try:
            (output,) = self._session.run(None, {"line": prepare(crop)})
        except Exception as error:  # onnxruntime raises plain RuntimeErrors of many kinds
            raise EngineFailed(f"{self.version}: {error}", engine=self.version) from error
        scores = np.multiply(output[0], np.float32(1 / self._temperature), dtype=np.float32)
        np.exp(scores, out=scores)  # of log-probabilities: none overflows
        scores /= scores.sum(1, keepdims=True)
        return np.asarray(scores, np.float32)


def is_number(text: str) -> bool:
    """Whether a text holds a standard's number with its year, or a licence's with its letter."""
    return any(f.has_year for f in find_standards(text)) or any(f.value is not None for f in find_licences(text))


def prepare(crop: Pixels) -> npt.NDArray[np.float32]:
    """The net's input from a 48×w grey uint8 crop: 1×1×48×w' float32 of mean 0 and deviation 1, w' even."""
    mean, deviation = (float(told[0, 0]) for told in cv2.meanStdDev(crop))
    grey = np.subtract(crop, np.float32(mean), dtype=np.float32)
    grey /= np.float32(max(deviation, MIN_DEVIATION))
    if (missing := MIN_INPUT_WIDTH_PX - grey.shape[1]) > 0:
        grey = np.pad(grey, ((0, 0), (0, missing)), mode="edge")
    if grey.shape[1] % 2:
        grey = np.pad(grey, ((0, 0), (0, 1)))
    return grey[None, None]
