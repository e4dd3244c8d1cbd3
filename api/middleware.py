"""The outermost layer: request ids, security headers, one log line a request, and a clean answer to every accident.

Logs hold method, route, status, time, problem code, scope and id of the API key, and request id. They never hold
addresses, bodies, payloads, queries or the text of an exception (which may quote any of them).

A request that is refused before its body was read is still read, within bounds, before it is answered: a server that
answers and hangs up while the client is sending makes many clients lose the answer (RFC 9112, section 9.6).

HEAD is answered as GET would be, without its body, wherever GET is (RFC 9110, section 9.3.2).
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from typing import Any

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import anonymous
from api.metrics import Metrics
from api.problems import respond
from api.tracing import Tracing
from verifier.errors import MokCheckError

LOG = logging.getLogger("mokcheck.api")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "font-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LINGER_BYTES = 32_000_000
LINGER_S = 5.0


class Gate:
    """ASGI middleware round the whole app."""

    def __init__(self, app: ASGIApp, metrics: Metrics, tracing: Tracing) -> None:
        self.app = app
        self.metrics = metrics
        self.tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, start = uuid.uuid4().hex, time.perf_counter()
        method, scope = scope["method"], {**scope, "method": "GET" if scope["method"] == "HEAD" else scope["method"]}
        state: dict[str, Any] = scope.setdefault("state", {})
        state["request_id"] = request_id
        body = _Body(scope, receive)
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                headers.setdefault("Cache-Control", "no-store")
                for name, value in (HEADERS | state.get("headers", {})).items():
                    headers.setdefault(name, value)
                if status >= 400 and status != 408:
                    await body.rest()
            elif method == "HEAD":
                message["body"] = b""
            await send(message)

        with self.tracing.request(method, body.headers) as span:
            try:
                await self.app(scope, body.receive, answer)
            except ClientDisconnect:
                status = 499
            except Exception as error:
                LOG.error("accident", extra={"fields": {"request_id": request_id, "accident": anonymous(error)}})
                if status:
                    raise RuntimeError("the answer broke off") from None
                await respond(Request(scope), MokCheckError())(scope, body.receive, answer)
            finally:
                seconds = time.perf_counter() - start
                line = _line(method, scope, state, status, seconds)
                LOG.info("request", extra={"fields": line})
                self.metrics.answered(line["method"], line["route"], status, seconds, line.get("problem", ""))
                span.update_name(f"{line['method']} {line['route']}")
                for name, value in line.items():
                    span.set_attribute(f"mokcheck.{name}", value)
                for stage, ms in state.get("timings_ms", {}).items():
                    span.set_attribute(f"mokcheck.stage.{stage}_ms", ms)


class _Body:
    """The body of one request, and how much of it has come."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.headers = Headers(scope=scope)
        self._receive = receive
        self._more = True
        self._begun = False

    async def receive(self) -> Message:
        """The next message of the server."""
        self._begun = True
        message = await self._receive()
        self._more = message["type"] == "http.request" and message.get("more_body", False)
        return message

    async def rest(self) -> None:
        """Reads and drops what is still to come of a body whose announced length is bounded, for a bounded time.

        A client that waits for `100 Continue` has sent nothing yet and is told to keep it.
        """
        announced = self.headers.get("content-length", "")
        if not (announced.isascii() and announced.isdigit() and 0 < int(announced) <= LINGER_BYTES):
            return
        if "expect" in self.headers and not self._begun:
            return
        try:
            async with asyncio.timeout(LINGER_S):
                while self._more:
                    await self.receive()
        except TimeoutError:
            return


def _line(method: str, scope: Scope, state: dict[str, Any], status: int, seconds: float) -> dict[str, Any]:
    line = {
        "method": method,
        "route": getattr(scope.get("route"), "path", "-"),
        "status": status,
        "ms": round(seconds * 1000),
        "request_id": state["request_id"],
    }
    for name in ("problem", "scope", "key"):
        if state.get(name):
            line[name] = state[name]
    return line
