"""The printed form of a bundle: a PDF/A-3 with the report attached, the same bytes for the same bundle and language.

What is set is data beside a fixed source (`sheet.typ`): texts of a label never become part of it. Characters that the
fonts lack are set as their code points; the attached report has them as they are.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

from verifier.errors import BadEvidence, EngineMissing
from verifier.evidence.archive import REPORT
from verifier.evidence.canonical import encode
from verifier.evidence.check import Checked
from verifier.evidence.sheet_data import sheet_data
from verifier.evidence.sheet_pictures import Picture, pictures
from verifier.report.fonts import regular_font
from verifier.settings import Settings

STANDARD = "a-3a"
FALLBACK_FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
"""Fonts that typst brings along, for letters that a Thai font lacks."""
_SETTABLE = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\xff\u0100-\u017f\u0e01-\u0e3a\u0e3f-\u0e5b\u2010-\u2014\u2018-\u201d\u2022\u2026\u2192×✓✗]"
)


def settable(text: str) -> str:
    """The text with every character that could not be set shown as `<U+XXXX>`; line breaks become spaces."""
    return "".join(c if _SETTABLE.match(c) else " " if c in "\n\t" else f"<U+{ord(c):04X}>" for c in text)


def make_pdf(checked: Checked, lang: str, settings: Settings | None = None) -> bytes:
    """The PDF of a bundle that was checked, in `th` or `en`.

    Raises BadEvidence for a bundle that was changed or whose photos are not those that were seen, EngineMissing where
    typst or a Thai font is not installed, BadPhoto.
    """
    record = checked.record
    if record is None or checked.flaws:
        raise BadEvidence("; ".join(f"{flaw.part}: {flaw.code}" for flaw in checked.flaws))
    typst, (font, family) = _typst(), regular_font()
    try:
        photos = pictures(record, checked.entries, settings or Settings())
        data = {**_settable(sheet_data(checked, record, photos, lang)), "fonts": [family, *FALLBACK_FONTS]}
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # places and days that are none
        raise BadEvidence(f"cannot be set: {type(error).__name__}: {error}") from error
    with tempfile.TemporaryDirectory(prefix="mokcheck-") as folder:
        root = Path(folder)
        _lay_out(root, data, photos, checked)
        try:
            made = typst.compile(
                root / "sheet.typ",
                root=root,
                font_paths=[font.parent],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=[STANDARD],
                timestamp=int(record.judged.timestamp()),
            )
        except typst.TypstError as error:
            raise BadEvidence(f"cannot be set: {error}") from error
    return bytes(made)


def _lay_out(root: Path, data: dict[str, Any], photos: Sequence[Picture], checked: Checked) -> None:
    """The files that the source reads, and nothing else: typst reads nothing outside this folder."""
    source = resources.files("verifier.evidence").joinpath("sheet.typ").read_bytes()
    (root / "sheet.typ").write_bytes(source)
    (root / "data.json").write_bytes(encode(data))
    (root / REPORT).write_bytes(checked.record_bytes)
    (root / "qr.svg").write_text(_qr(checked), "utf-8")
    for photo in photos:
        (root / photo.path).write_bytes(photo.jpeg)
        for crop in photo.crops:
            (root / crop.path).write_bytes(crop.jpeg)


def qr_text(checked: Checked) -> str:
    """What the printed QR code says: the hash of the report, to be compared with the file's, and the key's id."""
    key = f"&key={checked.signer.id}" if checked.signer else ""
    return f"mokcheck:report?sha256={checked.record_sha256}{key}"


def _qr(checked: Checked) -> str:
    import zxingcpp  # noqa: PLC0415 - a compiled library, for this one picture

    return str(zxingcpp.create_barcode(qr_text(checked), zxingcpp.BarcodeFormat.QRCode).to_svg())


def _settable(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _settable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_settable(value) for value in data]
    return settable(data) if isinstance(data, str) else data


def _typst() -> ModuleType:
    try:
        import typst  # noqa: PLC0415 - an extra, 80 MB
    except ImportError as error:
        raise EngineMissing("PDFs need the extra: pip install 'mokcheck[evidence]'", engine="typst") from error
    return typst
