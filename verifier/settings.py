"""Every setting, its default and its meaning. Environment variables are read only in `Settings.from_environment`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from verifier.errors import BadSettings

PREFIX = "MOKCHECK_"
MAY_BE_ZERO = frozenset({"queue", "workers", "processes", "rate_anonymous"})
DATABASES = ("postgresql://", "postgres://")


def is_url(location: str | Path) -> bool:
    """Whether the place of a list is a database and not a file."""
    return isinstance(location, str) and location.startswith(DATABASES)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a verifier and of the service around it. A field `x_y` is set by `MOKCHECK_X_Y`."""

    list_path: Path | None = None
    """The list of licences: a file made by `mokcheck registry build`. Without one every answer is `cannot_tell`."""
    list_url: str | None = None
    """Instead of a file: the list that `mokcheck registry publish` put into PostgreSQL, `postgresql://host/database`."""
    waiting_ids: str | None = None
    """Where ids of official QR codes that the list does not know are counted, to be looked up later: a SQLite file or
    `postgresql://host/database`. None are kept without it."""
    list_max_age_days: int = 45
    """A list older than this keeps the verdict from `agrees`."""
    max_bytes: int = 25_000_000
    """Largest photo in bytes."""
    max_pixels: int = 64_000_000
    """Largest photo in pixels, judged from the header before anything is decoded."""
    max_photos: int = 6
    """Most photos of one product."""
    reader_timeout_s: float = 20.0
    """Longest time Tesseract may take over the lines of one photo, in seconds."""
    workers: int = 0
    """Verifications that run at a time in one process of the service; 0 takes one a processor core, two at most."""
    processes: int = 0
    """Processes of the service; 0 takes one for every `workers` processor cores."""
    queue: int = 1
    """Requests that may wait for a worker of one process; the next is answered 429 with Retry-After."""
    max_body_bytes: int = 80_000_000
    """Largest request body of the service in bytes, all photos together."""
    head_timeout_s: float = 15.0
    """Longest time the head of a request may take to arrive, a connection may be idle, and an answer lie unread, in
    seconds."""
    upload_timeout_s: float = 60.0
    """Longest time a request body may take to arrive, in seconds."""
    answer_timeout_s: float = 60.0
    """Longest time the service waits for a verification, queue included, before it answers 503, in seconds."""
    store_path: Path | None = None
    """SQLite file of the service for API keys, jobs and kept answers. Without one they end with the service."""
    store_url: str | None = None
    """Instead of a file: PostgreSQL in which several machines keep these, `postgresql://host/database`."""
    cases_path: Path | None = None
    """Folder in which inspectors' cases are kept, with their photos. None are kept without it."""
    cases_url: str | None = None
    """PostgreSQL in which several machines keep cases, `postgresql://host/database`; their files are in the folder."""
    cases_days: int = 365
    """Days for which a case is kept unless its officer says another day."""
    cases_key_path: Path | None = None
    """Private key, without a passphrase, with which exported cases are signed (`mokcheck keys signing create`)."""
    result_ttl_s: int = 3600
    """How long the result of a job, or an answer under an Idempotency-Key, is kept, in seconds."""
    jobs: int = 50
    """Jobs that one process may have waiting or at work; their photos are in memory."""
    batches_path: Path | None = None
    """Folder of the service for retailers' batches, with their photos until they expire. Without one none are taken."""
    batches_url: str | None = None
    """PostgreSQL in which several machines share batches, `postgresql://host/database`; without it one worker has the
    folder to itself."""
    batches_share: str | None = None
    """Where they share the photos and results: a folder, or a prefix of an object store (`s3://bucket/prefix`)."""
    batches: int = 20
    """Batches that the service keeps at a time, done or not."""
    batch_ttl_s: int = 604_800
    """How long a batch, its photos and its results are kept once it is done, in seconds."""
    batch_max_bytes: int = 2_000_000_000
    """Largest batch in bytes, as it is sent."""
    photo_prefixes: str | None = None
    """Prefixes, joined by commas, of addresses from which the worker fetches photos that a batch's manifest names:
    `https://host/path/`, `s3://bucket/prefix/`. None are fetched without it."""
    photo_networks: str | None = None
    """Networks of private addresses, joined by commas, that hosts of these prefixes may lead to; none without it."""
    rate_anonymous: int = 60
    """Verifications a minute for one address without an API key; 0 demands a key of everybody."""
    rate_consumer: int = 120
    """Verifications a minute for a key of scope `consumer`."""
    rate_retailer: int = 1200
    """Verifications a minute for a key of scope `retailer`."""
    rate_inspector: int = 600
    """Verifications a minute for a key of scope `inspector`."""
    redis_url: str | None = None
    """Redis server that counts requests for all processes together; without one each process counts for itself."""
    trusted_proxies: str | None = None
    """Networks, joined by commas, whose `X-Forwarded-For` is believed; nobody's without it."""
    metrics_from: str = "127.0.0.0/8,::1/128"
    """Networks, joined by commas, that may read `/metrics`."""
    otlp_endpoint: str | None = None
    """OpenTelemetry collector (OTLP over HTTP) that traces are sent to; none are made without it."""
    line_channel_secret: str | None = field(default=None, repr=False)
    """Secret of the LINE channel, with which webhooks are signed."""
    line_channel_secret_path: Path | None = None
    """Instead: a file that holds it, as a secret is mounted."""
    line_channel_token: str | None = field(default=None, repr=False)
    """Access token of the LINE channel, with which photos are fetched and answers sent."""
    line_channel_token_path: Path | None = None
    """Instead: a file that holds it."""
    outbox_path: Path | None = None
    """SQLite file of events that webhooks tell (`mokcheck webhooks send`). None are kept without it."""
    webhooks_path: Path | None = None
    """TOML file that lists the endpoints of webhooks, with the files of their secrets."""
    viewfinder_path: Path | None = None
    """Folder with what the page's live viewfinder needs of others (`make viewfinder`); the camera does without unless
    it is named."""
    security_contact: str | None = None
    """Whom to tell of a weakness, as a URI (`mailto:…`): `/.well-known/security.txt`, which is absent without it."""
    operator: str | None = None
    """Who runs the service and how to reach them (the data controller); stands in the privacy notice."""

    @property
    def list_location(self) -> str | None:
        """Where the list is: a path, or the URL of a database; None when there is none."""
        return str(self.list_path) if self.list_path else self.list_url

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Defaults overridden by `MOKCHECK_*`. Raises BadSettings for an unknown name or an unfit value."""
        known = {PREFIX + f.name.upper(): f.name for f in fields(cls)}
        changes: dict[str, Path | str | int | float] = {}
        for variable, value in environment.items():
            if not variable.startswith(PREFIX):
                continue
            if variable not in known:
                raise BadSettings(f"there is no setting {variable}", setting=variable)
            name = known[variable]
            default = getattr(cls(), name)
            if default is None and not value:  # as who unsets what an image sets
                continue
            kind = str if default is None else type(default)
            try:
                changes[name] = Path(value) if name.endswith("_path") else kind(value)
            except ValueError as error:
                raise BadSettings(f"{variable}={value!r} is not a {kind.__name__}", setting=variable) from error
        settings = replace(cls(), **changes)  # type: ignore[arg-type]
        for name in (f.name for f in fields(cls)):
            value = getattr(settings, name)
            if isinstance(value, int | float) and not (value > 0 or (value == 0 and name in MAY_BE_ZERO)):
                least = "not be below" if name in MAY_BE_ZERO else "be above"
                raise BadSettings(f"{PREFIX}{name.upper()} must {least} zero", setting=PREFIX + name.upper())
        if settings.store_path and settings.store_url:
            raise BadSettings(
                "MOKCHECK_STORE_PATH and MOKCHECK_STORE_URL name two stores", setting="MOKCHECK_STORE_URL"
            )
        if settings.list_path and settings.list_url:
            raise BadSettings("MOKCHECK_LIST_PATH and MOKCHECK_LIST_URL name two lists", setting="MOKCHECK_LIST_URL")
        if settings.list_url and not is_url(settings.list_url):
            raise BadSettings("MOKCHECK_LIST_URL must begin with postgresql://", setting="MOKCHECK_LIST_URL")
        return settings
