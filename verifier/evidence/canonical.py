"""JSON in one form only: the same data is the same bytes, and any other bytes for it are refused.

Keys sorted, no spaces, UTF-8 without escapes beyond what JSON demands, no NaN, a key once, no byte order mark. Halves
of surrogate pairs, which UTF-8 cannot hold and a code's text may, are escaped. It is what is hashed and signed; nothing
is ever signed over a second serialisation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MOST_CONTAINERS = 500_000
"""More lists and objects than the largest record has. Empty ones take twenty times their bytes in memory."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(data: Mapping[str, Any]) -> bytes:
    """The canonical bytes of plain data. Raises ValueError for NaN and infinities."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")


def decode(data: bytes) -> dict[str, Any]:
    """The object that canonical bytes hold.

    Raises ValueError for every other text, also for the same data in another order or with a key twice.
    """
    if data.count(b"[") + data.count(b"{") > MOST_CONTAINERS:
        raise ValueError(f"more than {MOST_CONTAINERS} lists and objects")
    try:
        found = json.loads(data.decode("utf-8"))
        again = encode(found) if isinstance(found, dict) else b""
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict) or again != data:
        raise ValueError("not one object in canonical form")
    return found
