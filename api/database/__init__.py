"""Where the service keeps rows, behind a seam: one SQLite file, or PostgreSQL for several machines.

Statements are written once, in what both understand: `?` for a value, `ON CONFLICT … DO UPDATE`, types `TEXT`, `BIGINT`
and `DOUBLE PRECISION`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

Row = Sequence[Any]


class Database(Protocol):
    """Rows by statements; every call is one transaction, short, blocking and safe from any thread.

    Raises StoreProblem, without the text of whatever raised it. `now` is an expression: seconds since 1970 by the one
    clock that all who share the rows have in common.
    """

    now: str

    def do(self, statement: str, *values: Any) -> int:
        """Runs a statement; the number of rows that it changed."""

    def rows(self, query: str, *values: Any) -> Sequence[Row]:
        """All rows of an answer, which must be few."""

    def close(self) -> None:
        """Lets go of file or connections."""
