"""What LINE sends: the signature over the exact bytes first, then events, of which few are ours to answer.

Threats held here: bodies that LINE did not sign; an event that is malformed or of a kind not known, which must not keep
the others from their answers; photos that do not lie with LINE, whose address nobody here follows; groups, where
nobody asked. Form of events: LINE's Messaging API reference, parsed by its SDK.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from verifier.errors import HttpBadJson, HttpBadSignature

SIGNATURE = "X-Line-Signature"
MAX_BYTES = 1_000_000
"""Largest body. LINE's events hold texts of at most 5,000 characters and no pictures."""
MAX_TEXT = 200
"""Characters of a text or a postback that are looked at; numbers and names of goods are shorter."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something one person sent in a chat with the account. `id`: LINE's own, the same when it delivers again.

    `user`: LINE's id of the person; `token` answers once, within about a minute; `sent_s`: seconds since 1970.
    """

    id: str
    user: str
    token: str
    sent_s: float


@dataclass(frozen=True, slots=True)
class PhotoSent(Event):
    """A photo by its message id; `set_id` and `total` when it was sent together with others."""

    photo: str
    set_id: str | None = None
    index: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class TextSent(Event):
    """Words, cut at `MAX_TEXT`."""

    text: str


@dataclass(frozen=True, slots=True)
class Chosen(Event):
    """A quick reply that was tapped: its fields, and the card that it belongs to."""

    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unsent(Event):
    """The person took a message back; it has no token."""

    message: str


@dataclass(frozen=True, slots=True)
class Other(Event):
    """A new friend (`welcome`), or a sticker, a file and the like: answered with what can be sent."""

    welcome: bool


def check_signature(body: bytes, signature: str, secret: str) -> None:
    """Raises HttpBadSignature unless `signature` is the body's HMAC-SHA-256 under the channel's secret, in Base64."""
    wanted = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    if not hmac.compare_digest(wanted, signature.encode("utf-8", "replace")):
        raise HttpBadSignature


def events(body: bytes) -> list[Event]:
    """The events of a signed body that are ours to answer, in its order. Raises HttpBadJson."""
    try:
        found = json.loads(body)["events"]
        if not isinstance(found, list):
            raise HttpBadJson(field="events")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise HttpBadJson(field="events") from None
    return [event for data in found for event in _ours(data)]


def _ours(data: Any) -> Iterator[Event]:
    """One event, or none where it is malformed, of no interest, or was not said to the account alone."""
    from linebot.v3 import webhooks as line  # noqa: PLC0415 - an optional part, and seconds to load

    try:
        event = line.Event.from_dict(data)
        if event.mode != line.EventMode.ACTIVE or not isinstance(event.source, line.UserSource):
            return
        user, token = event.source.user_id, getattr(event, "reply_token", None)
    except Exception:  # whatever its validation comes up with; its texts quote the event
        return
    if not user:
        return
    sent = Event(event.webhook_event_id, user, token or "", event.timestamp / 1000)
    head = (sent.id, sent.user, sent.token, sent.sent_s)
    if isinstance(event, line.UnsendEvent):
        yield Unsent(*head, event.unsend.message_id)
    elif isinstance(event, line.PostbackEvent):
        fields = parse_qs(event.postback.data[:MAX_TEXT])
        yield Chosen(*head, {name: values[0] for name, values in fields.items()})
    elif isinstance(event, line.MessageEvent):
        yield _message(head, event.message)
    elif isinstance(event, line.FollowEvent):
        yield Other(*head, welcome=True)


def _message(head: tuple[str, str, str, float], message: Any) -> Event:
    from linebot.v3 import webhooks as line  # noqa: PLC0415 - as above

    if isinstance(message, line.TextMessageContent):
        return TextSent(*head, message.text[:MAX_TEXT])
    if isinstance(message, line.ImageMessageContent) and message.content_provider.type == "line":
        one_of = message.image_set
        together = (one_of.id, one_of.index, one_of.total) if one_of else (None, None, None)
        return PhotoSent(*head, message.id, *together)
    return Other(*head, welcome=False)
