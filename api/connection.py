"""One connection of a client: uvicorn's protocol, with deadlines for everything that a client may keep waiting for.

uvicorn closes a connection that is idle after an answer. It waits without end for the head of a request that never
comes whole, and for a client that takes in no answer; so do the bytes and descriptors that hang on them. How long a
body may take is bounded where bodies are read (`api.limits`).

What is no HTTP at all is answered with a problem like everything else, and never with the parser's words.
"""

from __future__ import annotations

import asyncio
import json
import logging
import uuid

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

from api.problems import MEDIA_TYPE, as_data
from verifier.errors import HttpHeadTooSlow, HttpMalformed, MokCheckError

LOG = logging.getLogger("mokcheck.connection")
LEAST_RATE = 1_000
"""Bytes a second, over one time-out, under which a client is taken to have stopped taking in its answer."""
MAX_LOOK_S = 1.0


class Connection(H11Protocol):
    """Gives up a client when `timeout_keep_alive` seconds pass without the head of a request, or without progress.

    A head counts from the beginning of the connection or the end of the answer before, however often bytes of it come.
    """

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to count."""
        super().connection_made(transport)
        self._quiet_since = self._progress_at = self.loop.time()
        self._unsent = 0
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops counting."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Looks, several times within a time-out, whether the client has kept to it."""
        now, unsent = self.loop.time(), self.transport.get_write_buffer_size()
        if not unsent or unsent > self._unsent or unsent <= self._unsent - LEAST_RATE * self.timeout_keep_alive:
            self._progress_at, self._unsent = now, unsent
        at_work = self.cycle is not None and not self.cycle.response_complete
        if unsent or at_work:
            self._quiet_since = now
        if now - self._progress_at >= self.timeout_keep_alive:
            self.transport.abort()
            return
        if now - self._quiet_since >= self.timeout_keep_alive and not self.transport.is_closing():
            self._give_up()
        self._timer = self.loop.call_later(min(MAX_LOOK_S, self.timeout_keep_alive / 4), self._look)

    def _give_up(self) -> None:
        """Ends a connection without a request: silently when nothing of one has come."""
        if self.conn.trailing_data[0]:
            self._refuse(HttpHeadTooSlow(limit=self.timeout_keep_alive))
        else:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """What uvicorn calls when the parser gives up; `msg` is its own constant."""
        self._refuse(HttpMalformed())

    def _refuse(self, error: MokCheckError) -> None:
        """Answers with a problem where no answer has begun, and hangs up. A request at work is told so."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        request_id = uuid.uuid4().hex
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = json.dumps(as_data(error, None, request_id), ensure_ascii=False).encode()
            headers = {
                "content-type": MEDIA_TYPE,
                "content-length": str(len(body)),
                "content-language": "th",
                "cache-control": "no-store",
                "x-content-type-options": "nosniff",
                "x-request-id": request_id,
                "connection": "close",
            }
            answer = h11.Response(
                status_code=error.status, headers=list(headers.items()), reason=STATUS_PHRASES[error.status]
            )
            for event in (answer, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        LOG.info("refused", extra={"fields": {"problem": error.code, "status": error.status, "request_id": request_id}})
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Any client may ask for an upgrade; it is answered as if it had not (RFC 9110, section 7.8)."""
