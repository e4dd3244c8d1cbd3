"""Where strangers look: people, crawlers and tools that know no more than the address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from api.page.render import render, say
from api.problems import language
from api.service import TheService
from verifier.errors import HttpNotFound
from verifier.report.plain import LANGUAGES

router = APIRouter(include_in_schema=False)
SECURITY_TXT_VALID = timedelta(days=180)
"""RFC 9116 wants a day at most a year ahead; it is counted from the day of the request."""
ROBOTS = """\
User-agent: *
Disallow: /v1/
Disallow: /metrics
"""


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    """The OpenAPI document, where tools look for it; the same as `/v1/openapi.json`."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The OpenAPI document for people to read, without anything from elsewhere."""
    titles = {tongue: say("docs", tongue) for tongue in LANGUAGES}
    values = {"titles": titles, "api": request.app.openapi(), "example_of": example_of}
    return render("docs.html", language(request, otherwise="th"), **values)


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """The same as `/livez`, by its older name."""
    return JSONResponse({"alive": True})


@router.get("/robots.txt")
async def robots() -> PlainTextResponse:
    """Crawlers may read the pages; asking the API would be work for nobody."""
    return PlainTextResponse(ROBOTS)


@router.get("/.well-known/security.txt")
def security(service: TheService) -> Response:
    """Whom to tell of a weakness (RFC 9116), where the operator has named somebody."""
    contact = service.settings.security_contact
    if contact is None:
        raise HttpNotFound
    expires = service.today() + SECURITY_TXT_VALID
    lines = (f"Contact: {contact}", f"Expires: {expires.isoformat()}T00:00:00Z", "Preferred-Languages: th, en")
    return PlainTextResponse("\n".join(lines) + "\n")


def example_of(content: dict[str, Any]) -> Any:
    """One example of a media type's content, None when it has none."""
    named: dict[str, Any] = next(iter(content.get("examples", {}).values()), {})
    return content.get("example", named.get("value"))
