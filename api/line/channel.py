"""What the bot asks of LINE: a photo's bytes, and an answer delivered. One seam, and its one real engine.

Threats held here: a photo without end, or one that trickles (the SDK reads contents whole and waits for five minutes);
an answer delivered twice because the first delivery seemed to fail.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import quote

from verifier.errors import BadSettings, LineUnreachable, TooManyBytes

CONTENT_HOST = "https://api-data.line.me"
CONTENT_TIMEOUT_S = 20.0
ANSWER_TIMEOUT_S = 10.0
PUSH_TRIES = 2
CHUNK = 65_536
Message = dict[str, Any]
"""A message object of the Messaging API as plain data."""


class Channel(Protocol):
    """LINE as the bot needs it."""

    async def content(self, photo: str) -> bytes:
        """The bytes of a photo by its message id. Raises TooManyBytes, LineUnreachable."""

    async def reply(self, token: str, messages: Sequence[Message]) -> bool:
        """Answers by a token; False when it is too old or was used. Raises LineUnreachable."""

    async def push(self, user: str, messages: Sequence[Message]) -> None:
        """Answers without a token, which counts against the account's monthly messages. Raises LineUnreachable."""


class LineChannel:
    """The channel over LINE's own SDK; to be used as an async context, in the loop that opened it.

    `host` puts another server in the place of LINE's. Raises BadSettings when the SDK is not installed.
    """

    def __init__(self, token: str, max_bytes: int, host: str | None = None) -> None:
        try:
            from linebot.v3 import messaging, webhooks  # noqa: PLC0415, F401 - optional; both take seconds, so now
        except ImportError as error:
            raise BadSettings("answering in LINE needs the extra: pip install 'mokcheck[line]'") from error
        self._sdk: Any = messaging
        self._token, self._max_bytes, self._host = token, max_bytes, host
        self._client: Any = None

    async def __aenter__(self) -> LineChannel:
        """Opens no connection yet."""
        configuration = self._sdk.Configuration(access_token=self._token, host=self._host)
        self._client = self._sdk.AsyncApiClient(configuration)
        self._api = self._sdk.AsyncMessagingApi(self._client)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Lets go of the connections."""
        await self._client.close()

    async def content(self, photo: str) -> bytes:
        """See Channel. Read piece by piece: the SDK's own call reads whatever comes to its end."""
        from aiohttp import ClientError, ClientTimeout  # noqa: PLC0415 - comes with the SDK

        url = f"{self._host or CONTENT_HOST}/v2/bot/message/{quote(photo, safe='')}/content"
        try:
            async with asyncio.timeout(CONTENT_TIMEOUT_S):
                answer = await self._client.rest_client.get_request(
                    url,
                    headers=dict(self._client.default_headers),
                    _preload_content=False,
                    _request_timeout=ClientTimeout(total=CONTENT_TIMEOUT_S),
                )
                try:
                    return await self._read(answer)
                finally:
                    answer.close()
        except (ClientError, OSError, TimeoutError) as error:
            raise LineUnreachable(type(error).__name__) from None

    async def _read(self, answer: Any) -> bytes:
        if answer.status != 200:
            raise LineUnreachable(f"status {answer.status}")
        body = bytearray()
        async for chunk in answer.content.iter_chunked(CHUNK):
            body += chunk
            if len(body) > self._max_bytes:
                raise TooManyBytes(limit=self._max_bytes)
        return bytes(body)

    async def reply(self, token: str, messages: Sequence[Message]) -> bool:
        """See Channel. Never tried again: a first try that seems to have failed may have arrived."""
        request = self._sdk.ReplyMessageRequest(replyToken=token, messages=self._messages(messages))
        status, said = await self._send(self._api.reply_message, request)
        if status == 400 and "reply token" in said:
            return False
        if status != 200:
            raise LineUnreachable(f"status {status}")
        return True

    async def push(self, user: str, messages: Sequence[Message]) -> None:
        """See Channel. Tried twice under one retry key, by which LINE delivers it once."""
        request = self._sdk.PushMessageRequest(to=user, messages=self._messages(messages))
        key, status = str(uuid.uuid4()), 0
        for _ in range(PUSH_TRIES):
            status, _said = await self._send(self._api.push_message, request, x_line_retry_key=key)
            if status in (200, 409):  # 409: the first try had arrived
                return
            if 400 <= status < 500:
                break
        raise LineUnreachable(f"status {status}")

    def _messages(self, messages: Sequence[Message]) -> list[Any]:
        return [self._sdk.Message.from_dict(message) for message in messages]

    async def _send(self, call: Any, request: Any, **more: str) -> tuple[int, str]:
        """The status of a call and what LINE says of it; status 0 when nobody answers."""
        from aiohttp import ClientError, ClientTimeout  # noqa: PLC0415 - comes with the SDK

        try:
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                await call(request, **more, _request_timeout=ClientTimeout(total=ANSWER_TIMEOUT_S))
        except self._sdk.ApiException as error:
            return error.status or 0, str(error.body or "").lower()
        except (ClientError, OSError, TimeoutError):
            return 0, ""
        except ValueError:  # taken, in words that the SDK does not know: `request` was validated when it was made
            return 200, ""
        return 200, ""
