"""What a person should know of how a table was read: nothing in it is passed over without a word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from verifier.cli.show import plain
from verifier.messages.listing import say
from verifier.registry.tables import Table

SHOWN_LINES = 10
"""Numbers of lines named before the rest is only hinted at."""


def tell_table(table: Table, console: Console, lang: str) -> None:
    """Prints which lines above the headings and which sheets of a workbook were not read."""
    if table.passed_over:
        words = say("table.passed_over", lang, lines=lines_in_words(table.passed_over))
        console.print(Text(words), style="yellow")
    if table.other_sheets:
        words = say("table.other_sheets", lang, sheet=table.sheet, others=", ".join(table.other_sheets))
        console.print(Text(plain(words)), style="yellow")


def lines_in_words(lines: Sequence[int]) -> str:
    """Numbers of lines, the first of them when there are many."""
    return ", ".join(map(str, lines[:SHOWN_LINES])) + (" …" if len(lines) > SHOWN_LINES else "")
