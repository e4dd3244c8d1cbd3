"""What the service writes to its log: one JSON object a line, and never what clients sent.

A record's fields come from our own code by name. The text of an exception may quote anything, so of an exception only
its type and the places in the code are written, whoever logs it.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

LOG = logging.getLogger("mokcheck.warnings")
QUIET = ("PIL", "python_multipart", "asyncio", "opentelemetry", "urllib3", "redis", "linebot", "aiohttp", "psycopg")
"""They may write EXIF, bodies or addresses, of databases too; ours says what an operator needs to know."""


def anonymous(error: BaseException) -> str:
    """Type and places of an exception and its causes, without their texts."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(parts) < 5:
        frames = traceback.extract_tb(cause.__traceback__)[-6:]
        places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
        parts.append(f"{type(cause).__module__}.{type(cause).__qualname__} at {places}")
        cause = cause.__cause__ or cause.__context__
    return " | after ".join(parts)


class _Lines(logging.Formatter):
    """Common parts of both forms."""

    def data(self, record: logging.LogRecord) -> dict[str, Any]:
        """Time (UTC), level, logger, event and the record's own fields."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        found = {
            "time": when.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            found["accident"] = anonymous(record.exc_info[1])
        return found


class JsonLines(_Lines):
    """A record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        return json.dumps(self.data(record), ensure_ascii=False, default=str)


class PlainLines(_Lines):
    """The same for people who look at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        data = self.data(record)
        head = f"{data.pop('time')[11:19]} {data.pop('level'):7} {data.pop('event')}"
        data.pop("logger")
        return " ".join([head, *(f"{name}={value}" for name, value in data.items())])


def configure(stream: TextIO | None = None) -> None:
    """Sends all logs of this process to `stream` (standard error): JSON, or plain lines on a terminal."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(PlainLines() if handler.stream.isatty() else JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for library in QUIET:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    warnings.showwarning = _warned


def _warned(  # noqa: PLR0917 - the form of `warnings.showwarning`
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """What libraries warn of, Pillow above all, as a record: its kind and place, never its words, which may quote."""
    LOG.warning("warning", extra={"fields": {"kind": category.__name__, "place": f"{Path(filename).name}:{lineno}"}})
