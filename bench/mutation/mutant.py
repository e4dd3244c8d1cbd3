"""What a mutant is: one file with one piece of it exchanged for another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mutant:
    """`file` (path within the repository) with bytes `start`..`end` of it replaced by `new`; `kind` names the fault."""

    kind: str
    file: str
    start: int
    end: int
    new: str

    def applied(self, source: bytes) -> bytes:
        """The file's bytes with the fault."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def line(self, source: bytes) -> int:
        """The line of the file in which the fault begins, counted from 1."""
        return source[: self.start].count(b"\n") + 1

    def changed(self, source: bytes) -> tuple[str, str]:
        """The lines that it touches, as they were and as they are, without indentation."""
        first = source.rfind(b"\n", 0, self.start) + 1
        ends = source.find(b"\n", self.end)
        last = len(source) if ends < 0 else ends
        new = source[first : self.start] + self.new.encode() + source[self.end : last]
        return _stripped(source[first:last]), _stripped(new)


def _stripped(lines: bytes) -> str:
    return "\n".join(line.strip() for line in lines.decode().splitlines() if line.strip())


def read(root: Path, file: str) -> bytes:
    """The bytes of a file of the repository."""
    return (root / file).read_bytes()
