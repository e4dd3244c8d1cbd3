"""The stores of cases, which tests ask the same of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.cases.open import open_store
from verifier.cases.store import CaseStore

STORES = ["sqlite", pytest.param("postgres", marks=pytest.mark.loopback)]
WHERE: dict[int, tuple[Path, str | None]] = {}
"""Folder and URL of each open store, by its identity."""


def case_store(request: pytest.FixtureRequest, root: Path) -> Iterator[CaseStore]:
    """One in a folder, or in PostgreSQL with a folder, as the parameter of a fixture says."""
    url = None
    if request.param == "postgres":
        pytest.importorskip("psycopg", reason="needs the extra `postgres`")
        url = request.getfixturevalue("postgres_url")
    store = open_store(root / "cases", url, create=True)
    WHERE[id(store)] = root / "cases", url
    yield store
    del WHERE[id(store)]


def opened_again(store: CaseStore) -> CaseStore:
    """The same cases, as another process opens them."""
    return open_store(*WHERE[id(store)])


def url_of(store: CaseStore) -> str | None:
    """Where it is in PostgreSQL; None for a file."""
    return WHERE[id(store)][1]
