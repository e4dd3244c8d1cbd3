"""Numbers and firms read from drawn lines, reader by reader: everyday print and heavy damage apart, and together.

`exact`: the number or name that a single reader saw first. `accepted`: what the panel of readers accepts; `wrong`:
accepted and not what is printed; the rest is abstained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.drawn_lines.damaged_lines import CLASSES, Class, Specimen, specimens, test_fonts
from bench.tables.markdown import goal, share, table
from verifier.domain import Reading
from verifier.extract.fields import extract
from verifier.image.crop import clean, cut
from verifier.names.parse import normal, tidy
from verifier.numbers import find_licences, find_standards
from verifier.ocr.ensemble import ReaderPanel
from verifier.ocr.linenet import LineNetReader
from verifier.ocr.ppocr import PPOcrReader
from verifier.ocr.tesseract import HEIGHT as TESSERACT_HEIGHT
from verifier.ocr.tesseract import TesseractReader
from verifier.protocols import LineReader

SEED = 20261125
KINDS = {"standard": "standard", "thai standard": "standard", "licence": "licence", "firm": "firm"}


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one specimen.

    `truth`: the value printed; `exact`: whether each reader alone saw it first; `said`: what all together accept, with
    their confidence.
    """

    specimen: Specimen
    truth: str
    exact: tuple[bool, ...]
    said: tuple[tuple[str, float], ...]

    @property
    def right(self) -> bool:
        return any(value == self.truth for value, _ in self.said)

    @property
    def wrong(self) -> bool:
        return any(value != self.truth for value, _ in self.said)


def value_of(kind: str, text: str) -> str | None:
    """The number or the firm that a text holds, in normal form."""
    if kind == "licence":
        return next((str(f.value) for f in find_licences(text) if f.value is not None), None)
    if kind == "firm":
        name = tidy(text)
        return str(normal(name)) if name else None
    return next((str(f.value) for f in find_standards(text) if f.has_year), None)


def accepted(kind: str, readings: Sequence[Reading]) -> list[tuple[str, float]]:
    """The values that the panel accepts, with their confidence."""
    fields = extract(readings)
    if kind == "licence":
        return [(str(f.value), f.confidence) for f in fields.licences if f.certain]
    if kind == "firm":
        return [(str(normal(f.value)), f.confidence) for f in fields.holders if f.certain]
    return [(str(f.value), f.confidence) for f in fields.standards if f.certain]


def readers() -> list[tuple[str, LineReader]]:
    """Those that are asked alone, by name."""
    return [("ours", LineNetReader()), ("PP-OCRv6", PPOcrReader()), ("Tesseract", TesseractReader(timeout_s=600))]


def read_classes(count: int, seed: int = SEED) -> Iterator[tuple[Class, list[Read]]]:
    """Every class with what became of those of its `count` lines that hold a number or firm."""
    alone, panel, fonts = readers(), ReaderPanel.default(), test_fonts()
    for kind in CLASSES:
        drawn = [(s, value) for s in specimens(kind, count, seed, fonts) if (value := value_of(kind.kind, s.text))]
        made = [s for s, _ in drawn]
        texts = [_texts(reader, made) for _, reader in alone]
        yield (
            kind,
            [
                Read(
                    s,
                    truth,
                    tuple(value_of(kind.kind, text[k]) == truth for text in texts),
                    tuple(accepted(kind.kind, panel.read(s.photo, [s.line]))),
                )
                for k, (s, truth) in enumerate(drawn)
            ],
        )


def _texts(reader: LineReader, made: Sequence[Specimen]) -> list[str]:
    if isinstance(reader, TesseractReader):  # all in one spawn
        crops = [clean(cut(s.photo.pixels, s.line.quad, TESSERACT_HEIGHT)) for s in made]
        return [text for text, _ in reader.read_crops(crops)]
    return [reader.read(s.photo, [s.line])[0].text for s in made]


def reading_table(found: Sequence[tuple[Class, Sequence[Read]]]) -> str:
    """Three rows a class; the goals are of everyday print."""
    rows = []
    for kind, reads in found:
        parts = {
            "everyday": [r for r in reads if not r.specimen.damage.heavy],
            "heavy": [r for r in reads if r.specimen.damage.heavy],
            "all": list(reads),
        }
        for name, part in parts.items():
            n = len(part)
            rows.append(
                (
                    f"{kind.name}: {name}",
                    n,
                    goal(kind.goal) if name == "everyday" else "",
                    *(share(sum(r.exact[k] for r in part), n) for k in range(3)),
                    share(sum(r.right for r in part), n),
                    sum(r.wrong for r in part),
                )
            )
    names = ("ours", "PP-OCRv6", "Tesseract")
    return table(("printed", "n", "goal", *(f"{name}, exact %" for name in names), "accepted right %", "wrong"), rows)
