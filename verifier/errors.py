"""One tree of errors. From each class follow the exit code of the CLI, the HTTP problem and the words people read.

`code` is the key of the message catalogue (title and advice, Thai and English); `status` the HTTP status of the
problem; `exit_code` that of the command line (64 and above, after sysexits.h). `params` fill the message.
"""

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


class BadRequest(MokCheckError):
    """The question itself cannot be taken."""

    code, status, exit_code = "request.bad", 422, 64


class NoPhoto(BadRequest):
    """No photo was given."""

    code = "request.no_photo"


class TooManyPhotos(BadRequest):
    """More photos of one product than `max_photos`."""

    code = "request.too_many_photos"


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


class ListProblem(MokCheckError):
    """Something about the list of licences."""

    code, status, exit_code = "list.problem", 503, 69


class NoList(ListProblem):
    """The question needs a list and none is loaded."""

    code = "list.none"


class ListMissing(ListProblem):
    """The list file does not exist."""

    code, exit_code = "list.missing", 66


class ListUnreadable(ListProblem):
    """The file is not a list built by `mokcheck registry build`, or of another version."""

    code, exit_code = "list.unreadable", 65


class ListUnreachable(ListProblem):
    """The database that holds the list does not answer."""

    code = "list.unreachable"


class ListRejected(ListProblem):
    """The source of a list cannot be imported as a whole."""

    code, status, exit_code = "list.rejected", 422, 65


class SourceUnreachable(ListProblem):
    """The public page from which a list is made does not answer."""

    code = "list.source_unreachable"


class UnexpectedPage(ListProblem):
    """The public page answered something else than the page that is known; the walk stopped there."""

    code = "list.unexpected_page"


class ListShrank(ListRejected):
    """A new list has lost more licences than is believable; the old one stays."""

    code = "list.shrank"


class NotListed(MokCheckError):
    """A look-up by number found nothing."""

    code, status, exit_code = "list.not_listed", 404, 65


class EngineProblem(MokCheckError):
    """An engine is missing or gave up."""

    code, status, exit_code = "engine.problem", 503, 69


class EngineMissing(EngineProblem):
    """A program, library or model file that an engine needs is not installed."""

    code = "engine.missing"


class ModelMismatch(EngineProblem):
    """A model file's SHA-256 is not the one it was measured with."""

    code = "engine.model_mismatch"


class EngineFailed(EngineProblem):
    """An engine crashed, hung past its time or answered nonsense."""

    code, status = "engine.failed", 500


class BadSettings(MokCheckError):
    """A setting has a value that cannot be taken."""

    code, status, exit_code = "settings.bad", 500, 78


class Busy(MokCheckError):
    """All workers are taken and the queue is full."""

    code, status, exit_code = "service.busy", 429, 75


class TooFast(Busy):
    """The client has used up what its scope allows in a minute."""

    code = "service.too_fast"


class TooManyJobs(Busy):
    """The client has as many open jobs as its scope allows, or no job can be taken at all just now."""

    code = "service.too_many_jobs"


class StoreProblem(MokCheckError):
    """The file that holds keys, jobs and answers cannot be used."""

    code, status, exit_code = "service.store", 503, 69


# ---- what can only go wrong over HTTP -----------------------------------------------------------------------------


class HttpNotFound(BadRequest):
    """There is nothing under this path."""

    code, status = "http.not_found", 404


class HttpMethodNotAllowed(BadRequest):
    """The path exists and does not take this method."""

    code, status = "http.method_not_allowed", 405


class HttpNotMultipart(BadRequest):
    """The body is not `multipart/form-data`."""

    code, status = "http.not_multipart", 415


class HttpBodyTooLarge(BadRequest):
    """The whole body is larger than `max_body_bytes`."""

    code, status = "http.body_too_large", 413


class HttpBodyTooSlow(BadRequest):
    """The body did not arrive within `upload_timeout_s`."""

    code, status = "http.body_too_slow", 408


class HttpBadForm(BadRequest):
    """A field is unknown, doubled or of the wrong kind, or the form is damaged."""

    code, status = "http.bad_form", 422


class HttpNoAnswer(MokCheckError):
    """The verification took longer than `answer_timeout_s`."""

    code, status = "http.no_answer", 503


class HttpStopping(MokCheckError):
    """The service is shutting down or still starting."""

    code, status = "http.stopping", 503


class HttpBadKey(BadRequest):
    """The API key is not one of ours, or was revoked."""

    code, status = "auth.bad_key", 401


class HttpKeyNeeded(BadRequest):
    """The service answers only who shows an API key."""

    code, status = "auth.key_needed", 401


class HttpNotAllowed(BadRequest):
    """The key's scope does not include what was asked for."""

    code, status = "auth.not_allowed", 403


class HttpBadHeader(BadRequest):
    """A header has a value that cannot be taken."""

    code, status = "http.bad_header", 422


class HttpNotJson(BadRequest):
    """The body is not `application/json`."""

    code, status = "http.not_json", 415


class HttpBadJson(BadRequest):
    """The JSON is damaged or not of the documented form."""

    code, status = "http.bad_json", 422


class HttpKeyReused(BadRequest):
    """The Idempotency-Key was used before with another request."""

    code, status = "http.idempotency_key_reused", 422


class HttpStillWorking(BadRequest):
    """The first request with this Idempotency-Key is still being worked on."""

    code, status = "http.still_working", 409


class HttpNoJob(BadRequest):
    """There is no such job, or its result has expired."""

    code, status = "http.no_job", 404


class HttpJobLost(MokCheckError):
    """The process that worked on the job ended before the job did; its photos are gone."""

    code, status = "http.job_lost", 503
