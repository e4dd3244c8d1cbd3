"""Watches every attempt of Python code to connect, to send or to resolve a name, and refuses what is not allowed.

It hangs on the interpreter's own audit events, so no library can go round it by holding on to a function, and it also
sees what the C code of the `socket` module does. Unix sockets and pairs are the process's own business.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from pathlib import Path
from typing import Any

RESOLVING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
SENDING = ("socket.connect", "socket.sendto", "socket.sendmsg")


class Refused(OSError):
    """A connection that nobody may open here."""


class Watch:
    """What was attempted, and whether loopback is allowed just now. A hook cannot be taken off: one a process."""

    def __init__(self, *, loopback: bool = False, report: Path | None = None) -> None:
        self.loopback = loopback
        self.attempts: list[str] = []
        self._report = report
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if event in RESOLVING:
            host = args[0]
        elif event in SENDING and args[0].family != socket.AF_UNIX and args[1] is not None:
            host = args[1][0] if isinstance(args[1], tuple) else args[1]
        else:
            return
        if _is_here(host) and (self.loopback or event in RESOLVING):
            return
        self.attempts.append(f"{event} {host!r}")
        if self._report:
            with self._report.open("a", encoding="utf-8") as file:
                file.write(self.attempts[-1] + "\n")
        raise Refused(f"{event} {host!r}: nothing may go out; mark a test `loopback` when it needs this machine")


def _is_here(host: object) -> bool:
    """Whether a host is this machine or no host at all."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "localhost")
    try:
        return text == "localhost" or ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
