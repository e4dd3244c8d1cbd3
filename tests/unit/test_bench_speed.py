"""The measuring of speed: laps add up, ratios are to the decode of the same file, the table names every stage."""

from __future__ import annotations

import re
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench import speed
from bench.real_photos.large import Laps, enlarged, sources, stages

SAMPLE = Path("samples/01-power-bank.jpg")


def test_laps_add_up() -> None:
    ticks = iter((0.0, 1.0, 3.0, 4.5, 10.0))
    laps = Laps(lambda: next(ticks))
    for stage in ("decode", "read", "decode"):
        laps(stage)
    assert laps.total() == {"decode": 2.0 + 5.5, "read": 1.5, "total": 9.0}


def test_photos_are_of_twelve_megapixels_and_of_a_phones_size() -> None:
    data = enlarged(SAMPLE)
    assert cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR).shape == (3024, 4032, 3)
    assert 2e6 < len(data) < 5e6
    assert sum(path.parent == Path("samples") for path in sources(quick=False)) == 12


def test_a_verification_is_measured_in_decodes_of_its_file() -> None:
    class Waiting:
        def verify(self, files, watch):  # type: ignore[no-untyped-def]
            watch("decode")
            cv2.imdecode(np.frombuffer(files[0], np.uint8), cv2.IMREAD_COLOR)
            watch("read")

    ratios = dict(stages(Waiting(), enlarged(SAMPLE), time.process_time))  # type: ignore[arg-type]
    assert 0.5 < ratios["decode"] < 2 and ratios["read"] < 0.1 and ratios["total"] >= ratios["decode"]


@pytest.mark.slow
def test_the_table_names_stages_rivals_and_memory(capsys: pytest.CaptureFixture[str]) -> None:
    assert speed.main(["--quick"]) == 0
    printed = capsys.readouterr().out
    for stage in ("decode", "detect", "codes", "lines", "read", "judge", "total"):
        assert re.search(rf"^{stage}( +[0-9.]+){{6}}$", printed, re.MULTILINE), stage
    for line in ("whole picture: p50", "quarter of the pixels: p50", "worker processes over one", "worker resident"):
        assert line in printed
