"""What the line that names a firm says it does: make or import the goods, hold their licence, or sell them."""

from __future__ import annotations

import re

from verifier.domain import SeenHolder
from verifier.thai import normal_form

MAKES = re.compile(
    r"ผลิต(?!ภัณฑ)|นำเข้า|ผู้ทำ|ผู้(?:ได้)?รับ(?:ใบ)?อนุญาต|"
    r"\b(?:made|manufactur\w+|produc\w+|import\w+|licen[cs]\w+)\b",
    re.IGNORECASE,
)
SELLS = re.compile(r"จำหน่าย|ขายโดย|\b(?:distribut\w+|sold|dealer)\b", re.IGNORECASE)


def says_who_makes(seen: SeenHolder) -> bool:
    """Whether the line that names a firm says that it makes or imports the goods, or holds their licence."""
    return MAKES.search(words_round(seen.text, seen.value)) is not None


def has_role(seen: SeenHolder) -> bool:
    """Whether the line that names a firm says what it does: makes, imports or sells the goods, or holds the licence."""
    words = words_round(seen.text, seen.value)
    return SELLS.search(words) is not None or MAKES.search(words) is not None


def only_sells(seen: SeenHolder) -> bool:
    """Whether the line that names a firm says that it sells the goods, and nothing more."""
    words = words_round(seen.text, seen.value)
    return SELLS.search(words) is not None and MAKES.search(words) is None


def words_round(text: str, name: str) -> str:
    """What a line says beside a name, in one spelling: readers write จำ in two ways, and names hold such words too."""
    return normal_form(text).replace(normal_form(name), "")
