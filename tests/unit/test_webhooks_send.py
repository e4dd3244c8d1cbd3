"""Attempts against a receiver on this machine: exact bytes signed, one deadline, no redirect, allowed addresses."""

import base64
import ipaddress
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.webhooks import post as posting
from api.webhooks.cli import webhooks
from api.webhooks.endpoints import Endpoint, read_endpoints
from api.webhooks.outbox import enqueue
from api.webhooks.post import Answer, headers_of, may_be_told, post
from tests.support.webhook_receiver import SECRET, endpoints_file, is_signed, receiver
from verifier.cli import main

EVENT = {"kind": "batch.finished", "item": "b_1", "state": "done", "link": "/v1/batches/b_1"}
HERE = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
"""This machine, as `localhost` may be either."""


def endpoint(url, private=HERE):
    return Endpoint("one", url, (bytes(range(32)),), private=private)


@pytest.fixture
def there():
    with receiver() as state:
        yield state


# ---- one attempt ----------------------------------------------------------------------------------------------------


def test_the_signature_is_that_of_the_specification():
    """Example of the Standard Webhooks specification."""
    one = Endpoint("x", "https://x.example", (base64.b64decode("plJ3nmyCDGBKInavdOK15jsl"),))
    body = b'{"event_type":"ping","data":{"success":true}}'
    headers = headers_of(one, "msg_loFOjxBNrRLzqYUf", body, 1731705121.9)
    assert headers["webhook-timestamp"] == "1731705121"
    assert headers["webhook-signature"] == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


@pytest.mark.loopback
def test_what_is_signed_is_what_arrives(there):
    body = '{"a":"ก"}'.encode()
    assert post(endpoint(f"http://localhost:{there.port}/hook?x=1"), "evt_1", body) == Answer(204, "HTTP 204")
    ((path, headers, came),) = there.came
    assert (path, came) == ("/hook?x=1", body)
    assert is_signed(headers, came) and not is_signed(headers, came + b" ")
    assert headers["host"] == f"localhost:{there.port}" and headers["content-type"] == "application/json"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 5


@pytest.mark.loopback
def test_two_secrets_sign_while_both_sides_change_over(there):
    other = bytes(range(1, 33))
    post(Endpoint("one", f"http://127.0.0.1:{there.port}/", (other, bytes(range(32))), private=HERE), "evt_1", b"{}")
    ((_, headers, came),) = there.came
    assert len(headers["webhook-signature"].split(" ")) == 2 and is_signed(headers, came)


@pytest.mark.loopback
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(there, status):
    there.plan = [(status, {"Location": f"http://127.0.0.1:{there.port}/elsewhere"})]
    assert post(endpoint(f"http://127.0.0.1:{there.port}/hook"), "evt_1", b"{}").status == status
    assert [path for path, _, _ in there.came] == ["/hook"]


@pytest.mark.loopback
@pytest.mark.parametrize(("value", "wait"), [("90", 90.0), ("Fri, 20 Nov 2026 00:00:00 GMT", None), ("-1", None)])
def test_a_wait_that_is_asked_for_is_heard(there, value, wait):
    there.plan = [(429, {"Retry-After": value})]
    assert post(endpoint(f"http://127.0.0.1:{there.port}/"), "evt_1", b"{}") == Answer(429, "HTTP 429", wait)


@pytest.mark.loopback
def test_an_answer_that_trickles_in_ends_with_the_deadline(there):
    there.trickles = True
    start = time.monotonic()
    assert post(endpoint(f"http://127.0.0.1:{there.port}/"), "evt_1", b"{}", deadline_s=0.4).said == "no answer in time"
    assert time.monotonic() - start < 1.5


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n", "no HTTP answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "no HTTP answer"),
        (b"", "no HTTP answer"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + b"HTTP/1.1 200 OK\r\n\r\n", "HTTP 200"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n" + b"x" * 500_000, "HTTP 200"),
    ],
)
def test_an_answer_of_any_kind_is_bounded(answer, said):
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        plug, _ = server.accept()
        with plug:
            plug.recv(65536)
            try:
                plug.sendall(answer)
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    found = post(endpoint(f"http://127.0.0.1:{server.getsockname()[1]}/"), "evt_1", b"{}", deadline_s=5)
    thread.join(5)
    server.close()
    assert found.said == said


