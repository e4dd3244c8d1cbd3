"""The verbs of the studio: `python -m models.recipe VERB --help`."""

from __future__ import annotations

from pathlib import Path

import click

from models.recipe.fonts import FontMissing, find_fonts
from models.recipe.samples import SEED, used_fonts, write_samples


@click.group(help=__doc__)
def main() -> None:
    pass


@main.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("samples"), show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Same seed and same fonts: same photos.")
def samples(out: Path, seed: int) -> None:
    """Draw and photograph the sample labels; write photos, truth.json and manifest.csv."""
    fonts = find_fonts()
    try:
        paths = write_samples(out, fonts, seed)
    except FontMissing as error:
        raise click.ClickException(str(error)) from error
    for path in paths:
        click.echo(f"{path}  {path.stat().st_size // 1024} KiB")
    click.echo(f"fonts {used_fonts(fonts)[:16]}")


if __name__ == "__main__":
    main()
