"""What the page's live viewfinder loads when the camera opens: our network, its runtime, and the code reader."""

from __future__ import annotations

import gzip

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.service import TheService
from verifier.errors import HttpNotFound

router = APIRouter(include_in_schema=False)
FOR_GOOD = "public, max-age=31536000, immutable"


@router.get("/viewfinder/{version}/{name:path}")
def part(version: str, name: str, request: Request, service: TheService) -> Response:
    """One file, which a browser may keep for good: its address holds the version of all of them."""
    viewfinder = service.viewfinder
    if viewfinder is None or version != viewfinder.version or name not in viewfinder.files:
        raise HttpNotFound
    served = viewfinder.files[name]
    headers = {"Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
    if not served.compressed:
        return Response(served.data, media_type=served.media_type, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(served.data, media_type=served.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(gzip.decompress(served.data), media_type=served.media_type, headers=headers)
