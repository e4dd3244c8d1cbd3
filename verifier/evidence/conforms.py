"""Whether plain data has a declared form, without a library for it: what others wrote is read with care.

Keys beyond the form are let be, and words of enumerations are taken as text: newer versions know more of both.
"""

from __future__ import annotations

import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from verifier.report.form import ReportOut

_UNIONS = (Union, types.UnionType)


def require_report(value: Any) -> None:
    """Raises ValueError, naming the place, unless `value` is a plain report (`verifier.report.form`)."""
    require_form(value, ReportOut, "report")


def require_form(value: Any, kind: Any, path: str) -> None:
    """As `require_report`, for a value of any type that a form uses: days and moments are texts, tuples lists."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in _UNIONS:
        if value is None and type(None) in inner:
            return
        plain = [one for one in inner if one is not type(None)]
        if len(plain) == 1:
            require_form(value, plain[0], path)
        else:
            _ask(isinstance(value, tuple(plain)), path)
    elif origin is Literal:
        _ask(value in inner, path)
    elif origin in (list, tuple):
        _ask(isinstance(value, list), path)
        for number, entry in enumerate(value):
            require_form(entry, inner[0], f"{path}/{number}")
    elif origin is dict:
        _ask(isinstance(value, dict), path)
        for name, entry in value.items():
            require_form(entry, inner[1], f"{path}/{name}")
    elif is_dataclass(kind):
        _ask(isinstance(value, dict), path)
        _require_fields(value, kind, path)
    elif issubclass(kind, str | date):
        _ask(isinstance(value, str), path)
    else:
        fitting = (int, float) if kind is float else kind
        _ask(isinstance(value, fitting) and (kind is bool or not isinstance(value, bool)), path)


def _require_fields(value: Mapping[str, Any], kind: Any, path: str) -> None:
    hints = _hints(cast("Hashable", kind))
    for part in fields(kind):
        _ask(part.name in value or part.default is not MISSING, f"{path}/{part.name}")
        if part.name in value:
            require_form(value[part.name], hints[part.name], f"{path}/{part.name}")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of a form's fields, by name."""
    return get_type_hints(kind)


def _ask(right: bool, path: str) -> None:
    if not right:
        raise ValueError(f"{path} is not as declared")
