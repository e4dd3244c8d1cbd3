"""Nothing that is read from a photo makes the verifier or the service open a connection or ask for a name.

`tests/conftest.py` holds every test to that; here are photos whose codes have something to open, and proof that an
attempt would be noticed.
"""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from tests.support.connections import Refused
from tests.support.fakes import TODAY, FakeCodeReader, make_verifier, photo_bytes

LINKS = (
    "https://evil.example/?q=1",
    "http://127.0.0.1:9/x",
    "https://appdb.tisi.go.th/Q/i.php?d=320108935",
    "https://appdb.tisi.go.th.evil.example/Q/i.php?d=320108935",
    "file:///etc/passwd",
    "WIFI:S:x;T:WPA;P:y;;",
)


def attempt(what: str) -> None:
    if what == "resolve":
        socket.getaddrinfo("evil.example", 443)
    elif what == "name":
        socket.gethostbyname("evil.example")
    elif what == "outside":
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    elif what == "here":
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    elif what == "datagram":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug:
            plug.sendto(b"x", ("192.0.2.1", 53))
    else:
        with socket.socket(socket.AF_INET6) as plug:
            plug.connect(("2001:db8::1", 9))


@pytest.mark.parametrize("what", ["resolve", "name", "outside", "here", "datagram", "ipv6"])
def test_an_attempt_is_refused_and_noticed(connections, what):
    with pytest.raises(Refused):
        attempt(what)
    assert len(connections.attempts) == 1
    connections.attempts.clear()


@pytest.mark.loopback
def test_loopback_is_open_to_those_who_need_it_and_nothing_else(connections):
    with pytest.raises(ConnectionRefusedError):
        attempt("here")
    with pytest.raises(Refused):
        attempt("outside")
    connections.attempts.clear()


def test_a_child_process_is_watched_too(tmp_path):
    guard = Path(__file__).resolve().parents[1] / "support" / "guard"
    report = tmp_path / "report"
    code = "import socket; socket.create_connection(('evil.example', 443))"
    environment = {"PYTHONPATH": str(guard), "CONNECTIONS_REPORT": str(report)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert b"Refused" in ran.stderr
    assert "evil.example" in report.read_text()


def test_a_request_opens_no_connection():
    app = create_app(verifier=make_verifier(code_reader=FakeCodeReader(LINKS[:3])), today=lambda: TODAY)
    with TestClient(app) as client:
        for path in ("/v1/verifications", "/"):
            assert client.post(path, files={"photos": ("x.jpg", photo_bytes())}).status_code == 200


@pytest.mark.parametrize("link", LINKS)
def test_judging_a_link_opens_no_connection(link):
    report = make_verifier(code_reader=FakeCodeReader((link,))).verify([photo_bytes()], today=TODAY)
    assert report.claim.codes[0].payload == link