@pytest.mark.loopback
def test_a_server_without_a_trusted_certificate_is_told_nothing(there):
    assert post(endpoint(f"https://127.0.0.1:{there.port}/"), "evt_1", b"{}", deadline_s=5).said == "TLS refused"
    assert there.came == []
    assert ssl.create_default_context().check_hostname


def certificate(folder, name):
    """A certificate that signs itself for a name, with its key, as one file."""
    x509 = pytest.importorskip("cryptography.x509", reason="needs the extra `evidence`")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.loopback
def test_a_certificate_has_to_be_trusted_and_of_the_name(tmp_path, monkeypatch):
    path = certificate(tmp_path, "hooks.example")
    here = [ipaddress.ip_address("127.0.0.1")]
    monkeypatch.setattr(posting, "addresses_of", lambda host, port: here)
    with receiver(path) as there:
        for name, trusted, said in (
            ("hooks.example", False, "TLS refused"),
            ("other.example", True, "TLS refused"),
            ("hooks.example", True, "HTTP 204"),
        ):
            monkeypatch.setenv("SSL_CERT_FILE", str(path) if trusted else "/dev/null")
            assert post(endpoint(f"https://{name}:{there.port}/"), "evt_1", b"{}", deadline_s=5).said == said, name
        assert len(there.came) == 1


@pytest.mark.loopback
def test_a_server_that_is_not_there_is_told():
    assert post(endpoint("http://127.0.0.1:9/"), "evt_1", b"{}").said == "no connection"


# ---- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "169.254.169.254"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fd00::1"),
        *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("2002:7f00:1::", "2002:a00:1::", "64:ff9b:1::1", "2001:0:a00:1::1"),
    ],
)
def test_addresses_that_are_not_public_are_not_told(address):
    assert not may_be_told(ipaddress.ip_address(address), endpoint("https://x.example", private=()))


def test_public_addresses_are_told_over_tls_alone():
    for address in ("8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"):
        assert may_be_told(ipaddress.ip_address(address), endpoint("https://x.example", private=()))
        assert not may_be_told(ipaddress.ip_address(address), endpoint("http://x.example"))


def test_private_networks_are_told_when_they_are_listed_and_the_machine_s_own_secrets_never():
    everything = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
    for address in ("127.0.0.1", "10.1.2.3", "fd00::1", "::1"):
        assert may_be_told(ipaddress.ip_address(address), endpoint("http://x.example", private=everything))
    for address in ("169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"):
        assert not may_be_told(ipaddress.ip_address(address), endpoint("http://x.example", private=everything))
    assert not may_be_told(ipaddress.ip_address("192.168.0.1"), endpoint("https://x.example"))


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://0x7f.1/", "https://2130706433/", "https://[::1]/"])
def test_no_connection_is_opened_to_an_address_that_is_not_allowed(url, connections):
    assert post(endpoint(url, private=()), "evt_1", b"{}").said == "address not allowed"
    assert connections.attempts == []


def test_a_name_with_one_address_that_is_not_allowed_is_not_told(monkeypatch, connections):
    found = [ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("10.0.0.1")]
    monkeypatch.setattr(posting, "addresses_of", lambda host, port: found)
    assert post(endpoint("https://x.example", private=()), "evt_1", b"{}").said == "address not allowed"
    assert connections.attempts == []


@pytest.mark.loopback
def test_the_connection_goes_to_the_address_that_was_checked(there, monkeypatch):
    asked = []
    found = [ipaddress.ip_address("127.0.0.1")]
    monkeypatch.setattr(posting, "addresses_of", lambda host, port: asked.append(host) or found)
    url = f"http://rebinding.example:{there.port}/"
    assert post(endpoint(url), "evt_1", b"{}").status == 204  # the name is asked for once, and never by the connection
    assert asked == ["rebinding.example"]


