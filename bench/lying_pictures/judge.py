"""Pictures made and judged: one pair after the other, each the same for the same seed, kind and number."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.lying_pictures import listed, look, shots
from bench.lying_pictures.content import Pair
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker
from models.recipe.fonts import FontMissing
from verifier.build import build_verifier
from verifier.domain import Report, VerdictKind
from verifier.pipeline import Verifier
from verifier.report.plain import to_dict
from verifier.settings import Settings

COLOURS = {VerdictKind.AGREES: "green", VerdictKind.CANNOT_TELL: "yellow", VerdictKind.CONFLICTS: "red"}


@dataclass(frozen=True, slots=True)
class Result:
    """What one lie or twin was answered: `answer` is green, yellow, red or error, `leading` the leading finding's code.

    `error` is the exception, "" for none.
    """

    kind: str
    index: int
    lie: bool
    variant: str
    answer: str
    leading: str
    error: str = ""

    @property
    def missed(self) -> bool:
        """A lie that is green, a twin that is red, or an error."""
        return self.answer in {"error", "green" if self.lie else "red"}

    def plain(self) -> dict[str, Any]:
        """For a line of JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One pair with its looks, one for each label of each photo."""

    kind: Kind
    index: int
    pair: Pair
    looks: Sequence[Sequence[Look]]
    key: tuple[int, int, int]

    def photos(self, *, lie: bool) -> list[bytes]:
        """The photos of the lie or of the twin, JPEG bytes: those of the other have the same layout."""
        own, other = (self.pair.lie, self.pair.twin) if lie else (self.pair.twin, self.pair.lie)
        each = zip(self.looks, own, other, strict=True)
        return [shots.photo(looks, a, b, (*self.key, n)) for n, (looks, a, b) in enumerate(each)]


def drawn(kind: Kind, index: int, seed: int, *, small: bool = False) -> Drawn:
    """Draws up pair number `index` of a kind; `small` keeps to photos of about a megapixel."""
    key = (seed, zlib.crc32(kind.name.encode()), index)
    pair = kind.make(Maker(random.Random(repr(key)), index))
    rng = np.random.default_rng(key)
    labels = [max(len(a.labels), len(b.labels)) for a, b in zip(pair.lie, pair.twin, strict=True)]
    looks = [[look.look(rng, small=small or n > 1, least_em=pair.least_em) for _ in range(n)] for n in labels]
    return Drawn(kind, index, pair, looks, key)


@contextmanager
def verifier() -> Iterator[Verifier]:
    """The product as it ships, with the made-up list."""
    with TemporaryDirectory() as folder:
        yield build_verifier(Settings(list_path=listed.build(Path(folder))))


def judged(verify: Verifier, made: Drawn, *, lie: bool) -> tuple[Result, Report | None]:
    """Judges the lie or the twin of a pair; an exception is a result as well. Raises FontMissing."""
    name, variant = made.kind.name, made.pair.variant
    category = made.pair.categories[0 if lie else 1]
    try:
        report = verify.verify(made.photos(lie=lie), category=category, today=listed.TODAY)
    except FontMissing:
        raise
    except Exception as error:  # whatever goes wrong is what is to be told
        said = f"{type(error).__name__}: {error}"
        return Result(name, made.index, lie, variant, "error", type(error).__name__, said), None
    leading = report.verdict.leading.code if report.verdict.leading else ""
    return Result(name, made.index, lie, variant, COLOURS[report.verdict.kind], leading), report


def keep(folder: Path, result: Result, photos: Sequence[bytes], report: Report | None) -> None:
    """Writes the photos of a miss and its report into `folder`/KIND."""
    home = folder / result.kind.replace(" ", "-").replace(",", "").replace("/", "-")
    home.mkdir(parents=True, exist_ok=True)
    stem = f"{'lie' if result.lie else 'twin'}-{result.index:03}-{result.answer}"
    for n, photo in enumerate(photos):
        (home / f"{stem}-{n}.jpg").write_bytes(photo)
    if report is not None:
        text = json.dumps({"variant": result.variant, **to_dict(report, "en")}, ensure_ascii=False, indent=1)
        (home / f"{stem}.json").write_text(text, "utf-8")
