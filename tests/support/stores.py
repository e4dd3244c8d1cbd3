"""The stores of the service, which tests ask the same of."""

from collections.abc import Iterator

import pytest

from api.store import Store
from api.store_sqlite import SqliteStore


def any_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """That in memory or that in PostgreSQL, as the parameter of a fixture says; gone afterwards."""
    if request.param == "sqlite":
        yield SqliteStore(None)
        return
    postgres = pytest.importorskip("api.store_postgres", reason="needs the extra `postgres`")
    store = postgres.PostgresStore(request.getfixturevalue("postgres_url"))
    yield store
    store.close()
