"""RapidOCR as its wheel comes, asked for a photo's standard number: what two lines of Python reach."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from verifier.evaluation.evaluate import Hit
from verifier.evaluation.truth import Truth
from verifier.numbers import find_standards

LONG_SIDE_PX = 1600
"""Long side at which it is shown a photo: of the sizes tried it reads most at this one."""


class OffTheShelf:
    """RapidOCR with nothing changed but that it runs on one thread and keeps quiet. Not safe between threads."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR  # noqa: PLC0415 - slow to import, and only asked for here

        threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
        self._engine = RapidOCR(params={**threads, "Global.log_level": "error"})

    def standard(self, data: bytes, truth: Truth) -> Hit:
        """Right when some line shows the number printed; wrong when other numbers with a year are all that it shows."""
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None, "no picture"
        scale = LONG_SIDE_PX / max(picture.shape[:2])
        how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        seen: Any = self._engine(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how))
        lines: tuple[str, ...] = seen.txts or ()
        found = {f.value for line in lines for f in find_standards(line) if f.has_year}
        if found & set(truth.standards):
            return Hit.RIGHT
        return Hit.WRONG if found else Hit.MISSED
