"""JSON in one form only: the same data is the same bytes, and any other bytes for it are refused.

Keys sorted, no spaces, UTF-8 without escapes beyond what JSON demands, no NaN, a key once, no byte order mark. It is
what is hashed and signed; nothing is ever signed over a second serialisation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def encode(data: Mapping[str, Any]) -> bytes:
    """The canonical bytes of plain data. Raises ValueError for NaN, infinities and lone surrogates."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


def decode(data: bytes) -> dict[str, Any]:
    """The object that canonical bytes hold.

    Raises ValueError for every other text, also for the same data in another order or with a key twice.
    """
    try:
        found = json.loads(data.decode("utf-8"))
        again = encode(found) if isinstance(found, dict) else b""
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict) or again != data:
        raise ValueError("not one object in canonical form")
    return found
