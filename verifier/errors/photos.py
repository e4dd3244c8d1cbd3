"""What can be wrong with a photo."""

from __future__ import annotations

from verifier.errors.root import MokCheckError


class BadPhoto(MokCheckError):
    """What came is not a photo that can be verified."""

    code, status, exit_code = "photo.bad", 422, 65


class EmptyFile(BadPhoto):
    """No bytes at all."""

    code = "photo.empty"


class TooManyBytes(BadPhoto):
    """The file is larger than `max_bytes`."""

    code, status = "photo.too_many_bytes", 413


class UnknownFormat(BadPhoto):
    """The content is none of the picture formats on the allow-list, whatever the file is called."""

    code, status = "photo.unknown_format", 415


class TooManyPixels(BadPhoto):
    """The header announces more pixels than `max_pixels`; nothing was decoded."""

    code, status = "photo.too_many_pixels", 413


class TooFewPixels(BadPhoto):
    """The picture is too small to show a label."""

    code = "photo.too_few_pixels"


class TooManyFrames(BadPhoto):
    """An animation or a picture of several pages."""

    code = "photo.too_many_frames"


class DamagedPhoto(BadPhoto):
    """The file begins like a picture and cannot be decoded to its end."""

    code = "photo.damaged"
