"""A server in the place of LINE's, on this machine: it hands out photos and takes answers by the rules of the real one.

A reply token answers once; a retry key delivers once; a photo that is not known is 404.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

SECRET, TOKEN = "stand-in-secret", "stand-in-token"
USER = "U0123456789abcdef0123456789abcdef"
NUMBERS = count(1)


class StandIn:
    """What lies there and what came: `photos` by message id, answers by reply token, pushes in order."""

    def __init__(self) -> None:
        self.photos: dict[str, bytes] = {}
        self.replies: dict[str, list[dict[str, Any]]] = {}
        self.pushes: list[tuple[str, list[dict[str, Any]]]] = []
        self.refused: list[str] = []
        self.spent: set[str] = set()
        self.status: list[int] = []
        """Statuses to answer the next calls with, in place of what they deserve."""
        self.fetched = self.broken_off = 0
        self.trickles = False
        """Whether photos come byte by byte."""
        self.url = ""
        self._keys: set[str] = set()
        self._lock = threading.Lock()

    def post(self, path: str, body: dict[str, Any], key: str | None) -> tuple[int, dict[str, Any]]:
        """Takes an answer."""
        with self._lock:
            if self.status:
                status = self.status.pop(0)
                if status != 200:
                    return status, {"message": "out of order"}
            if path.endswith("/reply"):
                token = body["replyToken"]
                if token in self.replies or token in self.spent:
                    self.refused.append(token)
                    return 400, {"message": "Invalid reply token"}
                self.replies[token] = body["messages"]
            elif key is not None and key in self._keys:
                return 409, {"message": "The retry key is already accepted"}
            else:
                self._keys.add(key or "")
                self.pushes.append((body["to"], body["messages"]))
            return 200, {"sentMessages": [{"id": str(n), "quoteToken": "q"} for n, _ in enumerate(body["messages"])]}


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A running one; `url` is its address."""
    state = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            photo = state.photos.get(self.path.split("/")[-2])
            allowed = self.headers["Authorization"] == f"Bearer {TOKEN}"
            state.fetched += 1
            self.send_response(200 if photo is not None and allowed else 404)
            self.end_headers()
            try:
                for n in range(100 if state.trickles else 0):
                    self.wfile.write(photo[n : n + 1])
                    time.sleep(0.1)
                self.wfile.write(photo or b"")
            except OSError:  # whoever asked has had enough
                state.broken_off += 1

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, said = state.post(self.path, body, self.headers["X-Line-Retry-Key"])
            answer = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """The header under which LINE sends a body."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {"X-Line-Signature": base64.b64encode(digest).decode(), "Content-Type": "application/json"}


def delivery(*events: dict[str, Any]) -> bytes:
    """The body of one webhook."""
    return json.dumps({"destination": "Ubot", "events": events}, ensure_ascii=False).encode()


def event(kind: str = "message", user: str = USER, sent_s: float | None = None, **fields: Any) -> dict[str, Any]:
    """An event as LINE writes it, with an id and a reply token of its own."""
    number = next(NUMBERS)
    return {
        "type": kind,
        "mode": "active",
        "timestamp": int((time.time() if sent_s is None else sent_s) * 1000),
        "source": {"type": "user", "userId": user},
        "webhookEventId": f"01ULID{number:020d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token{number}",
        **fields,
    }


def photo(message: str, together: tuple[str, int, int] | None = None, **more: Any) -> dict[str, Any]:
    """A photo by its message id; `together`: the id of its set, its place from 1, how many there are."""
    content = {"type": "image", "id": message, "quoteToken": "q", "contentProvider": {"type": "line"}}
    if together:
        content["imageSet"] = dict(zip(("id", "index", "total"), together, strict=True))
    return event(message=content, **more)


def text(words: str, **more: Any) -> dict[str, Any]:
    """A text."""
    return event(message={"type": "text", "id": str(next(NUMBERS)), "quoteToken": "q", "text": words}, **more)


def postback(data: str, **more: Any) -> dict[str, Any]:
    """A quick reply that was tapped."""
    return event("postback", postback={"data": data}, **more)


def redelivered(one: dict[str, Any]) -> dict[str, Any]:
    """The same event as LINE delivers it again."""
    return {**one, "deliveryContext": {"isRedelivery": True}}
