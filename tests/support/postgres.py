"""The PostgreSQL server of the tests: skipped, with a reason, where none can be started."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.servers import postgres

REQUIRED = "POSTGRES_REQUIRED"
"""Set in continuous integration, where a missing server is a fault and no reason to skip."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh, empty database. Skips the test where there is no server to start."""
    with postgres.server(_programs()) as url:
        yield url


@contextmanager
def mortal() -> Iterator[postgres.Cluster]:
    """A server that may be killed: what it said was done is done. Skips as `server` does."""
    lasting = postgres.OPTIONS.replace("synchronous_commit=off", "synchronous_commit=on")
    with postgres.cluster(_programs(), lasting) as made:
        yield made


def _programs() -> Path:
    folder = postgres.programs()
    if folder is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set and PostgreSQL's server is not installed")
        pytest.skip("PostgreSQL's server is not installed (scripts/postgres-server.sh installs it)")
    return folder


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """The URL of a new, empty database on a server."""
    import psycopg

    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server_url.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
