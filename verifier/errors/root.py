"""The root of the tree."""

from __future__ import annotations

from typing import ClassVar


class MokCheckError(Exception):
    """Anything that keeps MokCheck from an answer. Never raised itself."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 70

    def __init__(self, detail: str = "", **params: str | int | float) -> None:
        super().__init__(detail or self.code)
        self.detail = detail
        self.params = params
