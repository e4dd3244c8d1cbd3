"""What can be wrong with a question, wherever it is asked."""

from __future__ import annotations

from verifier.errors.root import MokCheckError


class BadRequest(MokCheckError):
    """The question itself cannot be taken."""

    code, status, exit_code = "request.bad", 422, 64


class NoPhoto(BadRequest):
    """No photo was given."""

    code = "request.no_photo"


class TooManyPhotos(BadRequest):
    """More photos of one product than `max_photos`."""

    code = "request.too_many_photos"


class BadFrame(BadRequest):
    """A label's frame is not inside its photo, is too small, or overlaps another label's."""

    code = "request.bad_frame"


class UnknownCategory(BadRequest):
    """The product category is not in the catalogue."""

    code = "request.unknown_category"


class BadNumber(BadRequest):
    """Not a number of a standard or a licence."""

    code = "request.bad_number"


class TooManyNumbers(BadRequest):
    """More numbers in one look-up than this client's scope allows."""

    code = "request.too_many_numbers"


class UnknownKey(BadRequest):
    """There is no API key with this id."""

    code, exit_code = "request.unknown_key", 65


class FileMissing(BadRequest):
    """A file or folder named on the command line does not exist or cannot be read."""

    code, exit_code = "request.file_missing", 66


class BadTruth(BadRequest):
    """A `truth.json` is missing or not of the documented form."""

    code, exit_code = "request.bad_truth", 65


class BadSights(BadRequest):
    """What was kept of photos is not of the documented form, or of another version."""

    code, exit_code = "request.bad_sights", 65
