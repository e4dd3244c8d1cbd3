"""How a mark that was found compares with our drawing: what is missing, what was added, its ring, whether mirrored.

Limits were chosen on drawn scenes, honest marks and lying ones, and checked on others and on real photos; what is
caught and what is accused wrongly stands in `models/detector.md`. Lengths and areas are in W, the monogram's width;
levels are shares of the contrast between ink and ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from verifier.detect.kinds import Mark
from verifier.detect.overlay import HALF, Overlay, overlay
from verifier.detect.print_model import DIAMOND, RADIUS, SIDE, STEP, PrintModel, Setting
from verifier.detect.ring_inspection import faults_of_ring
from verifier.detect.stroke_inspection import crossed_out
from verifier.detect.templates import Plane
from verifier.domain import MarkFault, MarkLikeness, Pixels
from verifier.domain.geometry import Quad

MIN_SIDE_PX, MIN_SQUEEZE = 40.0, 0.25
"""Smaller marks are not inspected, nor those that are narrower than this share of their width."""
MAX_NOISE, MAX_UNEXPLAINED = 0.2, 0.055
"""A mark is clear when most of it errs by no more than this, pixel by pixel and over patches. Relief is not."""
QUIET_SHARE, QUIET_TO_SIGMA = 0.35, 2.2
"""Both are taken at this quantile of the ink and of the ground, so that a lie over half the mark is no noise; σ in that
quantile."""
MIN_NOISE = 0.02
"""Noise is never held to be less."""
MIRRORED, MIRROR_SIGNAL = 0.6, 0.35
"""A mark is mirrored when it lies this far on that side, if the gaps that tell are seen this much above the noise."""
PATCH, MIN_SEEN = 0.055, 0.12
"""σ of the patches over which ink and ground are averaged; share of a patch, at least, that is to tell of it."""
PART_LEVEL = 0.42
"""Ink that lacks this much of its contrast is missing, ground that has this much was inked."""
MISSING_PART, ADDED_PART = (0.32, 0.3, 0.012), (0.28, 0.22, 0.03)
"""Or less at the worst place, if it is an area: level there, level and size of the area."""
INK_REACH, GROUND_REACH = 0.5, 0.52
"""Missing ink and, of a bare mark, added ink are looked for out to here, along the diamond's axes."""
RING_CLEARANCE, INSIDE_REACH = 0.04, 0.6
"""Within a ring, added ink is looked for as near to it as this, but no further out than this."""
SHADE_LEVEL = 0.35
"""Where ink is darker by this much than it should be, it is the light that darkens the ground."""
SPILL_LEVEL, SPILL_AREA, SPILL_MARGIN, SPILL_REACH, SPILL_DISC_PX = 0.2, 0.05, 0.04, 0.6, 7
"""Darkness that goes on outside the mark, over this area and wider than this, in pixels of the model, is a shadow or
another ground; strokes are narrower. Outside: beyond the ring by the margin, or beyond the reach along a bare diamond's
axes."""
BARE_GROUND, PALE_LEVEL, PALE_DISC_PX = 0.2, -0.3, 7
"""Where the drawing holds less ink than this there is bare ground. If that is paler by this level, light falls on it,
and on what lies within this diameter, in pixels of the model: there no ink is missed."""
BURNT_OUT, BURNT_MARGIN = 250.0, 5.0
"""A pixel whose darkest channel reaches this level is burnt out: by light, where most bare ground lies lower than that
by the margin."""
MAX_LEVEL, SMALLEST = 1.5, 1e-3
"""Larger errors count as the first; a share is never divided by less than the second."""
_SPILL_DISC = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (SPILL_DISC_PX, SPILL_DISC_PX))
_PALE_DISC = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (PALE_DISC_PX, PALE_DISC_PX))

Mask = npt.NDArray[np.bool_]


class Inspector:
    """Compares marks with our drawing. Safe to share between threads."""

    def __init__(self) -> None:
        self._model = PrintModel()

    def __call__(self, levels: Sequence[Pixels], quad: Quad, mark: Mark) -> MarkLikeness | None:
        """What a mark in `quad`, photo pixels, shows; None when it is too small, or of a kind that is only sketched.

        `levels`: the photo, H×W×3 RGB uint8, and its halves.
        """
        if mark.quarter_alike or (quad.width + quad.height) / 2 < MIN_SIDE_PX or quad.squeeze() < MIN_SQUEEZE:
            return None
        laid = overlay(self._model, levels, quad, ringed=mark.ringed)
        frame, noise = laid.closeup.frame(laid.pose), _noise(laid)
        if noise >= MAX_NOISE or _unexplained(laid) >= MAX_UNEXPLAINED:
            return MarkLikeness(frame, clear=False)
        signal = laid.attitudes.contrast / (noise + MIN_NOISE)
        mirrored = laid.attitudes.mirror > MIRRORED and signal > MIRROR_SIGNAL
        struck = (MarkFault.CROSSED_OUT,) if crossed_out(laid) else ()
        return MarkLikeness(
            frame, clear=True, faults=(*_faults(laid), *faults_of_ring(laid), *struck), mirrored=mirrored
        )


