"""Looks at lines of a photo that were taken already: one step after the other asks the same reader about a place."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from verifier.domain import Photo, Reading, Region


def once(reader: Hashable, photo: Photo, line: Region, read: Callable[[Photo, Region], Reading]) -> Reading:
    """What `read` makes of a line, which is kept with the photo, by its place; `reader` tells one reader from others.

    A line is the same to a reader that is shown its place alone. Raises what `read` raises.
    """
    key = once, reader, line.quad
    look: Reading | None = photo.computed.get(key)
    if look is None:
        look = photo.computed[key] = read(photo, line)
    return look if look.region is line else replace(look, region=line)
