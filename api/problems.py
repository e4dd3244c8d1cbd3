"""Every error of the tree in `verifier.errors` as a problem (RFC 9457).

`type` is the path `/problems/<code>`, which the service answers with the same words for people. `title` and `detail`
are in the language that was asked for; `words` holds both. Nothing of a photo, payload or stack stands in a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.languages import spoken
from verifier import messages
from verifier.errors import (
    Busy,
    HttpBadForm,
    HttpBadHeader,
    HttpBadJson,
    HttpBadKey,
    HttpBodyTooLarge,
    HttpBodyTooSlow,
    HttpEncoded,
    HttpKeyNeeded,
    HttpMethodNotAllowed,
    HttpNoAnswer,
    HttpNotFound,
    HttpStillWorking,
    HttpStopping,
    MokCheckError,
)
from verifier.report.plain import LANGUAGES

MEDIA_TYPE = "application/problem+json"
Page = Callable[[Request, MokCheckError], Response]
"""Makes the page that tells a person of an error."""


def problem_classes(root: type[MokCheckError] = MokCheckError) -> Iterator[type[MokCheckError]]:
    """Every class of the tree that can become a problem of its own, the root first."""
    if "code" in vars(root):
        yield root
    for child in root.__subclasses__():
        yield from problem_classes(child)


def language(request: Request, otherwise: str = "en") -> str:
    """`lang` of the query or form, else the better liked of Thai and English in Accept-Language, else `otherwise`.

    Programs ask for no language and are written in English; people's browsers always ask for one.
    """
    if asked := spoken(request.query_params.get("lang") or getattr(request.state, "lang", None)):
        return asked
    liked: dict[str, float] = {}
    for part in request.headers.get("accept-language", "").split(","):
        found = re.fullmatch(r"\s*(th|en)\b[\w-]*\s*(?:;\s*q=([0-9.]{1,5}))?\s*", part, re.IGNORECASE)
        if found:
            quality = float(found[2]) if found[2] and found[2].count(".") <= 1 and found[2] != "." else 1.0
            liked.setdefault(found[1].lower(), quality)
    return max(LANGUAGES, key=lambda lang: liked.get(lang, 0.0)) if any(liked.values()) else otherwise


def words(error: MokCheckError) -> dict[str, dict[str, str]]:
    """Title and detail in both languages."""
    return {lang: dict(zip(("title", "detail"), messages.error(error, lang), strict=True)) for lang in LANGUAGES}


def as_data(error: MokCheckError, lang: str | None, request_id: str = "") -> dict[str, Any]:
    """The members of the problem for an error; Thai unless `lang` says otherwise."""
    said = words(error)
    return {
        "type": f"/problems/{error.code}",
        "title": said[lang or LANGUAGES[0]]["title"],
        "status": error.status,
        "detail": said[lang or LANGUAGES[0]]["detail"],
        "code": error.code,
        "params": {name: value for name, value in error.params.items() if name not in HIDDEN_PARAMS},
        "words": said,
        "request_id": request_id,
    }


def respond(request: Request, error: MokCheckError) -> Response:
    """The answer for an error: a page for a person who asked for one, a problem for everybody else and under `/v1`.

    The page is that of `install`; its status and headers are the problem's.
    """
    page: Page | None = getattr(request.app.state, "error_page", None)
    if page is None or not _asks_for_page(request):
        return problem(request, error)
    request.state.problem = error.code
    answer = page(request, error)
    answer.status_code = error.status
    answer.headers.update(_headers(error))
    return answer


def _asks_for_page(request: Request) -> bool:
    """Browsers name `text/html` when they open a page or post a form; programs and scripts do not."""
    accept = request.headers.get("accept", "").lower()
    return "text/html" in accept and not request.url.path.startswith("/v1/")


def problem(request: Request, error: MokCheckError, extra: Mapping[str, Any] | None = None) -> JSONResponse:
    """The answer for an error; `extra` adds members."""
    lang = language(request)
    request.state.problem = error.code
    body = {**as_data(error, lang, getattr(request.state, "request_id", "")), **(extra or {})}
    return JSONResponse(body, error.status, {"Content-Language": lang, **_headers(error)}, MEDIA_TYPE)


def _headers(error: MokCheckError) -> dict[str, str]:
    """What the status asks for beside the body."""
    headers = {}
    if isinstance(error, Busy | HttpNoAnswer | HttpStopping | HttpStillWorking):
        headers["Retry-After"] = str(error.params.get("retry_after", 5))
    if isinstance(error, HttpMethodNotAllowed) and "allow" in error.params:
        headers["Allow"] = str(error.params["allow"])
    if isinstance(error, HttpBodyTooLarge | HttpBodyTooSlow):
        headers["Connection"] = "close"
    if isinstance(error, HttpBadKey | HttpKeyNeeded):
        headers["WWW-Authenticate"] = 'Bearer realm="mokcheck"'
    if isinstance(error, HttpEncoded):
        headers["Accept-Encoding"] = "identity"
    return headers


HIDDEN_PARAMS = frozenset({"allow", "path", "setting"})
"""What stands in a header, or is the operator's business only."""


def _methods(request: Request) -> set[str]:
    """The methods that any route takes at this path (Starlette names those of the first one only)."""
    taken: set[str] = set()
    for route in request.app.state.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            taken |= getattr(route, "methods", None) or set()
    return taken | ({"HEAD"} if "GET" in taken else set())  # `api.middleware` makes the one of the other


def from_http(request: Request, error: HTTPException) -> MokCheckError:
    """Starlette's own errors in our tree."""
    if error.status_code == 404:
        return HttpNotFound()
    if error.status_code == 405:
        return HttpMethodNotAllowed(allow=", ".join(sorted(_methods(request))))
    return HttpBadForm() if error.status_code < 500 else MokCheckError()


def install(app: FastAPI, page: Page) -> None:
    """Makes every error of the app a problem, or `page` of it; `api.middleware` sees to unexpected exceptions."""
    app.state.error_page = page

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, MokCheckError)
        return respond(request, error)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return respond(request, from_http(request, error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        places = sorted({".".join(str(part) for part in entry["loc"])[:80] for entry in error.errors()})[:5]
        kinds = {"body": HttpBadJson, "header": HttpBadHeader}
        kind = kinds.get(places[0].partition(".")[0], HttpBadForm)
        return respond(request, kind(field=", ".join(places)))

    app.add_exception_handler(MokCheckError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
