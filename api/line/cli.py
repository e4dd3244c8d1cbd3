"""`mokcheck line`: the bot that answers photos sent to a LINE account."""

from __future__ import annotations

from dataclasses import replace

import click
from fastapi import FastAPI

from api import server
from verifier import malloc
from verifier.cli import lang_option, list_option, settings_from_environment, with_list
from verifier.settings import Settings


@click.group()
def line() -> None:
    """Answer photos and numbers that people send to a LINE account."""


@line.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Verifications at a time. Default: MOKCHECK_WORKERS.")
@list_option
@lang_option
def serve(host: str, port: int, workers: int | None, list_path: str | None, lang: str | None) -> int:
    """Take webhooks at /line/webhook until stopped, in one process: what it remembers is in its memory."""
    settings = replace(with_list(settings_from_environment(), list_path), processes=1)
    if workers:
        settings = replace(settings, workers=workers)
    server.run(settings, host=host, port=port, make=make_app)
    return 0


def make_app(settings: Settings) -> FastAPI:
    """The application, imported only now, since engines and LINE's SDK come with it."""
    from api.line.app import create_line_app  # noqa: PLC0415

    malloc.settle()
    return create_line_app(settings)
