"""Where a list is, in one text: the path of a file, or the URL of a PostgreSQL database. Both open as a registry.

PostgreSQL's client is an optional part and is imported only for a URL.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from verifier.errors import BadSettings, MokCheckError
from verifier.registry.live import LiveRegistry
from verifier.registry.queries import SqlRegistry
from verifier.registry.snapshot import SqliteRegistry
from verifier.settings import is_url

if TYPE_CHECKING:
    from types import ModuleType


class LiveList(Protocol):
    """What a service needs of a list that may be replaced while it runs."""

    problem: MokCheckError | None

    def current(self) -> SqlRegistry:
        """The list to use for one whole request. Never raises."""
        ...


def open_registry(location: str | Path) -> SqlRegistry:
    """The list there as it is now. Raises ListMissing, ListUnreadable, ListUnreachable, BadSettings."""
    if is_url(location):
        registry: SqlRegistry = _postgres().PostgresRegistry.open(str(location))
        return registry
    return SqliteRegistry.open(Path(location))


def open_live(location: str | Path) -> LiveList:
    """The list there, followed when it is replaced. Raises as `open_registry` does."""
    if is_url(location):
        live: LiveList = _postgres().LivePostgres(str(location))
        return live
    return LiveRegistry(Path(location))


def _postgres() -> ModuleType:
    try:
        from verifier.registry import postgres  # noqa: PLC0415 - an extra; only URLs need it
    except ImportError as error:
        raise BadSettings("a list in PostgreSQL needs the extra: pip install 'mokcheck[postgres]'") from error
    return postgres
