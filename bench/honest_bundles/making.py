"""Makes honest bundles that differ in all that an inspector's differ in, of drawings of `samples/` saved small.

The photos are looked at once, by the engines that ship; what was seen is judged against one list or another, as of one
day or another, in one category or another, and each answer becomes a bundle with its key, with or without EXIF apart
and time stamp. Keys and authority are made for the archive, and their private halves are never written down.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PIL import Image

from bench.honest_bundles.archive import Parcel, place
from verifier.build import build_verifier
from verifier.domain import Framing, Sight
from verifier.evidence.archive import ENVELOPE, unpack
from verifier.evidence.bundle import make_bundle
from verifier.evidence.signing import SigningKey, create_key, load_private, public_beside
from verifier.evidence.stamp import with_stamp
from verifier.evidence.versions import program_version, rules_version
from verifier.pipeline import Verifier
from verifier.registry.importer import import_list, open_import
from verifier.registry.open import open_registry
from verifier.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
OFFICERS = ("สมชาย ใจดี", "นงลักษณ์ เจริญรุ่งเรือง", "Somchai Jaidee", "สำนักงานตัวอย่าง ๗", "Müller-Łukasiewicz 王")
CATEGORIES = (None, "power_bank", "charger", "mask")
FIRST_LIST, LISTS, APART = date(2025, 6, 1), 4, timedelta(days=30)
DAYS = 70
"""Days after its own for which a list is asked; it counts as fresh for the first 45 of them."""
STAMPED_EVERY = 10
_AUTHORITY = """
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[clock]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = critical, timeStamping
[req]
distinguished_name = name
[name]
"""
_YEARS_100 = "36500"


@dataclass(frozen=True, slots=True)
class Seen:
    """Photos of one product, in bytes as they came, and what was seen in them."""

    photos: tuple[bytes, ...]
    sights: tuple[Sight, ...]


def make_parcel(count: int, *, samples: int, width_px: int, quality: int, seed: int = 1) -> Parcel:
    """An archive of `count` bundles of the first `samples` drawings, each `width_px` wide at JPEG's `quality`."""
    with tempfile.TemporaryDirectory(prefix="mokcheck-bundles-") as name:
        folder, rng = Path(name), random.Random(seed)
        verifiers = _verifiers(folder)
        seen = list(_looked_at(verifiers[0], _photos(samples, width_px, quality)))
        keys = [_key(folder / f"{number}.pem", officer) for number, officer in enumerate(OFFICERS)]
        stamping = _authority(folder / "authority")
        bundles: dict[str, bytes] = {}
        kinds: Counter[str] = Counter()
        for number in range(count):
            one, asked = seen[number % len(seen)], rng.randrange(LISTS)
            verifier, category = verifiers[asked], rng.choice(CATEGORIES)
            day = FIRST_LIST + asked * APART + timedelta(days=rng.randrange(DAYS))
            key, exif = rng.choice(keys), rng.random() < 0.25
            judged = datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(36_000))
            data = make_bundle(
                verifier.judge(one.sights, category=category, today=day),
                one.sights,
                one.photos,
                day=day,
                judged=judged,
                category=category,
                list_max_age_days=verifier.settings.list_max_age_days,
                key=key,
                exif=exif,
            )
            if stamping is not None and number % STAMPED_EVERY == 0:
                entries = unpack(data).entries
                data = with_stamp(entries, stamping(entries[ENVELOPE]))
                kinds["stamped"] += 1
            bundles[f"{number:04}.zip"] = data
            kinds["several photos"] += len(one.photos) > 1
            kinds["framed"] += one.sights[0].photo.framing is not None
            kinds["with EXIF apart"] += exif
        public = {
            f"{number}.pub.json": public_beside(folder / f"{number}.pem").read_bytes() for number in range(len(keys))
        }
        roots = (folder / "authority" / "root.pem").read_bytes() if stamping else b""
    return Parcel(_about(count, seed, kinds), public, roots, bundles)


def _about(count: int, seed: int, kinds: Counter[str]) -> dict[str, object]:
    return {
        "bundles": count,
        "of them": dict(sorted(kinds.items())),
        "seed": seed,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "mokcheck": program_version(),
        "rules": rules_version(),
        **place(),
    }


