"""Writes the types of the Python client (`client/mokcheck_client/forms.py`) from the form of the report.

python scripts/client_forms.py            prints the module; a test holds it to the file
python scripts/client_forms.py --write    writes it
"""

from __future__ import annotations

import inspect
import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from verifier.report import form

TARGET = Path(__file__).resolve().parents[1] / "client" / "mokcheck_client" / "forms.py"
HEAD = '''"""The parts of a report as the service answers them. `scripts/client_forms.py` writes this module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mokcheck_client.words import Words
'''
BY_HAND = {form.Form, form.Words}
"""What the client has its own of, or does without."""


def module() -> str:
    """The source of the client's module, formatted as all code here is."""
    source = "\n\n".join([HEAD, *map(_class, _forms())])
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    ran = subprocess.run(command, input=source, capture_output=True, text=True, check=True, cwd=TARGET.parents[2])
    return ran.stdout


def _forms() -> Iterator[type[form.Form]]:
    for value in vars(form).values():
        if inspect.isclass(value) and issubclass(value, form.Form) and value not in BY_HAND:
            yield value


def _class(kind: type[form.Form]) -> str:
    base = kind.__base__
    named = "" if base in (form.Form, None) else f"({_name(base)})"
    hints = get_type_hints(kind)
    own = [part for part in fields(kind) if part.name in vars(kind).get("__annotations__", {})]
    lines = [f"    {part.name}: {_spelled(hints[part.name])}{_default(part)}" for part in own]
    about = (kind.__doc__ or "").rstrip()
    about += "\n    " if "\n" in about else ""
    return "\n".join(["@dataclass(frozen=True)", f"class {_name(kind)}{named}:", f'    """{about}"""', "", *lines, ""])


def _name(kind: type) -> str:
    return kind.__name__.removesuffix("Out")


def _default(part: Field[Any]) -> str:
    return "" if part.default is MISSING else f" = {part.default!r}"


def _spelled(hint: Any) -> str:
    """A type as it is written in the client: words of an enumeration as literals."""
    origin, of = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " | ".join(map(_spelled, of))
    if origin is Literal:
        return f"Literal[{', '.join(map(_quoted, of))}]"
    if origin in (list, dict):
        return f"{origin.__name__}[{', '.join(map(_spelled, of))}]"
    if hint is type(None):
        return "None"
    if issubclass(hint, Enum):
        return f"Literal[{', '.join(_quoted(str(word.value)) for word in hint)}]"
    return _name(hint)


def _quoted(word: Any) -> str:
    return f'"{word}"' if isinstance(word, str) else repr(word)


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        TARGET.write_text(module(), "utf-8")
    else:
        print(module(), end="")
