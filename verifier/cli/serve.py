"""`mokcheck serve`: the page and the API on one port."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

import click

from verifier.cli import lang_option, list_option, settings_from_environment, with_list

SERVER = "api.server"
"""Named, not imported: the library knows no web framework."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--processes", type=click.IntRange(1, 64), help="Processes. Default: MOKCHECK_PROCESSES.")
@click.option("--workers", type=click.IntRange(1, 64), help="Verifications at a time, each. Default: MOKCHECK_WORKERS.")
@click.option(
    "--store",
    "store_path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for API keys, jobs and kept answers. Default: MOKCHECK_STORE_PATH.",
)
@list_option
@lang_option
def serve(  # noqa: PLR0917 - click calls it by name
    host: str,
    port: int,
    processes: int | None,
    workers: int | None,
    store_path: Path | None,
    list_path: str | None,
    lang: str | None,
) -> int:
    """Run the page and the API until stopped.

    Each process loads the engines and the list once; verifications run in its worker threads.
    """
    settings = with_list(settings_from_environment(), list_path)
    if store_path:
        settings = replace(settings, store_path=store_path, store_url=None)
    if processes:
        settings = replace(settings, processes=processes)
    if workers:
        settings = replace(settings, workers=workers)
    importlib.import_module(SERVER).run(settings, host=host, port=port)
    return 0
