"""Labels drawn: the block of the mark, what stands far off, what else is printed, on one sheet without overlaps.

A lie and its twin are drawn to the same plan: what only one of them shows keeps its room in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.lying_pictures import patches, surroundings
from bench.lying_pictures.content import Extra, Label, Line
from bench.lying_pictures.look import Look
from bench.lying_pictures.patches import Box, Patch
from models.recipe.sheet import Sheet

NOTICE = "ภาพวาด / DRAWN"
"""On every picture, lest one be taken for goods. It says nothing about the goods: SAMPLE would."""

TRIES = 60
"""Places tried for a piece before the sheet is made larger (what a label must show) or the piece is left away."""


def printed(look: Look, line: Line) -> Patch:
    """One line of the block."""
    patch = patches.text(line.text, look.number, look.em * line.scale, look.ink, part=line.role)
    return line.alter(look, patch) if line.alter else patch


def block(look: Look, label: Label) -> Patch:
    """Mark, code and lines in the arrangement of the look."""
    gap = look.em * 0.35
    lines = [printed(look, line) for line in label.lines]
    sign = (
        [patches.mark(label.mark, look.mark, look.ink, weight=look.weight, redraw=label.redraw)] if label.mark else []
    )
    code = []
    if label.payload is not None:
        code = [patches.code(label.payload, round(look.mark * look.code), redraw=label.recode)]
    whole = _arranged(look, sign, code, lines, gap)
    return label.alter(look, whole) if label.alter else whole


def _arranged(look: Look, sign: list[Patch], code: list[Patch], lines: list[Patch], gap: float) -> Patch:
    head = patches.row([*sign, *code], gap * 1.6) if sign or code else None
    words = patches.column(lines, gap) if lines else None
    if head is None or words is None:
        only = head or words
        assert only is not None, "a block without mark, code and words"
        return only
    match look.arrangement:
        case "beside":
            return patches.row([*sign, words, *code], gap * 2, 0.3)
        case "left":
            return patches.row([words, *sign, *code], gap * 2, 0.3)
        case "above":
            rest = [patches.column(lines[1:], gap)] if lines[1:] else []
            return patches.column([lines[0], head, *rest], gap)
        case "centred":
            return patches.column([head, *lines], gap, 0.5)
        case _:
            return patches.column([head, words], gap)


@dataclass
class Plan:
    """A sheet in the making: what stands where, and what is only kept free."""

    width: int
    height: int
    margin: float
    taken: list[Box] = field(default_factory=list)
    shown: list[tuple[Patch, int, int]] = field(default_factory=list)

    def keep(self, x: float, y: float, width: float, height: float) -> None:
        """Room that nothing else may use."""
        self.taken.append((x, y, x + width, y + height))

    def free(self, x: float, y: float, width: float, height: float, gap: float) -> bool:
        """Whether a box lies on the sheet and `gap` px off everything."""
        inside = x >= self.margin and y >= self.margin
        inside = inside and x + width <= self.width - self.margin and y + height <= self.height - self.margin
        return inside and not any(
            x - gap < x1 and x0 < x + width + gap and y - gap < y1 and y0 < y + height + gap
            for x0, y0, x1, y1 in self.taken
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A place apart from the block: how far off, room for what lie and twin show there, and what this label shows."""

    extra: Extra
    width: int
    height: int
    shown: Patch | None


def sheet(look: Look, label: Label, other: Label | None = None) -> Sheet:
    """The label on its sheet, laid out with room for what only `other`, its twin or its lie, shows."""
    blocks = [block(look, each) for each in (label, other) if each is not None]
    room = (max(b.width for b in blocks), max(b.height for b in blocks))
    pieces = _pieces(look, label, other)
    grow = 1.0
    while (plan := _planned(look, room, pieces, grow)) is None:
        grow *= 1.15
    x, y = plan.taken[0][:2]
    plan.shown.insert(0, (blocks[0], round(x), round(y)))
    _surround(look, plan)
    return _laid(look, plan)


def _pieces(look: Look, label: Label, other: Label | None) -> list[_Piece]:
    """The places of both labels, in one order for lie and twin."""
    made: dict[object, _Piece] = {}
    for each in (label, other):
        for extra in each.extras if each else ():
            patch = extra.make(look)
            patch = patch.turned(extra.turn) if extra.turn else patch
            old = made.get(extra.place)
            shown = old.shown if old else patch if each is label else None
            width, height = max(patch.width, old.width if old else 0), max(patch.height, old.height if old else 0)
            made[extra.place] = _Piece(extra, width, height, shown)
    return sorted(made.values(), key=lambda p: (-p.width * p.height, p.extra.where, p.extra.low))


