"""What a label says and shows, however it is laid out: words round the mark, the code, and what stands far off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bench.lying_pictures.patches import Patch, Redraw
from verifier.domain import MarkKind

if TYPE_CHECKING:
    from bench.lying_pictures.look import Look

Alter = Callable[["Look", Patch], Patch]
"""What is done to a piece of print once it is drawn."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the block of the mark. `role`: standard, licence, firm or text; `scale`: of the block's type size."""

    text: str
    role: str = "text"
    scale: float = 1.0
    alter: Alter | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A piece of print apart from the block: `make` draws it.

    `where`: below, beside, corner, far or near. `low` and `high`: how far off, in mark sizes. `turn`: degrees
    clockwise. `slot`: a piece of the lie and one of the twin with the same name take the same place.
    """

    make: Callable[[Look], Patch]
    where: str = "far"
    low: float = 3.0
    high: float = 6.0
    turn: float = 0.0
    slot: str = ""

    @property
    def place(self) -> object:
        """What pieces of lie and twin have in common that stand in the same place."""
        return self.slot or id(self)


@dataclass(frozen=True, slots=True)
class Label:
    """One face of a product. `payload` of its QR code: None prints none.

    `redraw` changes the mask of the mark, `recode` that of the code, `alter` the block when all of it is drawn.
    """

    lines: tuple[Line, ...]
    mark: MarkKind | None = MarkKind.COMPULSORY
    payload: str | bytes | None = None
    redraw: Redraw | None = None
    recode: Redraw | None = None
    extras: tuple[Extra, ...] = ()
    alter: Alter | None = None

    def line(self, role: str, **changes: object) -> Label:
        """The same with its first line of that role changed. Raises ValueError when there is none."""
        index = next((i for i, line in enumerate(self.lines) if line.role == role), None)
        if index is None:
            raise ValueError(f"no line of role {role}")
        changed = replace(self.lines[index], **changes)  # type: ignore[arg-type]
        return replace(self, lines=(*self.lines[:index], changed, *self.lines[index + 1 :]))

    def without(self, role: str) -> Label:
        """The same without its lines of that role."""
        return replace(self, lines=tuple(line for line in self.lines if line.role != role))

    def plus(self, *things: Line | Extra) -> Label:
        """The same with more lines in the block, or more print apart from it."""
        lines = tuple(thing for thing in things if isinstance(thing, Line))
        extras = tuple(thing for thing in things if isinstance(thing, Extra))
        return replace(self, lines=self.lines + lines, extras=self.extras + extras)

    def of(self, role: str) -> str:
        """The words of the first line of that role, "" where there is none."""
        return next((line.text for line in self.lines if line.role == role), "")


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo: a label, or several labels of different goods side by side (or one above the other)."""

    labels: tuple[Label, ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A lie and its honest twin, each as the photos of one call; `variant` says which of its kind the lie is.

    `categories`: the kinds of goods that the user names with lie and twin, None for none. `least_em`: smallest type
    size, in px, at which the lie can be told from the twin by eye.
    """

    lie: tuple[Shown, ...]
    twin: tuple[Shown, ...]
    variant: str = ""
    categories: tuple[str | None, str | None] = (None, None)
    least_em: float = 24.0


def pair(lie: Label, twin: Label, variant: str = "", least_em: float = 24.0) -> Pair:
    """A pair of one photo each."""
    return Pair((Shown((lie,)),), (Shown((twin,)),), variant, least_em=least_em)
