"""The ring of a mark, looked at all round it: broken, doubled, too wide, too narrow, too bold.

Lengths are in W, the monogram's width; levels are shares of the contrast between ink and ground.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from verifier.detect.overlay import Overlay
from verifier.detect.print_model import ring_profile
from verifier.detect.templates import Plane
from verifier.domain import MarkFault

SECTORS = 72
RADII = np.arange(0.40, 0.85, 0.0125, dtype=np.float32)
"""The ring is looked at in this many sectors, at these distances from the centre."""
FLANK, MIN_FLANK, MAX_FLANK = 0.09, -0.3, 0.7
"""A ring's level is taken against the ground this far to either side; where that errs further, nothing is told."""
GAP_LEVEL, MAX_GAP_DEG, MAX_GAPS_DEG = 0.45, 35.0, 45.0
"""A ring of a lower level is interrupted. Wear and glare may do so for less than this in one place, and in all."""
MIN_DASHES, MAX_DASHES, DASH_LEVEL, DASH_REGULARITY = 6, 24, 0.2, 0.45
"""A ring is dashed when its level changes this many times round it, by this much, and this is most of all change."""
SECOND_SHARE, SECOND_LEVEL, SECOND_MARGIN, FIRST_RADIUS = 0.35, 0.2, 0.025, 0.52
"""A second ring: at a distance from the edges of the first, and from the centre, this quantile of all sectors reaches
this level. Print beside a mark does so in some sectors only."""
MIN_WIDTH, MAX_WIDTH, MAX_STROKE = 1.08, 1.46, 0.108
"""Outer diameter and stroke of honest rings. Printers set them from 1.12 to 1.4 and up to 0.09."""
STRAY_STEPS, STRAY_LEVEL, STRAY_RADII = 8, 0.08, (0.5, 0.75)
"""Pieces of a ring round a mark that passes for a bare one: mean level of all sectors over those so many radii further
in and out, where."""
MAX_LEVEL, SMALLEST = 1.5, 1e-6
"""Larger errors count as the first; nothing is divided by less than the second."""
_ANGLES = ((np.arange(SECTORS) + 0.5) * (2 * np.pi / SECTORS)).astype(np.float32)[:, None]
_POLAR = np.cos(_ANGLES) * RADII, np.sin(_ANGLES) * RADII


def faults_of_ring(laid: Overlay) -> Iterator[MarkFault]:
    """What is wrong with the ring, or with what stands where the ring would."""
    setting = laid.setting
    if not setting.ringed:
        error = np.clip(laid.error_at(*_POLAR, np.zeros_like(RADII)), -MAX_LEVEL, MAX_LEVEL)
        if _has_stray_ring(error):
            yield MarkFault.RING_BROKEN
        return
    expected = ring_profile(RADII, setting)[0]
    error = np.clip(laid.error_at(*_POLAR, expected), -MAX_LEVEL, MAX_LEVEL)
    near = (setting.inner - FLANK < RADII) & (setting.outer + FLANK > RADII)
    if _is_broken(_levels(error[:, near], expected[near], RADII[near], (setting.inner + setting.outer) / 2)):
        yield MarkFault.RING_BROKEN
    apart = (setting.outer + SECOND_MARGIN < RADII) | (setting.inner - SECOND_MARGIN > RADII)
    if np.quantile(error, SECOND_SHARE, axis=0)[apart & (RADII > FIRST_RADIUS)].max(initial=0) > SECOND_LEVEL:
        yield MarkFault.SECOND_RING
    if not MIN_WIDTH < 2 * setting.outer < MAX_WIDTH or setting.outer - setting.inner > MAX_STROKE:
        yield MarkFault.RING_SIZE


def _levels(error: Plane, ring: Plane, radii: Plane, middle: float) -> Plane:
    """The ring's level in each sector, 1 where it is as it should be or nothing is told: `error` sectors × radii."""
    level = 1 + error @ ring / max(float(ring @ ring), SMALLEST)
    sides = ((1 - ring) * side for side in (radii < middle, radii >= middle))
    inner, outer = (error @ side / max(float(side @ side), SMALLEST) for side in sides)
    told = (np.minimum(inner, outer) > MIN_FLANK) & (np.maximum(inner, outer) < MAX_FLANK)
    return np.where(told, level - np.minimum((inner + outer) / 2, 0), 1.0).astype(np.float32)


def _is_broken(levels: Plane) -> bool:
    """Whether the ring is interrupted, or dashed."""
    gaps = levels < GAP_LEVEL
    degrees = 360 / SECTORS
    if np.count_nonzero(gaps) * degrees >= MAX_GAPS_DEG or _longest(gaps.tolist()) * degrees >= MAX_GAP_DEG:
        return True
    waves = np.abs(np.fft.rfft(levels - levels.mean()))[MIN_DASHES : MAX_DASHES + 1] * (2 / SECTORS)
    highest = float(waves.max())
    return highest > DASH_LEVEL and highest**2 / 2 > DASH_REGULARITY * float(levels.var())


def _longest(gaps: list[bool]) -> int:
    """The longest run of sectors in a row, all round."""
    longest = run = 0
    for gap in gaps + gaps:
        run = run + 1 if gap else 0
        longest = max(longest, run)
    return min(longest, len(gaps))


def _has_stray_ring(error: Plane) -> bool:
    """Whether pieces of a ring stand round a mark without one: `error` sectors × RADII."""
    n = STRAY_STEPS
    ridge = error[:, n:-n] - np.maximum(error[:, : -2 * n], error[:, 2 * n :])
    low, high = STRAY_RADII
    where = (RADII[n:-n] > low) & (RADII[n:-n] < high)
    return float(ridge.mean(0)[where].max()) > STRAY_LEVEL
