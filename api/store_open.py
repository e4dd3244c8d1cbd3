"""Where keys, jobs and answers are kept, by the settings: in memory, in a file, or in PostgreSQL."""

from __future__ import annotations

from api.store import Store
from api.store_sqlite import SqliteStore
from verifier.errors import BadSettings
from verifier.settings import Settings, is_url


def open_store(settings: Settings) -> Store:
    """The store of the settings. Raises BadSettings, StoreProblem."""
    if settings.store_url is None:
        return SqliteStore(settings.store_path)
    if not is_url(settings.store_url):
        raise BadSettings("MOKCHECK_STORE_URL must begin with postgresql://", setting="MOKCHECK_STORE_URL")
    try:
        from api.store_postgres import PostgresStore  # noqa: PLC0415 - an extra; only a URL needs it
    except ImportError as error:
        raise BadSettings("a store in PostgreSQL needs the extra: pip install 'mokcheck[postgres]'") from error
    return PostgresStore(settings.store_url)
