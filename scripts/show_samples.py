"""Verifies the sample photos and prints their verdicts as a table, beside what their truth says."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from verifier import messages
from verifier.build import build_verifier
from verifier.settings import Settings

SIGNS = {"agrees": "[green]✓[/]", "conflicts": "[red]✗[/]", "cannot_tell": "[yellow]?[/]"}


@click.command()
@click.option(
    "--list", "list_path", type=click.Path(path_type=Path), required=True, help="List built from samples/list.csv."
)
@click.option("--samples", type=click.Path(path_type=Path), default=Path("samples"), show_default=True)
def main(list_path: Path, samples: Path) -> None:
    """Print one row a sample; exit 1 when a verdict is not the one its truth names."""
    truth = json.loads((samples / "truth.json").read_text(encoding="utf-8"))
    verifier = build_verifier(Settings(list_path=list_path))
    table = Table(title="ตัวอย่าง · samples", show_lines=True)
    table.add_column("photo · story", ratio=2)
    table.add_column("verdict", no_wrap=True)
    table.add_column("why", ratio=3)
    table.add_column("s", justify="right", no_wrap=True)
    differ = 0
    for row in track(truth, description="verifying", console=Console(stderr=True), transient=True):
        report = verifier.verify([(samples / row["file"]).read_bytes()], category=row.get("category"))
        kind = report.verdict.kind.value
        differ += kind != row["verdict"]
        answer = f"{SIGNS[kind]} {kind}" + ("" if kind == row["verdict"] else f"\ntruth: {row['verdict']}")
        leading = messages.finding(report.verdict.leading, "th") if report.verdict.leading else ""
        seconds = f"{report.timings_ms['total'] / 1000:.1f}"
        table.add_row(f"{row['file']}\n[dim]{row['story']['th']}[/]", answer, leading, seconds)
    console = Console()
    (console if console.is_terminal else Console(width=130)).print(table)
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
