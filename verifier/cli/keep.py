"""`--evidence` of `mokcheck verify`: what is asked is checked before any work, the bundle is written after it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier import days
from verifier.domain import Report, Sight
from verifier.errors import BadEvidence, BadRequest, FileMissing
from verifier.messages.evidence import say
from verifier.settings import Settings

if TYPE_CHECKING:
    from verifier.evidence.signing import SigningKey


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where the bundle goes, who signs it, and whether EXIF is wanted apart."""

    out: Path
    key: SigningKey | None
    exif: bool

    def write(
        self,
        names: Sequence[str],
        report: Report,
        sights: Sequence[Sight],
        *,
        day: date,
        category: str | None,
        settings: Settings,
        lang: str,
    ) -> None:
        """Writes the bundle: whole, or not at all. Raises BadEvidence for a photo that was changed meanwhile."""
        from verifier.evidence.bundle import make_bundle  # noqa: PLC0415 - for those who want evidence

        originals = [_original(name, sight, settings) for name, sight in zip(names, sights, strict=True)]
        data = make_bundle(
            report,
            sights,
            originals,
            day=day,
            judged=datetime.now(UTC),
            category=category,
            list_max_age_days=settings.list_max_age_days,
            key=self.key,
            exif=self.exif,
        )
        write_new(self.out, data)
        click.echo(say("wrote", lang, path=str(self.out)), err=True)
        if self.key is None:
            click.echo(say("wrote.unsigned", lang), err=True)


def keeping(out: str | None, sign: str | None, exif: bool, lang: str) -> Keeping | None:
    """What to do after the verification; asks for the passphrase of a locked key.

    Raises BadRequest, FileMissing, BadSigningKey, EngineMissing, before any work is done.
    """
    if out is None:
        if sign is not None or exif:
            raise BadRequest("--sign and --exif go with --evidence OUT.zip")
        return None

    from verifier.evidence.record import YEARS  # noqa: PLC0415

    if (year := days.today().year) not in YEARS:
        raise BadRequest(f"this machine's clock says {year}: set it, evidence bears the moment")
    return Keeping(new_file(out, ".zip"), None if sign is None else unlocked(Path(sign), lang), exif)


def new_file(out: str, ending: str) -> Path:
    """The path of a file that is to be written. Raises BadRequest where it is there already, FileMissing."""
    path = Path(out)
    if path.suffix.lower() != ending:
        raise BadRequest(f"{out}: the name must end in {ending}", path=out)
    if path.exists():
        raise BadRequest(f"{out} is there already; evidence is never overwritten", path=out)
    if not path.parent.is_dir():
        raise FileMissing(f"{path.parent}: no such folder", path=str(path.parent))
    return path


def write_new(path: Path, data: bytes) -> None:
    """A new file with this content: whole or not at all, and never over another. Raises BadRequest, FileMissing."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            raise BadRequest(f"{path} is there already; evidence is never overwritten", path=str(path))
        part.replace(path)
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror or error}", path=str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def read_file(name: str, most_bytes: int) -> bytes:
    """The bytes of a file, at most so many. Raises FileMissing."""
    try:
        with Path(name).open("rb") as file:
            return file.read(most_bytes)
    except OSError as error:
        raise FileMissing(f"{name}: {error.strerror}", path=name) from error


def unlocked(path: Path, lang: str) -> SigningKey:
    """The private key in a file; asks for its passphrase. Raises BadSigningKey, FileMissing, EngineMissing."""
    from verifier.evidence.signing import PassphraseNeeded, load_private, open_to_others  # noqa: PLC0415

    try:
        key = load_private(path)
    except PassphraseNeeded:
        key = load_private(path, click.prompt(say("passphrase", lang), hide_input=True, err=True))
    if open_to_others(path):
        click.echo(say("key.open", lang, path=str(path)), err=True)
    return key


def _original(name: str, sight: Sight, settings: Settings) -> bytes:
    """The bytes of a photo's file, which are those that were judged."""
    data = read_file(name, settings.max_bytes + 1)
    if hashlib.sha256(data).hexdigest() != sight.photo.sha256:
        raise BadEvidence(f"{name} was changed while it was judged")
    return data
