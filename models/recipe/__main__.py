"""The verbs of the studio: `python -m models.recipe VERB --help`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from models.recipe import detector_verbs, reader_verbs
from models.recipe.fetch_fonts import FOLDER, FetchFailed, fetch, packages
from models.recipe.fonts import FontMissing, find_fonts
from models.recipe.render import write_photos
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


@main.command("fetch-fonts")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, show_default=True)
def fetch_fonts(out: Path) -> None:
    """Fetch the fonts that training draws with (npm packages, about 190 MB, checked by hash)."""
    with click.progressbar(packages(), label="fonts", file=sys.stderr) as bar:
        for package in bar:
            try:
                fetch(package, out)
            except FetchFailed as error:
                raise click.ClickException(str(error)) from error


@main.command()
@click.option("--n", type=click.IntRange(1), default=100, show_default=True, help="How many photos.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
def render(n: int, out: Path, seed: int) -> None:
    """Draw and photograph labels by chance; write photos and truth.json with every region and line."""
    fonts = find_fonts()
    if not fonts:
        raise click.ClickException("no Thai-capable font found: install fonts-thai-tlwg")
    with click.progressbar(write_photos(out, n, fonts, seed), length=n, label="photos", file=sys.stderr) as bar:
        for _ in bar:
            pass


for verb in (*detector_verbs.VERBS, *reader_verbs.VERBS):
    main.add_command(verb)

if __name__ == "__main__":
    main()
