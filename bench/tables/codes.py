"""Drawn QR codes with official links, hurt one way at a time: decoded and misread by the cascade and by others.

Every code is turned by any angle and lies in a photo of its own with print around it. zxing-cpp beside it looks at the
photo once, or at 1x, 2x and 3x; pyzbar at 1x. A text that is not the printed one is misread.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import segno

from bench.tables.markdown import share, table
from models.recipe import words
from models.recipe.damage import defocus, motion
from models.recipe.line_effects import streaks
from verifier.codes.decoder import Wanted
from verifier.codes.window import Window, resized
from verifier.codes.zbar import ZbarReader
from verifier.codes.zxing import ZxingReader
from verifier.domain import Photo, Pixels, Quality, TargetKind
from verifier.links.target import judge_target
from verifier.protocols import CodeReader

SEED = 20261127
Floats = npt.NDArray[np.float32]
BANDS = (("module 3-6 px", 3.0, 6.0, 0.98), ("module 2-3 px", 2.0, 3.0, 0.0))
HURTS = ("turned only", "perspective", "blurred", "faint", "glare", "all at once")


@dataclass(frozen=True, slots=True)
class Coded:
    """One photo, its pixels H×W×3 RGB uint8, with one code; `module` in px, `hurt` one of HURTS."""

    photo: Photo
    payload: str
    module: float
    hurt: str


def official_payload(rng: np.random.Generator) -> str:
    """A link in one of TISI's forms."""
    while True:
        payload = words.link(rng, words.licence(rng, words.standard(rng)))
        if judge_target(payload).kind is TargetKind.OFFICIAL:
            return payload