def _photos(samples: int, width_px: int, quality: int) -> list[tuple[tuple[bytes, ...], Framing | None]]:
    """Drawings alone, then one with a cut-out of itself, two of different goods, and one of two in one picture."""
    pictures = []
    for number, path in enumerate(sorted(SAMPLES.glob("*.jpg"))[:samples]):
        with Image.open(path) as drawing:
            height = round(drawing.height * width_px / drawing.width)
            pictures.append((number, drawing.convert("RGB").resize((width_px, height), Image.Resampling.LANCZOS)))
    files = [_saved(picture, quality, number) for number, picture in pictures]
    alone = [((data,), None) for data in files]
    first, second = pictures[0][1], pictures[1][1]
    part = first.crop((first.width // 4, first.height // 4, first.width, first.height))
    height = max(first.height, second.height)
    both = Image.new("RGB", (first.width + second.width, height), "white")
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    left = (0, 0, first.width - 2, height)
    right = (first.width + 2, 0, both.width, height)
    shared = _saved(both, quality, 1)
    return [
        *alone,
        ((files[0], _saved(part, quality, 0)), None),
        ((files[0], files[1]), None),
        ((shared,), Framing(left, (right,))),
        ((shared,), Framing(right, (left,))),
    ]


def _saved(picture: Image.Image, quality: int, number: int) -> bytes:
    """A file as a camera writes it, JPEG with EXIF, or a program, WebP without: every third."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F], exif[0x8825] = "MokCheck", {1: "N", 2: (13.0, 44.0, 12.0), 3: "E", 4: (100.0, 31.0, 54.0)}
    if number % 3 == 2:
        picture.save(out, "WEBP", quality=quality)
    else:
        picture.save(out, "JPEG", quality=quality, optimize=True, exif=exif)
    return out.getvalue()


def _looked_at(verifier: Verifier, groups: Sequence[tuple[tuple[bytes, ...], Framing | None]]) -> list[Seen]:
    seen = []
    for photos, framing in groups:
        framings = [framing] if framing else []
        seen.append(Seen(photos, verifier.examine(photos, today=FIRST_LIST, framings=framings)[1]))
    return seen


def _verifiers(folder: Path) -> list[Verifier]:
    """One set of engines before four lists 30 days apart: one twice, one with licences revoked, one with half."""
    with (SAMPLES / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    revoked = [row | {"status": "revoked"} if number % 2 else row for number, row in enumerate(rows)]
    paths = []
    for number, content in enumerate((rows, rows, revoked, rows[::2])):
        table, path = folder / f"{number}.csv", folder / f"{number}.sqlite"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(content)
        import_list(open_import(table), table, path, date=FIRST_LIST + number * APART, covers=["samples"])
        paths.append(path)
    first = build_verifier(Settings(list_path=paths[0]))
    return [replace(first, registry=open_registry(str(path))) for path in paths]


def _key(path: Path, officer: str) -> SigningKey:
    create_key(path, public_beside(path), officer, "2025-05-01T09:00:00+07:00", None)
    return load_private(path)


def _authority(folder: Path) -> Callable[[bytes], bytes] | None:
    """What stamps bytes by a time-stamping authority of this archive's own; None without openssl."""
    if shutil.which("openssl") is None:
        return None
    folder.mkdir()
    (folder / "openssl.cnf").write_text(_AUTHORITY, "utf-8")
    (folder / "serial").write_text("01\n", "utf-8")

    def run(*arguments: str, given: bytes | None = None) -> bytes:
        command = ["openssl", *arguments]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, input=given).stdout

    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "openssl.cnf")
    root = ("-x509", "-days", _YEARS_100, "-subj", "/CN=Root of the bench", "-extensions", "root")
    run("req", *new, *root, "-keyout", "root.key", "-out", "root.pem")
    run("req", *new, "-subj", "/CN=Clock of the bench", "-keyout", "clock.key", "-out", "clock.csr")
    signed = ("-days", _YEARS_100, "-extfile", "openssl.cnf", "-extensions", "clock", "-CAcreateserial")
    run("x509", "-req", "-in", "clock.csr", "-CA", "root.pem", "-CAkey", "root.key", *signed, "-out", "clock.pem")

    def stamp(data: bytes) -> bytes:
        (folder / "data").write_bytes(data)
        (folder / "asked").write_bytes(run("ts", "-query", "-data", "data", "-sha256", "-cert"))
        told = ("-config", "openssl.cnf", "-queryfile", "asked", "-signer", "clock.pem", "-inkey", "clock.key")
        return run("ts", "-reply", *told)

    return stamp
