"""Numbers and firms read from drawn lines, reader by reader: everyday print and heavy damage apart, and together.

`exact`: the number or name that a single reader saw first. `accepted`: what all readers together accept; `wrong`:
accepted and not what is printed; the rest is abstained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.drawn_lines.damaged_lines import CLASSES, Class, Specimen, specimens, test_fonts
from bench.tables.markdown import goal, share, table
from verifier.build import build_readers
from verifier.domain import Reading
from verifier.extract.fields import extract
from verifier.names.parse import normal, tidy
from verifier.numbers import find_licences, find_standards
from verifier.ocr.ensemble import ReaderEnsemble

SEED = 20261125
TIMEOUT_S = 600
READERS = ("ours", "PP-OCRv6", "Tesseract")
"""What the tables call the readers of `build_readers`."""
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
    """The values that the readers together accept, with their confidence."""
    fields = extract(readings)
    if kind == "licence":
        return [(str(f.value), f.confidence) for f in fields.licences if f.certain]
    if kind == "firm":
        return [(str(normal(f.value)), f.confidence) for f in fields.holders if f.certain]
    return [(str(f.value), f.confidence) for f in fields.standards if f.certain]


def read_classes(count: int, seed: int = SEED) -> Iterator[tuple[Class, list[Read]]]:
    """Every class with what became of those of its `count` lines that hold a number or firm."""
    readers, fonts = build_readers(TIMEOUT_S), test_fonts()
    ensemble = ReaderEnsemble(readers)
    for kind in CLASSES:
        drawn = [(s, value) for s in specimens(kind, count, seed, fonts) if (value := value_of(kind.kind, s.text))]
        texts = [[reader.read(s.photo, [s.line])[0].text for s, _ in drawn] for reader in readers]
        yield (
            kind,
            [
                Read(
                    s,
                    truth,
                    tuple(value_of(kind.kind, text[k]) == truth for text in texts),
                    tuple(accepted(kind.kind, ensemble.read(s.photo, [s.line]))),
                )
                for k, (s, truth) in enumerate(drawn)
            ],
        )


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
                    *(share(sum(r.exact[k] for r in part), n) for k in range(len(READERS))),
                    share(sum(r.right for r in part), n),
                    sum(r.wrong for r in part),
                )
            )
    return table(("printed", "n", "goal", *(f"{name}, exact %" for name in READERS), "accepted right %", "wrong"), rows)
