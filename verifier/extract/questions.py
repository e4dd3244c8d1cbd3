"""Lines that ask: `certified?` affirms nothing, nor does `ได้มาตรฐานไหม`."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"(?:[:=?] ?no|[a-zก-๛][\"'”’)\]\s.]*[?？]|(?<!ผ้า)(?<!เส้น)(?<!ใย)ไหม|มั้ย|เหรอ|(?<!สึก)หรอ|ป่าว|"
    r"หรือเปล่า|หรือไม่|หรือยัง)[^a-z0-9ก-๛]*$",
    re.IGNORECASE,
)
"""A question mark behind the last word, the answer no, or a word of Thai with which a question ends.

Not that for silk, nor for wear.
"""


def asks(text: str) -> bool:
    """Whether a line asks something, or answers no."""
    return _ASKS.search(text) is not None
