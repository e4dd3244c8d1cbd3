"""The same request twice, one answer: `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).

A client that lost the answer, or was offline, sends the request again under the same key and gets the answer that the
first one got. Only answers that would be the same again are kept: reports and accepted jobs. After any error the key is
free, so that the client may try again.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from fastapi.responses import Response

from api.auth import Client
from api.jobs import Jobs
from api.logs import anonymous
from api.store import Answer, Store
from verifier.errors import HttpKeyReused, HttpStillWorking, StoreProblem
from verifier.settings import Settings

LOG = logging.getLogger("mokcheck.replays")
HEADER = "Idempotency-Key"
FORM = r'^"?[\x21\x23-\x7e]{16,128}"?$'
"""Long enough that two clients without API keys do not meet by accident: a UUID has 36 characters."""
KEPT_HEADERS = ("content-type", "location", "preference-applied")
WORKING_S = 86_400.0


class Replays:
    """Answers under keys. They are kept as digests of key and request beside the answer's own bytes."""

    def __init__(self, store: Store, jobs: Jobs, settings: Settings) -> None:
        self._store, self._jobs, self._ttl_s = store, jobs, settings.result_ttl_s

    async def once(
        self, key: str, client: Client, fingerprint: str, make: Callable[[], Awaitable[Response]]
    ) -> Response:
        """The answer of `make`, or of the request that first came with this key.

        Raises HttpKeyReused when that was another request, HttpStillWorking while it is being worked on.
        """
        bare = key.strip('"')
        name = hashlib.sha256(f"{client.key_id}\n{bare}".encode()).hexdigest()
        now = time.time()
        mine = Answer(name, fingerprint, self._jobs.owner, now + WORKING_S)
        kept = await asyncio.to_thread(self._store.claim, mine, now, self._jobs.stale)
        if kept is not None:
            if kept.fingerprint != fingerprint:
                raise HttpKeyReused
            if not kept.status:
                raise HttpStillWorking(retry_after=1)
            return Response(kept.body, kept.status, {**kept.headers, "Idempotent-Replayed": "true"})
        try:
            response = await make()
        except BaseException:
            await asyncio.shield(asyncio.to_thread(self._store.release, name))
            raise
        headers = {name: value for name in KEPT_HEADERS if (value := response.headers.get(name))}
        done = replace(
            mine,
            expires=time.time() + self._ttl_s,
            status=response.status_code,
            headers=headers,
            body=bytes(response.body),
        )
        try:
            await asyncio.to_thread(self._store.finish, done)
        except StoreProblem as error:  # the answer is there all the same; only a repetition would be worked on anew
            LOG.error("store", extra={"fields": {"accident": anonymous(error)}})
        return response
