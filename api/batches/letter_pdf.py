"""A letter to a supplier as PDF: data beside a fixed source, of which a manifest's texts never become part."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from importlib import resources
from pathlib import Path

from verifier.batch.results.letter import Letter
from verifier.errors import EngineMissing
from verifier.evidence.typeset import FALLBACK_FONTS, settable
from verifier.messages.letter import say
from verifier.report.fonts import regular_font


def letter_pdf(letter: Letter) -> bytes:
    """The letter, the same bytes for the same letter. Raises EngineMissing without typst or a Thai font."""
    try:
        import typst  # noqa: PLC0415 - an extra, 80 MB
    except ImportError as error:
        raise EngineMissing("PDFs need the extra: pip install 'mokcheck[evidence]'", engine="typst") from error
    font, family = regular_font()
    data = {
        "subject": settable(letter.subject),
        "before": [settable(text) for text in letter.before],
        "after": [settable(text) for text in letter.after],
        "products": [
            {
                name: settable(value) if isinstance(value, str) else [settable(text) for text in value]
                for name, value in asdict(product).items()
            }
            | {"asked": f"{say('please', letter.lang)}:"}
            for product in letter.products
        ],
        "lang": letter.lang,
        "fonts": [family, *FALLBACK_FONTS],
    }
    with tempfile.TemporaryDirectory(prefix="mokcheck-") as folder:
        root = Path(folder)
        (root / "letter.typ").write_bytes(resources.files("api.batches").joinpath("letter.typ").read_bytes())
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        made = typst.compile(
            root / "letter.typ",
            root=root,
            font_paths=[font.parent],
            ignore_system_fonts=True,
            format="pdf",
            timestamp=0,
        )
    return bytes(made)
