"""Wraps the prose of Markdown files at 120 columns: `scripts/wrap_docs.py FILE...`; a test holds that nothing is wider.

A paragraph or list item is laid out anew when one of its lines is too wide, and left as it is otherwise. Tables, code,
headings and comments are not touched; code spans and figures with their units are not torn apart. A Thai vowel or tone
mark above or below a consonant takes no column.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

WIDTH = 120
ITEM = re.compile(r"(\s*)([*+-]|\d+[.)]) +")
OTHER = re.compile(r"\s*(\||#|<!--|!\[|>|=+$|-{3,}$|\[[^\]]+\]: )")
"""How a line begins that is no prose: of a table, heading, comment, picture, quotation, rule or link's target."""
TOGETHER = re.compile(r"`[^`\n]+`|\d(?: (?:%|px|ms|MB|KB|KiB|GB|MP|s|h)(?![\w]))")
GLUE = "\ue000"


def columns(text: str) -> int:
    """The columns that a text takes in a terminal; marks above and below letters take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Cf"} for letter in text)


def blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines of a document, those of one paragraph or list item together, all others alone."""
    fenced, block = False, list[str]()
    for line in lines:
        fence = line.lstrip().startswith("```")
        if fenced or fence or not line.strip() or OTHER.match(line) or ITEM.match(line):
            if block:
                yield block
            block = []
        fenced ^= fence
        if fenced or fence or not line.strip() or OTHER.match(line):
            yield [line]
        else:
            block.append(line)
    if block:
        yield block


def filled(block: list[str]) -> list[str]:
    """A paragraph or list item in lines of at most `WIDTH` columns, where its words allow that."""
    item = ITEM.match(block[0])
    first = item.group() if item else re.match(r"\s*", block[0]).group()  # type: ignore[union-attr]
    rest = " " * len(first)
    text = " ".join(line.strip() for line in block)[len(first.strip()) :]
    words = TOGETHER.sub(lambda found: found.group().replace(" ", GLUE), text).split()
    lines, line = [], first + words[0]
    for word in words[1:]:
        if columns(line) + 1 + columns(word) <= WIDTH or ITEM.match(word + " "):
            line += f" {word}"
        else:
            lines.append(line)
            line = rest + word
    return [done.replace(GLUE, " ") for done in (*lines, line)]


def is_prose(block: list[str]) -> bool:
    """Whether the block may be laid out anew."""
    return not (len(block) == 1 and (not block[0].strip() or OTHER.match(block[0])))


def wrapped(text: str) -> str:
    """A document with no line of prose that is too wide."""
    out, fenced = list[str](), False
    for block in blocks(text.splitlines()):
        fence = block[0].lstrip().startswith("```")
        wide = any(columns(line) > WIDTH for line in block)
        out += filled(block) if wide and is_prose(block) and not (fenced or fence) else block
        fenced ^= fence
    return "\n".join(out) + "\n"


def main(names: Iterable[str]) -> None:
    """Writes the files that change."""
    for path in map(Path, names):
        text = path.read_text("utf-8")
        if (new := wrapped(text)) != text:
            path.write_text(new, "utf-8")
            print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
