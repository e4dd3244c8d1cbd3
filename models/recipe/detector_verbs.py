"""The verbs of the detector: draw scenes, train, calibrate, export, evaluate. `python -m models.recipe VERB --help`."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import click
import cv2

from models.recipe.fetch_fonts import FetchFailed
from models.recipe.fonts import FontMissing, training_fonts
from models.recipe.pictures import pictures
from models.recipe.pool import draw_pool

KEPT = Path("models/recipe/detector-weights.npz")
"""Weights in the repository that a training may start from."""


@click.command("render-scenes")
@click.option("--n", type=click.IntRange(1), default=12000, show_default=True, help="How many scenes of 640 px.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache/scenes"), show_default=True
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--test", is_flag=True, help="Draw with the fonts and pictures that are kept for testing.")
@click.option("--missed", is_flag=True, help="Every other scene has more of what is hard to find; more decoys.")
@click.option("--labels", is_flag=True, help="In turn, scenes with marks in the blocks that real labels print.")
@click.option("--smoke", is_flag=True, help="A few scenes from a small stock, in seconds.")
def render_scenes(n: int, out: Path, seed: int, *, test: bool, missed: bool, labels: bool, smoke: bool) -> None:
    """Draw the pool of scenes that the detector learns from; goes on where a broken run ended."""
    cv2.setNumThreads(1)
    n, size = (12, 0.02) if smoke else (n, 1.0)
    try:
        behind = pictures(test=test)
        fonts = training_fonts(test=test)
        pool = draw_pool(out, fonts, n, seed=seed, size=size, pictures=behind, missed=missed, labels=labels)
        with click.progressbar(pool, length=n, label="scenes", file=sys.stderr) as bar:
            for _ in bar:
                pass
    except (FontMissing, FetchFailed) as error:
        raise click.ClickException(str(error)) from error


@click.command("train-detector")
@click.option(
    "--scenes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    default=[Path(".cache/scenes")],
    show_default=True,
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".cache/detector"),
    show_default=True,
    help="Checkpoints.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(0.05),
    default=65.0,
    show_default=True,
    help="Of training in all, over every run.",
)
@click.option("--batch", type=click.IntRange(1), default=8, show_default=True)
@click.option(
    "--device", default="cpu", show_default=True, help="`cuda` for a graphics card; take larger batches there."
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that make views.")
@click.option("--rate", type=float, default=2.5e-3, show_default=True, help="Highest learning rate.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--start", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=f"For instance {KEPT}.")
@click.option("--smoke", is_flag=True, help="A few steps from a few scenes, in seconds.")
def train_detector(
    scenes: tuple[Path, ...],
    out: Path,
    *,
    minutes: float,
    batch: int,
    device: str,
    workers: int,
    rate: float,
    seed: int,
    start: Path | None,
    smoke: bool,
) -> None:
    """Train the detector on drawn scenes; goes on from the last checkpoint, or starts from kept weights.

    On a busy machine set OMP_NUM_THREADS=1 and OMP_WAIT_POLICY=PASSIVE.
    """
    from models.recipe.train_detector import Plan, train

    if smoke:
        minutes, batch, workers = 0.2, 2, 0
    plan = Plan(scenes, out, minutes, seed, batch, workers, device, rate, start)
    try:
        click.echo(train(plan, click.echo, 3 if smoke else float("inf")))
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from error


@click.command("keep-detector")
@click.option(
    "--checkpoint",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path(".cache/detector/last.pt"),
    show_default=True,
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=KEPT, show_default=True)
def keep_detector(checkpoint: Path, out: Path) -> None:
    """Keep the averaged weights in half precision, for a later training to start from."""
    from models.recipe.train_detector import load_averaged
    from models.recipe.weights import write_weights

    write_weights(load_averaged(checkpoint), out)
    click.echo(f"{out}  {out.stat().st_size // 1024} KiB")


@click.command("export-detector")
@click.option(
    "--checkpoint",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path(".cache/detector/last.pt"),
    show_default=True,
)
@click.option(
    "--scenes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(".cache/scenes"),
    show_default=True,
    help="To calibrate int8 with.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("verifier/weights/detector.onnx"),
    show_default=True,
)
def export_detector(checkpoint: Path, scenes: Path, out: Path) -> None:
    """Write the trained detector as ONNX; the same checkpoint and scenes give the same bytes."""
    from models.recipe.export_detector import export

    data = export(checkpoint, out, scenes).read_bytes()
    click.echo(f"{out}  {len(data)} bytes  sha256 {hashlib.sha256(data).hexdigest()}")


@click.command("calibrate-detector")
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path("verifier/weights/detector.onnx"),
    show_default=True,
)
@click.option(
    "--scenes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(".cache/scenes-calibrate"),
    show_default=True,
    help="A pool that training never saw.",
)
@click.option("--n", type=click.IntRange(1), default=250, show_default=True, help="How many of its scenes.")
def calibrate_detector(model: Path, scenes: Path, n: int) -> None:
    """Print the weights that make the detector's score the share of true marks among places of that score."""
    from models.recipe import evaluate_detector as judge
    from verifier.detect.marks import NetDetector
    from verifier.finder.net import FinderNet

    click.echo(judge.calibrated(NetDetector(FinderNet(judge.AnyModel.at(model))), judge.scenes(scenes, n)))


