"""A time-stamping authority of the tests' own: `openssl ts` behind HTTP on this machine, with a root of its own."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_digest = {digest}
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
clock_precision_digits = 0
"""
DAY = timedelta(days=1)


def needed() -> None:
    """Skips where stamps cannot be made or checked."""
    pytest.importorskip("rfc3161_client", reason="the extra `stamp` is not installed")
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the time stamps of the tests, is not installed")


@dataclass
class Authority:
    """One with a root, a certificate for time stamps, and its key, in a folder."""

    folder: Path
    certificate: bytes
    """Its certificate, in DER."""
    of_a_server: bytes
    """One of the same key, number and length, issued for servers instead of time stamps; `openssl ts` uses none."""
    answers: list[bytes] = field(default_factory=list)
    """What `serve` answers first, instead of a stamp."""
    status: int = 200
    asked: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def roots(self) -> Path:
        return self.folder / "root.pem"

    def answer(self, request: bytes) -> bytes:
        """The response to a request in DER."""
        (self.folder / "q.tsq").write_bytes(request)
        command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-signer", "tsa.pem"]
        command += ["-inkey", "tsa.key", "-out", "a.tsr"]
        command += ["-chain", "between.pem"] if (self.folder / "between.pem").exists() else []
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "a.tsr").read_bytes()

    def stamp(self, data: bytes, digest: str = "sha256", *, with_certificate: bool = True) -> bytes:
        """A stamp over these bytes, asked for without MokCheck."""
        (self.folder / "data").write_bytes(data)
        command = ["openssl", "ts", "-query", "-data", "data", f"-{digest}", "-cert"]
        command = [part for part in command if with_certificate or part != "-cert"]
        return self.answer(subprocess.run(command, cwd=self.folder, check=True, capture_output=True).stdout)


def authority(
    folder: Path,
    *,
    days: tuple[int, int] = (-1, 30),
    between: bool = False,
    between_issues: bool = True,
    digest: str = "sha256",
    rsa_bits: int | None = None,
) -> Authority:
    """A new one. `days`: from when and until when its certificate is valid, in days from now.

    `between`: its certificate is of an intermediate, `between.pem`, whose certificate is of the root and comes along;
    without `between_issues` it is one that must issue none. `digest`: what it signs over; `rsa_bits`: its key is of
    that kind and length.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def named(name: str) -> Any:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    def made(
        name: str, key: Any, first: datetime, last: datetime, issuer: str, signer: Any, *more: Any, number: int = 1
    ) -> Any:
        builder = x509.CertificateBuilder(named(issuer), named(name), key.public_key(), number)
        builder = builder.not_valid_before(first).not_valid_after(last)
        for extension, is_critical in more:
            builder = builder.add_extension(extension, critical=is_critical)
        return builder.sign(signer, hashes.SHA256())

    folder.mkdir()
    now = datetime.now(UTC)
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    key = key if rsa_bits is None else rsa.generate_private_key(65537, rsa_bits)
    name = f"Root of {folder.name}"
    uses = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    lasting = (now - 4000 * DAY, now + 4000 * DAY)
    ca = (x509.BasicConstraints(True, None), True), (uses, True)
    root = made(name, root_key, *lasting, name, root_key, *ca)
    issuer, issuer_key = name, root_key
    if between:  # a longer certificate than the signer's comes behind it, in the order of DER
        issuer, issuer_key = "Intermediate of the tests", ec.generate_private_key(ec.SECP256R1())
        more = x509.SubjectAlternativeName([x509.DNSName("x" * 60 + ".test")] * 4), False
        may = ca if between_issues else ((x509.BasicConstraints(False, None), True),)
        middle = made(issuer, issuer_key, *lasting, name, root_key, *may, more, number=2)
        (folder / "between.pem").write_bytes(middle.public_bytes(serialization.Encoding.PEM))
    valid, number = (now + days[0] * DAY, now + days[1] * DAY), x509.random_serial_number()

    def clock(purpose: Any) -> Any:
        used = x509.ExtendedKeyUsage([purpose])
        more = (x509.BasicConstraints(False, None), True), (used, True)
        return made("Clock of the tests", key, *valid, issuer, issuer_key, *more, number=number)

    own = clock(ExtendedKeyUsageOID.TIME_STAMPING)
    for path, certificate in (("root.pem", root), ("tsa.pem", own)):
        (folder / path).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    forms = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "tsa.key").write_bytes(key.private_bytes(*forms))
    (folder / "tsa.cnf").write_text(CONFIG.format(digest=digest), "utf-8")
    (folder / "serial").write_text("01\n", "utf-8")
    der, same_length = own.public_bytes(serialization.Encoding.DER), b""
    while len(same_length) != len(der):  # signatures of this kind have 70 to 72 bytes
        same_length = clock(ExtendedKeyUsageOID.SERVER_AUTH).public_bytes(serialization.Encoding.DER)
    return Authority(folder, der, same_length)


@contextmanager
def serving(state: Authority) -> Iterator[str]:
    """The URL under which it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append(({name.lower(): value for name, value in self.headers.items()}, body))
            data = state.answers.pop(0) if state.answers else state.answer(body)
            self.send_response(state.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
