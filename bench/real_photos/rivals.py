"""What else one might read a label with: whole-page Tesseract and RapidOCR, each in a process of its own.

`python -m bench.real_photos.rivals NAME FILE...` prints one JSON object: time as multiples of a decode, peak memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np

from bench.real_photos.large import cpu, decode_s

NAMES = {
    "tesseract": "Tesseract, Thai, the whole picture",
    "rapidocr": "RapidOCR, a quarter of the pixels",
}


def asked(name: str, files: list[Path]) -> dict[str, float]:
    """Runs one rival over the files; `p50` in decodes and `mb`, its peak resident memory."""
    command = [sys.executable, "-m", "bench.real_photos.rivals", name, *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(answer.strip().splitlines()[-1]))


def main(arguments: list[str]) -> int:
    cv2.setNumThreads(1)
    name, ratios = arguments[0], []
    read = _tesseract if name == "tesseract" else _rapidocr()
    for file in arguments[1:]:
        data = Path(file).read_bytes()
        start = cpu()
        read(file, data)
        took = cpu() - start
        ratios.append(took / decode_s(data))
    who = resource.RUSAGE_CHILDREN if name == "tesseract" else resource.RUSAGE_SELF
    print(json.dumps({"p50": float(np.median(ratios)), "mb": resource.getrusage(who).ru_maxrss / 1024}))
    return 0


def _tesseract(file: str, data: bytes) -> None:
    subprocess.run(
        ["tesseract", file, "-", "-l", "Thai", "--psm", "11"],
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/usr/local/bin"},
        check=True,
        capture_output=True,
    )


def _rapidocr():  # type: ignore[no-untyped-def]
    from rapidocr import RapidOCR  # noqa: PLC0415

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={**threads, "Global.log_level": "error"})
    return lambda file, data: engine(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_COLOR_2))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
