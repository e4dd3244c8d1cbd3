"""Every error of the tree in `verifier.errors` as a problem (RFC 9457).

`type` is the path `/problems/<code>`, which the service answers with the same words for people. `title` and `detail`
are in the language that was asked for; `words` holds both. Nothing of a photo, payload or stack stands in a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from verifier import messages
from verifier.errors import (
    Busy,
    HttpBadForm,
    HttpBodyTooLarge,
    HttpBodyTooSlow,
    HttpMethodNotAllowed,
    HttpNoAnswer,
    HttpNotFound,
    HttpStopping,
    MokCheckError,
)
from verifier.report import LANGUAGES

MEDIA_TYPE = "application/problem+json"


def problem_classes(root: type[MokCheckError] = MokCheckError) -> Iterator[type[MokCheckError]]:
    """Every class of the tree that can become a problem, the root first."""
    yield root
    for child in root.__subclasses__():
        yield from problem_classes(child)


def language(request: Request) -> str:
    """`lang` of the query, else the better liked of Thai and English in Accept-Language, else Thai."""
    asked = request.query_params.get("lang") or getattr(request.state, "lang", None)
    if asked in LANGUAGES:
        return str(asked)
    liked: dict[str, float] = {}
    for part in request.headers.get("accept-language", "").split(","):
        found = re.fullmatch(r"\s*(th|en)\b[\w-]*\s*(?:;\s*q=([0-9.]{1,5}))?\s*", part, re.IGNORECASE)
        if found:
            quality = float(found[2]) if found[2] and found[2].count(".") <= 1 and found[2] != "." else 1.0
            liked.setdefault(found[1].lower(), quality)
    return max(LANGUAGES, key=lambda lang: liked.get(lang, 0.0))


def words(error: MokCheckError) -> dict[str, dict[str, str]]:
    """Title and detail in both languages."""
    return {lang: dict(zip(("title", "detail"), messages.error(error, lang), strict=True)) for lang in LANGUAGES}


def problem(request: Request, error: MokCheckError, extra: Mapping[str, Any] | None = None) -> JSONResponse:
    """The answer for an error; `extra` adds members."""
    said, lang = words(error), language(request)
    body = {
        "type": f"/problems/{error.code}",
        "title": said[lang]["title"],
        "status": error.status,
        "detail": said[lang]["detail"],
        "code": error.code,
        "params": {name: value for name, value in error.params.items() if name not in HIDDEN_PARAMS},
        "words": said,
        "request_id": getattr(request.state, "request_id", ""),
        **(extra or {}),
    }
    headers = {"Content-Language": lang}
    if isinstance(error, Busy | HttpNoAnswer | HttpStopping):
        headers["Retry-After"] = str(error.params.get("retry_after", 5))
    if isinstance(error, HttpMethodNotAllowed) and "allow" in error.params:
        headers["Allow"] = str(error.params["allow"])
    if isinstance(error, HttpBodyTooLarge | HttpBodyTooSlow):
        headers["Connection"] = "close"
    return JSONResponse(body, error.status, headers, MEDIA_TYPE)


HIDDEN_PARAMS = frozenset({"allow", "path", "setting"})
"""What stands in a header, or is the operator's business only."""


def from_http(error: HTTPException) -> MokCheckError:
    """Starlette's own errors in our tree."""
    if error.status_code == 404:
        return HttpNotFound()
    if error.status_code == 405:
        return HttpMethodNotAllowed(allow=(error.headers or {}).get("Allow", ""))
    return HttpBadForm() if error.status_code < 500 else MokCheckError()


def install(app: FastAPI) -> None:
    """Makes every error of the app a problem. Unexpected exceptions are the business of `api.gate`."""

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, MokCheckError)
        return problem(request, error)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem(request, from_http(error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        fields = ", ".join(sorted({".".join(str(part) for part in entry["loc"]) for entry in error.errors()}))
        return problem(request, HttpBadForm(field=fields))

    app.add_exception_handler(MokCheckError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
