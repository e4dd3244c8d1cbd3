import io
import logging
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.logs import JsonLines
from tests.support.fakes import TODAY, make_verifier
from verifier.settings import Settings


@pytest.fixture
def serve() -> Iterator[Callable[..., TestClient]]:
    """Starts the service round a verifier of honest fakes, with some settings or seams replaced."""
    clients = []

    def start(settings: Settings | None = None, **changes) -> TestClient:
        settings = settings or Settings()
        app = create_app(settings, make_verifier(settings, **changes), today=lambda: TODAY)
        client = TestClient(app, raise_server_exceptions=False)
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve) -> TestClient:
    return serve()


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the service writes to its log, as an operator would find it; everybody else's lines too."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)
