"""`mokcheck keys signing`: the keys with which people sign evidence. Files, no server: nothing leaves this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from verifier.cli import State, lang_option
from verifier.cli.show import plain
from verifier.days import THAILAND
from verifier.errors import BadSigningKey
from verifier.messages.evidence import say

PUBLIC_ENDING = ".pub.json"


@click.group()
def signing() -> None:
    """Make, list and revoke keys that sign evidence."""


@signing.command()
@click.option("--name", required=True, help="Whose key it is; stands in the public key file.")
@click.option("--out", required=True, metavar="KEYFILE", help="Where the private key goes; the public one lies beside.")
@click.option("--passphrase", "locked", is_flag=True, help="Ask for a passphrase that locks the private key.")
@lang_option
@click.pass_obj
def create(state: State, name: str, out: str, locked: bool, lang: str | None) -> int:
    """Make a key: KEYFILE, readable by you alone, and KEYFILE.pub.json, for all who check."""
    from verifier.evidence.signing import create_key  # noqa: PLC0415 - an extra, for those who sign

    tongue = lang or "th"
    private, public = Path(out), Path(out + PUBLIC_ENDING)
    passphrase = (
        click.prompt(say("passphrase", tongue), hide_input=True, confirmation_prompt=True, err=True) if locked else None
    )
    key = create_key(private, public, name, _now(), passphrase)
    click.echo(say("signing.created", tongue, private=str(private), public=str(public)), err=True)
    click.echo(say("signing.fingerprint", tongue, fingerprint=key.fingerprint))
    return 0


@signing.command("list")
@click.argument("folder", metavar="[FOLDER]", default=".")
@lang_option
def list_keys(folder: str, lang: str | None) -> int:
    """Show the public keys of a folder: fingerprint, day made, whether revoked, whose."""
    from verifier.evidence.signing import load_public  # noqa: PLC0415

    tongue = lang or "th"
    files = sorted(Path(folder).glob(f"*{PUBLIC_ENDING}"))
    if not files:
        click.echo(say("signing.none", tongue, folder=folder), err=True)
    for file in files:
        try:
            key = load_public(file)
        except BadSigningKey as error:
            click.echo(plain(f"{file}: {error.detail}"), err=True)
            continue
        state = (
            say("signing.in_use", tongue)
            if key.revoked is None
            else say("signing.revoked", tongue, day=key.revoked[:10])
        )
        click.echo(plain(f"{key.fingerprint}  {key.created[:10]}  {state}  {key.name}  {file}"))
    return 0


@signing.command()
@click.argument("public", metavar="PUBLIC")
@click.option("--reason", default="", help="Why, for those who check.")
@lang_option
def revoke(public: str, reason: str, lang: str | None) -> int:
    """Note in a public key file that the key is revoked from now on."""
    from verifier.evidence.signing import revoke_key  # noqa: PLC0415

    key = revoke_key(Path(public), _now(), reason)
    click.echo(plain(f"{key.fingerprint}  {say('signing.revoked', lang or 'th', day=(key.revoked or '')[:10])}"))
    click.echo(say("signing.tell", lang or "th", path=public), err=True)
    return 0


def _now() -> str:
    return datetime.now(UTC).astimezone(THAILAND).isoformat(timespec="seconds")
