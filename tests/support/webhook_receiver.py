"""A receiver of webhooks on this machine, which checks signatures as the specification words it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


class Receiver:
    """What came, and what is answered: `plan` is taken from the front, then 204."""

    def __init__(self) -> None:
        self.port = 0
        self.plan: list[tuple[int, dict[str, str]]] = []
        self.came: list[tuple[str, dict[str, str], bytes]] = []
        self.trickles = False
        """Whether the head of the answer comes byte by byte."""

    def bodies(self) -> list[bytes]:
        """The bodies that came."""
        return [body for _, _, body in self.came]


@contextmanager
def receiver(certificate: Path | None = None) -> Iterator[Receiver]:
    """A running one; it speaks TLS with a certificate."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.came.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            try:
                self.answer()
            except OSError:  # whoever asked has had enough
                return

        def answer(self) -> None:
            for _ in range(100 if state.trickles else 0):
                self.wfile.write(b"H")
                time.sleep(0.05)
            status, headers = state.plan.pop(0) if state.plan else (204, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            state.came.append((self.path, {}, b"GET"))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.port = server.server_port
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def is_signed(headers: dict[str, str], body: bytes, secret: str = SECRET) -> bool:
    """Whether one of the signatures is that of these bytes under this secret."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(one, wanted) for one in headers["webhook-signature"].split(" "))


def endpoints_file(folder: Path, *urls: str, private: str = '["127.0.0.0/8"]', more: str = "") -> Path:
    """A file of endpoints called `one`, `two` …, all with `SECRET`."""
    (folder / "secret").write_text(SECRET + "\n", "utf-8")
    names = ("one", "two", "three")
    tables = [
        f'[[endpoint]]\nname = "{name}"\nurl = "{url}"\nsecret_path = "secret"\nprivate = {private}\n{more}\n'
        for name, url in zip(names, urls, strict=False)
    ]
    path = folder / "webhooks.toml"
    path.write_text("\n".join(tables), "utf-8")
    return path
