"""Photos under a prefix of an object store (S3 and what speaks like it, Google Cloud Storage, Azure), through obstore.

Names are listed a page at a time and photos read one at a time, never more of one than is asked for. obstore takes
credentials and endpoints from the environment (`AWS_…`, `GOOGLE_…`, `AZURE_…`) by itself; nothing that a store says is
passed on but the code of its error, since its texts hold addresses, and addresses may hold signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from verifier.batch.source import MANIFESTS, TABLES, Entry, is_litter, unread_by_name
from verifier.errors import BadRequest, BadSource, FileMissing, MokCheckError, ObjectsUnreachable

STORES = ("s3", "gs", "az")
"""Schemes of the stores that are known."""
PAGE_OBJECTS = 1_000
"""Objects in one page of a listing, which is what S3 gives at most."""
CHUNK_BYTES = 262_144
TRIED_FOR_S, RETRIES = 180, 4
"""Longest time of one request with all its retries, in seconds, and how many those are."""
_CODE = re.compile(r"<(?:Code|code)>(\w{1,60})</|\"code\":\s*\"?(\w{1,60})")
_STATUS = re.compile(r"status code: (\d{3})")
_KEY = re.compile(r'path: "((?:[^"\\]|\\.){1,1100})"')
_UNKNOWN = frozenset({"NoSuchBucket", "ContainerNotFound"})
_REFUSED = frozenset({"401", "403"})
_ELSEWHERE = "the bucket lies in another region: set AWS_REGION"
_WORDS = {
    "<Code>AuthorizationHeaderMalformed<": _ELSEWHERE,
    "<Code>PermanentRedirect<": _ELSEWHERE,
    "redirect without LOCATION": _ELSEWHERE,
    "<Code>RequestTimeTooSkewed<": "the clock of this machine is wrong",
    "HTTP error: builder error": "an endpoint without TLS needs AWS_ALLOW_HTTP=true (AZURE_…, GOOGLE_…)",
    "Account must be specified": "set AZURE_STORAGE_ACCOUNT_NAME",
}


class Objects:
    """The objects below a prefix; names are those below it. `store`: one of obstore's, which holds the prefix."""

    def __init__(self, label: str, store: Any) -> None:
        self.label = label
        self._store = store
        self._obstore = obstore_or_error()

    def entries(self) -> Iterator[Entry]:
        """As `Source.entries`. What consoles put there to show a folder is passed over.

        Raises FileMissing where nothing lies below the prefix, BadSource for a name that obstore cannot express,
        ObjectsUnreachable.
        """
        count = 0
        for page in self._pages(PAGE_OBJECTS):
            for found in page:
                name, size = found["path"], found["size"]
                count += 1
                if not name or is_litter(name) or (size == 0 and not PurePosixPath(name).suffix):
                    continue
                stamp = f"{size}-{found['last_modified'].astimezone(UTC):%Y%m%dT%H%M%S%f}-{found['e_tag'] or ''}"
                yield Entry(name, f"{stamp}-{found['version'] or ''}", unread_by_name(name))
        if not count:
            raise FileMissing(f"{self.label}: nothing lies below this prefix; it ends at a whole part of a name")

    def top(self) -> Iterable[str]:
        """The manifests at the root, which is all that anybody asks for: the rest may be millions."""
        return [name for name in MANIFESTS if self._holds(name)]

    def is_there(self) -> bool:
        """As `Source.is_there`. Raises ObjectsUnreachable, FileMissing where the store says why not."""
        return any(True for page in self._pages(1) for _ in page)

    def read(self, name: str, limit: int) -> bytes:
        """As `Source.read`; the rest of a larger object is not fetched."""
        data = bytearray()
        try:
            found = self._obstore.get(self._store, name)
            for part in found.stream(min_chunk_size=CHUNK_BYTES):
                data += part
                if len(data) > limit:
                    return bytes(data[: limit + 1])
        except self._failures() as error:
            raise FileMissing(f"{self.label}: {name}: {reason_of(error)}", path=name) from None
        if len(data) != found.meta["size"]:
            raise FileMissing(f"{self.label}: {name}: it broke off", path=name)
        return bytes(data)

    def close(self) -> None:
        """Nothing is kept open that has to be closed."""

    def _holds(self, name: str) -> bool:
        try:
            self._obstore.head(self._store, name)
        except FileNotFoundError:
            return False
        except self._failures() as error:
            raise self._told(error) from None
        return True

    def _pages(self, objects: int) -> Iterator[Any]:
        try:
            yield from self._obstore.list(self._store, chunk_size=objects)
        except self._failures() as error:
            raise self._told(error) from None

    def _failures(self) -> tuple[type[Exception], ...]:
        return self._obstore.exceptions.BaseError, FileNotFoundError, ValueError

    def _told(self, error: Exception) -> MokCheckError:
        """An error of a whole store as our own, without its text."""
        if isinstance(error, self._obstore.exceptions.InvalidPathError):
            key = _KEY.search(str(error))
            return BadSource(
                f"{self.label}: the name {key[1] if key else '?'} has an empty or dotted part or a control character, "
                "with which nothing here can be listed: rename that object, or name a narrower prefix"
            )
        if isinstance(error, FileNotFoundError) or _code(error) in _UNKNOWN:
            return FileMissing(f"{self.label}: there is no such bucket or container ({reason_of(error)})")
        if _status(error) in _REFUSED:
            return ObjectsUnreachable(
                f"{self.label}: no access ({reason_of(error)}): credentials come from the environment and need the "
                "rights to list and to read"
            )
        return ObjectsUnreachable(f"{self.label}: {reason_of(error)}")


