"""`mokcheck webhooks`: tells servers that the operator lists what happened in the service."""

from __future__ import annotations

import json
import logging
import signal
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.cells import set_cell_size

from api import logs
from api.webhooks.endpoints import SETTING, Endpoint, read_endpoints
from api.webhooks.outbox import Delivery, DeliveryState, Outbox
from verifier.cli import lang_option, settings_from_environment
from verifier.errors import BadSettings
from verifier.messages.operator import say

LOG = logging.getLogger("mokcheck.webhooks")
outbox_option = click.option(
    "--outbox",
    "outbox_path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The outbox. Default: MOKCHECK_OUTBOX_PATH.",
)


@click.group()
def webhooks() -> None:
    """Tell servers that the operator lists what happened in the service."""


@webhooks.command()
@click.option(
    "--endpoints",
    "endpoints_path",
    metavar="FILE.toml",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Whom to tell. Default: {SETTING}.",
)
@click.option("--watch", is_flag=True, help="Go on until stopped, instead of one pass.")
@click.option(
    "--every", type=click.FloatRange(0.1, 3600), default=5.0, show_default=True, help="Seconds between two passes."
)
@outbox_option
@lang_option
def send(endpoints_path: Path | None, watch: bool, every: float, outbox_path: Path | None, lang: str | None) -> int:
    """Send what is due: one pass, or with --watch until stopped."""
    from api.webhooks.post import post  # noqa: PLC0415 - what connects is loaded where it is needed
    from api.webhooks.send import send_due  # noqa: PLC0415

    path = endpoints_path or settings_from_environment().webhooks_path
    if path is None:
        raise BadSettings(f"set {SETTING} or give --endpoints", setting=SETTING)
    endpoints = read_endpoints(path)
    stop = threading.Event()
    if watch:
        logs.configure()
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, lambda *_: stop.set())
    with _open(outbox_path) as outbox:
        ended = send_due(outbox, endpoints, post, time.time, stop=stop.is_set)
        while watch and not stop.wait(every):
            endpoints = _read_again(path, endpoints)
            send_due(outbox, endpoints, post, time.time, stop=stop.is_set)
    if not watch:
        click.echo(say("sent", lang or "th", **{str(state): ended[state] for state in DeliveryState}))
    return 0


@webhooks.command("list")
@click.option("--state", type=click.Choice([str(state) for state in DeliveryState]), help="Those in this state alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@outbox_option
@lang_option
def list_deliveries(state: str | None, as_json: bool, outbox_path: Path | None, lang: str | None) -> int:
    """Show deliveries: event, endpoint, kind, state, attempts, when it is or was due, the last answer."""
    with _open(outbox_path) as outbox:
        for delivery in outbox.deliveries(DeliveryState(state) if state else None):
            click.echo(_json(delivery) if as_json else _line(delivery, lang or "th"))
    return 0


@webhooks.command()
@click.argument("events", nargs=-1, metavar="[EVENT]...")
@outbox_option
@lang_option
def retry(events: Sequence[str], outbox_path: Path | None, lang: str | None) -> int:
    """Make failed deliveries due again, those of the events named or all; `send` sends them."""
    with _open(outbox_path) as outbox:
        click.echo(say("due_again", lang or "th", count=outbox.retry(events, time.time())))
    return 0


def _open(path: Path | None) -> Outbox:
    """The outbox that was named. Raises BadSettings, StoreProblem."""
    path = path or settings_from_environment().outbox_path
    if path is None:
        raise BadSettings("set MOKCHECK_OUTBOX_PATH or give --outbox", setting="MOKCHECK_OUTBOX_PATH")
    return Outbox(path)


def _read_again(path: Path, before: Sequence[Endpoint]) -> Sequence[Endpoint]:
    """The endpoints as they are now; those of before while the file is not right."""
    try:
        return read_endpoints(path)
    except BadSettings as error:
        LOG.warning("endpoints stay as they were", extra={"fields": {"because": error.detail}})
        return before


def _line(one: Delivery, lang: str) -> str:
    state = set_cell_size(say(f"delivery.{one.state}", lang), 14)
    return f"{one.event}  {one.endpoint}  {one.kind}  {state}  {one.attempts:2}  {_time(one.due)}  {one.said}"


def _json(one: Delivery) -> str:
    facts = {"event": one.event, "endpoint": one.endpoint, "type": one.kind, "state": one.state}
    return json.dumps({**facts, "attempts": one.attempts, "due": _time(one.due), "said": one.said}, ensure_ascii=False)


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
