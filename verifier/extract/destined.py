"""Goods for another country, of those of `data/making_words.toml`: `China version`, `for Laos`, `ตลาดพม่า`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from verifier.extract.making import countries_abroad
from verifier.thai import RECENT_TEXTS, fold_text, normal_form

_SHORT = ("cn", "us", "u.s.", "uk", "eu", "overseas")
_LATIN_AFTER = "version|market|model|edition|spec|use only|only|countries|voltage"
_THAI_BEFORE = "สำหรับ|ส่งไป|ส่ง|ขายใน|ขาย|ตลาด|รุ่น|เวอร์ชั่น|เวอร์ชัน|เฉพาะ|ใช้ใน|จำหน่ายใน|จำหน่ายที่|วางขายใน|วางจำหน่ายใน"


@lru_cache(RECENT_TEXTS)
def destined(text: str) -> str:
    """What of a line says that goods are for another country than Thailand; "" where nothing does."""
    found = _pattern().search(re.sub(r"\s+", " ", fold_text(normal_form(text)).casefold()))
    return found[0] if found else ""


@cache
def _pattern() -> re.Pattern[str]:
    names = countries_abroad()
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    short = "|".join(map(re.escape, _SHORT))
    thai = "|".join(re.escape(name) for name in names if re.search("[ก-ฮ]", name))
    chinese = "|".join(re.escape(name) for name in names if re.search("[\u4e00-\u9fff]", name))
    return re.compile(
        rf"\bfor (?:use in |sale in |the )?(?:{latin})\b|(?<![a-z.])(?:{latin}|{short}) (?:{_LATIN_AFTER})\b|"
        rf"(?:{_THAI_BEFORE}) ?(?:ใน|ที่)? ?(?:ประเทศ)? ?(?:{thai})(?![ะ-ฺ])|(?:{thai}) ?(?:เท่านั้น|เวอร์ชั่น|เวอร์ชัน)|"
        rf"(?:{chinese})(?:使用|专用|專用|市场|市場|版|销售|銷售)"
    )
