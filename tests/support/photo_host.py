"""A host of photos on this machine: hands out what is in `photos`, or answers as `plan` says."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class PhotoHost:
    """`plan`: by path the status and headers that are answered instead, or what is said byte for byte."""

    def __init__(self) -> None:
        self.port = 0
        self.photos: dict[str, bytes] = {}
        self.plan: dict[str, tuple[int, dict[str, str]] | bytes] = {}
        self.passing: Counter[str] = Counter()
        """How often a path is answered 503 before it is handed out."""
        self.slow_s = 0.0
        self.asked: Counter[str] = Counter()
        self.heads: list[dict[str, str]] = []

    def url(self, path: str) -> str:
        """The address of a path, by a name."""
        return f"http://localhost:{self.port}{path}"


@contextmanager
def photo_host() -> Iterator[PhotoHost]:
    """A running one."""
    state = PhotoHost()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked[self.path] += 1
            state.heads.append({name.lower(): value for name, value in self.headers.items()})
            time.sleep(state.slow_s)
            try:
                self.answer()
            except OSError:
                return

        def answer(self) -> None:
            planned = state.plan.get(self.path)
            if isinstance(planned, bytes):
                self.wfile.write(planned)
                return
            data = state.photos.get(self.path, b"")
            status, headers = planned or ((200 if self.path in state.photos else 404), {})
            if state.passing[self.path] > 0:
                state.passing[self.path] -= 1
                status = 503
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
