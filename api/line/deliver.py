"""Answers on their way: the work that makes one, and how it is sent. An accident stays with its own event."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from api.line.channel import Channel, Message
from api.line.events import Event
from api.line.texts import problem_text
from api.logs import anonymous
from verifier.errors import LineUnreachable, MokCheckError, TooFast

LOG = logging.getLogger("mokcheck.line")
Work = Callable[[], Awaitable[Message]]


class Answers:
    """Answers that are being made or sent over a channel. `lang` tells the language of an event's sender."""

    def __init__(self, channel: Channel, lang: Callable[[Event], str]) -> None:
        self._channel, self._lang = channel, lang
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many."""
        return len(self._tasks)

    def begin(self, event: Event, work: Work, *, push: bool = True) -> None:
        """Begins to answer an event with what `work` makes, be it an answer or what went wrong.

        `push`: whether the answer is worth one of the account's monthly messages.
        """
        task = asyncio.get_running_loop().create_task(self._answer(event, work, push))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, timeout_s: float) -> None:
        """Waits until all are sent, for at most this many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=timeout_s)

    async def _answer(self, event: Event, work: Work, push: bool) -> None:
        try:
            message = await work()
        except MokCheckError as error:
            LOG.info("no answer", extra={"fields": {"problem": error.code}})
            message, push = problem_text(error, self._lang(event)), push and not isinstance(error, TooFast)
        except Exception as error:
            LOG.error("accident", extra={"fields": {"accident": anonymous(error)}})
            message = problem_text(MokCheckError(), self._lang(event))
        try:
            await self._send(event, message, push)
        except LineUnreachable as error:
            LOG.warning("not delivered", extra={"fields": {"problem": error.code, "detail": error.detail}})
        except Exception as error:
            LOG.error("accident", extra={"fields": {"accident": anonymous(error)}})

    async def _send(self, event: Event, message: Message, push: bool) -> None:
        """By the event's token; pushed where LINE says that it is too old or spent."""
        if event.token and await self._channel.reply(event.token, [message]):
            LOG.info("answered", extra={"fields": {"way": "reply"}})
        elif push:
            await self._channel.push(event.user, [message])
            LOG.info("answered", extra={"fields": {"way": "push"}})