@click.command("evaluate-detector")
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path("verifier/weights/detector.onnx"),
    show_default=True,
)
@click.option(
    "--scenes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A pool drawn with render-scenes --test.",
)
@click.option("--n", type=click.IntRange(1), default=500, show_default=True, help="How many of its scenes.")
@click.option(
    "--photos",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="Folders of photos with truth.json.",
)
@click.option("--threshold", type=float, default=None, help="Another threshold than the one that ships.")
def evaluate_detector(
    model: Path, scenes: Path | None, *, n: int, photos: tuple[Path, ...], threshold: float | None
) -> None:
    """Print how well the exported detector finds marks, codes and lines, as JSON."""
    from models.recipe import evaluate_detector as judge
    from verifier.detect.marks import THRESHOLD, NetDetector
    from verifier.finder.net import FinderNet
    from verifier.ocr.line_detector import boxes

    net = FinderNet(judge.AnyModel.at(model))
    detector, least = NetDetector(net), THRESHOLD if threshold is None else threshold
    said: dict[str, object] = {"threshold": least}
    if scenes:
        said["marks"] = judge.marks_on_scenes(detector, judge.scenes(scenes, n), least)
        said["codes"] = judge.codes_on_scenes(net, judge.scenes(scenes, n), least)
        said["lines"] = judge.lines_on_scenes(lambda pixels: boxes(net(pixels)), judge.scenes(scenes, n))
    for folder in photos:
        said[folder.name] = judge.on_photos(detector, folder, least)
    click.echo(json.dumps(said, ensure_ascii=False, indent=1))


@click.command("compare-photos")
@click.argument("photos", type=click.Path(exists=True, file_okay=False, path_type=Path), nargs=-1, required=True)
@click.option(
    "--scenes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="Pools drawn with render-scenes, to stand beside the photos.",
)
@click.option(
    "--lines",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="Pools drawn with draw-lines.",
)
@click.option("--n", type=click.IntRange(1), default=500, show_default=True, help="How many scenes of each pool.")
def compare_photos(photos: tuple[Path, ...], scenes: tuple[Path, ...], lines: tuple[Path, ...], n: int) -> None:
    """Print a table: print under marks on photos (folders with truth.json) beside print under drawn marks."""
    from models.recipe import compare_photos as compare
    from verifier.detect.marks import NetDetector
    from verifier.finder.net import FinderNet

    detector = NetDetector(FinderNet())
    sets = {folder.name: compare.of_photos(detector, folder) for folder in photos}
    sets |= {folder.name: compare.of_scenes(folder, n) for folder in scenes}
    click.echo(compare.table(sets | {folder.name: compare.of_lines(folder) for folder in lines}))


VERBS = (
    *(render_scenes, train_detector, keep_detector, export_detector, calibrate_detector, evaluate_detector),
    compare_photos,
)
