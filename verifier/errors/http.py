"""What can only go wrong over HTTP."""

from __future__ import annotations

from verifier.errors.requests import BadRequest
from verifier.errors.root import MokCheckError


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


class HttpHeadTooSlow(BadRequest):
    """The head of the request did not arrive within `head_timeout_s`."""

    code, status = "http.head_too_slow", 408


class HttpMalformed(BadRequest):
    """What came is no HTTP request, or breaks off being one."""

    code, status = "http.malformed", 400


class HttpBadSignature(BadRequest):
    """The body is not signed by LINE with this channel's secret."""

    code, status = "http.bad_signature", 400


class HttpEncoded(BadRequest):
    """The body is compressed; photos are compressed already, so bodies are taken only as they are."""

    code, status = "http.encoded", 415


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
