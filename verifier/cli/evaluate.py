"""`mokcheck evaluate`: a folder of photos with `truth.json` → a table of figures, and JSON."""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from verifier import days
from verifier.cli import list_option, settings_from_environment, with_list
from verifier.cli.days import day_option
from verifier.errors import FileMissing, MokCheckError
from verifier.evaluation.evaluate import BANDS, Score, score, summarise
from verifier.evaluation.truth import Truth, load_truth
from verifier.settings import Settings

if TYPE_CHECKING:
    from verifier.pipeline import Verifier


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@list_option
@click.option("--json", "json_path", metavar="OUT.json", type=click.Path(path_type=Path), help="Write all figures.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N photos.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, metavar="N", help="Processes. Default: 1.")
@click.option("--on", type=day_option, metavar="DATE", help="Judge as of this day. Default: today, in Thailand.")
def evaluate(
    *,
    folder: Path,
    list_path: str | None,
    json_path: Path | None,
    limit: int | None,
    workers: int,
    on: date | None,
) -> int:
    """Measure against photos whose truth is known (FOLDER/truth.json).

    What `truth.json` holds and how things are counted: docs/reference/evaluate.md.
    """
    settings = with_list(settings_from_environment(), list_path)
    truths = load_truth(folder)[:limit]
    today = on or days.today()
    runs = run(folder, truths, settings, today, workers)
    progress = track(runs, "photos", total=len(truths), console=Console(stderr=True))
    summary = {"schema": 1, "folder": folder.name, "date": today.isoformat(), **summarise(list(progress))}
    if json_path:
        try:
            json_path.write_text(json.dumps(summary, ensure_ascii=False, indent=1, allow_nan=False), "utf-8")
        except OSError as error:
            raise FileMissing(f"{json_path}: {error.strerror}", path=str(json_path)) from error
    width = None if sys.stdout.isatty() else 110
    show(summary, Console(width=width, highlight=False, emoji=False, markup=False))
    return 0


def run(folder: Path, truths: Sequence[Truth], settings: Settings, today: date, workers: int = 1) -> Iterator[Score]:
    """The scores of all photos, in order, each verified alone; with several workers in processes of their own."""
    if workers == 1:
        yield from (_work(settings, folder, today, truth) for truth in truths)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(partial(_work, settings, folder, today), truths)


def evaluate_photo(verifier: Verifier, folder: Path, truth: Truth, today: date) -> Score:
    """One photo verified and scored; an error of ours is a score too, with its code."""
    try:
        report = verifier.verify([(folder / truth.file).read_bytes()], category=truth.category, today=today)
    except MokCheckError as error:
        return score(truth, None, error.code)
    return score(truth, report)


@cache
def _verifier(settings: Settings) -> Verifier:
    """The verifier of one process, built when its first photo comes."""
    from verifier.build import build_verifier  # noqa: PLC0415 - engines are loaded when there is work for them

    return build_verifier(settings)


def _work(settings: Settings, folder: Path, today: date, truth: Truth) -> Score:
    return evaluate_photo(_verifier(settings), folder, truth, today)


# ---- the table ------------------------------------------------------------------------------------------------------


def show(summary: dict[str, Any], console: Console) -> None:
    """Prints the figures and, below, the photos behind every miss and every wrong answer."""
    marks, verdicts = summary["marks"], summary["verdicts"]
    table = Table(title=f"{summary['folder']}: {summary['photos']} photos", title_justify="left")
    for heading in ("what", "right", "share", "95 %", "else"):
        table.add_column(heading, no_wrap=heading != "else")
    for name, _, _ in BANDS:
        table.add_row(f"mark {name}", *_cells(marks["found"][name]), "")
    table.add_row("mark 32 px and more", *_cells(marks["found_from_32_px"]), "")
    table.add_row("kind of mark", *_cells(marks["kind_right"]), "")
    for name in ("qr", "standard", "licence"):
        part = summary[name]
        rest = ", ".join(f"{part[key]} {key}" for key in ("wrong", "missed", "abstained") if part[key])
        if part["stickers"]["n"]:
            rest += f"; {part['stickers']['n']} stickers, mean {part['stickers']['mean']:.2f}"
        table.add_row(name, *_cells(part["right"]), rest.removeprefix("; "))
    table.add_row("verdict", *_cells(verdicts["right"]), f"{verdicts['wrong_agrees']} wrong agrees")
    console.print(table)
    false = marks["false"]
    if false["photos"]:
        console.print(
            f"false marks: {false['marks']} on {false['photos']} photos without one, {false['per_100']} per 100"
        )
    console.print(f"other detections on photos with a mark: {sum(marks['other_detections'].values())}")
    for true, said in verdicts["confusion"].items():
        console.print(f"verdict {true}: " + ", ".join(f"{n} {kind}" for kind, n in said.items() if n))
    for stage, ms in summary["timings_ms"].items():
        console.print(f"time {stage}: p50 {ms['p50']} ms, p95 {ms['p95']} ms")
    _failures(summary, console)


def _cells(share: dict[str, Any]) -> tuple[str, str, str]:
    if not share["n"]:
        return "-", "-", "-"
    return (
        f"{share['hits']}/{share['n']}",
        f"{100 * share['rate']:.1f} %",
        f"{100 * share['low']:.1f}-{100 * share['high']:.1f}",
    )


def _failures(summary: dict[str, Any], console: Console) -> None:
    marks = summary["marks"]
    lists = {
        "marks missed": marks["missed"],
        "kind wrong": marks["kind_wrong"],
        "false marks": marks["false"]["files"],
        "verdict wrong": [f"{file} ({said})" for file, said in summary["verdicts"]["wrong"].items()],
        "unverified numbers": [f"{file} ({', '.join(n)})" for file, n in summary["unverified"].items()],
        "errors": [f"{file} ({code})" for file, code in summary["errors"].items()],
    }
    for name in ("qr", "standard", "licence"):
        for hit, files in summary[name]["files"].items():
            lists[f"{name} {hit}"] = [f"{f} ({', '.join(said)})" if said else f for f, said in files.items()]
    for title, files in lists.items():
        if files:
            console.print(f"{title} ({len(files)}): {', '.join(files)}", soft_wrap=True)
