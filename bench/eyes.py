"""`python -m bench eyes [--quick] [--part=0.2] [--only=NAMES] [--write[=FILE]] [--pictures[=FOLDER]]`.

How well the eyes see, in tables of figures (NAMES: reading,marks,codes,photos; all of them unless told). Numbers and
firms read from drawn lines and how far accepted confidence can be trusted, marks found in drawn scenes, drawn QR codes
decoded, and real photos apart, where they lie beside the repository. The drawn sets have fonts, pictures and damage
that training never saw. `--write` puts the tables into docs/reference/eyes.md,
`--pictures` draws those of docs/explanation/eyes.md.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import cv2

from bench.tables.calibration import calibration_table
from bench.tables.codes import codes_table
from bench.tables.marks import marks_table
from bench.tables.photos import photos_tables
from bench.tables.reading import KINDS, SEED, read_classes, reading_table
from verifier import days
from verifier.build import build_verifier
from verifier.detect.marks import NetDetector
from verifier.finder.net import FinderNet

PAGE = Path("docs/reference/eyes.md")
PICTURES = Path("docs/pictures")
HEAD = """# Figures of the eyes

Written by `{command}`; [what they mean](../explanation/eyes.md). Shares carry Wilson's 95 % interval.
"""
QUICK = 0.04
"""Share of all lines, scenes, codes and photos that the quick mode takes."""
Tables = list[tuple[str, str]]


def reading(part: float) -> Tables:
    count = math.ceil(250 * part)
    found = list(read_classes(count))
    judged: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for kind, reads in found:
        judged[KINDS[kind.kind]] += [(c, value == read.truth) for read in reads for value, c in read.said]
    return [
        (f"Drawn lines: read ({count} a class, those with a number or firm; seed {SEED})", reading_table(found)),
        ("Drawn lines: confidence of what was accepted (goal: error 0.02)", calibration_table(judged)),
    ]


def marks(part: float) -> Tables:
    marked, bare = math.ceil(400 * part), math.ceil(200 * part)
    return [("Drawn scenes: marks", marks_table(NetDetector(FinderNet()), marked, bare))]


def codes(part: float) -> Tables:
    return [("Drawn QR codes: decoded", codes_table(build_verifier().code_reader, math.ceil(100 * part)))]


def photos(part: float) -> Tables:
    return photos_tables(part)


SECTIONS: dict[str, Callable[[float], Tables]] = {"reading": reading, "marks": marks, "codes": codes, "photos": photos}


def main(options: list[str]) -> int:
    """Prints the tables; 0, or 64 for a section that there is not: figures are reported here and held by tests."""
    cv2.setNumThreads(1)
    given = {name: value for name, _, value in (option.partition("=") for option in options)}
    part = QUICK if "--quick" in given else float(given.get("--part", 1.0))
    wanted = given.get("--only", ",".join(SECTIONS)).split(",")
    if unknown := set(wanted) - set(SECTIONS):
        print(f"no section {', '.join(sorted(unknown))}; there are: {', '.join(SECTIONS)}")
        return 64
    if "--pictures" in given:
        from bench.tables.eyes_pictures import write  # noqa: PLC0415 - draws, and is seldom asked to

        for path in write(Path(given["--pictures"] or PICTURES), part):
            print(f"{path}  {path.stat().st_size // 1024} KiB")
        return 0
    said = []
    for section in wanted:
        for title, text in SECTIONS[section](part):
            said.append(f"## {title}\n\n{text}\n")
            print(f"\n{said[-1]}", flush=True)
    if "--write" in given:
        command = " ".join(["python -m bench eyes", *(o for o in options if not o.startswith("--write")), "--write"])
        page = HEAD.format(command=command) + f"\nMeasured on {days.today()}.\n\n" + "\n".join(said)
        Path(given["--write"] or PAGE).write_text(page, "utf-8")
    return 0
