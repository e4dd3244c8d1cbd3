"""Fixtures that every kind of test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import postgres
from tests.support.connections import Watch

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK_ROOMS = ("web", "batch")
"""Folders whose tests talk to browsers or workers on this machine."""
WATCH = pytest.StashKey[Watch]()


def pytest_configure(config: pytest.Config) -> None:
    """Watches connections from before the first test is collected."""
    config.stash[WATCH] = Watch()


@pytest.fixture(autouse=True)
def connections(request: pytest.FixtureRequest) -> Iterator[Watch]:
    """No test may connect anywhere or ask for a name; one marked `loopback` may connect to this machine.

    An attempt fails, and so does the test, even when the code swallows the error.
    """
    watch = request.config.stash[WATCH]
    room = request.path.relative_to(ROOT / "tests").parts[0]
    watch.loopback = room in LOOPBACK_ROOMS or request.node.get_closest_marker("loopback") is not None
    watch.attempts.clear()
    yield watch
    watch.loopback = False
    assert watch.attempts == []


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
