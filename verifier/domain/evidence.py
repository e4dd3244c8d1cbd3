"""Evidence ids: which item of a claim a finding or a match rests on."""

from __future__ import annotations

from typing import Literal, Self, TypeAlias, get_args

ClaimField: TypeAlias = Literal["marks", "standards", "licences", "holders", "codes", "certificates", "statements"]
CLAIM_FIELDS: frozenset[str] = frozenset(get_args(ClaimField))


class Evidence(str):
    """The id of one item of a claim: `Evidence("licences", 0)` is the text `licences/0`, as reports show it."""

    __slots__ = ()

    def __new__(cls, field: str, index: int) -> Self:
        """The id of item `index` (from 0) of the claim's field `field`."""
        return super().__new__(cls, f"{field}/{index}")

    def __getnewargs__(self) -> tuple[str, int]:  # type: ignore[override]  # what `__new__` takes, when copied or pickled
        return self.field, self.number

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The id that a text is; None for any other text."""
        field, _, index = text.partition("/")
        return cls(field, int(index)) if field in CLAIM_FIELDS and index.isdecimal() else None

    @property
    def field(self) -> str:
        """The field of the claim that holds the item, for instance `marks`."""
        return self.partition("/")[0]

    @property
    def number(self) -> int:
        """The item's place in that field, from 0."""
        return int(self.partition("/")[2])