def _noise(laid: Overlay) -> float:
    """σ of the error, pixel by pixel."""
    return QUIET_TO_SIGMA * _usual(laid, laid.error)


def _unexplained(laid: Overlay) -> float:
    """The error over patches."""
    return _usual(laid, _patched(_bounded(laid.error)))


def _usual(laid: Overlay, error: Plane) -> float:
    """How large an error is in the quieter part of the ink, or of the ground where it is larger there."""
    ink, size = laid.rendering.mark > HALF, np.abs(error)
    return max(float(np.quantile(size[(laid.window > HALF) & of], QUIET_SHARE)) for of in (ink, ~ink))


def _faults(laid: Overlay) -> Iterator[MarkFault]:
    """Ink that is missing from the monogram, and ink on the ground in it and round it, inside the ring."""
    error, ink, ground = _bounded(laid.error), laid.rendering.mark, 1 - laid.rendering.mark
    (of_ink, sees_ink), (of_ground, sees_ground) = _mean(error, ink), _mean(error, ground)
    missing = np.where(sees_ground, np.minimum(of_ground, 0), 0) - of_ink
    if _shows(missing, sees_ink & (DIAMOND < INK_REACH) & ~_in_light(laid, error), MISSING_PART):
        yield MarkFault.PART_MISSING
    added = of_ground - np.where(sees_ink, np.maximum(of_ink, 0), 0)
    shaded = (sees_ink & (of_ink >= SHADE_LEVEL)) | _spilt((of_ground > SPILL_LEVEL) & sees_ground, laid.setting)
    if _shows(added, sees_ground & _inside(laid.setting) & ~shaded, ADDED_PART):
        yield MarkFault.PART_ADDED


def _shows(level: Plane, where: Mask, part: tuple[float, float, float]) -> bool:
    """Whether a level is reached there: PART_LEVEL anywhere, or less over an area."""
    peak, least, area = part
    level = np.where(where, level, 0)
    highest = float(level.max())
    return highest > PART_LEVEL or (highest > peak and int(np.count_nonzero(level > least)) * STEP**2 > area)


def _inside(setting: Setting) -> Mask:
    """Where ground must be bare."""
    if setting.ringed:
        return np.asarray(min(setting.inner - RING_CLEARANCE, INSIDE_REACH) > RADIUS)
    return np.asarray(DIAMOND < GROUND_REACH)


def _in_light(laid: Overlay, error: Plane) -> Mask:
    """Where light falls on the mark: on bare ground that is pale, or burnt out while most of it is not, and near it."""
    bare = laid.rendering.mark < BARE_GROUND
    level, seen = _mean(error, bare.astype(np.float32))
    darkest = laid.closeup.seen(laid.pose).min(axis=1)
    ground = darkest[bare & (laid.window > HALF)]
    usual = float(np.median(ground)) if ground.size else BURNT_OUT
    burnt = (darkest >= BURNT_OUT) & (usual < BURNT_OUT - BURNT_MARGIN)
    pale = (((level < PALE_LEVEL) & seen) | burnt).astype(np.uint8).reshape(SIDE, SIDE)
    return np.asarray(cv2.dilate(pale, _PALE_DISC).ravel() > 0)


def _spilt(dark: Mask, setting: Setting) -> Mask:
    """Dark places that go on outside the mark."""
    picture = dark.astype(np.uint8).reshape(SIDE, SIDE)
    labels, wide = cv2.connectedComponents(picture, connectivity=4)[1].ravel(), _opened(picture)
    beyond = setting.outer + SPILL_MARGIN < RADIUS if setting.ringed else DIAMOND > SPILL_REACH
    spilt = np.bincount(labels, wide & beyond) * STEP**2 > SPILL_AREA
    spilt[0] = False  # the label of what is not dark
    return np.asarray(spilt[labels])


def _opened(picture: Pixels) -> Mask:
    return np.asarray(cv2.morphologyEx(picture, cv2.MORPH_OPEN, _SPILL_DISC).ravel() > 0)


def _mean(error: Plane, share: Plane) -> tuple[Plane, Mask]:
    """The error over patches of that share of each pixel, as a level of it, and where enough of it is to be seen."""
    seen = _patched(share * share)
    level = _patched(error * share) / np.maximum(seen, np.float32(SMALLEST))
    return np.asarray(level, np.float32), np.asarray(seen > MIN_SEEN)


def _patched(plane: Plane) -> Plane:
    return np.asarray(cv2.GaussianBlur(plane.reshape(SIDE, SIDE), (0, 0), PATCH / STEP), np.float32).ravel()


def _bounded(error: Plane) -> Plane:
    return np.clip(error, -MAX_LEVEL, MAX_LEVEL)
