"""The words people read, keyed by code, in Thai and English. Nothing else in the product holds any.

The sentences of findings stand in `findings.toml`, one entry a code with both languages: whoever adds a rule writes
them there. Everything else is in the modules of this folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from types import MappingProxyType, ModuleType

from verifier.domain import Finding, Param, VerdictKind
from verifier.errors import MokCheckError
from verifier.messages import en, th

LANGUAGES: Mapping[str, ModuleType] = MappingProxyType({"th": th, "en": en})
THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATES = frozenset({"date", "from", "until", "issued"})
"""Params that hold a day in ISO 8601."""
SAME_WORDS = MappingProxyType({"wanted": "kind"})
"""Params whose values are worded like those of another."""


def finding(found: Finding, lang: str, *, of_row: bool = False) -> str:
    """The sentence of a finding in `th` or `en`; `of_row`: on the row of a table, which is no label.

    A code without words (of a rule from elsewhere) is shown itself.
    """
    words = (sentences_of_rows() if of_row else {}).get(found.code) or sentences().get(found.code)
    return found.code if words is None else _fill(words[lang], found.params, lang)


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentence of every finding by its code, in `th` and `en`; `{…}` is a param of the finding."""
    text = resources.files("verifier.messages").joinpath("findings.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def sentences_of_rows() -> Mapping[str, Mapping[str, str]]:
    """Those that say it otherwise of the row of a table."""
    text = resources.files("verifier.messages").joinpath("findings_of_rows.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def headlines() -> Mapping[str, str]:
    """Which headline stands over a conflict, by the code of the finding that leads it."""
    text = resources.files("verifier.messages").joinpath("headlines.toml").read_text("utf-8")
    return MappingProxyType({code: about for about, codes in tomllib.loads(text).items() for code in codes})


def advice(code: str, lang: str) -> str:
    """What to do next, one sentence in `th` or `en`. Raises KeyError for an unknown code."""
    return str(_words(lang).ADVICE[code])


def verdict(kind: VerdictKind, lang: str, leading: Finding | None = None) -> str:
    """The verdict in one sentence of `th` or `en`; a conflict by what its leading finding is about."""
    words = _words(lang)
    about = headlines().get(leading.code) if leading and kind is VerdictKind.CONFLICTS else None
    return str(words.HEADLINES[about] if about else words.VERDICTS[kind])


def error(err: MokCheckError, lang: str) -> tuple[str, str]:
    """Title and advice of an error in `th` or `en`."""
    words = _words(lang)
    title, what_to_do = words.ERRORS[err.code]
    limit = err.params.get("limit")
    told = words.LIMIT_UNSTATED if limit is None else words.LIMIT.format(limit=limit)
    return title, what_to_do.replace("{limit}", told)


def day(value: date, lang: str) -> str:
    """A day as people write it: `1 พ.ย. 2569` (Buddhist era) or `1 Nov 2026`."""
    if lang == "th":
        return f"{value.day} {THAI_MONTHS[value.month - 1]} {value.year + 543}"
    return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"


def moment(at: datetime, lang: str) -> str:
    """A moment as its own clock shows it: `1 พ.ย. 2569 เวลา 09:30:00 น.` or `1 Nov 2026, 09:30:00`."""
    return f"{day(at.date(), lang)} เวลา {at:%H:%M:%S} น." if lang == "th" else f"{day(at.date(), lang)}, {at:%H:%M:%S}"


def month(first: date, lang: str) -> str:
    """The month of a day: `พ.ย. 2569` or `Nov 2026`."""
    return day(first, lang).partition(" ")[2]


def kind_of_finding(code: str, lang: str) -> str:
    """The sentence of a finding with `…` for what a single one says; a code without words is shown itself."""
    words = sentences().get(code)
    return code if words is None else re.sub(r"\{\w+\}", "…", words[lang])


def _words(lang: str) -> ModuleType:
    """The catalogue of a language. Raises KeyError for any other than `th` and `en`."""
    return LANGUAGES[lang]


class _Filled(dict[str, str]):
    """Params in people's words; what a finding does not tell is said to be unstated."""

    def __init__(self, unstated: str, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.unstated = unstated

    def __missing__(self, name: str) -> str:
        return self.unstated


def _fill(template: str, params: Mapping[str, Param], lang: str) -> str:
    words = _words(lang)
    values = {name: _word(name, value, lang) for name, value in params.items() if value not in (None, "")}
    values.setdefault("reason", words.OTHER_REASON)
    return template.format_map(_Filled(words.UNSTATED, values))


def _word(name: str, value: Param, lang: str) -> str:
    words = _words(lang)
    text = str(value)
    if name in DATES:
        try:
            return day(date.fromisoformat(text), lang)
        except ValueError:
            return text
    if name == "reason":
        return str(words.WORDS["reason"].get(text, words.OTHER_REASON))
    known = words.WORDS.get(SAME_WORDS.get(name, name))
    return text if known is None else ", ".join(known.get(part, part) for part in text.split(", "))
