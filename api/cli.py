"""`mokcheck keys`: who may use the service, and for what; the keys that sign evidence are the library's."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.cells import set_cell_size

from api.auth import Scope, make_key
from api.store import Store
from api.store_open import open_store
from verifier.cli import Misused, inert, lang_option, settings_from_environment
from verifier.cli.signing import signing
from verifier.errors import BadSettings, UnknownKey
from verifier.messages.operator import say

store_option = click.option(
    "--store",
    "store_path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The service's store. Default: MOKCHECK_STORE_PATH or MOKCHECK_STORE_URL.",
)


@click.group()
def keys() -> None:
    """Make, list and revoke API keys, and keys that sign evidence."""


keys.add_command(signing)


@keys.command()
@click.option(
    "--scope",
    type=click.Choice([scope.value for scope in Scope if scope is not Scope.ANONYMOUS]),
    required=True,
    help="What the key may do.",
)
@click.option("--name", required=True, help="Whose key it is, for your own list.")
@click.option("--team", default="", metavar="NAME", help="Retailers alone: keys of one team share their batches.")
@store_option
@lang_option
def create(*, scope: str, name: str, team: str, store_path: Path | None, lang: str | None) -> int:
    """Make a key and print it, this once: only a digest of it is kept."""
    if team and scope != Scope.RETAILER:
        raise Misused("usage.team")
    token, key = make_key(Scope(scope), name, team.strip())
    store = _open(store_path)
    store.add_key(key)
    store.close()
    click.echo(token)
    return 0


@keys.command("list")
@store_option
@lang_option
def list_keys(store_path: Path | None, lang: str | None) -> int:
    """Show all keys: id, scope, when made, when revoked, whose, of which team."""
    store, lang = _open(store_path), lang or "th"
    for key in store.keys():  # noqa: SIM118 - a method of the store
        state = say("key.in_use", lang) if key.revoked is None else say("key.revoked", lang, day=_day(key.revoked))
        team = f"  ({say('key.team', lang, team=key.team)})" if key.team else ""
        click.echo(inert(f"{key.id}  {key.scope:9}  {_day(key.created)}  {set_cell_size(state, 24)}  {key.name}{team}"))
    store.close()
    return 0


@keys.command()
@click.argument("key_id", metavar="ID")
@click.option("--drop-batches", is_flag=True, help="Delete the batches that came with it as well.")
@store_option
@lang_option
def revoke(key_id: str, drop_batches: bool, store_path: Path | None, lang: str | None) -> int:
    """End a key at once, by its id (the middle part of the key, also shown by `list`).

    Its batches go on, for its team, unless --drop-batches deletes them.
    """
    store = _open(store_path)
    done = store.revoke_key(key_id, time.time())
    known = store.key(key_id) is not None
    store.close()
    if not (done or (known and drop_batches)):
        raise UnknownKey(key_id)
    if drop_batches:
        dropped = _drop_batches(key_id)
        click.echo(say("key.dropped", lang or "th", number=str(dropped)), err=True)
    return 0


def _drop_batches(key_id: str) -> int:
    """Deletes the batches that came with a key, at work or not; how many. Raises BadSettings, StoreProblem."""
    from api.batches.open import open_batches  # noqa: PLC0415 - few keys have batches

    batches = open_batches(settings_from_environment())
    if batches is None:
        return 0
    try:
        mine = [batch for batch in batches.store.of(key_id) if batch.client == key_id]
        for batch in mine:
            batches.drop(batch)
    finally:
        batches.close()
    return len(mine)


def _open(store_path: Path | None) -> Store:
    settings = settings_from_environment()
    if store_path is not None:
        settings = replace(settings, store_path=store_path, store_url=None)
    if settings.store_path is None and settings.store_url is None:
        raise BadSettings(
            "name the store with --store, MOKCHECK_STORE_PATH or MOKCHECK_STORE_URL", setting="MOKCHECK_STORE_PATH"
        )
    return open_store(settings)


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