def draw(hurt: str, low: float, high: float, rng: np.random.Generator) -> Coded:
    """One code with modules of `low` to `high` px; the same for the same state of `rng`."""
    payload, module = official_payload(rng), float(np.exp(rng.uniform(math.log(low), math.log(high))))
    level = str(rng.choice(["L", "M", "Q"]))
    modules = segno.make(payload, error=level, micro=False, boost_error=False).matrix_iter(
        border=int(rng.integers(2, 5))
    )
    dark = np.array([list(row) for row in modules], np.float32)
    fine = 12
    flat = np.kron(dark, np.ones((fine, fine), np.float32))
    side, scale = flat.shape[0], module / fine
    room = math.ceil(side * scale * 1.75)
    mixed = hurt == "all at once"
    turn = math.radians(float(rng.uniform(-180, 180)))
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float) * side * scale / 2
    if hurt == "perspective" or mixed:
        corners[:, int(rng.integers(2))] *= float(rng.uniform(0.7, 1))
        corners *= (1 + float(rng.uniform(0.05, 0.2)) * np.array([-1, 1, 1, -1]) * rng.choice([-1, 1]))[:, None]
    spin = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    target = corners @ spin + room / 2 + rng.uniform(-0.05, 0.05, 2) * room
    source = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    ink = _laid(flat, matrix, room)
    plate = _laid(np.ones_like(flat), matrix, room)
    faint = hurt == "faint" or (mixed and rng.random() < 0.5)
    contrast = float(rng.uniform(25, 60) if faint else rng.uniform(90, 220))
    paper = float(rng.uniform(contrast + 20, 250))
    around = np.full((room, room), float(rng.uniform(30, 250)), np.float32) + _print(rng, room)
    picture = around * (1 - plate) + paper * plate - contrast * ink
    if hurt == "glare" or (mixed and rng.random() < 0.5):
        picture = picture + streaks((room, room), rng) * float(rng.uniform(40, 160))
    if hurt == "blurred" or (mixed and rng.random() < 0.5):
        if rng.random() < 0.7:
            picture = defocus(picture, module * float(rng.uniform(0.35, 0.75)))
        else:
            picture = motion(picture, module * float(rng.uniform(0.7, 1.5)), float(rng.uniform(0, 180)))
    else:
        picture = cv2.GaussianBlur(picture, (0, 0), 0.5)
    picture = picture + rng.normal(0, float(rng.uniform(0.5, 4)), picture.shape)
    grey = np.clip(np.round(picture), 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", grey, (cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(55, 95))))
    grey = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
    pixels = np.repeat(grey[:, :, None], 3, axis=2)
    pixels.setflags(write=False)
    return Coded(Photo(pixels, "0" * 64, "0" * 16, Quality(100.0, 128.0, 128.0, 0.0)), payload, module, hurt)


def _laid(flat: Floats, matrix: npt.NDArray[np.float64], room: int) -> Floats:
    """`flat` (0..1) brought into a picture room×room by `matrix`, smoothly: by way of four times its size."""
    more = 4
    large = cv2.warpPerspective(flat, np.diag([more, more, 1.0]) @ matrix, (room * more, room * more))
    return np.asarray(cv2.resize(large, (room, room), interpolation=cv2.INTER_AREA), np.float32)


def _print(rng: np.random.Generator, room: int) -> Floats:
    """Bars as wide as strokes of letters: what a finder must not take for a code."""
    bars = np.zeros((room, room), np.float32)
    for _ in range(int(rng.integers(6, 30))):
        x, y = (int(v) for v in rng.integers(0, room, 2))
        size = (int(rng.integers(1, 5)), int(rng.integers(4, 26)))
        cv2.rectangle(bars, (x, y), (x + size[0], y + size[1]), float(rng.uniform(-120, 60)), -1)
    return bars


def specimens(band: int, count: int, seed: int = SEED) -> Iterator[tuple[str, list[Coded]]]:
    """Each way to be hurt and `count` codes of it, with modules of one of BANDS."""
    _, low, high, _ = BANDS[band]
    for h, hurt in enumerate(HURTS):
        yield hurt, [draw(hurt, low, high, np.random.default_rng([seed, band, h, k])) for k in range(count)]


def ways(cascade: CodeReader) -> dict[str, Callable[[Photo], list[str]]]:
    """Texts of QR codes that each way reads in a photo."""
    zxing, zbar = ZxingReader(), ZbarReader()

    def enlarged(*factors: float) -> Callable[[Photo], list[str]]:
        def look(photo: Photo) -> list[str]:
            grey = Window(_grey(photo))
            return [
                code.payload for factor in factors for code in zxing.look(resized(grey, factor).grey, Wanted.QR).codes
            ]

        return look

    return {
        "cascade": lambda photo: [c.payload for c in cascade.read(photo, ()) if c.symbology == "QRCode"],
        "zxing-cpp 1x": enlarged(1),
        "zxing-cpp 1x 2x 3x": enlarged(1, 2, 3),
        "pyzbar": lambda photo: [c.payload for c in zbar.look(_grey(photo)).codes if c.symbology == "QRCode"],
    }


def _grey(photo: Photo) -> Pixels:
    return np.asarray(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def codes_table(cascade: CodeReader, count: int) -> str:
    """Decoded and misread, `count` codes a row."""
    by_way = ways(cascade)
    rows: list[tuple[object, ...]] = []
    for b, (band, _, _, wanted) in enumerate(BANDS):
        total: dict[str, list[int]] = {name: [0, 0] for name in by_way}
        n = 0
        for hurt, made in specimens(b, count):
            tally = {name: _judged(read, made) for name, read in by_way.items()}
            rows.append((f"{band}, {hurt}", len(made), *_cells(tally, len(made))))
            n += len(made)
            for name, (right, wrong) in tally.items():
                total[name][0] += right
                total[name][1] += wrong
        goal = f" (goal {100 * wanted:.0f} %)" if wanted else ""
        rows.append((f"{band}, all{goal}", n, *_cells({k: (v[0], v[1]) for k, v in total.items()}, n)))
    return table(("codes", "n", *(f"{name} %" for name in by_way), "misread"), rows)


def _judged(read: Callable[[Photo], list[str]], made: Sequence[Coded]) -> tuple[int, int]:
    right = wrong = 0
    for coded in made:
        texts = set(read(coded.photo))
        right += coded.payload in texts
        wrong += bool(texts - {coded.payload})
    return right, wrong


def _cells(tally: dict[str, tuple[int, int]], n: int) -> list[str]:
    return [share(right, n) for right, _ in tally.values()] + ["/".join(str(wrong) for _, wrong in tally.values())]
