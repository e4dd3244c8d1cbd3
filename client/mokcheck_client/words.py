"""Texts in both languages, and how answers of the service become dataclasses."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


@dataclass(frozen=True)
class Words:
    """One text in both languages: `words.th`, `words["en"]`."""

    th: str
    en: str

    def __getitem__(self, lang: str) -> str:
        if lang not in ("th", "en"):
            raise KeyError(lang)
        return self.th if lang == "th" else self.en


def build(kind: type[T], data: Mapping[str, Any]) -> T:
    """An instance of a dataclass from JSON. Keys that are not known are left out: the service may add some."""
    hints = get_type_hints(kind)
    values = {
        part.name: _value(hints[part.name], data[part.name])
        for part in fields(kind)  # type: ignore[arg-type]
        if part.name in data
    }
    return kind(**values)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        kinds = [of for of in get_args(hint) if of is not type(None)]
        return _value(kinds[0], value) if len(kinds) == 1 else value
    if origin is list:
        return [_value(get_args(hint)[0], item) for item in value]
    return build(hint, value) if is_dataclass(hint) and isinstance(hint, type) else value
