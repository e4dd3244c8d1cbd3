"""Runs the application under uvicorn: in this process, or in several that share one socket.

A process is worth having for every `workers` cores: decoding and the engines run outside the interpreter's lock, the
rest does not. Engines are loaded once a process; the list and the store are files that all processes share.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from api import logs
from api.connection import Connection
from api.cpu import processes
from api.store_open import open_store
from verifier import malloc
from verifier.errors import AddressTaken, MokCheckError
from verifier.settings import Settings

LOG = logging.getLogger("mokcheck.server")
GRACE_S = 5
BACKLOG = 128
PROMETHEUS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def make_app(settings: Settings) -> FastAPI:
    """The application, imported only now: in a process of its own, after the environment of the numbers is settled."""
    from api.app import create_app  # noqa: PLC0415

    malloc.settle()
    return create_app(settings)


def run(settings: Settings, *, host: str, port: int, make: Callable[[Settings], FastAPI] = make_app) -> None:
    """Serves until SIGTERM or Ctrl-C, then finishes the accepted requests and jobs. Raises what `make` raises.

    With several processes `make` is called in each, so it must be a function that can be imported.
    """
    logs.configure()
    _free(host, port)
    count = processes(settings)
    if count == 1:
        uvicorn.Server(_config(make(settings), settings, host, port)).run()
        return
    with _shared(settings) as shared:
        config = _config(partial(_in_a_child, make, shared), shared, host, port, workers=count)
        family = _Family(config, sockets=[_bound(host, port)])
        family.run()
        if family.failed:
            make(shared)  # raises here what kept it from starting there
            raise SystemExit(STARTUP_FAILURE)


class _Family(Multiprocess):
    """Several processes on one socket. It is said to be running when all of them answer, and not before."""

    said = failed = False

    def keep_subprocess_alive(self) -> None:
        """What uvicorn does twice a second. Until all have started, one that cannot start stops the others too."""
        if self.said:
            super().keep_subprocess_alive()
        elif any(one.process.exitcode for one in self.processes):
            self.failed = True
            self.should_exit.set()
        elif all(one.is_ready(timeout=1) for one in self.processes):
            host, port, *_ = self.sockets[0].getsockname()
            LOG.info("running on http://%s:%d", f"[{host}]" if ":" in host else host, port)
            self.said = True


def _free(host: str, port: int) -> None:
    """Raises AddressTaken before minutes go into engines that could serve nobody."""
    if port:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as plug:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                plug.bind((host, port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise AddressTaken(f"{host}:{port}", address=f"{host}:{port}") from error


def _bound(host: str, port: int) -> socket.socket:
    """A socket for the processes to listen on together. Exits, as one process would, when the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    plug = socket.socket(family)
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        plug.bind((host, port))
    except OSError as error:
        LOG.error("%s", error)
        raise SystemExit(STARTUP_FAILURE) from error
    plug.set_inheritable(True)
    return plug


def _in_a_child(make: Callable[[Settings], FastAPI], settings: Settings) -> FastAPI:
    logs.configure()
    try:
        return make(settings)
    except MokCheckError as error:
        raise SystemExit(STARTUP_FAILURE) from error


def _config(app: object, settings: Settings, host: str, port: int, workers: int = 1) -> uvicorn.Config:
    """How uvicorn runs an application or, with several workers, a factory of it."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        factory=workers > 1,
        host=host,
        port=port,
        workers=workers,
        backlog=BACKLOG,
        ws="none",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        http=Connection,
        timeout_keep_alive=settings.head_timeout_s,  # type: ignore[arg-type]  # it is only ever added to a clock
        timeout_graceful_shutdown=int(settings.answer_timeout_s) + GRACE_S,
        timeout_worker_healthcheck=60,
        h11_max_incomplete_event_size=32_768,
    )


@contextmanager
def _shared(settings: Settings) -> Iterator[Settings]:
    """What several processes must have in common, in a private folder that goes when they do: a store, the numbers."""
    with tempfile.TemporaryDirectory(prefix="mokcheck-") as folder:
        if settings.store_path is None and settings.store_url is None:
            settings = replace(settings, store_path=Path(folder) / "store.sqlite")
        open_store(settings).close()
        numbers = Path(folder) / "metrics"
        numbers.mkdir()
        os.environ[PROMETHEUS_FOLDER] = str(numbers)
        try:
            yield settings
        finally:
            del os.environ[PROMETHEUS_FOLDER]
