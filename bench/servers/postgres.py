"""A PostgreSQL server for benchmarks and tests: a private cluster in a temporary folder, on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=50"


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None where PostgreSQL's server is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The URL of a fresh, empty database, by the programs of `folder`. Raises RuntimeError with what they said."""
    home = Path(tempfile.mkdtemp(prefix="mokcheck-postgres-"))
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    data, port = home / "data", _free_port()

    def run(*command: str) -> None:
        done = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=120, check=False, **as_user)  # type: ignore[call-overload]
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)

    try:
        run(str(folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"{OPTIONS} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home}"
        run(str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run(str(folder / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
