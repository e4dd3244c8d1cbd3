"""A server in the place of S3's, on this machine: ListObjectsV2 in pages, GetObject, HeadObject, by path style.

It hands out what is in `objects`, counts what is asked for, and answers with errors as S3 words them.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

KEY, SECRET = "AKIDSTANDIN", "secret-of-the-stand-in"
BUCKET = "stock-bucket"


class S3StandIn:
    """What lies there and what was asked for."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.page = 1000
        """Objects in a page of a listing."""
        self.trouble: tuple[int, str] | None = None
        """Status and code to answer everything with."""
        self.forbidden: set[str] = set()
        self.cut: set[str] = set()
        """Keys whose bytes break off half-way."""
        self.got: Counter[str] = Counter()
        self.sent_bytes = 0
        self.listed = 0
        self.signed = True
        """Whether every request so far was signed with the stand-in's key."""
        self.port = 0

    def environment(self) -> dict[str, str]:
        """The variables that lead obstore here."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }

    def listing(self, query: dict[str, list[str]]) -> bytes:
        """One page of ListObjectsV2."""
        self.listed += 1
        prefix, after = query.get("prefix", [""])[0], query.get("continuation-token", [""])[0]
        keys = sorted(key for key in self.objects if key.startswith(prefix) and key > after)
        page, more = keys[: self.page], len(keys) > self.page
        contents = "".join(
            f"<Contents><Key>{_xml(key)}</Key><LastModified>2026-11-20T00:00:00.000Z</LastModified>"
            f"<ETag>&quot;{hashlib.md5(self.objects[key]).hexdigest()}&quot;</ETag>"
            f"<Size>{len(self.objects[key])}</Size></Contents>"
            for key in page
        )
        token = f"<NextContinuationToken>{_xml(page[-1])}</NextContinuationToken>" if more else ""
        return (
            f"<?xml version='1.0' encoding='UTF-8'?><ListBucketResult><Name>{BUCKET}</Name>"
            f"<IsTruncated>{str(more).lower()}</IsTruncated>{token}{contents}</ListBucketResult>"
        ).encode()


@contextmanager
def s3_stand_in() -> Iterator[S3StandIn]:
    """A running one."""
    state = S3StandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            bucket, _, key = unquote(parts.path)[1:].partition("/")
            query = parse_qs(parts.query)
            state.signed = state.signed and f"Credential={KEY}/" in self.headers.get("Authorization", "")
            if state.trouble:
                return self.refuse(*state.trouble)
            if bucket != BUCKET:
                return self.refuse(404, "NoSuchBucket")
            if not key and "list-type" in query:
                return self.answer(state.listing(query))
            if key in state.forbidden:
                return self.refuse(403, "AccessDenied")
            if key not in state.objects:
                return self.refuse(404, "NoSuchKey")
            if self.command == "GET":
                state.got[key] += 1
            return self.answer(state.objects[key], cut=key in state.cut)

        def do_HEAD(self) -> None:
            self.do_GET()

        def refuse(self, status: int, code: str) -> None:
            self.answer(f"<Error><Code>{code}</Code><Message>of {quote(self.path)}</Message></Error>".encode(), status)

        def answer(self, data: bytes, status: int = 200, *, cut: bool = False) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("ETag", f'"{hashlib.md5(data).hexdigest()}"')
            self.send_header("Last-Modified", "Fri, 20 Nov 2026 00:00:00 GMT")
            self.end_headers()
            if self.command == "HEAD":
                return
            try:
                data = data[: len(data) // 2] if cut else data
                for at in range(0, len(data), 65536):
                    self.wfile.write(data[at : at + 65536])
                    state.sent_bytes += len(data[at : at + 65536])
            except OSError:  # whoever asked has had enough
                return
            if cut:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.port = server.server_port
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
