"""Quads: four corners in photo pixels, clockwise from the top-left corner of the thing as printed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Point = tuple[float, float]
CORNERS: Final = 4


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners: top-left, top-right, bottom-right, bottom-left *of the print*, in pixels (x right, y down).

    Because the order follows the print, a quad carries its reading direction: a label turned by 180° has its first
    corner at the lower right of the photo.
    """

    corners: tuple[Point, Point, Point, Point]

    @classmethod
    def of_box(cls, x0: float, y0: float, x1: float, y1: float) -> Quad:
        """An upright box from its left, top, right and bottom edge."""
        return cls(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))

    @classmethod
    def of_points(cls, points: Iterable[Iterable[float]]) -> Quad:
        """Four (x, y) pairs in order. Raises ValueError for any other count."""
        corners = tuple((float(x), float(y)) for x, y in points)
        if len(corners) != CORNERS:
            raise ValueError(f"a quad has four corners, not {len(corners)}")
        return cls(corners)

    @property
    def centre(self) -> Point:
        """Mean of the corners."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        return (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the upright box round the quad."""
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def width(self) -> float:
        """Length along the print: mean of the top and the bottom edge, in pixels."""
        a, b, c, d = self.corners
        return (math.dist(a, b) + math.dist(d, c)) / 2

    @property
    def height(self) -> float:
        """Length across the print: mean of the left and the right edge, in pixels."""
        a, b, c, d = self.corners
        return (math.dist(a, d) + math.dist(b, c)) / 2

    @property
    def angle(self) -> float:
        """Direction of reading in degrees, clockwise from the photo's x axis, -180..180."""
        a, b, c, d = self.corners
        return math.degrees(math.atan2(b[1] + c[1] - a[1] - d[1], b[0] + c[0] - a[0] - d[0]))

    def array(self) -> npt.NDArray[np.float32]:
        """The corners as a 4×2 float32 array. NumPy is loaded here alone: judging needs no array, and so no NumPy."""
        import numpy as np  # noqa: PLC0415

        return np.asarray(self.corners, dtype=np.float32)

    def scaled(self, factor: float) -> Quad:
        """All coordinates times `factor` (from a reduced picture back to the photo)."""
        return Quad.of_points((x * factor, y * factor) for x, y in self.corners)

    def moved(self, dx: float, dy: float) -> Quad:
        """The quad shifted by (dx, dy) pixels."""
        return Quad.of_points((x + dx, y + dy) for x, y in self.corners)

    def grown(self, along: float, across: float | None = None) -> Quad:
        """Grown by `along` × height at either end and `across` × height above and below (`along` when absent)."""
        across = along if across is None else across
        width, height = self.width, self.height
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        right_x, right_y = (v / max(2 * width, 1e-9) * height * along for v in (bx - ax + cx - dx, by - ay + cy - dy))
        down_x, down_y = (v / max(2 * height, 1e-9) * height * across for v in (dx - ax + cx - bx, dy - ay + cy - by))
        return Quad.of_points(
            (
                (ax - right_x - down_x, ay - right_y - down_y),
                (bx + right_x - down_x, by + right_y - down_y),
                (cx + right_x + down_x, cy + right_y + down_y),
                (dx - right_x + down_x, dy - right_y + down_y),
            )
        )

    def clipped(self, width: float, height: float) -> Quad:
        """Each corner moved inside a picture of the given size in pixels."""
        return Quad.of_points((min(max(x, 0), width), min(max(y, 0), height)) for x, y in self.corners)

    def squeeze(self, reference: Quad | None = None) -> float:
        """How narrow, 0..1 of its width, a square became: one of the picture's, or one that is now `reference`.

        Taken at right angles to each other along the directions in which it was squeezed least and most, whatever way
        it is turned. 0 when either quad has no area.
        """
        (ax, ay), (bx, by) = self._axes()
        if reference is not None:
            (cx, cy), (dx, dy) = reference._axes()
            area = cx * dy - cy * dx
            if not area:
                return 0.0
            ax, ay, bx, by = (
                (ax * dy - ay * dx) / area,
                (ay * cx - ax * cy) / area,
                (bx * dy - by * dx) / area,
                (by * cx - bx * cy) / area,
            )
        area, squares = abs(ax * by - ay * bx), ax * ax + ay * ay + bx * bx + by * by
        return 2 * area / (squares + math.sqrt(max(squares * squares - 4 * area * area, 0.0))) if area else 0.0

    def _axes(self) -> tuple[Point, Point]:
        """From the left edge to the right one and from the top edge to the bottom one, twice their lengths."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        return (bx - ax + cx - dx, by - ay + cy - dy), (dx - ax + cx - bx, dy - ay + cy - by)

    def contains(self, point: Point) -> bool:
        """Whether a point lies inside or on the edge (the quad taken as convex)."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy), (x, y) = *self.corners, point
        top = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        right = (cx - bx) * (y - by) - (cy - by) * (x - bx)
        bottom = (dx - cx) * (y - cy) - (dy - cy) * (x - cx)
        left = (ax - dx) * (y - dy) - (ay - dy) * (x - dx)
        inside = top >= 0 and right >= 0 and bottom >= 0 and left >= 0
        return inside or (top <= 0 and right <= 0 and bottom <= 0 and left <= 0)

    def distance(self, other: Quad) -> float:
        """Gap between the two upright boxes in pixels; 0 when they touch or overlap."""
        ax0, ay0, ax1, ay1 = self.bounds
        bx0, by0, bx1, by1 = other.bounds
        return math.hypot(max(bx0 - ax1, ax0 - bx1, 0), max(by0 - ay1, ay0 - by1, 0))
