"""`mokcheck report stamp`: an authority that the operator names stamps a bundle. The one command that connects."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from verifier import messages
from verifier.cli import lang_option
from verifier.cli.keep import new_file, read_file, write_new
from verifier.cli.show import plain
from verifier.days import THAILAND
from verifier.errors import BadEvidence, BadRequest, EngineMissing, NoStamp
from verifier.messages.evidence import say

TIMEOUT_S = 30.0
"""How long an authority may take, in seconds, from the first byte asked to the last one answered."""
_PASSWORD = re.compile(r"//[^/?#]*@")
"""What a URL says of who asks, which no message repeats."""
REQUEST_TYPE, ANSWER_TYPE = "application/timestamp-query", "application/timestamp-reply"
"""Media types of RFC 3161, section 3.4."""


def roots_option(*, required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--roots`: the pinned certificates of time-stamping authorities."""
    told = "Root certificates, in PEM, of the time-stamping authorities to trust."
    return click.option("--roots", required=required, metavar="ROOTS.pem", help=told)


def pinned(roots: str) -> Sequence[Any]:
    """The certificates in a file. Raises FileMissing, BadRoots, EngineMissing."""
    from verifier.evidence.stamp import MAX_ROOTS_BYTES, roots_of  # noqa: PLC0415

    return roots_of(read_file(roots, MAX_ROOTS_BYTES + 1))


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--authority", required=True, metavar="URL", help="Where the authority answers (RFC 3161 over HTTP).")
@roots_option(required=True)
@click.option("--out", required=True, metavar="OUT.zip", help="Where the bundle goes; never over a file that is there.")
@lang_option
def stamp(file: str, authority: str, roots: str, out: str, lang: str | None) -> int:
    """Have a signed bundle stamped: a third party states when it was there. The authority learns a hash alone.

    Exit code: 0 stamped, 65 the bundle was changed, 69 no answer, or one that does not pass the check.
    """
    from verifier.evidence.archive import ENVELOPE, MAX_ARCHIVE_BYTES, STAMP, Flaw  # noqa: PLC0415
    from verifier.evidence.check import CLOCKS_APART, check  # noqa: PLC0415
    from verifier.evidence.stamp import check_stamp, question, with_stamp  # noqa: PLC0415

    path, certificates = new_file(out, ".zip"), pinned(roots)
    checked = check(read_file(file, MAX_ARCHIVE_BYTES + 1))
    if checked.flaws:
        raise BadEvidence("; ".join(f"{flaw.part}: {flaw.code}" for flaw in checked.flaws))
    if checked.signer is None or STAMP in checked.entries:
        raise BadRequest(f"{file} is {'stamped already' if checked.signer else 'not signed'}", path=file)
    envelope = checked.entries[ENVELOPE]
    asked = question(envelope)
    answer = _ask(authority, asked.data)
    found = check_stamp(answer, envelope, certificates, asked.nonce)
    if isinstance(found, Flaw):
        raise NoStamp(f"{found.code}: {say(found.code, 'en')} {found.detail}".rstrip())
    write_new(path, with_stamp(checked.entries, answer))
    lang = lang or "th"
    moment = messages.moment(found.moment.astimezone(THAILAND), lang)
    click.echo(plain(say("wrote.stamped", lang, path=out, moment=moment, authority=found.authority)), err=True)
    apart = abs(found.moment - datetime.now(UTC))
    if apart > CLOCKS_APART:
        click.echo(say("stamp.clocks", lang, minutes=f"{apart.total_seconds() / 60:,.0f}"), err=True)
    return 0


def _ask(url: str, request: bytes) -> bytes:
    """What the authority answers, unchecked: once, without redirects. Raises NoStamp, EngineMissing."""
    try:
        import httpx  # noqa: PLC0415 - an extra, for what connects
    except ImportError as error:
        raise EngineMissing("time stamps need the extra: pip install 'mokcheck[stamp]'", engine="httpx") from error
    shown = _PASSWORD.sub("//", url)
    try:
        return asyncio.run(_answer(url, shown, request))
    except TimeoutError as error:
        raise NoStamp(f"{shown} took longer than {TIMEOUT_S:g} s") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoStamp(f"{shown}: {error or type(error).__name__}") from error


async def _answer(url: str, shown: str, request: bytes) -> bytes:
    """The body of the answer as it was sent; the whole of it within TIMEOUT_S, however slowly it drips."""
    import httpx  # noqa: PLC0415

    from verifier.evidence.stamp import MAX_STAMP_BYTES  # noqa: PLC0415

    headers = {"Content-Type": REQUEST_TYPE, "Accept": ANSWER_TYPE, "Accept-Encoding": "identity"}
    async with (
        asyncio.timeout(TIMEOUT_S),
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("POST", url, content=request, headers=headers) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise NoStamp(f"{shown} answered {answer.status_code}, not 200")
        data = bytearray()
        async for part in answer.aiter_raw():
            data += part
            if len(data) > MAX_STAMP_BYTES:
                raise NoStamp(f"{shown} answered more than {MAX_STAMP_BYTES} bytes")
        return bytes(data)
