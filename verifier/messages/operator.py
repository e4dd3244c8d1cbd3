"""Words for those who run the service: keys of the API, webhooks. Key → (Thai, English)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "key.in_use": ("ใช้งานอยู่", "in use"),
        "key.revoked": ("ยกเลิกเมื่อ {day}", "revoked {day}"),
        "key.team": ("ทีม {team}", "team {team}"),
        "key.dropped": ("ลบงานสต๊อกของกุญแจนี้แล้ว {number} งาน", "Deleted {number} batches of this key."),
        "delivery.pending": ("รอส่ง", "pending"),
        "delivery.delivered": ("ส่งแล้ว", "delivered"),
        "delivery.failed": ("ส่งไม่สำเร็จ", "failed"),
        "sent": (
            "ส่งแล้ว {delivered} รายการ จะลองส่งอีก {pending} รายการ เลิกส่ง {failed} รายการ",
            "{delivered} delivered, {pending} to be tried again, {failed} given up",
        ),
        "due_again": ("จะส่งอีก {count} รายการ", "{count} due again"),
    }
)


def say(key: str, lang: str, **fill: object) -> str:
    """The words of `key` in `th` or `en`. Raises KeyError."""
    return WORDS[key][0 if lang == "th" else 1].format(**fill)