def open_objects(url: str) -> tuple[Objects, Path | None]:
    """The objects below `url`, and the name of the manifest where `url` is that of a table: its photos lie beside it.

    Raises BadSource for a URL that is none of a store, BadRequest without the extra, ObjectsUnreachable.
    """
    parts = urlsplit(url)
    if "@" in parts.netloc or parts.query:
        raise BadSource("credentials do not belong in the URL of an object store; they come from the environment")
    if parts.scheme not in STORES or not parts.netloc or parts.fragment:
        raise BadSource(f"{url}: not s3://bucket/prefix, gs://bucket/prefix or az://container/prefix (# is %23)")
    label = f"{parts.scheme}://{parts.netloc}{unquote(parts.path)}".rstrip("/")
    last = PurePosixPath(unquote(parts.path))
    if last.suffix.lower() == ".zip":
        raise BadSource(f"{label}: an archive is read from a disk: fetch it first, or unpack it in the store")
    table = Path(last.name) if last.suffix.lower() in TABLES else None
    if table is not None:
        url, label = url.rpartition("/")[0], label.rpartition("/")[0]
    obstore = obstore_or_error()
    try:
        # no client_options: they would stand in the place of what the environment says, AWS_ALLOW_HTTP among it
        retries = {"max_retries": RETRIES, "retry_timeout": timedelta(seconds=TRIED_FOR_S)}
        store = obstore.store.from_url(url, retry_config=retries)
    except (obstore.exceptions.BaseError, ValueError) as error:
        raise ObjectsUnreachable(f"{label}: {reason_of(error)}") from None
    return Objects(label, store), table


def reason_of(error: Exception) -> str:
    """What went wrong in words of our own; of the store's text no more than code and status."""
    text = str(error)
    for sign, words in _WORDS.items():
        if sign in text:
            return words
    told = ", ".join(part for part in (_code(error), _status(error)) if part)
    if told or isinstance(error, FileNotFoundError):
        return told or "not there"
    return "the store does not answer, or its settings in the environment are wrong"


def obstore_or_error() -> Any:
    """The library itself. Raises BadRequest where the extra is not installed."""
    try:
        import obstore  # noqa: PLC0415 - an extra
        import obstore.exceptions  # noqa: PLC0415
        import obstore.store  # noqa: PLC0415
    except ImportError as error:
        raise BadRequest("an object store needs the extra: pip install 'mokcheck[objects]'") from error
    return obstore


def _code(error: Exception) -> str:
    found = _CODE.search(str(error))
    return (found[1] or found[2]) if found else ""


def _status(error: Exception) -> str:
    found = _STATUS.search(str(error))
    return found[1] if found else ""
