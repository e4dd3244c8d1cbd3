"""`/case`: the page on which inspectors keep cases, which works without a connection, and what makes it an app."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.page import assets
from api.page.render import CLIENT_WORDS, ENVIRONMENT, render, say
from api.problems import language
from api.service import TheService
from verifier.image.quality import DEFAULT_LIMITS
from verifier.messages.case_page import WORDS
from verifier.report.plain import LANGUAGES

router = APIRouter(include_in_schema=False)
MANIFEST = "/case/manifest.webmanifest"
POLICY = "camera=(self), microphone=(), geolocation=(self)"
"""Of this page alone: it asks for the place when an officer taps for it."""


@router.get("/case")
def page(request: Request, service: TheService) -> HTMLResponse:
    """The page. What it shows of cases comes from the phone, and from `/v1/cases` with the key of its reader."""
    answer = render(
        "case.html",
        language(request, otherwise="th"),
        titles={lang: say("case", lang) for lang in LANGUAGES},
        client_words=(*CLIENT_WORDS, *WORDS),
        categories=service.engines.catalogue.categories,
        limit=service.settings.max_photos,
        max_bytes=service.settings.max_bytes,
        quality_limits=asdict(DEFAULT_LIMITS),
        kept=service.cases is not None,
    )
    answer.headers["Permissions-Policy"] = POLICY
    return answer


@router.get(MANIFEST)
def manifest() -> JSONResponse:
    """What makes the page installable beside the page for everybody."""
    return JSONResponse(assets.case_manifest(), media_type="application/manifest+json")


@router.get("/case/sw.js")
def service_worker(request: Request, service: TheService) -> Response:
    """The service worker: it keeps the page itself on the phone, and nothing of a case.

    Its version is a hash of all that it keeps, the page as this service fills it included.
    """
    shell = ("/case", MANIFEST, *assets.case_files())
    digest = hashlib.sha256(assets.version().encode())
    digest.update(bytes(page(request, service).body))
    for path in assets.case_files():
        digest.update((assets.HERE / path.lstrip("/")).read_bytes())
    script = ENVIRONMENT.get_template("case_sw.js").render(version=digest.hexdigest()[:16], shell=shell)
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/case"}
    return Response(script, media_type="text/javascript", headers=headers)
