"""The Latin and digit reader: PP-OCRv6_rec_small (PaddlePaddle, Apache-2.0). It knows no Thai letter.

Its vocabulary is some 18,700 symbols, mostly Chinese; Thai print comes out as look-alikes, which stay in the text as
they were read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from verifier.domain import Photo, Pixels, Reading, Region
from verifier.errors import EngineFailed
from verifier.image.crop import cut_line
from verifier.inference import ModelFile, load
from verifier.ocr import ctc
from verifier.ocr.looks import once
from verifier.protocols import ReadingCost

MODEL = ModelFile(
    "rapidocr",
    "models/PP-OCRv6_rec_small.onnx",
    "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
)
INPUT_HEIGHT_PX = 48
"""Height of the net's input."""
CROP_MARGIN = 0.12
"""Share of a line's height added on every side: the net is used to some margin."""
MIN_INPUT_WIDTH_PX = 64
"""Width of the net's narrowest input: shorter crops are padded on the right."""


class PPOcrReader:
    """Reads every line it is given, one at a time (equal lines read equally, whatever stands beside them)."""

    version = "pp-ocrv6-rec-small"
    reads_thai = False
    reads_thai_digits = False
    minimum_height_px = 0.0
    cost = ReadingCost.CUT_OUTS
    other_looks: tuple[PPOcrReader, ...] = ()

    def __init__(self) -> None:
        """Loads the model. Raises EngineMissing, ModelMismatch."""
        self._session = load(MODEL)
        characters = self._session.get_modelmeta().custom_metadata_map["character"].split("\n")
        self._vocabulary = ("", *characters, " ")

    def read(self, photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        """One reading for each line; its text is empty where nothing was read. Raises EngineFailed."""
        return [once(self.version, photo, line, self._read) for line in lines]

    def _read(self, photo: Photo, line: Region) -> Reading:
        try:
            (output,) = self._session.run(
                None, {"x": prepare(cut_line(photo, line.quad, INPUT_HEIGHT_PX, CROP_MARGIN))}
            )
        except Exception as error:  # onnxruntime raises plain RuntimeErrors of many kinds
            raise EngineFailed(f"{self.version}: {error}", engine=self.version) from error
        read = ctc.greedy(output[0], self._vocabulary)
        return Reading(read.text, line, self.version, read.confidences, read.alternatives)


def prepare(crop: Pixels) -> npt.NDArray[np.float32]:
    """The net's input from a 48×w×3 RGB crop: 1×3×48×w' float32 in -1..1, BGR, zero-padded to `MIN_INPUT_WIDTH_PX`."""
    planes = crop[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    return np.pad(planes, ((0, 0), (0, 0), (0, max(0, MIN_INPUT_WIDTH_PX - planes.shape[2]))))[None]
