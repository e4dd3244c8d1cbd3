"""Opens hostile files and mutants, each in a process of its own, and tells what came of each and what it cost.

    python tests/support/hostile/campaign.py [--mutants 4250] [--quick]

prints one line a file that is not as it must be, and the figures as JSON last; exits 1 when there is such a line.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from tests.support.hostile.boxes import box_kinds  # noqa: E402
from tests.support.hostile.jpeg import Kind, jpeg_kinds  # noqa: E402
from tests.support.hostile.mutants import mutants  # noqa: E402
from tests.support.hostile.others import other_kinds  # noqa: E402
from tests.support.hostile.png import png_kinds  # noqa: E402
from tests.support.hostile.webp import webp_kinds  # noqa: E402
from tests.support.hostile_files import hostile_files  # noqa: E402
from verifier.errors import BadPhoto  # noqa: E402
from verifier.image.decode import open_photo  # noqa: E402
from verifier.image.formats.heif import pi_heif  # noqa: E402
from verifier.settings import Settings  # noqa: E402

REFUSED_CPU_S, OPENED_CPU_S, MEMORY_MB = 2.0, 5.0, 400.0
HEAVY_BYTES = 2_000_000
"""Larger files, and pictures of many pixels, are left to the whole campaign."""
OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one file came to: `end` is `opened`, the name of an error, or how its process ended."""

    name: str
    end: str
    cpu_s: float
    memory_mb: float
    clean: bool

    @property
    def affordable(self) -> bool:
        """Whether the bounds were kept."""
        return self.memory_mb <= MEMORY_MB and self.cpu_s <= (OPENED_CPU_S if self.end == OPENED else REFUSED_CPU_S)


def kinds() -> Iterator[Kind]:
    """All kinds, those of HEIC where its decoder is installed."""
    for source in (hostile_files, jpeg_kinds, png_kinds, webp_kinds, box_kinds, other_kinds):
        for name, data, error in source():
            if pi_heif() or not name.startswith(("HEIC", "heic")):
                yield name, data, error


def opened(name: str, data: bytes, settings: Settings) -> Cost:
    """Opens a file in a child. Memory is what the child took beyond what it began with, and a fresh interpreter's."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        start = peak_kb()
        try:
            photo = open_photo(data, settings)
            end = OPENED if photo.pixels.shape[2] == 3 else "no photo"
        except BadPhoto as error:
            end = type(error).__name__
        except BaseException as error:
            end = f"!{type(error).__name__}"
        os.write(writer, json.dumps([end, time.process_time(), peak_kb() - start]).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if not said:
        return Cost(name, f"!process ended with {status}", 0.0, 0.0, False)
    end, cpu_s, taken_kb = json.loads(said)
    return Cost(name, end, cpu_s, (BASE_KB + taken_kb) * 1024 / 1e6, not end.startswith("!"))


def peak_kb() -> int:
    """The most memory that this program has had at a time: `ru_maxrss` counts what its parent had as well."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found
    return int(found[1])


BASE_KB = peak_kb()
"""Memory of an interpreter that has the door loaded and has opened nothing."""


def campaign(count: int, *, quick: bool) -> tuple[list[str], dict[str, object]]:
    """What was not as it must be, one line each, and the figures."""
    settings, wrong, costs = Settings(), [], []
    for name, data, error in kinds():
        if quick and (len(data) > HEAVY_BYTES or "megapixel" in name):
            continue
        cost = opened(name, data, settings)
        costs.append(cost)
        meant = error is BadPhoto or cost.end == (OPENED if error is None else error.__name__)
        if not (meant and cost.clean and cost.affordable):
            wrong.append(f"{cost} should be {error.__name__ if error else OPENED}")
    made, mutated = len(costs), []
    for name, data in mutants(count):
        if pi_heif() or not name.startswith("heic"):
            mutated.append(opened(name, data, settings))
    wrong += [str(cost) for cost in mutated if not (cost.clean and cost.affordable)]
    costs += mutated
    ends = Counter(cost.end for cost in mutated)
    dearest = {
        which: max((cost for cost in costs if (cost.end == OPENED) == (which == OPENED)), key=lambda cost: cost.cpu_s)
        for which in (OPENED, "refused")
    }
    largest = max(costs, key=lambda cost: cost.memory_mb)
    return wrong, {
        "hostile": made,
        "mutants": len(mutated),
        "ends": dict(ends.most_common()),
        "cpu_s": {which: [round(cost.cpu_s, 2), cost.name] for which, cost in dearest.items()},
        "memory_mb": [round(largest.memory_mb), largest.name],
    }


def main() -> int:
    """Runs the campaign that the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutants", type=int, default=4_250)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    wrong, figures = campaign(asked.mutants, quick=asked.quick)
    print("\n".join(wrong))
    print(json.dumps(figures, ensure_ascii=False))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
