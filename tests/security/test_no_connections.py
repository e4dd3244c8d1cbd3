"""Nothing that is read from a photo makes the verifier or the service open a connection or ask for a name."""

import socket

import pytest
from fakes import TODAY, FakeCodeReader, make_verifier, photo_bytes
from fastapi.testclient import TestClient

from api.app import create_app

LINKS = (
    "https://evil.example/?q=1",
    "http://127.0.0.1:9/x",
    "https://appdb.tisi.go.th/Q/i.php?d=320108935",
    "https://appdb.tisi.go.th.evil.example/Q/i.php?d=320108935",
    "file:///etc/passwd",
    "WIFI:S:x;T:WPA;P:y;;",
)


@pytest.fixture
def attempts(monkeypatch):
    """Every attempt to connect or to resolve a name, each of which fails."""
    made = []

    def refuse(*what, **_more):
        made.append(what)
        raise OSError("no connections here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return made


def test_the_fixture_notices_a_connection(attempts):
    with pytest.raises(OSError, match="no connections"):
        socket.create_connection(("127.0.0.1", 9))
    with socket.socket() as plug, pytest.raises(OSError, match="no connections"):
        plug.connect(("127.0.0.1", 9))
    assert len(attempts) == 2


def test_a_request_opens_no_connection(attempts):
    app = create_app(verifier=make_verifier(code_reader=FakeCodeReader(LINKS[:3])), today=lambda: TODAY)
    with TestClient(app) as client:
        for path in ("/v1/verifications", "/"):
            assert client.post(path, files={"photos": ("x.jpg", photo_bytes())}).status_code == 200
    assert attempts == []


@pytest.mark.parametrize("link", LINKS)
def test_judging_a_link_opens_no_connection(attempts, link):
    report = make_verifier(code_reader=FakeCodeReader((link,))).verify([photo_bytes()], today=TODAY)
    assert report.claim.codes[0].payload == link
    assert attempts == []