def _planned(look: Look, room: tuple[int, int], pieces: Sequence[_Piece], grow: float) -> Plan | None:
    """A plan with the block's room first and all pieces placed; None when the sheet is too small for them."""
    rng, margin = look.rng(1), look.em * 0.8
    wide, high = {"sticker": (1.15, 1.25), "box": (2.0, 2.4), "columns": (2.6, 1.6)}[look.style]
    width, height = room[0] * wide + 2 * margin, room[1] * high + 2 * margin
    fx, fy = look.anchor
    for piece in pieces:
        off, low = piece.extra.high * look.mark, piece.extra.low * look.mark
        match piece.extra.where:
            case "below":
                height, fy = max(height, room[1] + off + piece.height + 4 * margin), fy * 0.15
                width = max(width, piece.width + 3 * margin)
            case "beside":
                width, fx = max(width, room[0] + off + piece.width + 4 * margin), float(fx > 0.5)
                height = max(height, piece.height + 3 * margin)
            case "corner":
                width = max(width, room[0] + piece.width + 3 * margin)
                height = max(height, room[1] + low + piece.height + 3 * margin)
                fx, fy = float(fx > 0.5), float(fy > 0.5)
            case _:
                width, height = max(width, piece.width * 1.3 + 3 * margin), height + piece.height + margin
    plan = Plan(round(width * grow), round(height * grow), margin)
    x, y = margin + fx * (plan.width - 2 * margin - room[0]), margin + fy * (plan.height - 2 * margin - room[1])
    if x < 0 or y < 0:
        return None
    plan.keep(x, y, *room)
    for piece in pieces:
        at = _place(rng, plan, look, piece)
        if at is None:
            return None
        plan.keep(*at, piece.width, piece.height)
        if piece.shown:
            plan.shown.append((piece.shown, round(at[0]), round(at[1])))
    return plan


def _place(rng: np.random.Generator, plan: Plan, look: Look, piece: _Piece) -> tuple[float, float] | None:
    """Somewhere free that is as far from the block as wanted; None when there is no such place."""
    extra, block_ = piece.extra, plan.taken[0]
    room_x, room_y = plan.width - plan.margin - piece.width, plan.height - plan.margin - piece.height
    for _ in range(TRIES):
        away = look.mark * float(rng.uniform(extra.low, extra.high))
        x = float(rng.uniform(plan.margin, max(plan.margin, room_x)))
        y = float(rng.uniform(plan.margin, max(plan.margin, room_y)))
        if extra.where == "below":
            x, y = min(max(block_[0] + look.mark * float(rng.uniform(-1, 1)), plan.margin), room_x), block_[3] + away
        elif extra.where == "beside":
            left = block_[0] - away - piece.width
            x, y = left if left >= plan.margin else block_[2] + away, block_[1] + float(rng.uniform(0, 1)) * look.mark
            y = min(y, room_y)
        elif extra.where == "corner":
            x = plan.margin if (block_[0] + block_[2]) / 2 > plan.width / 2 else room_x
            y = plan.margin if (block_[1] + block_[3]) / 2 > plan.height / 2 else room_y
        apart = _gap((x, y, x + piece.width, y + piece.height), block_)
        if extra.where in ("far", "near") and not extra.low * look.mark <= apart <= extra.high * look.mark:
            continue
        if plan.free(x, y, piece.width, piece.height, look.em * 0.4):
            return x, y
    return None


def _gap(a: Box, b: Box) -> float:
    """Px between two boxes."""
    return float(np.hypot(max(a[0] - b[2], b[0] - a[2], 0), max(a[1] - b[3], b[1] - a[3], 0)))


def _surround(look: Look, plan: Plan) -> None:
    rng = look.rng(2)
    for piece in surroundings.pieces(rng, look):
        for _ in range(TRIES):
            x = float(rng.uniform(plan.margin, max(plan.margin, plan.width - plan.margin - piece.width)))
            y = float(rng.uniform(plan.margin, max(plan.margin, plan.height - plan.margin - piece.height)))
            if plan.free(x, y, piece.width, piece.height, look.em * 0.6):
                plan.keep(x, y, piece.width, piece.height)
                plan.shown.append((piece, round(x), round(y)))
                break


def _laid(look: Look, plan: Plan) -> Sheet:
    """The sheet, with the notice that it is a sample along its lower edge."""
    notice = patches.text(NOTICE, look.body, max(26.0, look.em * 0.8), look.ink)
    flat = Sheet(plan.width, plan.height + notice.height + 8, look.paper, look.ink)
    for patch, x, y in plan.shown:
        patches.lay(flat.picture, patch.picture, x, y)
    patches.lay(flat.picture, notice.picture, (plan.width - notice.width) // 2, plan.height)
    return flat
