"""Requests as nobody's client sends them, byte by byte: each is answered below 500, in words, and leaves no trace."""

from __future__ import annotations

import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.servers.service import Served
from tests.support.fakes import photo_bytes

pytestmark = pytest.mark.loopback
SERVICE = str(Path(__file__).resolve().parents[1] / "support" / "slow_service.py")
PHOTO = photo_bytes()


def request(
    method: str, path: str, *headers: str, body: bytes = b"", version: str = "1.1", length: bool = True
) -> bytes:
    """One request; `length`: whether its true length is announced."""
    lines = [f"{method} {path} HTTP/{version}", "Host: x", *headers]
    if length and body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def part(data: bytes = PHOTO, disposition: str = 'form-data; name="photos"; filename="x.jpg"', *more: str) -> bytes:
    head = "".join(f"{line}\r\n" for line in (f"Content-Disposition: {disposition}", *more))
    return b"--b\r\n" + head.encode("utf-8") + b"\r\n" + data + b"\r\n"


def form(*parts: bytes, kind: str = "multipart/form-data; boundary=b", end: bytes = b"--b--\r\n", **more) -> bytes:
    body = b"".join(parts) + end
    return request("POST", "/v1/verifications", f"Content-Type: {kind}", *more.pop("headers", ()), body=body, **more)


def text(name: str, value: str) -> bytes:
    return part(value.encode("utf-8"), f'form-data; name="{name}"')


def chunked(body: bytes, *headers: str, size: int = 1_000, trailer: bytes = b"") -> bytes:
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    coded = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n" + trailer + b"\r\n"
    kind = "Content-Type: multipart/form-data; boundary=b"
    return request("POST", "/v1/verifications", kind, "Transfer-Encoding: chunked", *headers, body=coded, length=False)


