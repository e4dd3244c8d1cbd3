"""Where cases are: in a folder, or in PostgreSQL with their files in a folder that several machines share."""

from __future__ import annotations

from pathlib import Path

from verifier.cases.store import CaseStore
from verifier.errors import BadSettings
from verifier.settings import Settings, is_url

URL, PATH = "MOKCHECK_CASES_URL", "MOKCHECK_CASES_PATH"


def open_cases(settings: Settings, *, create: bool = False) -> CaseStore | None:
    """The cases of the settings; None where none are kept. Raises BadSettings, FileMissing, StoreProblem."""
    if settings.cases_path is None:
        if settings.cases_url is not None:
            raise BadSettings(f"{URL} needs {PATH}, the folder of the files", setting=PATH)
        return None
    return open_store(settings.cases_path, settings.cases_url, create=create)


def open_store(folder: Path, url: str | None = None, *, create: bool = False) -> CaseStore:
    """The cases of a folder, or of a database and a folder. Raises as `open_cases` does."""
    if url is None:
        return CaseStore(folder, create=create)
    if not is_url(url):
        raise BadSettings(f"{URL} must begin with postgresql://", setting=URL)
    try:
        from verifier.cases.postgres import PostgresCaseStore  # noqa: PLC0415 - an extra; only a URL needs it
    except ImportError as error:
        raise BadSettings("cases in PostgreSQL need the extra: pip install 'mokcheck[postgres]'") from error
    return PostgresCaseStore(url, folder, create=create)
