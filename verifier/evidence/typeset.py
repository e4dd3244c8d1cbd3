"""Setting data as PDF/A-3 with typst: fixed sources of the package, data beside them, nothing else within reach.

Texts never become part of a source. Characters that the fonts lack are set as their code points.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

from verifier.errors import BadEvidence, EngineMissing
from verifier.evidence.canonical import encode
from verifier.report.fonts import regular_font

STANDARD = "a-3a"
FALLBACK_FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
"""Fonts that typst brings along, for letters that a Thai font lacks."""
_SETTABLE = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\xff\u0100-\u017f\u0e01-\u0e3a\u0e3f-\u0e5b\u2010-\u2014\u2018-\u201d\u2022\u2026\u2192×✓✗]"
)
Source = tuple[str, str]
"""A package of ours and the name of a file in it."""


def settable(text: str) -> str:
    """The text with every character that could not be set shown as `<U+XXXX>`; line breaks become spaces."""
    return "".join(c if _SETTABLE.match(c) else " " if c in "\n\t" else f"<U+{ord(c):04X}>" for c in text)


def typeset(
    sources: Sequence[Source],
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    at: datetime,
    standard: str | None = STANDARD,
) -> bytes:
    """The PDF of the first source, the same bytes for the same arguments; the others lie beside it.

    `data` becomes `data.json`, its texts settable, with the names of the fonts; `files` lie beside it by their names,
    folders among them. `at` is the moment that the PDF states, `standard` the one it holds to, None for plain PDF.
    Raises BadEvidence, EngineMissing where typst or a Thai font is not installed.
    """
    typst, (font, family) = _typst(), regular_font()
    with tempfile.TemporaryDirectory(prefix="mokcheck-") as folder:
        root = Path(folder)
        for package, name in sources:
            (root / name).write_bytes(resources.files(package).joinpath(name).read_bytes())
        told = {**_settable(dict(data)), "fonts": [family, *FALLBACK_FONTS]}
        for name, content in {"data.json": encode(told), **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        try:
            made = typst.compile(
                root / sources[0][1],
                root=root,
                font_paths=[font.parent],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=[standard] if standard else [],
                timestamp=int(at.timestamp()),
            )
        except typst.TypstError as error:
            raise BadEvidence(f"cannot be set: {error}") from error
    return bytes(made)


def moment(at: datetime) -> dict[str, int]:
    """A moment as the source's `datetime` takes it."""
    return {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}


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
