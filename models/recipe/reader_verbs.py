"""The verbs of the line reader: draw lines, train, calibrate, export. `python -m models.recipe VERB --help`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import cv2

from models.recipe.fonts import FontMissing, FontSet, find_fonts, training_fonts
from models.recipe.line_pool import SHARD, fill

KEPT = Path("models/recipe/reader-weights.npz")
"""Weights in the repository that a training may start from."""
MEAN = click.option(
    "--mean-with",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the mean of the checkpoint's weights and of those that its training started from.",
)
SHARE = click.option(
    "--share",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Of the checkpoint in that mean: 0.75 keeps more of what was learnt last.",
)


@click.command("draw-lines")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache/lines"), show_default=True
)
@click.option("--first", type=click.IntRange(0), default=0, show_default=True, help="Number of the first shard.")
@click.option("--shards", type=click.IntRange(1), default=100, show_default=True, help=f"Shards of {SHARD} lines.")
@click.option(
    "--every", type=click.IntRange(1), default=1, show_default=True, help="Draw each n-th: for several processes."
)
@click.option("--seed", type=int, default=20, show_default=True)
@click.option("--test", is_flag=True, help="With the fonts kept for testing.")
@click.option("--easy", is_flag=True, help="Short, large, clean lines, which training starts with.")
@click.option("--labels", is_flag=True, help="As real labels print them, in forms that nobody expects.")
@click.option("--smoke", is_flag=True, help="One shard of 60 lines with the system's fonts: does it run at all?")
def draw_lines(
    out: Path, first: int, shards: int, every: int, seed: int, test: bool, easy: bool, labels: bool, smoke: bool
) -> None:
    """Draw lines for training a reader into shards on disk; goes on where it stopped."""
    cv2.setNumThreads(1)
    numbers = range(first, 1 if smoke else shards, every)
    fonts = FontSet(find_fonts(), ()) if smoke else _fonts(test)
    drawn = fill(out, fonts, seed, numbers, 60 if smoke else SHARD, easy=easy, labels=labels)
    with click.progressbar(drawn, length=len(numbers), file=sys.stderr) as bar:
        for _ in bar:
            pass


@click.command("train-reader")
@click.option(
    "--pool", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache/lines"), show_default=True
)
@click.option(
    "--easy", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache/lines-easy"), show_default=True
)
@click.option(
    "--test", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache/lines-test"), show_default=True
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache/reader"), show_default=True
)
@click.option("--lines", type=click.IntRange(1), default=600_000, show_default=True, help="Lines to see in all.")
@click.option("--minutes", type=float, default=600.0, show_default=True, help="Of training in all, if over sooner.")
@click.option("--every", type=click.IntRange(1), default=20_000, show_default=True, help="Lines between checkpoints.")
@click.option("--device", type=click.Choice(("cpu", "cuda")), default="cpu", show_default=True)
@click.option("--rate", type=float, help="Highest learning rate.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--start", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=f"For instance {KEPT}.")
@click.option("--freeze-trunk", is_flag=True, help="Train what reads the convolutions, not the convolutions.")
def train_reader(start: Path | None, **options: Any) -> None:
    """Train the line reader on drawn lines; goes on from the last checkpoint, or starts from kept weights."""
    from models.recipe.train_reader import Plan, train

    for p in train(Plan(start_from=start, **options)):
        figures = " ".join(f"{k}={v:.3f}" for k, v in (p.figures or {}).items())
        click.echo(f"{p.lines}/{p.total} loss {p.loss:.3f} {p.speed:.0f} lines/s {figures}")


@click.command("export-reader")
@click.option("--checkpoint", type=click.Path(exists=True, path_type=Path), default=Path(".cache/reader/last.pt"))
@click.option("--calibration", type=click.Path(exists=True, path_type=Path), default=Path(".cache/lines/00000.npz"))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("verifier/weights/reader.onnx"),
    show_default=True,
)
@MEAN
@SHARE
@click.option("--float32", is_flag=True, help="Leave out the quantisation to 8 bits.")
@click.option("--temperature", type=float, default=1.0, show_default=True, help="What `calibrate` found.")
def export_reader(
    checkpoint: Path,
    calibration: Path,
    out: Path,
    mean_with: Path | None,
    share: float,
    float32: bool,
    temperature: float,
) -> None:
    """Write the reader as ONNX; print its SHA-256, which `verifier/ocr/linenet.py` holds."""
    from models.recipe.export_reader import export

    digest = export(
        checkpoint, calibration, out, mean_with=mean_with, share=share, int8=not float32, temperature=temperature
    )
    click.echo(f"{out}  {out.stat().st_size // 1024} KiB  sha256 {digest}")


@click.command("calibrate-reader")
@click.option(
    "--model",
    type=click.Path(exists=True, path_type=Path),
    default=Path("verifier/weights/reader.onnx"),
    show_default=True,
)
@click.option("--lines", type=click.Path(file_okay=False, path_type=Path), default=Path(".cache/lines-calibrate"))
@click.option("--most", type=click.IntRange(1), default=1200, show_default=True, help="Numbers to look at.")
def calibrate_reader(model: Path, lines: Path, most: int) -> None:
    """Find the temperature at which the reader's confidence fits; pass it to `export-reader`."""
    from models.recipe.calibrate_reader import calibrate

    fit = calibrate(model, sorted(lines.glob("*.npz")), most)
    click.echo(
        f"temperature {fit.temperature:.2f}: calibration error {fit.error:.3f}, right {fit.right:.3f}, n {fit.n}"
    )


def _fonts(test: bool) -> FontSet:
    try:
        return training_fonts(test=test)
    except FontMissing as error:
        raise click.ClickException(str(error)) from error


@click.command("keep-reader")
@click.option("--checkpoint", type=click.Path(exists=True, path_type=Path), default=Path(".cache/reader/last.pt"))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=KEPT, show_default=True)
@MEAN
@SHARE
def keep_reader(checkpoint: Path, out: Path, mean_with: Path | None, share: float) -> None:
    """Keep the averaged weights in half precision, for a later training to start from."""
    from models.recipe.export_reader import load
    from models.recipe.weights import write_weights

    write_weights(load(checkpoint, mean_with, share)[0], out)
    click.echo(f"{out}  {out.stat().st_size // 1024} KiB")


@click.command("evaluate-reader")
@click.option(
    "--reader",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path("verifier/weights/reader.onnx"),
    show_default=True,
    help="An exported model, a checkpoint (.pt) or kept weights (.npz).",
)
@click.option("--lines", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True, multiple=True)
@click.option("--every", type=click.IntRange(1), default=1, show_default=True, help="Read each n-th line.")
def evaluate_reader(reader: Path, lines: tuple[Path, ...], every: int) -> None:
    """Say what a reader makes of drawn lines: read as printed, or repaired by habit; best drawn with --test."""
    from models.recipe.evaluate_reader import evaluate, letters_kept, reader_of, table

    read = reader_of(reader)
    shards = [path for folder in lines for path in sorted(folder.glob("*.npz"))]
    if not shards:
        raise click.ClickException("no lines there: draw them with draw-lines --test")
    click.echo(table(evaluate(read, shards, every) | letters_kept(read, shards, every)))


VERBS = (draw_lines, train_reader, calibrate_reader, export_reader, keep_reader, evaluate_reader)
