"""What a manifest and the addresses in it became: an archive of it and of the photos, by their addresses.

Photos that were not fetched stand in it too, with the reason of each.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from verifier.batch.archive import Archive
from verifier.batch.source import Entry
from verifier.errors import BadSource

SUFFIX = ".fetched"
REASONS = "reasons.json"
"""Holds by address the code of why it was not fetched; no address is called so."""


class Fetched(Archive):
    """Such an archive. Raises as `Archive` does."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            self._reasons: Mapping[str, str] = json.loads(self._zip.read(REASONS))
        except (KeyError, ValueError, zipfile.BadZipFile) as error:
            raise BadSource(f"{path.name}: no reasons in it", path=str(path)) from error

    def entries(self) -> Iterator[Entry]:
        """As `Source.entries`."""
        yield from (entry for entry in super().entries() if entry.name != REASONS)
        yield from (Entry(name, "", reason) for name, reason in self._reasons.items())


def write_reasons(archive: zipfile.ZipFile, reasons: Mapping[str, str]) -> None:
    """Ends such an archive."""
    archive.writestr(REASONS, json.dumps(reasons, ensure_ascii=False))
