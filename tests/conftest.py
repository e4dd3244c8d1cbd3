"""Fixtures that every kind of test may use."""

from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real photos that lies beside the repository in CI; tests that need it are skipped elsewhere."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real photos are not on this machine")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server of the tests' own; tests that need it are skipped where none is installed."""
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database on that server."""
    with postgres.database(postgres_server) as url:
        yield url