# ---- the command ----------------------------------------------------------------------------------------------------


def mokcheck(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        main(["webhooks", *map(str, words)])
    out = capsys.readouterr()
    return ended.value.code, out.out, out.err


@pytest.mark.loopback
def test_one_pass_from_the_outbox_to_the_receiver(there, tmp_path, monkeypatch, capsys):
    file = endpoints_file(tmp_path, f"http://127.0.0.1:{there.port}/hook", "http://127.0.0.1:9/")
    monkeypatch.setenv("MOKCHECK_OUTBOX_PATH", str(tmp_path / "outbox"))
    monkeypatch.setenv("MOKCHECK_WEBHOOKS_PATH", str(file))
    event = enqueue(tmp_path / "outbox", **EVENT, at=time.time())
    assert mokcheck(capsys, "send", "--lang", "en")[:2] == (0, "1 delivered, 1 to be tried again, 0 given up\n")
    ((_, headers, body),) = there.came
    assert headers["webhook-id"] == event and is_signed(headers, body)
    code, out, _ = mokcheck(capsys, "list", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [(row["endpoint"], row["state"], row["said"]) for row in rows] == [
        ("one", "delivered", "HTTP 204"),
        ("two", "pending", "no connection"),
    ]
    listed = ("list", "--state", "delivered")
    assert mokcheck(capsys, *listed, "--lang", "en")[1].startswith(f"{event}  one  batch.finished  delivered")
    assert mokcheck(capsys, *listed)[1].startswith(f"{event}  one  batch.finished  ส่งแล้ว")
    assert mokcheck(capsys, "retry", "--lang", "en")[:2] == (0, "0 due again\n")
    assert mokcheck(capsys, "retry")[1] == "จะส่งอีก 0 รายการ\n"
    assert mokcheck(capsys, "retry", "evt_none")[0] == 64


def test_without_settings_the_command_says_what_is_missing(capsys, monkeypatch):
    for name in ("MOKCHECK_OUTBOX_PATH", "MOKCHECK_WEBHOOKS_PATH"):
        monkeypatch.delenv(name, raising=False)
    for command, missing in (("send", "MOKCHECK_WEBHOOKS_PATH"), ("list", "MOKCHECK_OUTBOX_PATH")):
        code, _, said = mokcheck(capsys, command)
        assert code == 78 and missing in said


@pytest.mark.loopback
def test_watching_sends_what_comes_takes_new_endpoints_and_ends_when_told(there, tmp_path):
    file = endpoints_file(tmp_path, f"http://127.0.0.1:{there.port}/hook")
    words = ["webhooks", "send", "--watch", "--every", "0.1", "--outbox", tmp_path / "outbox", "--endpoints", file]
    code = "import sys; from verifier.cli import main; main(sys.argv[1:])"
    process = subprocess.Popen([sys.executable, "-c", code, *words], stderr=subprocess.PIPE, env={**os.environ})
    try:
        enqueue(tmp_path / "outbox", **EVENT, at=time.time())
        wait_for(lambda: len(there.came) == 1)
        endpoints_file(tmp_path, "no url at all")
        time.sleep(0.3)
        enqueue(tmp_path / "outbox", **{**EVENT, "item": "b_2"}, at=time.time())
        wait_for(lambda: len(there.came) == 2)
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 0
    assert "endpoints stay as they were" in said and "b_2" not in said


def wait_for(done, seconds=20):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_every_command_has_its_help():
    assert set(webhooks.commands) == {"send", "list", "retry"}
    assert all(command.help for command in webhooks.commands.values())


def test_endpoints_of_the_manual_are_read(tmp_path):
    """The example in the how-to is one."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "send-webhooks.md").read_text("utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    (tmp_path / "webhooks.toml").write_text(example, "utf-8")
    for name in ("shop.secret", "stores.secret"):
        (tmp_path / name).write_text(SECRET, "utf-8")
    assert [one.name for one in read_endpoints(tmp_path / "webhooks.toml")] == ["shop", "stores"]
