"""`python -m bench processors [--quick] [--cpu=Haswell]`: whether an older processor sees and judges the same.

The nets compute in 8 bits, by other instructions on every generation of processors. Without VNNI two products are added
in 16 bits, where sums beyond ±32,767 are cut off: weights of 8 bits reach that, those of 7 bits cannot (`reduce_range`
in `models/recipe/export_reader.py` and `export_detector.py`). Drawn lines and photos (the samples, then real ones where
they lie beside the repository) are looked at here and by the same Python under `qemu-x86_64-static`, which emulates a
processor with AVX2 and without VNNI. Tesseract, a program of its own, runs unemulated both times.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.drawn_lines.damaged_lines import CLASSES, specimens, test_fonts
from verifier.build import build_line_reader, build_verifier
from verifier.domain import Photo, Quality, Region, RegionKind, Report, Sight
from verifier.domain.geometry import Quad
from verifier.extract.fields import extract
from verifier.pipeline import Verifier
from verifier.registry.importer import import_list, open_import
from verifier.report.plain import to_dict
from verifier.report.sights import sights_to_dict
from verifier.rules.verdict import awaits_challenge
from verifier.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "data" / "photos"
EMULATOR, CPU = "qemu-x86_64-static", "Haswell"
SEED = 20261129
LINES, PHOTOS = 90, 20
QUICK_LINES, QUICK_PHOTOS = 8, 2
DAY = date(2026, 11, 29)
TIMEOUT_S = 7_200

Answers = dict[str, dict[str, Any]]
"""What was seen and judged: by `lines` and `photos`, then by name."""


@dataclass
class Compared:
    """What differs between two processors: by what was compared the names that differ, and out of how many.

    `certainty`: the largest difference of a character's certainty in readings whose texts are equal.
    """

    of: dict[str, int] = field(default_factory=dict)
    differing: dict[str, list[str]] = field(default_factory=dict)
    certainty: float = 0.0

    @property
    def equal(self) -> bool:
        return not any(self.differing.values())


def main(options: list[str]) -> int:
    """0 when nothing differs, or when there is no emulator to compare with."""
    if told := [option.partition("=")[2] for option in options if option.startswith("--answer=")]:
        Path(told[0]).write_text(json.dumps(answers(Path(told[0]).parent)), "utf-8")
        return 0
    if shutil.which(EMULATOR) is None:
        print(f"{EMULATOR} is not installed (Debian: qemu-user-static)")
        return 0
    cpu = next((option.partition("=")[2] for option in options if option.startswith("--cpu=")), CPU)
    lines, photos = (QUICK_LINES, QUICK_PHOTOS) if "--quick" in options else (LINES, PHOTOS)
    found = compare(lines, photos, cpu)
    print(f"drawn lines of seed {SEED} and photos, here and on an emulated {cpu}")
    for name, differing in found.differing.items():
        print(f"  {name}: {len(differing)} of {found.of[name]} differ {' '.join(differing[:8])}".rstrip())
    print(f"  certainty of a character: differs by {found.certainty:.4f} at most where the text is the same")
    return 0 if found.equal else 1


def compare(lines: int, photos: int, cpu: str = CPU) -> Compared:
    """Looks at that many drawn lines and photos here and on an emulated processor of that name."""
    with tempfile.TemporaryDirectory(prefix="mokcheck-bench-") as scratch:
        folder = Path(scratch)
        _lay_out(folder, lines, photos)
        here = _asked(folder / "here.json", [])
        return compared(here, _asked(folder / "there.json", [EMULATOR, "-cpu", cpu]))


def compared(here: Answers, there: Answers) -> Compared:
    """Where two answers differ, and by how much where they do not."""
    found = Compared()
    parts: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "texts of lines": ("lines", lambda line: [reading["text"] for reading in line["readings"]]),
        "numbers and names of lines, and whether they are certain": ("lines", lambda line: line["fields"]),
        "marks of photos": ("photos", lambda photo: [(m["mark"], m["quad"]) for m in photo["sight"]["marks"]]),
        "codes of photos": ("photos", lambda photo: photo["sight"]["codes"]),
        "boxes of photos": ("photos", lambda photo: [r["region"]["quad"] for r in photo["sight"]["readings"]]),
        "texts of photos": ("photos", lambda photo: [r["text"] for r in photo["sight"]["readings"]]),
        "certain values of photos": ("photos", lambda photo: photo["certain"]),
        "verdicts and findings of photos": ("photos", lambda photo: [photo["verdict"], photo["findings"]]),
    }
    for name, (kind, told) in parts.items():
        found.of[name] = len(here[kind])
        found.differing[name] = [one for one in here[kind] if told(here[kind][one]) != told(there[kind][one])]
    pairs = [(here["lines"][one]["readings"], there["lines"][one]["readings"]) for one in here["lines"]]
    sights = [(here["photos"][one]["sight"], there["photos"][one]["sight"]) for one in here["photos"]]
    pairs += [(one["readings"], other["readings"]) for one, other in sights]
    for one, other in chain.from_iterable(zip(a, b, strict=False) for a, b in pairs):
        if one["text"] == other["text"]:
            gaps = [abs(a - b) for a, b in zip(one["confidences"], other["confidences"], strict=True)]
            found.certainty = max([found.certainty, *gaps])
    return found


def answers(folder: Path) -> Answers:
    """What this processor sees in the lines and photos of a folder, and what follows."""
    reader, verifier = build_line_reader(timeout_s=TIMEOUT_S), build_verifier(_settings(folder))
    lines, photos = {}, {}
    for file in sorted(folder.glob("*.npz")):
        with np.load(file) as kept:
            pixels, corners = kept["pixels"], kept["corners"]
        pixels.setflags(write=False)
        photo = Photo(pixels, "0" * 64, "0" * 16, Quality(100, 100, 100, 0))
        readings = reader.read(photo, [Region(RegionKind.LINE, Quad.of_points(corners.tolist()), 1.0)])
        fields = extract(readings)
        told = (*fields.standards, *fields.licences, *fields.holders)
        lines[file.stem] = {
            "readings": [{"text": r.text, "confidences": [float(c) for c in r.confidences]} for r in readings],
            "fields": [[str(value.value), value.certain] for value in told],
        }
    for file in sorted((folder / "photos").iterdir()):
        sight, judged = _judged(verifier, file.read_bytes())
        report = to_dict(judged)
        items = chain.from_iterable(report["claim"][kind] for kind in ("standards", "licences", "holders"))
        photos[file.name] = {
            "sight": sights_to_dict([sight])["sights"][0],
            "certain": [item["value"] for item in items if item["certain"]],
            "verdict": report["verdict"],
            "findings": [[finding["code"], finding["outcome"]] for finding in report["findings"]],
        }
    return {"lines": lines, "photos": photos}


def _judged(verifier: Verifier, data: bytes) -> tuple[Sight, Report]:
    """What is seen in a photo, the second look for what speaks against it among it, and what is judged of that."""
    sight = verifier.see(data)
    report = verifier.judge([sight], today=DAY)
    if awaits_challenge(report.findings):
        sight = verifier.challenge(data, sight)
        report = verifier.judge([sight], today=DAY)
    return sight, report


def _settings(folder: Path) -> Settings:
    return Settings(list_path=folder / "list.sqlite", reader_timeout_s=TIMEOUT_S)


def _lay_out(folder: Path, lines: int, photos: int) -> None:
    """Draws the lines, copies the photos and builds the list, once for both processors."""
    fonts, each = test_fonts(), -(-lines // len(CLASSES))
    drawn = chain.from_iterable(specimens(kind, each, SEED, fonts) for kind in CLASSES)
    for number, specimen in enumerate(islice(drawn, lines)):
        corners = np.array(specimen.line.quad.corners)
        np.savez(folder / f"line-{number:03d}.npz", pixels=specimen.photo.pixels, corners=corners)
    (folder / "photos").mkdir()
    real = sorted(REAL.glob("*.jpg"))
    for file in [*sorted((ROOT / "samples").glob("*.jpg")), *real[:: max(1, len(real) // photos)]][:photos]:
        shutil.copy(file, folder / "photos")
    table = ROOT / "samples" / "list.csv"
    import_list(open_import(table), table, folder / "list.sqlite", date=DAY, covers=["all"])


def _asked(out: Path, emulator: Sequence[str]) -> Answers:
    command = [*emulator, sys.executable, "-m", "bench", "processors", f"--answer={out}"]
    subprocess.run(command, cwd=ROOT, check=True, timeout=TIMEOUT_S, stdout=subprocess.DEVNULL)
    answered: Answers = json.loads(out.read_text("utf-8"))
    return answered
