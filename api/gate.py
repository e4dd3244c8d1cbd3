"""The outermost layer: request ids, security headers, one log line a request, and a clean answer to every accident.

Logs hold method, route, status, time and request id. They never hold addresses, bodies, payloads, queries or the text
of an exception (which may quote any of them): of an accident they hold its type and the places in our code.
"""

from __future__ import annotations

import logging
import time
import traceback
import uuid
from typing import Any

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from verifier.errors import MokCheckError

LOG = logging.getLogger("mokcheck.api")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Gate:
    """ASGI middleware round the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, start = uuid.uuid4().hex, time.perf_counter()
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                headers.setdefault("Cache-Control", "no-store")
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:
            status = 499
        except Exception as error:
            LOG.error("%s", {"request_id": request_id, "accident": _anonymous(error)})
            if status:
                raise RuntimeError("the answer broke off") from None
            await problem(Request(scope), MokCheckError())(scope, receive, answer)
        finally:
            LOG.info("%s", _line(scope, status, request_id, time.perf_counter() - start))


def _line(scope: Scope, status: int, request_id: str, seconds: float) -> dict[str, Any]:
    route = getattr(scope.get("route"), "path", "-")
    return {
        "method": scope["method"],
        "route": route,
        "status": status,
        "ms": round(seconds * 1000),
        "request_id": request_id,
    }


def _anonymous(error: BaseException) -> str:
    """Type and places of an exception and its causes, without their texts."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(parts) < 5:
        frames = traceback.extract_tb(cause.__traceback__)[-6:]
        places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
        parts.append(f"{type(cause).__module__}.{type(cause).__qualname__} at {places}")
        cause = cause.__cause__ or cause.__context__
    return " | after ".join(parts)
