"""`mokcheck verify`: the photos of one product → a verdict for people or, with `--json`, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli import lang_option, list_option, settings_from_environment, with_list
from verifier.cli.days import day_option
from verifier.cli.keep import keeping
from verifier.days import today
from verifier.domain import Framing, Report, VerdictKind
from verifier.domain.sight import Box
from verifier.errors import BadPhoto, BadRequest, FileMissing, TooManyPhotos, UnknownCategory
from verifier.settings import Settings

if TYPE_CHECKING:
    from verifier.domain import Photo
    from verifier.pipeline import Verifier

EXIT = {VerdictKind.AGREES: 0, VerdictKind.CONFLICTS: 10, VerdictKind.CANNOT_TELL: 20}
SHELLS_PIPES = {Path("/dev"), Path("/proc")}
"""Where pipes are found that a shell has opened."""
KEPT_PIXELS = 64_000_000
"""Most pixels that stay decoded between the door, the verification and its drawing: one photo of the largest size."""
SIDES = 4
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


class _Frame(click.ParamType[Box]):
    """Four whole numbers with commas between them."""

    name = "frame"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Box:
        """The box; exits with a usage error for anything else."""
        sides = value.split(",") if isinstance(value, str) else list(value)
        if len(sides) != SIDES or not all(str(side).strip().isdecimal() for side in sides):
            self.fail("four whole numbers with commas, as 0,120,800,900", param, ctx)
        left, top, right, bottom = map(int, sides)
        return left, top, right, bottom


frame = _Frame()


@click.command()
@click.argument("photos", nargs=-1, required=True, metavar="PHOTO...")
@list_option
@click.option("--category", metavar="NAME", help="What the product is, in everyday words, for instance `power bank`.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON (docs/reference/report.schema.json).")
@click.option("--annotate", "annotated", metavar="OUT.jpg", help="Write the photo with what was seen and read.")
@click.option(
    "--region",
    type=frame,
    metavar="L,T,R,B",
    help="Judge the label in this frame alone: left, top, right, bottom in pixels of the upright photo. One photo.",
)
@click.option(
    "--other", "others", type=frame, multiple=True, metavar="L,T,R,B", help="The frame of another label in the photo."
)
@click.option("--evidence", metavar="OUT.zip", help="Write photos, sights and report as an evidence bundle.")
@click.option("--sign", metavar="KEYFILE", help="Sign the bundle with this key (`mokcheck keys signing create`).")
@click.option("--exif", is_flag=True, help="Put what the camera wrote into the photos into the bundle, as text, apart.")
@click.option(
    "--on",
    type=day_option,
    metavar="DATE",
    help="Judge as of this day, YYYY-MM-DD. Default: today, in Thailand.",
)
@lang_option
def verify(
    *,
    photos: Sequence[str],
    list_path: str | None,
    category: str | None,
    as_json: bool,
    annotated: str | None,
    region: Box | None,
    others: Sequence[Box],
    evidence: str | None,
    sign: str | None,
    exif: bool,
    on: date | None,
    lang: str | None,
) -> int:
    """Judge the photos of ONE product.

    Exit code: 0 agrees, 10 conflicts, 20 cannot tell, 64 and above errors.
    """
    settings = with_list(settings_from_environment(), list_path)
    framings = _framings(region, others, len(photos))
    targets = _targets(annotated, len(photos))
    keep = keeping(evidence, sign, exif, lang or "th")
    files = _at_the_door(photos, settings)

    from verifier.build import build_verifier  # noqa: PLC0415 - engines are loaded when there is work for them

    verifier = build_verifier(settings)
    kind = _category(verifier, category)
    day = on or today()
    report, sights = verifier.examine(files, category=kind, today=day, framings=framings)
    try:
        if keep:
            keep.write(photos, report, sights, day=day, category=kind, settings=settings, lang=lang or "th")
        _annotate(files, report, targets, settings, lang or "th")
    finally:  # the pictures first, which a reader that closes the pipe would cost; the answer even where they fail
        _print(report, lang, as_json=as_json)
    return EXIT[report.verdict.kind]


def _framings(region: Box | None, others: Sequence[Box], photos: int) -> list[Framing]:
    """The frames as they were named. Raises BadRequest where they are not of one photo."""
    if region is None and not others:
        return []
    if region is None or photos != 1:
        raise BadRequest("--region is of one photo, and --other goes with it")
    return [Framing(region, tuple(others))]


def _print(report: Report, lang: str | None, *, as_json: bool) -> None:
    if as_json:
        from verifier.report.plain import to_dict  # noqa: PLC0415

        click.echo(json.dumps(to_dict(report, lang), ensure_ascii=False, indent=1, allow_nan=False).encode())
    else:
        from verifier.cli.show import show  # noqa: PLC0415

        show(report, lang or "th")


def _at_the_door(names: Sequence[str], settings: Settings) -> list[bytes | Photo]:
    """The photos of the files, all opened: seconds before engines are loaded, a bad one is told.

    They stay open for whatever looks at them later, as long as they have no more than KEPT_PIXELS together; of others
    the bytes stay.
    """
    if len(names) > settings.max_photos:
        raise TooManyPhotos(f"{len(names)} photos", limit=settings.max_photos)
    files: list[bytes | Photo] = []
    kept = 0

    from verifier.image.decode import open_photo  # noqa: PLC0415

    for name in names:
        data = _read(Path(name), settings)
        try:
            photo = open_photo(data, settings)
        except BadPhoto as error:
            error.detail = f"{name}: {error.detail or error.code}"
            raise
        keep = kept + photo.width * photo.height <= KEPT_PIXELS
        kept += photo.width * photo.height * keep
        files.append(photo if keep else data)
    return files


def _read(path: Path, settings: Settings) -> bytes:
    """The bytes of a file, at most one more than the limit, so that a huge one is refused without being loaded.

    A named pipe, into which nobody may ever write, is refused; one that the shell made (`<(…)`) has its writer.
    """
    if path.is_fifo() and not SHELLS_PIPES & set(path.absolute().parents):
        raise FileMissing(f"{path}: a pipe; save the photo to a file first", path=str(path))
    try:
        with path.open("rb") as file:
            return file.read(settings.max_bytes + 1)
    except IsADirectoryError as error:
        told = "a folder: name the photos of one product; `mokcheck batch` takes a folder of many"
        raise FileMissing(f"{path}: {told}", path=str(path)) from error
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror}", path=str(path)) from error


def _category(verifier: Verifier, name: str | None) -> str | None:
    if name is None:
        return None
    category = verifier.catalogue.category(name)
    if category is None:
        near = verifier.catalogue.categories_like(name) or verifier.catalogue.categories
        named = ", ".join(f"{c.words_th[0]} ({c.key})" for c in near)
        raise UnknownCategory(f"{name!r} → {named}", category=name)
    return category.key


def _targets(out: str | None, count: int) -> list[Path]:
    """OUT.jpg for one photo, OUT-1.jpg … for several. Raises BadRequest and FileMissing before any work is done."""
    if out is None:
        return []
    path = Path(out)
    if path.suffix.lower() not in PICTURE_SUFFIXES:
        raise BadRequest(f"{out}: the name must end in one of {', '.join(PICTURE_SUFFIXES)}", path=out)
    if not path.parent.is_dir():
        raise FileMissing(f"{path.parent}: no such folder", path=str(path.parent))
    return [path] if count == 1 else [path.with_stem(f"{path.stem}-{n}") for n in range(1, count + 1)]


def _annotate(
    files: Sequence[bytes | Photo], report: Report, targets: Sequence[Path], settings: Settings, lang: str
) -> None:
    if not targets:
        return
    from PIL import Image  # noqa: PLC0415

    from verifier.image.decode import open_photo  # noqa: PLC0415
    from verifier.messages.interface import label  # noqa: PLC0415
    from verifier.report.annotate import annotate  # noqa: PLC0415

    for index, (data, target) in enumerate(zip(files, targets, strict=True)):
        photo = open_photo(data, settings) if isinstance(data, bytes) else data
        picture = Image.fromarray(annotate(photo, report, index, lang=lang))
        try:
            picture.save(target, quality=90)
        except OSError as error:
            raise FileMissing(f"{target}: {error.strerror or error}", path=str(target)) from error
        click.echo(label("cli.wrote", lang).format(path=target), err=True)
