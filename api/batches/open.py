"""Where batches are, by the settings: on this machine, or in PostgreSQL and a share for several."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.batches.batches import Batches
from verifier.errors import BadSettings
from verifier.settings import Settings, is_url

URL, SHARE = "MOKCHECK_BATCHES_URL", "MOKCHECK_BATCHES_SHARE"
SERVICE = "service"
"""Where services keep what they fetched, in the folder of batches."""


def open_batches(settings: Settings) -> Batches | None:
    """The batches of a service; None where it takes none. Raises BadSettings, StoreProblem, ObjectsUnreachable."""
    if settings.batches_path is None:
        return None
    if not is_shared(settings):
        return Batches(settings.batches_path, settings)
    with needs_extra():
        from api.batches.shared import SharedBatches  # noqa: PLC0415 - few need it
    return SharedBatches(settings.batches_path / SERVICE, settings)


def is_shared(settings: Settings) -> bool:
    """Whether several machines share batches. Raises BadSettings for half of what that needs."""
    if (settings.batches_url is None) != (settings.batches_share is None):
        raise BadSettings(f"{URL} and {SHARE} go together", setting=URL)
    if settings.batches_url is not None and not is_url(settings.batches_url):
        raise BadSettings(f"{URL} must begin with postgresql://", setting=URL)
    return settings.batches_url is not None


@contextmanager
def needs_extra() -> Iterator[None]:
    """Raises BadSettings where what is imported for several machines is not installed."""
    try:
        yield
    except ImportError as error:
        raise BadSettings(f"{URL} needs the extra: pip install 'mokcheck[queue]'", setting=URL) from error
