"""Help in Thai. Commands and options say in English what they are for; `messages/help.toml` has the same in Thai."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import _GeneratorContextManager
from functools import cache
from importlib import resources
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

import click

C = TypeVar("C", bound=click.Command)
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that tell the language of a system, the first that is set."""
OWN = MappingProxyType(
    {
        "Options": "ตัวเลือก",
        "Commands": "คำสั่ง",
        "Show this message and exit.": "แสดงวิธีใช้นี้",
        "[required]": "[ต้องระบุ]",
        "[default: ": "[ถ้าไม่ระบุ: ",
    }
)
"""Words that click adds by itself."""


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of help: that of `--lang` wherever it stands, else Thai on a system that is, else English."""
    for place, word in enumerate(arguments):
        given = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang":
            given = arguments[place + 1] if place + 1 < len(arguments) else ""
        if given in ("th", "en"):
            return given
    system = next((value for name in LOCALE if (value := environment.get(name))), "")
    return "th" if system.lower().startswith("th") else "en"


def asked(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--lang` where help is asked for, since a group of commands has no such option."""
    if not {"-h", "--help"} & set(arguments):
        return list(arguments)
    kept = [word for word in arguments if word not in ("--lang=th", "--lang=en")]
    pairs = (("--lang", "th"), ("--lang", "en"))
    at = next((at for at, pair in enumerate(pairwise(kept)) if pair in pairs), None)
    return kept if at is None else kept[:at] + kept[at + 2 :]


def thai(text: str) -> str:
    """A help text in Thai; one that has no Thai is shown as it is."""
    return words().get(" ".join(text.split()), text)


@cache
def words() -> Mapping[str, str]:
    """Every help text by its English one, whose lines are joined."""
    return MappingProxyType(
        tomllib.loads(resources.files("verifier.messages").joinpath("help.toml").read_text("utf-8"))
    )


class ThaiFormatter(click.HelpFormatter):
    """Puts click's own words into Thai."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """As click does."""
        super().write_usage(prog, args, "วิธีใช้: " if prefix is None else prefix)

    def section(self, name: str) -> _GeneratorContextManager[None]:
        """As click does."""
        return super().section(OWN.get(name, name))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """As click does."""
        told = []
        for name, text in rows:
            for own, said in OWN.items():
                text = text.replace(own, said)  # noqa: PLW2901 - the same text, further on
            told.append((name, text))
        super().write_dl(told, col_max, col_spacing)


class ThaiContext(click.Context):
    """The context of a command whose help is Thai."""

    formatter_class = ThaiFormatter


def in_thai(command: C) -> C:
    """A copy of a command, with all commands below it, that tells in Thai what it is for."""
    made = copy.copy(command)
    made.context_class = ThaiContext
    made.help = thai(command.help) if command.help else None
    made.params = [_told(parameter) for parameter in command.params]
    if isinstance(made, click.Group):
        made.commands = {name: in_thai(below) for name, below in made.commands.items()}
    return made


def _told(parameter: click.Parameter) -> click.Parameter:
    made = copy.copy(parameter)
    if isinstance(made, click.Option) and made.help:
        made.help = thai(made.help)
    return made
