"""The printed form of a bundle: a PDF/A-3 with the report attached, the same bytes for the same bundle and language."""

from __future__ import annotations

from typing import Any

from verifier.errors import BadEvidence
from verifier.evidence.archive import REPORT
from verifier.evidence.check import Checked
from verifier.evidence.sheet_data import sheet_data
from verifier.evidence.sheet_pictures import pictures
from verifier.evidence.typeset import Source, typeset
from verifier.settings import Settings

FORM: Source = ("verifier.evidence", "form.typ")
SHEET: Source = ("verifier.evidence", "sheet.typ")


def make_pdf(checked: Checked, lang: str, settings: Settings | None = None) -> bytes:
    """The PDF of a bundle that was checked, in `th` or `en`.

    Raises BadEvidence for a bundle that was changed or whose photos are not those that were seen, EngineMissing where
    typst or a Thai font is not installed, BadPhoto.
    """
    data, files = form_of(checked, lang, settings or Settings())
    assert checked.record is not None
    return typeset((SHEET, FORM), data, files, checked.record.judged)


def form_of(checked: Checked, lang: str, settings: Settings) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the form sets of a bundle, and the files that it reads. Raises BadEvidence, BadPhoto."""
    record = checked.record
    if record is None or checked.flaws:
        raise BadEvidence("; ".join(f"{flaw.part}: {flaw.code}" for flaw in checked.flaws))
    try:
        photos = pictures(record, checked.entries, settings)
        data = sheet_data(checked, record, photos, lang)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # places and days that are none
        raise BadEvidence(f"cannot be set: {type(error).__name__}: {error}") from error
    files = {REPORT: checked.record_bytes, "qr.svg": _qr(checked).encode()}
    for photo in photos:
        files[photo.path] = photo.jpeg
        files |= {crop.path: crop.jpeg for crop in photo.crops}
    return data, files


def qr_text(checked: Checked) -> str:
    """What the printed QR code says: the hash of the report, to be compared with the file's, and the key's id."""
    key = f"&key={checked.signer.id}" if checked.signer else ""
    return f"mokcheck:report?sha256={checked.record_sha256}{key}"


def _qr(checked: Checked) -> str:
    import zxingcpp  # noqa: PLC0415 - a compiled library, for this one picture

    return str(zxingcpp.create_barcode(qr_text(checked), zxingcpp.BarcodeFormat.QRCode).to_svg())