WHOLE = part() + b"--b--\r\n"
JSON = ("Content-Type: application/json",)
GET = request("GET", "/livez")
REQUESTS: dict[str, tuple[bytes, set[int]]] = {
    # forms
    "a form as it should be": (form(part()), {200}),
    "the same field twice": (form(part(), text("lang", "th"), text("lang", "en")), {422}),
    "photos as text and as a file": (form(part(), text("photos", "words")), {415, 422}),
    "a field nobody knows": (form(part(), text("x" * 5, "y")), {422}),
    "a field of 100,000 letters": (form(part(), text("x" * 100_000, "y")), {422}),
    "a file field of 3,000 letters": (form(part(PHOTO, f'form-data; name="{"y" * 3_000}"; filename="x"')), {422}),
    "a category of 100,000 letters": (form(part(), text("category", "ก" * 100_000)), {422}),
    "a category of zeros": (form(part(), text("category", "\0\0")), {422}),
    "a category of half letters": (form(part(), part(b"\xff\xfe\xed\xa0\x80", 'form-data; name="category"')), {422}),
    "a language of emoji": (form(part(), text("lang", "🇹🇭")), {422}),
    "evidence of everything": (form(part(), text("evidence", "*")), {422}),
    "a part without a name": (form(part(PHOTO, "form-data")), {422}),
    "a part without a disposition": (form(b"--b\r\nX: y\r\n\r\nz\r\n"), {422}),
    "a part without headers": (form(b"--b\r\n\r\nz\r\n"), {422}),
    "a part with 20,000 headers": (form(part(PHOTO, 'form-data; name="photos"', *["A: b"] * 20_000)), {200, 422}),
    "a part with a header without end": (form(b"--b\r\nContent-Disposition: " + b"x" * 60_000), {422}),
    "a part with a file name of 60,000 letters": (
        form(part(PHOTO, f'form-data; name="photos"; filename="{"a" * 60_000}"')),
        {200, 422},
    ),
    "a part with a path for a file name": (
        form(part(PHOTO, 'form-data; name="photos"; filename="../../etc/passwd"')),
        {200},
    ),
    "a part with zeros in its file name": (
        form(part(PHOTO, 'form-data; name="photos"; filename="\0\0.jpg"')),
        {200, 422},
    ),
    "a part with a name of two lines": (form(part(PHOTO, 'form-data;\r\n name="photos"; filename="x"')), {200, 422}),
    "a part encoded as base64": (
        form(part(PHOTO, 'form-data; name="photos"; filename="x"', "Content-Transfer-Encoding: base64")),
        {200},
    ),
    "a part that says it is a program": (
        form(part(PHOTO, 'form-data; name="photos"; filename="x.exe"', "Content-Type: application/x-msdownload")),
        {200},
    ),
    "no parts": (form(), {422}),
    "no body": (form(end=b""), {422}),
    "an end and nothing": (form(end=b"--b--"), {422}),
    "a form without its end": (form(part(), end=b""), {422}),
    "a form with more behind its end": (form(part(), end=b"--b--\r\n" + b"x" * 5_000), {200}),
    "a form with lines before it": (form(b"\r\n\r\n", part()), {200, 422}),
    "a form of bare line feeds": (form(part().replace(b"\r\n", b"\n"), end=b"--b--\n"), {422}),
    "seven photos": (form(*[part()] * 7), {422}),
    # boundaries and types
    "another boundary": (form(part(), kind="multipart/form-data; boundary=c"), {422}),
    "no boundary": (form(part(), kind="multipart/form-data"), {422}),
    "an empty boundary": (form(part(), kind="multipart/form-data; boundary="), {422}),
    "a boundary of 5,000 letters": (form(part(), kind=f"multipart/form-data; boundary={'b' * 5_000}"), {422}),
    "a boundary in Thai": (form(part(), kind="multipart/form-data; boundary=ข"), {400, 422}),
    "a boundary in quotes": (form(part(), kind='multipart/form-data; boundary="b"'), {200}),
    "two boundaries": (form(part(), kind="multipart/form-data; boundary=c; boundary=b"), {200, 422}),
    "a charset nobody has": (form(part(), kind="multipart/form-data; boundary=b; charset=zzz"), {200}),
    "the charset idna": (
        form(part(), text("category", "x"), kind="multipart/form-data; boundary=b; charset=idna"),
        {200, 422},
    ),
    "the charset base64": (form(part(), kind="multipart/form-data; boundary=b; charset=base64"), {200, 422}),
    "two types": (form(part(), headers=("Content-Type: text/plain",)), {200, 415, 422}),
    "another type first": (
        request(
            "POST",
            "/v1/verifications",
            "Content-Type: text/plain",
            "Content-Type: multipart/form-data; boundary=b",
            body=WHOLE,
        ),
        {200, 415},
    ),
    "multipart/mixed": (form(part(), kind="multipart/mixed; boundary=b"), {415}),
    "a type in capitals": (form(part(), kind="MULTIPART/FORM-DATA; BOUNDARY=b"), {200}),
    "a photo as the body": (request("POST", "/v1/verifications", "Content-Type: image/jpeg", body=PHOTO), {415}),
    "JSON as the body": (request("POST", "/v1/verifications", *JSON, body=b"{}"), {415}),
    "no type": (request("POST", "/v1/verifications", body=WHOLE), {415}),
    # lengths and chunks
    "in chunks": (chunked(WHOLE), {200}),
    "in chunks with a trailer": (chunked(WHOLE, "Trailer: X-Sum", trailer=b"X-Sum: 1\r\n"), {200}),
    "in chunks of one byte": (chunked(part(PHOTO[:2_000]) + b"--b--\r\n", size=1), {422}),
    "in chunks with an extension": (chunked(WHOLE).replace(b"3e8\r\n", b"3e8;a=b\r\n"), {200, 400}),
    "in chunks with a length too": (chunked(WHOLE, "Content-Length: 5"), {200, 400}),
    "in chunks of no number": (chunked(WHOLE).replace(b"3e8\r\n", b"zzz\r\n"), {400}),
    "in chunks of a number without end": (chunked(WHOLE).replace(b"3e8\r\n", b"f" * 40 + b"\r\n"), {400, 413, 422}),
    "in gzip over chunks": (chunked(WHOLE, "Transfer-Encoding: gzip"), {400, 415, 501}),
    "compressed": (form(part(), headers=("Content-Encoding: gzip",)), {415}),
    "a length of words": (request("POST", "/v1/verifications", "Content-Length: many"), {400}),
    "a length below zero": (request("POST", "/v1/verifications", "Content-Length: -5"), {400}),
    "two lengths": (
        request("POST", "/v1/verifications", "Content-Length: 5", "Content-Length: 6", body=b"xxxxx", length=False),
        {400},
    ),
    "a length of 10 TB": (form(part(), headers=("Content-Length: 10000000000000",), length=False), {413}),
    "a length of 5,000 digits": (
        request("POST", "/v1/verifications", f"Content-Length: {'9' * 5_000}"),
        {400, 413, 415},
    ),
    "a length that is shorter": (form(part(), headers=("Content-Length: 20",), length=False), {422, 400}),
    # expectations, ranges, conditions, upgrades
    "waiting for leave": (form(part(), headers=("Expect: 100-continue",)), {200}),
    "expecting something else": (form(part(), headers=("Expect: everything",)), {200, 417}),
    "a range": (request("GET", "/static/page.css", "Range: bytes=5-9"), {200}),
    "a range past the end": (request("GET", "/static/page.css", "Range: bytes=99999999-"), {200}),
    "a range of words": (request("GET", "/static/page.css", "Range: bytes=a-b"), {200}),
    "a thousand ranges": (request("GET", "/static/page.css", "Range: bytes=" + ",".join(["0-1"] * 1_000)), {200}),
    "a condition of words": (
        request("GET", "/static/page.css", "If-Modified-Since: yesterday", "If-None-Match: x"),
        {200, 304},
    ),
    "a range of an answer": (request("GET", "/livez", "Range: bytes=0-1"), {200}),
    "an upgrade to a web socket": (
        request("GET", "/", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: x"),
        {200},
    ),
    "an upgrade to HTTP/2": (request("GET", "/livez", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"), {200}),
    # methods, versions, targets
    "PUT": (request("PUT", "/v1/verifications", body=b"x"), {405}),
    "TRACE": (request("TRACE", "/"), {405}),
    "CONNECT": (request("CONNECT", "x:443"), {400, 404, 405}),
    "OPTIONS of everything": (request("OPTIONS", "*"), {400, 404, 405}),
    "a method of 3,000 letters": (request("M" * 3_000, "/"), {405}),
    "a method in small letters": (request("get", "/livez"), {405}),
    "a method in Thai": (request("ก", "/"), {400}),
    "GET with a body": (request("GET", "/livez", body=b"x" * 5_000), {200}),
    "DELETE of a job with a body": (request("DELETE", f"/v1/jobs/{'a' * 32}", body=b"x"), {404}),
    "HTTP/1.0": (request("GET", "/livez", version="1.0"), {200}),
    "HTTP/0.9": (b"GET /livez\r\n\r\n", {400}),
    "HTTP/7.3": (request("GET", "/livez", version="7.3"), {200, 400, 505}),
    "HTTP/2 without asking": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 404, 405}),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(80) + b"\r\n\r\n", {400}),
    "a whole address": (request("GET", "http://x/livez"), {200, 404}),
    "somebody else's address": (request("GET", "http://evil.example/livez"), {200, 404}),
    "no host": (b"GET /livez HTTP/1.1\r\n\r\n", {400}),
    "two hosts": (request("GET", "/livez", "Host: y"), {400}),
    "a host of words": (b"GET /livez HTTP/1.1\r\nHost: [<script>]:99999999\r\n\r\n", {200, 400}),
    "a path in raw Thai": ("GET /v1/licences/ท7014-4/2879 HTTP/1.1\r\nHost: x\r\n\r\n".encode(), {400}),
    "a path in Thai": (request("GET", "/v1/licences/%E0%B8%977014-4/2879"), {200}),
    "a path encoded twice": (request("GET", "/v1/licences/%25E0%25B8%25977014-4/2879"), {422}),
    "a path of half letters": (request("GET", "/v1/licences/%E0%B8"), {422}),
    "a path of surrogates": (request("GET", "/v1/licences/%ED%A0%80"), {422}),
    "a path of zeros": (request("GET", "/static/%00"), {404}),
    "a path of zeros to a licence": (request("GET", "/v1/licences/%00%00"), {422}),
    "a path out of its folder": (request("GET", "/static/../app.py"), {404}),
    "a path out of its folder, encoded": (request("GET", "/static/%2e%2e/app.py"), {404}),
    "a path out of its folder, encoded twice": (request("GET", "/static/%252e%252e%252fapp.py"), {404}),
    "a path with backslashes": (request("GET", "/static/..\\app.py"), {404}),
    "a path of 20,000 letters": (request("GET", "/static/" + "a" * 20_000), {404}),
    "a path of 60,000 letters": (request("GET", "/" + "a" * 60_000), {400, 404}),
    "a path of line ends": (request("GET", "/v1/licences/%0d%0aSet-Cookie:%20a=b"), {404, 422}),
    "a path of two slashes": (request("GET", "//evil.example/livez"), {404}),
    "a path that ends in a slash": (request("GET", "/livez/"), {404}),
    "a percent sign alone": (request("GET", "/%"), {404}),
    "a percent sign and no number": (request("GET", "/static/%zz"), {404}),
    "a folder": (request("GET", "/static/"), {404}),
    "a query of 20,000 letters": (request("GET", "/lookup?number=" + "9" * 20_000), {200, 422}),
    "a query of zeros": (request("GET", "/lookup?number=%00&lang=%00"), {200, 422}),
    "a query of surrogates": (request("GET", "/lookup?number=%ED%A0%80"), {200, 422}),
    "a query of 5,000 fields": (request("GET", "/lookup?" + "lang=th&" * 5_000), {200, 400}),
    "a language of markup": (request("GET", "/?lang=%3Cscript%3E"), {200}),
    "a problem nobody has": (request("GET", "/problems/%3Cscript%3E"), {404}),
    # headers
    "a header of 40,000 letters": (request("GET", "/livez", "X: " + "a" * 40_000), {200, 400}),
    "3,000 headers": (request("GET", "/livez", *["X: a"] * 3_000), {200, 400}),
    "a header without a name": (request("GET", "/livez", ": a"), {400}),
    "a header with a space before its colon": (request("GET", "/livez", "X : a"), {400}),
    "a header over two lines": (request("GET", "/livez", "X: a\r\n b"), {200, 400}),
    "a header of zeros": (request("GET", "/livez", "X: \0"), {400}),
    "a header in Thai": (request("GET", "/livez", "X: ก"), {200, 400}),
    "a wish for any language": (request("GET", "/v1/nothing", "Accept-Language: " + "th;q=0.1," * 2_000), {404}),
    "a wish of no number": (request("GET", "/v1/nothing", "Accept-Language: en;q=., th;q=1.2.3, *;q=nan"), {404}),
    "a key that is none": (request("GET", "/v1/licences/1", "Authorization: Bearer \xff"), {401}),
    "a key of 20,000 letters": (request("GET", "/v1/licences/1", "Authorization: Bearer mok_" + "a" * 20_000), {401}),
    "a way through 5,000 proxies": (request("GET", "/livez", "X-Forwarded-For: " + "1.2.3.4, " * 3_000), {200, 400}),
    "a trace of words": (request("GET", "/livez", "traceparent: 00-x-y-z", 'baggage: "; drop'), {200}),
    "an Idempotency-Key of 3 letters": (form(part(), headers=("Idempotency-Key: abc",)), {422}),
    "an Idempotency-Key twice": (
        form(part(), headers=("Idempotency-Key: " + "a" * 20, "Idempotency-Key: " + "b" * 20)),
        {200, 422},
    ),
    "a preference of words": (form(part(), headers=("Prefer: ,;,=respond-async;;,",)), {200}),
    # JSON
    "JSON of no kind": (request("POST", "/v1/lookups", *JSON, body=b"\xff{"), {422}),
    "JSON 50,000 deep": (request("POST", "/v1/lookups", *JSON, body=b"[" * 50_000), {422}),
    "JSON of a number without end": (
        request("POST", "/v1/lookups", *JSON, body=b'{"numbers": [' + b"9" * 100_000 + b"]}"),
        {422},
    ),
    "JSON of surrogates": (request("POST", "/v1/lookups", *JSON, body=b'{"numbers": ["\\ud800"]}'), {200, 422}),
    "JSON of zeros": (request("POST", "/v1/lookups", *JSON, body=b'{"numbers": ["\\u0000"]}'), {200}),
    "JSON with a key twice": (request("POST", "/v1/lookups", *JSON, body=b'{"numbers": [], "numbers": 5}'), {422}),
    "JSON in UTF-16": (request("POST", "/v1/lookups", *JSON, body='{"numbers": []}'.encode("utf-16")), {422}),
    "JSON that is no JSON type": (request("POST", "/v1/lookups", "Content-Type: application/json5", body=b"{}"), {415}),
}
"""What is sent, and the statuses that are right."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, data: bytes) -> list[Answer]:
    """All answers on a connection over which `data` is sent, until the service hangs up or says nothing for 20 s."""
    whole = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        try:
            line.sendall(data)
            while got := line.recv(1 << 20):
                whole += got
        except (ConnectionError, TimeoutError):
            pass
    return parse(whole)


def parse(whole: bytes) -> list[Answer]:
    answers = []
    while whole:
        head, _, rest = whole.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        found = re.fullmatch(r"HTTP/1\.1 (\d{3}) .*", first)
        assert found, whole[:200]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        status = int(found[1])
        length = int(headers.get("content-length", "0")) if status not in (100, 204, 304) else 0
        if "chunked" in headers.get("transfer-encoding", ""):
            body, rest = rest, b""
        else:
            body, rest = rest[:length], rest[length:]
        answers += [Answer(status, headers, body)] if status != 100 else []
        whole = rest
    return answers


@pytest.fixture(scope="module")
def served():
    environment = {"MOKCHECK_HEAD_TIMEOUT_S": "1", "MOKCHECK_UPLOAD_TIMEOUT_S": "2", "MOKCHECK_QUEUE": "200"}
    with Served("0", command=SERVICE, environment=environment) as served:
        yield served


@pytest.fixture
def port(served) -> int:
    return int(served.url.rpartition(":")[2])


def check(answer: Answer, right: set[int]) -> None:
    assert answer.status in right, (answer.status, answer.body[:300])
    if answer.status >= 400:
        assert answer.headers["content-type"] == "application/problem+json", answer
        problem = json.loads(answer.body)
        assert problem["status"] == answer.status
        assert problem["words"]["th"]["title"]
        assert problem["request_id"] == answer.headers["x-request-id"]
    for name in ("x-content-type-options", "x-request-id"):
        assert name in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.fixture(scope="module")
def kept() -> dict[str, list[Answer]]:
    return {}


@pytest.fixture
def answered(served, port, kept) -> dict[str, list[Answer]]:
    """The answers to all requests, asked for by the first test; several strangers come at a time."""
    if not kept:
        with ThreadPoolExecutor(12) as threads:
            got = threads.map(lambda name: ask(port, REQUESTS[name][0]), REQUESTS)
            kept.update(zip(REQUESTS, got, strict=True))
    return kept


@pytest.mark.parametrize("name", REQUESTS)
def test_a_stranger_is_answered_in_words_and_below_500(answered, name):
    assert answered[name], "nothing was answered"
    check(answered[name][0], REQUESTS[name][1])


def test_no_stranger_leaves_an_error_or_a_word_of_its_own_in_the_log(answered, served):
    assert len(answered) >= 100
    lines = [json.loads(line) for line in served.log.splitlines()]
    assert [line for line in lines if line["level"] == "error"] == []
    assert [word for word in ("Traceback", "script", "passwd", "evil.example", "mok_a") if word in served.log] == []


def test_pipelined_requests_are_answered_in_their_order(port):
    data = GET + form(part()) + request("GET", "/v1/nothing") + form(part(PHOTO[:500])) + GET
    assert [answer.status for answer in ask(port, data)] == [200, 200, 404, 422, 200]


def test_what_follows_a_body_that_nobody_read_is_not_taken_for_a_request(port):
    smuggled = request("GET", "/smuggled")
    answers = ask(port, request("POST", "/v1/nothing", body=smuggled) + GET)
    assert [answer.status for answer in answers] == [404, 200]


def test_an_answer_to_head_has_no_body_on_the_wire(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(request("HEAD", "/livez", "Connection: close"))
        whole = b""
        while got := line.recv(65_536):
            whole += got
    assert whole.startswith(b"HTTP/1.1 200") and whole.endswith(b"\r\n\r\n")


def test_a_client_that_hangs_up_in_the_middle_leaves_nothing_behind(served, port):
    begun = len(served.log)
    for data in (form(part())[:700], form(part()), GET[:20], chunked(WHOLE)[:900]):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            line.sendall(data)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # hang up with a reset
    time.sleep(0.5)
    assert ask(port, GET)[0].status == 200
    assert "Traceback" not in served.log[begun:]
    assert '"level": "error"' not in served.log[begun:]
