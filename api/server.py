"""Runs the application in this process under uvicorn."""

from __future__ import annotations

import logging

import uvicorn

from api.app import create_app
from verifier.settings import Settings

GRACE_S = 5


def run(settings: Settings, *, host: str, port: int) -> None:
    """Serves until SIGTERM or Ctrl-C, then finishes the accepted requests. Raises what `create_app` raises."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for library in ("PIL", "python_multipart"):
        logging.getLogger(library).setLevel(logging.WARNING)  # at DEBUG they write EXIF and bodies into the log
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=int(settings.answer_timeout_s) + GRACE_S,
        h11_max_incomplete_event_size=32_768,
    )
