"""`mokcheck registry publish`: a list in a file → PostgreSQL, where every machine's service finds it."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from verifier.cli import lang_option, settings_from_environment
from verifier.cli.build_list import show_snapshot
from verifier.errors import BadSettings, NoList
from verifier.messages.listing import say
from verifier.registry.snapshot import SqliteRegistry
from verifier.settings import is_url


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), metavar="LIST.sqlite")
@click.option("--to", "url", metavar="URL", help="postgresql://host/database; default: MOKCHECK_LIST_URL.")
@click.option("--allow-shrink", is_flag=True, help="Replace even a list that had over 5 % more licences.")
@lang_option
def publish(path: Path, url: str | None, allow_shrink: bool, lang: str | None) -> None:
    """Make the list LIST.sqlite the current one of a PostgreSQL database, in one step.

    Passwords are better kept in PGPASSWORD or ~/.pgpass than in the URL.
    """
    lang, console = lang or "th", Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    target = url or settings_from_environment().list_url
    if not target:
        raise NoList("name a database: --to postgresql://host/database or MOKCHECK_LIST_URL")
    if not is_url(target):
        raise BadSettings("the database must be a URL that begins with postgresql://")
    try:
        from verifier.registry import postgres  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise BadSettings("this needs the extra: pip install 'mokcheck[postgres]'") from error
    snapshot = postgres.publish(SqliteRegistry.open(path), target, allow_shrink=allow_shrink)
    console.print(say("publish.done", lang), style="bold green")
    show_snapshot(snapshot, console, lang)
