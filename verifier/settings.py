"""Every setting, its default and its meaning. Environment variables are read only in `Settings.from_environment`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from verifier.errors import BadSettings

PREFIX = "MOKCHECK_"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a verifier and of the service around it. A field `x_y` is set by `MOKCHECK_X_Y`."""

    list_path: Path | None = None
    """The list of licences: a file made by `mokcheck registry build`. Without one every answer is `cannot_tell`."""
    list_max_age_days: int = 45
    """A list older than this keeps the verdict from `agrees`."""
    max_bytes: int = 25_000_000
    """Largest photo in bytes."""
    max_pixels: int = 64_000_000
    """Largest photo in pixels, judged from the header before anything is decoded."""
    max_photos: int = 6
    """Most photos of one product."""
    reader_timeout_s: float = 20.0
    """Longest time one call of an external reader may take, in seconds."""
    workers: int = 2
    """Verifications that run at a time in one process of the service."""
    queue: int = 8
    """Requests that may wait for a worker; the next is answered 429 with Retry-After."""
    max_body_bytes: int = 80_000_000
    """Largest request body of the service in bytes, all photos together."""
    upload_timeout_s: float = 60.0
    """Longest time a request body may take to arrive, in seconds."""
    answer_timeout_s: float = 60.0
    """Longest time the service waits for a verification, queue included, before it answers 503, in seconds."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Defaults overridden by `MOKCHECK_*`. Raises BadSettings for an unknown name or an unfit value."""
        known = {PREFIX + f.name.upper(): f.name for f in fields(cls)}
        changes: dict[str, Path | int | float] = {}
        for variable, value in environment.items():
            if not variable.startswith(PREFIX):
                continue
            if variable not in known:
                raise BadSettings(f"there is no setting {variable}", setting=variable)
            name = known[variable]
            default = getattr(cls(), name)
            try:
                changes[name] = Path(value) if name.endswith("_path") else type(default)(value)
            except ValueError as error:
                raise BadSettings(
                    f"{variable}={value!r} is not a {type(default).__name__}", setting=variable
                ) from error
        settings = replace(cls(), **changes)  # type: ignore[arg-type]
        for name in (f.name for f in fields(cls) if f.name not in ("list_path", "queue")):
            if not getattr(settings, name) > 0:
                raise BadSettings(f"{PREFIX}{name.upper()} must be above zero", setting=PREFIX + name.upper())
        if settings.queue < 0:
            raise BadSettings("MOKCHECK_QUEUE must not be below zero", setting="MOKCHECK_QUEUE")
        return settings
